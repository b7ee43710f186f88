"""Rival causes of one thing: found in one story, and left alone."""

from datetime import date

import pytest
from sides import claim, compare, find

from claims.base.records import Claim

RIVALS = ("attribute", "conflict")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("A gas leak caused the explosion", "The blast was caused by a bomb"),
        ("The pile-up was caused by black ice", "Police blamed the crash on a drunk driver"),
        ("The grid operator put the blackout down to a storm", "Hackers were behind the outages"),
        ("Fishermen set the ferry alight", "The fire on the ferry was caused by an old battery"),
        ("The outbreak was traced to oysters", "The infections were caused by lettuce"),
        ("The firm blamed the losses on tariffs", "The slump was the result of mismanagement"),
        ("Heavy rain led to the collapse", "The cause was a lack of maintenance"),
        ("The pilot's error was to blame", "The crash was caused by a failed engine"),
        ("Signal failure caused the delays", "The delays were not caused by a signal"),
        ("A cigarette started the wildfire", "Investigators found no evidence of a cigarette or campfire"),
        ("The blaze was started deliberately", "The brigade ruled out arson"),
        ("Rebels shot down the airliner", "A failed engine caused the crash"),
        ("Officials linked the outbreak to cucumbers", "The infections were traced to raw milk"),
        ("The cancellations were due to fog, not to a strike", "The cancellations were due to a strike"),
        ("The fire began in the kitchen", "The fire was caused by sparks from a jet"),
        ("The riot grew out of a dispute over bread", "The unrest was triggered by a rumour"),
        ("Floodwater undermined the pillars", "Thin steel brought down the bridge"),
    ],
)
def test_rival_causes(left, right):
    """Two causes of one thing that have nothing in common, or one given and ruled out, are rivals."""
    assert compare("causes", left, right) == RIVALS


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("A gas leak caused the explosion", "The blast was caused by a ruptured gas main"),
        ("Faulty wiring started the fire", "The blaze was caused by a power surge"),
        ("Worn brakes caused the crash", "The crash was the result of poor maintenance"),
        ("Blocked drains caused the flood", "The flood was due to neglected drainage"),
        ("The fire was an accident", "Faulty wiring started the fire"),
        ("The fire began in the kitchen", "The fire was caused by a stove left on"),
        ("The fire began in the north wing", "The fire was caused by lightning"),
        ("A gas leak caused the explosion", "A drunk driver caused the crash"),
        ("A gas leak caused the explosion", "The shooting stemmed from a quarrel"),
        ("A gas leak caused the explosion", "The explosion was partly caused by frost"),
        ("A gas leak caused the explosion", "It is unclear what caused the explosion"),
        ("A gas leak caused the explosion", "The explosion destroyed two houses"),
        ("A gas leak caused the explosion", "The cause was Mr Strand"),
        ("A gas leak caused the explosion", "The brigade ruled out arson"),
        ("A gas leak did not cause the explosion", "Police ruled out a bomb"),
        ("The death sparked protests", "Price rises sparked protests"),
        ("The ferry was due to sail", "The ferry was due to dock"),
    ],
)
def test_causes_that_can_both_hold(left, right):
    """One cause in two accounts, links of one chain, other effects, and what is open are no rivals."""
    assert compare("causes", left, right) is None


LEAK = "A gas leak caused the explosion"
BOMB = "The explosion was caused by a bomb"


@pytest.mark.parametrize(
    ("known", "pair", "expected"),
    [
        ({}, {"one_story": False}, None),
        ({}, {"one_story": False, "incident": "same"}, RIVALS),
        ({}, {"incident": "different"}, None),
        ({}, {"similarity": 0.05}, None),
        ({"stance": "denies"}, {}, None),
        ({"document": "a", "speaker": "the mayor"}, {}, None),
        ({"places": ("Oslo",)}, {}, None),
    ],
)
def test_causes_are_of_one_thing(known, pair, expected):
    """Causes of other events, of other places, and out of one mouth are not set against each other."""
    left = claim("a", LEAK, places=("Lima",), speaker="the mayor")

    assert compare("causes", left, claim("b", BOMB, **known), **pair) == expected


@pytest.mark.parametrize(
    ("reason", "expected"), [("it was overloaded", RIVALS), ("a door failed, the owner said", None)]
)
def test_a_reason_is_heard_with_what_it_is_for(reason, expected):
    """What happened and "because …" after it are one account, though two claims."""
    left = claim("a", "The ferry sank").model_copy(update={"sentence": f"The ferry sank because {reason}."})

    assert compare("causes", left, "The sinking was caused by a door") == expected


@pytest.mark.parametrize(
    ("denial", "expected"),
    [("Drought did not cause this", RIVALS), ("Speculators did not cause this", None)],
)
def test_a_cause_that_is_ruled_out_of_what_a_pronoun_stands_for(denial, expected):
    """It is ruled out of what another voice gives it for, by its own words."""
    assert compare("causes", "The shortage was due to drought", denial) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor blamed the crisis on tariffs", RIVALS),
        ("The mayor blamed the crisis of 2011 on tariffs", None),
    ],
)
def test_a_year_told_aside_is_not_that_of_the_cause(text, expected):
    """Only a year that is told of the thing itself makes it background."""
    left = claim("a", text).model_copy(update={"sentence": f"{text}, said the paper, founded in 2011."})

    assert compare("causes", left, "Mismanagement caused the crisis") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BOMB, RIVALS),
        ("The explosion of 1998 was caused by a bomb", None),
        ("The explosion, two years after the first, was caused by a bomb", None),
    ],
)
def test_two_voices_of_one_text_can_be_rivals(text, expected):
    """One article may carry both accounts; what it tells of an earlier event is none of them."""
    left = claim("a", LEAK, document="one", speaker="the mayor")
    right = claim("b", text, document="one", speaker="residents")

    assert compare("causes", left, right) == expected


def test_a_later_word_of_one_voice_is_a_revision():
    """Who blames a leak first and a bomb later has changed what is said."""
    left = claim("a", LEAK, speaker="the mayor")
    right = claim("b", BOMB, speaker="the mayor", published=date(2024, 1, 14))

    assert compare("causes", left, right) == ("attribute", "revision")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (LEAK, "The explosion was caused by fishermen"),
        (LEAK, "A bomb was to blame"),
        (LEAK, claim("b", BOMB, hedged=True)),
    ],
)
def test_how_sure_it_is(left, right):
    """A cause of no known sort, of an effect that is not named, or that is guessed weighs less."""
    surely = find("causes", claim("a", LEAK), claim("b", BOMB)).weight
    other = right if isinstance(right, Claim) else claim("b", right)

    assert find("causes", claim("a", left), other).weight < surely


def test_the_sentence_for_a_person_says_who_rules_out_what():
    """Of one who gives a cause and one who rules it out, the latter is named first."""
    found = find(
        "causes",
        claim("a", BOMB, speaker="residents"),
        claim("b", "Police ruled out a bomb", speaker="police"),
    )

    assert found.why.startswith("police (2024-01-10) ruled out the cause that residents (2024-01-10) gave")
