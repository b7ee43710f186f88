"""Times: which days a phrase means, anchored on the day of publication and on nothing else."""

import time
from calendar import day_name
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English

from claims.base.records import TimeSpan
from claims.language.feasts import feast_names, latest_feast
from claims.language.times import base_of, read_times, times_overlap

NLP = English()  # words only: the rules need a parse for the tense alone
PUBLISHED = date(2024, 4, 23)  # a Tuesday
LONG = 10_000  # characters
EARLIEST, LATEST = date(1400, 1, 1), date(2099, 12, 31)
DATES = st.dates(EARLIEST, LATEST)
PHRASES = [
    "last month",
    "this week",
    "earlier this week",
    "last year",
    "yesterday",
    "two weeks ago",
    "on Saturday night",
    "over the last three years",
    "in March",
    "on Dec. 24",
    "in recent months",
    "last summer",
    "the first half of this year",
    "since Monday",
    "by the end of May",
    "overnight",
    "the past decade",
]


@st.composite
def spans(draw):
    """Any stretch of days, open at either end or at both."""
    first, last = sorted(draw(st.tuples(DATES, DATES)))
    start, end = draw(st.sampled_from([(first, last), (None, last), (first, None), (None, None)]))
    return TimeSpan(text="", start=start, end=end)


def day_of(day):
    """In ISO 8601, or None."""
    return day.isoformat() if day else None


