"""Collections of articles with what a careful reader would flag: found, and not flagged wrongly."""

import json

import pytest

from claims.training.corpora import CORPORA, EXPECTED, HELD_OUT, measure, plain

FLOORS = {"contradictions found": 130, "contradictions paired": 341}  # only ever raised
CEILINGS = {"wrong flags": 11}  # of 60 collections; only ever lowered for these


def sentences_of(side):
    """All ways in which a side of an expected pair is told."""
    return [side["words"], *side.get("or", [])]


@pytest.mark.parametrize("corpus", sorted(path.parent for path in CORPORA.glob(f"*/{EXPECTED}")))
def test_what_is_expected_stands_in_the_articles(corpus):
    """Every side of an expected pair is in its file, word for word."""
    expected = json.loads((corpus / EXPECTED).read_text(encoding="utf-8"))
    rows = [row for name in ("contradictions", "agreements", "allowed") for row in expected[name]]
    texts = {
        side["file"]: plain((corpus / side["file"]).read_text(encoding="utf-8"))
        for row in rows
        for side in (row["left"], row["right"])
    }
    missing = [
        words
        for row in rows
        for side in (row["left"], row["right"])
        for way in sentences_of(side)
        for words in way
        if plain(words) not in texts[side["file"]]
    ]
    assert [] == missing


@pytest.mark.slow
@pytest.mark.model
def test_no_less_is_found_than_before():
    """Of the collections that were read as many contradictions are found as ever, and no more is flagged."""
    found = measure()["read"]
    short = {name: found[name] for name, floor in FLOORS.items() if found[name] < floor}
    wrong = {name: found[name] for name, ceiling in CEILINGS.items() if found[name] > ceiling}
    assert ({}, {}) == (short, wrong)


def test_some_collections_are_only_counted():
    """The last collections were never read for errors."""
    names = sorted(path.parent.name for path in CORPORA.glob(f"*/{EXPECTED}"))
    assert [] != [name for name in names if name in HELD_OUT]
