"""A ledger opens only when it is one, and survives what happens to the process, the disk, the neighbour."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import MetaData, create_engine

from claims.base.errors import LedgerError
from claims.base.records import Claim, Document, content_id
from claims.rules.frames import Findings
from claims.store import connection, migrations, tables
from claims.store.ledger import Ledger

ROOT = Path(__file__).parent.parent
MOMENT = "2026-01-05T00:00:00+00:00"

# What a process of its own runs: saves `sys.argv[3]` documents called after `sys.argv[2]`.
WRITER = f"""
import sys
import numpy as np
from claims.base.records import Claim, Document, content_id
from claims.rules.frames import Findings
from claims.store.ledger import Ledger

path, name, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Ledger.open(path, create=True) as ledger:
    for place in range(number):
        document = Document.of(f"{{name}} {{place}}", source=name)
        claim = Claim(id=content_id(document.id), document=document.id, origin=document.id, text=name,
                      quote=name, start=0, end=len(name), sentence=name)
        ledger.save_document(document, [claim], np.ones((1, 2), np.float32), model="tiny")
    found = Findings(claims=ledger.claims(), topics=[], contradictions=[], agreements=[])
    ledger.save_findings(found, run="{MOMENT}")
"""

# Put before WRITER: the process is killed when it comes to the statement in `sys.argv[4]`.
KILLER = """
import os, signal, sqlite3, sys
connect = sqlite3.connect

def watched(*args, **known):
    connection = connect(*args, **known)
    connection.set_trace_callback(
        lambda statement: sys.argv[4] in statement and os.kill(os.getpid(), signal.SIGKILL)
    )
    return connection

sqlite3.connect = watched
"""


def start(code, *arguments):
    """The code in a process of its own."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def save(ledger, text):
    """Save a document with one claim; whether it is new."""
    document = Document.of(text, source=text)
    words = {"text": text, "quote": text, "sentence": text}
    claim = Claim(
        id=content_id(document.id),
        document=document.id,
        origin=document.id,
        start=0,
        end=max(len(text), 1),
        **words,
    )
    return ledger.save_document(document, [claim], np.ones((1, 2), np.float32), model="tiny")


def sources(path):
    """Where the documents of a ledger were read, sorted."""
    with Ledger.open(str(path)) as ledger:
        return sorted(document.source for document in ledger.documents())


@pytest.fixture
def path(tmp_path):
    """A ledger with one document in it."""
    with Ledger.open(str(tmp_path / "claims.db"), create=True) as ledger:
        save(ledger, "first")
    return tmp_path / "claims.db"


# --- what is not a ledger ---


def text_file(path):
    """A file that is no database."""
    path.write_text("Rain fell on Monday, and nobody was hurt. " * 30)


def empty_file(path):
    """A file with nothing in it."""
    path.touch()


