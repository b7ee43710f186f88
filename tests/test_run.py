"""The whole run: what it finds depends on what was added, and on nothing else."""

import multiprocessing
import os
from datetime import date
from pathlib import Path

import pytest
from mill import SAID, HashEncoder, claim_of

from claims import run, settle
from claims.base.errors import LedgerError, SettingsError
from claims.base.records import Contradiction
from claims.base.settings import Settings
from claims.store import nearby
from claims.store.ledger import Ledger

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").iterdir())
ARTICLES = {
    "agency": "Officials said that 12 people died in the fire at the mill.\n\nRain fell all day long.",
    "courier": "Villagers said that 20 people died in the fire at the mill.",
    "herald": "Police said that 12 people died in the fire at the mill, and that they seek the owner.",
    "tribune": "Nurses said that 31 people died in the fire at the mill, which had been shut for years.",
}
DIES = 9  # exit code of a process that a test lets die


class FakeTools(run.Tools):
    """Reads one sort of sentence, without a parser."""

    encoder = HashEncoder()

    def claims_of(self, documents, **_):
        """A claim for each toll of the fire."""
        return [claim_of(document, match) for document in documents for match in SAID.finditer(document.text)]


@pytest.fixture(params=["whole", "large"])
def fakes(request, monkeypatch):
    """No weights are loaded; the ledger is at hand as a whole, or settled article by article, as if large."""
    monkeypatch.setattr(run, "Tools", FakeTools)
    if request.param == "large":
        monkeypatch.setattr(nearby, "WHOLE", 0)
        monkeypatch.setattr(nearby, "AT_ONCE", 1)


@pytest.fixture
def articles(tmp_path):
    """Paths of the articles, by name."""
    folder = tmp_path / "articles"
    folder.mkdir()
    paths = {name: folder / f"{name}.txt" for name in ARTICLES}
    for name, path in paths.items():
        path.write_text(ARTICLES[name] + "\n", encoding="utf-8")
    return {name: str(path) for name, path in paths.items()}


def at(path):
    """Settings with this ledger."""
    return Settings(ledger=str(path))


def add(path, *sources):
    """Add the sources to the ledger at `path`, as of a fixed day."""
    return run.add([str(source) for source in sources], at(path), run.Hints(published=date(2024, 5, 1)))


def found_in(path):
    """Everything that was found, as JSON, but for which run was first to see it and what it saw before."""
    with Ledger.open(str(path)) as ledger:
        rows = [
            *ledger.documents(),
            *ledger.claims(),
            *ledger.topics(),
            *sorted(ledger.contradictions(), key=lambda pair: pair.id),
            *ledger.agreements(),
        ]
    memory = {"first_seen", "status", "changed", "reopened"}
    return "\n".join(
        row.model_dump_json(exclude=memory | ({"replaces"} if isinstance(row, Contradiction) else set()))
        for row in rows
    )


def in_a_process(function, *arguments):
    """Start the function in a copy of this process, fakes included; end it there, whatever pytest set up."""

    def call():
        function(*arguments)
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=call)
    process.start()
    return process


def dying(monkeypatch, method, *, after, calls):
    """Let the process die at a call of a method of the ledger: after or before it did its work."""
    plain = getattr(Ledger, method)
    counted = iter(range(1, calls + 1))

    def dies(self, *arguments, **known):
        last = next(counted) == calls
        result = plain(self, *arguments, **known) if after or not last else None
        if last:
            os._exit(DIES)
        return result

    monkeypatch.setattr(Ledger, method, dies)


# --- what is found ---


def test_rival_tolls_are_found(fakes, tmp_path, articles):
    """The stand-ins find what the other tests are about: contradictions and an agreement."""
    added = add(tmp_path / "a.db", *articles.values())

    assert (4, 0, 4) == (added.documents, added.unchanged, added.claims)
    assert {("12", "20"), ("12", "31"), ("20", "31")} == {
        tuple(sorted(side.quantities[0].text for side in (pair.left, pair.right))) for pair in added.new
    }
    with Ledger.open(str(tmp_path / "a.db")) as ledger:
        assert 1 == len(ledger.agreements())


def test_the_order_of_articles_does_not_matter(fakes, tmp_path, articles):
    """One by one, all at once, backwards or as a folder: byte for byte the same."""
    paths = list(articles.values())
    for path in reversed(paths):
        add(tmp_path / "one by one.db", path)
    add(tmp_path / "forwards.db", *paths)
    add(tmp_path / "backwards.db", *reversed(paths))
    add(tmp_path / "folder.db", tmp_path / "articles")

    found = {found_in(tmp_path / f"{name}.db") for name in ("one by one", "forwards", "backwards", "folder")}

    assert 1 == len(found)


