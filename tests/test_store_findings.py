"""The ledger remembers what was found first when, and what a person said of it."""

import numpy as np
import pytest

from claims.base.errors import LedgerError, LookupFailed
from claims.base.records import Agreement, Claim, Contradiction, Document, Finding, Topic, content_id
from claims.rules.frames import Findings
from claims.store.ledger import Ledger

MONDAY, TUESDAY, WEDNESDAY = (f"2026-01-0{day}T00:00:00+00:00" for day in (5, 6, 7))


def make_claim(document, start=0, **known):
    """A claim of the document; what is not given is plain."""
    identity = content_id(document.id, start)
    words = {"text": "said", "quote": "said", "sentence": "said"}
    return Claim(
        id=identity, document=document.id, origin=document.id, start=start, end=start + 4, **words, **known
    )


def contradict(left, right, *, name="", **known):
    """A contradiction between two claims; `name` is its id."""
    finding = Finding(
        rule="figures",
        relation="contradiction",
        kind="figure",
        reading="conflict",
        incident="same",
        weight=0.9,
        left_value="47",
        right_value="46",
        why="47 or 46",
    )
    plain = {
        "kind": "figure",
        "reading": "conflict",
        "incident": "same",
        "probability": 0.9,
        "topic": "tolls",
    }
    return Contradiction(
        id=name or content_id(left.id, right.id),
        left=left,
        right=right,
        why="47 or 46",
        first_seen="",
        decided_by=(finding,),
        **plain | known,
    )


def make_topic(name, *claims, **known):
    """A topic of these claims."""
    return Topic(
        id=name,
        label=name,
        claims=tuple(claim.id for claim in claims),
        documents=(),
        parties=(),
        figures=(),
        **known,
    )


@pytest.fixture
def ledger(tmp_path):
    """An empty ledger."""
    with Ledger.open(str(tmp_path / "claims.db"), create=True) as opened:
        yield opened


def add(ledger, text, *, n_claims=2):
    """Add a document; gives its claims."""
    document = Document.of(text, source=text)
    claims = [make_claim(document, start) for start in range(n_claims)]
    ledger.save_document(document, claims, np.ones((n_claims, 2), np.float32), model="tiny")
    return claims


def settle(ledger, run, *contradictions, claims=None, **known):
    """Save findings that cover every claim of the ledger, or the given ones."""
    covered = ledger.claims() if claims is None else claims
    found = {"topics": (), "agreements": (), "contradictions": contradictions} | known
    return ledger.save_findings(Findings(claims=covered, **found), run=run).new


def states(ledger):
    """What is shown of each contradiction: id, status, first seen."""
    return [(row.id, row.status, row.first_seen) for row in ledger.contradictions()]


def test_a_contradiction_is_new_until_documents_are_added(ledger):
    """It keeps the moment it was first seen, and a run that adds nothing ages nothing."""
    left, right = add(ledger, "one")
    pair = contradict(left, right, name="pair")

    assert [pair.model_copy(update={"first_seen": MONDAY})] == settle(ledger, MONDAY, pair)
    assert [] == settle(ledger, TUESDAY, pair)
    assert [("pair", "new", MONDAY)] == states(ledger)

    add(ledger, "two")
    assert [] == settle(ledger, WEDNESDAY, pair)
    assert [("pair", "open", MONDAY)] == states(ledger)


def test_only_what_this_run_found_first_is_returned(ledger):
    """In the order given, with this run's moment."""
    left, right = add(ledger, "one")
    settle(ledger, MONDAY, contradict(left, right, name="old"))
    add(ledger, "two")

    new = settle(ledger, TUESDAY, *(contradict(left, right, name=name) for name in ("zeta", "old", "alfa")))

    assert [("zeta", "new", TUESDAY), ("alfa", "new", TUESDAY)] == [
        (row.id, row.status, row.first_seen) for row in new
    ]
    assert [("alfa", "new", TUESDAY), ("zeta", "new", TUESDAY), ("old", "open", MONDAY)] == states(ledger)


