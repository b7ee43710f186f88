"""What a statement tells, as kin of its words, and how much of it another one tells in words of its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from claims.base.records import Claim
from claims.language.lexicon import class_of, words_of
from claims.rules.kindred import Kin, kin, kin_of_instance, root, roots_of, verbs_with_particle

SHORTEST = 3  # letters of a word that tells something

_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_JOINT = re.compile(r",| (?:about|at|by|for|from|in|into|of|on|or|over|that|to|which|who|with) ")
_EMPHASIS = re.compile(r"\b(?:for|by) (?:an?|one) single \w+|\bof any (?:kind|sort)\b", re.I)
_PLACED = re.compile(r"\b(against|at|by|for|from|in|into|on|to|with) ([\w'\u2019-]+(?: [\w'\u2019-]+){0,3})")


@dataclass(frozen=True)
class Told:
    """What a statement tells: the kin of each of its words, and of the deed among them."""

    words: tuple[Kin, ...]
    deed: Kin

    @property
    def all(self) -> Kin:
        """The kin of all words."""
        return frozenset[str]().union(*self.words)


def told_by(claim: Claim) -> Told:
    """What a claim tells, without who says it; of a denial or an accusation what is denied or charged."""
    voice = " ".join(filter(None, (claim.speaker, claim.party, claim.via)))
    return _told(claim.text, claim.predicate or "", voice, claim.stance in {"denies", "accuses"})


@lru_cache(maxsize=1 << 15)
def _told(text: str, predicate: str, voice: str, of_speech: bool) -> Told:
    text = _EMPHASIS.sub("", text)
    silent = (
        silent_roots() | frozenset(map(root, words_in(voice))) | (_of_speech() if of_speech else frozenset())
    )
    weightless = (silent - roots_of("states", "empty")) | _weightless()
    if of_speech:
        weightless |= _of_speech()
    deed = frozenset[str]().union(*telling(_whole_verb(text, predicate), weightless))
    others = [word for word in telling(text, silent) if not word & deed]
    return Told((*others, deed) if deed else tuple(others), deed)


def telling(text: str, silent: Kin) -> list[Kin]:
    """The kin of each word of a text that tells something, once."""
    return list(dict.fromkeys(kin(word) for word in words_in(text) if root(word) not in silent))


def words_in(text: str) -> list[str]:
    """The words of a text in lower case, without "'s", and verbs with a particle as the verb they stand for.

    >>> words_in("The mayor's trip was called off in 2012.")
    ['the', 'mayor', 'trip', 'was', 'cancel', 'off']
    """
    words = [re.sub(r"['\u2019]s?$", "", word) for word in _WORD.findall(text.casefold())]
    joined = [verbs_with_particle().get((root(word), after)) for word, after in pairwise([*words, ""])]
    return [verb or word for word, verb in zip(words, joined, strict=True) if verb or len(word) >= SHORTEST]


def _whole_verb(text: str, predicate: str) -> str:
    """A predicate, or what it stands for with the particle that a text has behind it."""
    words = _WORD.findall(text.casefold())
    found = (
        verbs_with_particle().get((root(word), after))
        for word, after in pairwise(words)
        if root(word) == root(predicate)
    )
    return next(filter(None, found), predicate)


@cache
def silent_roots() -> Kin:
    """Roots of the words that tell nothing of what a negation is of."""
    return _weightless() | roots_of("states", "empty")


@cache
def _weightless() -> Kin:
    """Roots of the words that tell nothing even as the verb of a statement."""
    return roots_of("presence") | roots_of("light") | roots_of("idle")


@cache
def _of_speech() -> Kin:
    """Roots of the words of saying, which stand around what is denied: "rejected the charge that"."""
    answered = words_of("cues", "answered_nouns")
    return frozenset(map(root, (*class_of("cues", "verbs"), *class_of("cues", "nouns"), *answered)))


def met_by(other: Claim, words: Sequence[Kin]) -> list[Kin]:
    """Those of the words that a statement meets, by what it says or by the sides and places it names."""
    said = _said_by(other.text, other.predicate or "", (*other.sides, *other.places, *other.targets))
    told = told_by(other).all
    return [word for word in words if word & said or word & told]


@lru_cache(maxsize=1 << 15)
def _said_by(text: str, predicate: str, names: tuple[str, ...]) -> Kin:
    """The kin of what a statement tells an instance of, with what it names; its verb whatever it tells."""
    silent = silent_roots()
    words = [word for word in words_in(f"{text} {' '.join(names)}") if root(word) not in silent]
    return frozenset[str]().union(*map(kin_of_instance, [*words, _whole_verb(text, predicate)]))


def are_told_apart(left: Claim, right: Claim) -> bool:
    """Whether the two have different things behind one preposition: "lent to the king", "lent to farmers"."""
    mine, theirs = placed(left.text), placed(right.text)
    return any(
        not any(one & other for one in mine[by] for other in theirs[by]) for by in mine.keys() & theirs
    )


@lru_cache(maxsize=1 << 15)
def placed(text: str) -> Mapping[str, list[Kin]]:
    """The prepositions of a text with the kin of the words behind each; none for a time."""
    found: dict[str, list[Kin]] = {}
    for by, phrase in _PLACED.findall(_EMPHASIS.sub("", text.casefold())):
        words = telling(before_joint(f" {phrase}"), silent_roots())
        if words:
            found.setdefault(by, []).extend(words)
    return found


def do_it_to_two(left: Claim, right: Claim) -> bool:
    """Whether the two tell one deed done to different things: "the coach was sacked", "sacked its cook"."""
    if not told_by(left).deed & told_by(right).deed:
        return False
    mine, theirs = (_words_of(before_joint(claim.object or "")) for claim in (left, right))
    return bool(mine and theirs) and not any(_can_be_one(one, other) for one in mine for other in theirs)


def _words_of(phrase: str) -> list[str]:
    """The words of a phrase that tell something."""
    return [word for word in words_in(phrase) if root(word) not in silent_roots()]


def _can_be_one(one: str, other: str) -> bool:
    """Whether two words can name one thing, also as a sort and one of it."""
    return bool(kin(one) & kin_of_instance(other) or kin_of_instance(one) & kin(other))


def before_joint(phrase: str) -> str:
    """A phrase up to what hangs on it.

    >>> before_joint("the owner of the mill")
    'the owner'
    """
    return _JOINT.split(phrase, maxsplit=1)[0]
