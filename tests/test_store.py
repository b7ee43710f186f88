"""What is saved in a ledger comes back as it was, in the order promised, and once."""

import sqlite3
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.base.errors import LedgerError, LookupFailed
from claims.base.records import (
    Agreement,
    Claim,
    Contradiction,
    Document,
    Quantity,
    Skipped,
    TimeSpan,
    Topic,
    content_id,
)
from claims.rules.frames import Findings
from claims.store.ledger import Ledger

MOMENT = "2026-01-01T00:00:00+00:00"


def make_claim(document, start=0, **known):
    """A claim of the document; what is not given is plain."""
    quote = document.text[start : start + 4]
    identity = content_id(document.id, start, start + len(quote))
    plain = {"id": identity, "document": document.id, "origin": document.id, "text": quote, "quote": quote}
    return Claim(**{**plain, "start": start, "end": start + max(len(quote), 1), "sentence": quote} | known)


def save(ledger, document, *claims, vectors=None, model="tiny"):
    """Save a document with claims whose vectors, if not given, are all alike."""
    rows = np.ones((len(claims), 3), dtype=np.float32) if vectors is None else np.float32(vectors)
    return ledger.save_document(document, claims, rows, model=model)


@pytest.fixture
def ledger(tmp_path):
    """An empty ledger."""
    with Ledger.open(str(tmp_path / "claims.db"), create=True) as opened:
        yield opened


@pytest.fixture
def named(ledger):
    """A ledger that holds one thing of each sort, with ids that are easy to name."""
    document = Document(id="aaaa1111", text="some text", source="a.txt", origin="aaaa1111")
    left, right = (make_claim(document, start, id=f"bbbb{start}", topic="cccc1111") for start in (0, 5))
    topic = Topic(
        id="cccc1111", label="tolls", claims=(left.id, right.id), documents=(), parties=(), figures=()
    )
    pair = {"kind": "figure", "topic": topic.id, "left": left, "right": right, "why": "47 or 46"}
    contradiction = Contradiction(
        id="dddd1111",
        reading="conflict",
        incident="same",
        probability=0.9,
        decided_by=(),
        first_seen=MOMENT,
        **pair,
    )
    agreement = Agreement(id="aaaa2222", **pair)
    save(ledger, document, left, right)
    ledger.save_findings(
        Findings(
            claims=[left, right], topics=[topic], contradictions=[contradiction], agreements=[agreement]
        ),
        run=MOMENT,
    )
    return ledger, (document, left, topic, contradiction, agreement)


def test_a_document_is_saved_once(ledger):
    """The same source again changes nothing."""
    document = Document.of("Rain fell.", source="a.txt")
    claim = make_claim(document)

    assert ledger.has_document(document.id) is False
    assert save(ledger, document, claim) is True
    assert save(ledger, document.model_copy(update={"title": "other"}), make_claim(document, 5)) is False
    assert ledger.has_document(document.id) is True
    assert ([document], [claim]) == (ledger.documents(), ledger.claims())


def test_a_ledger_outlives_its_process(tmp_path):
    """What was saved is there when the file is opened again."""
    path = str(tmp_path / "claims.db")
    document = Document.of("Rain fell.", source="a.txt", published=date(2026, 1, 1))
    with Ledger.open(path, create=True) as ledger:
        save(ledger, document, make_claim(document))

    with Ledger.open(path) as ledger:
        assert ([document], [make_claim(document)]) == (ledger.documents(), ledger.claims())


def test_claims_come_in_reading_order(ledger):
    """By date of the document, undated last, then by place in the text: whatever was added first."""
    dates = {"late": date(2026, 2, 1), "early": date(2025, 1, 1), "undated": None, "last day": date.max}
    documents = [Document.of(text * 9, source=text, published=day) for text, day in dates.items()]
    for document in documents:
        save(ledger, document, make_claim(document, 7), make_claim(document, 2))

    shown = ledger.documents()

    assert ["early", "late"] == [document.source for document in shown[:2]]
    assert [(document.id, start) for document in shown for start in (2, 7)] == [
        (claim.document, claim.start) for claim in ledger.claims()
    ]


