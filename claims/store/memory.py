"""What every run found, and what persons said of it. Functions on a connection; no transactions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
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
from claims.base.views import PairFilter
from claims.store import tables
from claims.store.documents import IDS_AT_ONCE
from claims.store.listings import within


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


def find_contradictions(connection: Connection, wanted: PairFilter, *, since: int = 0) -> list[str]:
    """Ids of what is found now and asked for, in the order of `read_contradictions`.

    Args:
        connection: to the ledger.
        wanted: what is asked for.
        since: number of the first run that may have found them first.
    """
    found, seen = tables.contradictions.c, tables.sightings.c
    said = _last_reviews()
    status = func.coalesce(said.c.status, _unreviewed())
    query = (
        _select_contradictions(found.id, reading=found.reading)
        .outerjoin(said, said.c.root == seen.root)
        .where(found.found == 1, seen.run >= since, *_pair_terms(wanted, status))
    )
    return list(connection.scalars(query))


def _pair_terms(wanted: PairFilter, status: ColumnElement[str]) -> list[ColumnElement[bool]]:
    found, seen = tables.contradictions.c, tables.sightings.c
    terms: list[ColumnElement[bool]] = [found.probability >= wanted.min_probability]
    if wanted.new:
        terms.append(status == "new")
    if wanted.standing:
        terms.append(status != "dismissed")
    for column, value in (
        (status, wanted.status),
        (func.json_extract(found.record, "$.kind"), wanted.kind),
        (found.reading, wanted.reading),
        (found.topic, wanted.topic),
    ):
        if value is not None:
            terms.append(column == value)
    if wanted.since is not None:
        terms.append(func.substr(seen.first_seen, 1, 10) >= wanted.since.isoformat())
    if wanted.party is not None:
        parties = (func.json_extract(found.record, f"$.{side}.party") for side in ("left", "right"))
        terms.append(or_(*(within(wanted.party, party) for party in parties)))
    return terms


def _last_reviews() -> Subquery:
    """The last word on each root."""
    said, seen = tables.reviews, tables.sightings.c
    last = (
        select(seen.root, func.max(said.c.number).label("number"))
        .join(said, said.c.contradiction == seen.contradiction)
        .group_by(seen.root)
        .subquery()
    )
    return select(last.c.root, said.c.status).join(said, said.c.number == last.c.number).subquery()


def _unreviewed() -> ColumnElement[str]:
    newest = select(func.max(tables.runs.c.number)).scalar_subquery()
    return case((tables.sightings.c.run == newest, "new"), else_="open")


def read_contradictions(
    connection: Connection,
    *,
    since: int = 0,
    at: int | None = None,
    names: Sequence[str] | None = None,
) -> list[Contradiction]:
    """The contradictions with all that is remembered of them: strongest reading first, then newest.

    Args:
        connection: to the ledger.
        since: number of the first run that may have found them first.
        at: number of a run: what was found then, with the reading of then.
        names: only those with these ids, no more than a statement takes, whether still found or not.
    """
    found, seen, past = tables.contradictions, tables.sightings, tables.history
    reading = found.c.reading if at is None else past.c.reading
    query = _select_contradictions(
        found.c.record,
        found.c.found,
        seen,
        reading.label("reading"),
        _unreviewed().label("status"),
        reading=reading,
    ).where(seen.c.run >= since)
    if at is not None:
        then = and_(past.c.first <= at, or_(past.c.last.is_(None), past.c.last >= at))
        query = query.join(past, past.c.contradiction == found.c.id).where(then)
    else:
        query = query.where(found.c.found == 1 if names is None else found.c.id.in_(names))
    rows = connection.execute(query).all()
    reviews = read_reviews(connection, None if names is None else {row.root for row in rows})
    return [_read_contradiction(row, reviews.get(row.root, ())) for row in rows]


def read_named(connection: Connection, ids: Sequence[str]) -> list[Contradiction]:
    """The contradictions with these ids, in this order, whether they are still found or not."""
    found = {
        pair.id: pair
        for start in range(0, len(ids), IDS_AT_ONCE)
        for pair in read_contradictions(connection, names=ids[start : start + IDS_AT_ONCE])
    }
    return [found[name] for name in ids if name in found]


def _select_contradictions(*columns: Any, reading: ColumnElement[str]) -> Select[Any]:
    """Columns of contradictions and their sightings, in the order in which they are shown."""
    found, seen = tables.contradictions, tables.sightings
    return (
        select(*columns)
        .select_from(found)
        .join(seen, seen.c.contradiction == found.c.id)
        .order_by(
            case(READING_RANK, value=reading),
            seen.c.first_seen.desc(),
            found.c.probability.desc(),
            found.c.id,
        )
    )


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


def read_reviews(connection: Connection, roots: Collection[str] | None = None) -> dict[str, list[Review]]:
    """Everything that was said of each contradiction, or of those with these roots, by root, oldest first."""
    said, seen = tables.reviews, tables.sightings
    query = (
        select(said, seen.c.root)
        .join(seen, seen.c.contradiction == said.c.contradiction)
        .order_by(said.c.number)
    )
    if roots is not None:
        query = query.where(seen.c.root.in_(sorted(roots)))
    reviews: dict[str, list[Review]] = defaultdict(list)
    for row in connection.execute(query):
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
