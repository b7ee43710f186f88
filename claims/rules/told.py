"""Tolls that documents tell: two that differ are in no dispute where one document tells both.

"Four people died" stands in both articles; that one adds "two men were found in the car" disputes nothing.
Only a larger figure that was printed later stays in dispute: "12 at first, now 15" tells both, and is news.
"The five who died" are some of more, where the document tells of more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from claims.base.records import Claim, Finding, Quantity
from claims.rules.counts import TOLL
from claims.rules.incidents import is_looking_back
from claims.rules.pairs import Pair
from claims.rules.questions import tolls

RULE = "figures"  # whose findings name tolls by their words

Toll = tuple[str | None, float]  # role, value


def tolls_told(claims: Iterable[Claim]) -> Mapping[str, Set[Toll]]:
    """The whole, exact tolls that each document tells of its own time."""
    told: dict[str, set[Toll]] = defaultdict(set)
    for claim in claims:
        exact = {(row.role, row.low) for row in tolls(claim) if row.low is not None and row.low == row.high}
        if exact and not is_looking_back(claim):
            told[claim.document] |= exact
    return told


def is_part_of_told(pair: Pair, finding: Finding, told: Mapping[str, Set[Toll]]) -> bool:
    """Whether one document tells both of two tolls, the larger not as news, and no two voices dispute it."""
    mine, theirs = toll_in(pair.left, finding.left_value), toll_in(pair.right, finding.right_value)
    if finding.rule != RULE or mine is None or theirs is None:
        return False
    if any(is_some_of_told(*side, told) for side in ((pair.left, mine), (pair.right, theirs))):
        return True
    if pair.rival_voices:
        return False
    (small, less), (large, more) = sorted(
        ((pair.left, mine), (pair.right, theirs)), key=lambda side: side[1].low or 0
    )
    if (more.role, more.low) in told.get(small.document, ()):
        return True
    return (less.role, less.low) in told.get(large.document, ()) and not is_later(large, small)


def is_some_of_told(claim: Claim, toll: Quantity, told: Mapping[str, Set[Toll]]) -> bool:
    """Whether "the five who died" are some of more dead of whom the document tells elsewhere."""
    before, _, _ = claim.quote.partition(toll.text)
    is_definite = before.casefold().split()[-1:] in (["the"], ["those"], ["these"])
    more = any(role == toll.role and value > (toll.high or 0) for role, value in told.get(claim.document, ()))
    return is_definite and toll.high is not None and more


def is_later(claim: Claim, other: Claim) -> bool:
    """Whether a claim may have been printed after another."""
    days = claim.published, other.published
    return days[0] is None or days[1] is None or days[0] > days[1]


def toll_in(claim: Claim, words: str) -> Quantity | None:
    """The toll that a claim tells in these words."""
    return next((row for row in claim.quantities if row.text == words and row.role in TOLL), None)
