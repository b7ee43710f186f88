"""Fresh documents -> the frame they are settled in: what stands near them in the ledger.

A ledger of up to WHOLE claims is at hand as a whole, so nothing in it depends on the order of adding. In a
larger one a document is set beside those that share a rare name or a slot with it, those in one turn of
the news that share a common name, the claims nearest to its own with their topics, and the versions of its
article. How much that is does not grow with the ledger.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Select, func, select

from claims.base.protocols import no_vectors
from claims.base.records import Claim
from claims.rules.digests import Digest, find_all_keys
from claims.rules.frames import Background, Frame, place_of
from claims.store import tables
from claims.store.documents import BLOB, UNDATED, count_settled, in_batches
from claims.store.neighbours import Neighbours

if TYPE_CHECKING:
    from claims.base.protocols import Vectors

WHOLE: Final = 2000  # claims: what is cheap to work out anew
AT_ONCE: Final = 2000  # claims of a larger ledger that are settled together
NEAREST: Final = 10  # claims by embedding, of each fresh one
RARE: Final = 60  # documents that hold a name, at most, for it to bring them all to hand
COMMON: Final = 500  # ... and in one turn of the news
TURN: Final = timedelta(days=7)
MOST_DOCUMENTS: Final = 60  # brought to hand by names, for one document, of either sort
MOST_OF_TOPIC: Final = 300  # claims of a topic at hand, the latest
COPIED: Final = 4  # claims near those of one other document from which that may be a copy
MOST_KEPT: Final = 30_000  # claims in memory beyond which only those of the last frame stay: of each 8 kB

Row = tuple[Claim, "Vectors"]


class Surroundings:
    """What is read of a ledger in one run; each thing once."""

    def __init__(self, ledger: str) -> None:
        self._neighbours = Neighbours(ledger)
        self._claims: dict[str, Row] = {}
        self._digests: dict[str, Digest] = {}
        self._is_synced = False

    def next_frame(
        self, connection: Connection, newest: Mapping[str, str], also: Collection[str] = ()
    ) -> Frame | None:
        """The frame of the documents that are to be settled next, in order of publication; None if all are.

        Args:
            connection: to the ledger.
            newest: for each document of which there is a later version, the newest.
            also: settled documents that are to be compared anew with them.
        """
        waiting = _unsettled(connection)
        if not waiting:
            return None
        standing = count_settled(connection)
        documents = _first_of(waiting, max(AT_ONCE, WHOLE - standing))
        if standing + sum(waiting[name] for name in documents) <= WHOLE:
            return self._whole(connection, documents)
        documents += also
        return self._around(connection, self._of_documents(connection, documents), documents, newest)

    def frame_of(
        self, connection: Connection, rows: Sequence[Row], documents: Sequence[str], newest: Mapping[str, str]
    ) -> Frame:
        """The frame of documents that are not saved, given with their claims and vectors."""
        if count_settled(connection) + len(rows) <= WHOLE:
            return self._whole(connection, documents, rows)
        return self._around(connection, rows, documents, newest)

    def remember(self, frame: Frame, claims: Iterable[Claim], digests: Mapping[str, Digest]) -> None:
        """Keeps what became of a frame: its claims as they are now, the digests of fresh documents."""
        for claim in claims:
            if claim.id in self._claims:
                self._claims[claim.id] = claim, self._claims[claim.id][1]
        self._digests.update(digests)
        if self._is_synced:
            rows = [
                (claim.id, vector)
                for claim, vector in zip(frame.claims, frame.vectors, strict=True)
                if claim.document in digests and not self._neighbours.holds([claim.id])
            ]
            self._neighbours.add([name for name, _ in rows], _stack([vector for _, vector in rows]))

    def save(self) -> None:
        """Writes the index of neighbours, if it changed."""
        self._neighbours.save()

    # --- inside ---

    def _whole(self, connection: Connection, fresh: Iterable[str], more: Sequence[Row] = ()) -> Frame:
        """Everything that is settled, with what is fresh, all of it to be compared."""
        table = tables.documents.c
        every = {*connection.scalars(select(table.id).where(table.settled != tables.WAITING)), *fresh}
        return _frame(
            [*self._of_documents(connection, every), *more], every, Background(), count_settled(connection)
        )

    def _around(
        self, connection: Connection, rows: Sequence[Row], documents: Sequence[str], newest: Mapping[str, str]
    ) -> Frame:
        """What is fresh with what stands near it."""
        self._sync(connection)
        fresh = {*documents, *(old for old, new in newest.items() if new in documents)}
        mine = [*rows, *self._of_documents(connection, fresh.difference(documents))]
        keys = find_all_keys((claim for claim, _ in mine), fresh.difference(newest))
        holders = _count_holders(connection, set(chain.from_iterable(keys.values())))
        nearest = self._nearest(mine)
        near = _places_of(connection, nearest.values())
        whole = _by_names(connection, keys, holders, {claim.document: claim.published for claim, _ in mine})
        whole |= _likely_copies(near[name] for ids in nearest.values() for name in ids if name in near)
        whole |= {newest[name] for name in fresh if name in newest}
        ids = near.keys() | _of_topics(connection, {row.topic for row in near.values()})
        others = [
            row
            for row in (*self._of_documents(connection, whole - fresh), *self._of_ids(connection, ids))
            if row[0].document not in fresh and row[0].document not in newest
        ]
        digests = self._digests_around(connection, {claim.document for claim, _ in others}, fresh)
        # a later version that is saved but not settled has no digest yet: its turn comes
        others = list({row[0].id: row for row in others if row[0].document in digests}.values())
        if len(self._claims) > MOST_KEPT:  # the next frame has most of these near it again
            in_frame = {claim.id for claim, _ in (*mine, *others)}
            self._claims = {name: row for name, row in self._claims.items() if name in in_frame}
        told = {word for digest in digests.values() for account in digest.accounts for word in account.words}
        holders |= _count_holders(connection, told - holders.keys())
        background = Background(
            digests, nearest, _with(holders, keys), _count_documents(connection) + len(keys)
        )
        return _frame([*mine, *others], fresh, background, count_settled(connection))

    def _nearest(self, rows: Sequence[Row]) -> dict[str, list[str]]:
        """For each claim the settled ones nearest to it."""
        found = self._neighbours.nearest(_stack([vector for _, vector in rows]), NEAREST)
        return {claim.id: ids for (claim, _), ids in zip(rows, found, strict=True)}

    def _digests_around(
        self, connection: Connection, documents: set[str], fresh: Collection[str]
    ) -> dict[str, Digest]:
        """The digests of these documents, and of those that tell of one incident with them and stand."""
        digests = self._read_digests(connection, documents)
        incidents = {home for digest in digests.values() for home in digest.homes.values()}
        table = tables.claims.c
        more: set[str] = set()
        for some in in_batches(incidents):
            more.update(connection.scalars(select(table.document).where(table.incident.in_(some)).distinct()))
        return digests | self._read_digests(connection, more.difference(documents, fresh))

    def _read_digests(self, connection: Connection, documents: Collection[str]) -> dict[str, Digest]:
        table = tables.digests.c
        for some in in_batches(name for name in documents if name not in self._digests):
            rows = connection.execute(select(table.document, table.record).where(table.document.in_(some)))
            self._digests.update((row.document, Digest.from_json(row.record)) for row in rows)
        return {name: self._digests[name] for name in sorted(documents) if name in self._digests}

    def _of_documents(self, connection: Connection, documents: Iterable[str]) -> list[Row]:
        table = tables.claims.c
        ids: list[str] = []
        for some in in_batches(documents):
            ids += connection.scalars(select(table.id).where(table.document.in_(some)))
        return self._of_ids(connection, ids)

    def _of_ids(self, connection: Connection, ids: Iterable[str]) -> list[Row]:
        """The claims with their vectors."""
        wanted = list(ids)
        for name, record, blob in _read_claims(
            connection, (name for name in wanted if name not in self._claims)
        ):
            self._claims[name] = Claim.model_validate_json(record), _as_vector(blob)
        return [self._claims[name] for name in wanted if name in self._claims]

    def _sync(self, connection: Connection) -> None:
        """Sees that the index holds what is settled; what was read once is looked at once."""
        if self._is_synced:
            return
        claims, digests = tables.claims.c, tables.digests.c
        held = select(claims.id).where(claims.document.in_(select(digests.document)))
        count = connection.scalar(select(func.count()).select_from(held.subquery()))
        latest = (
            select(digests.document)
            .join(tables.documents, tables.documents.c.id == digests.document)
            .order_by(tables.documents.c.number.desc())
            .limit(1)
        )
        newest = list(connection.scalars(select(claims.id).where(claims.document.in_(latest))))
        if len(self._neighbours) != count or not self._neighbours.holds(newest):
            ids = list(connection.scalars(held))
            self._neighbours.sync(ids, lambda some: _vectors_of(connection, some))
        self._is_synced = True


def _frame(rows: Iterable[Row], fresh: Iterable[str], background: Background, settled: int) -> Frame:
    """The claims in the order of their dates, documents and places, whatever order they were read in."""
    ordered = sorted(rows, key=lambda row: place_of(row[0]))
    claims = [claim for claim, _ in ordered]
    return Frame(claims, _stack([vector for _, vector in ordered]), frozenset(fresh), background, settled)


def _unsettled(connection: Connection) -> dict[str, int]:
    """The documents that are not settled, in order of publication, with the number of their claims."""
    documents, claims = tables.documents.c, tables.claims.c
    count = select(func.count()).where(claims.document == documents.id).scalar_subquery()
    query = select(documents.id, count.label("claims")).where(documents.settled == tables.WAITING)
    order = (func.coalesce(documents.published, UNDATED), documents.id)
    return {row.id: row.claims for row in connection.execute(query.order_by(*order))}


def _count_documents(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(tables.digests)) or 0


def _first_of(waiting: Mapping[str, int], claims: int) -> list[str]:
    """The first documents with about so many claims; one at least."""
    found: list[str] = []
    total = 0
    for document, count in waiting.items():
        if found and total + count > claims:
            break
        found.append(document)
        total += count
    return found


def _count_holders(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """How many settled documents hold each name."""
    table, found = tables.names.c, {}
    for some in in_batches(names):
        query = select(table.name, func.count().label("documents")).where(table.name.in_(some))
        found.update({row.name: row.documents for row in connection.execute(query.group_by(table.name))})
    return found


def _with(holders: Mapping[str, int], keys: Mapping[str, set[str]]) -> dict[str, int]:
    """The counts with the fresh documents among them."""
    fresh = Counter(chain.from_iterable(keys.values()))
    return {name: holders.get(name, 0) + fresh[name] for name in holders.keys() | fresh.keys()}


def _by_names(
    connection: Connection,
    keys: Mapping[str, set[str]],
    holders: Mapping[str, int],
    printed: Mapping[str, date | None],
) -> set[str]:
    """The settled documents that share most with each: rare names at any time, common ones in one turn."""
    found: set[str] = set()
    for document, names in keys.items():
        rare = [name for name in names if 0 < holders.get(name, 0) <= RARE]
        common = [name for name in names if RARE < holders.get(name, 0) <= COMMON]
        found |= _sharing(connection, rare, holders, None)
        if (day := printed[document]) is not None:
            found |= _sharing(connection, common, holders, day)
    return found


def _sharing(
    connection: Connection, names: Iterable[str], holders: Mapping[str, int], day: date | None
) -> set[str]:
    """The documents that share most of these names, the rarer the more; only about a day, if it is given."""
    weights: dict[str, float] = defaultdict(float)
    for some in in_batches(names):
        for row in connection.execute(_select_holders(some, day)):
            weights[row.document] += 1 / holders[row.name]
    ranked = sorted(weights, key=lambda document: (-weights[document], document))
    return set(ranked[:MOST_DOCUMENTS])


def _select_holders(names: Sequence[str], day: date | None) -> Select[Any]:
    table, documents = tables.names.c, tables.documents.c
    query = select(table.name, table.document).where(table.name.in_(names))
    if day is None:
        return query
    turn = documents.published.between((day - TURN).isoformat(), (day + TURN).isoformat())
    return query.join(tables.documents, documents.id == table.document).where(turn)


def _places_of(connection: Connection, found: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Document and topic of each claim, by id."""
    table = tables.claims.c
    places: dict[str, Any] = {}
    for ids in in_batches(chain.from_iterable(found)):
        query = select(table.id, table.document, table.topic).where(table.id.in_(ids))
        places.update((row.id, row) for row in connection.execute(query))
    return places