def test_adding_again_changes_nothing(fakes, tmp_path, articles):
    """The same article is known, also from another place."""
    ledger = tmp_path / "a.db"
    add(ledger, *articles.values())
    before = found_in(ledger)
    copy = tmp_path / "copy.txt"
    copy.write_text(Path(articles["agency"]).read_text(encoding="utf-8"), encoding="utf-8")

    again = add(ledger, copy, copy, *articles.values())

    assert (0, 6, 0, ()) == (again.documents, again.unchanged, again.claims, again.new)
    assert before == found_in(ledger)


def test_only_what_nobody_saw_is_new(fakes, tmp_path, articles):
    """A later article brings its own contradictions, not those that were known."""
    ledger = tmp_path / "a.db"
    first = add(ledger, articles["agency"], articles["courier"])
    second = add(ledger, articles["tribune"])

    assert (1, 2) == (len(first.new), len(second.new))
    assert not {pair.id for pair in first.new} & {pair.id for pair in second.new}


def test_an_unrelated_article_removes_nothing(fakes, tmp_path, articles):
    """What was found stays found while the ledger grows."""
    ledger = tmp_path / "a.db"
    before = {pair.id for pair in add(ledger, articles["agency"], articles["courier"]).new}
    other = tmp_path / "other.txt"
    other.write_text("The council will meet on Friday to speak about the new bridge.\n", encoding="utf-8")
    add(ledger, other)

    with Ledger.open(str(ledger)) as opened:
        assert before == {pair.id for pair in opened.contradictions()}


def test_check_finds_what_add_would_and_saves_nothing(fakes, tmp_path, articles):
    """A draft is held against the ledger, and the ledger does not know of it."""
    ledger = tmp_path / "a.db"
    add(ledger, articles["courier"], articles["herald"])
    before = found_in(ledger)
    draft = [articles["agency"], articles["tribune"], articles["herald"]]
    hints = run.Hints(published=date(2024, 5, 1))

    checked = run.check(draft, at(ledger), hints)

    assert before == found_in(ledger)
    added = run.add(draft, at(ledger), hints)
    for name in ("documents", "unchanged", "claims", "skipped"):
        assert getattr(added, name) == getattr(checked, name)
    assert {pair.id for pair in added.new} == {pair.id for pair in checked.new}


def test_check_needs_a_ledger(fakes, tmp_path, articles):
    """Nothing is made by asking."""
    with pytest.raises(LedgerError, match="no ledger at"):
        run.check([articles["agency"]], at(tmp_path / "a.db"))

    assert not (tmp_path / "a.db").exists()


def test_what_cannot_be_read_is_a_row(fakes, tmp_path, articles):
    """The rest is added, and the ledger remembers what was not."""
    added = add(tmp_path / "a.db", tmp_path / "missing.txt", *articles.values())

    assert (4, ["missing"]) == (added.documents, [row.reason for row in added.skipped])
    with Ledger.open(str(tmp_path / "a.db")) as ledger:
        assert list(added.skipped) == ledger.skipped()


# --- articles that were edited ---


def edit(articles, name, text):
    """The article says something else now; the path of its file."""
    Path(articles[name]).write_text(text + "\n", encoding="utf-8")
    return articles[name]


def pairs_in(path):
    """Reading and tolls of every contradiction, the lower toll first."""
    with Ledger.open(str(path)) as ledger:
        return {
            (pair.reading, *sorted(side.quantities[0].text for side in (pair.left, pair.right)))
            for pair in ledger.contradictions()
        }


def test_an_edited_file_is_a_new_version(fakes, tmp_path, articles):
    """What it says now is held against the others, and what it said against itself only."""
    ledger = tmp_path / "a.db"
    add(ledger, articles["agency"], articles["courier"])
    assert {("conflict", "12", "20")} == pairs_in(ledger)

    added = add(ledger, edit(articles, "agency", ARTICLES["agency"].replace("12", "14")))

    assert {("conflict", "14", "20"), ("revision", "12", "14")} == pairs_in(ledger)
    assert (2, (articles["agency"],)) == (len(added.new), added.edited)
    assert {None, "the figure was 12, now 14"} == {pair.changed for pair in added.new}


