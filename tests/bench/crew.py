"""The models of a measured run, which hear what the processes beside it do."""

import json
import os
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any

from bench.stopwatch import Stopwatch, replace
from claims import run
from claims.base.settings import Settings

FOLDER = "BENCH_HEARD"  # names where processes leave what was heard in them
WORK = "claims.scale.processes:work_on"


class HeardTools(run.Tools):
    """The models of `claims`; in another process than the one that measures, all that is done is heard."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        if (folder := os.environ.get(FOLDER)) and settings.workers == 1:
            listen(Path(folder))


def listen(folder: Path) -> None:
    """From now on what was heard during a piece of work of this process lies in a file of its own."""
    numbers, watch = count(), Stopwatch()

    def heard(work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def wrapper(*args: Any) -> Any:
            made = work(*args)
            text = json.dumps(watch.take())
            (folder / f"{os.getpid()}-{next(numbers)}.json").write_text(text, encoding="utf-8")
            return made

        return wrapper

    watch.start()
    replace(WORK, heard)


def heard_in(folder: Path) -> Iterator[dict[str, Any]]:
    """What each process heard, piece by piece."""
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))
