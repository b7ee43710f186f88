"""What every run found, and what persons said of it. Functions on a connection; no transactions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from claims.base.diffs import Difference, Past, compare_runs
from claims.base.records import READING_RANK, Contradiction, Review
from claims.store import tables


def write_history(connection: Connection, readings: Mapping[str, str], number: int) -> None:
    """Keep from which run to which each contradiction is found, given all that run `number` found."""
    table = tables.history
    open_rows = connection.execute(
        select(table.c.contradiction, table.c.reading).where(table.c.last.is_(None))
    ).all()
    still = {row.contradiction for row in open_rows if readings.get(row.contradiction) == row.reading}
    ended = [{"name": row.contradiction} for row in open_rows if row.contradiction not in still]
    if ended:
        is_open = and_(table.c.contradiction == bindparam("name"), table.c.last.is_(None))
        connection.execute(update(table).where(is_open).values(last=number - 1), ended)
        connection.execute(delete(table).where(table.c.last < table.c.first))  # found and lost in one run
    begun = [
        {"contradiction": name, "first": number, "reading": reading}
        for name, reading in readings.items()
        if name not in still
    ]
    if begun:
        connection.execute(insert(table), begun)


def read_contradictions(
    connection: Connection, *, since: int = 0, at: int | None = None, name: str | None = None
) -> list[Contradiction]:
    """The contradictions with all that is remembered of them: strongest reading first, then newest.

    Args:
        connection: to the ledger.
        since: number of the first run that may have found them first.
        at: number of a run: what was found then, with the reading of then.
        name: only the one with this id, whether it is still found or not.
    """
    reviews = read_reviews(connection)
    rows = connection.execute(_select_contradictions(since, at, name))
    return [_read_contradiction(row, reviews.get(row.root, ())) for row in rows]


def _select_contradictions(since: int, at: int | None, name: str | None) -> Select[Any]:
    found, seen, past = tables.contradictions, tables.sightings, tables.history
    newest = select(func.max(tables.runs.c.number)).scalar_subquery()
    reading = found.c.reading if at is None else past.c.reading
    query = (
        select(
            found.c.record,
            found.c.found,
            seen,
            reading.label("reading"),
            case((seen.c.run == newest, "new"), else_="open").label("status"),
        )
        .join(seen, seen.c.contradiction == found.c.id)
        .where(seen.c.run >= since)
        .order_by(
            case(READING_RANK, value=reading),
            seen.c.first_seen.desc(),
            found.c.probability.desc(),
            found.c.id,
        )
    )
    if at is not None:
        then = and_(past.c.first <= at, or_(past.c.last.is_(None), past.c.last >= at))
        return query.join(past, past.c.contradiction == found.c.id).where(then)
    return query.where(found.c.id == name if name else found.c.found == 1)


def _read_contradiction(row: Row[Any], reviews: Sequence[Review]) -> Contradiction:
    memory = {
        "first_seen": row.first_seen,
        "status": reviews[-1].status if reviews else row.status,
        "reviews": tuple(reviews),
        "replaces": row.replaces,
        "changed": row.changed,
        "reopened": bool(row.reopened),
        "reading": row.reading,
        "gone": not row.found,
    }
    return Contradiction.model_validate_json(row.record).model_copy(update=memory)


def read_reviews(connection: Connection) -> dict[str, list[Review]]:
    """Everything that was said of each contradiction, by its root, oldest first."""
    said, seen = tables.reviews, tables.sightings
    rows = connection.execute(
        select(said, seen.c.root)
        .join(seen, seen.c.contradiction == said.c.contradiction)
        .order_by(said.c.number)
    )
    reviews: dict[str, list[Review]] = defaultdict(list)
    for row in rows:
        reviews[row.root].append(Review(status=row.status, by=row.by, note=row.note, when=row.moment))
    return reviews


def count_dismissed(connection: Connection, names: Iterable[str]) -> int:
    """How many of the contradictions with these ids a person dismissed."""
    reviews = read_reviews(connection)
    seen = tables.sightings.c
    roots = {row.contradiction: row.root for row in connection.execute(select(seen.contradiction, seen.root))}
    said = [reviews[roots[name]] for name in names if roots.get(name) in reviews]
    return sum(rows[-1].status == "dismissed" for rows in said)


def differences(connection: Connection, before: int, after: int) -> list[Difference]:
    """What two runs found, side by side."""
    seen, documents = tables.sightings.c, tables.documents.c
    sightings = connection.execute(select(seen.contradiction, seen.root, seen.replaces, seen.run)).all()
    roots = {row.contradiction: row.root for row in sightings}
    added = connection.execute(select(documents.id, documents.run, documents.replaces)).all()
    past = Past(
        before=before,
        replaces={row.root: row.replaces for row in sightings if row.replaces is not None},
        first_runs={row.root: row.run for row in sightings if row.root == row.contradiction},
        added={row.id: row.run or 0 for row in added},
        edits={row.replaces: row.id for row in added if row.replaces is not None},
    )
    earlier, later = (
        {roots[pair.id]: pair for pair in read_contradictions(connection, at=run)} for run in (before, after)
    )
    return compare_runs(earlier, later, past)