def _likely_copies(near: Iterable[Any]) -> set[str]:
    """The documents that hold many of the nearest claims."""
    hits = Counter(row.document for row in near)
    return {document for document, count in hits.most_common(MOST_DOCUMENTS) if count >= COPIED}


def _of_topics(connection: Connection, topics: Iterable[str | None]) -> set[str]:
    """The latest claims of each topic."""
    claims, documents = tables.claims.c, tables.documents.c
    query = (
        select(claims.id, claims.topic)
        .join(tables.documents, documents.id == claims.document)
        .order_by(documents.published.desc(), claims.id)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for some in in_batches(topic for topic in topics if topic is not None):
        for row in connection.execute(query.where(claims.topic.in_(some))):
            found[row.topic].append(row.id)
    return {name for ids in found.values() for name in ids[:MOST_OF_TOPIC]}


def _read_claims(connection: Connection, ids: Iterable[str]) -> Iterable[Any]:
    claims, vectors = tables.claims.c, tables.vectors.c
    for some in in_batches(ids):
        query = select(claims.id, claims.record, vectors.vector).join(
            tables.vectors, vectors.claim == claims.id
        )
        yield from connection.execute(query.where(claims.id.in_(some)))


def _vectors_of(connection: Connection, ids: Sequence[str]) -> "Vectors":
    found = {name: _as_vector(blob) for name, _, blob in _read_claims(connection, ids)}
    return _stack([found[name] for name in ids])


def _as_vector(blob: bytes) -> "Vectors":
    import numpy as np

    return np.frombuffer(blob, dtype=BLOB).astype(np.float32, copy=False)


def _stack(vectors: Sequence["Vectors"]) -> "Vectors":
    """Shape (len(vectors), n_dims); of no vectors (0, 0)."""
    import numpy as np

    return np.stack(vectors) if vectors else no_vectors()