def database_of_another_program(path):
    """A database with somebody else's table."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE documents (id)")
    other.close()


def marked_database(path):
    """A database that another program has put its mark on, still without tables."""
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA application_id = 42")
    other.close()


def newer_ledger(path):
    """A ledger that has been through a step we do not know."""
    Ledger.open(str(path), create=True).close()
    with sqlite3.connect(path) as other:
        other.execute("INSERT INTO migrations VALUES ('m999_time_travel')")
    other.close()


def damaged_ledger(path):
    """A ledger whose pages, all but the first, are overwritten."""
    Ledger.open(str(path), create=True).close()
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * (size - 4096))


@pytest.mark.parametrize("create", [False, True], ids=["reading", "adding"])
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Path.mkdir, "claims.db` is not a file"),
        (text_file, "claims.db` is not a ledger"),
        (database_of_another_program, "is a database of another program"),
        (marked_database, "is a database of another program"),
        (newer_ledger, r"made by a newer version \(it has `m999_time_travel`\)"),
        (damaged_ledger, "claims.db` is damaged"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_not_ours_is_left_alone(tmp_path, make, message, create):
    """One line says what is wrong, a hint what to do, and the file stays as it was."""
    path = tmp_path / "claims.db"
    make(path)
    before = path.is_file() and path.read_bytes()

    with pytest.raises(LedgerError, match=message) as caught:
        Ledger.open(str(path), create=create)

    assert caught.value.hint
    assert "\n" not in str(caught.value)
    assert before == (path.is_file() and path.read_bytes())


@pytest.mark.parametrize("make", [Path.exists, empty_file], ids=["missing", "empty"])
def test_reading_never_makes_a_ledger(tmp_path, make):
    """A missing ledger is an error that says how to make one; nothing appears on the disk."""
    path = tmp_path / "claims.db"
    make(path)
    before = list(tmp_path.iterdir())

    with pytest.raises(LedgerError, match=r"^no ledger at `.*claims\.db`$") as caught:
        Ledger.open(str(path))

    assert "make one with `claims add SOURCE`" == caught.value.hint
    assert before == list(tmp_path.iterdir())


@pytest.mark.parametrize("make", [Path.exists, empty_file], ids=["missing", "empty"])
def test_adding_makes_a_ledger(tmp_path, make):
    """Also from an empty file, and again from what is there."""
    path = tmp_path / "100% new?#.db"
    make(path)
    for _ in range(2):
        Ledger.open(str(path), create=True).close()

    assert [path] == list(tmp_path.iterdir())
    assert [] == sources(path)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("no/such/folder/claims.db", "no folder `no/such/folder` for the ledger `claims.db`"),
        (
            "postgresql+psycopg://me:secret@host/claims",
            r"server \(`postgresql\+psycopg://…`\) is not built in",
        ),
        ("", "'' is not the path of a ledger"),
        ("claims\0.db", "is not the path of a ledger"),
        ("n" * 5000, "cannot be opened: file name too long"),
    ],
    ids=["folder", "url", "nothing", "nul", "long"],
)
def test_paths_that_cannot_be(path, message):
    """The message names the value, never a password."""
    with pytest.raises(LedgerError, match=message) as caught:
        Ledger.open(path, create=True)

    assert caught.value.hint
    assert "secret" not in str(caught.value)


# --- what may happen while it is open ---


def limit_connections(monkeypatch, *, pragma="", mode="rwc"):
    """Let every connection that is opened from now on run into a limit."""
    connect = sqlite3.connect

    def limited(where, **known):
        opened = connect(where.replace("mode=rwc", f"mode={mode}"), **known)
        opened.execute(pragma)
        return opened

    monkeypatch.setattr(sqlite3, "connect", limited)


def test_a_full_disk_loses_nothing(path, monkeypatch):
    """The document that did not fit is not saved by halves, and is saved once there is room."""
    with monkeypatch.context() as patch:
        limit_connections(patch, pragma="PRAGMA max_page_count = 1")  # no page more than there are
        with Ledger.open(str(path), create=True) as ledger:
            with pytest.raises(LedgerError, match="no room left on the disk") as caught:
                save(ledger, "large " * 100_000)
            assert ["first"] == [document.source for document in ledger.documents()]

    assert "free some space" in caught.value.hint
    with Ledger.open(str(path), create=True) as ledger:
        assert save(ledger, "large " * 100_000) is True


def test_a_disk_that_is_full_from_the_start(tmp_path, monkeypatch):
    """Not even the tables fit: one line, and the next try begins anew."""
    path = str(tmp_path / "claims.db")
    with monkeypatch.context() as patch:
        limit_connections(patch, pragma="PRAGMA max_page_count = 3")
        with pytest.raises(LedgerError, match="no room left on the disk"):
            Ledger.open(path, create=True)

    with pytest.raises(LedgerError, match="no ledger at"):
        Ledger.open(path)
    with Ledger.open(path, create=True) as ledger:
        assert save(ledger, "first") is True


def test_a_ledger_that_is_read_only(path, monkeypatch):
    """It can be read, and says why it cannot be added to."""
    limit_connections(monkeypatch, mode="ro")

    with Ledger.open(str(path), create=True) as ledger:
        assert ["first"] == [document.source for document in ledger.documents()]
        with pytest.raises(LedgerError, match="is read-only"):
            save(ledger, "second")


def test_a_ledger_that_stays_locked(path, monkeypatch):
    """Readers go on; a writer waits, and then says so."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with Ledger.open(str(path), create=True) as ledger:
        assert ["first"] == [document.source for document in ledger.documents()]
        with pytest.raises(LedgerError, match="is locked by another program"):
            save(ledger, "second")
        other.close()
        assert save(ledger, "second") is True


