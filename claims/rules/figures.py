"""Amounts of one thing: do they lie apart, and if so, why?"""

from datetime import timedelta
from typing import Literal

from claims.base.records import Claim, Finding, Kind, Quantity, Reading, SameIncident
from claims.language.events import event_label
from claims.language.incidents import sorts_agree
from claims.language.lexicon import class_of
from claims.language.quantities import quantities_agree
from claims.language.times import times_overlap
from claims.rules.contents import subject_head
from claims.rules.counts import (
    PARTITIVE,
    TOLL,
    are_apart,
    counts_attackers,
    counts_doers,
    head_of,
    is_chosen,
    is_everybody,
    is_less,
    is_of_people,
    is_partial,
    is_rate,
    is_single,
    populations_compare,
    reach_of,
    sums_of,
)
from claims.rules.incidents import (
    IN_STORY,
    can_be_one,
    is_bare,
    is_looking_back,
    of_one_story,
    on_one_subject,
    printed_within,
    told_apart,
)
from claims.rules.pairs import Pair, is_telling, same_predicate, who
from claims.rules.persons import is_same_person, name_words, names_one

SIMILAR = 0.55  # masked cosine from which two statements without an event count the same thing
TELLING = 20  # from here on one figure for two events would be a coincidence
COUNTING = timedelta(days=10)  # how long the dead of one event are counted
DAYS_OF_YEAR = 365.25
ALIKE_IN_STORY = 0.6  # the same out of one story, where the role of the figures is not known
GENERATION = (
    15  # years; of two of one given name who are further apart in age the one may be the other's child
)
RIVAL_ORDER = 4  # times that the larger of two rival figures of one thing is the smaller, at most
NEARLY_EQUAL = 0.8  # masked cosine of two statements that are alike but for their figures
OLD = "-old"  # of "a 1-year-old in his arms" the words themselves tell whose age it is, if any do
ATTRIBUTES = frozenset({"length", "height", "age", "area", "distance", "depth", "weight", "speed", "size"})


def find_figure_clash(pair: Pair) -> Finding | None:
    """Two amounts of the same thing lie apart, or agree.

    What it compares
        Figures of one role (killed, injured, cost, length, change …) and unit, counting the same
        sort of people or things, in claims on one sort of event by the same actors, or on one named
        thing. Bounds, rounding ("some 500,000") and shares of a whole are respected.
    Why that contradicts
        Ranges that do not overlap cannot both hold of one thing. Of two events they can: such pairs
        are shown with the reading `incident`, below everything else. A later figure for one event is a
        `revision`.
    Known false alarms
        Reports of one event that count on another basis (the gunman among the dead or not) without
        saying so.
    For instance
        "Twelve people died in the fire." / "The fire killed at least 20."
    But not
        "Twelve people died in the fire." / "The fire killed at least ten."
    """
    if not (pair.left.quantities and pair.right.quantities):
        return None
    left, right = ([*claim.quantities, *sums_of(claim)] for claim in pair.claims)
    pairs = [(mine, theirs) for mine in left for theirs in right]
    compared = [
        (mine, theirs, finding)
        for mine, theirs in pairs
        if (finding := _compare(pair, mine, theirs)) is not None
    ]
    shared = [
        figure
        for mine, theirs, finding in compared
        if finding.relation == "agreement"
        for figure in (mine, theirs)
    ]
    found = [  # a figure that the other side states too is in no dispute with its other figures
        finding
        for mine, theirs, finding in compared
        if finding.relation == "agreement" or (mine not in shared and theirs not in shared)
    ]
    return max(found, key=lambda finding: (finding.relation == "contradiction", finding.weight), default=None)


def _compare(pair: Pair, mine: Quantity, theirs: Quantity) -> Finding | None:
    if not (_same_measure(pair, mine, theirs) or _is_one_figure(pair, mine, theirs)):
        return None
    agree = quantities_agree(mine, theirs)
    if agree is None:
        return None
    kind: Kind = "attribute" if mine.role in ATTRIBUTES else "figure"
    incident: SameIncident = "same" if kind == "attribute" else pair.incident
    if not agree and not _are_rivals(pair, mine, theirs):
        return None
    if agree:
        if pair.incident == "different" and (told_apart(pair.left, pair.right) or pair.similarity < SIMILAR):
            return None
        return _finding(pair, (mine, theirs), kind, ("conflict", incident), 0.8)
    if mine.role == "age" and _has_grown_older(pair, mine, theirs):
        return None
    limits = _limits(pair, mine, theirs) if mine.role in TOLL and incident != "different" else "none"
    if limits == "apart":
        return None
    how: tuple[Reading, float] = ("scope", 0.6) if limits == "scope" else _reading(pair, mine, incident)
    return _finding(pair, (mine, theirs), kind, (how[0], incident), how[1])


