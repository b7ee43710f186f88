"""Words that stood apart are joined as a person would write them."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from claims.language.joining import join, tidy, without_halves


@pytest.fixture(scope="module")
def words():
    """A text as tokens; no model is needed."""
    blank = spacy.blank("en")
    return lambda text: list(blank(text))


@pytest.mark.parametrize(
    ("text", "kept", "joined"),
    [
        ("The dam, old and weak, broke.", [0, 1, 6, 7], "The dam broke"),
        ("The dam, old and weak, broke.", [0, 1, 2, 3, 4, 5, 6, 7], "The dam, old and weak, broke"),
        ("He said “it held” again.", [0, 1, 2, 3, 4], "He said it held"),
        ("He said “it held” again.", [2, 3, 4, 5], "“it held”"),
        ("He said “it held” again.", [2, 3, 5], "“it”"),
        ('It was "safe" then.', [0, 1, 2, 3, 4], 'It was "safe"'),
        ('It was "safe" then.', [0, 1, 2, 3], "It was safe"),
        ("– Oslo –", [0, 1, 2], "Oslo"),
        ("Oslo", [], ""),
    ],
)
def test_gaps_leave_nothing_behind(words, text, kept, joined):
    """One space where words are left out; no lone comma, quotation mark or dash."""
    tokens = words(text)

    assert joined == join([tokens[at] for at in kept]).removesuffix(".")


def test_a_word_between_tokens_is_spaced(words):
    """What is added stands like any word; an added comma hangs on the word before."""
    dam, _, broke = words("dam then broke")

    assert "dam was broke" == join([dam, "was", broke])
    assert "dam, broke" == join([dam, ",", broke])


@given(st.text(alphabet="ab “”()[]\"',-–", max_size=20))
def test_pairs_are_whole(text):
    """Whatever came in: every bracket and quotation mark has its other half, and no letter is lost."""
    tidied = tidy(text)

    assert tidied.count("“") == tidied.count("”")
    assert tidied.count("(") == tidied.count(")")
    assert 0 == tidied.count('"') % 2
    assert [letter for letter in text if letter in "ab"] == [letter for letter in tidied if letter in "ab"]


@pytest.mark.parametrize(("text", "whole"), [("(a)", "(a)"), (")a(", "a"), ("((a)", "(a)"), ("", "")])
def test_halves_are_dropped(text, whole):
    """Only what has no partner goes."""
    assert whole == without_halves(text, "(", ")")
