"""The table of contents: wires the six steps, holds no logic of its own.

Read `settle` first: claims -> incidents, topics, pairs, contradictions, one line a step.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import compress, islice
from types import MappingProxyType
from typing import TypeVar

from claims import collect, group, judge
from claims import extract as reading
from claims.base.progress import Progress, unheard
from claims.base.protocols import Encoder, Executor, Memory, Parcel, Parser, Step, Vectors
from claims.base.records import Claim, Contradiction, Document, Record, Skipped, Verdict
from claims.base.settings import Settings
from claims.base.views import report_moment
from claims.collect import NO_HINTS, Hints, Reader, count_files
from claims.language.drafts import Leaves
from claims.rules import Pair as Sides
from claims.rules import load_rules
from claims.rules.cells import as_cell, into_cells
from claims.rules.digests import find_all_keys, read_digests, stand
from claims.rules.frames import Findings, Frame, place_of
from claims.rules.incidents import relate_incidents
from claims.rules.origins import pair_copies, trace_origins
from claims.rules.versions import pair_versions
from claims.scale.executors import open_executor
from claims.store.ledger import Ledger

Row = TypeVar("Row")

DOCUMENTS_AT_ONCE = 32  # parsed and embedded together; each is still saved by itself
PAIRS_AT_ONCE = 64
PAIRS_SPREAD = 1_000_000  # weighed side by side; each takes some 300 bytes meanwhile


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


class Tools:
    """The models and tables of a run, each loaded when first asked for."""

    memory: Memory | None = None

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def parser(self) -> Parser:
        """The parser that the settings name."""
        from claims.models.parser import load_parser

        return load_parser(self.settings)

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the settings name."""
        from claims.models.encoder import load_encoder

        return load_encoder(self.settings)

    @cached_property
    def leaves(self) -> Leaves:
        """Parties and places."""
        return Leaves.load(self.settings)

    @cached_property
    def panel(self) -> judge.Panel:
        """The rules, plug-ins included, the cross-encoder that the settings name, and the judge."""
        from claims.models.judge import ShippedJudge
        from claims.models.nli import load_entailer
        from claims.models.recalling import RecallingEntailer

        entailer = RecallingEntailer(load_entailer(self.settings), lambda: self.memory)
        return judge.Panel(load_rules(), entailer, ShippedJudge())

    @contextmanager
    def recalling(self, memory: Memory, *, keep: bool = True) -> Iterator[None]:
        """Inside, the cross-encoder is asked nothing that `memory` knows; what is new is kept there."""
        from claims.models.recalling import Untouched

        self.memory = memory if keep else Untouched(memory)
        try:
            yield
        finally:
            self.memory = None

    def read(self, documents: Sequence[Document], **options: float) -> list[Claim]:
        """Documents -> claims."""
        return list(self.claims_of(documents, **options))

    def claims_of(self, documents: Sequence[Document], **options: float) -> Iterator[Claim]:
        """Documents -> claims, as they are read."""
        if documents:
            sentences = collect.split_sentences(list(documents))
            parser, leaves = self.parser, self.leaves
            yield from reading.extract_claims(documents, sentences, parser=parser, leaves=leaves, **options)

    def embed(self, claims: Iterable[Claim]) -> Vectors:
        """Claims -> vectors; those of the first are worked out while the last are still read."""
        return group.embed_claims(claims, self.encoder, self.leaves.parties)


def settle(
    frame: Frame,
    tools: Tools,
    *,
    moment: str,
    newest: Mapping[str, str] = MappingProxyType({}),
) -> Findings:
    """Fresh claims -> all that is found between them and what stands near them, in whatever order they come.

    Args:
        frame: the claims at hand.
        tools: the models.
        moment: ISO 8601 time of the run.
        newest: for each document of which there is a later version, the newest; what it says is held
            against that version and against nothing else.
    """
    placed = place(frame, tools, newest=newest)
    return conclude(placed, judge.weigh(placed.pairs, tools.panel), tools, moment=moment)


@dataclass(frozen=True)
class Placed:
    """A frame whose claims have topics and incidents, with the pairs that are still to be weighed."""

    frame: Frame
    found: Findings  # so far
    pairs: Sequence[Sides]
    edited: Mapping[str, Sequence[Sides]]  # claims that took each other's place, by the rule for such


