"""Where steps are done changes nothing in what comes out: here, in processes, on two nodes."""

import gc
import os
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from crew import REPEAT, CrewTools
from hypothesis import given
from hypothesis import strategies as st

from claims import run, settle
from claims.base.errors import ClaimsError, ModelError, SettingsError
from claims.base.protocols import Parcel
from claims.base.records import Document
from claims.base.settings import Settings
from claims.scale.executors import open_executor
from claims.scale.local import Local
from claims.scale.processes import Processes
from claims.store import nearby
from claims.store.ledger import Ledger

# what Ray's parts say to one another, and its threads while it is shut down
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:ray"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).parent.parent
TESTS = Path(__file__).parent
SEEDS = ROOT / "seeds"

parcels_of = st.lists(
    st.builds(
        lambda text, rows: Parcel(
            Document.of(text, source="a.txt"), np.full((rows, 3), len(text), dtype=np.float32)
        ),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
        st.integers(0, 2),
    ),
    max_size=9,
)


def parcels(number):
    """Texts with as many vectors as the remainder of their number by three."""
    return [
        Parcel(Document.of(f"Text {n}.", source="a.txt"), np.full((n % 3, 4), n, dtype=np.float32))
        for n in range(number)
    ]


def shown(rows):
    """The parcels, to be compared."""
    return [(row.record.model_dump_json(), row.vectors.tolist()) for row in rows]


def articles(folder, number):
    """Articles on the fire, each with another toll, in a folder."""
    folder.mkdir()
    for n in range(number):
        words = f"Villagers said that {12 + n} people died in the fire at the mill."
        (folder / f"{n}.txt").write_text(words, encoding="utf-8")
    return str(folder)


def held_by(path):
    """All that a ledger holds, as JSON."""
    with Ledger.open(str(path)) as ledger:
        rows = [
            *ledger.documents(),
            *ledger.claims(),
            *ledger.topics(),
            *ledger.contradictions(),
            *ledger.agreements(),
        ]
    return [row.model_dump_json() for row in rows]


def in_small_frames(monkeypatch):
    """A handful of claims fill a frame, so that a few articles make several."""
    monkeypatch.setattr(nearby, "WHOLE", 8)
    monkeypatch.setattr(nearby, "AT_ONCE", 5)
    monkeypatch.setattr(settle, "FEW", 0)


@pytest.fixture
def crew(tmp_path, monkeypatch):
    """The folder in which the workers of this process are told what to do, and note what they did."""
    monkeypatch.setenv("CREW", str(tmp_path))
    monkeypatch.setattr(CrewTools, "calls", 0)
    return tmp_path


# --- in this process ---


def test_each_parcel_is_worked_on_once_and_in_order(crew):
    """However many go together."""
    made = Local(CrewTools(Settings())).map(REPEAT, parcels(10))

    assert [f"Text {n}." for n in range(10)] == [row.record.text for row in made]


def test_nothing_is_made_of_nothing(crew):
    """No work is no error."""
    assert [] == list(Local(CrewTools(Settings())).map(REPEAT, []))


class Sending(Local):
    """Hands everything over as it would to other machines, and gets it back from there."""

    is_spread = True

    def map(self, step, parcels):
        """What the step makes of each parcel after a journey."""
        sent = [sent_on(parcel, step.given) for parcel in parcels]
        return iter([sent_on(parcel, step.made) for parcel in super().map(step, sent)])


def sent_on(parcel, sort):
    """The parcel as it arrives elsewhere."""
    return Parcel(sort.model_validate_json(parcel.record.model_dump_json()), parcel.vectors.copy())


def test_what_is_judged_elsewhere_is_found_as_here(crew, monkeypatch):
    """Also when the next articles have their place in the ledger before the first are judged."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    in_small_frames(monkeypatch)
    sources, hints = [articles(crew / "articles", 24)], run.Hints(published=date(2024, 5, 1))
    here, there = (Settings(ledger=str(crew / f"{name}.db")) for name in ("here", "there"))

    added = run.add(sources, here, hints, tools=CrewTools(here))
    sent = nullcontext(Sending(CrewTools(there)))
    monkeypatch.setattr(run, "open_executor", lambda *_: sent)
    spread = run.add(sources, there, hints, tools=CrewTools(there))

    assert added == spread
    assert added.new
    assert held_by(crew / "here.db") == held_by(crew / "there.db")


def test_a_run_whose_judges_give_up_is_made_good(crew, monkeypatch):
    """Articles that have a place and no findings are not settled; the next run begins with them."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    in_small_frames(monkeypatch)
    sources, hints = [articles(crew / "articles", 24)], run.Hints(published=date(2024, 5, 1))
    here, there = (Settings(ledger=str(crew / f"{name}.db")) for name in ("here", "there"))
    with monkeypatch.context() as patch:
        patch.setattr(run, "open_executor", lambda *_: nullcontext(Sending(CrewTools(there))))
        patch.setattr(settle, "conclude", give_up)
        with pytest.raises(ClaimsError, match="gave up"):
            run.add(sources, there, hints, tools=CrewTools(there))

    with Ledger.open(there.ledger) as ledger:
        assert any(claim.topic for claim in ledger.claims())
        assert not ledger.is_settled()
    run.add(sources, there, hints, tools=CrewTools(there))
    run.add(sources, here, hints, tools=CrewTools(here))
    assert held_by(crew / "here.db") == held_by(crew / "there.db")


