"""Words of strangers, printed: as they are, and as nothing but words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claims.language.escaping import escape_cell, escape_markdown, escape_mermaid, printable


@given(st.text())
def test_printable_is_one_clean_line(text):
    """Nothing a terminal obeys, nothing that turns the direction of reading."""
    line = printable(text)

    assert line == " ".join(line.split())
    assert line == printable(line)
    assert line == line.encode("utf-8").decode("utf-8")
    assert not set(line) & set("\x00\x1b\x7f\x9b\u200e\u202e\u2066\ufeff")


def test_letters_of_other_scripts_are_kept():
    """What shapes Persian and Hindi words is no hidden sign."""
    words = "\u0645\u06cc\u200c\u062e \u0915\u094d\u200d\u0937"

    assert words == printable(words)


@given(st.text(alphabet="<>&[]()|`*_#-+=~!$\\ 1.:/abc\n", max_size=20))
def test_escaped_markdown_shows_the_words_and_nothing_else(text):
    """One paragraph of plain text, equal to what was written."""
    tokens = MarkdownIt("commonmark", {"html": True}).parse(escape_markdown(text))
    inline = [child for token in tokens for child in token.children or ()]

    assert all(child.type in {"text", "text_special"} for child in inline)
    assert printable(text) == "".join(child.content for child in inline)


def test_plain_prose_stays_readable():
    """Only what would be markup takes a backslash."""
    assert "Mr. X said: 0.5% (of 3,000)!" == escape_markdown("Mr. X said: 0.5% (of 3,000)!")


@given(st.text())
def test_a_mermaid_label_cannot_end_or_open_anything(text):
    """No quote, bracket, directive or code of its own."""
    assert not set(escape_mermaid(text)) & set('"[]{}()<>|`%&\\\n')


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d"])
def test_a_formula_takes_an_apostrophe(start):
    """The words stay whole behind it."""
    assert f"'{start}1+1" == escape_cell(f"{start}1+1")


@pytest.mark.parametrize("text", ["", "46", "a=b", " plain"])
def test_other_cells_stay_as_they_are(text):
    """Nothing is changed without need."""
    assert text == escape_cell(text)
