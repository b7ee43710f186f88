"""Topics are named by their question, and by the rival figures where there are any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.base.records import Claim, Quantity
from claims.language.naming import LONGEST, in_digits, name_topic, rival_figures, shorten


def claim(text="The river burst its banks", *, stance="asserts", quantities=()):
    """A claim with some quantities."""
    return Claim(
        id=text, document="1", origin="1", text=text, quote=text, start=0, end=len(text), sentence=text,
        stance=stance, quantities=tuple(quantities),
    )  # fmt: skip


def toll(low, high=None, *, role="killed", part=False):
    """A count of people; exact unless it has another upper end."""
    return Quantity(text=f"{low}", low=low, high=low if high is None else high, role=role, part=part)


def test_a_toll_shows_its_rival_figures():
    """In digits and in reading order, each once."""
    claims = [claim(quantities=[toll(47)]), claim(quantities=[toll(8)]), claim(quantities=[toll(47)])]

    assert "earthquake death tolls (47 vs 8)" == name_topic(claims, claims[0], ("killed", "earthquake"), None)


@pytest.mark.parametrize(
    "quantities",
    [[], [toll(47)], [toll(47), toll(9, role="injured")], [toll(47), toll(9, part=True)]],
)
def test_figures_that_do_not_rival_are_not_shown(quantities):
    """One figure, figures of other roles and parts of a figure are no dispute."""
    claims = [claim(quantities=quantities)]

    assert "earthquake death tolls" == name_topic(claims, claims[0], ("killed", "earthquake"), None)


def test_a_role_without_a_name_of_its_own_is_named_as_it_is():
    """No toll is left without a label."""
    assert "earthquake: fined" == name_topic([claim()], claim(), ("fined", "earthquake"), None)


def test_a_standing_question_names_its_side():
    """It comes before any claim's own words."""
    label = name_topic([claim()], claim(), None, ("espionage", "Norway"))

    assert "whether Norway spied" == label


def test_otherwise_a_claim_names_the_topic():
    """An accusation if there is one, else the claim in the middle."""
    middle, accusation = claim(), claim("The union blames the airline", stance="accuses")

    assert middle.text == name_topic([middle], middle, None, None)
    assert accusation.text == name_topic([middle, accusation], middle, None, None)


def test_at_most_six_figures_are_shown():
    """A label has to fit a heading."""
    assert 6 == len(rival_figures([claim(quantities=[toll(n) for n in range(20)])], "killed"))


@pytest.mark.parametrize(
    ("low", "high", "digits"),
    [
        (47, 47, "47"),
        (1500, None, "1,500+"),
        (None, 10, "up to 10"),
        (10, 15, "10-15"),
        (2.5, 2.5, "2.5"),
        (0, 0, "0"),
        (None, None, ""),
    ],
)
def test_a_figure_is_said_as_short_as_it_can_be(low, high, digits):
    """Open ends are kept."""
    assert digits == in_digits(low, high)


@given(words=st.lists(st.text(alphabet="abcdef,", min_size=1, max_size=12), max_size=40))
def test_a_label_fits_a_heading(words):
    """Cut at a word, with a sign that it was cut; what fits is left alone."""
    text = " ".join(words)
    short = shorten(text)

    assert len(short) <= LONGEST + 2
    assert text.startswith(short.removesuffix(" …"))
    assert (short == text) or (len(text) > LONGEST and short.endswith(" …"))
