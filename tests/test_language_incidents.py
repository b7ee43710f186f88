"""Mentions in one document join one incident unless something known speaks against it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.base.records import TimeSpan
from claims.language.incidents import Mention, link_mentions


def day(number, month=5):
    """One day of 2024 as a time."""
    at = date(2024, month, number)
    return TimeSpan(text=f"{at}", start=at, end=at)


def link(*mentions):
    """The incident of each mention, by number; places differ when none is shared, times when days do."""
    joined, _ = link_mentions(
        list(mentions),
        apart=lambda left, right: bool(left) and bool(right) and not set(left) & set(right),
        disjoint=lambda left, right: left.end < right.start or right.end < left.start,
    )
    return joined


FIRST = Mention("strike", 0, definite=False, actors=frozenset({"Norway"}), places=("Leeds",), time=day(1))


@pytest.mark.parametrize(
    "later",
    [
        Mention("strike", 1, definite=True),
        Mention("strike", 0, definite=False),
        Mention("strike", 2, definite=False, places=("Leeds",)),
        Mention("strike", 2, definite=False, actors=frozenset({"Norway"})),
        Mention("strike", 1, definite=True, time=day(1)),
    ],
)
def test_a_mention_that_points_back_is_the_same_event(later):
    """Definite, in the same sentence, or nearby with the same actor or place."""
    assert [0, 0] == link(FIRST, later)


@pytest.mark.parametrize(
    "later",
    [
        Mention("earthquake", 1, definite=True),
        Mention("strike", 1, definite=True, places=("Bristol",)),
        Mention("strike", 1, definite=True, actors=frozenset({"Sweden"})),
        Mention("strike", 1, definite=True, time=day(2)),
        Mention("strike", 1, definite=False),
        Mention("strike", 40, definite=True),
    ],
)
def test_a_mention_that_differs_is_another_event(later):
    """Another sort, place, actor or day, a new indefinite one, or one far away."""
    assert [0, 1] == link(FIRST, later)


def test_an_incident_knows_what_all_its_mentions_said():
    """What the second mention adds counts against the third."""
    second = Mention("strike", 1, definite=True, places=("Leeds",))
    third = Mention("strike", 2, definite=True, places=("Bristol",))

    assert [0, 0, 1] == link(Mention("strike", 0, definite=False), second, third)


def test_a_long_time_dates_no_event():
    """A background of months ("since January") does not part what one day names."""
    background = TimeSpan(text="this year", start=date(2024, 1, 1), end=date(2024, 12, 31))
    first = Mention("strike", 0, definite=False, time=background)

    joined, incidents = link_mentions([first], apart=lambda *_: False, disjoint=lambda *_: False)

    assert [0] == joined
    assert [] == incidents[0].times


def test_no_mentions_make_no_incidents():
    """Nothing in, nothing out."""
    assert [] == link()


MENTIONS = st.builds(
    Mention,
    sort=st.sampled_from(["strike", "earthquake"]),
    sentence=st.integers(0, 9),
    definite=st.booleans(),
    actors=st.frozensets(st.sampled_from(["Norway", "Sweden"]), max_size=1),
    places=st.lists(st.sampled_from(["Leeds", "Bristol"]), max_size=1).map(tuple),
    time=st.one_of(st.none(), st.integers(1, 3).map(day)),
)


@given(mentions=st.lists(MENTIONS, max_size=12))
def test_no_incident_contradicts_itself(mentions):
    """All mentions of one incident share an actor, a place and a day, as far as they name them."""
    mentions = sorted(mentions, key=lambda mention: mention.sentence)
    joined = link(*mentions)

    for incident in set(joined):
        parts = [mention for mention, at in zip(mentions, joined, strict=True) if at == incident]
        assert 1 == len({part.sort for part in parts})
        assert 1 >= len({part.actors for part in parts if part.actors})
        assert 1 >= len({part.places for part in parts if part.places})
        assert 1 >= len({part.time.start for part in parts if part.time})


@given(mentions=st.lists(MENTIONS, max_size=12))
def test_incidents_are_numbered_as_they_appear(mentions):
    """A later event never takes an earlier number, so ids hold while a document grows at its end."""
    joined = link(*sorted(mentions, key=lambda mention: mention.sentence))

    firsts = [at for index, at in enumerate(joined) if at not in joined[:index]]
    assert list(range(len(firsts))) == firsts