def test_of_two_claims_with_one_id_the_first_is_kept(ledger):
    """A claim read twice from the same words is one claim, with its own vector."""
    document = Document.of("Rain fell.", source="a.txt")
    first, second = make_claim(document), make_claim(document, speaker="police")

    save(ledger, document, first, second, vectors=[[1, 0], [0, 1]])

    assert [first] == ledger.claims()
    assert [[1, 0]] == ledger.vectors([first.id], model="tiny").tolist()


def test_a_claim_of_another_document_is_refused_whole(ledger):
    """A document is saved with all of its claims, or not at all."""
    one, other = Document.of("one text", source="a"), Document.of("other text", source="b")
    save(ledger, one, make_claim(one))

    with pytest.raises(ValueError, match="is not of document"):
        save(ledger, other, make_claim(other), make_claim(one, 4))
    with pytest.raises(LedgerError, match=r"UNIQUE constraint failed: claims\.id"):
        save(ledger, other, make_claim(other), make_claim(other, 4, id=make_claim(one).id))
    with pytest.raises(ValueError, match="1 vectors for 2 claims"):
        save(ledger, other, make_claim(other), make_claim(other, 4), vectors=[[1, 0]])

    assert [one] == ledger.documents()


texts = st.text(min_size=1, max_size=30) | st.sampled_from(
    ["\0", "שלום 🌍 \u202eabc", "' OR 1=1; --", "\r\n"]
)
maybe = st.none() | texts
bounds = st.none() | st.floats(allow_nan=False, allow_infinity=False)
quantities = st.builds(Quantity, text=texts, low=bounds, high=bounds, of=maybe, unit=maybe)
times = st.none() | st.builds(TimeSpan, text=texts, start=st.none() | st.dates(), end=st.none() | st.dates())


@given(text=texts, speaker=maybe, party=maybe, amounts=st.tuples(quantities), time=times)
@settings(max_examples=20)
def test_records_survive_the_store(text, speaker, party, amounts, time):
    """No character, bound or date is lost: NUL, emoji, right-to-left marks and quotes included."""
    document = Document.of(text, source=text, title=speaker, publisher=party)
    claim = make_claim(document, speaker=speaker, party=party, quantities=amounts, time=time)
    with TemporaryDirectory() as folder, Ledger.open(f"{folder}/claims.db", create=True) as ledger:
        save(ledger, document, claim)

        assert ([document], [claim]) == (ledger.documents(), ledger.claims())
        assert text == ledger.documents()[0].text
        assert claim == ledger.find(claim.id[:8])


def test_vectors_come_in_the_order_asked(ledger):
    """Row i belongs to id i, also when an id is asked twice, and more are asked than one statement takes."""
    document = Document.of("word " * 700, source="a.txt")
    claims = [make_claim(document, start) for start in range(1200)]
    rows = np.random.default_rng(0).normal(size=(1200, 5)).astype(np.float32)
    save(ledger, document, *claims, vectors=rows)
    order = [*reversed(range(1200)), 7]

    vectors = ledger.vectors([claims[place].id for place in order], model="tiny")

    assert np.float32 == vectors.dtype
    assert np.array_equal(rows[order], vectors)
    assert (0, 0) == ledger.vectors([], model="tiny").shape


def test_vectors_of_two_models_never_meet(ledger):
    """Cosines between models mean nothing, so a ledger keeps to one."""
    one, other = Document.of("one text", source="a"), Document.of("other text", source="b")
    save(ledger, one, make_claim(one))

    with pytest.raises(LedgerError, match="holds vectors of the model `tiny`, not of `big`") as caught:
        ledger.vectors([make_claim(one).id], model="big")
    with pytest.raises(LedgerError, match="not of `big`"):
        save(ledger, other, make_claim(other), model="big")

    assert "--ledger" in caught.value.hint
    assert [one] == ledger.documents()


