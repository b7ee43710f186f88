"""The command line: parse, call, print. How answers look is in `claims.terminal`."""

import gc
import logging
import sys

from claims.commands import adding, asking, memory, watching, writing
from claims.commands.app import app

__all__ = ["adding", "app", "asking", "main", "memory", "watching", "writing"]


def main() -> None:
    """Run the command line; the entry point of the console script."""
    # libraries and records stay for the whole run: looking for waste as often as usual takes a tenth of it
    gc.set_threshold(50_000)
    for stream in (sys.stdout, sys.stderr):
        # the terminal of a user may know fewer letters than a document; a program reads UTF-8
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    # what it complains of on the way, we say of the source as a whole
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    app(prog_name="claims")
