"""Tolls that documents tell: of two that differ the smaller is a part where its document tells the larger.

"Four people died" stands in both articles; that one adds "two men were found in the car" disputes nothing.
A larger figure that only one document tells stays in dispute: it may be the later one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from claims.base.records import Claim, Finding, Quantity
from claims.rules.counts import TOLL
from claims.rules.incidents import is_looking_back
from claims.rules.pairs import Pair

RULE = "figures"  # whose findings name tolls by their words

Toll = tuple[str | None, float]  # role, value


def tolls_told(claims: Iterable[Claim]) -> Mapping[str, Set[Toll]]:
    """The whole, exact tolls that each document tells of its own time."""
    told: dict[str, set[Toll]] = defaultdict(set)
    for claim in claims:
        tolls = [row for row in claim.quantities if row.role in TOLL and row.low == row.high and not row.part]
        if tolls and not is_looking_back(claim):
            told[claim.document] |= {(row.role, row.low) for row in tolls if row.low is not None}
    return told


def is_part_of_told(pair: Pair, finding: Finding, told: Mapping[str, Set[Toll]]) -> bool:
    """Whether the document of the smaller of two tolls tells the larger too, and no two voices dispute it."""
    mine, theirs = toll_in(pair.left, finding.left_value), toll_in(pair.right, finding.right_value)
    if finding.rule != RULE or mine is None or theirs is None or pair.rival_voices:
        return False
    smaller, larger = (pair.left, theirs) if (mine.low or 0) < (theirs.low or 0) else (pair.right, mine)
    return (larger.role, larger.low) in told.get(smaller.document, ())


def toll_in(claim: Claim, words: str) -> Quantity | None:
    """The toll that a claim tells in these words."""
    return next((row for row in claim.quantities if row.text == words and row.role in TOLL), None)
