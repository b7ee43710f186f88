"""A source as the user names it -> readings: a file, a folder, a page, a feed, or what is piped in."""

import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from claims.base.records import Skipped
from claims.base.settings import Settings
from claims.sources.feeds import Entry, is_full
from claims.sources.files import find_files, open_file, printable_path
from claims.sources.formats import read_stream
from claims.sources.reading import Reading
from claims.sources.seen import Seen
from claims.sources.url import Fetched, Fetcher, is_url

_LOG = logging.getLogger(__name__)

Row = TypeVar("Row")


class Reader:
    """Reads sources, one at a time.

    Args:
        settings: for the limits.
        fetcher: what fetches pages.
        seen: what was read before, and is passed over while it stays the same.
    """

    def __init__(
        self, settings: Settings, *, fetcher: Fetcher | None = None, seen: Seen | None = None
    ) -> None:
        self._settings = settings
        self._fetcher = fetcher or Fetcher()
        self._seen = seen or Seen()

    def read(self, source: str) -> Iterator[Reading | Skipped]:
        """The texts of a source, or why there is none; nothing if it has not changed."""
        if source == "-":
            yield from self._texts(read_stream(sys.stdin.buffer, source, self._settings), source)
        elif is_url(source):
            yield from self._page(source)
        elif not source:  # as a path it would be the current folder
            yield Skipped(source=source, reason="missing", detail="the name is empty")
        else:
            for found in find_files(Path(source)):
                yield from [found] if isinstance(found, Skipped) else self._file(found)

    def _file(self, path: Path) -> Iterator[Reading | Skipped]:
        name, stamp = printable_path(path), _stamp_of(path)
        if self._seen.knows(os.path.abspath(name), stamp):
            return
        stream = open_file(path)
        if isinstance(stream, Skipped):
            yield stream
            self._seen.note(os.path.abspath(name), stamp)
            return
        with stream:
            rows = read_stream(stream, name, self._settings)
            yield from self._texts(rows, name, seen_as=(os.path.abspath(name), stamp))

    def _page(self, source: str) -> Iterator[Reading | Skipped]:
        page = self._fetcher.fetch(source, self._settings.max_bytes, stamp=self._seen.stamp(source))
        if isinstance(page, Skipped):
            yield page
        elif isinstance(page, Fetched):
            yield from self._texts(self._read_page(page, source), source, seen_as=(source, page.stamp))

    def _read_page(self, page: Fetched, source: str) -> Iterator[Reading | Entry | Skipped]:
        stream = BytesIO(page.content)
        yield from read_stream(stream, source, self._settings, encoding=page.encoding, url=page.url)

    def _texts(
        self, rows: Iterator[Reading | Entry | Skipped], source: str, seen_as: tuple[str, str] = ("", "")
    ) -> Iterator[Reading | Skipped]:
        """The rows, each entry of a feed turned into its article; the whole is seen when each entry is."""
        is_whole = True
        for row in guarded(rows, source):
            if isinstance(row, Entry):
                yield from guarded(self._article(row), row.source)
                is_done = self._seen.knows(row.source, row.stamp) or self._seen.has_noted(row.source)
                is_whole = is_whole and is_done
            else:
                yield row
        if is_whole:
            self._seen.note(*seen_as)

    def _article(self, entry: Entry) -> Iterator[Reading | Skipped]:
        """The article of an entry: what the feed holds of it if that is all of it, else its page."""
        if self._seen.knows(entry.source, entry.stamp):
            return
        own = entry.own_text()
        page = own if is_full(own) or entry.link is None else self._linked(entry, entry.link)
        if isinstance(page, Skipped) and isinstance(own, Reading):
            _LOG.warning("%s: %s; read as far as the feed tells it", entry.source, page.detail or page.reason)
            page = own
        if isinstance(page, Skipped) and page.reason == "unreachable":
            self._seen.fail(entry.source, entry.stamp)
        else:
            self._seen.note(entry.source, entry.stamp)
        yield page

    def _linked(self, entry: Entry, link: str) -> Reading | Skipped:
        page = self._fetcher.why_not(link) or self._fetcher.fetch(link, self._settings.max_bytes)
        if not isinstance(page, Fetched):
            return page or entry.own_text()
        row = next(guarded(self._read_page(page, link), link), None)
        if isinstance(row, Entry) or row is None:
            return Skipped(source=link, reason="unsupported", detail="a feed, where an article should be")
        return entry.dated(row)


def count_files(sources: Sequence[str]) -> int | None:
    """How many files the sources are; None if some are pages or stdin, which may hold many texts."""
    if any(is_url(source) or source == "-" for source in sources):
        return None
    found = (row for source in sources for row in find_files(Path(source)))
    return sum(not isinstance(row, Skipped) for row in found)


def guarded(rows: Iterator[Row], source: str) -> Iterator[Row | Skipped]:
    """The rows; whatever a parser makes of a hostile file ends as a row, and the other sources go on."""
    try:
        yield from rows
    except Exception as error:
        _LOG.debug("%s could not be read", source, exc_info=True)
        yield Skipped(source=source, reason="unreadable", detail=f"{type(error).__name__}: {error}")


def _stamp_of(path: Path) -> str:
    """What tells this state of a file from another; empty if the system does not say."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return ""
    return json.dumps([state.st_mtime_ns, state.st_size])
