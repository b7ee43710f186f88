"""The program that commands belong to, and what every command needs of the call: settings, ledger, ids."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from claims import __version__, options
from claims.base.errors import LookupFailed
from claims.base.records import Document, Record, Topic

if TYPE_CHECKING:  # each takes 0.1 s or more to load
    from claims.base.settings import Settings
    from claims.store.ledger import Ledger

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


def command(name: str, *, example: str) -> Callable[[Function], Function]:
    """Makes a function the command `name`, with an example below its help."""
    return app.command(name, cls=options.Command, epilog=f"Example: {example}")


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


def settings_of(context: typer.Context, **options: str | None) -> "Settings":
    """The settings, with the ledger and the options that the call names."""
    from claims.base.settings import load_settings

    return load_settings(ledger=context.find_root().obj, **options)


@contextmanager
def open_ledger(context: typer.Context) -> "Iterator[Ledger]":
    """The ledger of the settings, for reading; it is never created."""
    from claims.store.ledger import Ledger

    with Ledger.open(settings_of(context).ledger) as ledger:
        yield ledger


def find_one(ledger: "Ledger", prefix: str, sort: type[RecordT]) -> RecordT:
    """The record of this sort whose id starts with `prefix`.

    Raises:
        LookupFailed: no id, several, or that of another sort of record.
    """
    found = ledger.find(prefix)
    if not isinstance(found, sort):
        raise LookupFailed(
            f"`{prefix}` is the id of a {type(found).__name__.lower()}, not of a {sort.__name__.lower()}"
        )
    return found


def whole_id(ledger: "Ledger", prefix: str | None, sort: type[Topic] | type[Document]) -> str | None:
    """The whole id of which a user gave the first letters; None if he gave none."""
    return find_one(ledger, prefix, sort).id if prefix else None
