"""Commands of memory: runs, what changed between two of them, and what a person says of a finding."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claims import options, terminal
from claims.base.diffs import FLAGGED
from claims.base.errors import ClaimsError
from claims.base.records import VERBS, Contradiction, Review
from claims.base.views import find_run, report_moment
from claims.commands.app import command, find_one, open_ledger, settings_of
from claims.sources.verdicts import Saying, read_verdicts

if TYPE_CHECKING:  # takes 0.1 s or more to load
    from claims.store.ledger import Ledger

OPINIONS = VERBS | {opinion: opinion for opinion in VERBS.values()}  # as a report calls them, too


@command("runs", example="claims runs")
def runs(context: typer.Context, as_json: options.Json = False) -> None:
    """List the runs: each time that documents were added.

    Their numbers go into `contradictions --since` and `diff`. Adding what is known already is no run.
    """
    with open_ledger(context) as ledger:
        terminal.show_rows(ledger.runs(), terminal.print_runs, as_json=as_json)


@command("diff", example="claims diff 3")
def diff(
    context: typer.Context,
    earlier: Annotated[str, typer.Argument(help="A run: its number, or a day.", metavar="RUN")],
    later: Annotated[str | None, typer.Argument(help="The other; else the latest.", metavar="RUN")] = None,
    as_json: options.Json = False,
) -> None:
    """Say what changed between two runs, and why.

    New, reopened (it was dismissed, and what is claimed changed), changed, gone, or the same; what is the
    same is only counted, but for --json. A day means its last run, 0 the time before the first. Exit 1 if
    something is new or reopened.
    """
    with open_ledger(context) as ledger:
        known = ledger.runs()
        before = find_run(known, earlier)
        after = find_run(known, later) if later else len(known)
        rows = ledger.differences(before, after)
    shown = [row for row in rows if row.status != "dismissed"]
    terminal.show_rows(shown, terminal.print_differences, as_json=as_json)
    terminal.note_differences(shown, before, after)
    terminal.note_dismissed(len(rows) - len(shown))
    if any(row.change in FLAGGED for row in shown):
        raise typer.Exit(options.Exit.FLAGGED)


@command("review", example="claims review 91c04f2a dismiss --note 'two valleys' --by Ana")
def review(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="Id of a contradiction, or its first letters.", metavar="ID")
    ] = None,
    verdict: Annotated[
        str | None, typer.Argument(help="What you say of it.", metavar="confirm|dismiss|resolve")
    ] = None,
    note: Annotated[str, typer.Option(metavar="WORDS", help="Why.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")] = "",
    file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Many at once, out of a CSV file.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Keep what a person says of a contradiction.

    It is kept for ever and shown with the contradiction; no later run changes it, and the last word counts.
    What is dismissed is not flagged again, also when its article is edited elsewhere, until what is claimed
    changes.

    For many at once write `claims report -o FILE.csv`, fill in its columns verdict, note and by, and read
    it with --from. If a line is wrong, it is named and nothing is saved.
    """
    if (file is None) == (name is None or verdict is None):
        raise ClaimsError("wanted are ID and verdict, or `--from FILE`", hint="see `claims review --help`")
    if file is None:
        said = [Saying(id=name or "", verdict=verdict or "", note=note, by=by)]
    else:
        with file.open("rb") as opened:
            read = read_verdicts(opened, settings_of(context).max_bytes)
        said = [row.model_copy(update={"note": row.note or note, "by": row.by or by}) for row in read]
    with open_ledger(context) as ledger:
        reviews = _reviews(said, ledger)
        ledger.save_reviews(list(reviews.items()))
        found = [find_one(ledger, contradiction, Contradiction) for contradiction in reviews]
    terminal.show_rows(found, terminal.print_contradictions, as_json=as_json)


def _reviews(said: Sequence[Saying], ledger: "Ledger") -> dict[str, Review]:
    """What is said, by the whole id of what it is said of.

    Raises:
        ClaimsError: something cannot be saved; each line of a file that cannot is named on stderr.
    """
    when = report_moment().isoformat(timespec="seconds")
    reviews: dict[str, Review] = {}
    wrong = 0
    for row in said:
        try:
            contradiction, review = _review(row, ledger, when)
            if contradiction in reviews:
                raise ClaimsError(f"`{row.id}` has a verdict in a line above")
        except ClaimsError as error:
            if not row.line:
                raise
            wrong += 1
            terminal.note(f"error: line {row.line}: {error}")
        else:
            reviews[contradiction] = review
    if wrong:
        raise ClaimsError(
            "nothing was saved", hint="mend or empty the lines named above, and read the file again"
        )
    return reviews


def _review(row: Saying, ledger: "Ledger", when: str) -> tuple[str, Review]:
    opinion = OPINIONS.get(row.verdict.casefold())
    if not row.verdict:
        raise ClaimsError(f"`{row.id}` has a note or a name, and no verdict")
    if opinion is None:
        raise ClaimsError(f"`{row.verdict}` is no verdict", hint=f"verdicts are {', '.join(VERBS)}")
    found = find_one(ledger, row.id, Contradiction)
    return found.id, Review(status=opinion, by=row.by, note=row.note, when=when)
