"""Versions of an article: which texts are one article, in which order, and what an edit changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.base.records import Claim, Document, Quantity, TimeSpan
from claims.language.versions import (
    article_key,
    change_between,
    is_edit,
    likeness,
    order_versions,
    reworded,
    said_alike,
)

MONDAY = date(2024, 5, 6)
STORY = "The ferry left the harbour at noon. It sank off the cape an hour later. {} people drowned."


def read(text, *, source="a.txt", **known):
    """A document of this text."""
    return Document.of(text, source=source, **known)


def claim(text, **known):
    """A claim in these words."""
    plain = {"id": text, "document": "d", "origin": "d", "quote": text, "sentence": text, "start": 0}
    return Claim(**{**plain, "text": text, "end": len(text)} | known)


def dead(number, **known):
    """So many people killed."""
    shape = {"text": f"{number} people", "low": number, "high": number, "of": "people", "role": "killed"}
    return Quantity(**shape | known)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"url": "https://a.example/story"}, {"url": "http://www.a.example/story/#top"}, True),
        ({"url": "https://a.example/story?id=1"}, {"url": "https://a.example/story?utm_medium=x&id=1"}, True),
        ({"url": "https://a.example/story?id=1"}, {"url": "https://a.example/story?id=2"}, False),
        ({"url": "https://a.example/story"}, {"url": "https://b.example/story"}, False),
        ({"url": "https://a.example/"}, {"url": "https://a.example/", "source": "b.txt"}, False),
        ({"url": "http://[broken"}, {"url": "http://[broken"}, True),  # the file is the same
        ({"source": "a.txt"}, {"source": "a.txt"}, True),
        ({"source": "a.txt"}, {"source": "b.txt"}, False),
        ({"source": "rows.jsonl#7"}, {"source": "rows.jsonl#7"}, True),
        ({"source": "https://a.example/story"}, {"url": "https://a.example/story"}, True),
    ],
)
def test_an_article_is_known_by_its_address_or_else_its_file(one, other, same):
    """What an address holds beside the name of the page does not matter; the front page is no article."""
    assert same == (article_key(read("one", **one)) == article_key(read("two", **other)))


@pytest.mark.parametrize("source", ["-", "-:3"])
def test_what_comes_through_a_pipe_is_no_article(source):
    """Two texts through one pipe have nothing in common."""
    assert article_key(read("one", source=source)) is None
    assert article_key(read("one", source="-#7")) is not None


def test_versions_are_in_the_order_of_reading():
    """Where no date says otherwise."""
    texts = [read(STORY.format(n), url="https://a.example/x") for n in (47, 46, 48)]

    assert {texts[0].id: None, texts[1].id: texts[0].id, texts[2].id: texts[1].id} == order_versions(texts)


def test_an_earlier_date_goes_first():
    """An older version that is read later does not become the newest."""
    old, new, undated = (
        read(STORY.format(n), url="https://a.example/x", published=day)
        for n, day in [(47, MONDAY), (46, MONDAY + timedelta(1)), (48, None)]
    )

    assert {old.id: None, new.id: old.id} == order_versions([new, old])
    assert {old.id: None, new.id: old.id, undated.id: new.id} == order_versions([new, old, undated])


def test_a_file_that_holds_another_article_is_no_version():
    """A name that is used again, for a draft or a download, says little: the text must be an edit."""
    story, other, edit = (
        read(STORY.format(47)),
        read("The council will meet on Friday to speak about the bridge."),
        read(STORY.format(46)),
    )

    assert {story.id: None, other.id: None, edit.id: story.id} == order_versions([story, other, edit])
    assert {} == order_versions([])


def test_a_page_is_one_article_however_much_of_it_changed():
    """What its publisher puts under one address is one article."""
    old = read("Rain.", url="https://a.example/x")
    new = read("The council met.", url="https://a.example/x")

    assert {old.id: None, new.id: old.id} == order_versions([old, new])


@given(st.text(), st.text())
def test_being_an_edit_has_no_direction(one, other):
    """And every text is an edit of itself."""
    assert is_edit(one, other) == is_edit(other, one)
    assert is_edit(one, one)


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        (claim("47 drowned"), claim("47  Drowned"), True),
        (claim("47 drowned"), claim("46 drowned"), False),
        (claim("47 drowned", sentence="Police said 47 drowned."), claim("47 drowned"), True),
        (claim("47 drowned", speaker="police", sentence="x"), claim("47 drowned", speaker="nurses"), False),
        (claim("47 drowned", stance="denies", sentence="x"), claim("47 drowned"), False),
        (claim("so", sentence="He said so."), claim("that", sentence="He said so.", speaker="x"), True),
    ],
)
def test_claims_in_the_same_words_are_one(left, right, alike):
    """The sentence, or the words with who says them; space and capitals do not matter."""
    assert alike == said_alike(left, right) == said_alike(right, left)


def test_likeness_looks_past_figures_and_dates():
    """An edited toll stands in the place of the old one."""
    assert 1 == likeness(claim("47 people drowned on May 5"), claim("46 people drowned on May 6"))
    assert 0 == likeness(claim("Rain fell"), claim("Fish swam"))
    assert likeness(claim("47 people drowned"), claim("The council met")) < 0.3


MONTH = {"start": date(2024, 5, 1), "end": date(2024, 5, 31)}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ({"quantities": (dead(47),)}, {"quantities": (dead(46),)}, "the figure was 47, now 46"),
        (
            {"quantities": (dead(12, role="injured"), dead(47))},
            {"quantities": (dead(12, role="injured"), dead(47, high=None))},
            "the figure was 47, now at least 47",
        ),
        ({"places": ("Lyon",)}, {"places": ("Nice",)}, "the place was Lyon, now Nice"),
        (
            {"time": TimeSpan(text="in May", **MONTH)},
            {"time": TimeSpan(text="on Monday", start=MONDAY, end=MONDAY)},
            "the date was in May, now on Monday",
        ),
        ({}, {"negated": True}, "the statement was “it sank”, now “it sank”"),
        ({"stance": "denies"}, {}, "the statement was “it sank”, now “it sank”"),
        (
            {"frames": {"who died": (1, "rebels")}},
            {"frames": {"who died": (2, "farmers")}},
            "the wording was “rebels”, now “farmers”",
        ),
        (
            {"speaker": "police", "sentence": "police said it sank"},
            {"speaker": "nurses", "sentence": "nurses said it sank"},
            "the speaker was police, now nurses",
        ),
    ],
)
def test_what_an_edit_changed_is_told(old, new, words):
    """With both values, and so the other way round."""
    change = change_between(claim("it sank", **old), claim("it sank", **new))
    back = change_between(claim("it sank", **new), claim("it sank", **old))

    assert words == change.words
    assert (change.was, change.now) == (back.now, back.was)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({}, {}),
        ({"quantities": (dead(47),)}, {"quantities": (dead(47, text="forty-seven", of="men"),)}),
        ({"quantities": (dead(47),)}, {"quantities": (dead(12, role="injured"),)}),
        ({"quantities": (dead(47),)}, {}),
        ({"places": ("Lyon",)}, {"places": ("Lyon", "France")}),
        ({"places": ("Lyon",)}, {}),
        ({"time": TimeSpan(text="in May", **MONTH)}, {}),
        (
            {"time": TimeSpan(text="on Monday", start=MONDAY, end=MONDAY)},
            {"time": TimeSpan(text="on Monday", start=MONDAY + timedelta(7), end=MONDAY + timedelta(7))},
        ),
        ({"frames": {"who died": (1, "rebels")}}, {"frames": {"who died": (1, "gunmen")}}),
        ({"speaker": "the minister"}, {"speaker": "Jane Doe"}),  # a pronoun, followed otherwise
        ({"speaker": "the minister"}, {}),
    ],
)
def test_what_is_only_told_in_other_words_is_no_change(old, new):
    """Or told more or less exactly, or read otherwise while the words are the same."""
    assert change_between(claim("it sank", **old), claim("it sank", **new)) is None


def test_a_statement_in_quite_other_words_is_another():
    """A slip that was mended is none."""
    old = claim("The minister praised the crew of the ferry for what it did")

    assert reworded(old, claim("The minister praised the crew of the ferries for what it did")) is None
    assert "wording" == reworded(old, claim("The minister blamed the crew of the ferry for all of it")).what
