"""What it costs to load the models: run by `bench.processes`."""

from time import perf_counter

from bench.processes import answer_with
from claims import run
from claims.base.settings import Settings

MODELS = ("parser", "encoder", "leaves", "panel")


def work() -> dict[str, float]:
    """Seconds for each part that a check loads, in the order in which it is asked for."""
    tools, seconds = run.Tools(Settings()), {}
    for name in MODELS:
        started = perf_counter()
        getattr(tools, name)
        seconds[name] = perf_counter() - started
    return seconds


if __name__ == "__main__":
    answer_with(work)
