"""Looking at sources again and again: what is new is found once, what fails costs only itself."""

import json
import os
import signal
from itertools import islice

import httpx
import numpy as np
import pytest
from mill import SAID, HashEncoder, claim_of
from typer.testing import CliRunner

from claims import run
from claims.base.errors import ClaimsError, LedgerError, ModelError
from claims.base.settings import Settings
from claims.cli import app
from claims.judge import Panel
from claims.models.judge import ShippedJudge
from claims.rules import load_rules
from claims.sources.url import Fetcher
from claims.store.ledger import Ledger
from claims.watch import LONGEST_SECONDS, Watch

AGENCY, COURIER = (f"{who} said that {toll} people died in the fire at the mill." for who, toll in
                   (("Officials", 12), ("Villagers", 20)))  # fmt: skip
HOUR = 3600.0


class Contrary:
    """Finds a contradiction in any pair, so that the rules decide."""

    name = "contrary"

    def infer(self, pairs):
        """Shape (len(pairs), 3): entailment, neutral, contradiction."""
        return np.tile(np.array([0.02, 0.08, 0.9], dtype=np.float32), (len(pairs), 1))


class FakeTools(run.Tools):
    """Reads one sort of sentence, without a parser; a text that says so makes it fail."""

    encoder = HashEncoder()
    panel = Panel(load_rules(), Contrary(), ShippedJudge())
    reads = 0

    def claims_of(self, documents, **_):
        """A claim for each toll of the fire."""
        FakeTools.reads += 1
        if any("poison" in document.text for document in documents):
            raise RuntimeError("a step fails")
        return [claim_of(document, match) for document in documents for match in SAID.finditer(document.text)]

    def embed(self, claims):
        """Vectors of the words, without the table of places that masking needs."""
        return self.encoder.encode([claim.text for claim in claims])


