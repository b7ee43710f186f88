"""What a toll counts: everybody, one sort of people, or some of them only."""

import pytest

from claims.base.records import Claim, Quantity
from claims.rules.counts import are_apart, counts_attackers, is_partial, sums_of


def toll(text, low, *, role="injured", of=None, part=False):
    """A toll with these words."""
    return Quantity(text=text, low=low, high=low, role=role, of=of, part=part)


def claim(quote, *quantities):
    """A claim in these words."""
    return Claim(
        id="c", document="d", origin="d", text=quote, quote=quote, start=0, end=len(quote), sentence=quote,
        quantities=quantities,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "figure", "expected"),
    [
        ("Two people were critically injured.", "Two people", True),
        ("Critically injured two people.", "two people", True),
        ("One man died at the scene.", "One man", True),
        ("Six were taken to a nearby hospital.", "Six", True),
        ("Four of the victims were shot.", "Four of the victims", True),
        ("Nine people were injured.", "Nine people", False),
        ("NINE PEOPLE WERE INJURED.", "Nine people", False),
        ("The fire injured nine people.", "nine people", False),
    ],
)
def test_some_are_told_from_all(quote, figure, expected):
    """How badly, where they lie and "of the victims" say that not all are counted."""
    assert expected == is_partial(claim(quote, toll(figure, 2)), toll(figure, 2))


def test_the_words_of_one_figure_do_not_bear_on_another():
    """Of "nine injured, two critically" only two are some."""
    quantities = toll("Nine people", 9), toll("two", 2)
    told = claim("Nine people were injured, two critically.", *quantities)

    assert [False, True] == [is_partial(told, quantity) for quantity in quantities]


def test_an_age_between_does_not_cut_the_words_off():
    """An age between counts nobody: "One man, 31, was in critical condition"."""
    man, age = toll("One man", 1), toll("31", 31, role="age")

    assert is_partial(claim("One man, 31, was in critical condition.", man, age), man)


def test_groups_that_share_nobody_are_added():
    """Two men and three women are five people."""
    men, women = toll("two men", 2, of="men"), toll("three women", 3, of="women")

    (total,) = sums_of(claim("two men and three women were injured", men, women))

    assert (5, 5, "people", "injured") == (total.low, total.high, total.of, total.role)


@pytest.mark.parametrize(
    "groups",
    [
        (toll("two men", 2, of="men"),),
        (toll("two men", 2, of="men"), toll("three people", 3, of="people")),
        (toll("two men", 2, of="men"), toll("three women", 3, of="women", role="killed")),
        (toll("two men", 2, of="men"), toll("three women", 3, of="women", part=True)),
    ],
)
def test_what_may_overlap_is_not_added(groups):
    """One group, a whole beside a part, two roles: nothing is summed."""
    assert [] == sums_of(claim("x", *groups))


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("men", "women", True),
        ("men", "men", False),
        ("men", "people", False),
        ("soldiers", "civilians", True),
    ],
)
def test_groups_apart(mine, theirs, expected):
    """Nobody is in both, as far as the data file says."""
    assert expected == are_apart((toll("a", 1, of=mine), toll("b", 1, of=theirs)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Six people died, including the gunman.", True),
        ("The attacker killed four and then himself.", True),
        ("Six people died.", False),
        ("The gunman killed six people.", False),
    ],
)
def test_whether_attackers_are_counted(sentence, expected):
    """Only where the text says so."""
    assert expected == counts_attackers(claim(sentence))
