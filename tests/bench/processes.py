"""Runs a measurement in a process of its own, so that none finds what another has loaded."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from threading import Event, Thread
from time import perf_counter
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
LOOK_EVERY = 0.2  # seconds between two looks at the memory of a process and its children


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
    """Bytes that this process has held at most until now."""
    return 1024 * getrusage(RUSAGE_SELF).ru_maxrss


@contextmanager
def looking_at_memory() -> Iterator[list[int]]:
    """While it lasts, what this process and its children hold is noted, in bytes."""
    seen, ended = [0], Event()
    watcher = Thread(target=watch, args=(os.getpid(), None, seen, ended), daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()


def processor_seconds() -> float:
    """Seconds of a processor that this process has used until now, with those that it waited for."""
    uses = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def watched(call: list[str], *, limit: float | None = None) -> tuple[float, int, int | None]:
    """Seconds, peak bytes and exit code of a command; the code is None where it was stopped at the limit."""
    started, peaks, ended = perf_counter(), [0], Event()
    process = subprocess.Popen(call, env=environment(), stdout=subprocess.DEVNULL)
    watcher = Thread(target=watch, args=(process.pid, limit, peaks, ended), daemon=True)
    watcher.start()
    code = process.wait()  # without a timeout, which would look at it only every 50 ms
    seconds = perf_counter() - started
    ended.set()
    watcher.join()
    return seconds, max(peaks), None if limit is not None and seconds >= limit else code


def watch(process: int, limit: float | None, peaks: list[int], ended: Event) -> None:
    """Notes what the process and its children hold, until it has ended; stops it at the limit."""
    started = perf_counter()
    with suppress(psutil.NoSuchProcess):
        tree = psutil.Process(process)
        while not ended.wait(LOOK_EVERY):
            peaks.append(memory_of(tree))
            if limit is not None and perf_counter() - started > limit:
                tree.kill()


def memory_of(process: psutil.Process) -> int:
    """Bytes that a process and its children hold now; of what they can share, the most that one holds."""
    own, shared = 0, [0]
    with suppress(psutil.NoSuchProcess):  # one has just ended
        for row in (process, *process.children(recursive=True)):
            held = row.memory_info()  # not the full one: the kernel stops a process to count its pages
            shared.append(getattr(held, "shared", 0))
            own += held.rss - shared[-1]
    return own + max(shared)


def environment() -> dict[str, str]:
    """What a measured process sees: no settings from outside, no hub."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMS_")}
    paths = [str(ROOT / "tests"), str(ROOT)]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "HF_HUB_OFFLINE": "1"}