@pytest.fixture(autouse=True)
def fakes(monkeypatch, tmp_path):
    """No weights are loaded; the current folder is empty."""
    monkeypatch.setattr(run, "Tools", FakeTools)
    monkeypatch.setattr("claims.watch.Tools", FakeTools)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def inbox(tmp_path):
    """A folder with one article."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "agency.txt").write_text(AGENCY)
    return folder


class Clock:
    """Time that passes only while somebody sleeps; `then` is done at a moment, once."""

    def __init__(self, **then):
        self.now = 0.0
        self.slept = []
        self.then = {float(moment[1:]): deed for moment, deed in then.items()}

    def __call__(self):
        """Seconds since the start."""
        return self.now

    def sleep(self, seconds):
        """Lets time pass."""
        self.slept.append(seconds)
        self.now += seconds
        for moment in [moment for moment in self.then if moment <= self.now]:
            self.then.pop(moment)()


def looks_of(watch, number, clock=None):
    """The first looks, with the time of each."""
    clock = clock or Clock()
    turns = watch.turns(clock=clock, sleep=clock.sleep)
    return [(clock.now, watch.look(source)) for source in islice(turns, number)]


def watching(*sources, every=HOUR, **known):
    """A watch on a ledger in the current folder."""
    return Watch([str(source) for source in sources], Settings(), every=every, **known)


def test_a_new_contradiction_is_found_once(inbox):
    """In the look after the article appeared, not before, not again."""
    clock = Clock(_3000=lambda: (inbox / "courier.txt").write_text(COURIER))
    looks = looks_of(watching(inbox), 3, clock)

    assert [(0.0, 1, 0), (HOUR, 1, 1), (2 * HOUR, 0, 0)] == [
        (moment, look.added.documents, len(look.added.new)) for moment, look in looks
    ]


def test_what_has_not_changed_is_not_read_again(inbox):
    """Neither in the next look nor after a restart: no step has anything to do."""
    looks_of(watching(inbox), 1)
    before = FakeTools.reads

    assert [0, 0] == [look.added.documents + look.added.unchanged for _, look in looks_of(watching(inbox), 2)]
    assert before == FakeTools.reads


def test_a_source_that_fails_is_tried_less_often(inbox):
    """After one, three, seven hours …; the other goes on hourly."""
    looks = looks_of(watching("nowhere", inbox), 12)
    times = [moment for moment, look in looks if look.source == "nowhere"]

    assert [0.0, 2 * HOUR, 6 * HOUR] == times
    assert [hour * HOUR for hour in range(9)] == [
        moment for moment, look in looks if look.source == str(inbox)
    ]


def test_the_longest_pause_has_an_end():
    """A source that was away for a week is not forgotten."""
    looks = looks_of(watching("nowhere"), 20)

    assert LONGEST_SECONDS == looks[-1][1].again


def test_a_source_that_comes_back_is_looked_at_as_usual(tmp_path):
    """One good look and the failures are forgotten."""

    def come_back():
        (tmp_path / "away.txt").write_text(AGENCY)

    looks = looks_of(watching("away.txt"), 3, Clock(_7000=come_back))

    assert [2 * HOUR, HOUR, HOUR] == [look.again for _, look in looks]
    assert ["it cannot be read", "", ""] == [look.problem for _, look in looks]


def test_a_text_that_makes_a_step_fail_stops_nobody(inbox, tmp_path):
    """It is named, nothing is kept by halves, and it is tried again when it may have been mended."""
    (tmp_path / "poison.txt").write_text("A poison pill.")
    looks = looks_of(watching(tmp_path / "poison.txt", inbox), 2)

    assert ["RuntimeError: a step fails", ""] == [look.problem for _, look in looks]
    assert 1 == looks[1][1].added.documents
    (tmp_path / "poison.txt").write_text(COURIER)
    assert 1 == len(watching(tmp_path / "poison.txt").look(str(tmp_path / "poison.txt")).added.new)


def test_what_could_not_be_saved_is_read_again(inbox, monkeypatch):
    """A ledger that is locked for a while loses nothing."""
    watch = watching(inbox)
    add = run.add
    monkeypatch.setattr(run, "add", lambda *_, **__: raising(LedgerError("ledger is locked")))
    assert "ledger is locked" == watch.look(str(inbox)).problem

    monkeypatch.setattr(run, "add", add)
    assert 1 == watch.look(str(inbox)).added.documents


def raising(error):
    """An expression that raises."""
    raise error


def test_what_time_does_not_heal_ends_the_watch(inbox, monkeypatch):
    """A model that is missing is missing in an hour."""
    monkeypatch.setattr(run, "add", lambda *_, **__: raising(ModelError("no such model")))

    with pytest.raises(ModelError):
        watching(inbox).look(str(inbox))


def test_what_cannot_be_read_in_a_folder_is_said_once(inbox):
    """And the folder is looked at as usual."""
    (inbox / "gone.txt").symlink_to("nowhere")
    looks = [look for _, look in looks_of(watching(inbox), 2)]

    assert [1, 0] == [len(look.added.skipped) for look in looks]
    assert [HOUR, HOUR] == [look.again for look in looks]


def test_an_empty_folder_is_waited_for(tmp_path):
    """It is no failure: tomorrow there may be something in it."""
    (tmp_path / "empty").mkdir()
    [(_, look)] = looks_of(watching("empty"), 1)

    assert ("", HOUR) == (look.problem, look.again)


def test_a_server_is_not_pressed():
    """A page is looked at once a minute at most."""
    web = Fetcher(
        transport=httpx.MockTransport(
            lambda request: httpx.Response(200, html=f"<html><body><p>{AGENCY}</p></body></html>")
        ),
        resolve=lambda *_: ["93.184.215.14"],
        sleep=lambda _: None,
    )
    looks = looks_of(watching("http://example.org/", every=1.0, fetcher=web), 3)

    assert [0.0, 60.0, 120.0] == [moment for moment, _ in looks]
    assert [1, 0, 0] == [look.added.documents for _, look in looks]


def test_stdin_cannot_be_watched():
    """It is read once, and there is a command for that."""
    with pytest.raises(ClaimsError):
        watching("-")


def test_a_ledger_of_another_program_ends_it_at_once(tmp_path):
    """Not after hours."""
    (tmp_path / "claims.db").write_text("This is no ledger, and is longer than any header of one. " * 20)

    with pytest.raises(LedgerError):
        watching("inbox")


# --- the command ---


def call(*arguments):
    """What `claims watch` does."""
    return CliRunner().invoke(app, ["watch", *map(str, arguments)])


def test_once_for_cron(inbox):
    """The exit code says whether to look: something new, nothing, or something that cannot be read."""
    assert 0 == call(inbox, "--once", "--fail-on-new").exit_code
    (inbox / "courier.txt").write_text(COURIER)
    found = call(inbox, "--once", "--fail-on-new", "--json")

    assert 1 == found.exit_code
    assert ["figure"] == [json.loads(line)["kind"] for line in found.stdout.splitlines()]
    assert f"{inbox}: 1 document with 1 claim added; 1 new contradiction" in found.stderr
    assert 0 == call(inbox, "--once", "--fail-on-new").exit_code
    assert 2 == call(inbox, "nowhere", "--once").exit_code


def test_an_edited_article_is_told(inbox):
    """As with `claims add`: it is a later version, and what it says otherwise is new."""
    call(inbox, "--once")
    (inbox / "agency.txt").write_text(AGENCY.replace("12", "13"))
    told = call(inbox, "--once", "--json")

    assert "agency.txt is a later version" in told.stderr
    assert ["revision"] == [json.loads(line)["reading"] for line in told.stdout.splitlines()]


def test_a_look_without_news_says_nothing(inbox):
    """Cron sends no mail."""
    call(inbox, "--once")
    quiet = call(inbox, "--once")

    assert ("", "") == (quiet.stdout, quiet.stderr)


@pytest.mark.parametrize(
    ("interrupt", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 0)],
)
def test_it_stops_cleanly(inbox, monkeypatch, interrupt, code):
    """In the wait and with what was found out already; SIGTERM is how a service is stopped."""
    (inbox / "courier.txt").write_text(COURIER)
    monkeypatch.setattr("time.sleep", lambda seconds: os.kill(os.getpid(), interrupt))
    monkeypatch.setattr("claims.watch.Watch.turns", turns_with_patched_sleep)
    before = signal.getsignal(signal.SIGTERM)
    stopped = call(inbox, "--json")

    assert code == stopped.exit_code
    assert 1 == len(stopped.stdout.splitlines())
    assert before == signal.getsignal(signal.SIGTERM)
    assert "Traceback" not in stopped.stderr


def turns_with_patched_sleep(self, original=Watch.turns):
    """The turns, whose sleep is that of the module `time` at this moment."""
    import time

    return original(self, clock=Clock(), sleep=time.sleep)


@pytest.mark.parametrize("interrupt", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_the_ledger_whole(inbox, monkeypatch, interrupt):
    """What was being saved is not there by halves, and the next look goes on."""
    (inbox / "courier.txt").write_text(COURIER)
    save = Ledger.save_findings
    monkeypatch.setattr(Ledger, "save_findings", lambda *_, **__: os.kill(os.getpid(), interrupt) or [])
    call(inbox, "--once")
    with Ledger.open("claims.db") as ledger:
        assert not ledger.is_settled()
        assert {} == ledger.stamps()

    monkeypatch.setattr(Ledger, "save_findings", save)
    again = call(inbox, "--once", "--json")

    assert 1 == len(again.stdout.splitlines())


@pytest.mark.parametrize(
    "wrong",
    [["inbox", "--every", "soon"], ["inbox", "--every", "0"], ["inbox", "--every", "5y"], [],
     ["inbox", "--fail-on-new"], ["-"]],
)  # fmt: skip
def test_a_wrong_call_is_told(wrong):
    """In a line, with exit code 2."""
    told = call(*wrong)

    assert 2 == told.exit_code
    assert "Traceback" not in told.stderr


def test_a_failing_source_is_told_with_the_next_look(inbox, monkeypatch):
    """On stderr; stdout is for findings."""
    monkeypatch.setattr("time.sleep", lambda seconds: os.kill(os.getpid(), signal.SIGTERM))
    monkeypatch.setattr("claims.watch.Watch.turns", turns_with_patched_sleep)
    told = call("nowhere", "--every", "10m")

    assert "nowhere: it cannot be read; next look in 20 minutes" in told.stderr
    assert "" == told.stdout
