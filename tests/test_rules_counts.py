"""What a toll counts: everybody, one sort of people, or some of them only."""

from datetime import date

import pytest

from claims.base.records import Claim, Quantity, TimeSpan
from claims.rules.counts import (
    are_apart,
    counts_attackers,
    is_chosen,
    is_one_of_two,
    is_partial,
    is_rate,
    is_single,
    reach_of,
    sums_of,
)


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
        ("Firefighters then found two people.", "two people", True),
        ("Four were flown to the Marsden Centre.", "Four", True),
        ("One was in good condition.", "One", True),
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


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("One man was hurt in the leg, another in the arm.", True),
        ("One man, 18, was burnt on the hand and a third on the neck.", True),
        ("One man was hurt in the second blast.", True),
        ("One man was hurt in the blast.", False),
        ("One man was hurt when the roof fell in.", False),
    ],
)
def test_one_of_those_who_are_told_one_by_one(quote, expected):
    """Who is followed by another is not all of them."""
    assert expected == is_partial(claim(quote, toll("One man", 1)), toll("One man", 1))


def test_one_dead_beside_another_hurt_is_all_of_the_dead():
    """Another role begins another count."""
    dead, hurt = toll("One man", 1, role="killed"), toll("another", 1)

    assert not is_partial(claim("One man died and another was hurt.", dead, hurt), dead)


@pytest.mark.parametrize(
    ("quote", "figure", "expected"),
    [
        ("the crew fired the first four rockets", "four rockets", True),
        ("the other five walked home", "five", True),
        ("two other sailors were saved", "two other sailors", True),
        ("both were pulled from the lake", "both", True),
        ("the crew fired four rockets", "four rockets", False),
        ("nine sailors and five others drowned", "five others", False),
        ("the first of May saw nine sailors drown", "nine sailors", False),
    ],
)
def test_figures_that_pick_some_out(quote, figure, expected):
    """Some of those told of before: the first four, the other five, both."""
    assert expected == is_chosen(claim(quote), toll(figure, 4))


def test_one_woman_before_a_second_woman_is_not_all():
    """The second is told of in another clause of the sentence."""
    one = toll("one woman", 1, of="woman", role="killed")
    told = claim("one woman was dead", one)

    assert not is_partial(told, one)
    assert not is_partial(
        told.model_copy(update={"sentence": "One woman was dead, and another woman was hurt."}), one
    )
    assert is_partial(
        told.model_copy(update={"sentence": "One woman was dead, and a second woman died later."}), one
    )


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("the town had about one fire a month", True),
        ("the town had about one fire per week", True),
        ("the town had one fire a mile from the port", False),
        ("the town had one fire", False),
    ],
)
def test_how_often_is_not_how_many(quote, expected):
    """A rate is no count."""
    assert expected == is_rate(claim(quote), toll("one fire", 1, role="attacks"))


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (toll("one child", 1, of="child", role=None), True),
        (toll("one child", 1, of="child", role="killed"), False),
        (toll("one lane", 1, of="lane", role=None), False),
        (toll("two children", 2, of="children", role=None), False),
    ],
)
def test_one_person_who_did_something(figure, expected):
    """One child who fell asleep may be one of two; one dead, one lane and two children are counts."""
    assert expected == is_single(figure)


YEAR = TimeSpan(text="this year", start=date(2024, 1, 1), end=date(2024, 12, 31))
FIRES = Quantity(text="seven fires", low=7, high=7, of="fires", role="attacks")
BLASTS = Quantity(text="two blasts", low=2, high=2, of="blasts", role="attacks")


@pytest.mark.parametrize(
    ("quantities", "known", "expected"),
    [
        ((FIRES,), {}, "some events"),
        ((BLASTS,), {}, "one event"),
        ((), {"time": YEAR}, "a period"),
        ((), {"time": YEAR, "event": "earthquake"}, "one event"),
        ((), {}, "one event"),
    ],
)
def test_over_what_a_toll_counts(quantities, known, expected):
    """Those of seven fires or of a year; two blasts, and a quake in some year, are one event."""
    told = claim("x", *quantities).model_copy(update=known)

    assert expected == reach_of(told)


def test_groups_some_of_whom_are_told_are_some_together():
    """Two men and a woman who were taken to hospital are not all who were hurt."""
    men, women = toll("Two men", 2, of="men"), toll("one woman", 1, of="woman")

    (total,) = sums_of(claim("Two men and one woman were taken to a hospital.", men, women))

    assert (3, True) == (total.low, total.part)


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


@pytest.mark.parametrize(
    ("quote", "expected"),
    [("The flights brought home 153 and 64", True), ("The flights brought home 153 people", False)],
)
def test_one_of_two_bare_figures_is_a_part(quote, expected):
    """What two flights brought is told apart, and neither is the whole."""
    first = toll("153" if expected else "153 people", 153, role="rescued")
    told = claim(quote, first, *([toll("64", 64, role="rescued")] if expected else []))

    assert expected == is_one_of_two(told, first)


@pytest.mark.parametrize(
    ("words", "expected"), [("since the beginning of July", "a period"), ("since Monday", "one event")]
)
def test_since_the_beginning_of_a_month_is_a_period(words, expected):
    """However short: it is no event."""
    time = TimeSpan(text=words, start=date(2025, 7, 1), end=None)
    told = claim("61 were hurt", toll("61", 61)).model_copy(
        update={"time": time, "published": date(2025, 7, 10)}
    )

    assert expected == reach_of(told)
