"""Bodies that no table can hold speak under their own names; people as such speak for nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.language.bodies import body_of, is_same_body, kinds_of


@pytest.mark.parametrize(
    ("phrase", "body"),
    [
        ("Springfield police spokesman Lt", "Springfield police"),
        ("City of Springfield Police officer", "City of Springfield Police"),
        ("police in Springfield", "Springfield police"),
        ("Metro Police Department", "Metro Police Department"),
        ("Lee County Sheriff", "Lee County Sheriff"),
        ("Lee County sheriff's deputies", "Lee County sheriff"),
        ("the mayor of Lyon", "Lyon"),
        ("Texas officials", "Texas"),
        ("Indiana Gov.", "Indiana"),
        ("a spokeswoman for the charity Water Now", "Water Now"),
        ("the Rome-based charity Water Now", "Water Now"),
        ("chair of the Acme Steel advisory council", "Acme Steel"),
        ("United Airlines chief executive", "United Airlines"),
        ("the Transport Workers Union", "Transport Workers Union"),
        ("Addis Ababa University officials", "Addis Ababa University"),
        ("Ann Lee's campaign manager", "Ann Lee's campaign"),
        ("a Red Cross official in Lima", "Red Cross"),
    ],
)
def test_a_post_speaks_for_its_body(phrase, body):
    """Spokesmen, mayors and officers speak for the body that their title names."""
    assert body == body_of(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "police",
        "officials",
        "the Prime Minister",
        "House Speaker",
        "the Interior Ministry",
        "the Police Department",
        "union leader",
        "a nurse at Springfield Hospital",
        "an Acme Corp employee",
        "a Rider University professor",
        "former Acme chief executive",
        "Springfield residents",
        "the Smith family",
        "a Chinese company",
        "a New York Times columnist",
        "opposition leader",
        "",
    ],
)
def test_who_speaks_for_no_body(phrase):
    """Offices that every place has, experts, relatives, media and people who have left."""
    assert body_of(phrase) is None


def test_a_description_needs_a_post():
    """What a person is said to be names a body only with a post of it."""
    assert [None, "Acme"] == [body_of(phrase, titled=True) for phrase in ("Acme", "Acme founder")]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Springfield Police", "City of Springfield Police Department", True),
        ("Acme", "ACME", True),
        ("Acme Steel", "Acme Steel Inc.", True),
        ("Springfield Police", "Springfield", False),
        ("Springfield Police", "Shelbyville Police", False),
        ("Lee County Sheriff", "Lee County Coroner", False),
    ],
)
def test_bodies_with_like_names_are_kept_apart(left, right, same):
    """A longer form of one name is the same body; a town is not its police."""
    assert same == is_same_body(left, right) == is_same_body(right, left)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [("NYPD", {"police"}), ("University of Idaho", {"university"}), ("Ann Lee", set()), ("", set())],
)
def test_a_name_says_what_sort_of_body_it_is(name, kinds):
    """By its words, wherever they stand."""
    assert kinds == kinds_of(name)


@given(st.text())
def test_any_phrase_is_read_without_error(phrase):
    """What comes out stands in the phrase, or ends in a word of it."""
    body = body_of(phrase)

    assert body is None or set(body.split()) <= set(phrase.split()) | {body.split()[-1]} or body
