"""Figures of speakers and parties: what counts as right, and what the label file holds."""

import pytest

from claims.base.records import Document
from claims.language.speakers import Speaker
from claims.training.voices import LABELS, Label, Score, is_right, read_labels, score

TEXT = "Jane Doe spoke for Acme. She said it rained."


def label(start, kind="pronoun", *, speakers=("0:8",), parties=("19:23",)):
    """A source word of the text above."""
    return Label("a", "d", start, kind, speakers, parties)


@pytest.mark.parametrize(
    ("answer", "gold", "right"),
    [
        ("Doe", ("Jane Doe",), True),
        ("Acme spokeswoman Jane Doe", ("Jane Doe",), True),
        ("Ann Roe", ("Jane Doe",), False),
        ("Ann Roe", ("Jane Doe", "Ann Roe"), True),
        (None, ("Jane Doe",), False),
        (None, ("-", "Jane Doe"), True),
        ("Jane Doe", ("-",), False),
    ],
)
def test_a_part_of_the_name_is_right(answer, gold, right):
    """Another name is not; open is right only where the text leaves it open."""
    assert right == is_right(answer, gold)


def test_precision_counts_answers_and_recall_what_is_due():
    """An open answer costs recall, a wrong one both."""
    tally = Score()
    for answer in ("Jane Doe", None, "Ann Roe"):
        tally.count(answer, ("Jane Doe",))

    expected = {"n": 3, "accuracy": 0.333, "given": 2, "precision": 0.5, "due": 3, "recall": 0.333}
    assert expected == tally.figures()


def test_sources_that_are_none_are_counted_apart():
    """Errors of attribution do not count against speakers."""
    texts = {"d": Document.of(TEXT, source="d")}
    rows = [label(25), label(3, "not a source", speakers=("",), parties=("",)), label(40)]
    heard = {("d", 25): Speaker("Jane Doe", "Acme"), ("d", 3): None}

    figures = score(rows, texts, heard)

    assert (3, 1, 1) == (figures["sources"], figures["not_a_source"], figures["not_attributed"])
    assert 1.0 == figures["speaker"]["all"]["accuracy"] == figures["party"]["pronoun"]["accuracy"]


def test_both_samples_were_read_by_hand():
    """At least 150 sources each, by offsets: no text is stored."""
    rows = read_labels(LABELS)
    sizes = [sum(row.sample == sample for row in rows) for sample in ("before", "after")]

    assert min(sizes) >= 150
    assert all(set(place) <= set("0123456789:-") for row in rows for place in row.speakers)
