"""Do two figures answer one question: of one role and unit, of one thing or event?"""

import re
from datetime import timedelta
from functools import cache

from claims.base.records import Claim, Quantity
from claims.language.incidents import sorts_agree
from claims.language.lexicon import class_of, load_lexicon
from claims.language.place_names import demonyms
from claims.language.quantities import quantities_agree
from claims.language.times import times_overlap
from claims.rules.contents import subject_head
from claims.rules.counts import (
    PARTITIVE,
    TOLL,
    head_of,
    is_everybody,
    is_less,
    is_of_people,
    population_of,
    populations_compare,
)
from claims.rules.incidents import (
    IN_STORY,
    are_of_two_voices,
    can_be_one,
    is_aside,
    is_bare,
    may_be_two_pasts,
    name_two_places,
    names_two,
    of_one_story,
    on_one_subject,
    printed_within,
)
from claims.rules.pairs import Pair, is_telling, same_predicate
from claims.rules.persons import is_same_person, name_words, names_one

SIMILAR = 0.55  # masked cosine from which two statements without an event count the same thing
TELLING = 20  # from here on one figure for two events would be a coincidence
COUNTING = timedelta(days=10)  # how long the dead of one event are counted
ALIKE_IN_STORY = 0.6  # the same out of one story, where the role of the figures is not known
DEED_IN_STORY = 0.45  # the same where things of one sort are said to do one thing
ROLE_IN_STORY = 0.3  # the same where figures of one role count heads, of which a story has few
EVENT_IN_STORY = 0.2  # the same where both tell tolls of one sort of event
GENERATION = 15  # years by which the bearers of one given name are apart where one may be the other's child
RIVAL_ORDER = 4  # times that the larger of two rival figures of one thing is the smaller, at most
NEARLY_EQUAL = 0.8  # masked cosine of two statements that are alike but for their figures
LEAD = re.compile(r"[ ,(]*(?:\b(?:aged|who (?:is|was)|now))?[ ,(]*$")  # between a name and the age
OLD = "-old"  # of "a 1-year-old in his arms" the words themselves tell whose age it is, if any do
ATTRIBUTES = frozenset({"length", "height", "age", "area", "distance", "depth", "weight", "speed", "size"})
BORNE = frozenset({"votes"})  # roles of which a story tells many, each of its bearer
ENEMY = "militant"  # the sort of people that an attack is said to have hit by those who led it
MOVED = frozenset({"returned", "expelled", "crossed"})  # of those who left, as either side puts it
SINGLE = frozenset({"magnitude", "depth"})  # measures of which a story tells one
ARMED = frozenset({"combatant", "police"})  # sorts of people of whom each side counts its own


