"""What runs on the machines of the cluster."""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from claims import __version__
from claims.base.errors import ClaimsError
from claims.base.protocols import Step
from claims.scale.tables import COLUMNS, of_failure, of_table, to_table


class Worker:
    """A process that does a step on one table after the other, its models loaded once.

    Args:
        make_tools: makes the models.
        step: what is done.
        version: of the program that asks for it.
    """

    def __init__(self, make_tools: Callable[[], Any], step: Step[Any, Any], version: str) -> None:
        self._tools = make_tools()
        self._step = step
        self._version = version

    def __call__(self, table: pa.Table) -> pa.Table:
        """What the step makes of each row, under the key of the row."""
        return self._do(table, table["key"].to_pylist())

    def _do(self, table: pa.Table, keys: Sequence[str]) -> pa.Table:
        if self._version != __version__:
            message = f"a machine of the cluster has claims {__version__}, this one has {self._version}"
            return of_failure(ClaimsError(message, hint="install the same version everywhere"))
        try:
            made = self._step.work(self._tools, of_table(table, self._step.given))
        except ClaimsError as error:  # as a row: what Ray makes of an exception is not for a user to read
            return of_failure(error)
        return to_table(made, keys, range(len(made)))


class MeetingWorker(Worker):
    """A process that does a step on the rows that met under each key."""

    def __call__(self, table: pa.Table) -> pa.Table:
        """What the step makes of each of them, under the key."""
        keys = sorted(pc.unique(table["key"]).to_pylist())
        groups = (table.filter(pc.equal(table["key"], key)).sort_by("place") for key in keys)
        return pa.concat_tables([COLUMNS.empty_table(), *map(self._do, groups, ([key] for key in keys))])
