"""Evidence -> probabilities: what the shipped coefficients may never do."""

import pytest

from claims.base.errors import ModelError
from claims.models.judge import LABELS, ShippedJudge
from claims.models.nli import columns_of

EVIDENCE = [
    {},
    {"nli contradiction": 6.0},
    {"contradiction": 2.9, "contradiction by figures": 1.0, "incident same": 1.0},
    {"unheard of": 1000.0},
]


def test_probabilities_lie_between_none_and_one():
    """Whatever the evidence, also of a kind that the judge does not know."""
    assert all(0 <= chance <= 1 for chance in ShippedJudge().rate_claims(EVIDENCE))


def test_the_shares_of_statements_add_up():
    """To one, over the three labels."""
    for shares in ShippedJudge().rate_statements(EVIDENCE):
        assert set(LABELS) == set(shares)
        assert 1 == pytest.approx(sum(shares.values()), abs=0.001)


def test_more_evidence_against_makes_a_contradiction_likelier():
    """Of the cross-encoder in statements, of a rule in claims."""
    judge = ShippedJudge()
    weak, strong = judge.rate_statements([{"nli contradiction": -3.0}, {"nli contradiction": 3.0}])

    assert weak["contradiction"] < strong["contradiction"]


def test_a_broken_installation_is_told(tmp_path):
    """One clear error, with what to do."""
    (tmp_path / "judge.json").write_text("{", encoding="utf-8")

    with pytest.raises(ModelError, match="judge"):
        ShippedJudge(tmp_path).rate_claims([{}])


def test_a_model_of_other_labels_is_no_cross_encoder_for_entailment():
    """The missing labels are named."""
    with pytest.raises(ValueError, match="neutral"):
        columns_of({0: "entailment", 1: "contradiction"})
