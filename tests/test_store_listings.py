"""What is asked of a ledger is what a plain look at every record finds, and no more of it is read."""

import shutil
import sqlite3
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.base.errors import LedgerError
from claims.base.records import Agreement, Claim, Contradiction, Document, Review, TimeSpan, Topic, content_id
from claims.base.views import ClaimFilter, PairFilter
from claims.rules import clues_of, find_discords
from claims.rules.frames import Findings
from claims.store.ledger import Ledger

DAYS = ["2026-01-01T00:00:00+00:00", "2026-02-01T00:00:00+00:00"]
# signs that fold into others or into several, signs that JSON and LIKE write otherwise, and plain ones
SIGNS = 'aeknstfi SK%_"\\\n\u00df\u017f\u212a\ufb01\ufb03\ufb06\u0149\u1e96\u0130\u00e9\u03a3\u0436'


def make_document(name, day=None, **known):
    """A document that was published that day of May 2024."""
    published = date(2024, 5, day) if day else None
    return Document(
        id=content_id(name),
        text=f"text {name}",
        source=name,
        origin=content_id(name),
        published=published,
        **known,
    )


def make_claim(document, start=0, **known):
    """A claim of the document; what is not given is plain."""
    plain = {"text": "it rained", "quote": "rain", "sentence": "It rained.", "origin": document.id}
    place = {"id": content_id(document.id, start), "document": document.id, "start": start, "end": start + 4}
    return Claim(**{**plain, **place, "published": document.published} | known)


def save(ledger, document, *claims):
    """Save a document with its claims."""
    ledger.save_document(document, claims, np.ones((len(claims), 2), dtype=np.float32), model="m")


@pytest.fixture
def path(tmp_path):
    """Where the ledger lies."""
    return str(tmp_path / "claims.db")


@pytest.fixture
def ledger(path):
    """An empty ledger."""
    with Ledger.open(path, create=True) as opened:
        yield opened


def holds(words, *texts):
    """The plain way to look for words, whatever their case."""
    return words is None or any(text is not None and words.casefold() in text.casefold() for text in texts)


def keeps_claim(wanted, claim):
    """The plain way to ask for claims."""
    return (
        wanted.topic in (None, claim.topic)
        and wanted.document in (None, claim.document)
        and holds(wanted.speaker, claim.speaker)
        and holds(wanted.party, claim.party)
        and holds(wanted.text, f"{claim.text}\n{claim.sentence}")
        and (wanted.since is None or (claim.published is not None and claim.published >= wanted.since))
    )


