"""Runs a measurement in a process of its own, so that none finds what another has loaded."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from threading import Event, Thread
from time import perf_counter
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
LOOK_EVERY = 0.1  # seconds between two looks at the memory of a process and its children


def measure(module: str, *, limit: float | None = None, **task: Any) -> dict[str, Any] | None:
    """What `python -m bench.MODULE` found, with the peak memory of all its processes unless it tells its own.

    None where it took longer than `limit` seconds.

    Raises:
        RuntimeError: it failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder) / "task.json", Path(folder) / "answer.json"
        asked.write_text(json.dumps(task), encoding="utf-8")
        call = [sys.executable, "-m", f"bench.{module}", str(asked), str(answer)]
        _, peak, code = watched(call, limit=limit)
        if code is None:
            return None
        if code:
            raise RuntimeError(f"bench.{module} failed with exit code {code}")
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return {"peak_bytes": peak} | found


def answer_with(work: Callable[..., Any]) -> None:
    """Do the task in the one file of the command line, leave the answer in the other: `measure` calls it."""
    asked, answer = map(Path, sys.argv[1:])
    found = work(**json.loads(asked.read_text(encoding="utf-8")))
    answer.write_text(json.dumps(found), encoding="utf-8")


def peak_so_far() -> int:
    """Bytes that this process has held at most until now, and the largest of those that it waited for."""
    peaks = (getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return 1024 * sum(peaks)


def watched(call: list[str], *, limit: float | None = None) -> tuple[float, int, int | None]:
    """Seconds, peak bytes and exit code of a command; the code is None where it was stopped at the limit."""
    started, peaks, ended = perf_counter(), [0], Event()
    process = subprocess.Popen(call, env=environment(), stdout=subprocess.DEVNULL)
    watcher = Thread(target=watch, args=(process, limit, peaks, ended), daemon=True)
    watcher.start()
    code = process.wait()  # without a timeout, which would look at it only every 50 ms
    seconds = perf_counter() - started
    ended.set()
    watcher.join()
    return seconds, max(peaks), None if limit is not None and seconds >= limit else code


def watch(process: subprocess.Popen[bytes], limit: float | None, peaks: list[int], ended: Event) -> None:
    """Notes what the process and its children hold, until it has ended; stops it at the limit."""
    started = perf_counter()
    with suppress(psutil.NoSuchProcess):
        tree = psutil.Process(process.pid)
        while not ended.wait(LOOK_EVERY):
            peaks.append(memory_of(tree))
            if limit is not None and perf_counter() - started > limit:
                process.kill()


def memory_of(process: psutil.Process) -> int:
    """Bytes that a process and its children hold now; what they share is counted for each."""
    total = 0
    try:
        for row in (process, *process.children(recursive=True)):
            total += row.memory_info().rss
    except psutil.NoSuchProcess:
        return total  # one has just ended
    return total


def environment() -> dict[str, str]:
    """What a measured process sees: no settings from outside, no hub."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMS_")}
    paths = [str(ROOT / "tests"), str(ROOT)]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "HF_HUB_OFFLINE": "1"}
