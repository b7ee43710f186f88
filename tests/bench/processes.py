"""Runs a measurement in a process of its own, so that none finds what another has loaded."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
LOOK_EVERY = 0.1  # seconds between two looks at the memory of a process and its children


def measure(module: str, *, limit: float | None = None, **task: Any) -> dict[str, Any] | None:
    """What `python -m bench.MODULE` found, with its seconds and the peak memory of all its processes.

    None where it took longer than `limit` seconds.

    Raises:
        RuntimeError: it failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        call = [sys.executable, "-m", f"bench.{module}", json.dumps(task), str(answer)]
        seconds, peak, code = watched(call, limit=limit)
        if code is None:
            return None
        if code:
            raise RuntimeError(f"bench.{module} failed with exit code {code}")
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return found | {"process_seconds": seconds, "peak_bytes": peak}


def answer_with(work: Any) -> None:
    """Do the task of the command line and leave the answer where it says: the other end of `measure`."""
    task, path = sys.argv[1:]
    Path(path).write_text(json.dumps(work(**json.loads(task))), encoding="utf-8")


def watched(call: list[str], *, limit: float | None = None) -> tuple[float, int, int | None]:
    """Seconds, peak bytes and exit code of a command; the code is None where it was stopped at the limit."""
    started, peak = perf_counter(), 0
    process = subprocess.Popen(call, env=environment(), stdout=subprocess.DEVNULL)
    tree = psutil.Process(process.pid)
    while process.poll() is None:
        peak = max(peak, memory_of(tree))
        if limit is not None and perf_counter() - started > limit:
            process.kill()
            process.wait()
            return limit, peak, None
        wait_for(process)
    return perf_counter() - started, peak, process.returncode


def wait_for(process: subprocess.Popen[bytes]) -> None:
    """Returns when the process ends, or after LOOK_EVERY."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(LOOK_EVERY)


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
    return kept | {
        "PYTHONPATH": os.pathsep.join(paths),
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
    }
