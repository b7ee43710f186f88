"""How far a run is -> a line on stderr that moves, for a person who waits."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from claims.base.progress import Progress, unheard


def is_watched() -> bool:
    """Whether a person looks at stderr, on a terminal that can draw."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


@contextmanager
def showing_progress(*, is_streaming: bool = False) -> Iterator[Progress]:
    """Shows how far a run is, on stderr, to a person only; gone when it is done.

    Args:
        is_streaming: whether the answer is printed meanwhile. On the same terminal it is progress enough.
    """
    if not is_watched() or (is_streaming and sys.stdout.isatty()):
        yield unheard
        return
    from rich import progress
    from rich.console import Console

    columns = (
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TimeElapsedColumn(),
    )
    # stdout stays what it is: it may be a pipe, while what goes to stderr stands above the bar
    console = Console(stderr=True)
    with progress.Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("starting", total=None)

        def show(step: str, done: int = 0, total: int | None = None) -> None:
            is_known = total is not None and done <= total
            counted = f"{step} {done:,} of {total:,}" if is_known else f"{step} {done:,}" if done else step
            bar.update(task, description=counted, completed=done, total=total if is_known else None)

        yield show
