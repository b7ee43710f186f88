"""A CSV report that a person filled in is read as it was meant, whatever program saved it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.base.errors import SourceError
from claims.language.escaping import escape_cell, unescape_cell
from claims.sources.verdicts import read_verdicts

HEAD = "id,why,verdict,note,by\n"


def read(content, *, limit=10_000):
    """What the file says."""
    return read_verdicts(io.BytesIO(content if isinstance(content, bytes) else content.encode()), limit)


def told(content):
    """The same, as tuples."""
    return [(row.line, row.id, row.verdict, row.note, row.by) for row in read(content)]


def test_lines_that_are_filled_in_are_read():
    """With the number of the line; the others do not matter."""
    text = HEAD + "aa,one,,,\nbb,two,dismiss,not one event,Ana\ncc,three, Confirm ,,\n"

    assert [(3, "bb", "dismiss", "not one event", "Ana"), (4, "cc", "Confirm", "", "")] == told(text)


@pytest.mark.parametrize(
    "content",
    [
        HEAD + "aa,x,dismiss,Zoë,\n",
        HEAD.replace(",", ";") + "aa;x;dismiss;Zoë;\n",
        HEAD.replace(",", "\t") + "aa\tx\tdismiss\tZoë\t\n",
        "\ufeff" + HEAD + "aa,x,dismiss,Zoë,\n",
        (HEAD + "aa,x,dismiss,Zoë,\n").encode("utf-16"),
        (HEAD + "aa,x,dismiss,Zoë,\n").replace("\n", "\r\n"),
        "by,NOTE,Verdict ,more,ID\n,Zoë,dismiss,,aa\n",
        "id,verdict,note\naa,dismiss,Zoë",
    ],
    ids=["plain", "semicolons", "tabs", "mark", "utf-16", "windows", "other order", "fewer columns"],
)
def test_spreadsheets_save_as_they_like(content):
    """Comma, semicolon or tab, any order of the columns, any encoding that can be told."""
    assert [(2, "aa", "dismiss", "Zoë", "")] == told(content)


def test_a_cell_of_several_lines_is_one():
    """Lines are counted as an editor counts them."""
    text = HEAD + 'aa,"one\ntwo",dismiss,"first\nsecond",\nbb,,resolve,,\n'

    assert [(2, "first\nsecond"), (5, "")] == [(row.line, row.note) for row in read(text)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column `id`"),
        ("id,note\naa,x\n", "no column `verdict`"),
        ("verdict\nx\n", "no column `id`"),
        (b"\x00\x01\x02\x03" * 9, "no text"),
        (HEAD + "a" * 10_000, "more than 10,000 bytes"),
        (HEAD + f'aa,"{"x" * 140_000}",dismiss,,\n', "field larger than field limit"),
    ],
)
def test_what_is_no_such_file_is_said(content, message):
    """And how to get one."""
    with pytest.raises(SourceError, match=message) as caught:
        read(content, limit=200_000 if "field" in message else 10_000)

    assert caught.value.hint


@given(st.text())
def test_a_cell_comes_back_as_it_was(text):
    """But for an apostrophe before a formula, which no cell that we write begins with."""
    assert text == unescape_cell(escape_cell(text)) or text.startswith("'")
