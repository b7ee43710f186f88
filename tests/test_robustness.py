"""Bad input and bad luck, through the program itself: a line that names it, exit 2, and the rest is done."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLE = """Fire at the mill kills twelve

Officials said on Monday that 12 people died in the fire at the mill in Lyon on 4 March 2024.
"""
# The program on a disk that has room for a new ledger and a few articles.
ON_A_FULL_DISK = """
import sqlite3
from claims.cli import main

connect = sqlite3.connect

def limited(*arguments, **known):
    opened = connect(*arguments, **known)
    opened.execute("PRAGMA max_page_count = 80")
    return opened

sqlite3.connect = limited
main()
"""


def call(*arguments, ledger=None, program=("-m", "claims"), **known):
    """The program in a process of its own."""
    command = [sys.executable, *program, *(["--ledger", str(ledger)] if ledger else []), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=environment, check=False, **known
    )


def lines_on(name, errors):
    """The lines on stderr that name an input."""
    return [line for line in errors.splitlines() if str(name) in line]


def write_bad_inputs(folder):
    """One file for each way in which an input can be bad; what is said of it, by path."""
    folder.mkdir()
    contents = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.bin": bytes(range(256)) * 64,
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(2000),
        "broken.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nnothing that a PDF needs",
        "broken.docx": b"PK\x03\x04" + bytes(400),
        "long.txt": b"word " * 10_000_000,  # one line of 50 MB
        "broken.jsonl": b'{"text": "Officials said that 12 people died."}\n{"text": \n',
        "other.db": b"SQLite format 3\x00" + bytes(4000),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (folder / "hollow").mkdir()
    (folder / "pipe").symlink_to("/dev/null")
    return [folder / name for name in [*contents, "hollow", "pipe", "missing.txt"]]


# --- inputs ---


@pytest.mark.model
def test_bad_inputs_are_named_and_the_good_are_read(tmp_path):
    """Each failure is a line with its name, and whatever can be read is saved."""
    bad = write_bad_inputs(tmp_path / "bad")
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    foreign = tmp_path / "latin.txt"
    foreign.write_bytes("The mayor, José Núñez, said that 20 people died in the café fire.".encode("latin-1"))

    done = call("add", *bad, "http://127.0.0.1:9", good, foreign, ledger=tmp_path / "a.db")

    assert 2 == done.returncode
    skipped = "\n".join(lines_on("skipped:", done.stderr))
    assert [1] * len(bad) == [len(lines_on(path, skipped)) for path in bad], done.stderr
    assert 1 == len(lines_on("http://127.0.0.1:9", skipped))
    assert "private address" in done.stderr
    assert "Traceback" not in done.stderr
    listed = call("documents", "--json", ledger=tmp_path / "a.db")
    sources = [json.loads(line)["source"] for line in listed.stdout.splitlines()]
    assert {str(good), str(foreign)} <= set(sources)
    assert "José Núñez" in call("list", "--json", ledger=tmp_path / "a.db").stdout


def test_bad_inputs_are_rows_for_programs(tmp_path):
    """With --json, what could not be read ends stdout, one object a line."""
    bad = tmp_path / "empty.txt"
    bad.touch()

    done = call("add", bad, "--json", ledger=tmp_path / "a.db")

    assert 2 == done.returncode
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (str(bad), True) == (row["source"], row["skipped"])


def test_a_long_line_is_refused_at_once(tmp_path):
    """A file beyond the limit is not read into memory."""
    path = tmp_path / "long.txt"
    path.write_bytes(b"word " * 10_000_000)

    done = call("add", path, ledger=tmp_path / "a.db")

    assert 2 == done.returncode
    assert "too large" in lines_on(path, done.stderr)[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_an_unreadable_folder_is_named(tmp_path):
    """A folder that may not be entered is a line, like any other input."""
    folder = tmp_path / "shut"
    folder.mkdir(mode=0)

    done = call("add", folder, ledger=tmp_path / "a.db")
    folder.chmod(0o700)

    assert (2, 1) == (done.returncode, len(lines_on(folder, done.stderr)))


# --- ledgers ---


@pytest.mark.parametrize("command", ["list", "documents", "topics", "contradictions", "agreements", "brief"])
def test_no_ledger_is_said_and_none_is_made(tmp_path, command):
    """Reading never makes a ledger."""
    path = tmp_path / "none.db"

    done = call(command, ledger=path)

    assert (2, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("error: no ledger at")
    assert "Traceback" not in done.stderr
    assert not path.exists()


@pytest.mark.parametrize("command", [("list",), ("add", "article.txt"), ("check", "article.txt")])
def test_a_ledger_of_another_program_is_left_alone(tmp_path, command):
    """A database that is not ours is named and not touched."""
    path = tmp_path / "music.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (name)")
    other.close()
    before = path.read_bytes()
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")

    done = call(*command, ledger=path, cwd=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert f"`{path}` is a database of another program" in done.stderr
    assert before == path.read_bytes()


@pytest.mark.parametrize("content", [b"just words\n" * 500, b"SQLite format 3\x00" + b"\xff" * 4080])
def test_a_file_that_is_no_ledger_is_left_alone(tmp_path, content):
    """A text, or a database in ruins, is named and not touched."""
    path = tmp_path / "notes.db"
    path.write_bytes(content)

    done = call("list", ledger=path)

    assert (2, "") == (done.returncode, done.stdout)
    assert 1 == len(lines_on(path, done.stderr))
    assert content == path.read_bytes()


@pytest.mark.model
def test_a_full_disk_loses_nothing(tmp_path):
    """What fits is saved, the line says what to do, and with room the same command finishes the work."""
    ledger = tmp_path / "a.db"
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(24):
        fires = " ".join(
            f"Officials said on Monday that {number}{at} people died in fire number {at} at the mill in Lyon."
            for at in range(3)
        )
        (articles / f"{number:02}.txt").write_text(fires, encoding="utf-8")

    full = call("add", articles, ledger=ledger, program=("-c", ON_A_FULL_DISK))

    assert 2 == full.returncode
    assert "Traceback" not in full.stderr
    assert [f"error: no room left on the disk for the ledger `{ledger}`"] == lines_on(ledger, full.stderr)
    assert 0 < len(call("documents", "--json", ledger=ledger).stdout.splitlines()) < 24
    again = call("add", articles, ledger=ledger)
    assert 0 == again.returncode, again.stderr
    assert 24 == len(call("documents", "--json", ledger=ledger).stdout.splitlines())


# --- the shell ---


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A ledger with more claims than a pipe holds."""
    import numpy as np

    from claims.base.records import Claim, Document, content_id
    from claims.store.ledger import Ledger

    path = tmp_path_factory.mktemp("many") / "a.db"
    document = Document.of(ARTICLE, source="article.txt")
    words = ARTICLE[31:126]
    claims = [
        Claim(
            id=content_id(number),
            document=document.id,
            origin=document.id,
            text=words,
            quote=words,
            start=31,
            end=126,
            sentence=words,
        )
        for number in range(3000)
    ]
    with Ledger.open(str(path), create=True) as ledger:
        ledger.save_document(document, claims, np.ones((len(claims), 2), dtype=np.float32), model="tiny")
    return path


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_pipe_that_closes_is_no_error(many, flags):
    """`claims list | head -1` prints a line and ends quietly."""
    command = [sys.executable, "-m", "claims", "--ledger", str(many), "list", *flags]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert b"" == process.stderr.read()

    assert 0 == process.returncode


