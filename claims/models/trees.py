"""Scores of heads -> the best tree over the words of a sentence."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_HEADS = 4  # candidates a word: the best tree rarely needs more


def find_tree(scores: Any) -> list[int]:
    """Head of each word (0 = root) in the best tree with one root.

    Args:
        scores: shape (n_words, 1 + n_words); column 0 is the root.

    The best heads are nearly always a tree already; only otherwise the maximum spanning arborescence
    (Chu and Liu 1965, Edmonds 1967) below the likeliest root is searched.

    >>> find_tree(np.array([[0.0, -9.0, 5.0], [4.0, 1.0, -9.0]]))
    [2, 0]
    """
    best: list[int] = scores.argmax(1).tolist()
    if best.count(0) == 1 and is_tree(best):
        return best
    heads: list[int] = spanning_tree(candidates(scores))[1:].tolist()
    return heads


def is_tree(heads: Sequence[int]) -> bool:
    """Whether every word leads to the root.

    >>> is_tree([2, 0]), is_tree([2, 1])
    (True, False)
    """
    return not circle_in([0, *heads])


def candidates(scores: Any) -> NDArray[np.float64]:
    """Shape (1 + n_words, 1 + n_words): the same, where only the likeliest root hangs on column 0.

    Each other word is left its best heads, and that root, so that there always is a tree; the rest is
    minus infinity.
    """
    size, root = len(scores), int(scores[:, 0].argmax())
    allowed = np.full((size + 1, size + 1), -np.inf)
    best = 1 + np.argsort(-scores[:, 1:], axis=1)[:, :MOST_HEADS]
    best = np.hstack([best, np.full((size, 1), root + 1)])
    words = np.arange(size)[:, None]
    allowed[words + 1, best] = scores[words, best]
    np.fill_diagonal(allowed, -np.inf)
    allowed[root + 1] = -np.inf
    allowed[root + 1, 0] = 0.0
    return allowed


def spanning_tree(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Head of each node but node 0, which has itself, in the tree below node 0 of the highest sum.

    Args:
        scores: shape (n, n), of each head (column) of each node; minus infinity where there is none.
    """
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    circle = circle_in(heads.tolist())
    if not circle:
        return heads
    rest = np.array([node for node in range(len(scores)) if node not in circle])
    inside, size = np.array(circle), len(rest)
    gains = scores[np.ix_(inside, rest)] - scores[inside, heads[inside]][:, None]
    entered, left = gains.argmax(0), scores[np.ix_(rest, inside)].argmax(1)
    merged = np.full((size + 1, size + 1), -np.inf)  # the circle as one node, the last
    merged[:size, :size] = scores[np.ix_(rest, rest)]
    merged[size, :size] = gains.max(0)
    merged[:size, size] = scores[rest, inside[left]]
    outer = spanning_tree(merged)
    heads[rest] = np.where(outer[:size] == size, inside[left], rest[outer[:size] % size])
    heads[inside[entered[outer[size]]]] = rest[outer[size]]
    return heads


def circle_in(heads: Sequence[int]) -> list[int]:
    """The first nodes found that lead to each other and not to node 0; none in a tree.

    >>> circle_in([0, 2, 1]), circle_in([0, 0, 1])
    ([1, 2], [])
    """
    seen = [0] * len(heads)  # from which start each node was reached
    for start in range(1, len(heads)):
        at, path = start, []
        while at and not seen[at]:
            seen[at] = start
            path.append(at)
            at = heads[at]
        if at and seen[at] == start:
            return path[path.index(at) :]
    return []