def test_what_comes_back_is_not_new(ledger):
    """A contradiction that was lost for a run keeps the moment it was first seen."""
    left, right = add(ledger, "one")
    settle(ledger, MONDAY, contradict(left, right, name="pair"))
    add(ledger, "two")
    settle(ledger, TUESDAY)
    assert [] == ledger.contradictions()

    assert [] == settle(ledger, WEDNESDAY, contradict(left, right, name="pair"))
    assert [("pair", "open", MONDAY)] == states(ledger)


@pytest.mark.parametrize("opinion", ["confirmed", "dismissed", "resolved"])
def test_a_verdict_stands_for_ever(ledger, opinion):
    """Through later runs, and while the contradiction is not found."""
    left, right = add(ledger, "one")
    pair = contradict(left, right, name="pair")
    settle(ledger, MONDAY, pair)

    ledger.save_review("pair", opinion, moment=MONDAY, by="editor", note="asked the ministry")
    assert [("pair", opinion, MONDAY)] == states(ledger)

    add(ledger, "two")
    settle(ledger, TUESDAY)
    assert [] == settle(ledger, WEDNESDAY, pair)
    assert [("pair", opinion, MONDAY)] == states(ledger)
    assert opinion == ledger.find("pair").status


def test_the_last_verdict_counts(ledger):
    """A person may think again, also before the contradiction is found again."""
    settle(ledger, MONDAY, contradict(*add(ledger, "one"), name="pair"))

    ledger.save_review("pair", "dismissed", moment=MONDAY)
    ledger.save_review("pair", "confirmed", moment=MONDAY)

    assert [("pair", "confirmed", MONDAY)] == states(ledger)


def test_a_verdict_on_nothing(ledger):
    """Only what was found can be judged."""
    with pytest.raises(LookupFailed, match="no contradiction has the id `pair`"):
        ledger.save_review("pair", "confirmed", moment=MONDAY)


def test_the_strongest_reading_comes_first(ledger):
    """Conflict and denial, revision, scope, incident; inside, the newest, the likeliest, the id."""
    left, right = add(ledger, "one")
    old = [contradict(left, right, name="old conflict", probability=1)]
    settle(ledger, MONDAY, *old)
    add(ledger, "two")
    readings = ["incident", "scope", "revision", "denial", "conflict"]
    new = [contradict(left, right, name=reading, reading=reading) for reading in readings]
    likely = contradict(left, right, name="likely denial", reading="denial", probability=0.95)

    settle(ledger, TUESDAY, *new, likely, *old)

    expected = ["likely denial", "conflict", "denial", "old conflict", "revision", "scope", "incident"]
    assert expected == [row.id for row in ledger.contradictions()]


def test_findings_come_back_whole_and_in_one_order(ledger):
    """Whatever the order in which they were given."""
    left, right = add(ledger, "one")
    topics = [
        make_topic("quiet", left),
        make_topic("large", left, right),
        make_topic("disputed", left, contradictions=2),
    ]
    shared = {"kind": "figure", "left": left, "right": right, "why": "both say 47"}
    agreements = [
        Agreement(id=name, topic=topic, **shared) for name, topic in [("x", "b"), ("z", "a"), ("y", "a")]
    ]

    settle(ledger, MONDAY, topics=topics, agreements=agreements)

    assert [topics[2], topics[1], topics[0]] == ledger.topics()
    assert [agreements[2], agreements[1], agreements[0]] == ledger.agreements()


def test_findings_are_replaced(ledger):
    """Topics, agreements and contradictions of an earlier run are gone."""
    left, right = add(ledger, "one")
    agreement = Agreement(id="a", kind="figure", topic="t", left=left, right=right, why="")
    settle(ledger, MONDAY, contradict(left, right), topics=[make_topic("t", left)], agreements=[agreement])

    settle(ledger, TUESDAY)

    assert ([], [], []) == (ledger.topics(), ledger.contradictions(), ledger.agreements())


def test_two_findings_with_one_id_are_one(ledger):
    """An id is the fingerprint of what is claimed: the first of two stands."""
    left, right = add(ledger, "one")
    first = contradict(left, right, name="pair", probability=0.8)

    new = settle(ledger, MONDAY, first, contradict(right, left, name="pair", probability=0.7))

    assert [0.8] == [row.probability for row in new] == [row.probability for row in ledger.contradictions()]