def test_debug_shows_where_an_error_comes_from(tmp_path):
    """The traceback is there for whoever asks, and the exit code stays."""
    done = call("list", "--debug", ledger=tmp_path / "none.db")

    assert 2 == done.returncode
    assert "Traceback" in done.stderr
    assert "LedgerError" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--since", "yesterday"],
        ["compare", "One statement."],
        ["compare", "--pairs", "missing.jsonl"],
        ["add"],
        ["nonsense"],
        ["report", "-o", "report.exe"],
        ["brief", "-o", "no/such/folder.md"],
    ],
)
def test_a_wrong_call_is_explained(many, tmp_path, arguments):
    """A user's mistake gives exit 2 and words, never a traceback."""
    done = call(*arguments, ledger=many, cwd=tmp_path)

    assert 2 == done.returncode
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr


def test_a_wrong_clock_is_explained(many, monkeypatch):
    """SOURCE_DATE_EPOCH that is no number is named."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")

    done = call("brief", ledger=many)

    assert 2 == done.returncode
    assert "SOURCE_DATE_EPOCH is no date: `tomorrow`" in done.stderr


def test_wrong_settings_are_named_at_once(many, tmp_path):
    """All that is wrong in `claims.toml` is said in one go."""
    (tmp_path / "claims.toml").write_text("topic_floor = 7\nworkers = 0\nnonsense = 1\n", encoding="utf-8")

    done = call("list", ledger=many, cwd=tmp_path)

    assert 2 == done.returncode
    assert [] == [name for name in ("topic_floor", "workers", "nonsense") if name not in done.stderr]
