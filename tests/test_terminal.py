"""How tables look: fitted on a terminal, plain everywhere else."""

import sys

import pytest

from claims.terminal import print_documents, print_table

ROW = ("0123456789abcdef", "a \x1b]0;title\x07[bold]word[/bold]", None)


@pytest.mark.parametrize(("colour", "is_plain"), [("", False), ("1", True)])
def test_a_terminal_gets_colour_unless_it_is_refused(colour, is_plain, capsys, monkeypatch):
    """NO_COLOR is honoured."""
    monkeypatch.setenv("NO_COLOR", colour)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    print_table(("id", "words", "nothing"), [ROW])

    out = capsys.readouterr().out
    assert is_plain == ("\x1b" not in out)
    assert ROW[0] in out
    assert "[bold]word[/bold]" in out
    assert "\x1b]" not in out


def test_columns_are_aligned_without_trailing_blanks(capsys):
    """Plain text that `awk` and people can read."""
    print_table(("id", "words"), [("1", "long words"), ("22", "")])

    assert "ID  WORDS\n1   long words\n22\n" == capsys.readouterr().out


def test_no_rows_print_nothing(capsys):
    """A heading over nothing is no answer."""
    print_table(("id",), [])

    assert "" == capsys.readouterr().out


def test_documents_name_what_ties_them_to_others(capsys):
    """No column without anything in it; a document that is its own origin leaves the cell empty."""
    known = {
        "published": "2024-05-01",
        "publisher": None,
        "claims": 1,
        "title": None,
        "source": "a",
        "replaces": None,
    }
    first = {"id": "aaaaaaaaaa", "origin": "aaaaaaaaaa", **known}

    print_documents([first])
    print_documents([first, {**first, "id": "bbbbbbbbbb"}], links=["origin"])

    alone, both = capsys.readouterr().out.split("ID", 2)[1:]
    assert "ORIGIN" not in alone
    assert "ORIGIN" in both
    assert ["a"] == both.splitlines()[1].split()[3:]
    assert ["a", "aaaaaaaa"] == both.splitlines()[2].split()[3:]
