"""Which question a claim answers, as far as its slots say."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claims.base.protocols import Vectors
from claims.base.records import Claim, Quantity
from claims.language.incidents import sorts_agree
from claims.language.lexicon import class_of
from claims.rules.counts import TOLL, populations_compare
from claims.rules.couples import Couples, are_disjoint, numbered
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


def slot_similarities(claims: Sequence[Claim], couples: Couples, cosines: Vectors) -> NDArray[np.float64]:
    """The cosine of each couple of rows, raised or capped by what the slots say; in [-1, 1], symmetric.

    There are millions of couples; only the few whose slots have something in common are looked at one by one.
    """
    cosine, (left, right) = cosines.astype(np.float64), couples.T
    toll = numbered((None, *map(toll_of, claims)))[1:]  # 0: none
    counted = (toll[left] > 0) | (toll[right] > 0)
    rows = {claim.id: row for row, claim in enumerate(claims)}
    answered = np.array([rows.get(claim.answers or "", -1) for claim in claims], dtype=np.int64)

    found = _plain_similarities(claims, couples, cosine)
    found[counted] = np.minimum(cosine, UNLIKE)[counted]
    for at in np.flatnonzero(counted & (toll[left] == toll[right])).tolist():
        found[at] = _toll_similarity(claims[left[at]], claims[right[at]], cosine[at])
    answers = (answered[left] == right) | (answered[right] == left)
    found[answers] = np.maximum(cosine, ANSWER)[answers]
    return found


def _plain_similarities(
    claims: Sequence[Claim], couples: Couples, cosine: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Of claims that give no toll."""
    left, right = couples.T
    event = numbered(claim.event for claim in claims)
    disputes = np.array([claim.stance in DISPUTING for claim in claims], dtype=bool)
    deciding = [frozenset(deciding_keys(claim)) for claim in claims]
    decided = np.array(list(map(bool, deciding)), dtype=bool)

    found = cosine.copy()
    for at in np.flatnonzero(disputes[left] & disputes[right]).tolist():
        found[at] += _accusation_bonus(claims[left[at]], claims[right[at]])
    found -= OTHER_EVENT * (event[left] != event[right])
    found -= OTHER_SIDES * are_disjoint([frozenset(claim.sides) for claim in claims], couples)
    found = np.clip(found, -1.0, 1.0)
    for at in np.flatnonzero(decided[left] & decided[right]).tolist():
        if not deciding[left[at]].isdisjoint(deciding[right[at]]):
            found[at] = max(cosine[at], SAME_QUESTION)
    return found


def _toll_similarity(left: Claim, right: Claim, cosine: float) -> float:
    """Of tolls of one role: one question where sort of event, actors and people counted fit; else UNLIKE."""
    if left.event is None or right.event is None or not sorts_agree(left.event, right.event):
        return min(cosine, UNLIKE)
    shared = not set(left.actors).isdisjoint(right.actors)
    if left.actors and right.actors and not shared:
        return min(cosine, UNLIKE)
    if not all(populations_compare(mine, theirs) for mine in tolls(left) for theirs in tolls(right)):
        return min(cosine, UNLIKE)
    same = (left.event == right.event and shared) or (left.incident == right.incident is not None)
    return max(cosine, SAME_QUESTION) if same else cosine


def tolls(claim: Claim) -> list[Quantity]:
    """The quantities of a claim that are tolls of a whole."""
    return [quantity for quantity in claim.quantities if quantity.role in TOLL and not quantity.part]


def _accusation_bonus(left: Claim, right: Claim) -> float:
    """How much two accusations, or an accusation and a denial, share beyond their words."""
    if left.stance == right.stance:
        shared = left.stance == "accuses" and set(left.targets) & set(right.targets)
        return SHARED_TARGET if shared else 0.0
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
