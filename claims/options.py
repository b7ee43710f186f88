"""How the command line is spoken to: options, exit codes, and what happens when something goes wrong."""

import json
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO, TypeVar

import typer
from pydantic import BaseModel, ValidationError
from typer.core import TyperCommand, TyperGroup

from claims.base.errors import ClaimsError
from claims.language.escaping import printable
from claims.terminal import note

LONGEST_SPAN = 30 * 86_400.0  # seconds
ANYWHERE = {"--ledger": True, "--debug": False}  # option -> whether a value follows

PairT = TypeVar("PairT", bound=BaseModel)


class Exit(IntEnum):
    """What `claims` returns to the shell."""

    DONE = 0
    FLAGGED = 1
    WRONG = 2
    INTERRUPTED = 130


@contextmanager
def guarded(*, debug: bool) -> Iterator[None]:
    """Turn whatever goes wrong inside into a line on stderr and an exit code; with `debug`, show it all."""
    try:
        yield
        sys.stdout.flush()  # a closed pipe is noticed here, not when the interpreter ends
    except typer.Exit:
        raise
    except BrokenPipeError:
        _silence_stdout()
        raise typer.Exit(Exit.DONE) from None
    except KeyboardInterrupt:
        note("interrupted")
        raise typer.Exit(Exit.INTERRUPTED) from None
    except Exception as error:
        if debug:
            traceback.print_exc()
        else:
            _explain(error)
        raise typer.Exit(Exit.WRONG) from None


def _silence_stdout() -> None:
    # what is left in the buffer must go somewhere, or Python complains when it ends
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explain(error: Exception) -> None:
    if isinstance(error, ClaimsError):
        note(f"error: {error}")
        if error.hint:
            note(f"\nhint: {error.hint}")
    elif isinstance(error, OSError) and error.strerror:
        where = f"`{error.filename}`: " if error.filename else ""
        note(f"error: {where}{error.strerror.lower()}")
    else:
        note(f"error: internal error: {type(error).__name__}: {printable(str(error))}, run with --debug")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Name the file in the error if it cannot be written."""
    try:
        yield
    except OSError as error:
        raise ClaimsError(f"cannot write `{path}`: {(error.strerror or str(error)).lower()}") from error


class Group(TyperGroup):
    """Takes `--ledger` and `--debug` before or after the command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with the options of the program first."""
        return super().parse_args(ctx, _globals_first(args))


class Command(TyperCommand):
    """Says what went wrong in a line, and exits with the documented code."""

    def invoke(self, ctx: Any) -> Any:
        """What the command gives; an error is told and ends the program."""
        with guarded(debug=ctx.find_root().params["debug"]):
            return super().invoke(ctx)


def _globals_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with the options of the program moved before the command; none behind a `--`.

    >>> _globals_first(["list", "--ledger", "x.db", "--json"])
    ['--ledger', 'x.db', 'list', '--json']
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    first: list[str] = []
    rest: list[str] = []
    waiting = list(arguments[:end])
    while waiting:
        word = waiting.pop(0)
        name, equals, _ = word.partition("=")
        takes_next = ANYWHERE.get(name, False) and not equals
        if name not in ANYWHERE or (takes_next and not waiting):
            rest.append(word)
        else:
            first += [word, waiting.pop(0)] if takes_next else [word]
    return [*first, *rest, *arguments[end:]]


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"`{text}` is no date of the form 2024-12-31") from error


def _read_span(text: str) -> float:
    from pytimeparse2 import parse

    seconds = parse(text)
    if not isinstance(seconds, int | float) or not 1 <= seconds <= LONGEST_SPAN:
        raise typer.BadParameter(f"`{text}` is no time from 1s to 30d, such as 10m or 1h30m")
    return float(seconds)


Every = Annotated[
    float, typer.Option(parser=_read_span, metavar="TIME", help="Time between two looks: 10m, 1h30m, 2d.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, one object a line.")]
Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, pages or feeds (http, https), or `-` for stdin.")
]
Identifier = Annotated[str, typer.Argument(help="The id, or its first letters.", metavar="ID")]
Output = Annotated[Path, typer.Option("-o", "--output", help="File to write; its ending is the format.")]
Since = Annotated[date | None, typer.Option(parser=_read_day, metavar="DATE", help="From this day on.")]
SinceRun = Annotated[
    str | None, typer.Option("--since", metavar="RUN|DATE", help="From this run, or this day, on.")
]
Topic = Annotated[str | None, typer.Option(metavar="ID", help="Only of this topic.")]
Party = Annotated[str | None, typer.Option(metavar="NAME", help="Only with this in the name of a party.")]
Published = Annotated[
    date | None, typer.Option(parser=_read_day, metavar="DATE", help="Day, where the source says none.")
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Publisher, where the source says none.")]
Engine = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="`local` (this process, the default), or `ray` (a cluster)."),
]
Work = Annotated[
    str | None, typer.Option(metavar="FOLDER", help="Keep in it what the cluster has done, also afterwards.")
]
Title = Annotated[str | None, typer.Option(metavar="WORDS", help="Title, where the source says none.")]


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The file at `path`, or stdin for `-`."""
    if path == "-":
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as file:
        yield file


def read_pairs(lines: Iterable[bytes], sort: type[PairT], wrong: list[int]) -> Iterator[PairT]:
    """The pairs, one a line; a line that is none is named on stderr and its number goes to `wrong`."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _read_pair(line, sort)
        except (ValueError, RecursionError) as error:
            note(f"error: line {number}: {_problem(error)}")
            wrong.append(number)


def _read_pair(line: bytes, sort: type[PairT]) -> PairT:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    known = {name: value for name, value in row.items() if name in sort.model_fields}
    if isinstance(known.get("id"), int):
        known["id"] = str(known["id"])
    return sort.model_validate(known)


def _problem(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"`{'.'.join(map(str, first['loc']))}`: {first['msg'].lower()}"
    return str(error).lower()
