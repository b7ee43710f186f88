"""Denial, blame, characterisation, negation, offices, dates and places: found, and left alone."""

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from claims.base.records import Claim, Quantity, TimeSpan
from claims.rules import RULES
from claims.rules.incidents import relate_incidents
from claims.rules.pairs import Pair

DAY = date(2024, 1, 10)


def year(number):
    """All of a year."""
    return TimeSpan(text=str(number), start=date(number, 1, 1), end=date(number, 12, 31))


def claim(name, **known):
    """A claim called after its document, with these slots."""
    slots = {"document": name, "origin": name, "published": DAY} | known
    words = {"text": name, "quote": name, "sentence": name}
    return Claim(id=name, start=0, end=len(name), **words, **slots)


def compare(rule, left, right, *, similarity=0.8):
    """What a rule says of two claims; the same whichever comes first."""
    found = [
        RULES[rule](Pair(mine, theirs, similarity, relate_incidents(mine, theirs)))
        for mine, theirs in ((left, right), (right, left))
    ]
    summary, mirrored = (
        row and (row.relation, row.kind, row.reading, row.incident, row.weight) for row in found
    )
    assert summary == mirrored
    return None if found[0] is None else (found[0].relation, found[0].kind, found[0].reading)


DENIAL = ("contradiction", "denial", "denial")
NORTH = {"speaker": "the north", "party": "North"}
SOUTH = {"speaker": "the south", "party": "South"}


@pytest.mark.parametrize(
    ("charge", "answer", "similarity", "expected"),
    [
        ({**NORTH, "stance": "accuses", "targets": ("South",)}, {**SOUTH, "stance": "denies"}, 0.5, DENIAL),
        ({**NORTH}, {**SOUTH, "stance": "denies", "answers": "a"}, 0.1, DENIAL),
        ({**NORTH}, {**SOUTH, "stance": "denies"}, 0.9, DENIAL),
        ({**NORTH, "stance": "accuses", "targets": ("South",)}, {**SOUTH, "stance": "denies"}, 0.1, None),
        ({**NORTH, "stance": "accuses", "targets": ("West",)}, {**SOUTH, "stance": "denies"}, 0.5, None),
        ({**SOUTH, "stance": "accuses", "targets": ("North",)}, {**SOUTH, "stance": "denies"}, 0.9, None),
        ({**NORTH, "stance": "denies"}, {**SOUTH, "stance": "denies"}, 0.9, None),
        ({**NORTH}, {**SOUTH}, 0.9, None),
        ({**NORTH}, {**SOUTH, "stance": "denies", "answers": "another"}, 0.5, None),
    ],
)
def test_denials(charge, answer, similarity, expected):
    """One side denies what the other says; not what a third says, nor what it says itself."""
    assert expected == compare("denial", claim("a", **charge), claim("b", **answer), similarity=similarity)


@pytest.mark.parametrize(
    ("mine", "theirs", "similarity", "expected"),
    [
        ((NORTH, "South"), (SOUTH, "North"), 0.6, ("contradiction", "blame", "conflict")),
        ((NORTH, "South"), (SOUTH, "North"), 0.1, None),
        ((NORTH, "South"), (NORTH, "South"), 0.9, None),
        ((NORTH, "West"), (SOUTH, "West"), 0.9, None),
    ],
)
def test_blame(mine, theirs, similarity, expected):
    """Two sides blame each other, not a third, for one thing."""
    left, right = (
        claim(name, **voice, stance="accuses", targets=(target,))
        for name, (voice, target) in (("a", mine), ("b", theirs))
    )

    assert expected == compare("blame", left, right, similarity=similarity)


STRIKE = {"event": "strike", "incident": "i"}
HIT = "who was hit"


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({**NORTH, **STRIKE}, {**SOUTH, **STRIKE}, ("contradiction", "characterisation", "conflict")),
        ({**NORTH, **STRIKE}, {**NORTH, **STRIKE}, None),
        ({**NORTH, **STRIKE}, {**SOUTH, **STRIKE, "frames": {HIT: (0, "women")}}, None),
        ({**NORTH, **STRIKE}, {**SOUTH, **STRIKE, "frames": {"cause": (1, "sabotage")}}, None),
        ({**NORTH, **STRIKE}, {**SOUTH, "event": "flood", "incident": "j"}, None),
        ({**NORTH, **STRIKE}, {**SOUTH, **STRIKE, "subject": "Militants", "object": "a school"}, None),
    ],
)
def test_characterisations(mine, theirs, expected):
    """Two sides have rival words for one event; one side, one word, another event are left alone."""
    left = claim("a", **({"frames": {HIT: (0, "civilians")}} | mine))
    right = claim("b", **({"frames": {HIT: (1, "militants")}} | theirs))

    assert expected == compare("characterisation", left, right)


