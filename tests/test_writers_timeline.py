"""The toll timeline: every figure in its place, bounds as far as they reach, words that can be read."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.base.records import Claim, Quantity
from claims.writers.quotes import Source
from claims.writers.tape import Row
from claims.writers.timeline import LINE, timelines

DAY = date(2024, 5, 1)


def make_row(low, high=None, *, day=0, speaker="the mayor", carried=(1, 1), **known):
    """A figure of so many days after the first."""
    published = None if day is None else DAY + timedelta(days=day)
    claim = Claim(
        id=f"c{low}{high}{day}",
        document="d",
        origin="d",
        text="t",
        quote="t",
        sentence="t",
        start=0,
        end=1,
        speaker=speaker,
        party=known.pop("party", None),
        published=published,
    )
    quantity = Quantity(text=f"{low} {high}", low=low, high=high, **{"role": "killed", **known})
    articles, origins = carried
    sources = tuple(Source(number, "Post", "a day") for number in range(1, articles + 1))
    return Row(quantity=quantity, claim=claim, incident="A", sources=sources, origins=origins)


def exact(value, **known):
    """A figure without bounds."""
    return make_row(value, value, **known)


def test_later_is_further_right_and_more_is_higher():
    """As on any such chart; zero at the bottom."""
    (line,) = timelines([exact(12), exact(40, day=3), exact(30, day=5)], {})

    low, middle, high = sorted(line.points, key=lambda point: point.row.quantity.low)
    assert low.x < high.x < middle.x
    assert high.y < middle.y < low.y
    assert ["0", "10", "20", "30", "40"] == [value for _, value in line.values]
    assert ["1 May 2024", "6 May 2024"] == [day for _, day in line.days]


def test_bounds_reach_as_far_as_they_are_stated():
    """A figure "at least" is open above, "up to" below, a range ends where it says."""
    (line,) = timelines([make_row(10), make_row(None, 30), make_row(15, 20, day=1), exact(5)], {})

    at = {(point.row.quantity.low, point.row.quantity.high): point for point in line.points}
    assert at[10, None].high < at[10, None].low == at[10, None].y
    assert at[None, 30].low > at[None, 30].high == at[None, 30].y
    assert at[15, 20].high < at[15, 20].low
    assert at[5, 5].high == at[5, 5].low


def test_figures_far_apart_share_a_scale_of_tenfolds():
    """The small ones can still be told apart."""
    (line,) = timelines([exact(2), exact(9), exact(90_000, day=1)], {})

    heights = {point.row.quantity.low: point.y for point in line.points}
    assert line.is_steep
    assert heights[2] - heights[9] > LINE / 2
    assert ["1", "10", "100", "1,000", "10,000", "100,000"] == [value for _, value in line.values]


def test_what_has_no_day_stands_left_of_all_that_have():
    """It is shown, and not put where it might not belong."""
    (line,) = timelines([exact(3, day=None), exact(4)], {})

    undated, dated = sorted(line.points, key=lambda point: point.row.quantity.low)
    assert line.left <= undated.x < dated.x


def test_words_say_figure_incident_voice_and_how_many_carry_it():
    """A figure without a named source names who prints it."""
    (line,) = timelines([exact(3, carried=(12, 2)), exact(4, speaker=None)], {})

    assert {
        "3 (A) · the mayor, 12 articles of 2 origins",
        "4 (A) · Post, no source named",
    } == {point.words for point in line.points}


def test_each_party_has_its_colour():
    """That of the graph."""
    (line,) = timelines([exact(3, party="North"), exact(4, party="East")], {"North": 1})

    assert [8, 1] == [point.colour for point in line.points]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [exact(3)],
        [exact(3), exact(3, day=2)],  # the same figure
        [exact(3), exact(4, role="injured")],
        [exact(3), exact(4, unit="%")],
        [make_row(None, None), exact(3)],  # words without a number
        [exact(34, role="age", unit="year"), exact(35, role="age", unit="year")],
    ],
)
def test_figures_that_do_not_rival_make_no_timeline(rows):
    """One figure, or figures of different things, are in the table."""
    assert () == timelines(rows, {})


FIGURES = st.tuples(
    st.floats() | st.integers(0, 100),
    st.none() | st.integers(0, 4000),
    st.sampled_from(["low", "high", "both"]),
)


@given(st.lists(FIGURES, min_size=2, max_size=30))
def test_all_is_inside_and_no_label_covers_another(figures):
    """Whatever the figures and days are."""
    rows = [
        make_row(value if ends != "high" else None, value if ends != "low" else None, day=day)
        for value, day, ends in figures
    ]

    for line in timelines(rows, {}):
        labels = sorted(point.label for point in line.points)
        assert sum(_is_plain(row) for row in rows) == len(line.points)
        assert all(after - before >= LINE for before, after in pairwise(labels))
        assert all(0 < label <= line.height for label in labels)
        assert all(line.left <= point.x <= line.right for point in line.points)
        assert all(0 <= point.y <= line.height for point in line.points)
        assert 2 <= len(line.values) <= 14


def _is_plain(row):
    """Whether a chart has room for the figure."""
    ends = {row.quantity.low, row.quantity.high} - {None}
    return all(end == 0 or 1e-6 <= abs(end) <= 1e15 for end in ends)
