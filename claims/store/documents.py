"""Documents, claims and vectors on their way in and out. Functions on a connection; no transactions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, exists, func, insert, select, update

from claims.base.records import Claim, Document
from claims.language.versions import article_key, order_versions, plain
from claims.store import tables

if TYPE_CHECKING:  # numpy takes 0.1 s to load, and only vectors need it
    from claims.base.protocols import Vectors

BLOB: Final = "<f4"  # float32, little-endian on every machine
UNDATED: Final = "9999-12-31"  # `date.max`, as `earliest_first` has it
IDS_AT_ONCE: Final = 500  # ids in one statement; old builds of SQLite take no more than 999


def in_batches(names: Iterable[str]) -> list[list[str]]:
    """The names in order, each once, as many at a time as a statement takes."""
    ordered = sorted(set(names))
    return [ordered[start : start + IDS_AT_ONCE] for start in range(0, len(ordered), IDS_AT_ONCE)]


def is_stored(connection: Connection, document: str) -> bool:
    """Whether a document with this id was saved."""
    return bool(connection.scalar(select(exists().where(tables.documents.c.id == document))))


def count_settled(connection: Connection) -> int:
    """How many claims the documents have that are settled, or placed."""
    return _count_claims(connection, tables.documents.c.settled != tables.WAITING)


def count_waiting(connection: Connection) -> tuple[int, int]:
    """How many documents are to be settled, and how many claims they have."""
    is_waiting = tables.documents.c.settled == tables.WAITING
    documents = connection.scalar(select(func.count()).where(is_waiting)) or 0
    return documents, _count_claims(connection, is_waiting)


def _count_claims(connection: Connection, which: ColumnElement[bool]) -> int:
    documents = select(tables.documents.c.id).where(which)
    return connection.scalar(select(func.count()).where(tables.claims.c.document.in_(documents))) or 0


def stored_model(connection: Connection) -> str | None:
    """The one model whose vectors the ledger holds; None while it holds none."""
    return connection.scalar(select(tables.vectors.c.model).limit(1))


def insert_document(connection: Connection, document: Document) -> None:
    """Keep the document, not yet settled, among the versions of its article."""
    table = tables.documents
    last = connection.scalar(select(func.max(table.c.number))) or 0
    article = article_key(document)
    row = {
        "id": document.id,
        "published": document.published and document.published.isoformat(),
        "settled": tables.WAITING,
        "record": document.model_dump_json(),
        "number": last + 1,
        "article": article,
    }
    connection.execute(insert(table), row)
    before = order_versions(versions_of(connection, article))
    rows = [{"document": name, "before": replaced} for name, replaced in before.items()]
    if len(rows) > 1:
        query = update(table).where(table.c.id == bindparam("document"))
        connection.execute(query.values(replaces=bindparam("before")), rows)


def versions_of(connection: Connection, article: str | None) -> list[Document]:
    """The documents with this key, in the order of saving; of None, none."""
    if article is None:
        return []
    table = tables.documents
    rows = connection.scalars(
        select(table.c.record).where(table.c.article == article).order_by(table.c.number)
    )
    return [Document.model_validate_json(row) for row in rows]


def is_told_before(connection: Connection, document: Document, claims: Sequence[Claim]) -> bool:
    """Whether the version before it says the same, as a page does of which only the clock changed."""
    earlier = {row.id: row for row in versions_of(connection, article_key(document))}
    before = earlier.get(order_versions([*earlier.values(), document])[document.id] or "")
    if before is None or _head_of(before) != _head_of(document):
        return False
    records = connection.scalars(select(tables.claims.c.record).where(tables.claims.c.document == before.id))
    return _content_of(map(Claim.model_validate_json, records)) == _content_of(claims)


def _head_of(document: Document) -> tuple[object, ...]:
    return document.title, document.publisher, document.author, document.published


def _content_of(claims: Iterable[Claim]) -> set[tuple[str | None, ...]]:
    return {(claim.speaker, claim.stance, plain(claim.quote), plain(claim.sentence)) for claim in claims}


def newest_versions(connection: Connection, more: Sequence[Document] = ()) -> dict[str, str]:
    """Each document of which there is a later version, with the newest.

    Args:
        connection: to the ledger.
        more: documents that are not saved, in the order in which they were read.
    """
    table = tables.documents
    rows = connection.execute(select(table.c.id, table.c.replaces).where(table.c.replaces.is_not(None)))
    before: dict[str, str | None] = {row.id: row.replaces for row in rows}
    for article in dict.fromkeys(map(article_key, more)):
        if article is not None:
            unsaved = [document for document in more if article_key(document) == article]
            before |= order_versions([*versions_of(connection, article), *unsaved])
    after = {replaced: document for document, replaced in before.items() if replaced is not None}
    return {document: _last_of(document, after) for document in after}


def _last_of(document: str, after: Mapping[str, str]) -> str:
    while document in after:
        document = after[document]
    return document


def read_document(row: Row[Any]) -> Document:
    """The record with the version before it and its origin, from a row of the three."""
    document = Document.model_validate_json(row.record)
    return document.model_copy(update={"replaces": row.replaces, "origin": row.origin or document.origin})


def insert_claims(connection: Connection, claims: Sequence[Claim], vectors: Vectors, *, model: str) -> None:
    """Keep the claims, each with its row of `vectors`; of two with one id, the first."""
    rows: dict[str, dict[str, Any]] = {}
    blobs: dict[str, dict[str, Any]] = {}
    for claim, vector in zip(claims, vectors.astype(BLOB), strict=True):
        rows.setdefault(claim.id, _claim_row(claim))
        blobs.setdefault(claim.id, {"claim": claim.id, "model": model, "vector": vector.tobytes()})
    if rows:
        connection.execute(insert(tables.claims), list(rows.values()))
        connection.execute(insert(tables.vectors), list(blobs.values()))


def _claim_row(claim: Claim) -> dict[str, Any]:
    columns = set(tables.claims.c.keys()) - {"record"}
    return {**claim.model_dump(include=columns), "record": claim.model_dump_json()}


def select_claims(*columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the claims (the records) in the order of the documents, then of the text."""
    claims, documents = tables.claims.c, tables.documents.c
    return (
        select(*(columns or (claims.record,)))
        .join(tables.documents, documents.id == claims.document)
        .order_by(documents.published.nulls_last(), documents.id, claims.start, claims.end, claims.id)
    )


def read_blobs(connection: Connection, claims: Sequence[str]) -> dict[str, bytes]:
    """The stored vectors of these claims, by claim; a claim without one is left out."""
    table = tables.vectors
    blobs: dict[str, bytes] = {}
    for start in range(0, len(claims), IDS_AT_ONCE):
        chunk = claims[start : start + IDS_AT_ONCE]
        rows = connection.execute(select(table.c.claim, table.c.vector).where(table.c.claim.in_(chunk)))
        blobs.update((row.claim, row.vector) for row in rows)
    return blobs
