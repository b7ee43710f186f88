"""Which question a claim answers, as far as its slots say."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from claims.base.records import Claim, Quantity
from claims.language.incidents import sorts_agree
from claims.language.lexicon import class_of
from claims.rules.counts import TOLL, populations_compare
from claims.rules.pairs import is_telling

SAME_QUESTION = 0.8  # likeness of two claims whose slots show one question
UNLIKE = 0.35  # most that two claims of unlike figures can be alike
ANSWER = 0.7  # likeness of a denial and what it denies
OTHER_EVENT = 0.06  # taken off when one speaks of an event and the other of none, or of another sort
OTHER_SIDES = 0.25  # taken off when both name parties and share none: another story
DISPUTING = frozenset({"accuses", "denies"})
SHARED_TARGET = 0.12  # added when two accusations are against one party


def toll_of(claim: Claim) -> str | None:
    """The role of the toll that a claim gives or asserts: killed, injured …; None if it gives none."""
    roles = [quantity.role for quantity in claim.quantities if quantity.role in TOLL and not quantity.part]
    if roles:
        return roles[0]
    return "killed" if claim.deadly else None


def deciding_keys(claim: Claim) -> list[tuple[str, ...]]:
    """Keys of the questions that the slots of a claim settle: claims that share one answer one question."""
    keys: list[tuple[str, ...]] = []
    if claim.issue is not None:
        keys.append(("issue", *claim.issue))
    deed = class_of("predicates", "classes").get(claim.predicate or "")
    if claim.time is not None and claim.event is None and deed is not None:
        keys += [("date", deed, name) for name in claim.names if is_telling(name)]
    if deed == "lead":
        keys += [("lead", name.split()[-1]) for name in claim.names if is_telling(name)]
    return keys


def question_keys(claim: Claim) -> list[tuple[str, ...]]:
    """Keys under which a claim is set beside others, however unlike their words."""
    keys = deciding_keys(claim)
    role = toll_of(claim)
    if role is not None and claim.event is not None:
        keys += [("toll", role, claim.event, actor) for actor in claim.actors]
    if claim.party is not None and claim.event is not None:
        keys += [("frame", dispute, claim.document) for dispute in claim.frames]
    return keys


@dataclass(frozen=True)
class Slots:
    """What the likeness of a claim to others is read from, worked out once for all of them."""

    claim: Claim
    toll: str | None
    tolls: Sequence[Quantity]
    deciding: Set[tuple[str, ...]]
    actors: Set[str]
    sides: Set[str]

    @classmethod
    def of(cls, claim: Claim) -> "Slots":
        """The slots of a claim."""
        return cls(
            claim,
            toll_of(claim),
            tolls(claim),
            frozenset(deciding_keys(claim)),
            frozenset(claim.actors),
            frozenset(claim.sides),
        )


def slot_similarity(one: Slots, other: Slots, cosine: float) -> float:
    """The cosine, raised or capped by what the slots say; in [-1, 1], symmetric."""
    left, right = one.claim, other.claim
    if right.answers == left.id or left.answers == right.id:
        return max(cosine, ANSWER)
    if one.toll is not None or other.toll is not None:
        return _toll_similarity(one, other, cosine)
    if not one.deciding.isdisjoint(other.deciding):
        return max(cosine, SAME_QUESTION)
    value = cosine
    if left.stance in DISPUTING and right.stance in DISPUTING and "accuses" in (left.stance, right.stance):
        value += _accusation_bonus(left, right)
    if left.event != right.event:
        value -= OTHER_EVENT
    if one.sides and other.sides and one.sides.isdisjoint(other.sides):
        value -= OTHER_SIDES
    return max(min(value, 1.0), -1.0)


def _toll_similarity(one: Slots, other: Slots, cosine: float) -> float:
    """One question where role, sort of event, actors and people counted fit; else no more than UNLIKE."""
    left, right = one.claim, other.claim
    if (
        one.toll != other.toll
        or left.event is None
        or right.event is None
        or not sorts_agree(left.event, right.event)
    ):
        return min(cosine, UNLIKE)
    if one.actors and other.actors and one.actors.isdisjoint(other.actors):
        return min(cosine, UNLIKE)
    if not all(populations_compare(mine, theirs) for mine in one.tolls for theirs in other.tolls):
        return min(cosine, UNLIKE)
    shared = left.event == right.event and not one.actors.isdisjoint(other.actors)
    return max(cosine, SAME_QUESTION) if shared or (left.incident == right.incident is not None) else cosine


def tolls(claim: Claim) -> list[Quantity]:
    """The quantities of a claim that are tolls of a whole."""
    return [quantity for quantity in claim.quantities if quantity.role in TOLL and not quantity.part]


def _accusation_bonus(left: Claim, right: Claim) -> float:
    """How much two accusations, or an accusation and a denial, share beyond their words."""
    if left.stance == right.stance == "accuses":
        return SHARED_TARGET if set(left.targets) & set(right.targets) else 0.0
    denial, accusation = (left, right) if left.stance == "denies" else (right, left)
    return 0.25 if denial.party is not None and denial.party in accusation.targets else 0.0


def issue_of_topic(claims: Sequence[Claim]) -> tuple[str, str] | None:
    """The standing question that most claims of a topic bear on."""
    asked = Counter(claim.issue for claim in claims if claim.issue is not None)
    if not asked:
        return None
    issue, times = max(asked.items(), key=lambda item: (item[1], item[0]))
    return issue if 2 * times >= len(claims) and times > 1 else None


def question_of(claims: Sequence[Claim]) -> tuple[str, str] | None:
    """The toll role and sort of event that most claims of a topic share; None when most give no toll."""
    asked = Counter(
        (role, claim.event) for claim in claims if (role := toll_of(claim)) and claim.event is not None
    )
    if not asked:
        return None
    (role, event), times = max(asked.items(), key=lambda item: (item[1], item[0]))
    return (role, str(event)) if 2 * times >= len(claims) else None