def place(frame: Frame, tools: Tools, *, newest: Mapping[str, str]) -> Placed:
    """Fresh claims -> topics, incidents, pairs; the arguments are those of `settle`."""
    settings, background = tools.settings, frame.background
    claims, origins = trace_origins(frame.claims, standing=background.digests)
    past, past_vectors = in_order(claims, frame.vectors, lambda claim: claim.document in newest)
    past = [claim.model_copy(update={"topic": None}) for claim in past]
    present, vectors = in_order(claims, frame.vectors, lambda claim: claim.document not in newest)
    fresh, fresh_vectors = in_order(present, vectors, lambda claim: claim.document in frame.fresh)
    digests = read_digests(fresh, fresh_vectors)
    joined = group.find_incidents(present, digests, background)
    placed, topics = group.find_topics(joined, vectors, settings, background)
    pairs = group.pair_claims(placed, vectors, digests, settings, background)
    rows = dict(zip((claim.id for claim in (*past, *placed)), (*past_vectors, *vectors), strict=True))

    def cosine(one: Claim, other: Claim) -> float:
        return float(rows[one.id] @ rows[other.id])

    found = Findings(
        claims=[*(claim for claim in placed if claim.document in frame.fresh), *past],
        topics=topics,
        contradictions=[],
        agreements=[],
        origins=origins,
        digests=stand(digests, placed),
        keys=find_all_keys(placed, digests),
    )
    edits, copies = pair_versions(past, placed, newest, cosine), pair_copies(placed, newest, cosine)
    return Placed(frame, found, pairs, {"versions": edits, "origins": copies})


def conclude(placed: Placed, rows: Iterable[judge.Weighed], tools: Tools, *, moment: str) -> Findings:
    """Everything that is found in a frame, once its pairs are weighed."""
    ordered = sorted(rows, key=lambda row: (row.pair.left.id, row.pair.right.id))
    against, agreed = judge.fold(ordered, floor=tools.settings.min_probability, moment=moment)
    for rule, pairs in placed.edited.items():
        against += judge.find_revisions(pairs, rule, tools.panel, moment=moment)
    return replace(placed.found, contradictions=against, agreements=agreed)


def copies_of_fresh(frame: Frame) -> list[str]:
    """The documents that stand and turn out to be copies of fresh ones, which were published before them."""
    _, origins = trace_origins(frame.claims)
    return sorted(
        document
        for document, origin in origins.items()
        if document in frame.background.digests and origin in frame.fresh
    )


def in_order(
    claims: Sequence[Claim], vectors: Vectors, is_wanted: Callable[[Claim], bool]
) -> tuple[list[Claim], Vectors]:
    """The claims that are wanted, with their rows of `vectors`, in the order of all claims."""
    wanted = [row for row, claim in enumerate(claims) if is_wanted(claim)]
    order = sorted(wanted, key=lambda row: place_of(claims[row]))
    if order == list(range(len(claims))):
        return list(claims), vectors  # as they come from a ledger, mostly: no copy
    return [claims[row] for row in order], vectors[order]


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


def settle_ledger(
    ledger: Ledger, tools: Tools, executor: Executor, *, moment: str, progress: Progress = unheard
) -> list[Contradiction]:
    """The contradictions that nobody saw before, once all is compared; none where nothing is new."""
    if executor.is_spread:
        return settle_spread(ledger, tools, executor, moment=moment, progress=progress)
    return settle_here(ledger, tools, moment=moment, progress=progress)


def settle_here(
    ledger: Ledger, tools: Tools, *, moment: str, progress: Progress = unheard
) -> list[Contradiction]:
    """The same, one frame after the other."""
    found: list[Contradiction] = []
    number: int | None = None
    progress("comparing claims")
    while (frame := next_frame(ledger)) is not None:
        findings = settle(frame, tools, moment=moment, newest=ledger.newest_versions())
        saved = ledger.save_findings(findings, frame=frame, run=moment, number=number)
        found, number = [*found, *saved.new], saved.number or number
        progress("comparing claims", ledger.count_settled())
    return found


