"""Deeds of one person or thing that are dated in an order in which they cannot have happened."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.base.records import Claim
from claims.base.views import Discord
from claims.language.lexicon import load_lexicon, words_of
from claims.language.wording import time_words
from claims.rules.incidents import SAME_STORY, SLACK, printed_within, where_agree
from claims.rules.pairs import is_telling, who
from claims.rules.persons import is_same_person, name_words

REAL = frozenset(["asserts", "accuses", "reports"])  # stances that tell what has happened
RELATIVES = frozenset(["who", "whom", "which", "that", "whose"])
ONESELF = frozenset(["himself", "herself", "itself", "themselves"])
JOINTS = re.compile(r"\b(?:of|in|on|at|for|from|to|with|between|and|by)\b|['’]s?\b", re.IGNORECASE)
# behind these a date is that of something else
BLOCKING = re.compile(
    r"\b(?:for|after|of|with|following|since|before|over|when|while|that|and|who|whose|where|because"
    r"|suspected|accused|than|as|until|during)\b",
    re.IGNORECASE,
)
OWNING = re.compile(r"(?:^|\s)(?:an?|the|his|her|its|their|our)$|['’]s?$", re.IGNORECASE)
OPENING = re.compile(r"(?:on|in|at|by|early|late|back|earlier|,|\s)*", re.IGNORECASE)
ENDING = re.compile(
    r"\s*(?:$|[.,;:)\]–—-]|(?:and|in|at|on|by|for|from|with|after|before|when|while|as|to|following|near)\b)"
)
BEING = re.compile(r"\b(?:is|are|was|were|be|been|being|got)(?: \w+ly)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Deed:
    """What a claim tells of one bearer, with its date."""

    label: str
    bearer: str
    claim: Claim
    start: date
    end: date
    is_sure: bool  # whether the date is certainly that of the deed


def find_disorders(claims: Iterable[Claim]) -> list[Discord]:
    """Deeds of one person or thing are dated out of order.

    What it compares
        The dates of deeds of one named person or thing in one story, where one deed presupposes the
        other: arrest and sentence, birth and death, signing and ratifying. The order of deeds is in
        `data/sequences.json`.
    Why that contradicts
        Nobody is sentenced before the arrest or dies before being born. One of the dates is wrong.
    Known false alarms
        A second case against the same person, a second closure of one bridge; two people of one name.
    For instance
        "Jane Doe was arrested on 5 May 2021." / "Jane Doe was sentenced to four years on 1 May 2021."
    But not
        "Jane Doe was arrested on 1 May 2021." / "Jane Doe was sentenced to four years on 5 May 2021."
    """
    told = sorted(claims, key=lambda claim: claim.id)
    deeds = _identify([deed for claim in told for deed in _deeds_of(claim)], told)
    found = [
        _disorder(own[0].bearer, own, order) for own in _by_bearer(deeds).values() for order in _orders()
    ]
    return [discord for discord in found if discord is not None]


def deed_verbs() -> frozenset[str]:
    """Lemmas of the verbs that tell a deed."""
    return frozenset(verb for row in load_lexicon("sequences")["deeds"] for verb in row["verbs"])


def bearers_of(claims: Iterable[Claim]) -> frozenset[str]:
    """Last names of those whose dated deeds the claims tell; a deed out of order with one has the same."""
    bearers = {deed.bearer for claim in claims for deed in _deeds_of(claim)}
    names = (name_words(bearer) or bearer.casefold().split() for bearer in bearers)
    return frozenset(words[-1] for words in names if words)


def _orders() -> list[tuple[str, str, timedelta | None]]:
    """First deed, later deed, and how far apart the two can be in one case."""
    return [
        (row["first"], then, timedelta(days=row["days"]) if "days" in row else None)
        for row in load_lexicon("sequences")["orders"]
        for then in row["then"]
    ]


def _disorder(name: str, deeds: Sequence[Deed], order: tuple[str, str, timedelta | None]) -> Discord | None:
    """The discord of the dates of two deeds; None if any telling of the first comes in time."""
    first, then, limit = order
    later = [deed for deed in deeds if deed.label == first]
    for early in (deed for deed in deeds if deed.label == then and deed.is_sure):
        rivals = [deed for deed in later if _is_one_story(deed.claim, early.claim)]
        in_time = any(deed.start <= early.end + SLACK for deed in rivals)
        late = [
            deed for deed in rivals if deed.is_sure and (limit is None or deed.start - early.end <= limit)
        ]
        if in_time or not late:
            continue
        nearest = min(late, key=lambda deed: (deed.start, deed.claim.id))
        told = [
            f"{deed.label} ({time_words(deed.claim.time)}, {who(deed.claim)})" for deed in (early, nearest)
        ]
        why = f"{name} {told[0]} before {name} {told[1]}: these dates are out of order"
        members = [early.claim, *(deed.claim for deed in late)]
        values = [time_words(deed.claim.time) for deed in (early, nearest)]
        return Discord.of("sequences", "date", members, values, why)
    return None


def _is_one_story(left: Claim, right: Claim) -> bool:
    near = printed_within(left, right, SAME_STORY) and where_agree(left, right) is not False
    return left.document == right.document or near


def _identify(deeds: Sequence[Deed], claims: Sequence[Claim]) -> list[Deed]:
    """The deeds with a surname made the full name of its document; none where two people bear it."""
    full: dict[str, set[str]] = {deed.claim.document: set() for deed in deeds}
    for claim in claims:
        if claim.document in full:
            full[claim.document] |= {name for name in claim.names if " " in name}
    known = []
    for deed in deeds:
        bearers = {name for name in full[deed.claim.document] if is_same_person(name, deed.bearer)}
        if " " in deed.bearer or not bearers:
            known.append(deed)
        elif len(bearers) == 1:
            known.append(replace(deed, bearer=bearers.pop()))
    return known


def _by_bearer(deeds: Sequence[Deed]) -> dict[tuple[str, str], list[Deed]]:
    """The deeds of each bearer; a bare surname or a place's name holds in its document only."""
    groups: dict[tuple[str, str], list[Deed]] = {}
    for deed in sorted(deeds, key=lambda deed: (-len(deed.bearer.split()), deed.bearer, deed.claim.id)):
        if " " not in deed.bearer or not is_telling(deed.bearer):
            groups.setdefault((deed.bearer, deed.claim.document), []).append(deed)
            continue
        longer = {key for key in groups if not key[1] and is_same_person(key[0], deed.bearer)}
        if len(longer) < 2:  # else two people whose names are cut short alike
            groups.setdefault(longer.pop() if longer else (deed.bearer, ""), []).append(deed)
    return groups


