"""Two statements that give one deed to rival doers: the rebels and the army, this group and that one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.base.records import Claim, Finding
from claims.language.culprits import ANY, Culprit, camps_of, culprit_of, go_together
from claims.language.lexicon import load_lexicon, words_of
from claims.language.naming import shorten
from claims.language.parties import Parties
from claims.language.times import times_overlap
from claims.rules.causes import is_on_one_thing
from claims.rules.contents import content_words
from claims.rules.incidents import IN_STORY, is_aside
from claims.rules.pairs import Pair, is_telling, who

NAMED, CAMPS = 0.7, 0.62  # how sure two doers with names are rivals, and two that are of rival camps
LESS = 0.05  # taken off where the deed is not named, and where a doer is guessed
BEGUN = frozenset({"first", "shots"})  # deeds of which two sides each have one: who began is in dispute
HEARD = frozenset({"asserts", "accuses", "reports"})
OWN = re.compile(r"^(?:it|we|(?:its|our) \w+(?: \w+)?)$", re.I)  # a speaker, told as such

_CORE = re.compile(
    r" (?:on|in|at|near|who|which|that|with|fleeing|chasing|fighting|opposing|wearing|carrying|calling)\b"
)
_HEAD = re.compile(r" (?:of|from|for|loyal|belonging)\b")
_NAME = re.compile(r"[A-Z][\w'\u2019-]*(?: (?:(?:of|for|the|and|al) )?[A-Z][\w'\u2019-]*)*")
_KNOWN = re.compile(r"\b(?:the|this|that|its|their|\w+['\u2019]s)\b", re.I)
_ONE = re.compile(rf"{_KNOWN.pattern}|\ban?\b", re.I)


@dataclass(frozen=True)
class Doer:
    """Who did it: the parties and bodies that are named, and the camps of those that are not."""

    parties: frozenset[str]
    names: frozenset[str]
    camps: frozenset[str]
    own: bool  # a deed that its speaker owns to


def find_rival_culprits(pair: Pair) -> Finding | None:
    """Two voices say that one deed was done by two who cannot both have done it.

    What it compares
        Who is said to have done a deed ("set fire to", "carried out", "was the work of", "blamed on"), or
        to have begun a fight, in statements out of one story. The words are in `data/culprits.json`.
    Why that contradicts
        A deed has its doer: where one voice names one party and the other another, or rival camps
        (police and crowd, ruling party and opposition), at most one is right.
    Known false alarms
        Two deeds of one sort to one thing; two groups that did it together; a group and its own wing.
    For instance
        "The blast at the port in Aden was the work of Hezbollah, the governor said." / "Islamic State said
        it carried out the bombing at the port in Aden."
    But not
        "The blast at the port in Aden was the work of Hezbollah, the governor said." / "Gunmen carried out
        the bombing at the port in Aden, a witness said."
    """
    left, right = pair.claims
    one, other = culprit_of(left.text), culprit_of(right.text)
    if one is None or other is None or not {left.stance, right.stance} <= HEARD or _is_one_voice(left, right):
        return None
    if not _can_be_one(one, other, pair) or not (is_on_one_thing(pair) or _is_on_one_fight(pair, one, other)):
        return None
    sides = {side for claim in pair.claims for side in (*claim.sides, claim.party) if side is not None}
    doers = [doer_of(*row, sorted(sides)) for row in ((one, left), (other, right))]
    weight = _weight((one, doers[0]), (other, doers[1]), pair)
    return None if weight is None else _finding(pair, weight, (one.doer, other.doer))


def doer_of(culprit: Culprit, claim: Claim, sides: Sequence[str] = ()) -> Doer:
    """Who a phrase names, where these sides are spoken of; what a speaker says of itself is the speaker's."""
    phrase = culprit.doer.strip("[] ")
    own = bool(OWN.search(phrase))
    phrase = (claim.speaker or "") if own else phrase
    core = _CORE.split(phrase)[0]
    spans = _parties().mentions(core, context=sides, on=claim.published)
    parties = {party for *_, party in spans} | ({claim.party} if own and claim.party else set())
    parties |= set(claim.targets) if claim.stance == "accuses" else set()
    rest = core
    for start, end, _ in reversed(spans):
        rest = f"{rest[:start]} , {rest[end:]}"
    camps = _camps_at_end(core) | (camps_of(phrase) & {"ruling", "opposition"})
    return Doer(frozenset(parties), _bodies_in(rest), camps, own or (claim.party in parties))


def _bodies_in(phrase: str) -> frozenset[str]:
    """The names of bodies in a phrase: "Red Front", "supporters of Reform"; not "Kurdish fighters"."""
    bodies = words_of("culprits", "collectives")
    if bodies.isdisjoint(word.casefold() for word in phrase.split()):
        return frozenset()
    names = {found.group(): phrase[found.end() :].split()[:1] for found in _NAME.finditer(phrase)}
    return frozenset(
        name
        for name, after in names.items()
        if _telling_words(name) and (name.isupper() or " " in name or bodies.isdisjoint(after))
    )


def _camps_at_end(phrase: str) -> frozenset[str]:
    """The camp that the head of a phrase is of: "riot police in vans", but not "the cartel's leader"."""
    words = _HEAD.split(_CORE.split(phrase)[0])[0].split()
    return camps_of(words[-1].casefold()) if words else frozenset()


def _is_one_voice(left: Claim, right: Claim) -> bool:
    """Whether one party or speaker speaks, or two texts do in their own words."""
    if left.party is not None and left.party == right.party:
        return True
    return left.speaker == right.speaker