def test_two_versions_confirm_nothing(fakes, tmp_path, articles):
    """What both hold in the same words is carried on, and counted once."""
    ledger = tmp_path / "a.db"
    add(ledger, articles["agency"], articles["courier"])
    more = "\n\nNurses said that 31 people died in the fire at the mill."

    added = add(ledger, edit(articles, "agency", ARTICLES["agency"] + more))

    assert {("12", "31"), ("20", "31")} == {
        tuple(sorted(side.quantities[0].text for side in (pair.left, pair.right))) for pair in added.new
    }
    with Ledger.open(str(ledger)) as opened:
        assert [] == opened.agreements()
        assert {3} == {len(topic.claims) for topic in opened.topics()}
        assert 4 == len(opened.claims())


def test_a_version_that_says_the_same_is_none(fakes, tmp_path, articles):
    """A page with a clock on it does not fill the ledger."""
    ledger = tmp_path / "a.db"
    add(ledger, articles["agency"], articles["courier"])
    before = found_in(ledger)

    again = add(ledger, edit(articles, "agency", "Seen 47 times.\n\n" + ARTICLES["agency"]))

    assert (0, 1, 0, ()) == (again.documents, again.unchanged, again.claims, again.edited)
    assert before == found_in(ledger)


@pytest.mark.parametrize("fakes", ["whole"], indirect=True)  # topics of a large ledger keep their ids
def test_versions_do_not_depend_on_when_the_others_came(fakes, tmp_path, articles):
    """One by one or all at once, the same is found in the end."""
    add(tmp_path / "late.db", articles["agency"], articles["courier"], articles["tribune"])
    add(tmp_path / "early.db", articles["agency"])
    edit(articles, "agency", ARTICLES["agency"].replace("12", "14"))
    add(tmp_path / "late.db", articles["agency"])
    add(tmp_path / "early.db", articles["agency"])
    add(tmp_path / "early.db", articles["tribune"], articles["courier"])

    assert found_in(tmp_path / "late.db") == found_in(tmp_path / "early.db")


def test_check_takes_an_edit_for_what_it_is(fakes, tmp_path, articles):
    """The draft of a new version is not held against the one it replaces."""
    ledger = tmp_path / "a.db"
    add(ledger, articles["agency"], articles["courier"])
    path = edit(articles, "agency", ARTICLES["agency"].replace("12", "14"))

    checked = run.check([path], at(ledger), run.Hints(published=date(2024, 5, 1)))
    added = add(ledger, path)

    assert (path,) == checked.edited
    assert [(pair.id, pair.changed) for pair in added.new] == [
        (pair.id, pair.changed) for pair in checked.new
    ]


def test_a_dismissed_finding_holds_while_the_article_changes_elsewhere(fakes, tmp_path, articles):
    """Also when everything is added anew in another order."""
    ledger = tmp_path / "a.db"
    (pair,) = add(ledger, articles["agency"], articles["courier"]).new
    with Ledger.open(str(ledger)) as opened:
        opened.save_review(pair.id, "dismissed", moment=pair.first_seen)

    more = "Nurses said that 20 people died in the fire at the mill.\n\n"

    added = add(ledger, edit(articles, "agency", more + ARTICLES["agency"]), articles["courier"])

    assert pair.id not in {found.id for found in added.new}
    assert (1, 1) == (added.documents, added.dismissed)
    other = add(tmp_path / "b.db", articles["courier"], articles["agency"])
    assert pair.id in {found.id for found in other.new}


# --- what may happen meanwhile ---


@pytest.mark.parametrize(
    ("method", "after", "calls"),
    [
        ("save_document", True, 1),
        ("save_document", False, 3),
        ("save_skipped", False, 1),
        ("save_findings", False, 1),
        ("save_findings", True, 1),
    ],
)
def test_a_killed_run_is_made_good(fakes, tmp_path, articles, monkeypatch, method, after, calls):  # noqa: PLR0913
    """Running again after a kill gives what an undisturbed run gives."""
    paths = [*articles.values(), str(tmp_path / "missing.txt")]
    with monkeypatch.context() as patch:
        dying(patch, method, after=after, calls=calls)
        process = in_a_process(add, tmp_path / "killed.db", *paths)
        process.join()
    assert DIES == process.exitcode

    add(tmp_path / "killed.db", *paths)
    add(tmp_path / "undisturbed.db", *paths)

    assert found_in(tmp_path / "undisturbed.db") == found_in(tmp_path / "killed.db")


def test_a_killed_run_is_made_good_by_any_other(fakes, tmp_path, articles, monkeypatch):
    """What the next run adds need not be what the killed one did."""
    ledger = tmp_path / "a.db"
    with monkeypatch.context() as patch:
        dying(patch, "save_findings", after=False, calls=1)
        in_a_process(add, ledger, articles["agency"], articles["courier"]).join()

    new = add(ledger, articles["herald"]).new

    assert 2 == len(new)


