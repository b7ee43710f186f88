"""PDF -> readings: lines put together into paragraphs again, running headers and page numbers dropped."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from claims.base.records import Skipped
from claims.sources.masthead import find_publication
from claims.sources.reading import Reading, tidy, tidy_name

EDGE_LINES = 2  # lines at the top and at the bottom of a page that may be running headers and footers
RUNNING_SHARE = 0.5  # of the pages; a line that often at the edge is no part of the text
# Shares of the width left free at the end of a line: from the first on it may end a paragraph, if a sentence
# ends there, too; from the second on it does, for no word is as long as that.
SHORT_SHARE, LONELY_SHARE = 0.15, 0.4
WIDE_PITCH = 1.4  # times the usual distance between lines, and a new paragraph begins
OTHER_SIZE = 0.2  # part of the height by which a heading differs from the text

_LOG = logging.getLogger(__name__)
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-\u2013\u2014\s]*\d{1,4}[-\u2013\u2014\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_STOP = re.compile(r"[.!?\u2026:][\"'\u201d\u2019)\]]*$")
# PDFium gives U+FFFE, and no line end, where a word is divided.
_PRINTED_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
_HYPHENS = "-\u00ad\ufffe\x02"
_COMPOUND = re.compile(
    r"(?:^|\W)(?:anti|counter|cross|ex|half|high|long|non|post|pro|self|short|so|well)[-\ufffe\x02]$", re.I
)
_JUNK_TITLE = re.compile(
    r"untitled|microsoft word|\.(?:docx?|pdf|indd|odt|html?|tmp)$|^document\d*$", re.IGNORECASE
)


class Line(NamedTuple):
    """One printed line, in points; y grows upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """Of the tallest sign, more or less."""
        return self.top - self.bottom


def read_pdf(content: bytes, source: str, max_pages: int) -> Reading | Skipped:
    """The text of the first `max_pages` pages; a warning says so if there are more."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        detail = "the PDF is encrypted" if locked else f"the PDF is broken: {error}"
        return Skipped(source=source, reason="unreadable", detail=detail)
    try:
        pages = _pages(document, source, max_pages)
        known = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    articles, running = drop_running_lines(pages)
    text = tidy("\n\n".join(join_lines(articles)))
    if not text:
        detail = "the PDF holds no text; scanned pages need text recognition first"
        return Skipped(source=source, reason="empty", detail=detail)
    title = tidy_name(known.get("Title"))
    stated = title if title and not _JUNK_TITLE.search(title) else None
    return Reading(
        source=source,
        text=text,
        title=stated,
        author=tidy_name(known.get("Author")),
        publisher=next(filter(None, map(find_publication, running)), None),
    )


def _pages(document: Any, source: str, max_pages: int) -> list[list[Line]]:
    if len(document) > max_pages:
        _LOG.warning("%s: read %d of %d pages, the limit is `max_pages`", source, max_pages, len(document))
    return [list(_lines(document[number])) for number in range(min(len(document), max_pages))]


def _lines(page: Any) -> Iterator[Line]:
    """The lines of a page in reading order, as PDFium finds them."""
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    for match in _PRINTED_LINE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            boxes = [
                _box(textpage, index) for index in (start, start + len(words) // 2, start + len(words) - 1)
            ]
            yield Line(
                words, boxes[0][0], boxes[-1][2], min(box[1] for box in boxes), max(box[3] for box in boxes)
            )


def _box(textpage: Any, index: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = textpage.get_charbox(min(index, textpage.count_chars() - 1), loose=True)
    return left, bottom, right, top


def drop_running_lines(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The pages without page numbers and without what stands at the edge of most; and that, once each."""
    seen = Counter(mask for lines in pages for mask in {_mask(lines[at]) for at in _edges(lines)})
    floor = max(2, RUNNING_SHARE * len(pages))
    running = {mask for mask, count in seen.items() if count >= floor}
    kept, dropped = [], []
    for lines in pages:
        edges = _edges(lines)
        out = {at for at in edges if _PAGE_NUMBER.fullmatch(lines[at].text) or _mask(lines[at]) in running}
        kept.append([line for at, line in enumerate(lines) if at not in out])
        dropped += [lines[at].text for at in sorted(out)]
    return kept, list(dict.fromkeys(dropped))


def _edges(lines: list[Line]) -> set[int]:
    """Which lines stand highest and lowest; a file may hold them in any order."""
    by_height = sorted(range(len(lines)), key=lambda at: lines[at].bottom)
    return {*by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]}


def _mask(line: Line) -> str:
    return _DIGITS.sub("0", line.text.casefold())


def join_lines(pages: list[list[Line]]) -> list[str]:
    """The paragraphs that the lines of the pages make."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    measure = _Measure.of(lines)
    paragraphs = [lines[0].text]
    for above, below in pairwise(lines):
        if measure.parts(above, below):
            paragraphs.append(below.text)
        else:
            paragraphs[-1] = _join(paragraphs[-1], below.text)
    return paragraphs


def _join(above: str, below: str) -> str:
    """Two lines as one: a word that was divided is put together, a compound keeps its hyphen."""
    if not above.endswith(tuple(_HYPHENS)) or above.endswith((" -", "--")):
        return f"{above} {below}"
    if below[:1].islower() and not _COMPOUND.search(above):
        return above[:-1] + below
    return above[:-1] + "-" + below


class _Measure(NamedTuple):
    """The usual distances of a document: what differs from them parts paragraphs."""

    pitch: float
    left: float
    right: float

    @classmethod
    def of(cls, lines: list[Line]) -> "_Measure":
        steps = [
            above.bottom - below.bottom for above, below in pairwise(lines) if above.bottom > below.bottom
        ]
        ends = sorted(line.right for line in lines)
        return cls(
            pitch=median(steps) if steps else 0.0,
            left=median(line.left for line in lines),
            right=ends[int(len(ends) * 0.9)],
        )

    def parts(self, above: Line, below: Line) -> bool:
        """Whether a paragraph ends between two lines that follow each other."""
        step = above.bottom - below.bottom
        if step <= 0:  # the next page or column
            return bool(_STOP.search(above.text)) or self._is_short(above)
        if step > WIDE_PITCH * self.pitch or abs(above.height - below.height) > OTHER_SIZE * above.height:
            return True
        if self._room(above) > LONELY_SHARE:
            return True
        indented = below.left - self.left > 0.8 * below.height and above.left - self.left < 0.3 * above.height
        return indented or (self._is_short(above) and bool(_STOP.search(above.text)))

    def _is_short(self, line: Line) -> bool:
        return self._room(line) > SHORT_SHARE

    def _room(self, line: Line) -> float:
        """How much of the width is left free at the end of a line."""
        return (self.right - line.right) / max(1.0, self.right - self.left)
