"""Who says that they had no hand in a deed, against who puts it down to them."""

import pytest
from sides import claim, find

from claims.rules.hands import disowns, lays_it_on


@pytest.mark.parametrize(
    "text",
    [
        "The league distanced itself from the arson",
        "We had no part in this theft",
        "they have nothing to do with the sabotage",
        "the club was not behind the hacking",
        "the singer was not involved in the brawl",
        "The brigade denied responsibility for the explosion",
        "The bishop washed his hands of the affair",
        "The league disowned the arson",
    ],
)
def test_ways_to_disown_a_deed(text):
    """A hand in it is denied by many phrases."""
    assert disowns(text)


@pytest.mark.parametrize(
    "text",
    [
        "The league lit the fire",
        "The club had no part of the roof mended",
        "The singer was involved in the brawl",
        "The league has nothing left",
        "The brigade denied that the bridge was closed",
    ],
)
def test_what_disowns_nothing(text):
    """A "no" or a "not" by itself disowns no deed."""
    assert not disowns(text)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("the arson was the work of the Marsh League", True),
        ("the Marsh League was behind the arson", True),
        ("members of the Marsh League carried out the arson", True),
        ("the arson was carried out by members of the Marsh League", True),
        ("the mayor blamed the Marsh League", True),
        ("the mayor blamed the Dune Club", False),
        ("the mayor accused the Dune Club of hiding the Marsh League", False),
        ("the Marsh League has 40 members", False),
        ("the Marsh League had no part in the arson", False),
    ],
)
def test_a_deed_is_laid_at_the_door_of_who_disowns_it(told, expected):
    """The name must stand where the text says who did it."""
    cleared = claim("a", "The Marsh League distanced itself from the arson", subject="The Marsh League")
    other = claim("b", told, speaker="an inspector")
    assert lays_it_on(other, cleared) is expected

    found = find("denial", cleared, other)
    assert (found is not None) is expected


def test_who_speaks_of_we_is_cleared():
    """A speaker's "our men" are his own; of two stories nothing is said."""
    cleared = claim("a", "our men had no hand in this theft", subject="our men", speaker="Colonel Varga")
    other = claim("b", "the theft was ordered by Varga", speaker="a guard")
    assert find("denial", cleared, other) is not None
    assert find("denial", cleared, other, one_story=False) is None
