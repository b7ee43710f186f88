"""Beginning of an id -> the one record that has it."""

from typing import Final

from sqlalchemy import Connection, literal, select, union_all

from claims.base.errors import LookupFailed
from claims.base.records import Agreement, Claim, Document, Record, Topic
from claims.store import tables
from claims.store.listings import SHELVES, read_records
from claims.store.memory import read_named

SHORTEST = 4  # characters: fewer would name several things in any ledger worth having
SHOWN = 5  # candidates in the message
LAST = "~"  # sorts behind everything in an id, so that prefix <= id < prefix + LAST can use the index

SORTS: Final[dict[str, type[Record]]] = {
    "document": Document,
    "claim": Claim,
    "topic": Topic,
    "agreement": Agreement,
}
# contradictions also where they are found no longer
TABLES = {name: SHELVES[sort] for name, sort in SORTS.items()} | {"contradiction": tables.contradictions}


def find_record(connection: Connection, prefix: str) -> Record:
    """The record whose id is `prefix`, or the only one whose id begins with it.

    Raises:
        LookupFailed: nothing has it, several things have it, or it is too short.
    """
    if len(prefix) < SHORTEST:
        message = f"`{prefix}` is too short for an id"
        raise LookupFailed(message, hint=f"give at least {SHORTEST} characters of it")
    candidates = _candidates(connection, prefix) if prefix.isascii() else []  # ids are hexadecimal
    matches = [candidate for candidate in candidates if candidate[0] == prefix] or candidates
    if len(matches) > 1:
        raise _ambiguous(prefix, matches)
    if not matches:
        hint = "`claims list`, `documents`, `topics`, `contradictions` and `agreements` show the ids"
        raise LookupFailed(f"nothing has the id `{prefix}`", hint=hint)
    found, shelf = matches[0]
    return _read(connection, found, shelf)


def _candidates(connection: Connection, prefix: str) -> list[tuple[str, str]]:
    ids = union_all(
        *(
            select(table.c.id.label("id"), literal(name).label("shelf")).where(
                table.c.id >= prefix, table.c.id < prefix + LAST
            )
            for name, table in TABLES.items()
        )
    )
    return sorted((row.id, row.shelf) for row in connection.execute(ids))


def _ambiguous(prefix: str, candidates: list[tuple[str, str]]) -> LookupFailed:
    names = [f"{shelf} {found}" for found, shelf in candidates[:SHOWN]]
    if len(candidates) > SHOWN:
        names.append("…")
    message = f"`{prefix}` names {len(candidates)} things: {', '.join(names)}"
    return LookupFailed(message, hint="give more characters of the id")


def _read(connection: Connection, found: str, shelf: str) -> Record:
    sort = SORTS.get(shelf)
    rows = read_named(connection, [found]) if sort is None else read_records(connection, [found], sort)
    return rows[0]