def told(text, published=PUBLISHED):
    """Words, first day, last day, role of each time in the text."""
    return [
        (when.span.text, day_of(when.span.start), day_of(when.span.end), when.role)
        for when in read_times(NLP(text), published)
    ]


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("April 27, 2022", "April 27, 2022", "2022-04-27", "2022-04-27"),
        ("on the 27th of April 2022", "the 27th of April 2022", "2022-04-27", "2022-04-27"),
        ("April 27-29, 2022", "April 27-29, 2022", "2022-04-27", "2022-04-29"),
        ("on 27/04/2022", "27/04/2022", "2022-04-27", "2022-04-27"),
        ("on 27-Apr-2022", "27-Apr-2022", "2022-04-27", "2022-04-27"),
        ("on 04/05/2022", "04/05/2022", "2022-04-05", "2022-05-04"),
        ("on Dec. 24", "Dec. 24", "2023-12-24", "2023-12-24"),
        ("in 2023", "2023", "2023-01-01", "2023-12-31"),
        ("began as early as 2022", "2022", "2022-01-01", "2022-12-31"),
        ("in May, 2023", "May, 2023", "2023-05-01", "2023-05-31"),
        ("in August last year", "August last year", "2023-08-01", "2023-08-31"),
        ("in June", "June", "2023-06-01", "2023-06-30"),
        ("in late 2001", "late 2001", "2001-09-01", "2001-12-31"),
        ("the first half of 2020", "the first half of 2020", "2020-01-01", "2020-06-30"),
        ("the first three months of 2023", "the first three months of 2023", "2023-01-01", "2023-03-31"),
        ("between 2014 and 2016", "2014 and 2016", "2014-01-01", "2016-12-31"),
        ("in 2022-23", "2022-23", "2022-01-01", "2023-12-31"),
        ("between Monday and Wednesday", "Monday and Wednesday", "2024-04-15", "2024-04-17"),
        ("in the 1990s", "the 1990s", "1990-01-01", "1999-12-31"),
        ("in the 19th century", "the 19th century", "1801-01-01", "1900-12-31"),
        ("during World War II", "World War II", "1939-09-01", "1945-09-02"),
        ("in the wake of 9/11", "9/11", "2001-09-11", "2001-09-11"),
        ("Last month, it rained", "Last month", "2024-03-01", "2024-03-31"),
        ("last week", "last week", "2024-04-15", "2024-04-21"),
        ("Just this week,", "this week", "2024-04-22", "2024-04-28"),
        ("earlier this week", "earlier this week", "2024-04-22", "2024-04-23"),
        ("on Saturday night", "Saturday night", "2024-04-20", "2024-04-20"),
        ("on Tuesday", "Tuesday", "2024-04-23", "2024-04-23"),
        ("last Tuesday", "last Tuesday", "2024-04-16", "2024-04-16"),
        ("next Tuesday", "next Tuesday", "2024-04-30", "2024-04-30"),
        ("yesterday", "yesterday", "2024-04-22", "2024-04-22"),
        ("only two days ago", "only two days ago", "2024-04-21", "2024-04-21"),
        ("three years ago", "three years ago", "2021-01-01", "2021-12-31"),
        ("over the last three years", "the last three years", "2021-04-23", "2024-04-23"),
        ("in the coming months", "the coming months", "2024-04-23", None),
        ("at 3 p.m. on Saturday", "3 p.m. on Saturday", "2024-04-20", "2024-04-20"),
        ("at 3 p.m.", "3 p.m.", None, None),
        ("two days later", "two days later", None, None),
        ("on 3/4/2021.", "3/4/2021", "2021-03-04", "2021-04-03"),
        ("on 13/4/2021.", "13/4/2021", "2021-04-13", "2021-04-13"),
        ("a fortnight ago", "a fortnight ago", "2024-04-09", "2024-04-09"),
        ("an hour ago", "an hour ago", "2024-04-22", "2024-04-23"),
        ("overnight Saturday", "overnight Saturday", "2024-04-19", "2024-04-21"),
        ("overnight into Sunday", "overnight into Sunday", "2024-04-20", "2024-04-21"),
        (
            "Saturday night into Sunday morning",
            "Saturday night into Sunday morning",
            "2024-04-20",
            "2024-04-21",
        ),
        ("in the early 90s", "the early 90s", "1990-01-01", "1993-04-30"),
        ("from June to August", "from June to August", "2023-06-01", "2023-08-31"),
        (
            "more than 300 sheep were stolen from January to March",
            "from January to March",
            "2024-01-01",
            "2024-03-31",
        ),
        ("from November to February", "from November to February", "2023-11-01", "2024-02-29"),
        ("at 1430 GMT", "1430 GMT", None, None),
        ("at 1430 hours on Friday", "1430 hours on Friday", "2024-04-19", "2024-04-19"),
        ("in fiscal 2023", "fiscal 2023", "2022-04-01", "2023-12-31"),
        ("in FY 2022-23", "FY 2022-23", "2022-04-01", "2023-12-31"),
        ("on Christmas Eve", "Christmas Eve", "2023-12-24", "2023-12-24"),
        ("on Christmas Day 2020", "Christmas Day 2020", "2020-12-25", "2020-12-25"),
        ("on Thanksgiving", "Thanksgiving", "2023-11-23", "2023-11-23"),
        ("on Black Friday", "Black Friday", "2023-11-24", "2023-11-24"),
        ("on Good Friday", "Good Friday", "2024-03-29", "2024-03-29"),
        ("over Labor Day weekend", "Labor Day weekend", "2023-09-02", "2023-09-04"),
        ("this weekend", "this weekend", "2024-04-20", "2024-04-21"),
        ("during Ramadan 2024", "Ramadan 2024", "2024-03-10", "2024-04-10"),
        ("in Q3 2023", "Q3 2023", "2023-07-01", "2023-09-30"),
        ("at 2024-03-05T10:00:00Z", "2024-03-05", "2024-03-05", "2024-03-05"),
        ("in mid-2019", "mid-2019", "2019-05-01", "2019-08-31"),
        ("in mid-March 2019", "mid-March 2019", "2019-03-11", "2019-03-20"),
        ("late last year", "late last year", "2023-09-01", "2023-12-31"),
    ],
)
def test_a_phrase_means_these_days(text, words, start, end):
    """Absolute, relative, vague and named times, as first and last possible day."""
    assert [(words, start, end, "at")] == told(text)


