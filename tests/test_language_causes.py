"""What a text says brought something about: read, and left alone."""

import pytest

from claims.language.causes import ANY, IT, causes_of, go_together, sorts_of


def told(text):
    """The words of each cause that a text gives, what it is of, and whether it is denied."""
    return [(cause.words, cause.effect, cause.denied) for cause in causes_of(text)]


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        ("A loose wire sparked the wildfire", "a loose wire", "fire"),
        ("The pile-up was caused by black ice.", "black ice", "crash"),
        ("The derailment, investigators said, resulted from a broken rail", "a broken rail", "crash"),
        ("The blackout was due to a software update", "a software update", "outage"),
        ("Locals blame the dam's owner for the flood", "the dam's owner", "flood"),
        ("The airline blamed the cancellations on fog", "fog", "delay"),
        ("Analysts put the slump down to weak exports", "weak exports", "crisis"),
        ("Doctors traced the outbreak back to raw oysters", "raw oysters", "outbreak"),
        ("The cause of the blast was a leaking pipe, she said", "a leaking pipe", "explosion"),
        ("The inquiry named a worn axle as the cause of the derailment", "a worn axle", "crash"),
        ("The likely cause was a cigarette", "a cigarette", ANY),
        ("Speeding was to blame", "speeding", ANY),
        ("A lorry driver was responsible for the accident", "a lorry driver", ANY),
        ("Neighbours accuse the landlord of starting the fire", "the landlord", "fire"),
        ("The ferry to the island sank because of a shifting load", "a shifting load", "sinking"),
        ("The trucker fell asleep, causing the crash", "the trucker fell asleep", "crash"),
        ("Youths set two cars on fire", "youths set on fire", "fire"),
        ("A missile shot down the airliner", "a missile shot down", "crash"),
        ("Gales knocked out power to 3,000 homes", "gales knocked out power", "outage"),
        ("Detectives are treating the blaze as arson", "treating as arson", "fire"),
        ("The barn fire was set on purpose", "set on purpose", "fire"),
        ("The barn fire started in the kitchen", "the kitchen", "fire"),
        ("The ammonia leak came from a cracked valve", "a cracked valve", "spill"),
        ("The riot grew out of a dispute over bread", "a dispute over bread", "unrest"),
        ("The unrest in Lund was set off by a rumour", "a rumour", "unrest"),
        ("Gales brought down the radio mast", "gales", "collapse"),
        ("Floodwater undermined the pillars", "floodwater", "collapse"),
        ("Rats brought the disease", "rats", "outbreak"),
    ],
)
def test_the_cause_that_a_text_gives(text, cause, effect):
    """However it is put, the cause and the kind of its effect are read."""
    assert told(text) == [(cause, effect, False)]


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        ("Fog did not cause the crash", "fog", "crash"),
        ("The crash wasn't caused by fog", "fog", "crash"),
        ("Fog had nothing to do with the crash", "fog", "crash"),
        ("The brigade ruled out lightning as the cause of the fire", "lightning", "fire"),
        ("Sabotage has been ruled out", "sabotage", ANY),
        ("The fire was not started deliberately", "was started deliberately", "fire"),
    ],
)
def test_the_cause_that_a_text_denies(text, cause, effect):
    """What is said not to have been the cause is read as such."""
    assert told(text) == [(cause, effect, True)]


@pytest.mark.parametrize(
    "text",
    [
        "The fire was started by arsonists, not by a gas leak",
        "The fire was started by arsonists rather than a gas leak",
        "Arsonists, not a gas leak, started the fire",
        "The fire was not started by a gas leak but by arsonists",
        "The fire was started not by a gas leak but by arsonists",
    ],
)
def test_one_cause_given_and_one_denied(text):
    """A sentence that turns down one cause for another gives both, each with its side."""
    found = {words.removeprefix("a "): denied for words, _, denied in told(text)}

    assert found == {"arsonists": False, "gas leak": True}


@pytest.mark.parametrize(
    "text",
    [
        "The fire was partly caused by old wiring",
        "Old wiring contributed to the fire",
        "It is not known what caused the fire",
        "The cause of the fire is under investigation",
        "Police are looking into whether arson caused the fire",
        "A spark could have caused the fire",
        "No fire was ever caused by the line",
        "Police have not ruled out arson",
        "The fire brigade arrived within minutes",
        "Firemen brought the fire under control",
        "The scandal weakened a pillar of the party",
        "The vote brought down the government",
    ],
)
def test_no_cause_where_none_is_settled(text):
    """A cause that is one of several, asked after, only possible, or not told is none."""
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was due to sail at noon",
        "The death sparked an outcry",
        "An argument led to the shooting",
        "The concert started late",
        "The fire started in the old town at noon",
        "The march set off by nine",
        "The company links pay to profit",
        "Sugar prices rose because of a poor harvest",
    ],
)
def test_no_effect_where_nothing_of_a_kind_came_about(text):
    """What is no mishap, and what people do for many reasons, are no effect."""
    assert [effect for _, effect, _ in told(text)] == [None]


def test_a_pronoun_stands_for_an_effect():
    """What "that" is, only the sentence before tells."""
    assert told("The regulator put that down to a damaged cable") == [("a damaged cable", IT, False)]
    assert told("A damaged cable did not cause this") == [("a damaged cable", IT, True)]


def test_sorts_of_cause():
    """Causes of one sort, and of sorts that go together, may be one cause in two accounts."""
    assert go_together(sorts_of("faulty wiring"), sorts_of("a power surge"))
    assert go_together(sorts_of("poor maintenance"), sorts_of("worn brakes"))
    assert not go_together(sorts_of("heavy rain"), sorts_of("poor maintenance"))
    assert not go_together(sorts_of("a dog"), sorts_of("a cat"))
