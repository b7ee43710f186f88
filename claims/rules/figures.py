"""Amounts of one thing: do they lie apart, and if so, why?"""

from typing import Literal

from claims.base.records import Claim, Finding, Kind, Quantity, Reading, SameIncident
from claims.language.boarding import ABOARD
from claims.language.events import event_label
from claims.rules.counts import (
    TOLL,
    are_apart,
    counts_attackers,
    counts_doers,
    head_of,
    is_chosen,
    is_counted_in_place,
    is_everybody,
    is_less,
    is_partial,
    is_rate,
    is_single,
    reach_of,
    sums_of,
)
from claims.rules.evidence import holds_number
from claims.rules.incidents import is_within, of_one_story, told_apart
from claims.rules.measured import (
    ATTRIBUTES,
    SIMILAR,
    are_rival_versions,
    can_both_hold,
    is_one_figure,
    is_one_measure,
)
from claims.rules.pairs import Pair, same_predicate, who

DAYS_OF_YEAR = 365.25
FEW = 20  # of those who attend: who is counted one by one is no crowd


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
    if not (is_one_measure(pair, mine, theirs) or is_one_figure(pair, mine, theirs)):
        return None
    agree = can_both_hold(mine, theirs)
    if agree is None:
        return None
    kind: Kind = "attribute" if mine.role in ATTRIBUTES else "figure"
    incident: SameIncident = "same" if kind == "attribute" else pair.incident
    how = (_agreement if agree else _dispute)(pair, mine, theirs, incident)
    return how and _finding(pair, (mine, theirs), kind, (how[0], incident), how[1])


def _agreement(
    pair: Pair, mine: Quantity, theirs: Quantity, incident: SameIncident
) -> tuple[Reading, float] | None:
    """How two figures that can both hold agree; the least that was told is revised once it is raised."""
    if _is_raised(pair, mine, theirs):
        return "revision", 0.75
    if incident == "different" and (told_apart(pair.left, pair.right) or pair.similarity < SIMILAR):
        return None
    return "conflict", 0.8


def _dispute(
    pair: Pair, mine: Quantity, theirs: Quantity, incident: SameIncident
) -> tuple[Reading, float] | None:
    """How two figures that cannot both hold are in dispute, if they are."""
    if not _are_rivals(pair, mine, theirs) or (mine.role == "age" and _has_grown_older(pair, mine, theirs)):
        return None
    if mine.unit is None and _is_part_by_place(pair, mine, theirs):
        return None
    limits = _limits(pair, mine, theirs) if mine.role in TOLL and incident != "different" else "none"
    if limits == "apart":
        return None
    if limits == "scope":
        return "scope", 0.6
    return _reading(pair, mine, theirs, incident)


