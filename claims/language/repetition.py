"""Whether what a headline says is said again by the article below it."""

import re
from collections.abc import Sequence

from claims.base.records import Claim, Quantity
from claims.language.lexicon import words_of

SHARED = 0.5  # of the words of the headline that tell something, at least, for the same to be said
SHARED_OF_TOLL = 0.2  # where a figure with its role is the same
STEM = 5  # letters by which "killing" and "killed" are one word

_WORD = re.compile(r"[^\W_]{3,}")


def is_told(claim: Claim, told: Sequence[Claim]) -> bool:
    """Whether one of some claims says the same: the same figures, not denied, in much the same words."""
    words = stems(claim.text)
    return any(_says(other, claim, words) for other in told)


def _says(other: Claim, claim: Claim, words: frozenset[str]) -> bool:
    if (other.negated, other.stance == "denies") != (claim.negated, claim.stance == "denies"):
        return False
    if claim.party and other.party and claim.party != other.party:
        return False
    if not all(any(_is_same(mine, theirs) for theirs in other.quantities) for mine in claim.quantities):
        return False
    counted = any(quantity.role not in {None, "age"} for quantity in claim.quantities)
    needed = SHARED_OF_TOLL if counted else SHARED
    return len(words & stems(f"{other.sentence} {other.text}")) >= needed * len(words)


def _is_same(left: Quantity, right: Quantity) -> bool:
    roles = {left.role, right.role} - {None}
    return (left.low, left.high, left.unit) == (right.low, right.high, right.unit) and len(roles) <= 1


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that tell something."""
    little = words_of("headlines", "little")
    return frozenset(word[:STEM] for word in _WORD.findall(text.casefold()) if word not in little)
