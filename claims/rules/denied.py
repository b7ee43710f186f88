"""What a statement says is not so, and whether another one says in words of its own that it is.

A single instance refutes "no tear gas was used" or "nothing has arrived", but only if it is of the sort
of which there was none: so what counts is how many of the words of the negation the other one meets,
by themselves, by derivation ("closure") or by kinship ("shelter" for "harbour").
"""

import re
from functools import cache, lru_cache

from claims.base.records import Claim
from claims.language.lexicon import words_of
from claims.rules.incidents import PRONOUNS
from claims.rules.kindred import Kin, is_deed, kin, root, roots_of
from claims.rules.retelling import (
    Told,
    are_told_apart,
    before_joint,
    do_it_to_two,
    met_by,
    placed,
    silent_roots,
    telling,
    told_by,
    words_in,
)

SHARE = 0.5  # of the words of a negation that an instance of it must meet
BOTH = 2  # of them that tell something of this story

PERSONAL = frozenset({"she", "him", "her"})  # pronouns for one person; "he" is too short for a word
GROUPS = frozenset({"we", "they", "it"})  # pronouns for whom part of a name may stand

_NOUGHT = re.compile(r"\b(?:not?|non|none|nobody|nothing|never|neither|nor|nowhere|\w+n['\u2019]t)\b")
_NONE = re.compile(
    r"\b(?:no|none|nobody|nothing|never|neither|nor|nowhere|not (?:an?|any|one|at all))\b"
    r"|\b(?:not|\w+n['\u2019]t)\b[^,;:.]{1,60}\b(?:an? single|even (?:once|an?)|at any|of any kind|at all)\b"
)
# "there is no village that we have not reached" says all, bare "none" is of those named before
_ALL = re.compile(
    r"\b(?:no|none|nobody|nothing)\b.*\b(?:not|\w+n['\u2019]t|never)\b|^\W*(?:neither|none) (?!of\b)"
)
_OF_NONE = re.compile(r"(?:no|not|none|neither)\b(?: (?:an?|any|one|single|of)\b)*")
_OF_ANY = re.compile(r"(?:any|an?|one)\b(?: (?:one|single|of)\b)*")
_DEFINITE = re.compile(r"(?:the|this|that|these|those|his|her|its|our|their|my|your|such)\b|$")
# what there has been none of so far may have come since
_SO_FAR = re.compile(
    r"\b(?:yet|so far|at th(?:is|e) time|at present|for now|currently|now|still"
    r"|ha(?:ve|s)(?: not| never| yet)* (?:been|\w+ed))\b"
)
# "no one was moved against his will" tells of no move but such
_MANNER = re.compile(r"\b\w+ly\b|\bagainst (?:his|her|their|its|our|my|your) \w+|\b(?:by force|on purpose)\b")
_WITHOUT = re.compile(
    r"\bwithout (?:(?:an?|any|all|prior|advance|previous|proper|its|their) )*([a-z]{3,}) ?(of\b)?"
)
_QUOTES = ' "\u201c\u201d'


def denies_deed(denial: Claim, other: Claim) -> bool:
    """Whether the deed that is denied is what another statement tells or charges, in words of its own."""
    denied = told_by(denial)
    deeds = [denied.deed] if denied.deed else [word for word in denied.words if is_deed(word)]
    if not met_by(other, deeds) or says_not(other):
        return False
    if other.stance == "accuses":
        return True
    if are_told_apart(denial, other):
        return False
    most = len(met_by(other, denied.words)) > SHARE * len(denied.words)
    return (most and is_done_by(denial, other)) or tells_enough(denied, other)


def meets_deed(denial: Claim, other: Claim) -> bool:
    """Whether a statement tells the deed that is denied, if it is one."""
    deed = told_by(denial).deed
    return not deed or bool(met_by(other, [deed]))


def meets_half(denial: Claim, other: Claim) -> bool:
    """Whether a statement meets at least half of the words of what is denied."""
    words = told_by(denial).words
    return len(met_by(other, words)) >= SHARE * len(words)


def says_not(claim: Claim) -> bool:
    """Whether a statement itself says that something is not so."""
    return claim.negated or _NOUGHT.search(claim.text.casefold()) is not None


def is_done_by(denier: Claim, other: Claim) -> bool:
    """Whether what is told was done by who denies it."""
    return _is_about(denier, other) and other.subject != other.object


