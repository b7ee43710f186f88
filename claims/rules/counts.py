"""What a toll counts: everybody, one sort of people, or some of them only."""

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from claims.base.records import Claim, Quantity
from claims.language.lexicon import class_of, load_lexicon, words_of
from claims.language.number_words import NUMBER_WORDS

LONGEST = 12  # characters of what may follow a part
PARTITIVE = (" of the ", " of those ", " of them ", " of whom ", " of these ")
ONE_EVENT = timedelta(days=45)  # the time of one event is told within this, or its sort is
RATE = re.compile(r"\W*(?:an?|per|each|every) (?:hour|day|night|week|month|year)\b")
# "since the outbreak began": one event that lasts
OUTSET = re.compile(r"\bsince (?:the |its |it |they )?(?:\w+ ){0,2}(?:began|started|broke out|erupted)\b")
SPELL = re.compile(r"\b(?:beginning|start|turn) of\b", re.I)  # "since the beginning of July"
TWIN = 2  # attacks that are told of as one event: "the two explosions"
NEAR_PLACE = 7  # words after a figure in which it is told where
NEAR = 3  # words before a figure in which its severity is told: "critically injured two"
HARMED = frozenset({"killed", "injured", "shot"})  # of whom some are found here, others taken there
TOLL = frozenset(
    [
        "killed",
        "injured",
        "casualties",
        "missing",
        "displaced",
        "detained",
        "affected",
        "kidnapped",
        "rescued",
        "expelled",
        "evacuated",
        "shot",
        "captured",
        "infected",
        "trapped",
    ]
)


def head_of(quantity: Quantity) -> str | None:
    """The last word of what is counted, in the singular, lower case."""
    if not quantity.of:
        return None
    phrase = quantity.of.casefold()
    for joint in (" of ", " in ", " from ", " at ", " along ", " who ", ",", " and "):
        phrase = phrase.split(joint)[0]
    words = phrase.split()
    return singular(words[-1]) if words else None


