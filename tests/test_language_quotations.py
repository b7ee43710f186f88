"""Quotations are found with straight, curly and typed marks, also over paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.language.quotations import Quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She said "no" and left.', ['"no"']),
        ("She said “no” and “never”.", ["“no”", "“never”"]),
        ("She said ''no'' and left.", ["''no''"]),
        ("“One.\n\n“Two,” she said.", ["“One.\n\n“Two,”"]),
        ("“One.\n\nTwo, she said.", ["“One.\n\n"]),
        ("It is the dog's bowl.", []),
        ("”", []),
        ("", []),
    ],
)
def test_what_stands_in_marks_is_quoted(text, quoted):
    """A mark that opens the next paragraph takes the quotation up again; else it ends with its own."""
    assert quoted == [text[start:end] for start, end in Quotations.of(text).spans]


@pytest.mark.parametrize(("at", "inside"), [(0, False), (5, True), (8, True), (9, False)])
def test_a_character_is_inside_or_outside(at, inside):
    """The marks belong to the quotation."""
    assert inside == Quotations.of("I say “no” now").holds(at + 1)


@given(st.text(alphabet="ab \n“”\"'`"))
def test_quotations_never_overlap(text):
    """They are in order and inside the text."""
    edges = [edge for span in Quotations.of(text).spans for edge in span]

    assert sorted(edges) == edges
    assert all(0 <= edge <= len(text) for edge in edges)
