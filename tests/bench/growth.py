"""What one more article costs a ledger: run by `bench.processes`."""

from time import perf_counter
from typing import Any

from bench.processes import answer_with
from bench.stopwatch import Stopwatch
from claims import run
from claims.base.settings import Settings


def work(ledger: str, more: list[str]) -> dict[str, Any]:
    """Seconds of adding each of `more` with the models loaded; the first, not counted, warms up."""
    settings = Settings(ledger=ledger)
    tools = run.Tools(settings)
    first, *others = more
    warm = seconds_of(first, settings, tools)
    watch = Stopwatch()
    with watch.listening():
        seconds = [seconds_of(source, settings, tools) for source in others]
    stages = {name: total / len(others) for name, total in watch.stages.items()}
    return {"first": warm, "seconds": seconds, "stages": stages, "pairs": watch.pairs / len(others)}


def seconds_of(source: str, settings: Settings, tools: run.Tools) -> float:
    """What it takes to add the source."""
    started = perf_counter()
    run.add([source], settings, tools=tools)
    return perf_counter() - started


if __name__ == "__main__":
    answer_with(work)
