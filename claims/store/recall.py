"""What this run finds -> what the ledger knew of it already, and what took whose place.

Functions on a connection; no transactions. A contradiction has its id from what is claimed, by whom, of
what. Told in other words it gets another id: it is known again by its sentences, by its quotes, or by the
versions of the article that tell it, and everything that was said of it stays with it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update

from claims.base.records import Claim, Contradiction, content_id
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
from claims.store.memory import read_named, write_history

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
    connection: Connection,
    found: Mapping[str, Contradiction],
    newest: Mapping[str, str],
    standing: Collection[str] = (),
) -> dict[str, Sighting]:
    """What is remembered of each contradiction whose id was never seen.

    Args:
        connection: to the ledger, as it was before this run.
        found: all that this run finds, by id.
        newest: for each replaced document the newest version of its article.
        standing: ids of what was found before and still is.
    """
    known = connection.execute(_select_sightings()).all()
    ids = {row.contradiction for row in known}
    unknown = [found[name] for name in sorted(found.keys() - ids)]
    if not unknown:
        return {}
    told = {row.root for row in known if row.contradiction in found or row.contradiction in standing}
    gone = {row.contradiction: row for row in known if row.root not in told}
    memories = _known_by_words(unknown, gone, newest)
    told |= {memory.root for memory in memories.values()}
    left = {name: row for name, row in gone.items() if row.root not in told}
    rest = [pair for pair in unknown if pair.id not in memories]
    return memories | _known_by_place(rest, _last_found(connection, left), left, newest)


def _select_sightings() -> Select[Any]:
    """Every sighting with the documents of both sides, as they were when it was last found."""
    seen, found, left, right = (
        tables.sightings,
        tables.contradictions,
        tables.claims.alias("left"),
        tables.claims.alias("right"),
    )
    return (
        select(seen, left.c.document.label("left"), right.c.document.label("right"))
        .outerjoin(found, found.c.id == seen.c.contradiction)
        .outerjoin(left, left.c.id == found.c.left)
        .outerjoin(right, right.c.id == found.c.right)
        .order_by(seen.c.run, seen.c.contradiction)
    )


def _known_by_words(
    unknown: Sequence[Contradiction], gone: Mapping[str, Row[Any]], newest: Mapping[str, str]
) -> dict[str, Sighting]:
    """Those that say what one says that is gone: kind and both sentences, or both quotes of two articles."""
    by_sentences = {row.sentences: row for row in gone.values() if row.sentences}
    by_quotes = {
        (row.quotes, *_articles_of((row.left, row.right), newest)): row for row in gone.values() if row.quotes
    }
    memories: dict[str, Sighting] = {}
    taken: set[str] = set()
    for pair in unknown:
        keys = _keys_of(pair)
        rows = (
            by_sentences.get(keys["sentences"]),
            by_quotes.get((keys["quotes"], *_articles_of(_documents_of(pair), newest))),
        )
        earlier = next((row for row in rows if row is not None and row.root not in taken), None)
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
    told = defaultdict(list)
    for old in before:
        told[old.kind, *_articles_of(_documents_of(old), newest)].append(old)
    couples = [
        (share, old, new, sides)
        for new in unknown
        for old in told[new.kind, *_articles_of(_documents_of(new), newest)]
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


def _documents_of(pair: Contradiction) -> list[str]:
    return [side.document for side in sides_of(pair)]


def _articles_of(documents: Iterable[str | None], newest: Mapping[str, str]) -> tuple[str, ...]:
    """The newest versions of the documents, in one order."""
    return tuple(sorted(newest.get(name, name) for name in documents if name is not None))


def _in_place(old: Contradiction, new: Contradiction, newest: Mapping[str, str]) -> tuple[float, Sides]:
    """How alike the sides are that stand in each other's place, and which do."""
    (left, right), (mine, theirs) = sides_of(old), sides_of(new)
    ways: list[Sides] = [((left, mine), (right, theirs)), ((left, theirs), (right, mine))]
    return max(((_nearness(way, newest), way) for way in ways), key=lambda row: row[0])


def _nearness(sides: Sides, newest: Mapping[str, str]) -> float:
    """How alike the less alike two are; 0 where two are of two articles."""
    if any(
        newest.get(old.document, old.document) != newest.get(new.document, new.document) for old, new in sides
    ):
        return 0.0
    return min(1.0 if said_alike(old, new) else likeness(old, new) for old, new in sides)


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
    return [pair for pair in read_named(connection, sorted(names)) if not pair.gone]


def remember(
    connection: Connection,
    found: Mapping[str, Contradiction],
    memories: Mapping[str, Sighting],
    standing: Mapping[str, str],
    *,
    run: str,
    number: int,
) -> None:
    """Keep what is new about what was found: the sightings, and from when to when.

    `standing` are the readings of what was found before and still is.
    """
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
    write_history(connection, {**standing, **{name: pair.reading for name, pair in found.items()}}, number)
