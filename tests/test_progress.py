"""The line that says how far a run is: for a person on a terminal, and nobody else."""

import io
import os
import pty
import subprocess
import sys

import pytest

from claims.base.progress import unheard
from claims.progress import showing_progress

TALK = """
import sys
from claims.progress import showing_progress
with showing_progress(is_streaming={streaming}) as progress:
    progress("reading documents", 3)
    progress("reading claims", 3, 12)
    print("the answer", flush=True)
    print("a note", file=sys.stderr, flush=True)
"""


def on_a_terminal(*, streaming=False, is_piped=True, **environment):
    """What stdout and stderr get, the latter a terminal; without a pipe both are that terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", TALK.format(streaming=streaming)],
        stdout=subprocess.PIPE if is_piped else theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    said = bytearray()
    while chunk := read(ours):
        said += chunk
    answer = (process.communicate()[0] or b"").decode()
    os.close(ours)
    return answer, said.decode()


def read(terminal):
    """What comes next; nothing at the end."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_a_person_sees_how_far_it_is():
    """Which step, how many of how many; the answer and the notes stay whole."""
    answer, said = on_a_terminal()

    assert "the answer\n" == answer
    assert "reading claims 3 of 12" in said
    assert "a note" in said
    assert said.endswith(("\x1b[2K", "\x1b[?25h", "\n", "\r"))


def test_without_colour_where_none_is_wanted():
    """`NO_COLOR` is honoured."""
    _, said = on_a_terminal(NO_COLOR="1")

    assert "reading claims" in said
    assert "\x1b[3" not in said


@pytest.mark.parametrize("terminal", ["dumb", "unknown"])
def test_a_terminal_that_cannot_draw_gets_none(terminal):
    """No codes that it would print as they are."""
    _, said = on_a_terminal(TERM=terminal)

    assert "a note" == said.strip()


def test_an_answer_that_streams_is_progress_enough():
    """On one terminal the two would write over each other."""
    _, said = on_a_terminal(streaming=True, is_piped=False)

    assert ["the answer", "a note"] == said.split("\r\n")[:2]


def test_off_a_terminal_nothing_is_shown(monkeypatch):
    """In a pipe, in a log, in cron."""
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with showing_progress() as progress:
        progress("reading claims", 1, 2)

    assert progress is unheard
    assert "" == sys.stderr.getvalue()