CROSSING = {"predicate": "close", "names": ("Torham",)}


@pytest.mark.parametrize(
    ("theirs", "similarity", "expected"),
    [
        ({**CROSSING, "negated": True}, 0.9, ("contradiction", "negation", "conflict")),
        ({**CROSSING}, 0.9, None),
        ({**CROSSING, "negated": True}, 0.5, None),
        ({**CROSSING, "negated": True, "names": ("Marden",)}, 0.9, None),
        ({**CROSSING, "negated": True, "predicate": "paint"}, 0.9, None),
    ],
)
def test_negations(theirs, similarity, expected):
    """A statement against its own "not"; other verbs, names and words are left alone."""
    assert expected == compare(
        "negation", claim("a", **CROSSING), claim("b", **theirs), similarity=similarity
    )


YOUTH = {"predicate": "lead", "subject": "the youth wing", "names": ("Jane Dorrit",)}


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ({"subject": "the military wing"}, ("contradiction", "attribute", "conflict")),
        ({"subject": "the military wing", "names": ("Dorrit",)}, ("contradiction", "attribute", "conflict")),
        ({"subject": "the military wing", "names": ("Ben Dorrit",)}, None),
        ({"subject": "the military wing", "names": ("Omar Haddad",)}, None),
        ({"subject": "the wing"}, None),
        ({"subject": "the youth choir"}, None),
        ({"subject": "the military wing", "predicate": "paint"}, None),
        ({"subject": "the military wing", "negated": True}, None),
    ],
)
def test_offices(theirs, expected):
    """One person at the head of two things of one sort; two persons, or two sorts, are left alone."""
    assert expected == compare("offices", claim("a", **YOUTH), claim("b", **(YOUTH | theirs)))


SIGNED = {
    "predicate": "sign",
    "names": ("Treaty of Harlowe",),
    "time": year(1893),
    "places": ("Lyon",),
}


@pytest.mark.parametrize(
    ("theirs", "similarity", "expected"),
    [
        ({"time": year(1945)}, 0.6, ("contradiction", "date", "conflict")),
        ({}, 0.6, ("agreement", "date", "conflict")),
        ({"time": year(1945), "names": ("Treaty of Marden",)}, 0.6, None),
        ({"time": year(1945), "predicate": "paint"}, 0.6, None),
        ({"time": None}, 0.6, None),
        ({"time": TimeSpan(text="since 1945", start=date(1945, 1, 1), end=None)}, 0.6, None),
        ({"time": year(1945), "names": ("France",)}, 0.6, None),
        ({"time": year(1945)}, 0.1, None),
        ({"time": year(1945), "places": ("Osaka",)}, 0.6, None),
        ({"time": year(1945), "places": ("France",)}, 0.6, ("contradiction", "date", "conflict")),
        ({"time": year(1945), "names": ("Treaty of Marden",)}, 0.9, None),
        ({"time": year(1945), "names": ()}, 0.9, ("contradiction", "date", "conflict")),
    ],
)
def test_dates(theirs, similarity, expected):
    """One happening at two times; another thing, deed or open time is left alone."""
    assert expected == compare(
        "times", claim("a", **SIGNED), claim("b", **(SIGNED | theirs)), similarity=similarity
    )


@pytest.mark.parametrize(
    ("speaker", "expected"), [("the mayor", ("contradiction", "date", "conflict")), (None, None)]
)
def test_one_text_dates_two_happenings_unless_two_voices_speak(speaker, expected):
    """What a text tells of 1893 and of 1945 is two things, but where somebody is quoted against another."""
    left = claim("a", **SIGNED, speaker="the archive")
    right = claim("b", **(SIGNED | {"time": year(1945)}), speaker=speaker).model_copy(
        update={"document": left.document}
    )

    assert expected == compare("times", left, right, similarity=0.6)


