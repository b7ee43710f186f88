"""Rival words for one thing: the side that a statement's words take."""

import pytest

from claims.language.frames import frames_of
from claims.language.lexicon import load_lexicon

DISPUTES = load_lexicon("frames")["disputes"]


@pytest.mark.parametrize(
    ("text", "dispute", "side", "word"),
    [
        ("The raid killed villagers", "who was hit", 0, "villagers"),
        ("The raid killed insurgents", "who was hit", 1, "insurgents"),
        ("It was an act of war", "who began", 1, "act of war"),
        ("The strike was retaliatory", "who began", 0, "retaliatory"),
        ("The march was peaceful", "conduct of a gathering", 0, "peaceful"),
        ("The vote was RIGGED", "fairness", 1, "RIGGED"),
        ("The vote was free and fair", "fairness", 0, "free and fair"),
        ("The fire was an accident", "cause", 0, "accident"),
        ("The mission was a failure", "outcome", 1, "failure"),
    ],
)
def test_words_take_sides(text, dispute, side, word):
    """The side is told with the word that takes it, as written."""
    assert {dispute: (side, word)} == frames_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The raid destroyed a bridge",
        "The raid killed civilians and militants",
        "The vote was legitimate, not rigged",
        "The womenswear shop closed",
        "He was rearmed",
        "",
    ],
)
def test_plain_words_and_both_sides_take_none(text):
    """Neutral words, both sides at once, and words inside other words decide nothing."""
    assert {} == frames_of(text)


def test_disputes_do_not_disturb_each_other():
    """One statement can take sides in several."""
    assert {"how it was done": (1, "reckless"), "who was hit": (0, "patients")} == frames_of(
        "The reckless raid killed patients"
    )


@pytest.mark.parametrize("dispute", sorted(DISPUTES))
def test_no_word_is_on_two_sides(dispute):
    """A word that both sides use would decide nothing."""
    words = [word for side in DISPUTES[dispute] for word in side]

    assert len(set(words)) == len(words)
