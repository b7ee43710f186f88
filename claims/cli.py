"""The command line: parse, call, print. How answers look is in `claims.terminal`."""

import sys

from claims.commands import adding, asking, memory, writing
from claims.commands.app import app

__all__ = ["adding", "app", "asking", "main", "memory", "writing"]


def main() -> None:
    """Run the command line; the entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        # the terminal of a user may know fewer letters than a document; a program reads UTF-8
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app(prog_name="claims")
