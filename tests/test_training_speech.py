"""Variations of reported speech stay well-formed trees."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.models.trees import is_tree
from claims.training.speech import Word, close_with_speaker, drop_that, insert, interpose, vary
from claims.training.treebank import Sentence

STORM = Sentence(
    ["The", "storm", ",", "which", "killed", "nine", ",", "passed", "."],
    ["DET", "NOUN", "PUNCT", "PRON", "VERB", "NUM", "PUNCT", "VERB", "PUNCT"],
    ["DT", "NN", ",", "WDT", "VBD", "CD", ",", "VBD", "."],
    [2, 8, 5, 5, 2, 5, 5, 0, 8],
    ["det", "nsubj", "punct", "nsubj", "acl:relcl", "obj", "punct", "root", "punct"],
)
DENIAL = Sentence(
    ["Oslo", "denied", "that", "it", "knew", "."],
    ["PROPN", "VERB", "SCONJ", "PRON", "VERB", "PUNCT"],
    ["NNP", "VBD", "IN", "PRP", "VBD", "."],
    [2, 0, 5, 5, 2, 2],
    ["nsubj", "root", "mark", "nsubj", "ccomp", "punct"],
)
NAMES = ["Lee"]


def test_a_speaker_is_put_into_a_relative_clause():
    """What is said becomes the complement of the verb of saying."""
    changed = interpose(STORM, NAMES, random.Random(1))

    assert changed.words[:4] == STORM.words[:4]
    assert len(changed.words) == len(STORM.words) + 2
    assert ("killed", "ccomp", 6) == (changed.words[6], changed.labels[6], changed.heads[6])
    assert is_tree(changed.heads)


def test_a_that_is_left_out():
    """The tree closes over the gap."""
    changed = drop_that(DENIAL)

    assert ["Oslo", "denied", "it", "knew", "."] == changed.words
    assert [2, 0, 4, 2, 2] == changed.heads


def test_a_speaker_is_put_behind():
    """The verb of saying becomes the root, the sentence its complement."""
    changed = close_with_speaker(DENIAL, NAMES, random.Random(1))
    root = changed.heads.index(0)

    assert "told" == changed.words[root]
    assert root + 1 == changed.heads[1]
    assert is_tree(changed.heads)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [(drop_that, STORM), (drop_that, Sentence(["Hm"], ["INTJ"], ["UH"], [0], ["root"]))],
)
def test_what_does_not_allow_it_is_left_alone(change, sentence):
    """No variation is forced."""
    assert change(sentence) is None


def test_a_sentence_without_relative_clause_gets_no_speaker():
    """There is no place for one."""
    assert interpose(DENIAL, NAMES, random.Random(1)) is None


@given(at=st.integers(0, 9))
def test_words_are_inserted_anywhere(at):
    """Heads move along, and the tree stays one."""
    changed = insert(STORM, at, [Word("now", "ADV", "RB", 8, "advmod")])

    assert "now" == changed.words[at]
    assert "passed" == changed.words[changed.heads[at] - 1]
    assert is_tree(changed.heads)
    assert 1 == changed.heads.count(0)


@given(seed=st.integers(0, 50))
def test_every_variation_is_a_tree(seed):
    """Each layer as long as the words, one root, the same for the same seed."""
    made = vary([STORM, DENIAL, Sentence(["no", "tree"])], seed=seed)

    assert made == vary([STORM, DENIAL, Sentence(["no", "tree"])], seed=seed)
    for sentence in made:
        layers = (sentence.upos, sentence.xpos, sentence.heads, sentence.labels)
        assert {len(sentence.words)} == {len(layer) for layer in layers}
        assert is_tree(sentence.heads)
        assert 1 == sentence.heads.count(0)
