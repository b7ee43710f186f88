"""What a file is, told from its first bytes: names lie."""

import json
import re
from typing import Any, Literal

from claims.sources.decode import looks_binary

Format = Literal["docx", "feed", "html", "json", "jsonl", "pdf", "text", "unsupported"]

HEAD_BYTES = 65_536  # as much as is looked at
FIRST_LINES = 20

_FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, film or WebP image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"{\\rtf", "an RTF document; save it as DOCX"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office document; save it as DOCX without a password"),
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|table|meta|title|span|header)\b",
    re.IGNORECASE,
)
_BLANK = b" \t\r\n\xef\xbb\xbf"


def format_of(head: bytes) -> Format:
    r"""The format of a source that begins with `head`.

    >>> format_of(b"%PDF-1.7"), format_of(b'{"text": "One."}\n'), format_of(b"One.")
    ('pdf', 'jsonl', 'text')
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    start = head.lstrip(_BLANK)[:4096]
    if foreign_kind(head) or looks_binary(head):
        return "unsupported"
    if start.startswith(b"<"):
        return "feed" if _FEED.search(start) else "html" if _HTML.search(start) else "text"
    return _json_format(head.lstrip(_BLANK))


def foreign_kind(head: bytes) -> str:
    """What a file is that we know and do not read; empty if we do not know it."""
    # two letters are too few to tell a program from a text that begins with "MZ"
    known = (kind for magic, kind in _FOREIGN if head.startswith(magic))
    kind = next(known, "")
    return kind if kind and (looks_binary(head) or head.startswith(b"{\\rtf")) else ""


def parse_row(line: bytes | str) -> Any:
    """The value a line of JSON holds; None if it holds none."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def is_text_row(row: Any) -> bool:
    """Whether a JSON value is a text with its metadata."""
    return isinstance(row, dict) and isinstance(row.get("text"), str)


def _json_format(head: bytes) -> Format:
    *complete, rest = head.split(b"\n")
    lines = [line for line in complete[:FIRST_LINES] if line.strip()] or [rest]
    braces = sum(line.lstrip().startswith(b"{") for line in lines)
    if 2 * braces >= len(lines) and any(is_text_row(parse_row(line)) for line in lines):
        return "jsonl"
    if not complete and head.startswith(b"{") and b'"text"' in head and len(head) > HEAD_BYTES // 2:
        return "jsonl"  # a first line longer than what is looked at
    return "json" if head[:1] in (b"{", b"[") else "text"