def settle_spread(
    ledger: Ledger, tools: Tools, executor: Executor, *, moment: str, progress: Progress = unheard
) -> list[Contradiction]:
    """The same, the pairs of many frames weighed side by side.

    How pairs are judged changes nothing in where the claims of the next frame belong.
    """
    found: list[Contradiction] = []
    number: int | None = None
    while not ledger.is_settled():
        with ledger.at_once():
            waiting, number = place_frames(ledger, tools, number, moment=moment, progress=progress)
            progress("comparing claims")
            for placed, rows in zip(waiting, weigh_spread(waiting, executor), strict=True):
                findings = conclude(placed, rows, tools, moment=moment)
                found += ledger.save_pairs(findings, frame=placed.frame, run=moment, number=number)
    return found


def place_frames(
    ledger: Ledger, tools: Tools, number: int | None, *, moment: str, progress: Progress
) -> tuple[list[Placed], int]:
    """Frames whose places are saved, as many as are weighed together, and the number of the run."""
    waiting: list[Placed] = []
    while sum(len(placed.pairs) for placed in waiting) < PAIRS_SPREAD:
        if (frame := next_frame(ledger)) is None:
            break
        waiting.append(place(frame, tools, newest=ledger.newest_versions()))
        number = ledger.save_places(waiting[-1].found, frame=frame, run=moment, number=number)
        progress("placing claims", ledger.count_settled())
    return waiting, number or 0


def weigh_spread(waiting: Sequence[Placed], executor: Executor) -> Iterator[list[judge.Weighed]]:
    """For each frame what the witnesses say of its pairs."""
    cells = [into_cells(placed.pairs) for placed in waiting]
    parcels = executor.map(judge.WEIGH, (Parcel(as_cell(cell)) for mine in cells for cell in mine))
    for mine in cells:
        yield [row for cell in mine for row in judge.weighed(cell, next(parcels).record)]


def next_frame(ledger: Ledger) -> Frame | None:
    """What is to be settled next, with the documents that turn out to be copies of it; None if nothing is."""
    frame = ledger.next_frame()
    if frame is not None and (moved := copies_of_fresh(frame)):
        return ledger.next_frame(also=moved) or frame
    return frame


def read_all(tools: Tools, parcels: Sequence[Parcel[Document]]) -> list[Parcel[ReadDocument]]:
    """Each document with its claims and their vectors."""
    documents = [parcel.record for parcel in parcels]
    claims: list[Claim] = []
    vectors = tools.embed(passing(tools.claims_of(documents), claims))
    rows: dict[str, list[int]] = {document.id: [] for document in documents}
    for row, claim in enumerate(claims):
        rows[claim.document].append(row)
    return [
        Parcel(
            ReadDocument(document=document, claims=tuple(claims[row] for row in rows[document.id])),
            vectors[rows[document.id]],
        )
        for document in documents
    ]


READ = Step("read", read_all, given=Document, made=ReadDocument, at_once=DOCUMENTS_AT_ONCE)


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
    done, total = 0, count_files(sources)
    rows = collect.read_documents(sources, settings, hints)
    for documents in in_chunks(told(without_skipped(rows, skipped), progress), DOCUMENTS_AT_ONCE):
        progress("reading claims", done, total)
        yield from tools.read(documents)
        done += len(documents)
    yield from skipped


def compare(pairs: Iterable[Pair], settings: Settings, *, progress: Progress = unheard) -> Iterator[Verdict]:
    """A verdict for each pair, in order, as they come."""
    tools, done = Tools(settings), 0
    progress("comparing pairs")
    for chunk in in_chunks(iter(pairs), PAIRS_AT_ONCE):
        yield from compare_chunk(chunk, tools)
        done += len(chunk)
        progress("comparing pairs", done)


def compare_chunk(pairs: Sequence[Pair], tools: Tools) -> list[Verdict]:
    """Verdicts of some pairs; only where it may tell more than the cross-encoder are statements read."""
    texts = [(pair.left, pair.right) for pair in pairs]
    shares, doubtful = judge.ask_if_doubtful(texts, tools.panel.entailer)
    read = iter(side_by_side(list(compress(pairs, doubtful)), tools))
    return [
        judge.judge_statements(next(read) if doubt else [], share, tools.panel, identity=pair.id)
        for pair, share, doubt in zip(pairs, shares, doubtful, strict=True)
    ]


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


def in_chunks(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    """Lists of at most `size` rows, as they come."""
    while chunk := list(islice(rows, size)):
        yield chunk


def now() -> str:
    """The moment of the run in ISO 8601; SOURCE_DATE_EPOCH stands in for the clock where it is set."""
    return report_moment().isoformat(timespec="seconds")
