"""How the boundaries of sentences are measured."""

import gzip
from importlib.resources import files

import pytest

from claims.training.segmentation import measure, read_paragraphs, score_boundaries, tally_readings

TREEBANK = """# newdoc id = weblog-a
# newpar
# sent_id = weblog-a-0001
# text = It rained.
1\tIt\t_\t_\t_\t_\t_\t_\t_\t_
2\trained\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
3\t.\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No

# sent_id = weblog-a-0002
# text = The dam broke
1\tThe\t_\t_\t_\t_\t_\t_\t_\t_
2\tdam\t_\t_\t_\t_\t_\t_\t_\t_
3\tbroke\t_\t_\t_\t_\t_\t_\t_\t_

# sent_id = weblog-a-0003
# text = and went.
1\tand\t_\t_\t_\t_\t_\t_\t_\t_
2\twent\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
3\t.\t_\t_\t_\t_\t_\t_\t_\t_

# newpar
# sent_id = email-b-0001
# text = Hello.
1\tHello\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\t.\t_\t_\t_\t_\t_\t_\t_\t_
"""


def test_paragraphs_are_put_together_again():
    """With the white space that the treebank records, and where each sentence begins."""
    paragraphs = list(read_paragraphs(TREEBANK.splitlines(keepends=True)))

    assert [("weblog", "It rained.The dam broke and went.", {10, 24}), ("email", "Hello.", set())] == [
        (row.genre, row.text, row.begins) for row in paragraphs
    ]


def test_boundaries_are_scored_by_genre():
    """One is found, one that nothing marks is missed; a paragraph of one sentence counts for nothing."""
    scores = score_boundaries(read_paragraphs(TREEBANK.splitlines(keepends=True)))

    assert ["all", "email", "weblog"] == list(scores)
    assert {
        "n": 2, "precision": 1.0, "recall": 0.5, "f1": 0.667, "n_after_stop": 1, "recall_after_stop": 1.0,
    } == scores["all"] == scores["weblog"]  # fmt: skip
    assert (0, 0.0) == (scores["email"]["n"], scores["email"]["f1"])


def test_nothing_scores_nothing():
    """No paragraphs, no figures."""
    assert {} == score_boundaries([])
    assert {} == tally_readings([])


@pytest.fixture
def data(tmp_path):
    """A folder with a treebank of two splits."""
    for split in ("dev", "test"):
        (tmp_path / f"en_ewt-ud-{split}.conllu.gz").write_bytes(gzip.compress(TREEBANK.encode()))
    return tmp_path


def test_figures_cover_both_splits_and_what_was_read(data):
    """Samples of claims and of what is left out hold 200 each, and no text."""
    figures = measure(data)
    lines = files("claims.training").joinpath("segmentation_read.csv").read_text("utf-8").splitlines()
    read = figures["read_by_hand"]

    assert figures == measure(data)
    assert ["dev", "test"] == list(figures["boundaries"])
    assert {200} == {counts["n"] for sample, counts in read.items() if not sample.startswith("headlines")}
    assert {4} == {len(line.split(",")) for line in lines}
