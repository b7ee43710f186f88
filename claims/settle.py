"""Fresh claims -> all that is found between them and what stands near them, frame by frame.

Read `settle` first: claims -> incidents, topics, pairs, contradictions, one line a step. In a long run the
pairs of one frame are weighed in other processes, or on other machines, while the next frame is placed here;
what is found is the same.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from claims import group, judge
from claims.base.progress import Progress, unheard
from claims.base.protocols import Executor, Parcel, Vectors, no_vectors
from claims.base.records import Claim, Contradiction
from claims.rules import Pair
from claims.rules.cells import Cell, Weights, as_cell, into_cells
from claims.rules.digests import find_all_keys, read_digests, stand
from claims.rules.frames import Findings, Frame, place_of
from claims.rules.origins import pair_copies, trace_origins
from claims.rules.versions import pair_versions
from claims.store.ledger import Ledger
from claims.tools import Tools

FEW = 4000  # claims that are settled here by the time that others have loaded their models
PAIRS_SPREAD = 1_000_000  # handed out before any must be back; each takes some 300 bytes meanwhile


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
    pairs: Sequence[Pair]
    edited: Mapping[str, Sequence[Pair]]  # claims that took each other's place, by the rule for such


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
    against, agreed = judge.fold(
        ordered, placed.frame.claims, floor=tools.settings.min_probability, moment=moment
    )
    for rule, pairs in placed.edited.items():
        against += judge.find_revisions(pairs, rule, tools.panel, moment=moment)
    return replace(placed.found, contradictions=against, agreements=agreed)


def copies_of_fresh(frame: Frame) -> list[str]:
    """The documents that stand and turn out to be copies of fresh ones, which were published before them."""
    if not frame.background.digests:
        return []
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


def settle_ledger(
    ledger: Ledger, tools: Tools, executor: Executor, *, moment: str, progress: Progress = unheard
) -> list[Contradiction]:
    """The contradictions that nobody saw before, once all is compared; none where nothing is new."""
    if not ledger.is_settled():
        ledger.displace()
    _, claims = ledger.count_waiting()
    if executor.is_spread and claims > FEW:
        return settle_spread(ledger, tools, executor, moment=moment, progress=progress)
    return settle_here(ledger, tools, moment=moment, progress=progress)


def settle_here(
    ledger: Ledger, tools: Tools, *, moment: str, progress: Progress = unheard
) -> list[Contradiction]:
    """The same, one frame after the other; the cross-encoder is asked nothing that the ledger remembers."""
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
    """The same, the pairs of some frames weighed elsewhere while the next are placed here.

    How pairs are judged changes nothing in where the claims of the next frame belong.
    """
    found: list[Contradiction] = []
    number: int | None = None
    progress("comparing claims")
    while any(ledger.count_waiting()):
        waiting: deque[Cells] = deque()
        cells = hand_out(ledger, tools, waiting, (moment, number))
        for weights in executor.map(judge.WEIGH, cells):
            waiting[0].weights.append(weights.record)
            if len(waiting[0].weights) == len(waiting[0].cells):
                done = waiting.popleft()
                number = done.number
                findings = conclude(done.placed, done.read(), tools, moment=moment)
                found += ledger.save_pairs(findings, frame=done.placed.frame, run=moment, number=number)
                progress("comparing claims", ledger.count_settled())
    return found


@dataclass(frozen=True)
class Cells:
    """A frame that has its place, its pairs in cells, and what has come back of these so far."""

    placed: Placed
    number: int  # of the run
    cells: Sequence[Sequence[Pair]]
    weights: list[Weights] = field(default_factory=list)

    def read(self) -> Iterator[judge.Weighed]:
        """What the witnesses say of the pairs."""
        for cell, weights in zip(self.cells, self.weights, strict=True):
            yield from judge.weighed(cell, weights)


def hand_out(
    ledger: Ledger, tools: Tools, waiting: deque[Cells], run: tuple[str, int | None]
) -> Iterator[Parcel[Cell]]:
    """Places one frame after the other and saves where, puts it in `waiting`, and gives its cells.

    Args:
        ledger: its frames.
        tools: the models.
        waiting: whose cells were given.
        run: its moment, and its number if it saved something before.
    """
    moment, number = run
    pairs = 0
    while pairs < PAIRS_SPREAD and (frame := next_frame(ledger)) is not None:
        placed = place(frame, tools, newest=ledger.newest_versions())
        saved = ledger.save_places(placed.found, frame=frame, run=moment, number=number)
        if saved is None:
            continue  # what another process added is not at hand
        number, cells = saved, into_cells(placed.pairs) or [[]]
        pairs += len(placed.pairs)
        light = replace(placed, frame=replace(frame, vectors=no_vectors()))  # as many as wait
        waiting.append(Cells(light, number, cells))
        yield from (Parcel(as_cell(cell)) for cell in cells)


def next_frame(ledger: Ledger) -> Frame | None:
    """What is to be settled next, with the documents that turn out to be copies of it; None if nothing is."""
    frame = ledger.next_frame()
    if frame is not None and (moved := copies_of_fresh(frame)):
        return ledger.next_frame(also=moved) or frame
    return frame