def is_done_to(denier: Claim, other: Claim) -> bool:
    """Whether what is told was done to who denies it: "the bank was robbed"."""
    return _is_about(denier, other) and other.subject == other.object


def _is_about(denier: Claim, other: Claim) -> bool:
    """Whether the subject of a statement names who denies it."""
    doer = before_joint(other.subject or "")
    speaker, subject = (telling(name, silent_roots()) for name in (denier.speaker or "", doer))
    return any(mine & theirs for mine in speaker for theirs in subject)


def refutes(other: Claim, none: Claim) -> bool:
    """Whether a statement tells an instance of what another one says that there was none of."""
    if not says_none(none) or (says_not(other) and not _does_by_not(other, none)):
        return False
    if _SO_FAR.search(none.text.casefold()) and not _is_told_by_then(other, none):
        return False
    if _can_be_one(none, other):
        return _is_instance(_without_head(none), none, other)
    return not do_it_to_two(none, other) and _is_instance(told_by(none), none, other)


def _is_instance(denied: Told, none: Claim, other: Claim) -> bool:
    """Whether a statement is on what a negation is on, and tells enough of its words."""
    if not _meets_focus(denied, none, other) or not _is_on_one(none, other) or are_told_apart(none, other):
        return False
    if len(denied.words) == 1:
        return tells_enough(denied, other) and _is_of(denied.words[0], other)
    return tells_enough(denied, other) or _does_it(denied, other)


def lacks(none: Claim, other: Claim) -> bool:
    """Whether one is told to be without what another statement says was there: "without lights"."""
    told = _WITHOUT.search(none.text) if "without" in none.text else None  # most texts hold none
    if told is None or told[1] in words_of("kindred", "bounds") or root(told[1]) in roots_of("manner"):
        return False
    thing = kin(told[1])
    if says_not(other) or told[2] or thing & _counted():
        return False
    is_there = root(other.predicate or "") in roots_of("presence") | roots_of("light")  # also "shows"
    held = [kin(word) for word in words_in(before_joint(_slots(other)[1]))[-1:]] if is_there else []
    if any(thing & near for near in held):
        return True
    others = [word for word in told_by(none).words if not word & thing]
    return bool(thing & told_by(other).deed and met_by(other, others))


def _does_by_not(other: Claim, none: Claim) -> bool:
    """Whether what negates a statement is the very deed: "refused to admit her"."""
    in_words = _NOUGHT.search(other.text.casefold()) is not None
    return not in_words and bool(told_by(other).deed & told_by(none).deed)


def _can_be_one(none: Claim, other: Claim) -> bool:
    """Whether a statement tells of "him" or "her" what is said to have been done to no such person."""
    head = words_in(before_joint(_thing_of(none)))[-1:]
    done_to = (none.object or none.subject) == none.subject
    whom = set(words_in(before_joint(other.object or other.subject or "")))
    return done_to and bool(whom & PERSONAL) and bool(roots_of("persons") & set(map(root, head)))


def _without_head(none: Claim) -> Told:
    """What a negation tells besides of whom: "no patient was turned away"."""
    told = told_by(none)
    heads = frozenset[str]().union(*map(kin, words_in(before_joint(_thing_of(none)))))
    return Told(tuple(word for word in told.words if not word & heads), told.deed)


def _is_of(word: Kin, other: Claim) -> bool:
    """Whether a statement is of a thing, and does not only mention it: not "the trial for fraud"."""
    heads = [kin(name) for slot in _slots(other) for name in words_in(before_joint(slot))[-1:]]
    return any(word & near for near in (*heads, *placed(other.text).get("with", ()), told_by(other).deed))


def _is_told_by_then(other: Claim, none: Claim) -> bool:
    """Whether a statement was in print, or what it tells had happened, when the other one was printed."""
    if other.time is not None and other.time.end is not None and none.published is not None:
        return other.time.end <= none.published
    return other.published is not None and none.published is not None and other.published <= none.published


def says_none(claim: Claim) -> bool:
    """Whether a claim says that there was none, or never, of all and at any time: one instance refutes it."""
    said = _holds_none(claim.text)
    if said is False or not (said or claim.negated):
        return False
    of_none = any(map(_OF_NONE.match, _slots(claim)))
    return of_none or (claim.negated and bool(said or _thing_of(claim)))


