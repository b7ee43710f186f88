"""Commands that stay: watch, serve."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer

from claims import options, terminal
from claims.base.errors import ClaimsError
from claims.commands.app import command, open_ledger, settings_of
from claims.language.wording import count_words
from claims.progress import showing_progress


@command("watch", example="claims watch inbox/ https://example.org/rss --every 10m")
def watch(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    sources: options.Sources,
    every: options.Every = "10m",  # type: ignore[assignment]  # typer parses it
    once: Annotated[bool, typer.Option("--once", help="Look once and end, for cron.")] = False,
    fail_on_new: Annotated[
        bool, typer.Option("--fail-on-new", help="With --once: exit 1 if anything is new.")
    ] = False,
    published: options.Published = None,
    publisher: options.Publisher = None,
    as_json: options.Json = False,
) -> None:
    """Keep looking at sources, and print what is new.

    Sources are folders, pages and feeds; a contradiction is printed in the look in which it appears. What is
    new goes into the ledger, as with `claims add`; what has not changed is not read again, not even
    after a restart. A source that fails is tried less and less often, and the others go on. Ctrl-C ends it
    (exit 130), and so does SIGTERM (exit 0); either way the ledger is whole.
    """
    if fail_on_new and not once:
        raise ClaimsError("`--fail-on-new` needs `--once`: without it there is no end to report")
    from claims.collect import Hints
    from claims.run import now
    from claims.watch import Watch

    hints = Hints(published=published, publisher=publisher)
    watch = Watch(sources, settings_of(context), hints=hints, every=every)
    found, failed = 0, False
    with _ending_on_term():
        for source in watch.sources if once else watch.turns():
            with showing_progress() as progress:
                look = watch.look(source, progress)
            terminal.note_look(look, now(), is_last=once)
            new = look.added.new if look.added else ()
            terminal.show_rows(new, terminal.print_contradictions, as_json=as_json)
            found += len(new)
            failed = failed or bool(look.problem or (look.added and look.added.skipped))
    _finish(found, failed=failed, flags=fail_on_new)


def _finish(found: int, *, failed: bool, flags: bool) -> None:
    if failed:
        raise typer.Exit(options.Exit.WRONG)
    if flags and found:
        raise typer.Exit(options.Exit.FLAGGED)


@contextmanager
def _ending_on_term() -> Iterator[None]:
    """SIGTERM ends what is inside as Ctrl-C does: what is being saved is rolled back, the next run goes on.

    It is how a service is told to stop, so it is no failure.
    """

    def end(*_: object) -> NoReturn:
        terminal.note("stopped")
        raise SystemExit(options.Exit.DONE)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@command("serve", example="claims serve --by Ana")
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8765,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who reviews, kept with each verdict.")] = "",
) -> None:
    """Review the findings in a browser.

    Both quotes, with buttons to confirm, dismiss or resolve, and a note. The page is for this machine only,
    at the address that is printed; each start has another. What you say goes into the ledger at once, as
    with `claims review`. Ctrl-C ends it (exit 130), SIGTERM, too (exit 0).
    """
    from claims.web.desk import Desk
    from claims.web.server import open_socket
    from claims.web.server import serve as serve_desk

    with open_ledger(context) as ledger:  # a missing one is told now, not in the browser
        waiting = sum(pair.status in ("new", "open") for pair in ledger.contradictions())
    with _ending_on_term(), open_socket(port) as listening:
        terminal.note(f"{count_words(waiting, 'dispute')} to review; Ctrl-C ends")
        serve_desk(Desk(settings_of(context).ledger, by=by), listening, tell=typer.echo)
