"""Standing questions are recognised in any wording, and are about the right side."""

import pytest

from claims.language.issues import find_issue, issue_label
from claims.language.lexicon import load_lexicon

SIDES = ("Norway", "Sweden", "Denmark")


def ask(text, *, accused=(), bodies=()):
    """The question that a text raises, its sides found by name."""
    found = sorted((text.index(side), text.index(side) + len(side), side) for side in SIDES if side in text)
    return find_issue(text, found, accused=accused, bodies=bodies)


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Norway harbours the rebels", ("support for armed groups", "Norway")),
        ("Norway has failed to rein in the militants", ("support for armed groups", "Norway")),
        ("Norway denies that its soil is used", ("support for armed groups", "Norway")),
        ("The rebels enjoy support from Norway", None),
        ("The rebels live on support for militants by Norway", ("support for armed groups", "Norway")),
        ("Norway used cluster munitions", ("use of banned weapons", "Norway")),
        ("Sweden says Norway used chlorine", ("use of banned weapons", "Norway")),
        ("Norway broke the ceasefire", ("ceasefire", "Norway")),
        ("Norway rigged the election", ("election fraud", "Norway")),
        ("Norway spied on ministers", ("espionage", "Norway")),
        ("Norway is blocking aid", ("blocked aid", "Norway")),
        ("Norway tortured two detainees", ("ill-treatment", "Norway")),
    ],
)
def test_a_question_is_known_by_its_phrases(text, issue):
    """Unlike wordings raise one question about one side."""
    assert issue == ask(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway harbours hopes of a medal",
        "Norway sheltered the tourists from the rain",
        "Norway rigged the sails",
        "They harboured the rebels",
        "Norway won the match",
        "The spyglass was made in Norway",
        "Norway fixed the harbour",
        "",
    ],
)
def test_a_text_that_raises_none_has_none(text):
    """A phrase in another sense, or without a side, is no question."""
    assert ask(text) is None


def test_who_is_accused_comes_before_who_is_near():
    """The question is about the accused, not about the side named last."""
    text = "Sweden told Denmark that rebels were harboured"

    assert ("support for armed groups", "Norway") == ask(text, accused=["Norway"])
    assert ("support for armed groups", "Denmark") == ask(text)


def test_a_body_that_is_no_country_makes_a_phrase_serious():
    """Backing a named group is the question even where no word says what the group is."""
    assert ask("Norway backs the Front") is None
    assert ("support for armed groups", "Norway") == ask("Norway backs the Front", bodies=["the Front"])


@pytest.mark.parametrize("issue", sorted(load_lexicon("issues")["issues"]))
def test_every_question_has_a_label(issue):
    """A topic names the question and the side that it is about."""
    assert "Norway" in issue_label(issue, "Norway")