def test_two_processes_write_at_once(tmp_path):
    """Both make the ledger, both add to it, one document twice: all is there, once."""
    path = tmp_path / "claims.db"
    names = ["one", "two"]
    writers = [start(WRITER, path, name, 25) for name in names] + [start(WRITER, path, "two", 5)]

    assert [(0, "")] * 3 == [(writer.wait(), writer.stderr.read()) for writer in writers]
    for writer in writers:
        writer.stderr.close()
    assert sorted(names * 25) == sources(path)
    with Ledger.open(str(path)) as ledger:
        assert 50 == len(ledger.claims())
        assert ledger.vectors([claim.id for claim in ledger.claims()], model="tiny").all()


@pytest.mark.parametrize(
    ("statement", "saved"),
    [
        ("CREATE TABLE topics", ["first"]),
        ("INSERT INTO vectors", ["first"]),
        ("INSERT INTO runs", ["first", "second"]),
        ("DELETE FROM skipped", ["first", "second"]),
    ],
)
def test_a_kill_leaves_a_ledger_that_opens(path, statement, saved):
    """A document is there whole or not at all, findings too, and the next run does the rest."""
    if "CREATE" in statement:
        path.unlink()
    killed = start(KILLER + WRITER, path, "second", 1, statement)
    assert -signal.SIGKILL == killed.wait()
    killed.stderr.close()

    with Ledger.open(str(path), create=True) as ledger:
        save(ledger, "first")
        assert saved == sorted(document.source for document in ledger.documents())
        assert (False, None) == (ledger.is_settled(), ledger.latest_run())
        ledger.save_findings(
            Findings(claims=ledger.claims(), topics=[], contradictions=[], agreements=[]), run=MOMENT
        )
        assert (True, MOMENT) == (ledger.is_settled(), ledger.latest_run())


# --- migrations ---


def shape(metadata):
    """What tables there are: columns, keys, indexes."""
    return {
        table.name: (
            [(c.name, str(c.type), c.nullable, c.primary_key) for c in table.columns],
            sorted((key.parent.name, key.target_fullname) for key in table.foreign_keys),
            sorted((index.name, *index.columns.keys()) for index in table.indexes),
        )
        for table in metadata.sorted_tables
        if table.name != "migrations"
    }


def test_the_migrations_lead_to_the_tables(path):
    """A ledger that went through every step has the tables that the code speaks of."""
    engine = create_engine(f"sqlite:///{path}")
    found = MetaData()
    found.reflect(engine)
    engine.dispose()

    assert shape(tables.metadata) == shape(found)


def test_a_step_is_applied_once_and_to_old_ledgers_too(path, monkeypatch):
    """An older ledger is brought up to date by whoever opens it, and keeps what it holds."""

    def m998_remember_the_weather(opened):
        opened.exec_driver_sql("CREATE TABLE weather (rain TEXT)")

    monkeypatch.setattr(migrations, "MIGRATIONS", [*migrations.MIGRATIONS, m998_remember_the_weather])

    assert [["first"], ["first"]] == [sources(path), sources(path)]
    with sqlite3.connect(path) as other:
        assert [] == other.execute("SELECT rain FROM weather").fetchall()
    other.close()


def test_steps_are_named_in_order():
    """A step is never renamed or moved: ledgers out there remember the names."""
    assert [
        "m001_first_tables",
        "m002_memory",
        "m003_stamps",
        "m004_origins",
        "m005_reading_order",
        "m006_digests",
        "m007_answers",
    ] == [step.__name__ for step in migrations.MIGRATIONS]


def test_numpy_is_loaded_only_for_vectors(path):
    """Commands that only read answer fast."""
    code = (
        "import sys; from claims.store.ledger import Ledger\n"
        "with Ledger.open(sys.argv[1]) as ledger: ledger.claims()\n"
        "sys.exit('numpy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, env=dict(os.environ), check=False
    )

    assert 0 == done.returncode