@pytest.mark.parametrize("fakes", ["whole"], indirect=True)  # topics of a large ledger keep their ids
def test_two_processes_add_at_once(fakes, tmp_path, articles):
    """Nothing of either is lost, documents or findings."""
    paths = list(articles.values())
    both = [in_a_process(add, tmp_path / "both.db", *part) for part in (paths[:3], paths[1:], paths[2:])]
    for process in both:
        process.join()
    add(tmp_path / "alone.db", *paths)

    assert [0, 0, 0] == [process.exitcode for process in both]
    assert found_in(tmp_path / "alone.db") == found_in(tmp_path / "both.db")


def test_a_slow_process_does_not_undo_a_quick_one(fakes, tmp_path, articles, monkeypatch):
    """What another process added and found between reading and saving is found in the end."""
    ledger, slow = tmp_path / "a.db", settle.settle
    waiting = iter([True])

    def settle_late(*arguments, **known):
        findings = slow(*arguments, **known)
        if next(waiting, False):
            in_a_process(add, ledger, articles["courier"], articles["tribune"]).join()
        return findings

    monkeypatch.setattr(settle, "settle", settle_late)
    add(ledger, articles["agency"], articles["herald"])
    add(tmp_path / "alone.db", *articles.values())

    with Ledger.open(str(ledger)) as opened:
        assert opened.is_settled()
    assert found_in(tmp_path / "alone.db") == found_in(ledger)


# --- when it was ---


def test_the_clock_can_be_set(fakes, tmp_path, articles, monkeypatch):
    """With SOURCE_DATE_EPOCH, two runs write the same moment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")

    added = add(tmp_path / "a.db", *articles.values())

    assert "2026-01-01T00:00:00+00:00" == added.run
    assert {added.run} == {pair.first_seen for pair in added.new}


def test_a_wrong_clock_is_named(fakes, tmp_path, monkeypatch):
    """A moment that is none is the user's to mend."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")

    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH is no date: `tomorrow`"):
        add(tmp_path / "a.db")


# --- statements side by side ---


def test_verdicts_come_in_the_order_of_the_pairs(fakes, tmp_path):
    """One verdict a pair, with its id, as many as are wanted and no more pairs read than needed."""
    toll = "{} said that {} people died in the fire at the mill"
    pairs = [
        run.Pair(id=str(n), left=toll.format("Police", 12), right=toll.format("Nurses", 12 + n % 2))
        for n in range(5)
    ]

    verdicts = list(run.compare(iter(pairs), at(tmp_path / "none.db")))

    assert [("0", "agreement"), ("1", "contradiction"), ("2", "agreement")] == [
        (verdict.id, verdict.label) for verdict in verdicts[:3]
    ]
    assert not (tmp_path / "none.db").exists()


def test_nothing_to_compare(fakes, tmp_path):
    """Texts without claims, or none at all, are no error."""
    (verdict,) = run.compare([run.Pair(left="", right="Oh!")], at(tmp_path / "none.db"))

    assert ("neutral", None, None) == (verdict.label, verdict.kind, verdict.reading)
    assert [] == list(run.compare([], at(tmp_path / "none.db")))


def test_extract_names_what_it_could_not_read(fakes, tmp_path, articles):
    """The claims first, as they come, then the inputs that gave none."""
    rows = list(run.extract([str(tmp_path / "missing.txt"), articles["agency"]], at(tmp_path / "none.db")))

    assert ["Claim", "Skipped"] == [type(row).__name__ for row in rows]


# --- with the models ---


@pytest.mark.model
def test_the_order_of_the_seeds_does_not_matter(tmp_path):
    """The demonstration articles: all at once, or one by one backwards, byte for byte the same."""
    run.add([str(ROOT / "seeds")], at(tmp_path / "folder.db"))
    for path in reversed(SEEDS):
        run.add([str(path)], at(tmp_path / "backwards.db"))

    assert found_in(tmp_path / "folder.db") == found_in(tmp_path / "backwards.db")


@pytest.mark.model
def test_check_finds_in_a_seed_what_add_would(tmp_path):
    """With the models too, asking gives the same answer as adding."""
    ledger = at(tmp_path / "a.db")
    run.add([str(path) for path in SEEDS[1:]], ledger)

    checked = run.check([str(SEEDS[0])], ledger)

    assert [pair.id for pair in checked.new] == [pair.id for pair in run.add([str(SEEDS[0])], ledger).new]
    assert checked.new


