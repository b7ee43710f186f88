"""Commands that read sources or statements: add, check, extract, compare."""

from typing import TYPE_CHECKING, Annotated

import typer

from claims import options, terminal
from claims.base.errors import ClaimsError
from claims.base.records import Claim, Skipped, public
from claims.commands.app import command, settings_of
from claims.progress import showing_progress

if TYPE_CHECKING:  # takes 0.1 s or more to load
    from claims.run import Added


@command("add", example="claims add articles/ https://example.org/story --publisher 'The Daily'")
def add(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    sources: options.Sources,
    published: options.Published = None,
    publisher: options.Publisher = None,
    title: options.Title = None,
    fail_on_new: Annotated[bool, typer.Option("--fail-on-new", help="Exit 1 if anything is new.")] = False,
    engine: options.Engine = None,
    work: options.Work = None,
    as_json: options.Json = False,
) -> None:
    """Read sources into the ledger, and print what is new.

    New are the contradictions that this run found. Adding a source again changes nothing; an article that
    was edited since is a later version, and what it says otherwise is new. Exit 2 if a source could not be
    read; the others are saved.

    With `--engine ray` the work is spread over the cluster that RAY_ADDRESS names, or that this machine
    belongs to, or else over the processors of this machine; the findings are the same. A run that was cut
    short goes on from what is done when it is started again.
    """
    from claims.sources.langid import load_ahead

    load_ahead()
    from claims import run
    from claims.collect import Hints

    hints = Hints(published=published, publisher=publisher, title=title)
    with showing_progress() as progress:
        added = run.add(sources, settings_of(context, engine=engine, work=work), hints, progress=progress)
    terminal.note_added(added)
    _finish(added, as_json=as_json, flags=fail_on_new)


@command("check", example="claims check draft.md && echo nothing contradicts it")
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
    from claims.sources.langid import load_ahead

    load_ahead()
    from claims import run
    from claims.collect import Hints

    hints = Hints(published=published, publisher=publisher, title=title)
    with showing_progress() as progress:
        checked = run.check(sources, settings_of(context), hints, progress=progress)
    terminal.note_details(checked)
    _finish(checked, as_json=as_json, flags=True)


def _finish(added: "Added", *, as_json: bool, flags: bool) -> None:
    if as_json:
        terminal.print_json(added.new)
        terminal.print_json({**public(row), "skipped": True} for row in added.skipped)
    else:
        terminal.print_contradictions(added.new)
    if added.skipped:
        raise typer.Exit(options.Exit.WRONG)
    if flags and added.new:
        raise typer.Exit(options.Exit.FLAGGED)


@command("extract", example="claims extract story.html --json")
def extract(
    context: typer.Context,
    sources: options.Sources,
    published: options.Published = None,
    publisher: options.Publisher = None,
    title: options.Title = None,
    as_json: options.Json = False,
) -> None:
    """Print the claims of sources; needs no ledger."""
    from claims.sources.langid import load_ahead

    load_ahead()
    from claims import run
    from claims.collect import Hints

    skipped: list[Skipped] = []
    claims: list[Claim] = []
    hints = Hints(published=published, publisher=publisher, title=title)
    with showing_progress(is_streaming=as_json) as progress:
        rows = run.extract(sources, settings_of(context), hints, progress=progress)
        found = terminal.noting_undated(terminal.without_skipped(rows, skipped))
        if as_json:
            terminal.print_json(found)
        else:
            claims.extend(found)
    terminal.print_claims(claims)
    if skipped:
        raise typer.Exit(options.Exit.WRONG)


@command("compare", example="claims compare 'Twelve people died.' 'At least 20 people died.'")
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
            [*run.compare([given], settings_of(context))], terminal.print_verdicts, as_json=as_json
        )
        return
    wrong: list[int] = []
    with options.opened(pairs) as lines, showing_progress(is_streaming=True) as progress:
        given_pairs = options.read_pairs(lines, run.Pair, wrong)
        terminal.print_json(run.compare(given_pairs, settings_of(context), progress=progress))
    if wrong:
        raise typer.Exit(options.Exit.WRONG)
