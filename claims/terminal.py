"""Records -> what the shell sees: tables for people, JSON Lines for programs.

stdout carries the answer, stderr everything else. Words from documents are stripped of control signs
before they reach a terminal.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from claims.base.diffs import SHIFTS, Difference
from claims.base.listing import Listing
from claims.base.records import (
    Agreement,
    Claim,
    Contradiction,
    Record,
    Run,
    Skipped,
    Topic,
    Verdict,
    public,
)
from claims.base.views import Explanation, short_ids
from claims.language.escaping import printable
from claims.language.wording import changed_words, count_words

if TYPE_CHECKING:  # each takes 0.1 s or more to load
    from claims.run import Added
    from claims.watch import Look

UNDATED_SHOWN = 3  # documents without a date that are named
MOST_ROWS = 100  # of a table on a terminal
ALIGNED = 500  # rows that are aligned together

Cells = Sequence[object]
Shown = TypeVar("Shown", bound=Record | Mapping[str, Any])


def note(message: str) -> None:
    """Say something that is not the answer."""
    typer.echo(message, err=True)


def note_added(added: "Added", where: str = "") -> None:
    """Say what a run of `add` did, after the words that say where."""
    known = f", {count_words(added.unchanged, 'document')} already known" if added.unchanged else ""
    what = (
        f"{count_words(added.documents, 'document')} with {count_words(added.claims, 'claim')} added{known}"
    )
    note(f"{where}{what}; {count_words(len(added.new), 'new contradiction')}")
    note_details(added)


def note_details(added: "Added") -> None:
    """Say what else there is to know of a run: what is not read, undated, edited, dismissed."""
    note_skipped(added.skipped)
    note_undated(added.undated)
    note_edited(added.edited)
    note_dismissed(added.dismissed)


def note_look(look: "Look", moment: str, *, is_last: bool) -> None:
    """Say what a look at a source gave; nothing if all is as it was. After the last no other is promised."""
    where = f"{moment} {printable(look.source)}: "
    if look.problem:
        note(f"{where}{printable(look.problem)}" + ("" if is_last else f"; next look in {_span(look.again)}"))
    if look.added and (look.added.documents or look.added.new):
        note_added(look.added, where)
    elif look.added:
        note_skipped(look.added.skipped)


def _span(seconds: float) -> str:
    units = (("hour", 3600), ("minute", 60), ("second", 1))
    return next(count_words(round(seconds / size), unit) for unit, size in units if seconds >= size)


def note_edited(names: Sequence[str]) -> None:
    """Say which documents are later versions of known articles."""
    for name in names:
        note(f"{printable(name)} is a later version of an article that was known")


def note_dismissed(number: int) -> None:
    """Say how many contradictions are not flagged because a person dismissed them."""
    if number:
        shown = "`claims contradictions --status dismissed` shows what"
        note(f"{count_words(number, 'contradiction')} dismissed by a person; {shown}")


def note_differences(rows: Sequence[Difference], before: int, after: int) -> None:
    """Count what changed between two runs."""
    counts = Counter(row.change for row in rows)
    told = ", ".join(f"{counts[shift]} {'the same' if shift == 'same' else shift}" for shift in SHIFTS)
    note(f"run {before} to run {after}: {told}")


def note_skipped(skipped: Iterable[Skipped]) -> None:
    """Name every input that could not be read."""
    for row in skipped:
        detail = f" ({printable(row.detail)})" if row.detail else ""
        note(f"skipped: {printable(row.source)}: {printable(row.reason)}{detail}")


def note_undated(names: Sequence[str]) -> None:
    """Say which documents have no date, so that "last month" stays open in them."""
    if not names:
        return
    shown = ", ".join(printable(name) for name in names[:UNDATED_SHOWN])
    more = ", …" if len(names) > UNDATED_SHOWN else ""
    undated = count_words(len(names), "document")
    note(
        f'no date of publication in {undated} ({shown}{more}): times such as "last month" stay open there; '
        "`--published` sets it"
    )


def noting_undated(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims as they come; at the end the documents without a date are named on stderr."""
    undated: dict[str, str] = {}
    for claim in claims:
        if claim.published is None:
            undated.setdefault(claim.document, claim.carrier or claim.document)
        yield claim
    note_undated([*undated.values()])


def without_skipped(rows: Iterable[Claim | Skipped], skipped: list[Skipped]) -> Iterator[Claim]:
    """The claims as they come; what could not be read is named on stderr and goes to `skipped`."""
    for row in rows:
        if isinstance(row, Skipped):
            note_skipped([row])
            skipped.append(row)
        else:
            yield row


def print_json(rows: Iterable[Record | Mapping[str, Any]]) -> None:
    """One JSON object a line, each out before the next is made."""
    for row in rows:
        shape = public(row) if isinstance(row, Record) else row
        sys.stdout.write(f"{json.dumps(shape, ensure_ascii=False)}\n")
        sys.stdout.flush()


