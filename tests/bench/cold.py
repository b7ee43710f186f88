"""What a command takes from the start of its process on a large ledger."""

import sys
from collections.abc import Mapping
from typing import Any

from bench.processes import measure, watched

REPEATS = 5
LIMIT = 60.0  # seconds after which a command is stopped
MEANT = {"--help": 0.3, "list": 0.8, "topics": 0.8, "contradictions": 0.8, "check": 4.0}  # seconds at most
DONE = (0, 1)  # 1: there is something to flag


def measure_commands(ledger: str, article: str) -> dict[str, Any]:
    """Seconds of each command, some runs after one that is not counted, and peak memory."""
    calls = {
        "--help": ["--help"],
        **{name: ["--ledger", ledger, name] for name in ("list", "topics", "contradictions")},
        "check": ["--ledger", ledger, "check", article],
    }
    return {name: repeat([sys.executable, "-m", "claims", *call]) for name, call in calls.items()}


def repeat(call: list[str]) -> dict[str, Any]:
    """Seconds of some runs of a command; None where it is stopped at the limit.

    Raises:
        RuntimeError: it failed.
    """
    seconds, peaks = [], []
    for _ in range(1 + REPEATS):
        taken, peak, code = watched(call, limit=LIMIT)
        if code is None:
            return {"seconds": None, "peak_bytes": peak}
        if code not in DONE:
            raise RuntimeError(f"{' '.join(call[1:])} failed with exit code {code}")
        seconds.append(taken)
        peaks.append(peak)
    return {"seconds": seconds[1:], "peak_bytes": max(peaks)}


def measure_loading() -> Mapping[str, list[float]]:
    """Seconds for each part that a check loads, in processes of their own."""
    runs = [measure("loading") for _ in range(REPEATS)]
    parts = ("parser", "encoder", "leaves", "panel")
    return {name: [row[name] for row in runs if row] for name in parts}
