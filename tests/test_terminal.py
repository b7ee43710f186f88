"""How tables look: fitted on a terminal, plain everywhere else."""

import sys

import pytest

from claims.base.listing import Listing
from claims.base.records import Topic
from claims.terminal import ALIGNED, MOST_ROWS, print_documents, print_table, print_topics, show_rows

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


ROWS = [{"id": f"{number:016}"} for number in range(MOST_ROWS + 7)]


def print_ids(rows):
    """A line for each row."""
    print_table(("id",), ([row["id"]] for row in rows))


@pytest.fixture
def shown(capsys, monkeypatch):
    """What the shell sees of some rows: stdout and stderr, of a terminal or a pipe."""

    def show(rows, *, on_terminal, **options):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: on_terminal)
        monkeypatch.setenv("TERM", "dumb")
        show_rows(rows, print_ids, **{"as_json": False, **options})
        return capsys.readouterr()

    return show


def test_a_long_table_ends_early_on_a_terminal(shown):
    """The beginning, then on stderr how much there is, and how to see less or all of it."""
    seen = shown(ROWS, on_terminal=True, narrow="--topic")

    assert MOST_ROWS == seen.out.count("\n0")
    assert f"the first {MOST_ROWS} of {len(ROWS)}; --topic for fewer, `| less` for all\n" == seen.err


@pytest.mark.parametrize(
    ("rows", "on_terminal", "options"),
    [
        (ROWS, False, {}),
        (ROWS, True, {"as_json": True}),
        (ROWS, False, {"as_json": True}),
        (ROWS[:MOST_ROWS], True, {}),
    ],
)
def test_nothing_else_is_cut(rows, on_terminal, options, shown):
    """A pipe and JSON Lines have every row, and so has a table that is not long."""
    seen = shown(rows, on_terminal=on_terminal, **options)

    assert [] == [row["id"] for row in rows if row["id"] not in seen.out]
    assert "" == seen.err


def test_the_first_rows_are_printed_before_the_last_are_made(capsys):
    """Some rows are aligned together; far below, a column may become wider, never narrower."""
    printed = []

    def rows():
        for number in range(2 * ALIGNED + 1):
            printed.append(len(capsys.readouterr().out))
            yield ("x" * 9 if number == ALIGNED else "x", "y")

    print_table(("a", "b"), rows())

    assert printed[ALIGNED - 1] == 0 < printed[ALIGNED]
    assert "x          y\n" == capsys.readouterr().out


def test_ids_of_a_part_are_told_apart_from_the_whole(capsys):
    """What is printed of an id names one row, shown or not."""
    ids = ["aaaaaaaabb", "aaaaaaaacc", "ffffffffff"]
    topic = {"label": "a", "claims": (), "documents": (), "parties": (), "figures": ()}
    listing = Listing(ids, lambda some: [Topic(id=name, **topic) for name in some])

    print_topics(listing[:1])

    assert ["aaaaaaaab"] == [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]]