def is_one_measure(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two figures answer one question."""
    if not _is_one_sort(pair, mine, theirs):
        return False
    if mine.role in TOLL:
        return _same_toll(pair, mine, theirs)
    if mine.role == "change":
        return _same_change(pair, mine, theirs)
    if mine.role != "age" and _counts_in_story(pair, mine, theirs):
        return True
    if mine.role in ATTRIBUTES:
        return _one_thing(pair, mine, theirs)
    if not _counts_one_sort(pair, mine, theirs):
        return False
    if pair.incident == "same" and (mine.unit is not None or mine.role is not None):
        return True
    ground = on_one_subject(pair) or can_be_one(pair) or of_one_story(pair)
    alike = pair.similarity >= SIMILAR and ground
    one_deed = mine.role is not None or same_predicate(pair.left, pair.right)
    return alike and one_deed and _periods_meet(pair)


def can_both_hold(mine: Quantity, theirs: Quantity) -> bool | None:
    """Whether two figures of one measure can both be true, whatever role the one text leaves open."""
    return quantities_agree(mine, theirs.model_copy(update={"role": mine.role}))


def _is_one_sort(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether role and unit are the same, and of what has many bearers in a story the bearer."""
    if (mine.unit, mine.part) != (theirs.unit, theirs.part):
        return False
    if mine.role != theirs.role and not {mine.role, theirs.role} <= MOVED:
        return False
    return mine.role not in BORNE or (same_predicate(pair.left, pair.right) and _have_one_subject(pair))


def _counts_one_sort(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether one sort of thing is counted, and not of two owners: the pupils of a school, of a district."""
    owners = [subject_head(claim) for claim in pair.claims]
    apart = mine.role is None and all(owners) and not owners[0] & owners[1]
    return head_of(mine) is not None and head_of(mine) == head_of(theirs) and not apart


def is_one_figure(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether a story gives one telling figure twice, of which one text may leave open what it is."""
    if mine.unit != theirs.unit or mine.low != theirs.low or (mine.low or 0) < TELLING:
        return False
    return (mine.role == theirs.role or None in (mine.role, theirs.role)) and of_one_story(pair)


def _counts_in_story(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two figures out of one story answer one question.

    Role and what is counted show it, and for a measure, of which a story holds many, statements that are
    worded alike.
    """
    heads = mine.role is not None and mine.unit is None
    if not of_one_story(pair, ROLE_IN_STORY if heads else IN_STORY):
        return heads and _in_one_text(pair) and populations_compare(mine, theirs)
    if mine.role is None:
        whole = not any(words in row.text for row in (mine, theirs) for words in PARTITIVE)
        alike = _have_one_subject(pair) and pair.similarity >= ALIKE_IN_STORY
        return whole and ((alike and is_of_people(mine, theirs)) or _tell_one_deed(pair, mine, theirs))
    if mine.unit is not None:
        one_head = head_of(mine) == head_of(theirs) or names_one(pair.left, pair.right)
        one_thing = one_head or mine.role in SINGLE
        priced = same_predicate(pair.left, pair.right) and _is_one_order(mine, theirs)
        return (one_thing or priced) and pair.similarity >= SIMILAR
    return populations_compare(mine, theirs)


def _in_one_text(pair: Pair) -> bool:
    """Whether two voices in one text say much alike things that no name, time or place tells apart."""
    near = pair.similarity >= ALIKE_IN_STORY and not names_two(*pair.claims)
    return near and are_of_two_voices(pair)


def _tell_one_deed(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether things of one sort do one thing: "900 lorries waited", "about 340 lorries stood there"."""
    one_sort = head_of(mine) is not None and head_of(mine) == head_of(theirs)
    one_deed = same_predicate(pair.left, pair.right) and _have_one_subject(pair)
    return one_sort and one_deed and pair.similarity >= DEED_IN_STORY


def _have_one_subject(pair: Pair) -> bool:
    """Whether the subjects of both have a word of their cores in common."""
    return bool(subject_head(pair.left) & subject_head(pair.right))


def _is_one_order(mine: Quantity, theirs: Quantity) -> bool:
    """Whether two figures are near enough to be rival answers to one question."""
    values = [row.low if row.low is not None else row.high for row in (mine, theirs)]
    small, large = sorted(value or 0.0 for value in values)
    return 0 < large <= RIVAL_ORDER * small


def _same_toll(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two tolls are of one sort of event, by the same hands, among the same sort of people."""
    left, right = pair.left, pair.right
    if not _are_of_one_people(pair, mine, theirs) or _is_told_beside(pair):
        return False
    one_sort = left.event is not None and left.event == right.event
    one_sort = one_sort or are_rival_versions(pair, mine, theirs)
    near = EVENT_IN_STORY if one_sort else IN_STORY
    if of_one_story(pair, near if printed_within(left, right, COUNTING) else SIMILAR):
        return not (left.actors and right.actors) or bool(set(left.actors) & set(right.actors))
    if left.event is None or right.event is None:
        return (
            left.event == right.event
            and pair.similarity >= SIMILAR
            and on_one_subject(pair)
            and _periods_meet(pair)
        )
    if not sorts_agree(left.event, right.event):
        return False
    acting = set(left.actors) & set(right.actors)
    if pair.incident == "different":
        return left.event == right.event and (bool(acting) or _is_told_alike(pair, mine, theirs))
    if left.actors and right.actors and not acting:
        return False
    return pair.incident == "same" or can_be_one(pair)


def _is_told_beside(pair: Pair) -> bool:
    """Whether one of two tolls, not known to be of two events, is told of another time or place."""
    if pair.incident != "different" and (is_aside(*pair.claims) or name_two_places(*pair.claims)):
        return True
    return pair.incident == "unknown" and may_be_two_pasts(*pair.claims)


def _are_of_one_people(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether the same sort of people is counted, of one side, or what one side calls otherwise."""
    rivals = _exceeds_all(mine, theirs) or are_rival_versions(pair, mine, theirs)
    return (populations_compare(mine, theirs) or rivals) and not _have_two_owners(pair, mine, theirs)


def _exceeds_all(mine: Quantity, theirs: Quantity) -> bool:
    """Whether of one sort of people more are counted than of everybody: six soldiers of four dead."""
    if is_everybody(mine) == is_everybody(theirs):
        return False
    sort, whole = (theirs, mine) if is_everybody(mine) else (mine, theirs)
    return not is_less(sort, whole)


def are_rival_versions(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two voices tell whom one attack hit, the one everybody, the other one sort of people.

    To the one it killed "34 people", to the other "26 fighters"; but each side counts its own soldiers.
    """
    if is_everybody(mine) == is_everybody(theirs):
        return False
    sort = population_of(theirs if is_everybody(mine) else mine)
    if sort == ENEMY:
        return (pair.incident == "same" or pair.one_story) and _are_two_voices(pair)
    return pair.incident == "same" and pair.rival_parties and sort not in ARMED


def _are_two_voices(pair: Pair) -> bool:
    """Whether two speak, not of one party as far as that is known."""
    left, right = pair.claims
    if not left.speaker or not right.speaker or is_same_person(left.speaker, right.speaker):
        return False
    return left.party is None or left.party != right.party


def _have_two_owners(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two sides' losses are counted: "two Kyrgyz guards", and "three soldiers", maybe another's."""
    one, other = owner_of(pair.left, mine), owner_of(pair.right, theirs)
    if (one is None) != (other is None) and {population_of(mine), population_of(theirs)} <= ARMED:
        return head_of(mine) != head_of(theirs)
    return one is not None and other is not None and one != other


def owner_of(claim: Claim, quantity: Quantity) -> str | None:
    """Whose people are counted, by their nationality, or of armed ones by the one side that is named."""
    told = (demonyms().get(word) for word in (quantity.of or "").casefold().split())
    side = claim.sides[0] if len(claim.sides) == 1 and population_of(quantity) in ARMED else None
    return next(filter(None, told), _codes().get(side, side) if side else None)


@cache
def _codes() -> dict[str, str]:
    """Country -> ISO code."""
    return {row["name"]: row["iso"] for row in load_lexicon("countries")}


def _is_told_alike(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether one exact figure in like words is of one event after all, on which one text looks back."""
    telling = mine.low is not None and mine.low >= TELLING and mine.low == theirs.low
    return telling and bool(quantities_agree(mine, theirs)) and pair.similarity >= SIMILAR


def _same_change(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two changes are of one measure over one period."""
    left, right = measure_of(mine), measure_of(theirs)
    times = (pair.left.time, pair.right.time)
    dated = all(time is not None and time.start is not None for time in times)
    alike = pair.similarity >= SIMILAR and (dated or on_one_subject(pair))
    return left is not None and left == right and _periods_meet(pair) and alike


def _periods_meet(pair: Pair) -> bool:
    """Whether the times, where both are known, overlap; of undated texts whether they are worded alike.

    Where one is not told it is that of the news.
    """
    left, right = pair.left.time, pair.right.time
    if left is None or right is None:
        return not is_aside(*pair.claims)
    overlap = times_overlap(left, right)
    return left.text.casefold() == right.text.casefold() if overlap is None else overlap


def _one_thing(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two attributes are of one thing: it bears a name of both, or all but the figure is the same.

    An age is of the person that its own words name: "Jane Doe, 42", not of somebody else in the story.
    """
    if mine.role == "age":
        bearers = _bearers(mine, pair.left), _bearers(theirs, pair.right)
        near = pair.one_story and abs((mine.low or 0) - (theirs.low or 0)) <= GENERATION
        return any(
            _is_one_bearer(one, other) or (near and _is_shorter(one, other))
            for one in bearers[0]
            for other in bearers[1]
        )
    named = [name for name in pair.shared_names if is_telling(name)]
    if any(name in f"{side.subject} {side.object}" for name in named for side in pair.claims):
        return True
    subject = (pair.left.subject or "").casefold() == (pair.right.subject or "").casefold()
    return (subject and is_bare(pair) and pair.similarity >= NEARLY_EQUAL) or (
        bool(named) and pair.similarity >= 0.35
    )


def _is_one_bearer(one: str, other: str) -> bool:
    """Whether two names are of one person: alike, or one the shorter form; a family shares its last name."""
    return one == other or (is_same_person(one, other) and " " in one and " " in other)


def _is_shorter(one: str, other: str) -> bool:
    """Whether one name is the given or the last name of the other: in one story "Doe" is Jane Doe."""
    short, long = sorted((name_words(one), name_words(other)), key=len)
    return len(short) == 1 < len(long) and short[0] in (long[0], long[-1])


def _bearers(age: Quantity, claim: Claim) -> list[str]:
    """The names after which an age is told, or whose bearer it counts; none for the ages of several."""
    told = [name for name in claim.names if is_telling(name)]
    at = claim.sentence.find(age.text)
    if OLD in age.text:
        is_rest = claim.sentence[: max(at, 0)].endswith("-")  # of a misspelt "twnety-one-year-old"
        return [] if is_rest else [name for name in told if name in age.text]
    before = LEAD.sub("", claim.sentence[: max(at, 0)])
    several = sum(other.role == "age" and other.of == age.of for other in claim.quantities) > 1
    counted = "" if several else age.of or ""
    return [name for name in told if name in counted or before.endswith(name)]


def measure_of(quantity: Quantity) -> str | None:
    """What rises or falls: words for one measure give one name ("deaths", "fatalities")."""
    head = head_of(quantity)
    if head is None:
        return None
    return class_of("measures", "classes").get(head, head)
