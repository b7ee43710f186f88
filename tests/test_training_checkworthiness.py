"""The regression is fitted on labels of a file, scored on others, and written as plain numbers."""

import json
from collections import Counter

import pytest

pytest.importorskip("sklearn")
from claims.language.checkworthiness import LEXICON
from claims.language.lexicon import load_lexicon
from claims.training.checkworthiness import (
    HERE,
    Label,
    Row,
    bins_of,
    cross_validate,
    fit,
    kept_by_kind,
    lay_out,
    read_labels,
    score,
    write_model,
)


def rows_of(count):
    """Rows in which a date makes a fact and an exclamation mark makes none."""
    return [
        Row(
            Label((f"article {at // 4}", at, at + 1), at % 2 == 0, "fact" if at % 2 == 0 else "opinion"),
            {"dated": 1.0} if at % 2 == 0 else {"exclamation": 1.0},
            0.9 if at % 2 == 0 else 0.1,
            0.3,
        )
        for at in range(count)
    ]


@pytest.mark.parametrize("part", ["train", "test"])
def test_labels_name_each_clause_once(part):
    """A row is a place and a verdict; no text travels with it."""
    labels = read_labels(HERE / f"checkworthy_{part}.csv")
    often = Counter(label.place for label in labels).most_common(1)[0][1]

    assert len(labels) >= {"train": 500, "test": 250}[part]
    assert 1 == often
    assert {label.checkable for label in labels if "fact" in label.kind} == {True}
    assert {label.checkable for label in labels if "fact" not in label.kind} == {False}


def test_train_and_test_share_no_document():
    """What is measured was not learned."""
    train, test = (
        {label.place[0] for label in read_labels(HERE / f"checkworthy_{part}.csv")}
        for part in ("train", "test")
    )

    assert set() == train & test


def test_weights_point_the_right_way():
    """What facts have weighs for, what opinions have weighs against, what is rare weighs nothing."""
    rows = rows_of(40)
    rows[0].features["seen once"] = 1.0
    weights = fit(rows)["weights"]

    assert weights["dated"] > 0 > weights["exclamation"]
    assert "seen once" not in weights


def test_nothing_is_scored_by_its_own_document():
    """Cross-validation separates what can be separated, and gives one probability a row."""
    rows = rows_of(80)
    probabilities = cross_validate(rows)

    assert len(rows) == len(probabilities)
    assert all((one > 0.5) == row.label.checkable for row, one in zip(rows, probabilities, strict=True))


@pytest.mark.parametrize(
    ("probabilities", "precision", "recall"),
    [([0.9, 0.1, 0.9, 0.1], 1.0, 1.0), ([0.9, 0.9, 0.9, 0.9], 0.5, 1.0), ([0.1, 0.1, 0.1, 0.1], 0.0, 0.0)],
)
def test_the_floor_decides_what_is_kept(probabilities, precision, recall):
    """Precision and recall count what reaches the floor; nothing kept is no division by zero."""
    measured = score(rows_of(4), probabilities)

    assert (precision, recall) == (measured["precision"], measured["recall"])
    assert 4 == measured["rows"]


def test_every_probability_falls_into_one_bin():
    """0 and 1 included."""
    probabilities = [at / 20 for at in range(21)]

    assert 21 == sum(row["rows"] for row in bins_of([True] * 21, probabilities))


def test_kinds_are_counted():
    """Of each kind, how many are kept."""
    assert {"fact": "2 of 2", "opinion": "0 of 2"} == kept_by_kind(rows_of(4))


def test_writing_keeps_the_words(tmp_path):
    """Coefficients change, the lists that a person keeps do not, and the file stays readable."""
    path = tmp_path / "model.json"
    path.write_text(lay_out({"about": "é", "words": {"value": ["good"]}, "weights": {"old": 1.0}}), "utf-8")
    write_model(path, {"intercept": -0.5, "weights": {"dated": 0.4}})

    assert {
        "about": "é",
        "words": {"value": ["good"]},
        "weights": {"dated": 0.4},
        "intercept": -0.5,
    } == json.loads(path.read_text("utf-8"))
    assert '    "dated": 0.4' in path.read_text("utf-8").splitlines()


def test_the_shipped_coefficients_are_plain_numbers():
    """No pickle, nothing but names and numbers."""
    model = load_lexicon(LEXICON)

    assert all(isinstance(weight, float) for weight in (model["intercept"], *model["weights"].values()))
