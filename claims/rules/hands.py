"""Who says that they had no hand in what happened, and who puts it down to them.

"We have nothing to do with it", "the group was not behind the attack" and "the party distanced itself" deny a
charge without repeating it, so what meets them is not their words but the name of who is cleared, in a
statement that lays the thing at that door: "the work of", "blamed on", "carried out by".
"""

import re
from functools import cache, lru_cache

from claims.base.records import Claim
from claims.language.lexicon import words_of
from claims.rules.counts import singular
from claims.rules.incidents import PRONOUNS
from claims.rules.kindred import root, roots_of
from claims.rules.retelling import before_joint, silent_roots, words_in

_OWN = re.compile(r"(?:our|its|their|his|her|my)\b")
_NOT = r"(?:not|never|\w+n['\u2019]t)"
_CLAUSE = re.compile(r"[,;:]| that | said | says ")
_MEMBERS = re.compile(
    r"^(?: \w+)? (?:members|fighters|gunmen|militants|supporters|men|soldiers|units|agents) (?:of|from) "
)
_QUOTES = ' "\u201c\u201d'


def denies_authorship(denial: Claim) -> bool:
    """Whether it is denied to have had a hand in what happened: "denied any part in the ambush"."""
    words = (denial.object or "").casefold().split(" in ")[0].split(" for ")[0].split()
    return singular(words[-1]) in words_of("cues", "authorship") if words else False


def lays_it_on(other: Claim, cleared: Claim) -> bool:
    """Whether a statement puts down to somebody what another one says that they had no hand in.

    The one who is cleared speaks for himself, or is named: "the army was not behind the raid".
    """
    if not disowns(cleared.text) or disowns(other.text):
        return False
    return _names_side(other, cleared) or bool(_names_of(cleared) & _authors_in(other.text))


@lru_cache(maxsize=1 << 15)
def disowns(text: str) -> bool:
    """Whether a text says that somebody had no hand in something.

    >>> [disowns(text) for text in ("It had no part in the raid.", "It had no part of the roof.")]
    [True, False]
    """
    return _disowning().search(text.casefold()) is not None


def _names_side(other: Claim, cleared: Claim) -> bool:
    """Whether what happened is put down to the side that is cleared, under any of its names."""
    subject = (cleared.subject or "").casefold().strip(_QUOTES)
    of_speaker = not subject or subject in PRONOUNS or _OWN.match(subject) is not None
    side = cleared.party if of_speaker or cleared.speaker is None else None
    if side is None and len(cleared.sides) == 1:
        side = cleared.sides[0]
    if side is None or side == other.party:
        return False
    others = set(other.sides) - {other.party}
    return side in other.targets or (others == {side} and bool(_authors_in(other.text)))


def _names_of(cleared: Claim) -> frozenset[str]:
    """The words by which who is cleared is known: of the subject, or of who speaks of "we"."""
    subject = (cleared.subject or "").strip(_QUOTES)
    if not subject or subject.casefold() in PRONOUNS or _OWN.match(subject.casefold()):
        subject = cleared.speaker or _disowning().split(cleared.text.casefold())[0]
    silent = silent_roots() | roots_of("cues", "speaker_nouns")
    return frozenset(root(word) for word in words_in(before_joint(subject))) - silent


@lru_cache(maxsize=1 << 15)
def _authors_in(text: str) -> frozenset[str]:
    """The roots of the words that stand where a text names who did it.

    >>> "river" in _authors_in("The raid was the work of the River Front.")
    True
    """
    low = text.casefold()
    did, was_done = _doing().search(low), _done_by().search(low)
    before = words_in(_CLAUSE.split(low[: did.start()])[-1]) if did else []
    behind = words_in(before_joint(_MEMBERS.sub("", low[was_done.end() :]))) if was_done else []
    return frozenset(map(root, (*before, *behind)))


@cache
def _disowning() -> re.Pattern[str]:
    """What one says who had no hand in it, from the nouns and phrases of `data/cues.json`."""
    nouns = "|".join(sorted(words_of("cues", "authorship")))
    guilty = "|".join(sorted(words_of("cues", "guilty")))
    parted = "|".join(sorted(words_of("cues", "parting")))
    return re.compile(
        rf"\b(?:no|{_NOT}(?: \w+)? any|den(?:y|ies|ied|ying)(?: having)?(?: had)?(?: any| all)?)"
        rf"(?: \w+)? (?:{nouns})s?(?: \w+)? (?:in|for|to|with|behind)\b"
        rf"|\bnothing (?:\w+ )?to do with\b"
        rf"|\b(?:{_NOT}(?: \w+)?|den(?:y|ies|ied|ying)(?: that \w+ (?:was|were|had been))?(?: being)?)"
        rf" (?:{guilty})\b"
        rf"|\b(?:{parted})\b"
    )


@cache
def _doing() -> re.Pattern[str]:
    """What follows the name of who did it: "was behind"."""
    beside = "in|by|on|schedule|bars|time|the wheel|the times"  # "was behind in the first half"
    return re.compile(rf"\b(?:{'|'.join(sorted(words_of('cues', 'doing')))})\b(?! (?:{beside})\b)")


@cache
def _done_by() -> re.Pattern[str]:
    """What the name of who did it follows: "the work of"."""
    return re.compile(rf"\b(?:{'|'.join(sorted(words_of('cues', 'done_by')))})\b")