@pytest.mark.parametrize(
    ("text", "start", "end", "role"),
    [
        ("since August 2021", "2021-08-01", None, "since"),
        ("since they took the capital in August 2021", "2021-08-01", None, "since"),
        ("until May 2023", None, "2023-05-31", "until"),
        ("by the end of March", None, "2024-03-31", "at"),
        ("before 2020", None, "2019-12-31", "at"),
        ("after 9/11", "2001-09-11", None, "at"),
        ("not seen since 11 p.m. Sunday", "2024-04-21", None, "since"),
        ("rose by 5% from 2022", "2022-01-01", "2022-12-31", "base"),
    ],
)
def test_the_words_before_open_or_close_the_stretch(text, start, end, role):
    """The role tells when it happened from since when, until when, and compared with when."""
    assert [(start, end, role)] == [found[1:] for found in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It may march on 5 fronts",
        "He sat. The sun set",
        "2000 people came",
        "2021 Main Street",
        "Paris Today is a newspaper",
        "1,500 deaths in 12 months",
        "It opens every Friday",
        "They talked for three hours",
        "A 3-day-old calf",
        "The 24-year-old sailor",
        "August Wilson wrote it",
        "The March on Washington",
        "since the takeover",
        "the following morning",
        "the christmas tree",
    ],
)
def test_what_is_no_time_is_left_out(text):
    """Verbs, houses, counts, newspapers and lengths of time name no day."""
    assert [] == told(text)


def test_the_previous_year_is_the_one_before_that_of_the_sentence():
    """Not the one before publication."""
    text = "Attacks surged by 42% in 2021 compared to the previous year."

    assert [("2021", "at"), ("the previous year", "base")] == [(row[0], row[3]) for row in told(text)]
    assert ("2020-01-01", "2020-12-31") == told(text)[1][1:3]
    assert "the previous year" == base_of(text, 0)


@pytest.mark.parametrize("text", PHRASES)
def test_without_a_date_the_relative_is_unknown(text):
    """The clock of the machine is no anchor."""
    assert [(None, None)] == [row[1:3] for row in told(text, published=None)]


@given(st.sampled_from(PHRASES), DATES)
def test_times_end_no_earlier_than_they_start(phrase, published):
    """Whatever the day of publication, the last of February included."""
    for when in read_times(NLP(f"It happened {phrase}."), published):
        start, end = when.span.start, when.span.end

        assert start is None or end is None or start <= end


@given(DATES)
def test_last_month_lies_in_the_month_before(published):
    """From its first to its last day."""
    ((_, start, end, _),) = told("last month", published)
    before = published.replace(day=1) - timedelta(days=1)

    assert (str(before.replace(day=1)), str(before)) == (start, end)


@given(DATES)
def test_a_day_written_out_reads_back(day):
    """Month first, day first, and as ISO 8601; no anchor is needed."""
    forms = [f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()]

    assert [[(form, str(day), str(day), "at")] for form in forms] == [told(form, None) for form in forms]


@given(DATES, st.sampled_from(list(day_name)))
def test_a_weekday_is_the_last_one_up_to_publication(published, name):
    """At most six days back."""
    ((_, start, _, _),) = told(f"on {name}", published)

    assert f"{date.fromisoformat(start):%A}" == name
    assert 0 <= (published - date.fromisoformat(start)).days < 7


@given(spans(), spans())
def test_overlap_is_symmetric_and_unknown_only_for_the_unknown(left, right):
    """Three values: yes, no, cannot be told."""
    unknown = any(span.start is None and span.end is None for span in (left, right))

    assert times_overlap(left, right) is times_overlap(right, left)
    assert unknown is (times_overlap(left, right) is None)


@given(st.text(alphabet="0123456789/:-., apmJMSthday", max_size=60), DATES)
def test_spans_cut_the_words_out(text, published):
    """No input breaks it, and every span is what stands there."""
    doc = NLP(text)

    assert [when.span.text for when in read_times(doc, published)] == [
        text[when.start : when.end] for when in read_times(doc, published)
    ]


