"""What the latest run found, and the memory of earlier ones. Functions on a connection; no transactions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from claims.base.records import Agreement, Claim, Contradiction, Run, Topic
from claims.store import tables
from claims.store.documents import in_batches, newest_versions, select_claims
from claims.store.recall import Sighting, recall, remember

if TYPE_CHECKING:  # numpy takes 0.1 s to load, and only grouping needs it
    from claims.rules.frames import Findings

Found = TypeVar("Found", Contradiction, Agreement)

NOWHERE: Final = (None, None)  # the topic and incident of a claim that was not compared


def covered_documents(connection: Connection, claims: Sequence[Claim]) -> set[str]:
    """The documents that findings on these claims cover: all but those of which no claim is among them.

    Another process may have added one in the meantime.
    """
    stored = set(connection.scalars(select(tables.claims.c.document).distinct()))
    unseen = stored - {claim.document for claim in claims}
    return set(connection.scalars(select(tables.documents.c.id))) - unseen


def place(
    connection: Connection,
    found: Findings,
    covered: Collection[str],
    *,
    run: str,
    number: int | None,
    all_others: bool,
) -> tuple[int, set[str]]:
    """Keep what was found of each claim: its topic, incident and origin. The documents are PLACED then.

    Returns:
        The number of the run (see `mark_placed`), and the topics that changed.
    """
    number = mark_placed(connection, covered, run, number, all_others=all_others)
    touched = place_claims(connection, found.claims, all_others=all_others)
    place_documents(connection, found.origins, covered)
    place_digests(connection, found, covered)
    return number, touched | replace_topics(connection, found.topics, all_others=all_others)


def replace_pairs(
    connection: Connection, found: Findings, covered: Collection[str], *, run: str, number: int
) -> tuple[list[Contradiction], set[str]]:
    """Keep what was found of pairs of claims, in the place of what was found before. All is SETTLED then.

    Returns:
        The contradictions that nobody saw before, and the topics of all that changed.
    """
    touched = replace_agreements(connection, found.agreements, covered)
    standing, lost = standing_contradictions(connection, covered)
    new = replace_contradictions(connection, found.contradictions, (standing, lost), run=run, number=number)
    _update_each(connection, covered, settled=tables.SETTLED)
    return new, touched.union(lost.values(), (row.topic for row in found.contradictions))


def displace(connection: Connection) -> None:
    """Let everything wait that a run which was cut short has placed and not judged."""
    documents = tables.documents
    placed = select(documents.c.id).where(documents.c.settled == tables.PLACED)
    for table in (tables.digests, tables.names):
        connection.execute(delete(table).where(table.c.document.in_(placed)))
    left = update(documents).where(documents.c.settled == tables.PLACED)
    connection.execute(left.values(settled=tables.WAITING))


def mark_placed(
    connection: Connection, covered: Collection[str], run: str, number: int | None, *, all_others: bool
) -> int:
    """The number of the run that the findings belong to: a new one if they cover new documents.

    Args:
        connection: to the ledger.
        covered: the documents that the findings are of.
        run: moment of the run.
        number: of the run, if it has saved findings before.
        all_others: whether all other documents wait again.
    """
    table = tables.documents.c
    if all_others:
        connection.execute(update(tables.documents).values(settled=tables.WAITING))
    _update_each(connection, covered, settled=tables.PLACED)
    fresh = set(connection.scalars(select(table.id).where(table.run.is_(None)))).intersection(covered)
    if number is None and fresh:
        number = latest_number(connection) + 1
        connection.execute(insert(tables.runs).values(number=number, moment=run))
    if number is not None:
        _update_each(connection, fresh, run=number)
    return latest_number(connection) if number is None else number


def _update_each(connection: Connection, documents: Collection[str], **values: int) -> None:
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


def place_claims(connection: Connection, claims: Sequence[Claim], *, all_others: bool) -> set[str]:
    """Give stored claims the topic, incident and origin of their namesakes in `claims`.

    If `all_others`, one without a namesake has no topic and no incident, and is of its own document. Nothing
    else of a claim changes.

    Returns:
        The topics that claims have left.

    Raises:
        ValueError: one of `claims` is not stored.
    """
    places = {claim.id: (claim.topic, claim.incident, claim.origin) for claim in claims}
    table = tables.claims
    wanted = (
        [select(table)]
        if all_others
        else [select(table).where(table.c.id.in_(some)) for some in in_batches(places)]
    )
    rows = [row for query in wanted for row in connection.execute(query)]
    if strangers := places.keys() - {row.id for row in rows}:
        raise ValueError(f"claim `{min(strangers)}` was never saved")
    moved = [
        _moved_claim(row.record, *places.get(row.id, (*NOWHERE, row.document)))
        for row in rows
        if places.get(row.id, (*NOWHERE, row.document)) != (row.topic, row.incident, row.origin)
    ]
    if moved:
        connection.execute(update(table).where(table.c.id == bindparam("claim")), moved)
    return {row.topic for row in rows if row.topic not in (None, places.get(row.id, NOWHERE)[0])}


def _moved_claim(record: str, topic: str | None, incident: str | None, origin: str) -> dict[str, str | None]:
    place = {"topic": topic, "incident": incident, "origin": origin}
    claim = Claim.model_validate_json(record).model_copy(update=place)
    return {"claim": claim.id, "record": claim.model_dump_json(), **place}


def place_documents(connection: Connection, origins: Mapping[str, str], covered: Collection[str]) -> None:
    """Give the documents that are covered their origins; one that is missing in `origins` is its own."""
    table = tables.documents
    wanted = {name: None if origins.get(name, name) == name else origins[name] for name in covered}
    rows = [
        {"document": row.id, "first": wanted[row.id]}
        for some in in_batches(covered)
        for row in connection.execute(select(table.c.id, table.c.origin).where(table.c.id.in_(some)))
        if wanted[row.id] != row.origin
    ]
    if rows:
        query = update(table).where(table.c.id == bindparam("document"))
        connection.execute(query.values(origin=bindparam("first")), rows)


def place_digests(connection: Connection, found: Findings, covered: Collection[str]) -> None:
    """Keep the digests of the documents that are covered, with the keys that they are found by."""
    for table in (tables.digests, tables.names):
        for some in in_batches(covered):
            connection.execute(delete(table).where(table.c.document.in_(some)))
    digests = [{"document": name, "record": digest.to_json()} for name, digest in found.digests.items()]
    names = [{"name": key, "document": name} for name, mine in found.keys.items() for key in sorted(mine)]
    for table, rows in ((tables.digests, digests), (tables.names, names)):
        if rows:
            connection.execute(insert(table), rows)


def replace_topics(connection: Connection, topics: Sequence[Topic], *, all_others: bool) -> set[str]:
    """Keep these topics, in the place of those with the same ids, or of all others; their ids."""
    if all_others:
        connection.execute(delete(tables.topics))
    rows = [{"id": topic.id, "label": topic.label, "record": topic.model_dump_json()} for topic in topics]
    if rows:
        connection.execute(insert(tables.topics).prefix_with("OR REPLACE"), rows)
    return {topic.id for topic in topics}


def recount_topics(connection: Connection, names: Iterable[str]) -> None:
    """Bring what topics hold, and how much is disputed in them, up to date; drop those that hold nothing."""
    for some in in_batches(names):
        stored = tables.topics.c
        records = list(connection.scalars(select(stored.record).where(stored.id.in_(some))))
        members = _members(connection, some)
        against = _count_by_topic(connection, tables.contradictions, some)
        agreed = _count_by_topic(connection, tables.agreements, some)
        connection.execute(delete(tables.topics).where(stored.id.in_(some)))
        kept = [
            topic.model_copy(
                update={
                    "claims": tuple(row.id for row in members[topic.id]),
                    "documents": tuple(dict.fromkeys(row.document for row in members[topic.id])),
                    "parties": tuple(sorted({row.party for row in members[topic.id] if row.party})),
                    "contradictions": against[topic.id],
                    "agreements": agreed[topic.id],
                }
            )
            for topic in map(Topic.model_validate_json, records)
            if topic.id in members
        ]
        replace_topics(connection, kept, all_others=False)


def _members(connection: Connection, topics: Sequence[str]) -> dict[str, list[Row[Any]]]:
    """Id, document and party of the claims of each topic, in order."""
    claims = tables.claims.c
    query = select_claims(claims.topic, claims.id, claims.document, claims.party)
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query.where(claims.topic.in_(topics))):
        found[row.topic].append(row)
    return found


def _count_by_topic(connection: Connection, table: Table, topics: Sequence[str]) -> Counter[str]:
    """How many pairs of each topic are found now."""
    query = select(table.c.topic, func.count().label("pairs")).where(table.c.topic.in_(topics))
    if "found" in table.c:
        query = query.where(table.c.found == 1)
    rows = connection.execute(query.group_by(table.c.topic))
    return Counter({row.topic: row.pairs for row in rows})


def replace_agreements(
    connection: Connection, agreements: Sequence[Agreement], covered: Collection[str]
) -> set[str]:
    """Keep these, of two with one id the first, and forget the others of documents that are covered.

    Returns:
        The topics of both.
    """
    table = tables.agreements
    lost: dict[str, str] = {}
    for some in in_batches(covered):
        rows = connection.execute(select(table.c.id, table.c.topic).where(_is_of(table, some)))
        lost |= {row.id: row.topic for row in rows}
    found = _first_of_each(agreements)
    for some in in_batches({*lost, *found}):
        connection.execute(delete(table).where(table.c.id.in_(some)))
    if kept := [_pair_row(agreement) for agreement in found.values()]:
        connection.execute(insert(table), kept)
    return {*lost.values(), *(row.topic for row in found.values())}


def standing_contradictions(
    connection: Connection, covered: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """By id the readings of what is found in documents that are not covered, and the topics of the rest."""
    table = tables.contradictions
    query = select(table.c.id, table.c.reading, table.c.topic).where(table.c.found == 1)
    standing = {row.id: row for row in connection.execute(query)}
    lost = {}
    for some in in_batches(covered):
        for name in connection.scalars(select(table.c.id).where(_is_of(table, some))):
            if name in standing:
                lost[name] = standing.pop(name).topic
    return {name: row.reading for name, row in standing.items()}, lost


def _is_of(table: Table, documents: Sequence[str]) -> ColumnElement[bool]:
    claims = tables.claims.c
    theirs = select(claims.id).where(claims.document.in_(documents))
    return or_(table.c.left.in_(theirs), table.c.right.in_(theirs))


def replace_contradictions(
    connection: Connection,
    contradictions: Sequence[Contradiction],
    before: tuple[Mapping[str, str], Mapping[str, str]],
    *,
    run: str,
    number: int,
) -> list[Contradiction]:
    """Keep these as what is found now; of two with one id, the first. What is found no longer is kept aside.

    Args:
        connection: to the ledger.
        contradictions: what was found.
        before: what was found before: see `standing_contradictions`.
        run: moment of the run.
        number: of the run.

    Returns:
        Those that nobody saw before, in the order given, first seen at `run` and new.
    """
    found = _first_of_each(contradictions)
    standing, lost = ({name: told for name, told in half.items() if name not in found} for half in before)
    memories = recall(connection, found, newest_versions(connection), standing)
    remember(connection, found, memories, standing, run=run, number=number)
    table = tables.contradictions
    for some in in_batches(lost):
        connection.execute(update(table).where(table.c.id.in_(some)).values(found=0))
    for some in in_batches(found):
        connection.execute(delete(table).where(table.c.id.in_(some)))
    rows = [
        {**_pair_row(row), "reading": row.reading, "probability": row.probability, "found": 1}
        for row in found.values()
    ]
    if rows:
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