BORN = {"predicate": "bear", "object": "Jane Dorrit", "names": ("Jane Dorrit",), "places": ("Lyon",)}


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ({"places": ("Osaka",)}, ("contradiction", "place", "conflict")),
        ({"places": ("France",)}, None),
        ({"places": ("Lyon",)}, None),
        ({"places": ()}, None),
        ({"places": ("Osaka",), "names": ("Omar Haddad",)}, None),
        ({"places": ("Osaka",), "predicate": "paint"}, None),
    ],
)
def test_places(theirs, expected):
    """One happening at two places; a region that holds the town, or another person, is left alone."""
    assert expected == compare("places", claim("a", **BORN), claim("b", **(BORN | theirs)), similarity=0.6)


# --- what holds for every rule ---

DAYS = st.dates(date(2020, 1, 1), date(2024, 12, 31))
TIMES = st.builds(lambda one, two: TimeSpan(text="then", start=min(one, two), end=max(one, two)), DAYS, DAYS)
QUANTITIES = st.builds(
    lambda low, wide, role, of: Quantity(text=str(low), low=low, high=low + wide, role=role, of=of),
    st.integers(1, 100),
    st.integers(0, 5),
    st.sampled_from(["killed", "injured", "length", "change", None]),
    st.sampled_from(["people", "soldiers", None]),
)
PARTIES = st.sampled_from([None, "North", "South"])
SLOTS = st.fixed_dictionaries(
    {
        "party": PARTIES,
        "stance": st.sampled_from(["asserts", "denies", "accuses"]),
        "negated": st.booleans(),
        "quantities": st.lists(QUANTITIES, max_size=2).map(tuple),
        "time": st.none() | TIMES,
        "places": st.sampled_from([(), ("Lyon",), ("Osaka",), ("France",)]),
        "names": st.sampled_from([(), ("Jane Dorrit",), ("Lyon", "Jane Dorrit")]),
        "event": st.sampled_from([None, "strike", "fire"]),
        "incident": st.sampled_from([None, "i", "j"]),
        "actors": st.sampled_from([(), ("North",), ("South",)]),
        "targets": st.sampled_from([(), ("North",), ("South",)]),
        "predicate": st.sampled_from([None, "kill", "lead", "sign"]),
        "subject": st.sampled_from([None, "the youth wing", "the military wing"]),
        "frames": st.sampled_from([{}, {HIT: (0, "women")}, {HIT: (1, "militants")}]),
        "published": st.none() | DAYS,
    }
)


@pytest.mark.parametrize("rule", RULES)
@given(mine=SLOTS, theirs=SLOTS, similarity=st.floats(-1, 1))
def test_the_order_of_two_claims_does_not_matter(rule, mine, theirs, similarity):
    """Swapped, every rule finds the same."""
    compare(rule, claim("a", **mine), claim("b", **theirs), similarity=similarity)


@pytest.mark.parametrize("rule", RULES)
@given(slots=SLOTS)
def test_nothing_contradicts_itself(rule, slots):
    """Two papers that say the very same are never set against each other."""
    found = compare(rule, claim("a", **slots), claim("b", **slots), similarity=1.0)

    assert found is None or found[0] == "agreement"


@given(mine=SLOTS, theirs=SLOTS)
def test_incidents_relate_either_way_alike(mine, theirs):
    """Whether two claims are of one incident does not depend on which comes first."""
    left, right = claim("a", **mine), claim("b", **theirs)

    assert relate_incidents(left, right) == relate_incidents(right, left)


@pytest.mark.parametrize(
    ("denied", "one_story", "expected"),
    [
        ("any part in the ambush", True, "denial"),
        ("responsibility for the fire", True, "denial"),
        ("involvement", False, None),
        ("the closing of the road", True, None),
    ],
)
def test_who_is_accused_denies_a_hand_in_it(denied, one_story, expected):
    """In whatever words the accusation is put; what else is denied must be worded somewhat alike."""
    charge = claim("a", **NORTH, stance="accuses", targets=("South",))
    answer = claim("b", **SOUTH, stance="denies", object=denied)
    finding = RULES["denial"](Pair(charge, answer, 0.1, "unknown", one_story))

    assert expected == (finding and finding.kind)


def test_nobody_denies_what_he_said_himself():
    """A minister's other words, under a shorter name, are not what she denies."""
    words = claim("a", speaker="Ms Lund", object="a smokescreen")
    denial = claim("b", speaker="Ada Lund", stance="denies", object="a smokescreen")

    assert compare("denial", words, denial, similarity=0.9) is None
