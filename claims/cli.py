"""The command line: parse, call, print. How answers look is in `claims.terminal`.

Heavy libraries load inside the commands, so that `claims --help` answers at once.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from claims import __version__, options, terminal
from claims.base.errors import ClaimsError, LookupFailed
from claims.base.records import Document, Kind, Reading, Record, Skipped, Status, Topic, public
from claims.base.views import ClaimFilter, Made, PairFilter, View, document_rows, report_day

if TYPE_CHECKING:  # each takes 0.1 s or more to load
    from claims.base.settings import Settings
    from claims.run import Added
    from claims.store.ledger import Ledger

SHOWN_SETTINGS = ("topic_floor", "pair_floor", "min_probability")

RecordT = TypeVar("RecordT", bound=Record)
Function = TypeVar("Function", bound=Callable[..., None])


app = typer.Typer(
    name="claims",
    cls=options.Group,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: claims add articles/ && claims brief -o briefing.md",
)


def _command(name: str, *, example: str) -> Callable[[Function], Function]:
    return app.command(name, cls=options.Command, epilog=f"Example: {example}")


def main() -> None:
    """Run the command line; the entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        # the terminal of a user may know fewer letters than a document; a program reads UTF-8
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app(prog_name="claims")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"claims {__version__}")
        raise typer.Exit(options.Exit.DONE)