def test_a_run_says_how_far_it_is(fakes, tmp_path, articles):
    """Step by step, never back within one; with how many there are, where that is known."""
    heard = []

    def hear(step, done=0, total=None):
        heard.append((step, done, total))

    run.add([*articles.values()], at(tmp_path / "a.db"), progress=hear)

    assert ["opening sources", "reading documents", "reading claims", "comparing claims"] == list(
        dict.fromkeys(step for step, *_ in heard)
    )
    assert [1, 2, 3, 4] == [done for step, done, _ in heard if step == "reading documents"]
    assert [(1, 4), (2, 4), (3, 4), (4, 4)] == [
        (done, total) for step, done, total in heard if step == "reading claims"
    ]


def test_a_check_and_an_extraction_say_how_far_they_are(fakes, tmp_path, articles):
    """As a run does."""
    add(tmp_path / "a.db", articles["agency"])
    heard = set()
    run.check([articles["courier"]], at(tmp_path / "a.db"), progress=lambda step, *_: heard.add(step))
    list(run.extract([articles["courier"]], at("none"), progress=lambda step, *_: heard.add(f"{step} too")))

    assert {"reading claims", "comparing claims", "reading claims too"} <= heard


WIRE = [
    f"{who} said that {toll} people died in the fire at the mill."
    for who, toll in (("Officials", 12), ("Villagers", 20), ("Nurses", 31), ("Miners", 44), ("Weavers", 57))
]


def carried(folder, name, sentences):
    """A paper that carries these sentences."""
    path = folder / f"{name}.txt"
    path.write_text(f"{' '.join(sentences)}\n\n{name.title()}.\n", encoding="utf-8")
    return path


def test_a_copy_is_no_second_source(fakes, tmp_path):
    """A wire story in two papers finds nothing that it does not find in one, and is one origin."""
    ledger = tmp_path / "l.db"
    first = add(ledger, carried(tmp_path, "agency", WIRE))

    second = add(ledger, carried(tmp_path, "courier", WIRE))

    with Ledger.open(str(ledger)) as opened:
        origins = {document.origin for document in opened.documents()}
        told = {claim.origin for claim in opened.claims()}
        assert [] == opened.agreements()
        assert len(first.new) == len(opened.contradictions())
    assert (1, ()) == (second.documents, second.new)
    assert (1, origins) == (len(origins), told)


def test_a_figure_changed_in_a_copy_is_one_revision(fakes, tmp_path):
    """No claim of the copy is set against another of the original, whichever paper is read first."""
    edited = [WIRE[0].replace("12", "13"), *WIRE[1:]]
    for number, names in enumerate((("agency", "courier"), ("courier", "agency"))):
        ledger = tmp_path / f"{number}.db"
        texts = {"agency": WIRE, "courier": edited}
        add(ledger, carried(tmp_path, names[0], texts[names[0]]))

        new = add(ledger, carried(tmp_path, names[1], texts[names[1]])).new
        (found,) = (pair for pair in new if pair.left.document != pair.right.document)

        assert ("figure", "revision", "origins") == (found.kind, found.reading, found.decided_by[0].rule)
        assert {"12", "13"} == {found.decided_by[0].left_value, found.decided_by[0].right_value}


def test_a_copy_that_is_read_first_gives_way_to_the_original(fakes, tmp_path):
    """Who published first is the origin, though it was read last."""
    ledger = tmp_path / "l.db"
    copy, original = (carried(tmp_path, name, WIRE) for name in ("courier", "agency"))
    run.add([str(copy)], at(ledger), run.Hints(published=date(2024, 5, 2)))
    run.add([str(original)], at(ledger), run.Hints(published=date(2024, 5, 1)))

    with Ledger.open(str(ledger)) as opened:
        first, later = opened.documents()
    assert (first.id, first.id) == (first.origin, later.origin)
    assert str(original) == first.source


@pytest.mark.parametrize("toll", ["14", "15", "16", "17"])
def test_versions_that_are_settled_apart(fakes, tmp_path, articles, monkeypatch, toll):
    """Both are saved before either is compared, and come to hand one after the other."""
    ledger = tmp_path / "a.db"
    add(ledger, articles["courier"])
    with monkeypatch.context() as patch:
        patch.setattr(run, "settle_ledger", lambda *_, **__: [])
        add(ledger, articles["agency"])
        edit(articles, "agency", ARTICLES["agency"].replace("12", toll))
        add(ledger, articles["agency"])
    added = add(ledger, articles["tribune"])

    with Ledger.open(str(ledger)) as opened:
        (edited,) = [pair for pair in opened.contradictions() if f"now {toll}" in pair.why]
    assert edited.id in {pair.id for pair in added.new}