def test_the_vector_of_no_claim(ledger):
    """An id that names no claim is named."""
    with pytest.raises(LookupFailed, match="no claim has the id `nobody`"):
        ledger.vectors(["nobody"], model="tiny")


def test_every_sort_of_thing_is_found_by_the_beginning_of_its_id(named):
    """Documents, claims, topics, contradictions and agreements."""
    ledger, (document, left, topic, contradiction, agreement) = named
    expected = [document, left, topic, contradiction, agreement]

    assert expected == [ledger.find(prefix) for prefix in ["aaaa1", "bbbb0", "cccc", "dddd", "aaaa2222"]]


@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        ("aaaa", r"^`aaaa` names 2 things: document aaaa1111, agreement aaaa2222$"),
        ("bbbb", r"^`bbbb` names 2 things: claim bbbb0, claim bbbb5$"),
        ("aaa", r"^`aaa` is too short for an id$"),
        ("", r"^`` is too short for an id$"),
        ("eeee", r"^nothing has the id `eeee`$"),
        ("%%%%", r"^nothing has the id `%%%%`$"),
        ("____", r"^nothing has the id `____`$"),
        ("dddd11112", r"^nothing has the id"),
        ("' OR 1=1 --", r"^nothing has the id"),
        ("\udcff\udcff\udcff\udcff", r"^nothing has the id"),
    ],
)
def test_what_names_nothing_or_several_things(named, prefix, message):
    """The message says which things it could be, and the hint what to do."""
    with pytest.raises(LookupFailed, match=message) as caught:
        named[0].find(prefix)

    assert caught.value.hint


def test_a_whole_id_names_its_own(ledger):
    """A full id is enough, however many longer ones begin with it."""
    for name in ["abcd", "abcd0", "abcd1"]:
        save(ledger, Document(id=name, text=name, source=name, origin=name))

    assert "abcd" == ledger.find("abcd").id


def test_many_candidates_are_counted(ledger):
    """The message stays one line."""
    for digit in range(7):
        save(ledger, Document(id=f"abcd{digit}", text="", source="", origin=""))

    with pytest.raises(LookupFailed, match=r"names 7 things: document abcd0, .*document abcd4, …$"):
        ledger.find("abcd")


def test_skipped_sources_are_those_of_the_latest_run(ledger):
    """What could be read since is no longer shown as skipped."""
    first = [
        Skipped(source="b.pdf", reason="broken", detail="no xref"),
        Skipped(source="a.txt", reason="empty"),
    ]
    findings = {"claims": [], "topics": [], "contradictions": [], "agreements": []}

    ledger.save_skipped(first, run="2026-01-01T00:00:00")
    ledger.save_findings(Findings(**findings), run="2026-01-01T00:00:00")

    assert first == ledger.skipped()

    ledger.save_skipped(first[1:], run="2026-01-02T00:00:00")
    assert first[1:] == ledger.skipped()

    ledger.save_findings(Findings(**findings), run="2026-01-03T00:00:00")
    assert [] == ledger.skipped()


def test_a_record_that_cannot_be_read_is_one_line(tmp_path):
    """A row changed by hand is an error about the ledger, not a traceback."""
    path = str(tmp_path / "claims.db")
    with Ledger.open(path, create=True) as ledger:
        save(ledger, Document.of("Rain fell.", source="a.txt"))
    by_hand = sqlite3.connect(path)
    by_hand.execute("""UPDATE documents SET record = '{"id": 1}'""")
    by_hand.commit()
    by_hand.close()

    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="holds a Document that this version"):
        ledger.documents()


def test_reading_leaves_no_trace(tmp_path):
    """Opening, reading and closing leaves the folder as it was: one file."""
    path = tmp_path / "claims.db"
    with Ledger.open(str(path), create=True) as ledger:
        save(ledger, Document.of("Rain fell.", source="a.txt"))
    before = path.read_bytes()

    with Ledger.open(str(path)) as ledger:
        ledger.documents()

    assert [path] == list(tmp_path.iterdir())
    assert before == Path(path).read_bytes()
