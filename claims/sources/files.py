"""Paths -> open files: folders walked in order, nothing opened that is no plain file."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from claims.base.records import Skipped


def find_files(path: Path) -> Iterator[Path | Skipped]:
    """The file itself, or every file under a folder by name, hidden ones left out."""
    if os.path.isdir(path):  # which does not raise, whatever the path
        found = _walk(path, set())
        first = next(found, None)
        yield first or Skipped(source=printable_path(path), reason="empty", detail="the folder holds no file")
        yield from found
    else:
        yield path


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Skipped]:
    """The files below `folder`; a folder met before, as links in a circle give it, is not entered again."""
    try:
        entry = folder.stat()
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield unreadable(folder, error)
        return
    if (entry.st_dev, entry.st_ino) in seen:
        return
    seen.add((entry.st_dev, entry.st_ino))
    for name in names:
        path = folder / name
        if name.startswith("."):
            continue
        if os.path.isdir(path):
            yield from _walk(path, seen)
        else:
            yield path


def open_file(path: Path) -> BinaryIO | Skipped:
    """The file, open for reading; a pipe or device is not waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        return unreadable(path, error)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        detail = "no plain file; `-` reads from a pipe"
        return Skipped(source=printable_path(path), reason="unsupported", detail=detail)
    return os.fdopen(handle, "rb")


def unreadable(path: Path, error: Exception) -> Skipped:
    """The row for a path that the system does not let us read."""
    reason = "missing" if isinstance(error, FileNotFoundError) else "unreadable"
    detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Skipped(source=printable_path(path), reason=reason, detail=detail.lower())


def printable_path(path: Path) -> str:
    """The path as text that can be stored and printed, also if its name is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace").replace("\0", "")
