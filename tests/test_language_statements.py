"""A clause becomes a statement that stands alone, out of words that the sentence holds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.language.attribution import read_statements
from claims.language.clauses import cut_clauses
from claims.language.statements import own_words, span_of, widen_quotes, word_statement
from claims.models.parser import ShippedParser

pytestmark = pytest.mark.model
PARTS = (
    "the ferry sank", "killing nine people", "which was built in 1971", "the mayor said", "in Oslo",
    "on Monday", "and",
    "but", ",", "who denied it", "according to the port", "that", "while the owner", "an old ship",
    "accused the crew of", "“it was safe”", "Ann Lee", "did not", "because", "was repaired",
)  # fmt: skip


@pytest.fixture(scope="module")
def read():
    """Text -> (statement, quote) pairs, in order."""
    parser = ShippedParser()

    def of(text):
        statements = read_statements(cut_clauses(parser.parse([text])[0]))
        return [(word_statement(row), text[slice(*span_of(row))], own_words(row)) for row in statements]

    return of


@pytest.mark.parametrize(
    ("sentence", "statements"),
    [
        (
            "The storm, which killed nine people, reached Dublin on Monday.",
            ["The storm reached Dublin on Monday", "The storm killed nine people"],
        ),
        (
            "The train left Bergen and reached Oslo at noon.",
            ["The train left Bergen", "The train reached Oslo at noon"],
        ),
        (
            "The storm hit Dublin on Monday, killing nine people.",
            ["The storm hit Dublin on Monday", "The storm hit Dublin on Monday, killing nine people"],
        ),
        (
            "The minister spoke in Oslo and the crowd cheered.",
            ["The minister spoke in Oslo", "the crowd cheered"],
        ),
        ("The dam, engineers say, was never inspected.", ["The dam was never inspected"]),
        (
            "The fire, which the owner says began in the kitchen, killed nine people.",
            ["The fire killed nine people", "The fire began in the kitchen"],
        ),
        ("The mayor denied that the water was unsafe.", ["The mayor denied that the water was unsafe"]),
        (
            "The river burst its banks because the dam had failed.",
            ["The river burst its banks", "the dam had failed"],
        ),
        ("The bridge collapsed on Monday.", ["The bridge collapsed on Monday"]),
        (
            "The treaty, signed in 1904, was never published.",
            ["The treaty was never published", "The treaty was signed in 1904"],
        ),
        (
            "The man was arrested on Monday and taken to Oslo.",
            ["The man was arrested on Monday", "The man was taken to Oslo"],
        ),
        (
            "The mayor praised those who rescued 12 sailors.",
            ["The mayor praised those who rescued 12 sailors", "those rescued 12 sailors"],
        ),
        ("That ship sank in May.", ["That ship sank in May"]),
        ("The council plans to close the school.", ["The council plans to close the school"]),
    ],
)
def test_a_statement_stands_alone(read, sentence, statements):
    """Relatives are replaced, shared subjects repeated, participles kept with what they hang on."""
    assert statements == [statement for statement, _, _ in read(sentence)]


def test_the_speakers_it_is_named_in_brackets(read):
    """The word that was not there is shown as such."""
    assert ["[The committee] had found no evidence", "the case was closed"] == [
        statement
        for statement, _, _ in read(
            "The committee said it had found no evidence and that the case was closed."
        )
    ]


@pytest.mark.parametrize(
    "sentence", ["Ann Lee said she was tired.", "The committee said the crew lied.", "It said it was safe."]
)
def test_what_may_be_somebody_else_is_not_named(read, sentence):
    """A person's pronoun, a noun and the "it" of an unnamed speaker stay as they are."""
    assert "[" not in read(sentence)[0][0]


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        (
            "The minister said that the bridge had collapsed.",
            ["The minister said that the bridge had collapsed"],
        ),
        (
            "The train left Bergen and reached Oslo at noon.",
            ["The train left Bergen", "reached Oslo at noon"],
        ),
        ("“The crane had failed,” Lee said.", ["“The crane had failed,” Lee said"]),
    ],
)
def test_the_quote_holds_the_words_that_carry_it(read, sentence, quotes):
    """With the cue, without the neighbours."""
    assert quotes == [quote for _, quote, _ in read(sentence)]


@settings(max_examples=80)
@given(parts=st.lists(st.sampled_from(PARTS), min_size=1, max_size=8))
def test_a_statement_has_only_words_of_the_sentence(read, parts):
    """Nothing is invented, however garbled the sentence; the quote lies inside it."""
    sentence = " ".join(parts).replace(" ,", ",") + "."
    words = {"was", "were", *re.findall(r"\w+", sentence.lower())}  # a reduced passive gets its auxiliary

    for statement, quote, own in read(sentence):
        assert set() == set(re.findall(r"\w+", f"{statement} {own}".lower())) - words
        assert quote in sentence
        assert quote == quote.strip()


@pytest.mark.parametrize(
    ("text", "start", "end", "widened"),
    [
        ('He said "no way".', 9, 15, '"no way"'),
        ("He said “no way”.", 8, 15, "“no way”"),
        ("He said “no way”.", 9, 16, "“no way”"),
        ("He said ‘no way’.", 8, 15, "‘no way’"),
        ("He said “no way”.", 9, 15, "no way"),
        ("He said no way.", 8, 14, "no way"),
        ("“No way,” he said, “none”.", 0, 17, "“No way,” he said"),
    ],
)
def test_quotation_marks_are_not_cut_off(text, start, end, widened):
    """A quote that lacks one of its marks gets it back; one that has both stays."""
    start, end = widen_quotes(text, start, end)

    assert widened == text[start:end]
