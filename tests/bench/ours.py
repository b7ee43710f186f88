"""What `claims add` costs and finds: run by `bench.processes`."""

from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.processes import answer_with
from bench.stopwatch import Stopwatch
from bench.truth import Truth

from claims import run
from claims.base.records import Claim
from claims.base.settings import Settings
from claims.store.ledger import Ledger

RIVALS = ("conflict", "denial", "revision")  # readings that are flagged before all others
NO_LIMIT = 10**9


def work(
    sources: list[str], more: list[str], ledger: str, truth: list[dict[str, Any]] | None
) -> dict[str, Any]:
    """The figures of adding the sources to a new ledger, then each of `more` by itself."""
    settings, watch = Settings(ledger=ledger, max_bytes=NO_LIMIT), Stopwatch()
    tools = run.Tools(settings)
    with watch.listening():
        started = perf_counter()
        added = run.add(sources, settings, tools=tools)
        seconds = perf_counter() - started
    return {
        "documents": added.documents,
        "claims": added.claims,
        "sentences": watch.sentences,
        "seconds": seconds,
        "stages": dict(watch.stages),
        "pairs": watch.pairs,
        "questions": len(watch.questions),
        "networks": {
            name: {
                "seconds": network.seconds,
                "thread_seconds": network.thread_seconds,
                "pieces": network.pieces,
                "operations": network.operations,
            }
            for name, network in watch.networks.items()
        },
        "ledger_bytes": Path(ledger).stat().st_size,
        **findings(ledger, watch, truth),
        "one_more": [seconds_of([source], settings, tools) for source in more],
    }


def findings(ledger: str, watch: Stopwatch, truth: list[dict[str, Any]] | None) -> dict[str, Any]:
    """What was found, and how much of the truth is in it."""
    with Ledger.open(ledger) as opened:
        claims, documents, found = opened.claims(), opened.documents(), opened.contradictions()
        agreements = len(opened.agreements())
    flags = [row for row in found if row.reading in RIVALS]
    told = {
        "readings": dict(Counter(row.reading for row in found)),
        "flags": len(flags),
        "agreements": agreements,
    }
    if truth is None:
        return told
    known, sides = Truth(truth, documents), [(row.left, row.right) for row in flags]
    return told | {
        "planted": len(truth),
        "compared": known.among(questions(claims, watch)),
        "true": known.among(sides),
        "flags_true": sum(bool(known.ids_of(*pair)) for pair in sides),
    }


def questions(claims: list[Claim], watch: Stopwatch) -> list[tuple[Claim, Claim]]:
    """The claims whose texts were put to the cross-encoder together."""
    by_text: dict[str, list[Claim]] = {}
    for claim in claims:
        by_text.setdefault(claim.text, []).append(claim)
    return [
        (one, other)
        for left, right in watch.questions
        for one in by_text.get(left, ())
        for other in by_text.get(right, ())
    ]


def seconds_of(sources: list[str], settings: Settings, tools: run.Tools) -> float:
    """What it takes to add some more, with the models loaded."""
    started = perf_counter()
    run.add(sources, settings, tools=tools)
    return perf_counter() - started


if __name__ == "__main__":
    answer_with(work)
