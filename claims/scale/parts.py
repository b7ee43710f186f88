"""What a run on a cluster has done so far, in a folder of Parquet files.

The run itself writes them, not the machines of the cluster, so that these need no disk in common. A run that
was cut short finds here what it need not do again.
"""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from claims.base.protocols import Parcel, RecordT
from claims.base.records import content_id
from claims.scale.tables import of_table


class Parts:
    """The parcels that one step has made so far, by key.

    Args:
        folder: where they lie; it is made when the first is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, tuple[Path, int]] = {}
        for path in sorted(folder.glob("*.parquet")):
            with suppress(pa.ArrowInvalid, OSError):  # what is damaged is made again
                keys = pq.read_table(path, columns=["key"])["key"].to_pylist()
                self._places.update((key, (path, row)) for row, key in enumerate(keys))
        self._read = lru_cache(maxsize=1)(pq.read_table)  # what lay together is asked for together

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def read(self, key: str, sort: type[RecordT]) -> Parcel[RecordT]:
        """The parcel that was kept under a key."""
        path, row = self._places[key]
        (parcel,) = of_table(self._read(path).slice(row, 1), sort)
        return parcel

    def keep(self, table: pa.Table) -> None:
        """Keep the rows: all of them, or none if the program ends meanwhile."""
        if not len(table):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{content_id(*table['key'].to_pylist())}.parquet"
        unfinished = path.with_suffix(".unfinished")
        pq.write_table(table, unfinished, compression="zstd")
        unfinished.replace(path)
