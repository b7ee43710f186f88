"""Tolls that documents tell: a smaller one beside a larger of its own document is a part of it."""

from datetime import date

import pytest

from claims.base.records import Claim, Finding, Quantity
from claims.rules.pairs import Pair
from claims.rules.told import is_part_of_told, tolls_told


def claim(document, low, *, role="killed", part=False, **known):
    """A claim with one toll of a fire."""
    words = f"{low} people"
    name = f"{document} {low}"
    toll = Quantity(text=words, low=low, high=low, of="people", role=role, part=part)
    slots = {"origin": document, "text": name, "quote": name, "sentence": name, "start": 0, "end": 1}
    return Claim(id=name, document=document, quantities=(toll,), **(slots | known))


def dispute(left, right):
    """Two claims, and that their figures differ."""
    finding = Finding(
        rule="figures",
        relation="contradiction",
        kind="figure",
        reading="conflict",
        incident="same",
        weight=0.9,
        left_value=left.quantities[0].text,
        right_value=right.quantities[0].text,
        why="",
    )
    return Pair(left, right, 0.7, "same"), finding


NINE, FOUR = claim("daily", 9), claim("herald", 4)


def is_part(left, right, *besides):
    """Whether the smaller figure is a part, whichever way round, with what the documents tell besides."""
    told = tolls_told([left, right, *besides])
    found = {is_part_of_told(*dispute(*ways), told) for ways in ((left, right), (right, left))}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize(
    ("besides", "expected"),
    [
        ((claim("herald", 9),), True),
        ((), False),
        ((claim("herald", 12),), False),
        ((claim("courier", 9),), False),
        ((claim("herald", 9, role="injured"),), False),
        ((claim("herald", 9, part=True),), False),
    ],
)
def test_beside_a_whole_of_its_own_document_a_figure_is_a_part(besides, expected):
    """Not where its document tells no such whole; a larger figure may be the later one and is left."""
    assert expected == is_part(NINE, FOUR, *besides)


DAYS = [date(2024, 5, day) for day in (6, 7)]


@pytest.mark.parametrize(("days", "expected"), [(DAYS, True), (DAYS[:1] * 2, True), (DAYS[::-1], False)])
def test_a_larger_figure_beside_the_smaller_is_a_rival_only_as_news(days, expected):
    """Nine in all and four in one fire are no dispute; nine printed after the four may be news."""
    nine = claim("daily", 9, published=days[0])
    four = claim("herald", 4, published=days[1])

    assert expected == is_part(nine, four, claim("daily", 4, published=days[0]))


def test_two_voices_dispute_whatever_else_their_documents_tell():
    """The mayor's nine stand in both papers; the four of the villagers are theirs."""
    mayor, villagers = (
        claim("daily", 9, speaker="the mayor"),
        claim("herald", 4, speaker="the villagers"),
    )

    assert not is_part(mayor, villagers, claim("herald", 9))


@pytest.mark.parametrize(
    ("quote", "besides", "expected"),
    [
        ("The 4 people who died had been asleep", (claim("herald", 12),), True),
        ("Another 4 people died asleep", (claim("herald", 12),), False),
        ("The 4 people who died had been asleep", (), False),
    ],
)
def test_those_who_died_are_some_of_more_that_the_document_tells(quote, besides, expected):
    """Whoever says so: "the four who died" points back at more dead."""
    some = claim("herald", 4, quote=quote, speaker="a nurse")

    assert expected == is_part(claim("daily", 9, speaker="police"), some, *besides)
