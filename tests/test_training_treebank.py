"""The files that the parser is trained and measured on are read as their formats say."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.training.treebank import (
    Sentence,
    augment,
    drop_last,
    keep_types,
    read_part,
    read_treebank,
    shout,
)

TREE = """# sent_id = 1
# text = Don't go home.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_
3.1\tback\tback\tADV\tRB\t_\t_\t_\t_\t_
4\thome\thome\tADV\tRB\t_\t3\tadvmod\t_\t_
5\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

"""
ENTITIES = """# sent_id = 1
1\tDo\tO\t-\t-
2\tn't\tO\t-\t-
3\tgo\tO\t-\t-
4\thome\tB-LOC\t-\t-
5\t.\tO\t-\t-

"""


@pytest.fixture
def data(tmp_path):
    """A folder with one sentence of a treebank and its entities."""
    for name, text in (("en_ewt-ud-test.conllu.gz", TREE), ("uner_ewt-test.iob2.gz", ENTITIES)):
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.write(text)
    return tmp_path


def test_a_treebank_is_read_word_by_word(data):
    """Ranges of contracted words and empty nodes are left out; the text is kept as written."""
    (sentence,) = read_treebank(data / "en_ewt-ud-test.conllu.gz")

    assert ["Do", "n't", "go", "home", "."] == sentence.words
    assert [3, 3, 0, 3, 3] == sentence.heads
    assert "Don't go home." == sentence.text


def test_entities_are_joined_to_their_sentence(data):
    """By its words, not by its place in the file."""
    (sentence,) = read_part(data, "test")

    assert ["O", "O", "O", "B-LOC", "O"] == sentence.entities


@pytest.mark.parametrize(
    ("tags", "kept"),
    [
        (["B-PER", "I-PER", "O"], ["B-PER", "I-PER", "O"]),
        (["B-person", "B-corporation", "B-group"], ["B-PER", "B-ORG", "B-ORG"]),
        (["B-OTH", "I-OTH", "B-product"], ["O", "O", "O"]),
        ([], []),
    ],
)
def test_three_types_of_entity_are_kept(tags, kept):
    """Persons, organisations and places by any of their names; all else is outside."""
    assert kept == keep_types(tags)


SENTENCE = Sentence(["Go", "home", "."], ["VERB", "ADV", "PUNCT"], heads=[0, 1, 1], labels=["root", "a", "p"])


def test_shouting_changes_only_the_words():
    """A headline in capitals has the tree that it had."""
    assert (["GO", "HOME", "."], SENTENCE.heads) == (shout(SENTENCE).words, shout(SENTENCE).heads)


def test_the_last_word_is_dropped_from_every_layer():
    """What is not annotated stays so."""
    short = drop_last(SENTENCE)

    assert (["Go", "home"], [0, 1], ["root", "a"], None) == (
        short.words,
        short.heads,
        short.labels,
        short.entities,
    )


@given(seed=st.integers(0, 99))
def test_augmenting_loses_no_sentence(seed):
    """Each epoch sees every sentence once, in an order that its seed fixes."""
    sentences = [Sentence([f"word{number}", "a", "b", "."]) for number in range(30)]
    changed = augment(sentences, seed=seed)

    assert changed == augment(sentences, seed=seed)
    assert {row.words[0].lower() for row in changed} == {row.words[0] for row in sentences}
