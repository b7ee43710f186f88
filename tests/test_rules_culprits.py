"""Rival doers of one deed: found in one story, and left alone."""

import pytest
from sides import claim, compare, find

from claims.base.records import Claim

RIVALS = ("blame", "conflict")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Danish troops blew up the lighthouse", "The lighthouse was blown up by Norwegian divers of Norway"),
        ("Hezbollah carried out the bombing", "The attack was the work of Islamic State"),
        ("Chad was behind the raid on the depot", "The raid on the depot was carried out by the Dawn Front"),
        ("Soldiers set the granary on fire", "The granary was torched by villagers"),
        (
            "Activists of the ruling party torched the archive",
            "Opposition supporters set fire to the archive",
        ),
        ("The chemist Eva Lund was murdered by policemen", "Eva Lund was killed by bandits"),
        ("Finnish guards opened fire on a patrol", "Russian soldiers were the first to shoot"),
        ("Police opened fire on the strikers", "The shots came from the crowd"),
        ("Chad broke the ceasefire", "The army of Niger violated the ceasefire"),
        ("Supporters of Reform ransacked the press", "Supporters of Unity ransacked the press"),
        ("the general blamed Hezbollah", "Islamic State claimed responsibility for the ambush"),
    ],
)
def test_rival_doers(left, right):
    """Two parties by name, or two rival camps, cannot both have done one deed."""
    assert compare("culprits", left, right) == RIVALS


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Gunmen carried out the bombing", "The bombing was the work of Islamic State"),
        ("Islamic State fighters carried out the bombing", "Islamic State was behind the attack"),
        ("A policeman torched the granary", "The granary was torched by police"),
        ("John Lund robbed the bank", "The bank was robbed by Peter Berg"),
        ("The suspect opened fire on officers", "Officers opened fire on the suspect"),
        ("Police opened fire on the strikers", "The strikers opened fire on police"),
        ("Rebels attacked the barracks", "The army attacked the rebels"),
        ("Soldiers killed four rebels", "Four rebels were killed by bandits"),
        ("Soldiers torched the granary", "Villagers torched the mill"),
        ("Soldiers torched a granary", "Villagers torched a granary"),
        ("Soldiers carried out a raid", "The raid was carried out by rebels"),
        ("Chad and Niger carried out the raid", "Niger carried out the raid"),
        ("Chad bombed the depot", "Rebels torched the depot"),
        ("The National Dawn Front (NDF) carried out the raid", "NDF fighters carried out the raid"),
        ("the general blamed Chad", "Hezbollah carried out the ambush"),
        ("Tamil militants carried out the bombing", "Hezbollah carried out the bombing"),
    ],
)
def test_doers_that_can_be_one_or_of_two_deeds(left, right):
    """Unnamed attackers, members of a group, persons, exchanges of fire and other things are no rivals."""
    assert compare("culprits", left, right) is None


ONE = "Hezbollah carried out the bombing"
OTHER = "Islamic State carried out the bombing"


@pytest.mark.parametrize(
    ("known", "pair", "expected"),
    [
        ({}, {}, RIVALS),
        ({}, {"one_story": False}, None),
        ({}, {"one_story": False, "incident": "same"}, RIVALS),
        ({}, {"incident": "different"}, None),
        ({}, {"similarity": 0.05}, None),
        ({"stance": "denies"}, {}, None),
        ({"stance": "expects"}, {}, None),
        ({"speaker": "the mayor"}, {}, None),
        ({"party": "Chad"}, {}, None),
        ({"places": ("Oslo",)}, {}, None),
    ],
)
def test_deeds_of_one_event_out_of_two_mouths(known, pair, expected):
    """Deeds of other events and places, denials, and what one voice or party says are not set together."""
    left = claim("a", ONE, places=("Lima",), speaker="the mayor", party="Chad")

    assert compare("culprits", left, claim("b", OTHER, **known), **pair) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("it carried out the bombing", RIVALS), ("he carried out the bombing", None)]
)
def test_who_owns_to_a_deed_is_its_speaker(text, expected):
    """What a group says that "it" did is the group's."""
    own = claim("b", text, speaker="Islamic State", party="Islamic State")

    assert compare("culprits", ONE, own) == expected


@pytest.mark.parametrize(("known", "expected"), [({}, None), ({"incident": "same"}, RIVALS)])
def test_one_of_several_deeds_is_the_one_only_in_one_incident(known, expected):
    """What is called "a bombing" may be another, unless both are known to be of one incident."""
    assert compare("culprits", "Hezbollah carried out a bombing", OTHER, **known) == expected


def test_two_sides_each_tell_a_strike_of_their_own():
    """Allies that both bomb a depot do not gainsay each other."""
    left = claim("a", "it bombed the depot", speaker="Chad", party="Chad")
    right = claim("b", "it bombed the depot", speaker="Niger", party="Niger")

    assert compare("culprits", left, right) is None


def test_each_side_puts_a_fight_on_its_own_ground():
    """Who began is in dispute wherever the two say that it was; on two days it is of two fights."""
    left = claim("a", "Finnish guards opened fire", names=("Lake Inari",))
    right = claim("b", "Russian guards fired first", names=("Fort Raja",))

    assert compare("culprits", left, right) == RIVALS
    assert compare("culprits", left, right, similarity=0.2) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Soldiers torched the granary", "Villagers torched the granary"),
        (ONE, "the general blamed Islamic State"),
        (ONE, claim("b", OTHER, hedged=True)),
    ],
)
def test_how_sure_it_is(left, right):
    """Camps without names, a deed that is not named and a guess weigh less."""
    surely = find("culprits", claim("a", ONE), claim("b", OTHER)).weight
    other = right if isinstance(right, Claim) else claim("b", right)

    assert find("culprits", claim("a", left), other).weight < surely


def test_what_is_shown_to_a_person():
    """The two doers are the values, and the sentence says who names them."""
    found = find("culprits", claim("a", ONE, speaker="police"), claim("b", OTHER, speaker="the mayor"))

    assert (found.left_value, found.right_value) == ("Hezbollah", "Islamic State")
    assert found.why.startswith("police (2024-01-10) and the mayor (2024-01-10) said that different parties")