@pytest.mark.parametrize(
    "unit", ["1", "1/", "1:", "20", "2020-", "the ", "May ", "since in ", "last ", "two "]
)
def test_no_text_takes_for_ever(unit):
    """Ten thousand characters of one kind are read in processor time that no backtracking would allow."""
    doc = NLP(unit * (LONG // len(unit)))
    before = time.process_time()
    read_times(doc, PUBLISHED)

    assert time.process_time() - before < 5


@pytest.fixture(scope="module")
def parser():
    """The shipped parser."""
    from claims.base.settings import Settings
    from claims.models.parser import load_parser

    return load_parser(Settings())


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The ministers met on Monday.", "2024-04-22"),
        ("The ministers will meet on Monday.", "2024-04-29"),
        ("The hearing is scheduled for Monday.", "2024-04-29"),
        ("The hearing is Monday.", "2024-04-29"),
        ("Inspectors say the ministers met on Monday.", "2024-04-22"),
        ("The choir sings in the chapel on Monday.", "None"),
        ("The ministers met in May.", "2023-05-01"),
        ("The ministers will meet in May.", "2024-05-01"),
        ("The ministers met on May 20.", "2023-05-20"),
        ("Next hearing: May 20.", "None"),
    ],
)
def test_the_tense_tells_which_day(parser, sentence, day):
    """A bare day is the last one, and the next one under a future; the present leaves it open."""
    (doc,) = parser.parse([sentence])

    assert [day] == [str(when.span.start) for when in read_times(doc, PUBLISHED)]


@pytest.mark.model
def test_a_promise_for_the_year_ends_with_that_of_publication(parser):
    """The year of a promise is the running one; of a report it is nobody's."""
    told, kept = parser.parse(
        ["The bridge will open by the end of the year.", "The bridge opened by the end of the year."]
    )

    assert date(2024, 12, 31) == read_times(told, PUBLISHED)[0].span.end
    assert read_times(kept, PUBLISHED)[0].span.end is None


@pytest.mark.model
@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry sails to Friday Harbor.",
        "The Sunday Times reviewed it.",
        "On April Smith's desk lay a letter.",
        "A Halloween party turned loud.",
        "Theresa May said the deal was off.",
        "It rains on Easter Island.",
    ],
)
def test_a_name_is_no_day(parser, sentence):
    """Towns, papers, people and parties that are called after a day or a month."""
    (doc,) = parser.parse([sentence])

    assert [] == read_times(doc, PUBLISHED)


PAST = [
    "on Monday",
    "last Friday",
    "in June",
    "on Dec. 24",
    "on 6 February",
    "on Christmas Eve",
    "overnight",
    "yesterday",
    "two weeks ago",
    "last summer",
    "over Labor Day weekend",
    "late last month",
]


@pytest.mark.model
def test_what_was_lies_before_publication(parser):
    """In a sentence in the past tense, on whatever day of the year it was published."""
    docs = parser.parse([f"The bridge collapsed {words}." for words in PAST])
    days = [PUBLISHED + timedelta(days=37 * step) for step in range(20)]

    for day, doc in product(days, docs):
        (when,) = read_times(doc, day)

        assert when.span.start is None or when.span.start <= day


@given(st.dates(date(1600, 1, 1), LATEST), st.sampled_from(sorted(feast_names())))
def test_a_feast_comes_once_a_year(day, name):
    """The last one up to a day is at most a year and a week back, the next one as far ahead."""
    before, after = (latest_feast(name, day, future=future) for future in (False, True))

    assert timedelta(0) <= day - before <= timedelta(days=400)
    assert timedelta(0) <= after - day <= timedelta(days=400)


@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
def test_any_text_is_read_the_same_way_twice(text, published):
    """No text breaks it, and nothing but the text and the date decides."""
    doc = NLP(text)
    first = read_times(doc, published)

    assert first == read_times(NLP(text), published)
    assert all(0 <= when.start < when.end <= len(text) for when in first)
