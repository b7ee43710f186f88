"""What was found before: contradictions known again, what took whose place, what each run found.

Functions on a connection; no transactions. A contradiction has its id from what is claimed, by whom, of
what. Told in other words it gets another id: it is known again by its sentences, by its quotes, or by the
versions of the article that tell it, and everything that was said of it stays with it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, case, delete, func, insert, or_, select, update

from claims.base.records import READING_RANK, Claim, Contradiction, Review, content_id
from claims.base.views import sides_of
from claims.language.versions import (
    SAME_PLACE,
    Change,
    change_between,
    likeness,
    plain,
    reworded,
    said_alike,
)
from claims.store import tables

Sides = Sequence[tuple[Claim, Claim]]  # what stands in whose place: old, new


@dataclass(frozen=True)
class Sighting:
    """What is remembered of a contradiction that has no row of its own yet."""

    root: str
    earlier: Row[Any] | None = None  # the row of the contradiction that it tells again
    replaces: str | None = None
    changed: str | None = None
    reopened: bool = False


def recall(
    connection: Connection, found: Mapping[str, Contradiction], newest: Mapping[str, str]
) -> dict[str, Sighting]:
    """What is remembered of each contradiction whose id was never seen.

    Args:
        connection: to the ledger, as it was before this run.
        found: all that this run finds, by id.
        newest: for each replaced document the newest version of its article.
    """
    known = connection.execute(select(tables.sightings).order_by(tables.sightings.c.run)).all()
    ids = {row.contradiction for row in known}
    unknown = [found[name] for name in sorted(found.keys() - ids)]
    if not unknown:
        return {}
    told = {row.root for row in known if row.contradiction in found}
    gone = {row.contradiction: row for row in known if row.root not in told}
    memories = _known_by_words(unknown, gone)
    told |= {memory.root for memory in memories.values()}
    left = {name: row for name, row in gone.items() if row.root not in told}
    rest = [pair for pair in unknown if pair.id not in memories]
    return memories | _known_by_place(rest, _last_found(connection, left), left, newest)


def _known_by_words(unknown: Sequence[Contradiction], gone: Mapping[str, Row[Any]]) -> dict[str, Sighting]:
    """Those that say what one says that is gone: both quotes, or kind and both sentences."""
    keyed = {key: row for row in gone.values() for key in (row.sentences, row.quotes) if key}
    memories: dict[str, Sighting] = {}
    taken: set[str] = set()
    for pair in unknown:
        rows = [keyed[key] for key in _keys_of(pair).values() if key in keyed]
        earlier = next((row for row in rows if row.root not in taken), None)
        if earlier is not None:
            taken.add(earlier.root)
            memories[pair.id] = Sighting(earlier.root, earlier)
    return memories


def _known_by_place(
    unknown: Sequence[Contradiction],
    before: Sequence[Contradiction],
    rows: Mapping[str, Row[Any]],
    newest: Mapping[str, str],
) -> dict[str, Sighting]:
    """Those that an edited article tells where an earlier version told what is gone."""
    couples = [
        (share, old, new, sides)
        for new in unknown
        for old in before
        for share, sides in [_in_place(old, new, newest)]
        if share >= SAME_PLACE
    ]
    memories = {pair.id: Sighting(pair.id) for pair in unknown}
    taken: set[str] = set()
    for _, old, new, sides in sorted(couples, key=lambda row: (-row[0], row[1].id, row[2].id)):
        if old.id not in taken and new.id not in taken:
            taken |= {old.id, new.id}
            memories[new.id] = _continued(old, new, sides, rows[old.id])
    return memories


def _in_place(old: Contradiction, new: Contradiction, newest: Mapping[str, str]) -> tuple[float, Sides]:
    """How alike the sides are that stand in each other's place; 0 where articles or kinds are others."""
    (left, right), (mine, theirs) = sides_of(old), sides_of(new)
    if old.kind != new.kind:
        return 0.0, ()
    ways: list[Sides] = [((left, mine), (right, theirs)), ((left, theirs), (right, mine))]
    return max(((_nearness(way, newest), way) for way in ways), key=lambda row: row[0])


def _nearness(sides: Sides, newest: Mapping[str, str]) -> float:
    shares = [
        0.0
        if newest.get(old.document, old.document) != newest.get(new.document, new.document)
        else 1.0
        if said_alike(old, new)
        else likeness(old, new)
        for old, new in sides
    ]
    return min(shares)


def _continued(old: Contradiction, new: Contradiction, sides: Sides, row: Row[Any]) -> Sighting:
    """The same contradiction if nothing but words changed, else one that takes its place."""
    change = _first_change(sides)
    if change is None:
        return Sighting(row.root, row)
    return Sighting(new.id, replaces=row.root, changed=change.words, reopened=old.status == "dismissed")


def _first_change(sides: Sides) -> Change | None:
    edited = [(old, new) for old, new in sides if not said_alike(old, new)]
    changes = (find(old, new) for find in (change_between, reworded) for old, new in edited)
    return next((change for change in changes if change is not None), None)


def _keys_of(pair: Contradiction) -> dict[str, str]:
    """What a contradiction is known by in other words."""
    quotes, sentences = (
        sorted(plain(text) for text in texts)
        for texts in ([side.quote for side in sides_of(pair)], [side.sentence for side in sides_of(pair)])
    )
    return {"sentences": content_id(pair.kind, *sentences), "quotes": content_id(*quotes)}


def _last_found(connection: Connection, names: Iterable[str]) -> list[Contradiction]:
    """Those of them that the run before this one found."""
    wanted = set(names)
    return [pair for pair in read_contradictions(connection) if pair.id in wanted]


def remember(
    connection: Connection,
    found: Mapping[str, Contradiction],
    memories: Mapping[str, Sighting],
    *,
    run: str,
    number: int,
) -> None:
    """Keep what is new about what was found: the sightings, and from when to when."""
    table = tables.sightings
    rows = [
        {
            "contradiction": name,
            "first_seen": memory.earlier.first_seen if memory.earlier else run,
            "run": memory.earlier.run if memory.earlier else number,
            "root": memory.root,
            "replaces": memory.replaces,
            "changed": memory.changed,
            "reopened": int(memory.reopened),
            **_keys_of(found[name]),
        }
        for name, memory in memories.items()
    ]
    if rows:
        connection.execute(insert(table), rows)
    unkeyed = connection.scalars(select(table.c.contradiction).where(table.c.quotes.is_(None)))
    if keys := [{"name": name, **_keys_of(found[name])} for name in unkeyed if name in found]:
        connection.execute(update(table).where(table.c.contradiction == bindparam("name")), keys)
    _write_history(connection, {name: pair.reading for name, pair in found.items()}, number)


def _write_history(connection: Connection, readings: Mapping[str, str], number: int) -> None:
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
