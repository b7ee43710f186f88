"""Streams -> readings: one source, whatever it holds."""

import logging
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from claims.base.records import Skipped
from claims.base.settings import Settings
from claims.sources import docx, feeds, html, jsonl, pdf, sniff, text
from claims.sources.decode import CERTAIN, declared_encoding, decode, has_wide_bom
from claims.sources.feeds import Entry
from claims.sources.reading import Reading

CHUNK_BYTES = 1 << 20

_LOG = logging.getLogger(__name__)


def read_stream(
    stream: BinaryIO, source: str, settings: Settings, *, encoding: str | None = None, url: str | None = None
) -> Iterator[Reading | Entry | Skipped]:
    """What the stream holds: readings if it is JSON Lines, entries if it is a feed, one reading otherwise.

    What cannot be read gives a row that says why.

    Args:
        stream: open for reading; no more than `settings.max_bytes` of it are held at once.
        source: what to call it.
        settings: for the limits.
        encoding: what the server says, if there is one.
        url: where the stream comes from, if from the web.
    """
    head = stream.read(sniff.HEAD_BYTES)
    if sniff.format_of(head) == "jsonl":
        chunks = chain([head], iter(partial(stream.read, CHUNK_BYTES), b""))
        yield from jsonl.read_lines(chunks, source, settings.max_bytes)
        return
    content = head + stream.read(max(0, settings.max_bytes + 1 - len(head)))
    wide = decode(content) if has_wide_bom(content) else None
    if len(content) > settings.max_bytes:
        yield Skipped(source=source, reason="too large", detail=f"more than {settings.max_bytes:,} bytes")
    elif not content.strip():
        yield Skipped(
            source=source, reason="empty", detail="only white space" if content else "nothing in it"
        )
    elif wide:
        narrow = BytesIO(wide.text.encode(CERTAIN, "replace"))
        yield from read_stream(narrow, source, settings, url=url)
    else:
        yield from _read_content(content, source, settings, encoding=encoding, url=url)


def _read_content(
    content: bytes, source: str, settings: Settings, *, encoding: str | None, url: str | None
) -> Iterator[Reading | Entry | Skipped]:
    match sniff.format_of(content[: sniff.HEAD_BYTES]):
        case "pdf":
            yield pdf.read_pdf(content, source, settings.max_pages)
        case "docx":
            yield docx.read_docx(content, source)
        case "unsupported":
            kind = sniff.foreign_kind(content) or "binary data of a kind that is not read"
            yield Skipped(source=source, reason="unsupported", detail=kind)
        case "feed":
            found = feeds.read_feed(content, source, limit=settings.max_entries, url=url)
            yield from [found] if isinstance(found, Skipped) else found
        case "json":
            yield from _read_json(content, source)
        case "html":
            yield _read_decoded(
                content, source, encoding or declared_encoding(content), url=url, is_page=True
            )
        case _:
            yield _read_decoded(content, source, encoding, url=url, is_page=False)


def _read_json(content: bytes, source: str) -> Iterator[Reading | Skipped]:
    """JSON over several lines: one text or a list of them; text that only begins like JSON is text."""
    value = sniff.parse_row(content)
    if value is None:
        yield _read_decoded(content, source, None, url=None, is_page=False)
    elif isinstance(value, list) and any(sniff.is_text_row(row) for row in value):
        for number, row in enumerate(value, start=1):
            yield jsonl.read_row(row, source, f"{source}:{number}")
    elif sniff.is_text_row(value):
        yield jsonl.read_row(value, source, source)
    else:
        yield Skipped(source=source, reason="unsupported", detail="JSON without a `text`")


def _read_decoded(
    content: bytes, source: str, encoding: str | None, *, url: str | None, is_page: bool
) -> Reading | Skipped:
    decoded = decode(content, encoding)
    if decoded is None:
        return Skipped(source=source, reason="unsupported", detail="no text in any encoding that we know")
    if decoded.guessed:
        _LOG.warning("%s: not UTF-8, read as %s; check the accents", source, decoded.encoding)
    if is_page:
        return html.read_html(decoded.text, source, url)
    return text.read_text(decoded.text, source)