def _are_rivals(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two figures that differ can be in dispute: not of one text in one voice, nor of a chosen few.

    Who tells a story gives each figure its own meaning; only what two voices say in it is held against each
    other.
    """
    if pair.left.document == pair.right.document and not pair.rival_voices:
        return False
    if mine.role in TOLL and reach_of(pair.left) != reach_of(pair.right):
        return False  # a year's toll, or that of a night of fires, beside the toll of one
    if any(is_single(row) for row in (mine, theirs)):
        return False
    sides = (pair.left, mine), (pair.right, theirs)
    return not any(is_chosen(*side) or counts_doers(*side) or is_rate(*side) for side in sides)


def _limits(pair: Pair, mine: Quantity, theirs: Quantity) -> Literal["none", "scope", "apart"]:
    """Whether two tolls that differ count the same people: some or one sort leaves room in the whole.

    `scope` is told where the one counts those who did it and the other may not, or where a part is more
    than what is told as the whole.
    """
    some = is_partial(pair.left, mine), is_partial(pair.right, theirs)
    if all(some):
        alike = head_of(mine) is not None and head_of(mine) == head_of(theirs)
        return "scope" if alike and same_predicate(pair.left, pair.right) else "apart"
    if any(some):
        part, whole = (mine, theirs) if some[0] else (theirs, mine)
        return "apart" if is_less(part, whole) else "scope"
    if is_everybody(mine) != is_everybody(theirs):
        sort, whole = (theirs, mine) if is_everybody(mine) else (mine, theirs)
        return "apart" if is_less(sort, whole) else "none"
    if are_apart((mine, theirs)):
        return "apart"
    return "scope" if any(map(counts_attackers, pair.claims)) else "none"


def _has_grown_older(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether time between two reports explains two ages of one person."""
    left, right = pair.left.published, pair.right.published
    if left is None or right is None or mine.low is None or theirs.low is None:
        return False
    (early, then), (late, now) = sorted(((left, mine.low), (right, theirs.low)), key=lambda row: row[0])
    years = (late - early).days / DAYS_OF_YEAR
    return late > early and 0 <= now - then <= int(years) + 1


def _same_measure(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two figures answer one question."""
    if mine.role != theirs.role or mine.unit != theirs.unit or mine.part != theirs.part:
        return False
    if mine.role in TOLL:
        return _same_toll(pair, mine, theirs)
    if mine.role == "change":
        return _same_change(pair, mine, theirs)
    if mine.role != "age" and of_one_story(pair) and _counts_in_story(pair, mine, theirs):
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


def _counts_one_sort(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether one sort of thing is counted, and not of two owners: the pupils of a school, of a district."""
    owners = [subject_head(claim) for claim in pair.claims]
    apart = mine.role is None and all(owners) and not owners[0] & owners[1]
    return head_of(mine) is not None and head_of(mine) == head_of(theirs) and not apart


def _is_one_figure(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether a story gives one telling figure twice, of which one text may leave open what it is."""
    if mine.unit != theirs.unit or mine.low != theirs.low or (mine.low or 0) < TELLING:
        return False
    return (mine.role == theirs.role or None in (mine.role, theirs.role)) and of_one_story(pair)


def _counts_in_story(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two figures out of one story answer one question.

    Role and what is counted show it, and for a measure, of which a story holds many, statements that are
    worded alike.
    """
    if mine.role is None:
        whole = not any(words in row.text for row in (mine, theirs) for words in PARTITIVE)
        one_head = bool(subject_head(pair.left) & subject_head(pair.right))
        alike = one_head and pair.similarity >= ALIKE_IN_STORY
        return whole and alike and is_of_people(mine, theirs)
    if mine.unit is not None:
        one_thing = head_of(mine) == head_of(theirs) or names_one(pair.left, pair.right)
        priced = same_predicate(pair.left, pair.right) and _is_one_order(mine, theirs)
        return (one_thing or priced) and pair.similarity >= SIMILAR
    return populations_compare(mine, theirs)


def _is_one_order(mine: Quantity, theirs: Quantity) -> bool:
    """Whether two figures are near enough to be rival answers to one question."""
    values = [row.low if row.low is not None else row.high for row in (mine, theirs)]
    small, large = sorted(value or 0.0 for value in values)
    return 0 < large <= RIVAL_ORDER * small


def _same_toll(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two tolls are of one sort of event, by the same hands, among the same sort of people."""
    left, right = pair.left, pair.right
    if not (populations_compare(mine, theirs) or _exceeds_all(mine, theirs)):
        return False
    if pair.incident != "different" and is_looking_back(left) != is_looking_back(right):
        return False
    within = printed_within(left, right, COUNTING)
    if of_one_story(pair, IN_STORY if within else SIMILAR):
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


def _exceeds_all(mine: Quantity, theirs: Quantity) -> bool:
    """Whether of one sort of people more are counted than of everybody: six soldiers of four dead."""
    if is_everybody(mine) == is_everybody(theirs):
        return False
    sort, whole = (theirs, mine) if is_everybody(mine) else (mine, theirs)
    return not is_less(sort, whole)


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
    """Whether the times, where both are known, overlap; of undated texts whether they are worded alike."""
    left, right = pair.left.time, pair.right.time
    if left is None or right is None:
        return True
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
            _is_one_bearer(one, other) or (near and _is_given_name(one, other))
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


def _is_given_name(one: str, other: str) -> bool:
    """Whether one name is the given name of the other: in one story "Jane" is Jane Doe."""
    short, long = sorted((name_words(one), name_words(other)), key=len)
    return len(short) == 1 < len(long) and short[0] == long[0]


def _bearers(age: Quantity, claim: Claim) -> list[str]:
    """The names after which an age is told, or whose bearer it counts; none for the ages of several."""
    told = [name for name in claim.names if is_telling(name)]
    at = claim.sentence.find(age.text)
    if OLD in age.text:
        is_rest = claim.sentence[: max(at, 0)].endswith("-")  # of a misspelt "twnety-one-year-old"
        return [] if is_rest else [name for name in told if name in age.text]
    before = claim.sentence[: max(at, 0)].rstrip(" ,(").removesuffix(" aged").rstrip(" ,")
    several = sum(other.role == "age" and other.of == age.of for other in claim.quantities) > 1
    counted = "" if several else age.of or ""
    return [name for name in told if name in counted or before.endswith(name)]


def measure_of(quantity: Quantity) -> str | None:
    """What rises or falls: words for one measure give one name ("deaths", "fatalities")."""
    head = head_of(quantity)
    if head is None:
        return None
    return class_of("measures", "classes").get(head, head)


def _reading(pair: Pair, quantity: Quantity, incident: SameIncident) -> tuple[Reading, float]:
    """How the two differ, and how sure that is."""
    if incident == "different":
        return "incident", 0.6
    left, right = pair.left, pair.right
    if incident == "same" or of_one_story(pair):
        days_apart = (
            left.published is not None and right.published is not None and left.published != right.published
        )
        revised = days_apart and not pair.rival_parties and quantity.role in TOLL
        return ("revision", 0.85) if revised else ("conflict", 0.9)
    return "conflict", 0.6 if quantity.role in TOLL else 0.65


def _finding(
    pair: Pair,
    figures: tuple[Quantity, Quantity],
    kind: Kind,
    how: tuple[Reading, SameIncident],
    weight: float,
) -> Finding:
    (mine, theirs), (reading, incident) = figures, how
    agree = quantities_agree(mine, theirs)
    left, right = pair.left, pair.right
    verb = (
        "agreed on"
        if agree
        else "gave rival figures for"
        if incident != "different"
        else "gave figures of different incidents for"
    )
    what = describe(mine, left)
    speakers = f"{who(left)} and {who(right)}"
    return Finding(
        rule="figures",
        relation="agreement" if agree else "contradiction",
        kind=kind,
        reading=reading,
        incident=incident,
        weight=weight,
        left_value=mine.text,
        right_value=theirs.text,
        why=f"{speakers} {verb} {what}: {mine.text} against {theirs.text}"
        if not agree
        else f"{speakers} {verb} {what}: {mine.text}, {theirs.text}",
    )


def describe(quantity: Quantity, claim: Claim) -> str:
    """What a figure measures, in words."""
    if quantity.role in {"killed", "injured"}:
        return f"those {quantity.role}" + (f" ({event_label(claim.event)})" if claim.event else "")
    if quantity.role is None:
        return f"the number of {quantity.of}"
    of = f" of {quantity.of}" if quantity.role == "change" and quantity.of else ""
    return f"the {quantity.role}{of}" if quantity.role not in TOLL else f"those {quantity.role}"
