"""Documents, claims and vectors on their way in and out. Functions on a connection; no transactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Select, exists, func, insert, select

from claims.base.records import Claim, Document
from claims.store import tables

if TYPE_CHECKING:  # numpy takes 0.1 s to load, and only vectors need it
    from claims.base.protocols import Vectors

BLOB: Final = "<f4"  # float32, little-endian on every machine
UNDATED: Final = "9999-12-31"  # `date.max`, as `earliest_first` has it
IDS_AT_ONCE: Final = 500  # ids in one statement; old builds of SQLite take no more than 999


def is_stored(connection: Connection, document: str) -> bool:
    """Whether a document with this id was saved."""
    return bool(connection.scalar(select(exists().where(tables.documents.c.id == document))))


def stored_model(connection: Connection) -> str | None:
    """The one model whose vectors the ledger holds; None while it holds none."""
    return connection.scalar(select(tables.vectors.c.model).limit(1))


def insert_document(connection: Connection, document: Document) -> None:
    """Keep the document, not yet settled."""
    published = document.published and document.published.isoformat()
    row = {"id": document.id, "published": published, "settled": 0, "record": document.model_dump_json()}
    connection.execute(insert(tables.documents), row)


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
    columns = {"id", "document", "start", "end", "speaker", "party", "topic", "incident"}
    return {**claim.model_dump(include=columns), "record": claim.model_dump_json()}


def select_claims() -> Select[Any]:
    """Records of the claims in the order of the documents, then of the text."""
    claims, documents = tables.claims.c, tables.documents.c
    return (
        select(claims.record)
        .join(tables.documents, documents.id == claims.document)
        .order_by(
            func.coalesce(documents.published, UNDATED), documents.id, claims.start, claims.end, claims.id
        )
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