def _deeds_of(claim: Claim) -> list[Deed]:
    """The deeds that a claim tells with a date; none if it says that they did not happen."""
    time = claim.time
    if time is None or time.start is None or time.end is None or claim.negated or claim.stance not in REAL:
        return []
    found = []
    for row in load_lexicon("sequences")["deeds"]:
        word = row["verbs"].get(claim.predicate)
        at = re.search(rf"\b{word}\b", claim.text, re.IGNORECASE) if word else None
        phrase = _bearer(claim, row["who"], at) if at else None
        name = _name_of(phrase, claim.names) if phrase else None
        if at and name:
            sure = _is_dated(claim.text, at.span(), time.text)
            found.append(Deed(row["deed"], name, claim, time.start, time.end, sure))
    return found


def _bearer(claim: Claim, role: str, word: re.Match[str]) -> str | None:
    """The words for the one whose deed it is; None if the claim tells something else with the verb."""
    is_passive = BEING.search(claim.text[: word.start()].rstrip()) is not None
    thing = claim.object if (claim.object or "").lower() not in RELATIVES else None
    acts = not is_passive and thing != claim.subject
    if role == "does":
        return claim.subject if acts and thing and thing.lower() not in ONESELF else None
    if role == "undergoes":
        return claim.subject if not is_passive else None
    if role == "either" and acts and thing is None:
        return claim.subject
    return thing if acts else claim.subject


def _name_of(phrase: str, names: Sequence[str]) -> str | None:
    """Who or what the words name; None if they name nothing that can be told from others.

    >>> _name_of("the driver Jane Doe, 23", ["Jane Doe"]), _name_of("a man from Elm Street", ["Elm Street"])
    ('Jane Doe', None)
    >>> _name_of("The treaty of Halden", ["Halden"])
    'treaty of Halden'
    """
    words = re.sub(r"^(?:the|an?) ", "", phrase.split(",")[0].strip(), flags=re.IGNORECASE)
    name = next((name for name in names if name in words), None)
    if name is None or re.match(r"an? ", phrase, re.IGNORECASE):
        return None
    before, _, after = words.partition(name)
    if not after.strip() and not JOINTS.search(before):
        return name
    heads = {part.split()[-1].lower() for part in (words, before.split(" of ")[0]) if part.strip()}
    return words if heads.isdisjoint(words_of("populations", "persons")) else None  # "the mother of Jane Doe"


def _is_dated(text: str, word: tuple[int, int], time: str) -> bool:
    """Whether the time stands with the verb, and is not that of something else in the statement.

    >>> _is_dated("He was arrested on Monday", (7, 15), "Monday")
    True
    >>> _is_dated("He was arrested for the Monday shooting", (7, 15), "Monday")
    False
    """
    at = text.find(time)
    if at < 0 or OWNING.search(text[:at].rstrip()):
        return False
    if at < word[0]:
        return OPENING.fullmatch(text[:at]) is not None or text[at + len(time) : word[0]].strip() == "was"
    return not BLOCKING.search(text, word[1], at) and ENDING.match(text[at + len(time) :]) is not None
