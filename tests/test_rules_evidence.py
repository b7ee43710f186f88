"""What the witnesses say, as numbers for the judge and as findings for a person."""

import math
from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from claims.base.records import Claim, Finding, Quantity
from claims.rules.evidence import (
    Shares,
    features_of_claims,
    features_of_findings,
    finding_of,
    is_worth_asking,
    is_worth_reading,
    kind_of,
    odds,
)
from claims.rules.pairs import Pair

AGAINST, SAME, SILENT = (0.05, 0.05, 0.9), (0.9, 0.05, 0.05), (0.1, 0.8, 0.1)


def claim(name, **known):
    """A claim with this id and these words."""
    slots = {"document": f"of {name}"} | known
    return Claim(id=name, origin="o", text=name, quote=name, start=0, end=1, sentence=name, **slots)


def pair(left=None, right=None):
    """Two claims of one incident."""
    return Pair(claim("a", **(left or {})), claim("b", **(right or {})), 0.7, "same")


def dozen(low):
    """A toll."""
    return (Quantity(text=str(low), low=low, high=low, role="killed", of="people"),)


@given(st.floats(0, 1))
def test_odds_are_bounded_and_even(share):
    """No share weighs without end, and a share weighs as much for as its rest against."""
    assert math.isfinite(odds(share))
    assert odds(share) == pytest.approx(-odds(1 - share))


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        (Shares(AGAINST, AGAINST), "contradiction"),
        (Shares(SAME, SILENT), "agreement"),
        (Shares(SILENT, SILENT), None),
        (Shares(AGAINST, SILENT), "contradiction"),
    ],
)
def test_what_the_cross_encoder_finds(shares, expected):
    """A contradiction counts both orders, an agreement the better one; what is unclear is no finding."""
    finding = finding_of(pair(), shares)

    assert expected == (finding and finding.relation)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"stance": "denies"}, {}, "denial"),
        ({"quantities": dozen(12)}, {"quantities": dozen(30)}, "figure"),
        ({"quantities": dozen(12)}, {"quantities": dozen(12)}, "attribute"),
        ({"negated": True}, {}, "negation"),
        ({}, {}, "attribute"),
    ],
)
def test_what_two_statements_differ_in(left, right, expected):
    """The slots tell the kind where only the cross-encoder says that they differ."""
    assert expected == kind_of(pair(left, right))


@pytest.mark.parametrize(
    ("left", "right", "answer", "expected"),
    [
        ("Two died.", "Three died.", SILENT, True),
        ("It opened in 1990.", "It opened in 1991.", SILENT, True),
        ("It rained.", "It was dry.", AGAINST, True),
        ("It rained.", "Two died.", SILENT, False),
        ("It rained.", "They sang.", SILENT, False),
    ],
)
def test_what_is_worth_reading(left, right, answer, expected):
    """Numbers on both sides, or a suspicion."""
    assert expected == is_worth_reading(left, right, answer)


def test_features_name_the_rule_that_speaks():
    """The surest contradiction and the surest agreement, each by its rule; silence is told too."""
    finding = Finding(
        rule="figures", relation="contradiction", kind="figure", reading="conflict", incident="same",
        weight=0.9, left_value="1", right_value="2", why="",
    )  # fmt: skip

    found = features_of_findings([finding, finding.model_copy(update={"weight": 0.6, "rule": "times"})])

    assert {"contradiction", "contradiction by figures", "reading conflict"} == set(found)
    assert {"no rule": 1.0} == features_of_findings([])


def test_features_do_not_depend_on_the_order_of_the_sides():
    """Neither of two reports is the premise of the other."""
    left, right = claim("a", published=date(2024, 1, 1)), claim("b", published=date(2024, 1, 9))
    forward = features_of_claims(Pair(left, right, 0.7, "same"), [], Shares(AGAINST, SILENT))
    backward = features_of_claims(Pair(right, left, 0.7, "same"), [], Shares(SILENT, AGAINST))

    assert forward == backward


def aged(years):
    """Somebody of an age."""
    return (Quantity(text=str(years), low=years, high=years, role="age", of="man"),)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"quantities": aged(20)}, {"quantities": aged(32)}, False),
        ({"quantities": aged(20)}, {"quantities": aged(20)}, True),
        ({"quantities": aged(20)}, {}, True),
        (
            {"quantities": aged(20), "names": ("Ada Kern",)},
            {"quantities": aged(32), "names": ("Ada Kern",)},
            True,
        ),
    ],
)
def test_the_cross_encoder_is_not_asked_of_two_persons(mine, theirs, expected):
    """Of two ages are two persons, unless both bear one name."""
    assert expected == is_worth_asking(pair(mine, theirs))