@app.callback()
def start(
    context: typer.Context,
    ledger: Annotated[
        str | None,
        typer.Option(help="The ledger, a file; else CLAIMS_LEDGER, else claims.db.", metavar="PATH"),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find where news reports contradict each other, and show the sentences."""
    context.obj = ledger


def _settings(context: typer.Context) -> "Settings":
    from claims.base.settings import load_settings

    return load_settings(ledger=context.find_root().obj)


@contextmanager
def _ledger(context: typer.Context) -> "Iterator[Ledger]":
    from claims.store.ledger import Ledger

    with Ledger.open(_settings(context).ledger) as ledger:
        yield ledger


def _find(ledger: "Ledger", prefix: str, sort: type[RecordT]) -> RecordT:
    found = ledger.find(prefix)
    if not isinstance(found, sort):
        raise LookupFailed(
            f"`{prefix}` is the id of a {type(found).__name__.lower()}, not of a {sort.__name__.lower()}"
        )
    return found


def _whole_id(ledger: "Ledger", prefix: str | None, sort: type[Topic] | type[Document]) -> str | None:
    return _find(ledger, prefix, sort).id if prefix else None


@_command("add", example="claims add articles/ https://example.org/story --publisher 'The Daily'")
def add(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    sources: options.Sources,
    published: options.Published = None,
    publisher: options.Publisher = None,
    title: options.Title = None,
    fail_on_new: Annotated[bool, typer.Option("--fail-on-new", help="Exit 1 if anything is new.")] = False,
    as_json: options.Json = False,
) -> None:
    """Read sources into the ledger, and print what is new.

    New are the contradictions that this run found. Adding a source again changes nothing. Exit 2 if a
    source could not be read; the others are saved.
    """
    from claims import run
    from claims.collect import Hints

    hints = Hints(published=published, publisher=publisher, title=title)
    added = run.add(sources, _settings(context), hints)
    terminal.note_added(added.documents, added.claims, added.unchanged, len(added.new))
    _finish(added, as_json=as_json, flags=fail_on_new)


@_command("check", example="claims check draft.md && echo nothing contradicts it")
def check(
    context: typer.Context,
    sources: options.Sources,
    published: options.Published = None,
    publisher: options.Publisher = None,
    title: options.Title = None,
    as_json: options.Json = False,
) -> None:
    """Compare sources with the ledger, and save nothing.

    Exit 1 if they contradict what is recorded.
    """
    from claims import run
    from claims.collect import Hints

    hints = Hints(published=published, publisher=publisher, title=title)
    _finish(run.check(sources, _settings(context), hints), as_json=as_json, flags=True)


def _finish(added: "Added", *, as_json: bool, flags: bool) -> None:
    terminal.note_skipped(added.skipped)
    terminal.note_undated(added.undated)
    if as_json:
        terminal.print_json(added.new)
        terminal.print_json({**public(row), "skipped": True} for row in added.skipped)
    else:
        terminal.print_contradictions(added.new)
    if added.skipped:
        raise typer.Exit(options.Exit.WRONG)
    if flags and added.new:
        raise typer.Exit(options.Exit.FLAGGED)


@_command("list", example="claims list --party ministry --since 2024-12-01")
def list_claims(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    topic: options.Topic = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only with this in the name of the speaker.")
    ] = None,
    party: options.Party = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only of this document.")] = None,
    since: options.Since = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Only with these words.")] = None,
    as_json: options.Json = False,
) -> None:
    """List claims: who says what, published when."""
    with _ledger(context) as ledger:
        wanted = ClaimFilter(
            topic=_whole_id(ledger, topic, Topic),
            speaker=speaker,
            party=party,
            document=_whole_id(ledger, document, Document),
            since=since,
            text=text,
        )
        claims = [claim for claim in ledger.claims() if wanted.keeps(claim)]
    terminal.show_rows(claims, terminal.print_claims, as_json=as_json)


@_command("documents", example="claims documents --json")
def documents(context: typer.Context, as_json: options.Json = False) -> None:
    """List the documents, earliest first."""
    with _ledger(context) as ledger:
        rows = document_rows(ledger.documents(), ledger.claims())
    terminal.show_rows(rows, terminal.print_documents, as_json=as_json)


@_command("topics", example="claims topics")
def topics(context: typer.Context, as_json: options.Json = False) -> None:
    """List the topics, the most disputed first."""
    with _ledger(context) as ledger:
        terminal.show_rows(ledger.topics(), terminal.print_topics, as_json=as_json)


@_command("topic", example="claims topic 4f2a91c0")
def topic(context: typer.Context, name: options.Identifier, as_json: options.Json = False) -> None:
    """Show one topic in full.

    Every claim side by side, by party, with figures, dates and places.
    """
    with _ledger(context) as ledger:
        found = _find(ledger, name, Topic)
        _show(found, ledger, as_json=as_json)


@_command("contradictions", example="claims contradictions --new --reading conflict --min-probability 0.8")
def contradictions(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    new: Annotated[bool, typer.Option("--new", help="Only what the latest run found.")] = False,
    status: Annotated[Status | None, typer.Option(help="Only with this status.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only with this in dispute.")] = None,
    reading: Annotated[Reading | None, typer.Option(help="Only of this reading.")] = None,
    topic: options.Topic = None,
    party: options.Party = None,
    since: options.Since = None,
    min_probability: Annotated[
        float, typer.Option(min=0, max=1, help="Only from this probability on.")
    ] = 0.0,
    as_json: options.Json = False,
) -> None:
    """List what disagrees, strongest first.

    Conflict and denial come first, then revision, then scope and incident; in each the newest first.
    """
    with _ledger(context) as ledger:
        wanted = PairFilter(
            new=new,
            status=status,
            kind=kind,
            reading=reading,
            topic=_whole_id(ledger, topic, Topic),
            party=party,
            since=since,
            min_probability=min_probability,
        )
        found = [pair for pair in ledger.contradictions() if wanted.keeps(pair)]
    terminal.show_rows(found, terminal.print_contradictions, as_json=as_json)


@_command("agreements", example="claims agreements --json")
def agreements(context: typer.Context, as_json: options.Json = False) -> None:
    """List the pairs of claims that say the same."""
    with _ledger(context) as ledger:
        terminal.show_rows(ledger.agreements(), terminal.print_agreements, as_json=as_json)


@_command("show", example="claims show 91c04f2a")
def show(context: typer.Context, name: options.Identifier, as_json: options.Json = False) -> None:
    """Show whatever has this id in full.

    A claim, contradiction, agreement, document or topic, with quote, context and the reasons.
    """
    with _ledger(context) as ledger:
        _show(ledger.find(name), ledger, as_json=as_json)


def _show(found: Record, ledger: "Ledger", *, as_json: bool) -> None:
    from claims.rules import find_discords

    claims = ledger.claims()
    discords = find_discords(claims) if isinstance(found, Topic) else []
    terminal.show_record(found, ledger.documents(), claims, discords, as_json=as_json)


@_command("extract", example="claims extract story.html --json")
def extract(
    context: typer.Context,
    sources: options.Sources,
    published: options.Published = None,
    publisher: options.Publisher = None,
    title: options.Title = None,
    as_json: options.Json = False,
) -> None:
    """Print the claims of sources; needs no ledger."""
    from claims import run
    from claims.collect import Hints

    skipped: list[Skipped] = []
    hints = Hints(published=published, publisher=publisher, title=title)
    rows = run.extract(sources, _settings(context), hints)
    found = terminal.noting_undated(terminal.without_skipped(rows, skipped))
    if as_json:
        terminal.print_json(found)
    else:
        terminal.print_claims([*found])
    if skipped:
        raise typer.Exit(options.Exit.WRONG)


@_command("compare", example="claims compare 'Twelve people died.' 'At least 20 people died.'")
def compare(
    context: typer.Context,
    left: Annotated[str | None, typer.Argument(help="One statement.")] = None,
    right: Annotated[str | None, typer.Argument(help="The other statement.")] = None,
    pairs: Annotated[
        str | None, typer.Option(metavar="FILE", help="Pairs as JSON Lines, or `-`; prints JSON Lines.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Say whether two statements contradict, and why.

    Needs no ledger. A line of --pairs is {"id", "left", "right"}, if wanted with "left_published",
    "right_published", "left_speaker" and "right_speaker". One verdict a line comes out, in the order
    read, as it goes.
    """
    if (pairs is None) == (left is None or right is None):
        raise ClaimsError("wanted are two statements, or `--pairs FILE`", hint="see `claims compare --help`")
    from claims import run

    if pairs is None:
        given = run.Pair(left=left, right=right)
        terminal.show_rows(
            [*run.compare([given], _settings(context))], terminal.print_verdicts, as_json=as_json
        )
        return
    wrong: list[int] = []
    with options.opened(pairs) as lines:
        terminal.print_json(run.compare(options.read_pairs(lines, run.Pair, wrong), _settings(context)))
    if wrong:
        raise typer.Exit(options.Exit.WRONG)


@_command("explain", example="claims explain figures")
def explain(
    name: Annotated[str | None, typer.Argument(help="The rule; all without.", metavar="RULE")] = None,
    as_json: options.Json = False,
) -> None:
    """Say what a rule compares, why, and when it errs.

    What decided a finding is named in it by these names. Without a name all rules are listed.
    """
    from claims.rules import CHECKS, WITNESSES, load_rules
    from claims.rules.explain import explain, explain_one

    things: dict[str, object] = {**load_rules(), **CHECKS, **WITNESSES}
    if name is None:
        found = [explain(rule, thing) for rule, thing in things.items()]
        terminal.show_rows(found, terminal.print_explanations, as_json=as_json)
    else:
        terminal.show_rows([explain_one(name, things)], terminal.print_explanation, as_json=as_json)


@_command("graph", example="claims graph -o disputes.graphml")
def graph(
    context: typer.Context,
    output: options.Output,
    parties: Annotated[bool, typer.Option("--parties", help="Party against party, with counts.")] = False,
) -> None:
    """Write the graph of disagreement.

    The ending of the file is the format: .graphml .gexf .json (node-link) .mmd (Mermaid).
    """
    from claims import link

    build = link.party_graph if parties else link.build_graph
    with _ledger(context) as ledger:
        drawn = build(ledger.claims(), ledger.contradictions(), ledger.agreements())
    with options.writing(output):
        link.write_graph(drawn, output)


@_command("brief", example="claims brief -o briefing.md")
def brief(
    context: typer.Context,
    topics: Annotated[
        list[str] | None, typer.Argument(help="Ids of topics; all without.", metavar="TOPIC…")
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write, else stdout.")] = None,
) -> None:
    """Write the briefing, as Markdown.

    What is in dispute with both sides quoted, what is agreed, what is new, and all sources.
    """
    from claims import report

    text = report.write_briefing(_view(context, topics or []))
    if output is None:
        typer.echo(text, nl=False)
        return
    with options.writing(output):
        output.write_text(text, encoding="utf-8")


@_command("report", example="claims report -o disputes.csv")
def write_report(context: typer.Context, output: options.Output) -> None:
    """Write the report of all discrepancies.

    The ending of the file is the format: .md .json .csv.
    """
    from claims import report

    view = _view(context, [])
    with options.writing(output):
        report.write_report(view, output)


def _view(context: typer.Context, topics: Sequence[str]) -> View:
    """What the ledger holds, or only what belongs to these topics."""
    from claims.models import model_names
    from claims.rules import find_discords

    settings = _settings(context)
    with _ledger(context) as ledger:
        wanted = {_find(ledger, prefix, Topic).id for prefix in topics}
        claims = tuple(ledger.claims())
        view = View(
            documents=tuple(ledger.documents()),
            claims=claims,
            topics=tuple(ledger.topics()),
            contradictions=tuple(ledger.contradictions()),
            agreements=tuple(ledger.agreements()),
            discords=tuple(find_discords(claims)),
            skipped=tuple(ledger.skipped()),
            made=Made(
                version=__version__,
                day=report_day(),
                models=model_names(settings),
                settings={name: str(getattr(settings, name)) for name in SHOWN_SETTINGS},
            ),
        )
    return view.only(wanted) if wanted else view
