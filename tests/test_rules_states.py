"""States that exclude each other: found in one story, and left alone."""

from datetime import date

import pytest
from sides import claim, compare

from claims.base.records import Quantity, TimeSpan
from claims.rules.contents import content_words, states_of


def percents(number):
    """A quantity of percent."""
    return Quantity(text=f"{number} percent", low=number, high=number, unit="%")


TUESDAY = TimeSpan(text="Tuesday", start=date(2024, 1, 9), end=date(2024, 1, 9))
OPEN = ("a", "the plant in Halden will remain open")
SHUT = ("b", "the Halden plant is to be shut")
PLANT = {"subject": "the plant"}


@pytest.mark.parametrize(
    ("known", "pair", "expected"),
    [
        ({}, {}, ("attribute", "conflict")),
        ({}, {"one_story": False}, None),
        ({}, {"similarity": 0.2}, None),
        ({"subject": "the road"}, {}, None),
        ({"stance": "denies"}, {}, None),
        ({"time": TimeSpan(text="2019", start=date(2019, 1, 1), end=date(2019, 12, 31))}, {}, None),
    ],
)
def test_one_thing_in_two_states(known, pair, expected):
    """A thing is put into two states only where both are told of it, in one story and at one time."""
    left, right = claim(*OPEN, **PLANT), claim(*SHUT, **(PLANT | known))
    assert expected == compare("states", left, right, **pair)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (("the mill will remain open", "the mill"), ("the factory is to be shut", "the factory"), True),
        (("the mill will remain open", "the mill"), ("the bakery is to be shut", "the bakery"), False),
        (("he was awake all night", "he"), ("the skipper had fallen asleep", "the skipper"), True),
        (("he was awake all night", "he"), ("the cook had fallen asleep", "the cook"), False),
        (("the mill was open", "the mill"), ("the road to the mill was shut", "the road to the mill"), False),
        (("the boat was seaworthy", "the boat"), ("the vessel was unseaworthy", "the vessel"), True),
        (("a man was sober", "a man"), ("a man was drunk", "a man"), False),
    ],
)
def test_one_thing_by_two_names(mine, theirs, expected):
    """A mill is a factory, and who says "he" speaks of himself; of a man there are many."""
    left, right = (
        claim(name, text, subject=subject, speaker="the captain")
        for name, (text, subject) in (("a", mine), ("b", theirs))
    )
    assert expected is (compare("states", left, right) is not None)


@pytest.mark.parametrize(("month", "expected"), [(1, True), (6, False)])
def test_a_state_holds_for_a_while(month, expected):
    """What was open in January may well be shut in June."""
    left, right = claim(*OPEN, **PLANT), claim(*SHUT, **PLANT, published=date(2024, month, 20))
    assert expected is (compare("states", left, right) is not None)


@pytest.mark.parametrize(("percent", "expected"), [(3.1, True), (2.4, False)])
def test_a_movement_is_known_by_its_figure(percent, expected):
    """Shares that closed 3.1 percent higher, undated, are those that fell by as much on Tuesday."""
    left = claim("a", "the shares closed higher", subject="the shares", quantities=(percents(3.1),))
    right = claim("b", "the shares fell", subject="the shares", quantities=(percents(percent),), time=TUESDAY)
    assert expected is (compare("states", left, right) is not None)


def test_a_later_word_of_one_voice_is_a_revision():
    """Who says first that a plant stays open and later that it shuts has changed what is said."""
    left = claim(*OPEN, **PLANT, speaker="the firm")
    right = claim(*SHUT, **PLANT, speaker="the firm", published=date(2024, 1, 14))
    assert compare("states", left, right) == ("attribute", "revision")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the shop will not close", {"whether it is open": 0}),
        ("the shop will close", {"whether it is open": 1}),
        ("the shop was closed and will open again", {}),
        ("the enclosure was painted", {}),
        ("she was acquitted", {"the verdict": 0}),
        ("in honor of those killed at sea", {"whether he or she lives": 1}),
        ("nobody was killed at sea", {"whether he or she lives": 0}),
        ("the boat sank", {}),
        ("the man, who was not named, died", {"whether he or she lives": 1}),
    ],
)
def test_states_that_a_statement_tells(text, expected):
    """A "not" turns a state round; words of both sides, or inside other words, tell none."""
    assert expected == {question: side for question, (side, _) in states_of(text).items()}


def test_words_without_content_count_nothing():
    """Two statements share nothing by words that every report holds."""
    assert content_words("The officials said on Monday that they had been there.") == set()


CLOSED = "the plant in Halden was closed on Monday and later reopened"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (CLOSED, None),
        ("the plant in Halden was repaired on Monday and later reopened", ("attribute", "conflict")),
    ],
)
def test_what_changed_within_a_sentence_is_in_no_dispute(sentence, expected):
    """A plant that was closed and reopened was both."""
    left = claim("a", "the plant in Halden reopened", **PLANT).model_copy(update={"sentence": sentence})
    assert expected == compare("states", left, claim("b", "the Halden plant was shut", **PLANT))


@pytest.mark.parametrize(
    ("subject", "expected"), [("the ferry", ("attribute", "conflict")), ("police", None), ("officials", None)]
)
def test_who_acts_in_every_story_is_no_thing_in_two_states(subject, expected):
    """Police who stopped a van and police whose search is ongoing say nothing of one thing."""
    left = claim("a", f"{subject} stopped in Halden", subject=subject)
    right = claim("b", f"{subject} resumed in Halden", subject=subject)
    assert expected == compare("states", left, right)
