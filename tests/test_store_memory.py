"""The ledger knows findings again, versions of articles, and what every run found."""

import sqlite3
from datetime import date

import numpy as np
import pytest

from claims.base.errors import LookupFailed
from claims.base.records import Claim, Contradiction, Document, Finding, Quantity, Review, Run, content_id
from claims.rules.frames import Findings, Frame
from claims.store import migrations
from claims.store.ledger import Ledger

DAYS = [f"2026-01-{day:02}T00:00:00+00:00" for day in range(1, 10)]
TOLL = "{} people drowned when the ferry sank off the cape"


@pytest.fixture
def ledger(tmp_path):
    """An empty ledger."""
    with Ledger.open(str(tmp_path / "claims.db"), create=True) as opened:
        yield opened


def add(ledger, text, *, name="Gazette", **known):
    """Add an article that makes one claim; gives the claim. A number that begins it is a toll."""
    document = Document.of(text, source=f"{name}.txt", url=f"https://{name}.example/story", **known)
    claim = make_claim(document, text, carrier=name)
    ledger.save_document(document, [claim], np.ones((1, 2), np.float32), model="tiny")
    return claim


def make_claim(document, text, **known):
    """The whole text as a claim."""
    word = text.split()[0]
    figures = ()
    if word.isdecimal():
        shape = {"text": word, "low": int(word), "high": int(word), "of": "people", "role": "killed"}
        figures = (Quantity(**shape),)
    plain = {"quote": text, "sentence": text, "start": 0, "end": len(text), "quantities": figures}
    return Claim(
        id=content_id(document.id, text), document=document.id, origin=document.id, text=text, **plain | known
    )


def contradict(left, right, *, kind="figure", name="", **known):
    """A contradiction between two claims, with an id from its words unless it has a name."""
    shape = {"kind": kind, "reading": "conflict", "incident": "same", "probability": 0.9, "topic": "t"}
    finding = Finding(
        rule="r",
        relation="contradiction",
        kind=kind,
        reading="conflict",
        incident="same",
        weight=1,
        left_value=left.quote,
        right_value=right.quote,
        why="",
    )
    identity = name or content_id(kind, *sorted((left.quote, right.quote)))
    return Contradiction(
        id=identity,
        left=left,
        right=right,
        why=f"{left.quote} / {right.quote}",
        first_seen="",
        decided_by=(finding,),
        **shape | known,
    )


def settle(ledger, day, *contradictions):
    """Save what a run found; gives what is new."""
    return ledger.save_findings(
        Findings(claims=ledger.claims(), topics=[], contradictions=contradictions, agreements=[]),
        run=DAYS[day - 1],
    ).new


def dismiss(ledger, pair, **known):
    """Dismiss a contradiction on the second day."""
    ledger.save_review(pair.id, "dismissed", moment=DAYS[1], **known)


def states(ledger):
    """What is shown of each contradiction: its id and status."""
    return [(pair.id, pair.status) for pair in ledger.contradictions()]


# --- reviews ---


