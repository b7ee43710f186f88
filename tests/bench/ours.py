"""What `claims add` costs and finds: run by `bench.processes`."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.crew import FOLDER, HeardTools, heard_in
from bench.processes import answer_with, looking_at_memory, processor_seconds
from bench.stopwatch import Stopwatch
from bench.truth import Row, Truth
from claims import collect, run
from claims.base.records import Claim, Document
from claims.base.settings import Settings
from claims.store.ledger import Ledger

RIVALS = ("conflict", "denial", "revision")  # readings that are flagged before all others
NO_LIMIT = 10**9


def work(sources: list[str], more: list[str], ledger: str, truth: list[Row] | None) -> dict[str, Any]:
    """The figures of adding the sources to a new ledger, then each of `more` by itself."""
    settings = Settings(ledger=ledger, max_bytes=NO_LIMIT)
    known = know(sources, settings, truth) if truth else None
    tools, watch = HeardTools(settings), Stopwatch(known.documents if known else frozenset())
    with TemporaryDirectory() as folder, watch.listening(), looking_at_memory() as held:
        os.environ[FOLDER] = folder
        started, idle = perf_counter(), processor_seconds()
        added = run.add(sources, settings, tools=tools)
        seconds, busy = perf_counter() - started, processor_seconds() - idle
        for heard in heard_in(Path(folder)):
            watch.add(heard)
    return {
        "peak_bytes": max(held),
        "processor_seconds": busy,
        "documents": added.documents,
        "claims": added.claims,
        "sentences": watch.sentences,
        "seconds": seconds,
        "stages": dict(watch.stages),
        "pairs": watch.pairs,
        "questions": len(watch.questions),
        "networks": {name: network.figures() for name, network in watch.networks.items()},
        "ledger_bytes": Path(ledger).stat().st_size,
        **findings(ledger, watch, known),
        "one_more": [seconds_of([source], settings, tools) for source in more],
    }


def know(sources: list[str], settings: Settings, truth: list[Row]) -> Truth:
    """The truth about the documents that will be read."""
    rows = collect.read_documents(sources, settings)
    return Truth(truth, [row for row in rows if isinstance(row, Document)])


def findings(ledger: str, watch: Stopwatch, known: Truth | None) -> dict[str, Any]:
    """What was found, and how much of the truth was compared, asked of and flagged."""
    with Ledger.open(ledger) as opened:
        claims, found = opened.claims(), opened.contradictions()
        agreements = len(opened.agreements())
    flags = [row for row in found if row.reading in RIVALS]
    told = {
        "readings": dict(Counter(row.reading for row in found)),
        "flags": len(flags),
        "agreements": agreements,
    }
    if known is None:
        return told
    return told | {
        "planted": len(known),
        "paired": known.among(watch.couples),
        "asked": known.among(asked(claims, watch, known)),
        "true": known.among((row.left, row.right) for row in flags),
    }


def asked(claims: list[Claim], watch: Stopwatch, known: Truth) -> Iterator[tuple[Claim, Claim]]:
    """The claims whose texts were put to the cross-encoder together, of documents that the truth knows."""
    by_text: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_text[claim.text].append(claim)
    for left, right in watch.questions:
        for one, other in product(by_text[left], by_text[right]):
            if frozenset((one.document, other.document)) in known.documents:
                yield one, other


def seconds_of(sources: list[str], settings: Settings, tools: run.Tools) -> float:
    """What it takes to add some more, with the models loaded."""
    started = perf_counter()
    run.add(sources, settings, tools=tools)
    return perf_counter() - started


if __name__ == "__main__":
    answer_with(work)