def _can_be_one(one: Culprit, other: Culprit, pair: Pair) -> bool:
    """Whether the two deeds can be one, by their sort and by what they were done to."""
    if ANY in {one.deed, other.deed}:
        return one.deed != other.deed and bool({one.deed, other.deed} & _deeds_of_groups())
    if not go_together(one.deed, other.deed):
        return False
    things = [culprit.thing for culprit in (one, other) if culprit.thing]
    if len(things) == 2:
        return _is_one_thing(*things, placed=bool(pair.shared_names))
    return all(map(_is_single, things)) or bool(BEGUN & {one.deed, other.deed})


def _is_on_one_fight(pair: Pair, one: Culprit, other: Culprit) -> bool:
    """Whether two texts of one story tell who began, each of its own side's ground."""
    left, right = pair.claims
    if not {one.deed, other.deed} <= BEGUN or not pair.one_story or left.document == right.document:
        return False
    if pair.incident == "different" or pair.similarity < IN_STORY or is_aside(left, right):
        return False
    return left.time is None or right.time is None or times_overlap(left.time, right.time) is not False


@cache
def _deeds_of_groups() -> frozenset[str]:
    return frozenset({"attack", *load_lexicon("culprits")["together"]["attack"]})


def _is_one_thing(one: str, other: str, *, placed: bool) -> bool:
    """Whether two phrases name one thing: by a name, or as one of its sort ("the polling station").

    Two that are new in their texts ("a school") are one only where something that is named places them.
    """
    if any(map(is_telling, set(_NAME.findall(one)) & set(_NAME.findall(other)))):
        return True
    if not (_is_single(one) and _is_single(other)) or not (placed or _KNOWN.search(f"{one} / {other}")):
        return False
    return bool(content_words(_CORE.split(one)[0]) & content_words(_CORE.split(other)[0]))


def _is_single(thing: str) -> bool:
    """Whether it is one thing, of which a story has no second: no persons, and nothing in plural."""
    core = _HEAD.split(_CORE.split(thing)[0])[0]
    last = core.split()[-1].casefold() if core.split() else ""
    return (
        bool(_ONE.search(core))
        and not re.search(r"[^s]s$", last)
        and last not in words_of("culprits", "persons")
    )


def _weight(mine: tuple[Culprit, Doer], theirs: tuple[Culprit, Doer], pair: Pair) -> float | None:
    """How sure it is that not both did it; None where they can have."""
    (one, left), (other, right) = mine, theirs
    deeds = {one.deed, other.deed}
    named = _are_rivals_by_name(left, right)
    if not named and not _are_rival_camps(left, right, deeds):
        return None
    if named and ANY in deeds and not all(map(_is_group, (left, right))):
        return None
    if named and left.own and right.own and "strike" in deeds:
        return None  # each tells a strike of its own
    if (one.vague or other.vague) and pair.incident != "same":
        return None
    if not deeds & BEGUN and (_is_done_to(one, right, pair.right) or _is_done_to(other, left, pair.left)):
        return None  # each did it to the other: two deeds
    vague = (ANY in deeds) + any(claim.hedged for claim in pair.claims)
    return (NAMED if named else CAMPS) - LESS * vague


def _are_rivals_by_name(left: Doer, right: Doer) -> bool:
    """Whether both are named, and by nothing that can stand for both."""
    if left.parties & right.parties:
        return False
    if left.parties and right.parties:
        return True
    mine, theirs = left.parties | left.names, right.parties | right.names
    if not mine or not theirs or left.camps & right.camps:
        return False
    return not any(_share_name(one, another) for one in mine for another in theirs)


def _share_name(one: str, other: str) -> bool:
    """Whether two names can be one's: they share a word, or the one is the initials of the other."""
    full = [name.removeprefix("The ").split() for name in (one, other)]
    initials = {"".join(word[0] for word in words if word[0].isupper()) for words in full}
    return not initials.isdisjoint({one, other}) or bool(_telling_words(one) & _telling_words(other))


def _telling_words(name: str) -> set[str]:
    """The words of a name that tell it from others of its sort: not "The", "Supporters", "Army"."""
    words = {word.casefold() for word in name.split() if word[0].isupper()}
    return words - words_of("culprits", "collectives") - {"a", "an", "the"}


def _are_rival_camps(left: Doer, right: Doer, deeds: set[str]) -> bool:
    """Whether the two are of rival camps; of a fight, in which both shoot, only where the shots came from."""
    if left.camps & right.camps or (deeds & BEGUN and "shots" not in deeds) or ANY in deeds:
        return False
    return any(
        (one in left.camps and other in right.camps) or (other in left.camps and one in right.camps)
        for one, other in load_lexicon("culprits")["rivals"]
    )


def _is_group(doer: Doer) -> bool:
    """Whether it is a group rather than a state, which is blamed for much."""
    return bool(doer.parties | doer.names) and not any(map(_parties().is_state, doer.parties))


def _is_done_to(culprit: Culprit, doer: Doer, claim: Claim) -> bool:
    """Whether a deed was done to those who did the other."""
    if not culprit.thing:
        return False
    hit = {party for *_, party in _parties().mentions(culprit.thing, context=claim.sides)}
    return bool(hit & doer.parties or _camps_at_end(culprit.thing) & doer.camps)


@cache
def _parties() -> Parties:
    return Parties.load()


def _finding(pair: Pair, weight: float, doers: tuple[str, str]) -> Finding:
    left, right = pair.claims
    one, other = (shorten(doer.strip("[] ")) for doer in doers)
    told = f"“{shorten(left.text)}” against “{shorten(right.text)}”"
    return Finding(
        rule="culprits",
        relation="contradiction",
        kind="blame",
        reading="conflict",
        incident="same",
        weight=round(weight, 2),
        left_value=one,
        right_value=other,
        why=f"{who(left)} and {who(right)} said that different parties did it: {told}",
    )