def test_everything_that_was_said_is_kept(ledger):
    """The last word counts, and the ones before it can be read."""
    pair = contradict(add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune"))
    settle(ledger, 1, pair)
    reviews = [
        Review(status="dismissed", by="Ana", note="two bays", when=DAYS[1]),
        Review(status="confirmed", by="Li", note="", when=DAYS[2]),
    ]

    ledger.save_reviews([(pair.id, review) for review in reviews])

    assert (tuple(reviews), "confirmed") == (
        ledger.contradictions()[0].reviews,
        ledger.find(pair.id).status,
    )


def test_several_reviews_are_saved_whole_or_not_at_all(ledger):
    """One that is about nothing keeps out all others."""
    pair = contradict(add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune"))
    settle(ledger, 1, pair)
    review = Review(status="dismissed", when=DAYS[1])

    with pytest.raises(LookupFailed, match="no contradiction has the id `nothing`"):
        ledger.save_reviews([(pair.id, review), ("nothing", review)])

    assert [(pair.id, "new")] == states(ledger)


def test_what_is_found_no_longer_keeps_what_was_said(ledger):
    """It is not listed, and can be shown and judged by its id."""
    pair = contradict(add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune"))
    settle(ledger, 1, pair)
    settle(ledger, 2)
    dismiss(ledger, pair, by="Ana")

    assert [] == ledger.contradictions()
    kept = ledger.find(pair.id)
    assert (True, "dismissed", "Ana") == (kept.gone, kept.status, kept.reviews[0].by)


def test_the_dismissed_are_counted(ledger):
    """Among those asked for, whatever their own records say."""
    claims = [add(ledger, TOLL.format(n), name=f"paper{n}") for n in (1, 2, 3)]
    pairs = [contradict(claims[0], claims[1]), contradict(claims[0], claims[2])]
    settle(ledger, 1, *pairs)
    dismiss(ledger, pairs[0])

    assert [1, 0, 0] == [ledger.count_dismissed(some) for some in (pairs, pairs[1:], [])]


# --- known again ---


@pytest.mark.parametrize(
    "known",
    [{"kind": "negation"}, {"name": "by another model", "probability": 0.6}],
    ids=["another kind", "another id"],
)
def test_a_dismissed_pair_is_known_by_its_words(ledger, known):
    """Though other models name its kind otherwise, or take other words for the claim."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    pair = contradict(left, right)
    settle(ledger, 1, pair)
    dismiss(ledger, pair)
    again = contradict(left, right.model_copy(update={"speaker": "governor"}), **known)

    assert [] == settle(ledger, 3, again)
    assert [(again.id, "dismissed")] == states(ledger)
    assert DAYS[0] == ledger.contradictions()[0].first_seen


def test_two_disputes_of_one_pair_of_claims_are_two(ledger):
    """What is said of the toll says nothing of the blame, as long as both are found."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    toll, blame = contradict(left, right), contradict(left, right, kind="blame")
    settle(ledger, 1, toll)
    dismiss(ledger, toll)

    assert [blame.id] == [pair.id for pair in settle(ledger, 2, toll, blame)]
    assert {(toll.id, "dismissed"), (blame.id, "new")} == {*states(ledger)}


def test_other_claims_are_never_taken_for_those_dismissed(ledger):
    """Of the same papers, of the same kind, in words of their own."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    pair = contradict(left, right)
    settle(ledger, 1, pair)
    dismiss(ledger, pair)
    other = [make_claim(ledger.documents()[at], f"{at + 3} crew were arrested on shore") for at in (0, 1)]
    kept = [claim.model_copy(update={"id": one.id}) for claim, one in zip(other, (left, right), strict=True)]

    (new,) = settle(ledger, 3, contradict(*kept))

    assert (None, False) == (new.changed, new.reopened)


def test_a_short_quote_of_other_papers_is_another_dispute(ledger):
    """Of many ferries it is said that "47 people drowned": other papers are not known by that alone."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    pair = contradict(left, right)
    settle(ledger, 1, pair)
    dismiss(ledger, pair)
    others = [
        add(
            ledger, f"A year later another ferry sank. {side.text}", name=f"{side.carrier} Weekly"
        ).model_copy(update={"quote": side.quote})
        for side in (left, right)
    ]

    (new,) = settle(ledger, 3, contradict(*others, name="of another ferry"))

    assert ("new", ()) == (new.status, new.reviews)


# --- edited articles ---


def edited(ledger, *, text, kind="figure"):
    """A dismissed dispute of two papers, one of which then publishes `text`; what that run calls new."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    pair = contradict(left, right, kind=kind)
    settle(ledger, 1, pair)
    dismiss(ledger, pair)
    return pair, settle(ledger, 3, contradict(add(ledger, text), right, kind=kind))


def test_a_dismissed_finding_reopens_when_the_claim_changes(ledger):
    """It is another finding, and says what changed since."""
    pair, (new,) = edited(ledger, text=TOLL.format(46))

    assert (pair.id, "the figure was 47, now 46", True) == (new.replaces, new.changed, new.reopened)
    assert [new] == ledger.contradictions()
    assert ("new", ()) == (new.status, new.reviews)


def test_what_nobody_dismissed_is_changed_and_not_reopened(ledger):
    """The two are told apart."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    settle(ledger, 1, contradict(left, right))

    (new,) = settle(ledger, 2, contradict(add(ledger, TOLL.format(46)), right))

    assert ("the figure was 47, now 46", False) == (new.changed, new.reopened)


def test_a_dismissed_finding_stays_so_when_words_change(ledger):
    """A slip that was mended in its own sentence is no new claim."""
    _, new = edited(ledger, text="47 people drowned when the ferry sank off the Cape.")

    assert [] == new
    assert ["dismissed"] == [status for _, status in states(ledger)]
    assert DAYS[0] == ledger.contradictions()[0].first_seen


def test_the_toll_of_another_paper_reopens_nothing(ledger):
    """Only a later version of an article takes the place of an earlier one."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    pair = contradict(left, right)
    settle(ledger, 1, pair)
    dismiss(ledger, pair)

    (new,) = settle(ledger, 3, contradict(add(ledger, TOLL.format(46), name="Courier"), right))

    assert (None, None, False) == (new.replaces, new.changed, new.reopened)


def test_asking_tells_what_saving_would(ledger):
    """With a version that is not saved, and nothing remembered."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    pair = contradict(left, right)
    settle(ledger, 1, pair)
    dismiss(ledger, pair)
    draft = Document.of(TOLL.format(46), source="draft.txt", url="https://Gazette.example/story")
    newest = ledger.newest_versions([draft])
    frame = Frame([], np.zeros((0, 2)), frozenset({left.document, draft.id}))
    found = [pair, contradict(make_claim(draft, draft.text), right)]

    assert {left.document: draft.id} == newest
    assert [False] == [row.reopened for row in ledger.unseen(found, frame, newest, run=DAYS[2])]
    assert ["the figure was 47, now 46"] == [
        row.changed for row in ledger.unseen(found[1:], frame, newest, run=DAYS[2])
    ]
    assert ({}, [(pair.id, "dismissed")]) == (ledger.newest_versions(), states(ledger))


def test_documents_know_the_version_before_them(ledger):
    """And the ledger which is the newest, whose claims are the current ones."""
    first, second, third = (add(ledger, TOLL.format(n)).document for n in (47, 46, 48))
    other = add(ledger, TOLL.format(52), name="Tribune").document

    replaced = {document.id: document.replaces for document in ledger.documents()}
    assert {first: None, second: first, third: second, other: None} == replaced
    assert {first: third, second: third} == ledger.newest_versions()
    assert {third, other} == {claim.document for claim in ledger.current_claims()}
    assert second == ledger.find(third).replaces
    assert 4 == len(ledger.claims())


def test_an_older_version_that_is_added_later_goes_before(ledger):
    """Its date decides, and the chain is mended."""
    new = add(ledger, TOLL.format(46), published=date(2026, 1, 3)).document
    old = add(ledger, TOLL.format(47), published=date(2026, 1, 1)).document
    middle = add(ledger, TOLL.format(45), published=date(2026, 1, 2)).document

    assert {old: new, middle: new} == ledger.newest_versions()
    assert {new: middle, middle: old, old: None} == {row.id: row.replaces for row in ledger.documents()}


def test_what_comes_through_a_pipe_is_no_version(ledger):
    """However alike two texts are: nothing says that they are one article."""
    for toll in (47, 46):
        document = Document.of(TOLL.format(toll), source="-")
        claim = make_claim(document, document.text)
        ledger.save_document(document, [claim], np.ones((1, 2), np.float32), model="tiny")

    assert ({}, [None, None]) == (ledger.newest_versions(), [row.replaces for row in ledger.documents()])


@pytest.mark.parametrize(
    ("known", "saved"),
    [({}, False), ({"title": "Corrected"}, True), ({"published": date(2026, 1, 1)}, True)],
)
def test_a_version_that_says_the_same_is_not_kept(ledger, known, saved):
    """Unless its title, date or the like changed."""
    claim = add(ledger, TOLL.format(47))
    (old,) = ledger.documents()
    again = Document.of(f"Seen at noon. {old.text}", source=old.source, url=old.url, **known)
    mine = claim.model_copy(update={"id": "again", "document": again.id, "start": 14})

    assert saved == ledger.save_document(again, [mine], np.ones((1, 2), np.float32), model="tiny")
    assert 1 + saved == len(ledger.documents())


# --- runs ---


def test_runs_are_listed_with_what_they_added(ledger):
    """A run that adds nothing is none."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    assert [] == ledger.runs()

    settle(ledger, 1, contradict(left, right))
    settle(ledger, 2, contradict(left, right))
    third = add(ledger, TOLL.format(61), name="Courier")
    settle(ledger, 3, contradict(left, right), contradict(left, third), contradict(right, third))

    expected = [
        Run(number=1, when=DAYS[0], documents=2, new=1),
        Run(number=2, when=DAYS[2], documents=1, new=2),
    ]
    assert expected == ledger.runs()


def test_what_was_found_since_a_run_and_at_a_run(ledger):
    """By number, whatever the clock did; with the reading of then."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    old = contradict(left, right)
    settle(ledger, 1, old)
    third = add(ledger, TOLL.format(61), name="Courier")
    new = contradict(left, third)
    settle(ledger, 1, old.model_copy(update={"reading": "revision"}), new)
    add(ledger, "Rain fell", name="Post")
    settle(ledger, 1, new)

    assert [{new.id}, {new.id}, set()] == [
        {pair.id for pair in ledger.contradictions(since=run)} for run in (0, 2, 3)
    ]
    assert [[], [(old.id, "conflict")], [(new.id, "conflict"), (old.id, "revision")]] == [
        sorted(((pair.id, pair.reading) for pair in ledger.contradictions(at=run)), key=lambda row: row[1])
        for run in (0, 1, 2)
    ]
    assert [new.id] == [pair.id for pair in ledger.contradictions(at=3)]


def test_memory_grows_with_what_changes_only(ledger, tmp_path):
    """A hundred runs that find the same leave one row for each finding."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    pairs = [contradict(left, right, name=f"pair {n}", kind="figure") for n in range(5)]
    for run in range(100):
        add(ledger, "Rain fell", name=f"paper{run}")
        settle(ledger, 1, *pairs)

    with sqlite3.connect(tmp_path / "claims.db") as plain:
        counts = [
            plain.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("history", "sightings", "contradictions", "runs")
        ]
    plain.close()
    assert [5, 5, 5, 100] == counts


# --- differences ---


def changes(ledger, before, after):
    """What changed, as triples of change, reason and status."""
    return [(row.change, row.reason) for row in ledger.differences(before, after)]


def test_what_two_runs_found_is_told_apart(ledger):
    """New with the paper that came in, changed with both values, gone, the same."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    stays = contradict(left, right, kind="place")
    settle(ledger, 1, stays, contradict(left, right), contradict(left, right, kind="blame"))
    edit, third = add(ledger, TOLL.format(46)), add(ledger, TOLL.format(61), name="Courier")

    settle(ledger, 2, stays, contradict(edit, right), contradict(edit, third, kind="date"))

    assert [
        ("new", "Gazette changed, Courier came in"),
        ("changed", "the figure was 47, now 46"),
        ("gone", "Gazette changed and says it no longer"),
        ("same", "found by both"),
    ] == changes(ledger, 1, 2)
    assert ["new", "new", "new"] == [change for change, _ in changes(ledger, 0, 1)]
    assert {"same"} == {change for change, _ in changes(ledger, 2, 2)}


def test_a_chain_of_edits_is_followed(ledger):
    """47, then 46, then 45: from the first run to the last it is one change."""
    right = add(ledger, TOLL.format(52), name="Tribune")
    pairs = []
    for day, toll in enumerate((47, 46, 45), start=1):
        pairs.append(contradict(add(ledger, TOLL.format(toll)), right))
        settle(ledger, day, pairs[-1])

    (row,) = ledger.differences(1, 3)

    assert ("changed", pairs[2].id, pairs[0].id) == (row.change, row.id, row.was)


def test_what_is_found_again_and_what_other_models_lose(ledger):
    """Where no article changed, the reason says so."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    pair = contradict(left, right)
    settle(ledger, 1, pair)
    add(ledger, "Rain fell", name="Post")
    settle(ledger, 2)
    add(ledger, "Snow fell", name="Courier")
    settle(ledger, 3, pair, contradict(left, right, kind="blame"))

    assert [
        ("gone", "weighed anew with what came since, or by other models, it is told no longer")
    ] == changes(ledger, 1, 2)
    assert {
        ("new", "found again"),
        ("new", "its articles were known; what came since tells more of what they speak of"),
    } == {*changes(ledger, 2, 3)}


def test_another_reading_is_a_change(ledger):
    """The same claims, taken otherwise with what came since."""
    left, right = add(ledger, TOLL.format(47)), add(ledger, TOLL.format(52), name="Tribune")
    pair = contradict(left, right)
    settle(ledger, 1, pair)
    add(ledger, "Rain fell", name="Post")
    settle(ledger, 2, pair.model_copy(update={"reading": "revision"}))

    assert [("changed", "it was read as conflict, now as revision")] == changes(ledger, 1, 2)


def test_a_reopened_finding_is_told_as_such(ledger):
    """And comes before what only changed."""
    edited(ledger, text=TOLL.format(46))

    assert [("reopened", "the figure was 47, now 46")] == changes(ledger, 1, 2)


# --- older ledgers ---


def test_a_ledger_of_the_first_tables_remembers(tmp_path, monkeypatch):
    """What was found and said before there was a memory is known afterwards."""
    path = tmp_path / "old.db"
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:1])
        Ledger.open(str(path), create=True).close()
    documents = [
        Document.of(TOLL.format(n), source=f"{n}.txt", url=f"https://{n}.example/a") for n in (47, 52)
    ]
    claims = [make_claim(document, document.text) for document in documents]
    pair = contradict(*claims)
    old = sqlite3.connect(path)
    old.execute("INSERT INTO runs VALUES (1, ?)", (DAYS[0],))
    for document, claim in zip(documents, claims, strict=True):
        record = document.model_dump_json(exclude={"replaces"})
        old.execute("INSERT INTO documents VALUES (?, NULL, 1, 1, ?)", (document.id, record))
        columns = (claim.id, document.id, 0, claim.end, claim.model_dump_json())
        old.execute("INSERT INTO claims VALUES (?, ?, ?, ?, NULL, NULL, NULL, NULL, ?)", columns)
    record = pair.model_dump_json(exclude={"reviews", "replaces", "changed", "reopened", "gone"})
    columns = (pair.id, "t", *(claim.id for claim in claims), "conflict", 0.9, record)
    old.execute("INSERT INTO contradictions VALUES (?, ?, ?, ?, ?, ?, ?)", columns)
    old.execute("INSERT INTO sightings VALUES (?, ?, 1)", (pair.id, DAYS[0]))
    old.execute("INSERT INTO reviews VALUES (1, ?, 'dismissed', ?, 'Ana', '')", (pair.id, DAYS[1]))
    old.commit()
    old.close()

    with Ledger.open(str(path), create=True) as ledger:
        assert [(pair.id, "dismissed")] == states(ledger)
        assert ["new"] == [change for change, _ in changes(ledger, 0, 1)]
        assert [] == settle(ledger, 2, pair)
        edit = Document.of(TOLL.format(46), source="x", url="https://47.example/a")
        claim = make_claim(edit, edit.text)
        ledger.save_document(edit, [claim], np.ones((1, 2), np.float32), model="tiny")
        (new,) = settle(ledger, 3, contradict(claim, claims[1]))
        assert ("the figure was 47, now 46", True) == (new.changed, new.reopened)
