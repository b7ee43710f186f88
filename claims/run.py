"""The table of contents: wires the six steps, holds no logic of its own.

Read `claims.settle` first: claims -> incidents, topics, pairs, contradictions, one line a step.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import compress
from typing import TypeVar

from claims import collect, judge
from claims.base.progress import Progress, unheard
from claims.base.protocols import Parcel, Step, Vectors
from claims.base.records import Claim, Contradiction, Document, Record, Skipped, Verdict
from claims.base.settings import Settings
from claims.base.views import report_moment
from claims.collect import NO_HINTS, Hints, Reader, count_files
from claims.rules import Pair as Sides
from claims.rules.incidents import SAME_STORY, printed_within, relate_incidents
from claims.scale.executors import open_executor, open_local
from claims.settle import settle, settle_ledger
from claims.store.ledger import Ledger
from claims.tools import Tools

Row = TypeVar("Row")

DOCUMENTS_AT_ONCE = 32  # parsed and embedded together; each is still saved by itself
DOCUMENTS_ALONE = 64  # as many as one process reads while others would still load their models
PAIRS_AT_ONCE = 64
PAIRS_ALONE = 512


class Added(Record):
    """What a run did."""

    documents: int
    unchanged: int
    claims: int
    new: tuple[Contradiction, ...]
    skipped: tuple[Skipped, ...]
    run: str
    undated: tuple[str, ...] = ()  # sources of the new documents without a date of publication
    edited: tuple[str, ...] = ()  # sources of the new documents that are later versions of known articles
    dismissed: int = 0  # contradictions that are not flagged because a person dismissed them


class Pair(Record):
    """Two statements to compare."""

    id: str | None = None
    left: str
    right: str
    left_published: date | None = None
    right_published: date | None = None
    left_speaker: str | None = None
    right_speaker: str | None = None


class ReadDocument(Record):
    """A document with its claims."""

    document: Document
    claims: tuple[Claim, ...]


def add(
    sources: Sequence[str],
    settings: Settings,
    hints: Hints = NO_HINTS,
    *,
    tools: Tools | None = None,
    reader: Reader | None = None,
    progress: Progress = unheard,
) -> Added:
    """Sources -> ledger; each document in a transaction of its own, then the findings in one.

    A run that was killed in between is made good by the next, whatever that one adds.

    `tools` are models that are loaded already, `reader` one that remembers what it has read, and `progress`
    hears how far it is.
    """
    tools, moment = tools or Tools(settings), now()
    skipped: list[Skipped] = []
    known: list[str] = []  # ids
    new: list[Document] = []  # without their texts
    n_claims = 0
    with (
        Ledger.open(settings.ledger, create=True) as ledger,
        tools.recalling(ledger),
        open_executor(settings, tools) as executor,
    ):
        rows = collect.read_documents(sources, settings, hints, reader=reader)
        fresh = unseen(told(without_skipped(rows, skipped), progress), ledger, known)
        total = count_files(sources)
        for parcel in executor.map(READ, map(Parcel, fresh)):
            document, claims = parcel.record.document, parcel.record.claims
            if ledger.save_document(document, claims, parcel.vectors, model=tools.encoder.name):
                new.append(document.model_copy(update={"text": ""}))
                n_claims += len(claims)
            else:
                known.append(document.id)
            progress("reading claims", len(new) + len(known), total)
        if new or known or skipped:  # a look that finds all as it was says nothing of the last run
            ledger.save_skipped(skipped, run=moment)
        return Added(
            documents=len(new),
            unchanged=len(known),
            claims=n_claims,
            new=tuple(settle_ledger(ledger, tools, executor, moment=moment, progress=progress)),
            skipped=tuple(skipped),
            run=moment,
            undated=tuple(undated_of(new)),
            edited=edits_among(new, ledger.newest_versions()),
            dismissed=ledger.count_dismissed(ledger.contradictions()),
        )


def read_all(tools: Tools, parcels: Sequence[Parcel[Document]]) -> list[Parcel[ReadDocument]]:
    """Each document with its claims and their vectors."""
    documents = [parcel.record for parcel in parcels]
    claims: list[Claim] = []
    vectors = tools.embed(passing(tools.claims_of(documents), claims))
    rows = rows_of(documents, claims)
    return [Parcel(row, vectors[rows[row.document.id]]) for row in with_claims(documents, claims, rows)]


def extract_all(tools: Tools, parcels: Sequence[Parcel[Document]]) -> list[Parcel[ReadDocument]]:
    """Each document with its claims."""
    documents = [parcel.record for parcel in parcels]
    claims = tools.read(documents)
    return list(map(Parcel, with_claims(documents, claims, rows_of(documents, claims))))


def rows_of(documents: Iterable[Document], claims: Iterable[Claim]) -> dict[str, list[int]]:
    """For each document which of the claims are its own."""
    rows: dict[str, list[int]] = {document.id: [] for document in documents}
    for row, claim in enumerate(claims):
        rows[claim.document].append(row)
    return rows


def with_claims(
    documents: Iterable[Document], claims: Sequence[Claim], rows: Mapping[str, Sequence[int]]
) -> Iterator[ReadDocument]:
    """Each document with those of the claims that `rows` names."""
    for document in documents:
        yield ReadDocument(document=document, claims=tuple(claims[row] for row in rows[document.id]))


READ = Step(
    "read", read_all, given=Document, made=ReadDocument, at_once=DOCUMENTS_AT_ONCE, alone=DOCUMENTS_ALONE
)
EXTRACT = Step(
    "extract",
    extract_all,
    given=Document,
    made=ReadDocument,
    at_once=DOCUMENTS_AT_ONCE,
    alone=DOCUMENTS_ALONE,
)


def edits_among(documents: Iterable[Document], newest: Mapping[str, str]) -> tuple[str, ...]:
    """Sources of those documents that are the newest version of an article."""
    edits = set(newest.values())
    return tuple(document.source for document in documents if document.id in edits)


def undated_of(documents: Iterable[Document]) -> list[str]:
    """Sources of the documents without a date of publication."""
    return [document.source for document in documents if document.published is None]


def check(
    sources: Sequence[str], settings: Settings, hints: Hints = NO_HINTS, *, progress: Progress = unheard
) -> Added:
    """What adding the sources would find first; nothing is saved."""
    tools, moment = Tools(settings), now()
    skipped: list[Skipped] = []
    known: list[str] = []  # ids
    with Ledger.open(settings.ledger) as ledger, tools.recalling(ledger, keep=False):
        rows = collect.read_documents(sources, settings, hints)
        documents = list(unseen(told(without_skipped(rows, skipped), progress), ledger, known))
        claims: list[Claim] = []
        for start in range(0, len(documents), DOCUMENTS_AT_ONCE):
            progress("reading claims", start, len(documents))
            claims += tools.read(documents[start : start + DOCUMENTS_AT_ONCE])
        newest = ledger.newest_versions(documents)
        frame = ledger.frame_of(documents, claims, tools.embed(claims), model=tools.encoder.name)
        progress("comparing claims")
        findings = settle(frame, tools, moment=moment, newest=newest)
        new = ledger.unseen(findings.contradictions, frame, newest, run=moment)
        dismissed = ledger.count_dismissed(findings.contradictions)
    return Added(
        documents=len(documents),
        unchanged=len(known),
        claims=len(claims),
        new=tuple(new),
        skipped=tuple(skipped),
        run=moment,
        undated=tuple(undated_of(documents)),
        edited=edits_among(documents, newest),
        dismissed=dismissed,
    )


def extract(
    sources: Sequence[str], settings: Settings, hints: Hints = NO_HINTS, *, progress: Progress = unheard
) -> Iterator[Claim | Skipped]:
    """The claims of the sources as they are read; needs no ledger."""
    tools = Tools(settings)
    skipped: list[Skipped] = []
    total = count_files(sources)
    rows = told(without_skipped(collect.read_documents(sources, settings, hints), skipped), progress)
    with open_local(settings, tools) as executor:
        for done, parcel in enumerate(executor.map(EXTRACT, map(Parcel, rows)), start=1):
            progress("reading claims", done, total)
            yield from parcel.record.claims
    yield from skipped


def compare(pairs: Iterable[Pair], settings: Settings, *, progress: Progress = unheard) -> Iterator[Verdict]:
    """A verdict for each pair, in order, as they come."""
    tools = Tools(settings)
    progress("comparing pairs")
    with open_local(settings, tools) as executor:
        for done, parcel in enumerate(executor.map(COMPARE, map(Parcel, pairs)), start=1):
            yield parcel.record
            progress("comparing pairs", done)


def compare_all(tools: Tools, parcels: Sequence[Parcel[Pair]]) -> list[Parcel[Verdict]]:
    """Verdicts of some pairs; only where it may tell more than the cross-encoder are statements read."""
    pairs = [parcel.record for parcel in parcels]
    texts = [(pair.left, pair.right) for pair in pairs]
    shares, doubtful = judge.ask_if_doubtful(texts, tools.panel.entailer)
    read = iter(side_by_side(list(compress(pairs, doubtful)), tools))
    sides = [next(read) if doubt else [] for doubt in doubtful]
    shares = judge.ask_of_contents(sides, shares, tools.panel.entailer)
    return [
        Parcel(judge.judge_statements(mine, share, tools.panel, identity=pair.id))
        for pair, mine, share in zip(pairs, sides, shares, strict=True)
    ]


COMPARE = Step("compare", compare_all, given=Pair, made=Verdict, at_once=PAIRS_AT_ONCE, alone=PAIRS_ALONE)


def side_by_side(pairs: Sequence[Pair], tools: Tools) -> list[list[Sides]]:
    """For each pair of statements every claim of the one beside every claim of the other."""
    documents = [
        Document.of(text, source=f"the {side} statement", published=published)
        for pair in pairs
        for side, text, published in (
            ("left", pair.left, pair.left_published),
            ("right", pair.right, pair.right_published),
        )
    ]
    claims: dict[str, list[Claim]] = {document.id: [] for document in documents}
    rows: dict[str, Vectors] = {}  # of the claims whose likeness was asked
    for claim in tools.read(list({document.id: document for document in documents}.values()), floor=0.0):
        claims[claim.document].append(claim)
    return [
        [
            Sides(
                spoken(one, pair.left_speaker, tools),
                spoken(other, pair.right_speaker, tools),
                partial(likeness, one, other, rows, tools),
                relate_incidents(one, other),
                one_story=printed_within(one, other, SAME_STORY),  # or nobody would set them side by side
            )
            for one in claims[left.id]
            for other in claims[right.id]
        ]
        for pair, left, right in zip(pairs, documents[::2], documents[1::2], strict=True)
    ]


def likeness(left: Claim, right: Claim, rows: dict[str, Vectors], tools: Tools) -> float:
    """Masked cosine of two claims; `rows` keeps the vector of each, by its id."""
    missing = {claim.id: claim for claim in (left, right) if claim.id not in rows}
    if missing:
        rows.update(zip(missing, tools.embed(missing.values()), strict=True))
    return float(rows[left.id] @ rows[right.id])


def spoken(claim: Claim, speaker: str | None, tools: Tools) -> Claim:
    """The claim with its speaker, where the text names none and the caller does."""
    if claim.speaker is not None or speaker is None:
        return claim
    party = tools.leaves.parties.resolve(speaker, on=claim.published)
    return claim.model_copy(update={"speaker": speaker, "party": party})


def without_skipped(rows: Iterable[Document | Skipped], skipped: list[Skipped]) -> Iterator[Document]:
    """The documents; what could not be read is appended to `skipped`."""
    for row in rows:
        if isinstance(row, Skipped):
            skipped.append(row)
        else:
            yield row


def passing(rows: Iterable[Row], seen: list[Row]) -> Iterator[Row]:
    """The rows; each is appended to `seen`."""
    for row in rows:
        seen.append(row)
        yield row


def told(documents: Iterable[Document], progress: Progress) -> Iterator[Document]:
    """The documents, each told as it comes."""
    progress("opening sources")
    for number, document in enumerate(documents, start=1):
        progress("reading documents", number)
        yield document


def unseen(documents: Iterable[Document], ledger: Ledger, known: list[str]) -> Iterator[Document]:
    """The new documents; ids of those in the ledger, or earlier in the same run, are appended to `known`."""
    seen: set[str] = set()
    for document in documents:
        if document.id in seen or ledger.has_document(document.id):
            known.append(document.id)
        else:
            yield document
        seen.add(document.id)


def now() -> str:
    """The moment of the run in ISO 8601; SOURCE_DATE_EPOCH stands in for the clock where it is set."""
    return report_moment().isoformat(timespec="seconds")