def keeps_pair(wanted, pair):
    """The plain way to ask for contradictions."""
    return (
        (pair.status == "new" or not wanted.new)
        and not (wanted.standing and pair.status == "dismissed")
        and wanted.status in (None, pair.status)
        and wanted.kind in (None, pair.kind)
        and wanted.reading in (None, pair.reading)
        and wanted.topic in (None, pair.topic)
        and (wanted.party is None or holds(wanted.party, pair.left.party, pair.right.party))
        and (wanted.since is None or pair.first_seen[:10] >= wanted.since.isoformat())
        and pair.probability >= wanted.min_probability
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Path of a ledger with dated and undated documents, two runs, and reviews of some of what they found."""
    path = str(tmp_path_factory.mktemp("made") / "claims.db")
    with Ledger.open(path, create=True) as opened:
        fill(opened)
    return path


@pytest.fixture
def full(made, path):
    """A ledger of its own for each test, as `made`."""
    shutil.copy(made, path)
    with Ledger.open(path) as opened:
        yield opened


def fill(ledger):
    """Save documents with claims, what two runs find in them, and some reviews."""
    documents = [make_document(name, day) for name, day in (("a", 3), ("b", 1), ("c", None), ("d", 3))]
    claims = [
        make_claim(document, start, speaker=speaker, party=party, topic=content_id(start))
        for document, (start, speaker, party) in product(
            documents, [(9, "The Mayor", "Town"), (0, None, None), (5, "a MAYORESS", "old town")]
        )
    ]
    for document in documents:
        save(ledger, document, *(claim for claim in claims if claim.document == document.id))
    found = [
        Contradiction(
            id=content_id("pair", number),
            kind=("figure", "date")[number % 2],
            reading=("scope", "conflict", "revision")[number % 3],
            incident="same",
            probability=0.5 + number / 20,
            topic=content_id((0, 5, 9)[number % 3]),
            left=claims[number],
            right=claims[number + 3],
            decided_by=(),
            why=f"{number}",
            first_seen="",
        )
        for number in range(8)
    ]
    agreements = [
        Agreement(
            id=content_id("same", n),
            kind="place",
            topic=content_id(n % 2),
            left=claims[0],
            right=claims[3],
            why=".",
        )
        for n in range(4)
    ]
    topics = [
        Topic(
            id=content_id(start),
            label=f"at {start}",
            claims=tuple(claim.id for claim in claims if claim.start == start)[: start + 1],
            documents=(),
            parties=(),
            figures=(),
            contradictions=start % 5,
        )
        for start in (0, 5, 9)
    ]
    known = {"topics": topics, "agreements": agreements}
    ledger.save_findings(Findings(claims=claims, contradictions=found[:5], **known), run=DAYS[0])
    save(ledger, make_document("e"), make_claim(make_document("e")))
    ledger.save_findings(Findings(claims=ledger.claims(), contradictions=found, **known), run=DAYS[1])
    for name, status in ((0, "dismissed"), (1, "dismissed"), (1, "confirmed"), (7, "resolved")):
        ledger.save_reviews([(found[name].id, Review(status=status, when=DAYS[1]))])


@pytest.mark.parametrize("sort", [Document, Topic, Agreement])
def test_a_listing_has_the_rows_and_order_of_the_whole(sort, full):
    """Read at once or one by one."""
    every = getattr(full, f"{sort.__name__.lower()}s")()

    assert len(every) > 2
    assert every == list(full.listing(sort)) == [full.listing(sort)[at] for at in range(len(every))]
    assert [row.id for row in every] == full.listing(sort).ids


@pytest.mark.parametrize(
    "wanted",
    [
        ClaimFilter(),
        *(ClaimFilter(speaker=words) for words in ("mayor", "MAYORESS", "", "nobody")),
        *(ClaimFilter(party=words) for words in ("Town", "old", "")),
        *(ClaimFilter(since=date(2024, 5, day)) for day in (1, 2, 3, 4)),
        ClaimFilter(topic=content_id(5)),
        ClaimFilter(document=content_id("c")),
        ClaimFilter(text="RAINED.", party="town", since=date(2024, 5, 2)),
        ClaimFilter(text="rained\nIt"),
    ],
)
def test_claims_that_are_asked_for(wanted, full):
    """The same as a look at every claim finds, in the same order."""
    assert [claim for claim in full.claims() if keeps_claim(wanted, claim)] == list(full.list_claims(wanted))


@pytest.mark.parametrize(
    "wanted",
    [
        PairFilter(),
        PairFilter(new=True),
        PairFilter(standing=True),
        PairFilter(new=True, standing=True, min_probability=0.7),
        *(PairFilter(status=status) for status in ("new", "open", "confirmed", "dismissed", "resolved")),
        *(PairFilter(kind=kind) for kind in ("figure", "place")),
        *(PairFilter(reading=reading) for reading in ("scope", "denial")),
        *(PairFilter(party=party) for party in ("", "OLD", "nobody")),
        *(PairFilter(since=date(2026, month, 2)) for month in (1, 2)),
        PairFilter(topic=content_id(5), kind="figure"),
    ],
)
def test_contradictions_that_are_asked_for(wanted, full):
    """The same as a look at every contradiction finds, in the same order, with what was said of each."""
    found = full.contradictions()

    assert {"new", "open", "confirmed", "dismissed", "resolved"} == {pair.status for pair in found}
    assert [pair for pair in found if keeps_pair(wanted, pair)] == list(full.list_contradictions(wanted))


def test_contradictions_since_a_run(full):
    """Only what that run or a later one was the first to find."""
    assert full.contradictions(since=2) == list(full.list_contradictions(PairFilter(), since=2)) != []


@pytest.fixture(scope="module")
def signs(tmp_path_factory):
    """A ledger whose claims have any two of the signs side by side, and those claims."""
    with Ledger.open(str(tmp_path_factory.mktemp("signs") / "claims.db"), create=True) as opened:
        document = make_document("a")
        texts = [f"ab{one}{two}de" for one, two in product(SIGNS, repeat=2)]
        save(opened, document, *(make_claim(document, at, text=text) for at, text in enumerate(texts)))
        yield opened, opened.claims()


SIGN = st.sampled_from(SIGNS)


@given(one=SIGN, two=SIGN, start=st.integers(0, 3), end=st.integers(4, 9))
def test_words_are_found_whatever_their_case(one, two, start, end, signs):
    """Signs that fold into several, as a ligature does, hide nothing; no sign is a wildcard."""
    ledger, claims = signs
    text = f"ab{one}{two}de"
    for words in (text[start:end], text.casefold()[start:end], text.upper()[start:end]):
        wanted = ClaimFilter(text=words)

        expected = [claim.id for claim in claims if keeps_claim(wanted, claim)]

        assert expected == ledger.list_claims(wanted).ids


@pytest.mark.parametrize("words", ["\ud800", "a" * 100_000, "%", "_", "\\", "'", '"'])
def test_strange_words_are_only_words(words, full):
    """Half a character, more than LIKE takes, a wildcard or a quote: nothing has them, and nothing breaks."""
    assert 0 == len(full.list_claims(ClaimFilter(text=words)))
    assert 0 == len(full.list_contradictions(PairFilter(party=words)))


def test_only_what_is_looked_at_is_read(full, path):
    """A record that this version cannot read spoils no part of a listing that it is not in."""
    last = full.claims()[-1].id
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE claims SET record = '{}' WHERE id = ?", (last,))
    found = full.list_claims(ClaimFilter())

    assert 3 == len(list(found[:3]))
    with pytest.raises(LedgerError, match="Claim that this version cannot read"):
        list(found)


def test_current_claims_are_those_of_the_newest_version(ledger):
    """Of an edited article, the later text speaks; the earlier is asked for by its id."""
    known = {"url": "https://example.org/story"}
    old, new = (make_document(name, day, **known) for name, day in (("old", 1), ("new", 2)))
    for document, text in ((old, "it rained"), (new, "it snowed")):
        save(ledger, document, make_claim(document, text=text))

    assert [new.id] == [claim.document for claim in ledger.list_claims(ClaimFilter(current=True))]
    assert [old.id] == [claim.document for claim in ledger.list_claims(ClaimFilter(document=old.id))]
    assert ["replaces"] == ledger.document_links()


def test_documents_without_ties_have_none(full):
    """No version, no copy."""
    assert [] == full.document_links()


def test_claims_are_counted_by_document(full):
    """A document without claims is not among them."""
    save(full, make_document("silent"))

    assert {
        content_id(name): n for name, n in zip("abcde", (3, 3, 3, 3, 1), strict=True)
    } == full.count_claims()


# --- what some claims cannot all say together with others ---


def told(document, start, words, predicate, day, **known):
    """A claim that something was done to somebody of that name, on a day of May 2021."""
    name, _ = words.split(" was ")
    text = f"{words} on {day} May 2021"
    when = date(2021, 5, day)
    span = TimeSpan(text=f"{day} May 2021", start=when, end=when)
    said = {"subject": name, "object": name, "predicate": predicate, "names": (name,), "time": span}
    return make_claim(document, start, text=text, sentence=text, **{**said, **known})


def test_a_discord_is_found_from_either_of_its_topics(ledger):
    """Among the claims around a topic the rules find each of its discords in the whole ledger."""
    documents = [make_document(name, day) for name, day in (("a", 1), ("b", 2), ("c", 3), ("d", 4))]
    claims = [
        told(documents[0], 0, "Jane Doe was arrested", "arrest", 5, topic="1" * 16),
        told(documents[1], 0, "Doe was sentenced", "sentence", 1, topic="2" * 16),
        make_claim(documents[1], 9, names=("Jane Doe",), topic="3" * 16),
        told(documents[2], 0, "Max Roe was arrested", "arrest", 7, topic="4" * 16),
        told(documents[3], 0, "Max Roe was sentenced", "sentence", 9, topic="5" * 16),
    ]
    for document in documents:
        save(ledger, document, *(claim for claim in claims if claim.document == document.id))
    every = find_discords(ledger.claims())

    assert 1 == len(every)
    for topic in map(str, range(1, 6)):
        own = [claim for claim in claims if claim.topic == topic * 16]
        clues = clues_of(own)
        around = ledger.claims_around(topic * 16, clues.incidents, clues.predicates, clues.names)
        mine = {claim.id for claim in own}
        assert [row for row in every if row.touches(mine)] == [
            row for row in find_discords(around) if row.touches(mine)
        ]


def test_claims_around_a_topic_are_few(ledger):
    """Of its incidents, and of documents that tell a deed of somebody named; nothing else is read."""
    documents = [make_document(name) for name in "abcd"]
    claims = [
        make_claim(documents[0], topic="1" * 16, incident="i1"),
        make_claim(documents[1], incident="i1"),
        make_claim(documents[2], predicate="arrest", names=("Jane Doe",)),
        make_claim(documents[3], predicate="see", names=("Jane Doe",)),
    ]
    for document, claim in zip(documents, claims, strict=True):
        save(ledger, document, claim)

    def around(*clues):
        return {claim.document for claim in ledger.claims_around("1" * 16, *clues)}

    assert {documents[0].id} == around([], [], [])
    assert {documents[0].id, documents[1].id} == around(["i1"], ["arrest"], [])
    assert {documents[0].id, documents[2].id} == around([], ["arrest"], ["doe"])