def _are_rivals(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether two figures that differ can be in dispute: not of one text in one voice, nor of a chosen few.

    Who tells a story gives each figure its own meaning; only what two voices say in it is held against each
    other.
    """
    if pair.left.document == pair.right.document and not pair.rival_voices:
        return False
    if mine.role in TOLL and reach_of(pair.left) != reach_of(pair.right):
        return False  # a year's toll, or that of a night of fires, beside the toll of one
    if any(is_single(row) or (row.role == "attending" and (row.high or FEW) < FEW) for row in (mine, theirs)):
        return False
    sides = (pair.left, mine), (pair.right, theirs)
    return not any(is_chosen(*side) or counts_doers(*side) or is_rate(*side) for side in sides)


def _limits(pair: Pair, mine: Quantity, theirs: Quantity) -> Literal["none", "scope", "apart"]:
    """Whether two tolls that differ count the same people: some or one sort leaves room in the whole.

    `scope` is told where the one counts those who did it and the other may not, or where a part is more
    than what is told as the whole.
    """
    if is_within(pair.left, pair.right) or is_within(pair.right, pair.left):
        return "scope"
    some = is_partial(pair.left, mine), is_partial(pair.right, theirs)
    if all(some):
        alike = head_of(mine) is not None and head_of(mine) == head_of(theirs)
        return "scope" if alike and same_predicate(pair.left, pair.right) else "apart"
    if any(some):
        part, whole = (mine, theirs) if some[0] else (theirs, mine)
        return "apart" if is_less(part, whole) else "scope"
    if are_rival_versions(pair, mine, theirs):
        return "none"
    if is_everybody(mine) != is_everybody(theirs):
        sort, whole = (theirs, mine) if is_everybody(mine) else (mine, theirs)
        return "apart" if is_less(sort, whole) else "none"
    if are_apart((mine, theirs)):
        return "apart"
    return "scope" if any(map(counts_attackers, pair.claims)) else "none"


def _is_raised(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether a toll that was told as the least was raised: "at least nine", and some days later 17."""
    if mine.role not in TOLL or not (pair.incident == "same" or of_one_story(pair, 0.0)):
        return False
    sides = ((pair.left, mine), (pair.right, theirs))
    if any(claim.published is None or is_partial(claim, row) for claim, row in sides):
        return False
    (early, least), (late, now) = sorted(sides, key=lambda side: str(side[0].published))
    if early.published == late.published or least.high is not None or None in (least.low, now.low):
        return False
    return (
        (now.low or 0) > (least.low or 0)
        and holds_number(least.text)
        and _limits(pair, mine, theirs) == "none"
    )


def _is_part_by_place(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether things are counted "in" one named place, and no fewer where none is named: part and whole."""
    if mine.role in TOLL:
        return False
    some = is_counted_in_place(pair.left, mine), is_counted_in_place(pair.right, theirs)
    part, whole = (mine, theirs) if some[0] else (theirs, mine)
    return some[0] != some[1] and is_less(part, whole)


def _has_grown_older(pair: Pair, mine: Quantity, theirs: Quantity) -> bool:
    """Whether time between two reports explains two ages of one person."""
    left, right = pair.left.published, pair.right.published
    if left is None or right is None or mine.low is None or theirs.low is None:
        return False
    (early, then), (late, now) = sorted(((left, mine.low), (right, theirs.low)), key=lambda row: row[0])
    years = (late - early).days / DAYS_OF_YEAR
    return late > early and 0 <= now - then <= int(years) + 1


def _reading(pair: Pair, mine: Quantity, theirs: Quantity, incident: SameIncident) -> tuple[Reading, float]:
    """How the two differ, and how sure that is; "34 villagers" are not what "26 fighters" have come to."""
    if incident == "different":
        return "incident", 0.6
    left, right = pair.left, pair.right
    if incident == "same" or of_one_story(pair):
        days_apart = (
            left.published is not None and right.published is not None and left.published != right.published
        )
        if not days_apart or pair.rival_parties or mine.role not in TOLL:
            return "conflict", 0.9
        return "conflict" if are_rival_versions(pair, mine, theirs) else "revision", 0.85
    return "conflict", 0.6 if mine.role in TOLL else 0.65


def _finding(
    pair: Pair,
    figures: tuple[Quantity, Quantity],
    kind: Kind,
    how: tuple[Reading, SameIncident],
    weight: float,
) -> Finding:
    (mine, theirs), (reading, incident) = figures, how
    both_hold = bool(can_both_hold(mine, theirs))
    agree = both_hold and reading != "revision"
    verb = (
        "agreed on"
        if agree
        else "told a rising figure for"
        if both_hold
        else "gave rival figures for"
        if incident != "different"
        else "gave figures of different incidents for"
    )
    values = f"{mine.text}{',' if agree else ' against'} {theirs.text}"
    return Finding(
        rule="figures",
        relation="agreement" if agree else "contradiction",
        kind=kind,
        reading=reading,
        incident=incident,
        weight=weight,
        left_value=mine.text,
        right_value=theirs.text,
        why=f"{who(pair.left)} and {who(pair.right)} {verb} {describe(mine, pair.left)}: {values}",
    )


def describe(quantity: Quantity, claim: Claim) -> str:
    """What a figure measures, in words."""
    if quantity.role in {"killed", "injured"}:
        return f"those {quantity.role}" + (f" ({event_label(claim.event)})" if claim.event else "")
    if quantity.role is None:
        return f"the number of {quantity.of}"
    of = f" of {quantity.of}" if quantity.role == "change" and quantity.of else ""
    people = quantity.role in TOLL or quantity.role == ABOARD
    return f"those {quantity.role}" if people else f"the {quantity.role}{of}"
