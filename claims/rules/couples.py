"""Couples: which rows of a table are set side by side, as arrays, since there are millions of them.

Everywhere `Couples` are of shape (n, 2): the smaller row first, in order, each once, none with itself.
"""

from collections.abc import Container, Hashable, Iterable, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from claims.base.protocols import Vectors

Rows = NDArray[np.int64]
Couples = NDArray[np.int64]

HALF = 32  # bits of a couple's number that tell the one row
BLOCK = 2048  # couples whose rows of vectors are held at once


def merge(parts: Iterable[Couples]) -> Couples:
    """The couples of all parts, which may hold them either way round and more than once."""
    every = np.concatenate([np.empty((0, 2), dtype=np.int64), *parts])
    small, large = every.min(axis=1), every.max(axis=1)
    numbers = np.sort((small << HALF | large)[small != large])
    numbers = numbers[np.diff(numbers, prepend=-1) > 0]
    return np.stack([numbers >> HALF, numbers & ((1 << HALF) - 1)], axis=1)


def as_couples(couples: Iterable[tuple[int, int]]) -> Couples:
    """Couples that were told one by one."""
    return merge([np.array(list(couples), dtype=np.int64).reshape(-1, 2)])


def across(ones: Sequence[int] | Rows, others: Sequence[int] | Rows) -> Couples:
    """Each of the ones beside each of the others, as they come; to be merged."""
    return np.stack([np.repeat(ones, len(others)), np.tile(others, len(ones))], axis=1).astype(np.int64)


def within(blocks: Iterable[Iterable[int]], fresh: Container[int]) -> Couples:
    """The couples of rows that share a block, one of them fresh."""
    parts = []
    for block in blocks:
        rows = sorted(set(block))
        mine = [row for row in rows if row in fresh]
        if mine and len(rows) > 1:
            parts.append(across(mine, rows))
    return merge(parts)


def marked(wanted: NDArray[np.bool_], ones: Sequence[int], others: Sequence[int]) -> Couples:
    """The couples of rows that a matrix marks, as they come; to be merged."""
    left, right = np.nonzero(wanted)
    return np.stack([np.asarray(ones, np.int64)[left], np.asarray(others, np.int64)[right]], axis=1)


def products_of(vectors: Vectors, couples: Couples) -> Vectors:
    """The products of the rows of each couple."""
    parts = [
        np.einsum("ij,ij->i", vectors[some[:, 0]], vectors[some[:, 1]])
        for some in np.array_split(couples, len(couples) // BLOCK + 1)
    ]
    return np.concatenate(parts)


def numbered(values: Iterable[Hashable]) -> Rows:
    """A number for each value, the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


def are_disjoint(sets: Sequence[Set[str]], couples: Couples) -> NDArray[np.bool_]:
    """Of each couple whether both rows hold something and share nothing of it; many rows hold the same."""
    kinds, kind_of = list(dict.fromkeys(sets)), numbered(sets)
    place = {name: at for at, name in enumerate(set().union(*kinds))}
    holds = np.zeros((len(kinds), len(place)), dtype=np.float32)
    for kind, names in enumerate(kinds):
        holds[kind, [place[name] for name in names]] = 1
    some = holds.any(axis=1)
    disjoint: NDArray[np.bool_] = np.outer(some, some) & np.equal(holds @ holds.T, 0)
    return disjoint[kind_of[couples[:, 0]], kind_of[couples[:, 1]]]
