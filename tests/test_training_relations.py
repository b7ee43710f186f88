"""Attribution relations are read from brat files and counted as the field counts them."""

import io
import tarfile

import pytest

pytest.importorskip("torch")

from claims.training.polnear import Attribution, read_articles, read_attributions
from claims.training.relations import count_hits, figures_of

NOTES = """T1\tSource 0 5\tBrook
T2\tCue 6 10\tsaid
T3\tContent 11 20;25 31\tit leaked again
T4\tAttribution 6 10\tsaid
E1\tAttribution:T4 Cue:T2 Source:T1 Content:T3
T5\tDiscard 40 50\tadvertised
T6\tCue 60 64\tdeny
E2\tAttribution:T6 Cue:T6
"""


def parts(source=(), cue=(), content=()):
    """A relation by the places of its words."""
    return {"source": frozenset(source), "cue": frozenset(cue), "content": frozenset(content)}


def test_spans_with_gaps_are_read_whole():
    """A content in two pieces is one content; what has none is no relation."""
    assert (Attribution(((0, 5),), ((6, 10),), ((11, 20), (25, 31))),) == read_attributions(NOTES)


def test_the_first_annotator_by_name_counts(tmp_path):
    """An article that several people marked is read once, always in the same way."""
    files = {
        "dev/text/a.txt": "Brook said it leaked",
        "dev/attributions/a_2.ann": "",
        "dev/attributions/a_1.ann": NOTES,
        "train/text/b.txt": "Not this one.",
    }
    with tarfile.open(tmp_path / "polnear_train_dev.tar.gz", "w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))

    (article,) = read_articles(tmp_path, "dev")

    assert ("a", "Brook said it leaked", 1) == (article.name, article.text, len(article.attributions))


def test_a_relation_that_is_found_counts_in_full():
    """Found as marked: everything is right."""
    rows = [parts({0}, {1}, {2, 3, 4})]

    figures = figures_of(count_hits(rows, rows))

    assert {1.0} == {value for row in figures.values() for value in row.values()}


def test_a_content_given_to_the_wrong_speaker_has_a_wrong_source():
    """The words are right, who says them is not."""
    gold = [parts({0}, {1}, {2, 3}), parts({8}, {7}, {5, 6})]
    found = [parts({8}, {7}, {2, 3})]

    figures = figures_of(count_hits(gold, found))

    assert 1.0 == figures["content/overlap"]["precision"]
    assert 0.5 == figures["content/overlap"]["recall"]
    assert 0.0 == figures["source/overlap"]["precision"]


def test_nothing_found_is_no_precision():
    """Silence finds nothing and divides by nothing."""
    figures = figures_of(count_hits([parts({0}, {1}, {2})], []))

    assert {"precision": 0.0, "recall": 0.0, "f1": 0.0} == figures["relations"]
