"""Small values in words: exact, short, and with the right plural."""

from datetime import date

import pytest

from claims.base.records import Quantity, TimeSpan
from claims.language.wording import (
    count_words,
    figure_words,
    letter_of,
    number_words,
    stance_words,
    time_words,
)


@pytest.mark.parametrize(
    ("text", "low", "high", "known", "words"),
    [
        ("46", 46, 46, {}, "46"),
        ("about 50", 50, 50, {"approximate": True}, "about 50"),
        ("at least 46", 46, None, {}, "at least 46"),
        ("more than 1,500", 1500, None, {}, "more than 1,500"),
        ("fewer than 10", None, 10, {}, "less than 10"),
        ("up to 10", None, 10, {}, "at most 10"),
        ("dozens", 24, None, {"approximate": True}, "24 or more (dozens)"),
        ("a few", None, 9, {"approximate": True}, "9 or fewer (a few)"),
        ("40 to 50", 40, 50, {}, "40 to 50"),
        ("some 20", 18, 22, {"approximate": True}, "18 to 22 (some 20)"),
        ("2.5 percent", 2.5, 2.5, {"unit": "%"}, "2.5%"),
        ("3 points", 3, 3, {"unit": "pp"}, "3 percentage points"),
        ("at least 5 km", 5, None, {"unit": "km"}, "at least 5 km"),
        ("zero", 0, 0, {}, "0"),
        ("many", None, None, {}, "many"),
    ],
)
def test_a_figure_keeps_its_bounds(text, low, high, known, words):
    """What is open stays open, what is vague stays vague."""
    assert words == figure_words(Quantity(text=text, low=low, high=high, **known))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-12-24", "2024-12-24", "24 December 2024"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2022-01-01", "2023-12-31", "2022 to 2023"),
        ("2024-01-01", "2024-03-31", "January to March 2024"),
        ("2024-05-03", "2024-05-10", "3 to 10 May 2024"),
        ("2024-04-28", "2024-05-03", "28 April to 3 May 2024"),
        ("2023-12-30", "2024-01-02", "30 December 2023 to 2 January 2024"),
        ("2024-05-03", None, "since 3 May 2024"),
        (None, "2024-05-03", "until 3 May 2024"),
        (None, None, "date not stated"),
    ],
)
def test_an_interval_is_said_exactly(start, end, words):
    """The coarsest words that lose nothing."""
    first, last = (day and date.fromisoformat(day) for day in (start, end))

    assert words == time_words(TimeSpan(text="then", start=first, end=last))


def test_no_time_is_said_so():
    """Silence is told, not filled."""
    assert "date not stated" == time_words(None)


@pytest.mark.parametrize(
    ("stance", "speaker", "words"),
    [
        ("asserts", None, "says"),
        ("asserts", "Reuters", "says"),
        ("asserts", "local officials", "say"),
        ("denies", "residents", "deny"),
        ("accuses", "police", "accuse"),
        ("promises", "the press", "promises"),
        ("expects", "", "expects"),
    ],
)
def test_the_verb_follows_the_speaker(stance, speaker, words):
    """One says, several say."""
    assert words == stance_words(stance, speaker)


def test_counts_and_letters():
    """Thousands are marked; after Z comes AA."""
    assert "1,000 claims" == count_words(1000, "claim")
    assert "-3" == number_words(-3.0)
    assert ["A", "Z", "AA", "ZZ", "AAA"] == [letter_of(number) for number in (0, 25, 26, 701, 702)]
