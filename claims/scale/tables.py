"""Parcels <-> Arrow tables, in which they travel and are kept: records as JSON, vectors as float32."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claims.base import errors
from claims.base.errors import ClaimsError
from claims.base.protocols import Parcel, RecordT, Vectors, no_vectors
from claims.base.records import Record, content_id

BLOB: Final = "<f4"  # float32, little-endian on every machine
FAILED: Final = ""  # the key of a row that holds a failure
COLUMNS: Final = pa.schema(
    [
        ("key", pa.string()),  # what the row is found by
        ("record", pa.string()),
        ("rows", pa.int32()),  # of its vectors
        ("vectors", pa.binary()),
    ]
)


def to_table(parcels: Iterable[Parcel[Any]], keys: Sequence[str]) -> pa.Table:
    """One row for each parcel, under its key."""
    rows = [
        {
            "key": key,
            "record": parcel.record.model_dump_json(),
            "rows": len(parcel.vectors),
            "vectors": blob_of(parcel),
        }
        for parcel, key in zip(parcels, keys, strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=COLUMNS)


def of_table(table: pa.Table, sort: type[RecordT]) -> list[Parcel[RecordT]]:
    """The parcels of the rows, in their order."""
    return [Parcel(sort.model_validate_json(row["record"]), _vectors_of(row)) for row in table.to_pylist()]


class Failure(Record):
    """What a user can mend, on its way from the worker that met it."""

    sort: str
    message: str
    hint: str


def of_failure(error: ClaimsError) -> pa.Table:
    """One row under the key FAILED, which `raise_failure` raises again elsewhere."""
    failure = Failure(sort=type(error).__name__, message=str(error), hint=error.hint)
    return to_table([Parcel(failure)], [FAILED])


def raise_failure(table: pa.Table) -> None:
    """Raises the first failure of the rows, if there is one."""
    for parcel in of_table(table.filter(pc.equal(table["key"], FAILED)), Failure):
        failure = parcel.record
        raise getattr(errors, failure.sort, ClaimsError)(failure.message, hint=failure.hint)


def blob_of(parcel: Parcel[Any]) -> bytes:
    """The vectors of a parcel as bytes, row after row."""
    return parcel.vectors.astype(BLOB).tobytes()


def _vectors_of(row: dict[str, Any]) -> Vectors:
    if not row["rows"]:
        return no_vectors()
    return np.frombuffer(row["vectors"], dtype=BLOB).reshape(row["rows"], -1).astype(np.float32)


def fingerprint(parcel: Parcel[Any], *about: str) -> str:
    """What tells the work on this parcel from any other work."""
    record, vectors = parcel.record.model_dump_json(), sha256(blob_of(parcel)).hexdigest()
    return content_id(*about, record, vectors)