def singular(word: str) -> str:
    """A rough singular, enough to match a word with itself.

    >>> [singular(word) for word in ["soldiers", "people", "bodies", "children", "glass"]]
    ['soldier', 'people', 'body', 'child', 'glass']
    """
    irregular = {
        "children": "child",
        "men": "man",
        "women": "woman",
        "lives": "life",
        "policemen": "policeman",
    }
    if word in irregular:
        return irregular[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def population_of(quantity: Quantity) -> str:
    """The sort of people counted, or what else is; "anyone" where it is not said."""
    head = head_of(quantity)
    if head is None:
        return "anyone"
    person = "civilian" if head in words_of("populations", "persons") else head
    return class_of("populations", "classes").get(head, person)


def populations_compare(mine: Quantity, theirs: Quantity) -> bool:
    """Whether two counts are of the same sort of people; None of it stated counts as anyone."""
    left, right = map(population_of, (mine, theirs))
    return left == right or {left, right} <= words_of("populations", "inclusive")


def is_of_people(mine: Quantity, theirs: Quantity) -> bool:
    """Whether both say that they count people, of any sort: "124 people", "nearly 200 passengers"."""
    stated = None not in map(head_of, (mine, theirs))
    return stated and {population_of(mine), population_of(theirs)} <= words_of("populations", "inclusive")


def is_partial(claim: Claim, quantity: Quantity) -> bool:
    """Whether a toll is told of some only: "two critically", "one died at the scene", "six were taken to".

    Looked for between the figure and the next one, and right before the first.
    """
    text = claim.quote.casefold()
    at = text.find(quantity.text.casefold())
    told = text[at : at + len(quantity.text) + LONGEST] if at >= 0 else quantity.text.casefold()
    if quantity.part or any(words in f"{told} " for words in PARTITIVE):
        return True
    if at < 0:
        return False
    if is_one_of_several(claim, quantity) or is_in_care(claim, quantity) or is_shared_out(claim):
        return True
    if is_one_of_two(claim, quantity):
        return True
    tolls = [other.text.casefold() for other in claim.quantities if other.role in TOLL]
    places = sorted(place for toll in tolls if (place := text.find(toll)) >= 0)
    later = [place for place in places if place > at]
    segment = text[at : later[0] if later else None]
    before = text[:at].split()[-NEAR:] if at <= min(places, default=at) else []
    words = bare_words(" ".join([*before, segment]))
    kinds = ("severity", "conditions", "stations") if quantity.role in HARMED else ("severity", "conditions")
    return any(words & words_of("counting", kind) for kind in kinds)


def is_shared_out(claim: Claim) -> bool:
    """Whether a sentence tells figures place by place or month by month: "41 in Arles and 17 in Nice"."""
    words = claim.sentence.replace(",", " ,").split()
    numbers = [at for at, word in enumerate(words) if _is_number(word)]
    return sum(_is_told_in(words[at + 1 : at + 1 + NEAR_PLACE]) for at in numbers) > 1


def is_counted_in_place(claim: Claim, quantity: Quantity) -> bool:
    """Whether a name follows what is counted: "46 houses in Arles"."""
    _, _, after = claim.quote.partition(quantity.text)
    words = after.split()[:2]
    return len(words) > 1 and words[0] == "in" and words[1][0].isupper()


def _is_number(word: str) -> bool:
    return word[0].isdecimal() or not NUMBER_WORDS.isdisjoint(word.casefold().split("-"))


def _is_told_in(following: Sequence[str]) -> bool:
    """Whether "in" and a name stand among the words after a number, before the next one."""
    end = next((at for at, word in enumerate(following) if _is_number(word)), len(following))
    at = next((at for at in range(end) if following[at] == "in"), None)
    return at is not None and any(word[0].isupper() for word in following[at + 1 : end])


def is_in_care(claim: Claim, quantity: Quantity) -> bool:
    """Whether those are counted whom somebody treats, of all who were hurt."""
    return quantity.role == "injured" and claim.predicate in words_of("counting", "caring")


def is_chosen(claim: Claim, quantity: Quantity) -> bool:
    """Whether a figure picks some out of a whole: "the first four shots", "the other five", "both"."""
    text, words = claim.quote.casefold(), quantity.text.casefold()
    at = text.find(words)
    near = [*text[: max(at, 0)].split()[-1:], *words.split()[:2]]
    return bool({*near} & words_of("counting", "chosen"))


def counts_doers(claim: Claim, quantity: Quantity) -> bool:
    """Whether those counted did it rather than suffered it: "two people started shooting"."""
    _, _, after = claim.quote.casefold().partition(quantity.text.casefold())
    return quantity.role in HARMED and bool({*after.split()[:1]} & words_of("counting", "doing"))


def is_rate(claim: Claim, quantity: Quantity) -> bool:
    """Whether a figure tells how many there are in a span of time: "one fire a month"."""
    _, _, after = claim.quote.casefold().partition(quantity.text.casefold())
    return bool(RATE.match(after))


def is_one_of_several(claim: Claim, quantity: Quantity) -> bool:
    """Whether one is told of who is followed by others: "one man in the leg, another in the arm"."""
    if not quantity.low == quantity.high == 1:
        return False
    _, _, after = claim.quote.casefold().partition(quantity.text.casefold())
    roles = {other.role for other in claim.quantities if other.role in TOLL}
    if roles <= {quantity.role} and bare_words(after) & words_of("counting", "next"):
        return True
    sentence, head = claim.sentence.casefold(), head_of(quantity)
    return any(f" a {word} {head}" in sentence for word in words_of("counting", "next"))


def is_one_of_two(claim: Claim, quantity: Quantity) -> bool:
    """Whether it stands beside another bare figure of its role: "the two flights brought 153 and 64"."""
    bare = [row.text for row in claim.quantities if row.role == quantity.role and " " not in row.text]
    return any(
        quantity.text in (one, other) and f"{one} and {other}" in claim.quote for one, other in pairwise(bare)
    )


def is_single(quantity: Quantity) -> bool:
    """Whether one person is told of who did something: one of the several of another text, maybe."""
    return (
        quantity.role is None
        and quantity.low == quantity.high == 1
        and (head_of(quantity) in words_of("populations", "persons"))
    )


def reach_of(claim: Claim) -> Literal["one event", "some events", "a period"]:
    """Over what a claim counts: "in 12 separate incidents" over some, "so far in 2017" over a period."""
    if any(row.role == "attacks" and (row.low or 0) > TWIN for row in claim.quantities):
        return "some events"
    time = claim.time
    if time is None or time.start is None or OUTSET.search(claim.sentence):
        return "one event"
    if time.end is None:  # "since November"
        if SPELL.search(time.text):
            return "a period"
        return "a period" if claim.published and claim.published - time.start > ONE_EVENT else "one event"
    if claim.event is not None:
        return "one event"
    return "a period" if time.end - time.start > ONE_EVENT else "one event"


@lru_cache(1 << 15)
def bare_words(text: str) -> frozenset[str]:
    """The words of a text without the marks around them."""
    return frozenset(word.strip(".,;:!?()\"'“”") for word in text.split())


def sums_of(claim: Claim) -> list[Quantity]:
    """Tolls of groups that a claim tells apart, added up: "two men and two women" are four people."""
    roles = dict.fromkeys(
        q.role for q in claim.quantities if q.role in TOLL and not q.part and q.unit is None
    )
    groups = ([q for q in claim.quantities if q.role == role and not q.part] for role in roles)
    return [added(claim, group) for group in groups if len(group) > 1 and are_apart(group)]


def added(claim: Claim, groups: Sequence[Quantity]) -> Quantity:
    """One toll of all groups; a part if one of them is: "two men and a woman were taken to hospital"."""
    lows, highs = [group.low for group in groups], [group.high for group in groups]
    return groups[0].model_copy(
        update={
            "text": " and ".join(group.text for group in groups),
            "low": None if None in lows else sum(low for low in lows if low is not None),
            "high": None if None in highs else sum(high for high in highs if high is not None),
            "of": "people",
            "approximate": any(group.approximate for group in groups),
            "part": any(is_partial(claim, group) for group in groups),
        }
    )


def are_apart(groups: Sequence[Quantity]) -> bool:
    """Whether nobody can be in two of the groups counted."""
    heads = [head_of(group) for group in groups]
    for row in load_lexicon("wholes")["apart"]:
        places = [next((at for at, words in enumerate(row) if head in words), None) for head in heads]
        if None not in places and len(set(places)) == len(places):
            return True
    return False


def is_everybody(quantity: Quantity) -> bool:
    """Whether people of any sort are counted."""
    return population_of(quantity) == "anyone"


def is_less(part: Quantity, whole: Quantity) -> bool:
    """Whether a part leaves room in its whole."""
    return part.low is None or whole.high is None or part.low <= whole.high


def counts_attackers(claim: Claim) -> bool:
    """Whether a claim says that those who did it are counted, or are not."""
    words = bare_words(claim.sentence.casefold())
    return bool(words & words_of("counting", "attackers")) and bool(words & words_of("counting", "counting"))
