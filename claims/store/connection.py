"""Path -> engine: finds out whose file it is, brings it up to date, and says in plain words what is wrong."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from claims.base.errors import LedgerError
from claims.store.migrations import migrate, missing, unknown

APPLICATION_ID: Final = 0x636C6D73  # "clms" in the header of the file: how we know a ledger of ours
BUSY_SECONDS: Final = 30  # how long to wait for another process; its longest transaction takes about a second

# What SQLite's primary result codes mean to a person: message about {path}, hint.
PLAIN_WORDS: Final[dict[int, tuple[str, str]]] = {
    sqlite3.SQLITE_FULL: (
        "no room left on the disk for the ledger `{path}`",
        "free some space and run the same command again; no document was saved by halves",
    ),
    sqlite3.SQLITE_READONLY: (
        "ledger `{path}` is read-only",
        "make the file and its folder writable, or choose another with `--ledger PATH`",
    ),
    sqlite3.SQLITE_BUSY: (
        "ledger `{path}` is locked by another program",
        "wait until that one is done, then run the same command again",
    ),
    sqlite3.SQLITE_NOTADB: ("`{path}` is not a ledger", "choose another file with `--ledger PATH`"),
    sqlite3.SQLITE_CORRUPT: (
        "ledger `{path}` is damaged",
        "restore a copy, or make a new one with `claims add SOURCE`",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "ledger `{path}` cannot be opened",
        "are the file and its folder there, readable and writable?",
    ),
    sqlite3.SQLITE_IOERR: (
        "ledger `{path}` cannot be read or written: the disk reports an error",
        "check the disk, then run the same command again",
    ),
}


def open_engine(path: str, *, create: bool) -> Engine:
    """An engine on an up-to-date ledger.

    Raises:
        LedgerError: there is no ledger and `create` is False, or the file is not ours to use.
    """
    _check_path(path, create=create)
    mode = "rwc" if create else "rw"
    engine = create_engine(
        "sqlite://", creator=partial(_connect, path, mode), poolclass=QueuePool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    try:
        with plain_errors(path):
            _bring_up_to_date(engine, path, create=create)
    except LedgerError:
        engine.dispose()
        raise
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take the write lock at their start.

    A transaction that reads first and writes later fails at once when another process wrote in between,
    without waiting; one that takes the lock first waits its turn.
    """
    return engine.execution_options(begin="BEGIN IMMEDIATE")


@contextmanager
def plain_errors(path: str) -> Iterator[None]:
    """Turns what SQLite and pydantic raise inside into a LedgerError."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(error.orig, path) from error
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    except ValidationError as error:
        message = f"ledger `{path}` holds a {error.title} that this version cannot read"
        raise LedgerError(message, hint="use the version that made it, or make a new one") from error


def _connect(path: str, mode: str) -> sqlite3.Connection:
    uri = f"{Path(path).absolute().as_uri()}?mode={mode}"
    # No isolation level: Python's sqlite3 then leaves BEGIN to us (see `_begin`).
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("casefold", 1, _casefold, deterministic=True)
    return connection


def _casefold(text: str | None) -> str | None:
    """What SQL lacks: its own `lower` knows ASCII only."""
    return None if text is None else text.casefold()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _check_path(path: str, *, create: bool) -> None:
    if scheme := re.match(r"[a-zA-Z][\w+.-]*://", path):  # the rest may hold a password
        message = f"a ledger on a database server (`{scheme[0]}…`) is not built in yet"
        raise LedgerError(message, hint="give the path of a file: `--ledger claims.db`")
    if not path or "\0" in path:
        raise LedgerError(f"{path!r} is not the path of a ledger", hint="name a file: `--ledger claims.db`")
    try:
        _check_file(Path(path), create=create)
    except OSError as error:  # a name too long, a folder that may not be entered
        message = f"ledger `{path}` cannot be opened: {(error.strerror or '').lower()}"
        raise LedgerError(message, hint="choose another file with `--ledger PATH`") from error


def _check_file(file: Path, *, create: bool) -> None:
    if file.is_file():
        return
    if file.exists():
        raise LedgerError(f"`{file}` is not a file", hint="name one: `--ledger claims.db`")
    if not create:
        raise _no_ledger(str(file))
    if not file.parent.is_dir():
        message = f"no folder `{file.parent}` for the ledger `{file.name}`"
        raise LedgerError(message, hint=f"make it with `mkdir -p {file.parent}`")


def _bring_up_to_date(engine: Engine, path: str, *, create: bool) -> None:
    with engine.connect() as connection:
        is_new = _is_new(connection, path)
        if is_new and not create:
            raise _no_ledger(path)
        if newer := unknown(connection):
            message = f"ledger `{path}` was made by a newer version (it has `{newer[-1]}`)"
            raise LedgerError(message, hint="upgrade with `pip install -U claims`")
        is_behind = bool(missing(connection))
    if is_behind:
        with for_writing(engine).begin() as connection:
            migrate(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    if create:
        _use_write_ahead_log(engine)


def _is_new(connection: Connection, path: str) -> bool:
    """Whether the file is still empty; one that holds something of another program is an error."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if application == APPLICATION_ID:
        return False
    if application or connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
        message = f"`{path}` is a database of another program, not a ledger"
        raise LedgerError(message, hint="choose another file with `--ledger PATH`")
    return True


def _use_write_ahead_log(engine: Engine) -> None:
    """Lets others read while one writes; the file remembers it.

    SQLite does not wait for the locks that this takes. Where another process holds one, it is left to the
    next that opens the ledger to add something: until then readers and writers wait for each other.
    """
    connection = engine.raw_connection()  # no transaction: inside one, the journal mode cannot change
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if _primary_code(error) != sqlite3.SQLITE_BUSY:
            raise
    finally:
        connection.close()


def _no_ledger(path: str) -> LedgerError:
    return LedgerError(f"no ledger at `{path}`", hint="make one with `claims add SOURCE`")


def _primary_code(error: BaseException | None) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # the bytes above tell its variants apart


def _explain(error: BaseException | None, path: str) -> LedgerError:
    message, hint = PLAIN_WORDS.get(_primary_code(error), ("ledger `{path}` does not take this: {error}", ""))
    return LedgerError(message.format(path=path, error=error), hint=hint)