@lru_cache(maxsize=1 << 15)
def _holds_none(text: str) -> bool | None:
    """Whether a text holds "no" or "never" without bounds ("no other", "not since"); None if no such word."""
    if set(words_in(text)) & words_of("kindred", "bounds") or _ALL.search(text.casefold()):
        return False
    return True if _NONE.search(text.casefold()) else None


@cache
def _counted() -> Kin:
    """What every report counts, dead and arrested: by itself it singles nothing out."""
    return frozenset[str]().union(*map(kin, words_of("kindred", "counted")))


def tells_enough(denied: Told, other: Claim) -> bool:
    """Whether a statement meets enough of the words of a negation, beyond what every report holds."""
    met = met_by(other, denied.words)
    if len(met) < max(1, SHARE * len(denied.words)):
        return False
    told = [word for word in met if not word & roots_of("cues", "speaker_nouns")]
    if all(word & _counted() for word in told):
        return False
    return len(told) >= min(BOTH, len(denied.words))


def _does_it(denied: Told, other: Claim) -> bool:
    """Whether the thing of which there was none is what a statement says was done: "we objected"."""
    met = met_by(other, denied.words)
    done = (told_by(other).deed | _said_in(other)) - _counted()
    return len(met) >= SHARE * len(denied.words) and any(word & done for word in met)


def _said_in(other: Claim) -> Kin:
    """The kin of what a statement is: "promised that", "accused of"."""
    verbs = words_of("cues", "verbs", other.stance) if other.stance in {"promises", "accuses"} else ()
    return frozenset[str]().union(
        *(kin(word) for word in words_in(other.text) if root(word) in map(root, verbs))
    )


def _thing_of(none: Claim) -> str:
    """The thing of which there was none: "no tear gas", "any objection", "have not used live rounds"."""
    subject, thing = _slots(none)
    if _OF_NONE.match(thing):
        return _OF_NONE.sub("", thing, count=1)
    is_used = none.predicate in words_of("kindred", "presence") and thing != subject
    if is_used and not _DEFINITE.match(thing):
        return _OF_ANY.sub("", thing, count=1)
    return _OF_NONE.sub("", subject, count=1) if _OF_NONE.match(subject) else ""


def _slots(claim: Claim) -> tuple[str, str]:
    """Its subject and its object, in lower case and without quotation marks."""
    subject, thing = ((phrase or "").casefold().strip(_QUOTES) for phrase in (claim.subject, claim.object))
    return subject, thing


def _meets_focus(denied: Told, none: Claim, other: Claim) -> bool:
    """Whether a statement tells the deed, the thing of which there was none, and all that narrows them."""
    thing = _thing_of(none)
    head = telling(before_joint(thing), silent_roots()) or telling(thing, silent_roots())
    head = [word for word in head if any(word & one for one in denied.words)]
    focus = [*head, denied.deed] if denied.deed else head or list(denied.words) if thing else []
    if not focus or len(met_by(other, focus)) < len(focus):
        return False
    if not denied.deed and head and none.predicate not in {*words_of("kindred", "presence"), other.predicate}:
        return False  # "no gun was found": there may have been one, unless somebody found it
    said = other.text.casefold()
    return all(manner in said for manner in _MANNER.findall(none.text.casefold()))


def _is_on_one(none: Claim, other: Claim) -> bool:
    """Whether both are about one who acts, where the negation is about somebody in particular."""
    subject, thing = _slots(none)
    if _NONE.match(subject) or subject == thing:
        return True
    doer = telling(before_joint(subject).split(" ")[-1], silent_roots())
    if doer and subject not in PRONOUNS:
        return bool(met_by(other, doer)) or (_is_there(none) and _speaks(doer, other))
    voice = telling(none.speaker or "", silent_roots())
    met = met_by(other, voice)
    by_one = bool(met) if subject in GROUPS else 0 < len(voice) == len(met)
    return _is_there(none) or by_one


def _is_there(claim: Claim) -> bool:
    """Whether a claim tells of a thing that it is there, or is used: or, negated, that there is none."""
    return claim.predicate in words_of("kindred", "presence")


def _speaks(doer: list[Kin], other: Claim) -> bool:
    """Whether it is said by who is meant: the plant "gave no warning", "it had warned, the plant said"."""
    voice = words_in(f"{other.speaker or ''} {other.party or ''}")
    return any(word & near for word in doer for near in map(kin, voice))
