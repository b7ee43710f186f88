"""JSON Lines -> readings, line by line, however long the file."""

from collections.abc import Iterable, Iterator
from typing import Any

from claims.base.records import Skipped
from claims.sources.front_matter import known_fields
from claims.sources.reading import Reading, tidy, tidy_name
from claims.sources.sniff import is_text_row, parse_row


def read_lines(chunks: Iterable[bytes], source: str, max_bytes: int) -> Iterator[Reading | Skipped]:
    """One reading for each line, or why there is none; a bad line costs only itself."""
    for number, line in enumerate(bounded_lines(chunks, max_bytes), start=1):
        where = f"{source}:{number}"
        if line is None:
            yield Skipped(
                source=where, reason="too large", detail=f"the line is longer than {max_bytes:,} bytes"
            )
        elif line.strip():
            yield read_row(parse_row(line.removeprefix(b"\xef\xbb\xbf")), source, where)


def read_row(row: Any, source: str, where: str) -> Reading | Skipped:
    """The text of one row; `where` names the row if it has no id of its own."""
    if row is None:
        return Skipped(source=where, reason="unreadable", detail="not valid JSON in UTF-8")
    if not is_text_row(row):
        return Skipped(source=where, reason="unreadable", detail="not an object with a `text`")
    identity = row.get("id")
    name = tidy_name(str(identity)) if isinstance(identity, str | int) else None
    return Reading(source=f"{source}#{name}" if name else where, text=tidy(row["text"]), **known_fields(row))


def bounded_lines(chunks: Iterable[bytes], max_bytes: int) -> Iterator[bytes | None]:
    r"""The lines of a stream; None for one longer than `max_bytes`, of which no more than that is held.

    >>> list(bounded_lines([b"a\nlo", b"ng li", b"ne\nb"], 5))
    [b'a', None, b'b']
    """
    line, overlong = b"", False
    for chunk in chunks:
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            yield None if overlong or len(line) + len(end) > max_bytes else line + end
            line, overlong = b"", False
        overlong = overlong or len(line) + len(rest) > max_bytes
        line = b"" if overlong else line + rest
    if line or overlong:
        yield None if overlong else line
