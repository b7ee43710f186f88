"""CSV, as `claims report -o FILE.csv` writes it and a person fills it in -> what that person says."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from claims.base.errors import SourceError
from claims.base.records import REVIEW_CELLS, Record
from claims.language.escaping import unescape_cell
from claims.sources.decode import decode

NEEDED = ("id", "verdict")
DELIMITERS = ",;\t"  # spreadsheets write what the settings of the country say
HINT = "`claims report -o FILE.csv` writes such a file; save it as CSV again"


class Saying(Record):
    """What a person says of one contradiction, as it was written."""

    line: int = 0
    id: str
    verdict: str
    note: str = ""
    by: str = ""


def read_verdicts(file: BinaryIO, max_bytes: int) -> list[Saying]:
    """One for each line in which a column to be filled in is; other columns do not matter.

    Raises:
        SourceError: the file is too large, no text, no CSV, or lacks a column.
    """
    content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise SourceError(f"the verdicts are more than {max_bytes:,} bytes", hint="split the file")
    decoded = decode(content)
    if decoded is None:
        raise SourceError("the verdicts are no text", hint=HINT)
    try:
        return list(_read_rows(decoded.text.removeprefix("\ufeff")))
    except csv.Error as error:
        raise SourceError(f"the verdicts are no CSV: {error}", hint=HINT) from error


def _read_rows(text: str) -> Iterator[Saying]:
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=head.count))
    names = [name.strip().casefold() for name in next(reader, [])]
    if missing := [name for name in NEEDED if name not in names]:
        raise SourceError(f"the verdicts have no column `{missing[0]}`", hint=HINT)
    line = reader.line_num + 1
    for cells in reader:
        row = dict(zip(names, cells, strict=False))
        told = {name: unescape_cell(row.get(name, "").strip()) for name in REVIEW_CELLS}
        if any(told.values()):
            yield Saying(line=line, id=row.get("id", "").strip(), **told)
        line = reader.line_num + 1
