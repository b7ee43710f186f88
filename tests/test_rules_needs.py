"""Rules are asked only of claims in which they can find something, and miss nothing by it."""

import pytest

from claims import judge
from claims.base.settings import Settings
from claims.rules import RULES
from claims.rules.needs import NEEDS, Dispatch
from claims.tools import Tools
from claims.training.corpora import CORPORA, place_collection

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def tools():
    """The shipped models."""
    return Tools(Settings())


def test_needs_are_of_rules():
    """A need that no rule has would never be noticed."""
    assert set(NEEDS) <= set(RULES.values())


@pytest.mark.parametrize("collection", ["02", "09", "16", "25", "36"])
def test_nothing_is_missed(collection, tools):
    """What all rules find in a pair is what the chosen ones find."""
    dispatch = Dispatch(RULES)
    pairs = place_collection(CORPORA / collection, tools)[0].pairs

    assert pairs
    for pair in pairs:
        assert judge.apply_rules(pair, RULES) == judge.apply_rules(pair, dispatch.rules_of(pair))


def test_a_rule_without_needs_hears_every_pair(tools):
    """As that of a plug-in."""
    own = Dispatch({**RULES, "mine": lambda pair: None})

    assert all("mine" in own.rules_of(pair) for pair in place_collection(CORPORA / "02", tools)[0].pairs)