def test_claims_take_their_topic_and_incident_and_nothing_else(ledger):
    """What was read from the document stays as it was read."""
    one, two = add(ledger, "one")
    place = {"topic": "t", "incident": "i"}

    settle(ledger, MONDAY, claims=[one.model_copy(update={**place, "quote": "changed"}), two])

    assert [one.model_copy(update=place), two] == ledger.claims()
    assert ledger.claims()[0] == ledger.find(one.id)


def test_a_claim_never_points_to_a_topic_that_is_gone(ledger):
    """A claim that is not compared any more has no topic."""
    one, two = add(ledger, "one")
    settle(ledger, MONDAY, claims=[claim.model_copy(update={"topic": "t"}) for claim in (one, two)])

    settle(ledger, TUESDAY, claims=[one])

    assert [None, None] == [claim.topic for claim in ledger.claims()]


def test_findings_about_claims_that_were_never_saved(ledger):
    """They are refused, and what was there stays."""
    one, two = add(ledger, "one")
    settle(ledger, MONDAY, contradict(one, two, name="pair"))
    stranger = make_claim(Document.of("never saved", source="x"))

    with pytest.raises(ValueError, match=f"claim `{stranger.id}` was never saved"):
        settle(ledger, TUESDAY, claims=[one, two, stranger])
    with pytest.raises(LedgerError, match="FOREIGN KEY constraint failed"):
        settle(ledger, TUESDAY, contradict(one, stranger))

    assert [("pair", "new", MONDAY)] == states(ledger)


def test_a_run_that_was_cut_short_is_seen(ledger):
    """Documents saved without findings leave the ledger unsettled, those without claims included."""
    assert (True, None) == (ledger.is_settled(), ledger.latest_run())

    add(ledger, "one", n_claims=0)
    assert (False, None) == (ledger.is_settled(), ledger.latest_run())

    settle(ledger, MONDAY)
    assert (True, MONDAY) == (ledger.is_settled(), ledger.latest_run())

    settle(ledger, TUESDAY)
    assert (True, MONDAY) == (ledger.is_settled(), ledger.latest_run())

    add(ledger, "two")
    assert (False, MONDAY) == (ledger.is_settled(), ledger.latest_run())


def test_two_runs_in_one_second_are_two_runs(ledger):
    """The order of runs is kept apart from the clock, which may stand still."""
    left, right = add(ledger, "one")
    settle(ledger, MONDAY, contradict(left, right, name="first"))
    add(ledger, "two")

    settle(ledger, MONDAY, contradict(left, right, name="first"), contradict(left, right, name="second"))

    assert [("first", "open", MONDAY), ("second", "new", MONDAY)] == states(ledger)


def test_findings_that_miss_a_document_leave_the_ledger_unsettled(ledger):
    """Another process added it, and perhaps compared it, while this one was comparing."""
    mine = add(ledger, "mine")
    add(ledger, "other")

    settle(ledger, MONDAY, claims=mine)
    assert (False, MONDAY) == (ledger.is_settled(), ledger.latest_run())

    settle(ledger, TUESDAY)
    assert (True, TUESDAY) == (ledger.is_settled(), ledger.latest_run())

    settle(ledger, WEDNESDAY, claims=mine)
    assert (False, TUESDAY) == (ledger.is_settled(), ledger.latest_run())

    settle(ledger, WEDNESDAY)
    assert (True, TUESDAY) == (ledger.is_settled(), ledger.latest_run())


def test_origins_are_kept_and_taken_back(ledger):
    """Documents and claims name the first to publish their words, as the latest findings have it."""
    (first, _), (copy, _) = add(ledger, "one"), add(ledger, "two")
    folded = [claim.model_copy(update={"origin": first.document}) for claim in ledger.claims()]

    settle(ledger, "2026-01-01", claims=folded, origins={copy.document: first.document})
    kept = {document.id: document.origin for document in ledger.documents()}
    told = {claim.origin for claim in ledger.claims()}
    settle(ledger, "2026-01-02", claims=folded)

    assert ({first.document: first.document, copy.document: first.document}, {first.document}) == (kept, told)
    assert all(document.origin == document.id for document in ledger.documents())