def show_rows(
    rows: Sequence[Shown],
    print_rows: Callable[[Sequence[Shown]], None],
    *,
    as_json: bool,
    narrow: str = "",
) -> None:
    """The answer as a table for people, or as JSON Lines; on a terminal only the beginning of a long table.

    Args:
        rows: what to show.
        print_rows: prints the table.
        as_json: whether JSON Lines are wanted.
        narrow: options of the command that leave fewer rows.
    """
    if as_json:
        print_json(rows)
    elif sys.stdout.isatty() and len(rows) > MOST_ROWS:
        print_rows(rows[:MOST_ROWS])
        fewer = f"{narrow} for fewer, " if narrow else ""
        note(f"the first {MOST_ROWS} of {len(rows):,}; {fewer}`| less` for all")
    else:
        print_rows(rows)


def print_table(names: Sequence[str], rows: Iterable[Cells]) -> None:
    """A table: fitted to the window on a terminal, plain aligned text anywhere else. No rows, no table.

    In plain text a column becomes wider where rows far below need it, so that the first rows come at once.
    """
    lines = ([printable("" if cell is None else str(cell)) for cell in row] for row in rows)
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        _print_rich(names, list(lines))
        return
    widths = [len(name) for name in names]
    for at, block in enumerate(iter(lambda: list(islice(lines, ALIGNED)), [])):
        widths = [max(width, *map(len, column)) for width, *column in zip(widths, *block, strict=True)]
        head = [] if at else [[name.upper() for name in names]]
        typer.echo("\n".join(_aligned(line, widths) for line in (*head, *block)))


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def _print_rich(names: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not lines:
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, no_wrap=name == "id", overflow="fold")
    for line in lines:
        table.add_row(*(Text(cell) for cell in line))
    Console().print(table)


def _short_ids(rows: Sequence[Any]) -> dict[str, str]:
    """The id of each row as it is printed; of a part of a listing, as in the whole."""
    if isinstance(rows, Listing):
        return short_ids(rows.among)
    return short_ids(row["id"] if isinstance(row, Mapping) else row.id for row in rows)


def print_claims(claims: Sequence[Claim]) -> None:
    """Who says what, one claim a line."""
    ids = _short_ids(claims)
    print_table(
        ("id", "date", "party", "speaker", "stance", "claim"),
        ((ids[c.id], c.published, c.party, c.speaker, c.stance, c.text) for c in claims),
    )


def print_documents(rows: Sequence[Mapping[str, Any]], links: Sequence[str] = ()) -> None:
    """The documents, given in their public shape.

    Args:
        rows: in order.
        links: those of `replaces` and `origin` that any of them has.
    """
    ids = _short_ids(rows)
    names = ("published", "publisher", "claims", "title", "source")
    print_table(
        ("id", "date", *names[1:], *links),
        (
            (
                ids[row["id"]],
                *(row[name] for name in names),
                *(ids.get(row[name]) if row[name] != row["id"] else None for name in links),
            )
            for row in rows
        ),
    )


def print_verdicts(verdicts: Sequence[Verdict]) -> None:
    """What the comparison of two statements says."""
    for verdict in verdicts:
        what = f" ({verdict.kind}, {verdict.reading})" if verdict.kind and verdict.reading else ""
        typer.echo(f"{verdict.label}{what}, probability {verdict.probability:.2f}: {printable(verdict.why)}")


def print_explanations(rows: Sequence[Explanation]) -> None:
    """The rules with what each finds, one a line."""
    print_table(("rule", "finds"), ((row.rule, row.summary) for row in rows))


def print_topics(topics: Sequence[Topic]) -> None:
    """The topics with how many claims, contradictions and agreements they hold."""
    ids = _short_ids(topics)
    print_table(
        ("id", "claims", "contradictions", "agreements", "topic"),
        ((ids[t.id], len(t.claims), t.contradictions, t.agreements, t.label) for t in topics),
    )


def print_contradictions(pairs: Sequence[Contradiction]) -> None:
    """What disagrees, and why, one pair a line."""
    ids = _short_ids(pairs)
    print_table(
        ("id", "reading", "kind", "incident", "status", "probability", "why"),
        (
            (
                ids[pair.id],
                pair.reading,
                pair.kind,
                pair.incident,
                pair.status,
                f"{pair.probability:.2f}",
                "; ".join(filter(None, (pair.why, changed_words(pair)))),
            )
            for pair in pairs
        ),
    )


def print_runs(runs: Sequence[Run]) -> None:
    """The runs, one a line, oldest first."""
    print_table(
        ("run", "when", "documents", "new"), ((run.number, run.when, run.documents, run.new) for run in runs)
    )


def print_differences(rows: Sequence[Difference]) -> None:
    """What changed between two runs, one contradiction a line; what is the same is left out."""
    changed = [row for row in rows if row.change != "same"]
    ids = _short_ids(changed)
    print_table(
        ("id", "change", "reading", "kind", "status", "reason", "why"),
        ((ids[r.id], r.change, r.reading, r.kind, r.status, r.reason, r.why) for r in changed),
    )


def print_agreements(pairs: Sequence[Agreement]) -> None:
    """What says the same, one pair a line."""
    ids = _short_ids(pairs)
    print_table(("id", "kind", "why"), ((ids[pair.id], pair.kind, pair.why) for pair in pairs))
