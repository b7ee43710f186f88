"""Word documents -> readings."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from claims.base.records import Skipped
from claims.sources.dates import parse_date
from claims.sources.reading import Reading, tidy, tidy_name

MEMBERS = 2_000  # of one archive; a long report with many pictures has a few hundred
UNPACKED_BYTES = 200_000_000
PACKING_RATIO = 200  # text packs 10 to 1, a bomb 1,000 to 1
TEMPLATE_AUTHOR = "python-docx"  # what its template says of itself: no author and no date

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Running text, inserted changes and all; not the text of boxes, which stands twice in the file.
_RUNS = ".//w:t[not(ancestor::w:txbxContent)] | .//w:tab | .//w:br | .//w:cr"


def read_docx(content: bytes, source: str) -> Reading | Skipped:
    """The paragraphs of the document, headings and cells of tables included, deleted words not."""
    problem = _archive_problem(content)
    if problem:
        return Skipped(source=source, reason=problem[0], detail=problem[1])
    import docx

    document = docx.Document(BytesIO(content))
    paragraphs = [text for text in map(_text_of, _paragraphs(document)) if text]
    return Reading(source=source, text=tidy("\n\n".join(paragraphs)), **_properties(document))


def _archive_problem(content: bytes) -> tuple[str, str] | None:
    """Reason and detail why the archive is not opened; sizes as it declares them, which zipfile enforces."""
    try:
        members = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        return "unreadable", f"the archive is broken: {error}"
    if not any(member.filename == "word/document.xml" for member in members):
        return "unsupported", "a ZIP archive that is no Word document"
    unpacked = sum(member.file_size for member in members)
    if len(members) > MEMBERS:
        return "too large", f"{len(members):,} parts in the archive, the limit is {MEMBERS:,}"
    if unpacked > min(UNPACKED_BYTES, PACKING_RATIO * max(len(content), 10_000)):
        return "too large", f"{unpacked:,} bytes when unpacked"
    return None


def _paragraphs(document: Any) -> Iterator[Any]:
    """Every paragraph of the body in order, also inside tables and content controls."""
    boxes = f"{_W}txbxContent"
    for paragraph in document.element.body.iter(f"{_W}p"):
        if next(paragraph.iterancestors(boxes), None) is None:
            yield paragraph


def _text_of(paragraph: Any) -> str:
    breaks = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n"}
    return "".join(breaks.get(run.tag) or run.text or "" for run in paragraph.xpath(_RUNS)).strip()


def _properties(document: Any) -> dict[str, Any]:
    core = document.core_properties
    if core.author == TEMPLATE_AUTHOR:
        return {"title": tidy_name(core.title)}
    try:
        drafted = parse_date(core.created)
    except ValueError:  # a date in a form of its own
        drafted = None
    return {"title": tidy_name(core.title), "author": tidy_name(core.author), "drafted": drafted}
