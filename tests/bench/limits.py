"""The machine that is measured on, and what it could do at best."""

import os
import platform
from datetime import date
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import psutil

SIDE = 3072  # of the square matrices that are multiplied
TRIES = 5
NAMED = (
    "onnxruntime",
    "tokenizers",
    "numpy",
    "scikit-learn",
    "spacy",
    "sqlalchemy",
    "sentence-transformers",
    "torch",
)


def machine() -> dict[str, Any]:
    """What figures depend on besides the code."""
    return {
        "day": date.today().isoformat(),
        "processor": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_bytes": psutil.virtual_memory().total,
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in NAMED},
        "load": psutil.getloadavg()[0],
    }


def processor() -> str:
    """Its name, with what speeds up products of 8-bit integers."""
    path = Path("/proc/cpuinfo")
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    known = {name.strip(): value.strip() for name, _, value in (row.partition(":") for row in rows)}
    flags = known.get("flags", "").split()
    quick = [flag for flag in ("avx2", "avx512f", "avx512_vnni", "amx_int8") if flag in flags]
    return f"{known.get('model name', platform.machine())} ({', '.join(quick) or 'flags unknown'})"


def operations_a_second() -> float:
    """Floating-point operations a second in the best of some products of large float32 matrices."""
    left, right = np.random.default_rng(0).random((2, SIDE, SIDE), dtype=np.float32)
    best = float("inf")
    for _ in range(TRIES):
        started = perf_counter()
        np.matmul(left, right)
        best = min(best, perf_counter() - started)
    return 2 * SIDE**3 / best
