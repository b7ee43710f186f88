"""Pairs -> cells, in which they travel to whoever weighs them, and what comes back.

A cell holds pairs on topics that stand side by side, and each of their claims once.
"""

from collections.abc import Iterable, Sequence

from claims.base.records import Claim, Finding, Record, SameIncident
from claims.rules.evidence import Answer
from claims.rules.pairs import Pair

PAIRS = 4000  # of one cell: about half a second of work


class Cell(Record):
    """Some pairs: rows of their claims, likeness, incident, and whether they are of one story."""

    claims: tuple[Claim, ...]
    pairs: tuple[tuple[int, int, float, SameIncident, bool], ...]

    def read(self) -> list[Pair]:
        """The pairs, in order."""
        return [
            Pair(self.claims[left], self.claims[right], likeness, incident, one_story)
            for left, right, likeness, incident, one_story in self.pairs
        ]


class Weight(Record):
    """What the witnesses say of a pair; the pair is told by its place in the cell."""

    pair: int
    findings: tuple[Finding, ...]
    forward: Answer
    backward: Answer
    probability: float


class Weights(Record):
    """What the witnesses say of the pairs of a cell in which they find anything."""

    rows: tuple[Weight, ...]


def into_cells(pairs: Iterable[Pair], *, size: int = PAIRS) -> list[list[Pair]]:
    """The pairs, those on one topic together, `size` at a time."""
    ordered = sorted(pairs, key=lambda pair: (pair.left.topic or "", pair.left.id, pair.right.id))
    return [ordered[start : start + size] for start in range(0, len(ordered), size)]


def as_cell(pairs: Sequence[Pair]) -> Cell:
    """The cell of some pairs."""
    rows: dict[str, int] = {}
    claims: list[Claim] = []
    for claim in (claim for pair in pairs for claim in pair.claims):
        if claim.id not in rows:
            rows[claim.id] = len(claims)
            claims.append(claim)
    return Cell(
        claims=tuple(claims),
        pairs=tuple(
            (rows[pair.left.id], rows[pair.right.id], pair.similarity, pair.incident, pair.one_story)
            for pair in pairs
        ),
    )
