"""Does steps in this process, one after the other."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from claims.base.protocols import Given, Made, Parcel, Step

Row = TypeVar("Row")


class Local:
    """The executor that every other is held to.

    Args:
        tools: what the steps are given as their models.
    """

    is_spread = False

    def __init__(self, tools: Any) -> None:
        self._tools = tools

    def map(self, step: Step[Given, Made], parcels: Iterable[Parcel[Given]]) -> Iterator[Parcel[Made]]:
        """What the step makes of each parcel: one for one, in order."""
        for chunk in in_chunks(parcels, step.at_once):
            yield from step.work(self._tools, chunk)


def in_chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Lists of at most `size` rows, as they come."""
    waiting = iter(rows)
    while chunk := list(islice(waiting, size)):
        yield chunk
