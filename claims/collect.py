"""Sources -> documents, sentences."""

import logging
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from claims.base.records import Document, Record, Sentence, Skipped
from claims.base.settings import Settings
from claims.language.boilerplate import is_caption, is_notice, label_end, strip_boilerplate
from claims.language.sentences import split_paragraph
from claims.sources.files import find_files, open_file, printable_path
from claims.sources.formats import read_stream
from claims.sources.langid import describe_language, find_language
from claims.sources.masthead import dateline_end, is_headline, read_masthead
from claims.sources.paragraphs import split_lines
from claims.sources.reading import Reading
from claims.sources.url import fetch, is_url

HEADINGS_IN_A_ROW = 2  # a title with its subtitle; three short lines or more are a list
STATEMENT_WORDS = 3  # of the shortest sentence that says something: "It is theirs."

_STATED = re.compile(r"[.\u2026][\"'\u201d\u2019)\]]*$")

_LOG = logging.getLogger(__name__)

Row = TypeVar("Row")


class Hints(Record):
    """What to take where a source does not say it."""

    published: date | None = None
    publisher: str | None = None
    title: str | None = None


NO_HINTS = Hints()


def read_documents(
    sources: Sequence[str], settings: Settings, hints: Hints = NO_HINTS
) -> Iterator[Document | Skipped]:
    """One document for each text found, or why there is none; in order, and one source at a time.

    Args:
        sources: files, folders (everything below them, by name), http(s) URLs, `-` for stdin.
        settings: for the limits.
        hints: what to take where a source does not say it.
    """
    for source in sources:
        for reading in _read_source(source, settings):
            if isinstance(reading, Skipped):
                yield reading
            else:
                yield from _guarded((_document(row, hints) for row in [reading]), reading.source)


def split_sentences(documents: list[Document]) -> list[Sentence]:
    """The sentences of the documents in order; together they cover every word of each text."""
    return [sentence for document in documents for sentence in _sentences(document)]


def _read_source(source: str, settings: Settings) -> Iterator[Reading | Skipped]:
    if source == "-":
        yield from _guarded(read_stream(sys.stdin.buffer, source, settings), source)
    elif is_url(source):
        yield from _guarded(_read_url(source, settings), source)
    elif not source:  # as a path it would be the current folder
        yield Skipped(source=source, reason="missing", detail="the name is empty")
    else:
        for found in find_files(Path(source)):
            yield from [found] if isinstance(found, Skipped) else _read_file(found, settings)


def _read_file(path: Path, settings: Settings) -> Iterator[Reading | Skipped]:
    stream = open_file(path)
    if isinstance(stream, Skipped):
        yield stream
        return
    name = printable_path(path)
    with stream:
        yield from _guarded(read_stream(stream, name, settings), name)


def _read_url(source: str, settings: Settings) -> Iterator[Reading | Skipped]:
    page = fetch(source, settings.max_bytes)
    if isinstance(page, Skipped):
        yield page
        return
    yield from read_stream(BytesIO(page.content), source, settings, encoding=page.encoding, url=page.url)


def _guarded(readings: Iterator[Row | Skipped], source: str) -> Iterator[Row | Skipped]:
    """The readings; whatever a parser makes of a hostile file ends as a row, and the other sources go on."""
    try:
        yield from readings
    except Exception as error:
        _LOG.debug("%s could not be read", source, exc_info=True)
        yield Skipped(source=source, reason="unreadable", detail=f"{type(error).__name__}: {error}")


def _document(reading: Reading, hints: Hints) -> Document | Skipped:
    """The article of a reading, with the best that is known of it."""
    head = read_masthead(strip_boilerplate(split_lines(reading.text)))
    text = "\n\n".join(head.paragraphs)
    if not any(map(str.isalpha, text)):
        return Skipped(source=reading.source, reason="empty", detail="no words in it")
    language = find_language(text)
    if language not in {None, "en"}:
        detail = f"the text is {describe_language(str(language))}, only English is read"
        return Skipped(source=reading.source, reason="language", detail=detail)
    return Document.of(
        text,
        source=reading.source,
        title=reading.title or head.title or hints.title,
        author=reading.author or head.author,
        publisher=reading.publisher or head.publisher or hints.publisher,
        published=reading.published or head.published or hints.published or reading.drafted,
        url=reading.url or head.url,
        language=language,
    )


def _sentences(document: Document) -> Iterator[Sentence]:
    paragraphs = document.text.split("\n\n")
    headings = _headings(paragraphs, document.title)
    offset = 0
    for number, paragraph in enumerate(paragraphs):
        is_preview = _is_preview(paragraph, paragraphs[number - 1 : number])
        for start, end, is_running in _pieces(paragraph, paragraphs):
            yield Sentence(
                document=document.id,
                start=offset + start,
                end=offset + end,
                text=paragraph[start:end],
                paragraph=number,
                heading=number in headings or is_preview or not is_running,
            )
        offset += len(paragraph) + 2


def _pieces(paragraph: str, paragraphs: list[str]) -> Iterator[tuple[int, int, bool]]:
    """The sentences of a paragraph, and whether each is running text: labels, datelines, notices are not."""
    is_embedded = is_caption(paragraph)
    for start, end in split_paragraph(paragraph):
        words = start + label_end(paragraph[start:end])
        if start == 0:
            words += dateline_end(paragraph[words:], paragraphs)
        if start < words < end:
            yield start, start + len(paragraph[start:words].rstrip()), False
            start = words
        yield start, end, not is_embedded and not is_notice(paragraph[start:end])


def _is_preview(paragraph: str, above: list[str]) -> bool:
    """Whether a paragraph breaks off what the one above it says in full, as galleries of pictures do."""
    return paragraph.endswith(("...", "\u2026")) and any(
        paragraph.rstrip(".\u2026") in full for full in above
    )


def _headings(paragraphs: list[str], title: str | None) -> set[int]:
    """Which paragraphs are titles or headings: few short lines with running text below them."""
    headings: set[int] = set()
    run: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if title and _bare(paragraph) == _bare(title):
            headings.add(number)
        elif is_headline(paragraph) and not _says_more(paragraph):
            run.append(number)
        else:
            headings |= set(run) if len(run) <= HEADINGS_IN_A_ROW else set()
            run = []
    return headings


def _bare(line: str) -> str:
    """A line without what is put around a title in one place and not in another."""
    return line.casefold().strip("\u00d7\u2022\"\u201c\u201d'\u2018\u2019.!:| ")


def _says_more(paragraph: str) -> bool:
    """Whether a paragraph is of several sentences of which one before the last is a statement."""
    *others, _ = split_paragraph(paragraph) or [(0, 0)]
    pieces = [paragraph[start:end] for start, end in others]
    return any(len(piece.split()) >= STATEMENT_WORDS and _STATED.search(piece) for piece in pieces)
