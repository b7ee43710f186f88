"""What the latest run found, and the memory of earlier ones. Functions on a connection; no transactions."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from claims.base.records import Agreement, Claim, Contradiction, Run, Topic
from claims.store import tables
from claims.store.documents import newest_versions
from claims.store.recall import Sighting, recall, remember

Found = TypeVar("Found", Contradiction, Agreement)

NOWHERE: Final = (None, None)  # the topic and incident of a claim that was not compared


def settle_documents(connection: Connection, claims: Sequence[Claim], run: str) -> int:
    """The number of the run that the findings belong to: a new one if they cover new documents.

    A document that has claims, none of them among `claims`, was not compared (another process added it in
    the meantime): it stays, or becomes again, unsettled.
    """
    stored = set(connection.scalars(select(tables.claims.c.document).distinct()))
    unseen = stored - {claim.document for claim in claims}
    is_fresh = tables.documents.c.run.is_(None)
    fresh = set(connection.scalars(select(tables.documents.c.id).where(is_fresh))) - unseen
    connection.execute(update(tables.documents).where(tables.documents.c.settled == 0).values(settled=1))
    _update_each(connection, unseen, settled=0)
    if not fresh:
        return latest_number(connection)
    number = latest_number(connection) + 1
    connection.execute(insert(tables.runs).values(number=number, moment=run))
    _update_each(connection, fresh, run=number)
    return number


def _update_each(connection: Connection, documents: set[str], **values: int) -> None:
    rows = [{"document": document, **values} for document in sorted(documents)]
    if rows:
        connection.execute(
            update(tables.documents).where(tables.documents.c.id == bindparam("document")), rows
        )


def read_runs(connection: Connection) -> list[Run]:
    """All runs that added documents, with how many, and how much each found first; oldest first."""
    runs, documents, seen = tables.runs, tables.documents, tables.sightings
    added = select(func.count()).where(documents.c.run == runs.c.number).scalar_subquery()
    first = select(func.count()).where(seen.c.run == runs.c.number, seen.c.root == seen.c.contradiction)
    rows = connection.execute(
        select(
            runs.c.number,
            runs.c.moment.label("when"),
            added.label("documents"),
            first.scalar_subquery().label("new"),
        ).order_by(runs.c.number)
    )
    return [Run(**row._mapping) for row in rows]


def latest_number(connection: Connection) -> int:
    """Number of the latest run that added documents; 0 if there was none."""
    return connection.scalar(select(func.max(tables.runs.c.number))) or 0


def place_claims(connection: Connection, claims: Sequence[Claim]) -> None:
    """Give every stored claim the topic, incident and origin of its namesake in `claims`.

    Without one it has no topic and no incident, and is of its own document. Nothing else of it changes.

    Raises:
        ValueError: one of `claims` is not stored.
    """
    places = {claim.id: (claim.topic, claim.incident, claim.origin) for claim in claims}
    table = tables.claims
    rows = connection.execute(select(table)).all()
    if strangers := places.keys() - {row.id for row in rows}:
        raise ValueError(f"claim `{min(strangers)}` was never saved")
    moved = [
        _moved_claim(row.record, *places.get(row.id, (*NOWHERE, row.document)))
        for row in rows
        if places.get(row.id, (*NOWHERE, row.document)) != (row.topic, row.incident, row.origin)
    ]
    if moved:
        connection.execute(update(table).where(table.c.id == bindparam("claim")), moved)


def _moved_claim(record: str, topic: str | None, incident: str | None, origin: str) -> dict[str, str | None]:
    place = {"topic": topic, "incident": incident, "origin": origin}
    claim = Claim.model_validate_json(record).model_copy(update=place)
    return {"claim": claim.id, "record": claim.model_dump_json(), **place}


def place_documents(connection: Connection, origins: Mapping[str, str]) -> None:
    """Give every stored document its origin; one that is missing in `origins` is its own."""
    table = tables.documents
    stored = connection.execute(select(table.c.id, table.c.origin)).all()
    wanted = {row.id: None if origins.get(row.id, row.id) == row.id else origins[row.id] for row in stored}
    rows = [{"document": row.id, "first": wanted[row.id]} for row in stored if wanted[row.id] != row.origin]
    if rows:
        query = update(table).where(table.c.id == bindparam("document"))
        connection.execute(query.values(origin=bindparam("first")), rows)


def replace_topics(connection: Connection, topics: Sequence[Topic]) -> None:
    """Forget the stored topics and keep these."""
    rows = [{"id": topic.id, "label": topic.label, "record": topic.model_dump_json()} for topic in topics]
    connection.execute(delete(tables.topics))
    if rows:
        connection.execute(insert(tables.topics), rows)


def replace_agreements(connection: Connection, agreements: Sequence[Agreement]) -> None:
    """Forget the stored agreements and keep these; of two with one id, the first."""
    connection.execute(delete(tables.agreements))
    if rows := [_pair_row(agreement) for agreement in _first_of_each(agreements).values()]:
        connection.execute(insert(tables.agreements), rows)


def replace_contradictions(
    connection: Connection, contradictions: Sequence[Contradiction], *, run: str, number: int
) -> list[Contradiction]:
    """Keep these as what is found now; of two with one id, the first. What is found no longer is kept aside.

    Returns:
        Those that nobody saw before, in the order given, first seen at `run` and new.
    """
    found = _first_of_each(contradictions)
    memories = recall(connection, found, newest_versions(connection))
    remember(connection, found, memories, run=run, number=number)
    table = tables.contradictions
    connection.execute(update(table).where(table.c.found == 1).values(found=0))
    rows = [
        {**_pair_row(row), "reading": row.reading, "probability": row.probability, "found": 1}
        for row in found.values()
    ]
    if rows:
        ids = [{"name": row["id"]} for row in rows]
        connection.execute(delete(table).where(table.c.id == bindparam("name")), ids)
        connection.execute(insert(table), rows)
    return unseen_of(found, memories, run=run)


def unseen_of(
    found: Mapping[str, Contradiction], memories: Mapping[str, Sighting], *, run: str
) -> list[Contradiction]:
    """Those of what was found that nobody saw before, in the order given, as of this run."""
    return [
        pair.model_copy(
            update={
                "first_seen": run,
                "status": "new",
                "replaces": memory.replaces,
                "changed": memory.changed,
                "reopened": memory.reopened,
            }
        )
        for name, pair in found.items()
        if (memory := memories.get(name)) is not None and memory.earlier is None
    ]


def _first_of_each(rows: Sequence[Found]) -> Mapping[str, Found]:
    first: dict[str, Found] = {}
    for row in rows:
        first.setdefault(row.id, row)
    return first


def _pair_row(pair: Contradiction | Agreement) -> dict[str, Any]:
    return {
        "id": pair.id,
        "topic": pair.topic,
        "left": pair.left.id,
        "right": pair.right.id,
        "record": pair.model_dump_json(),
    }