def give_up(*_, **__):
    """As an executor does whose machines are gone."""
    raise ClaimsError("Ray gave up")


# --- in processes side by side ---


@contextmanager
def processes(settings):
    """Two processes with a crew in each; they find the tests where this process does."""
    with Processes(CrewTools(settings), partial(CrewTools, settings), workers=2) as executor:
        yield executor


def workers_of(folder):
    """The processes that noted what they did."""
    return {int(path.stem) for path in folder.glob("*.done")}


def test_processes_make_what_one_makes_in_order(crew):
    """More parcels than are handed out ahead, and as they come."""
    with processes(Settings()) as executor:
        made = shown(executor.map(REPEAT, iter(parcels(100))))

    assert shown(Local(CrewTools(Settings())).map(REPEAT, parcels(100))) == made
    assert workers_of(crew) - {os.getpid()}


def test_little_work_starts_no_process(crew):
    """Loading the models would take longer."""
    with processes(Settings()) as executor:
        made = list(executor.map(replace(REPEAT, alone=10), parcels(10)))

    assert 10 == len(made)
    assert {os.getpid()} == workers_of(crew)


def test_what_a_process_raises_is_raised_here(crew):
    """With its hint."""
    (crew / "fail").write_text("Text 30.", encoding="utf-8")

    with (
        processes(Settings()) as executor,
        pytest.raises(ModelError, match=r"^the model is missing$") as caught,
    ):
        list(executor.map(REPEAT, parcels(40)))

    assert "find it" == caught.value.hint


def test_a_process_that_was_ended_is_told_of(crew):
    """As when the machine runs out of memory: no traceback, and what to do."""
    (crew / "die").touch()

    with processes(Settings()) as executor, pytest.raises(ClaimsError, match="was ended") as caught:
        list(executor.map(REPEAT, parcels(40)))

    assert "CLAIMS_WORKERS=1" in caught.value.hint


def test_a_run_in_processes_finds_what_one_process_finds(crew, monkeypatch):
    """Articles are read, and pairs judged, beside one another."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    in_small_frames(monkeypatch)
    monkeypatch.setattr(run, "READ", replace(run.READ, at_once=4, alone=0))
    sources, hints = [articles(crew / "articles", 24)], run.Hints(published=date(2024, 5, 1))
    one, many = (Settings(ledger=str(crew / f"{n}.db"), workers=n) for n in (1, 2))

    alone = run.add(sources, one, hints, tools=CrewTools(one))
    together = run.add(sources, many, hints, tools=CrewTools(many))

    assert alone == together
    assert alone.new
    assert held_by(crew / "1.db") == held_by(crew / "2.db")
    assert workers_of(crew) - {os.getpid()}


# --- on the way ---


@given(parcels_of)
def test_a_parcel_arrives_as_it_was_sent(rows):
    """Its record and its vectors."""
    tables = pytest.importorskip("claims.scale.tables", exc_type=ImportError)

    table = tables.to_table(rows, [str(n) for n in range(len(rows))])
    arrived = tables.of_table(table, Document)

    assert shown(rows) == shown(arrived)


def test_what_is_kept_is_found_again(tmp_path):
    """Also by another program; what was being written when the first one died, or is damaged, is not."""
    tables = pytest.importorskip("claims.scale.tables", exc_type=ImportError)
    from claims.scale.parts import Parts

    rows = parcels(3)
    Parts(tmp_path).keep(tables.to_table(rows, ["a", "b", "c"]))
    (tmp_path / "1.unfinished").write_bytes(b"PAR1")
    (tmp_path / "2.parquet").write_bytes(b"PAR1")

    parts = Parts(tmp_path)

    assert all(key in parts for key in "abc")
    assert shown([rows[1]]) == shown([parts.read("b", Document)])
    assert "d" not in parts


@pytest.mark.parametrize("missing", ["ray", "pyarrow"])
def test_a_missing_library_is_named_with_its_extra(missing, tmp_path):
    """A user without Ray learns what to install."""
    add = ["claims", "add", str(SEEDS), "--engine", "ray", "--ledger", str(tmp_path / "a.db")]
    code = (
        f"import sys; sys.modules[{missing!r}] = None; sys.argv = {add}; from claims.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)

    assert (2, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith(f"error: engine `ray` needs `{missing}`, which is not installed\n")
    assert "pip install 'claims[cluster]'" in done.stderr


def test_a_cluster_works_on_cpus():
    """What would be left unused is refused."""
    settings = Settings(engine="ray", device="cuda")

    with pytest.raises(SettingsError, match="not on `cuda`"), open_executor(settings, CrewTools(settings)):
        pass


@pytest.mark.parametrize("address", ["ray://127.0.0.1:10001", "http://127.0.0.1:8265", "127.0.0.1:1"])
def test_an_address_that_leads_nowhere_is_named(address):
    """At once, and with what an address looks like."""
    clusters = pytest.importorskip("claims.scale.cluster", exc_type=ImportError)

    with pytest.raises(ClaimsError, match=f"at `{address}`") as caught:
        clusters.check_address(address)

    assert "HOST:PORT" in caught.value.hint


@pytest.mark.parametrize("address", ["", "auto", "local"])
def test_the_words_of_ray_for_an_address_are_left_to_it(address):
    """Without an address Ray looks for itself."""
    pytest.importorskip("claims.scale.cluster", exc_type=ImportError).check_address(address)


# --- on a cluster ---


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two nodes of one CPU each, on this machine; the folder of their crew."""
    pytest.importorskip("ray", reason="the extra `cluster` is not installed")
    from ray.cluster_utils import Cluster

    folder = tmp_path_factory.mktemp("crew")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CREW", str(folder))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{TESTS}")  # where workers find what tests are made of
        size = {"num_cpus": 1, "object_store_memory": 100_000_000}
        # a node that is late on a starved machine is not dead: with it the driver would die, and all tests
        patience = {"_system_config": {"health_check_failure_threshold": 60}}
        head = {**size, **patience, "include_dashboard": False}
        nodes = Cluster(initialize_head=True, head_node_args=head)
        nodes.add_node(**size)
        patch.setenv("RAY_ADDRESS", nodes.address)
        yield folder
        nodes.shutdown()
        gc.collect()  # what Ray left open is told of here, and not in the tests after these


