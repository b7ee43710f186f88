"""What runs on the machines of the cluster."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa

from claims import __version__
from claims.base.errors import ClaimsError
from claims.base.protocols import Step
from claims.scale.tables import of_failure, of_table, to_table


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
        if self._version != __version__:
            message = f"a machine of the cluster has claims {__version__}, this one has {self._version}"
            return of_failure(ClaimsError(message, hint="install the same version everywhere"))
        try:
            made = self._step.work(self._tools, of_table(table, self._step.given))
        except ClaimsError as error:  # as a row: what Ray makes of an exception is not for a user to read
            return of_failure(error)
        return to_table(made, table["key"].to_pylist())
