"""Sources -> documents, sentences."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from claims.base.records import Document, Record, Sentence, Skipped
from claims.base.settings import Settings
from claims.language.boilerplate import is_caption, is_notice, label_end, strip_boilerplate
from claims.language.sentences import split_paragraph
from claims.sources.langid import describe_language, find_language, is_foreign_script
from claims.sources.masthead import dateline_end, is_headline, read_masthead
from claims.sources.paragraphs import split_lines
from claims.sources.reading import Reading
from claims.sources.source import Reader, count_files, guarded

HEADINGS_IN_A_ROW = 2  # a title with its subtitle; three short lines or more are a list
STATEMENT_WORDS = 3  # of the shortest sentence that says something: "It is theirs."

_STATED = re.compile(r"[.\u2026][\"'\u201d\u2019)\]]*$")


__all__ = ["NO_HINTS", "Hints", "Reader", "count_files", "read_documents", "split_sentences"]


class Hints(Record):
    """What to take where a source does not say it."""

    published: date | None = None
    publisher: str | None = None
    title: str | None = None


NO_HINTS = Hints()


def read_documents(
    sources: Sequence[str], settings: Settings, hints: Hints = NO_HINTS, *, reader: Reader | None = None
) -> Iterator[Document | Skipped]:
    """One document for each text found, or why there is none; in order, and one source at a time.

    Args:
        sources: files, folders (everything below them, by name), http(s) URLs of pages or feeds, or `-`.
        settings: for the limits.
        hints: what to take where a source does not say it.
        reader: what reads them; one that remembers passes over what has not changed.
    """
    reader = reader or Reader(settings)
    for source in sources:
        for reading in reader.read(source):
            if isinstance(reading, Skipped):
                yield reading
            else:
                yield from guarded((_document(row, hints) for row in [reading]), reading.source)


def split_sentences(documents: list[Document]) -> list[Sentence]:
    """The sentences of the documents in order; together they cover every word of each text."""
    return [sentence for document in documents for sentence in _sentences(document)]


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
    title = _title_in(paragraphs, headings, document.title)
    offset = 0
    for number, paragraph in enumerate(paragraphs):
        is_preview = _is_preview(paragraph, paragraphs[number - 1 : number])
        pieces = list(_pieces(paragraph, paragraphs))
        is_title = number == title and sum(running for *_, running in pieces) == 1
        for start, end, is_running in pieces:
            yield Sentence(
                document=document.id,
                start=offset + start,
                end=offset + end,
                text=paragraph[start:end],
                paragraph=number,
                heading=number in headings or is_preview or not is_running,
                title=is_title and is_running,
            )
        offset += len(paragraph) + 2


def _pieces(paragraph: str, paragraphs: list[str]) -> Iterator[tuple[int, int, bool]]:
    """The sentences of a paragraph, and whether each is running text: labels, notices and such are not."""
    is_embedded = is_caption(paragraph)
    for start, end in split_paragraph(paragraph):
        words = start + label_end(paragraph[start:end])
        if start == 0:
            words += dateline_end(paragraph[words:], paragraphs)
        if start < words < end:
            yield start, start + len(paragraph[start:words].rstrip()), False
            start = words
        sentence = paragraph[start:end]
        yield start, end, not (is_embedded or is_notice(sentence) or is_foreign_script(sentence))


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


def _title_in(paragraphs: list[str], headings: set[int], title: str | None) -> int | None:
    """Which heading is the headline: the one that says what the title does, else the first paragraph."""
    named = (number for number in sorted(headings) if title and _bare(paragraphs[number]) == _bare(title))
    return next(named, 0 if 0 in headings else None)


def _bare(line: str) -> str:
    """A line without what is put around a title in one place and not in another."""
    return line.casefold().strip("\u00d7\u2022\"\u201c\u201d'\u2018\u2019.!:| ")


def _says_more(paragraph: str) -> bool:
    """Whether a paragraph is of several sentences of which one before the last is a statement."""
    *others, _ = split_paragraph(paragraph) or [(0, 0)]
    pieces = [paragraph[start:end] for start, end in others]
    return any(len(piece.split()) >= STATEMENT_WORDS and _STATED.search(piece) for piece in pieces)
