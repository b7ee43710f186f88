"""Rows that were asked for: all are known by their ids, and each is read when it is looked at."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

RowT = TypeVar("RowT")
OtherT = TypeVar("OtherT")

AT_ONCE = 500  # rows read together while all are passed over


class Listing(Sequence[RowT], Generic[RowT]):
    """A sequence of rows, none of which is held.

    Args:
        ids: of all rows, in order.
        read: the rows with some of these ids, in their order; one that is gone by then is left out.
        among: ids that the rows are told apart from, more than `ids` where this is a part.
    """

    def __init__(
        self,
        ids: Sequence[str],
        read: Callable[[Sequence[str]], list[RowT]],
        *,
        among: Sequence[str] | None = None,
    ) -> None:
        self.ids = ids
        self.among = ids if among is None else among
        self._read = read

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[RowT]:
        for start in range(0, len(self.ids), AT_ONCE):
            yield from self._read(self.ids[start : start + AT_ONCE])

    @overload
    def __getitem__(self, at: int) -> RowT: ...

    @overload
    def __getitem__(self, at: slice) -> "Listing[RowT]": ...

    def __getitem__(self, at: int | slice) -> "RowT | Listing[RowT]":
        if isinstance(at, slice):
            return Listing(self.ids[at], self._read, among=self.among)
        (row,) = self._read([self.ids[at]])
        return row

    def shaped(self, shape: Callable[[list[RowT]], list[OtherT]]) -> "Listing[OtherT]":
        """The same rows in another shape.

        Args:
            shape: gives some rows, in their order, the other shape.
        """
        return Listing(self.ids, lambda ids: shape(self._read(ids)), among=self.among)