@pytest.fixture
def at_work(cluster, monkeypatch):
    """The folder of the crew, emptied."""
    # no test may open a connection but to this machine, which the cluster knows by another of its names
    monkeypatch.setattr("claims.scale.cluster.check_address", lambda _: None)
    for path in cluster.iterdir():
        path.unlink()
    return cluster


def lines(folder):
    """What the workers noted, sorted."""
    return sorted(
        line for path in folder.glob("*.done") for line in path.read_text(encoding="utf-8").splitlines()
    )


def settings_at(path, **more):
    """Settings with this ledger, and one CPU for a worker."""
    return Settings(ledger=str(path), engine="ray", workers=1, **more)


@pytest.mark.ray
def test_a_run_on_two_nodes_finds_what_it_finds_here(at_work, crew, monkeypatch):
    """Though a worker is killed in the middle: nothing is lost, nothing is there twice."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setattr(run, "READ", replace(run.READ, at_once=4))
    in_small_frames(monkeypatch)
    sources, hints = [articles(crew / "articles", 24)], run.Hints(published=date(2024, 5, 1))
    here, there = Settings(ledger=str(crew / "here.db")), settings_at(crew / "there.db")

    added = run.add(sources, here, hints, tools=CrewTools(here))
    (at_work / "die").touch()
    spread = run.add(sources, there, hints, tools=CrewTools(there))

    assert not (at_work / "die").exists()
    assert added == spread
    assert 24 == spread.documents
    assert held_by(crew / "here.db") == held_by(crew / "there.db")


@pytest.mark.ray
@pytest.mark.model
def test_the_command_finds_the_same_on_a_cluster(cluster, tmp_path, monkeypatch):
    """With the shipped models; nothing is printed but the answer, and nothing is left behind."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    add = [sys.executable, "-m", "claims", "add", *map(str, sorted(SEEDS.iterdir())[:3]), "--json"]

    here, there = (
        subprocess.run(
            [*add, "--ledger", f"{engine}.db", "--engine", engine],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
        )
        for engine in ("local", "ray")
    )

    assert here.stdout
    assert here.stdout == there.stdout
    assert ["local.db", "ray.db"] == sorted(path.name for path in tmp_path.iterdir())


@pytest.mark.ray
def test_a_run_that_was_cut_short_goes_on(at_work, crew):
    """A worker fails in a way that a user can mend; what was done before is not done again."""
    settings = settings_at(crew / "a.db")
    (at_work / "fail").write_text("Text 30.", encoding="utf-8")
    with (
        pytest.raises(ModelError, match=r"^the model is missing$") as caught,
        open_executor(settings, CrewTools(settings)) as executor,
    ):
        list(executor.map(REPEAT, parcels(40)))
    for path in at_work.iterdir():
        path.unlink()

    with open_executor(settings, CrewTools(settings)) as executor:
        made = shown(executor.map(REPEAT, parcels(40)))

    assert "find it" == caught.value.hint
    assert shown(Local(CrewTools(settings)).map(REPEAT, parcels(40))) == made
    assert sorted(f"Text {n}." for n in range(28, 40)) == lines(at_work)
    assert not (crew / "a.db.work").exists()
