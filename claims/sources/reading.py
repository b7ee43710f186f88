"""What every format gives: one text, as its source has it, with the metadata that the source states."""

import re
import unicodedata
from datetime import date

from pydantic import Field

from claims.base.records import Record

METADATA_CHARACTERS = 300  # a longer title, author or publisher is something else that strayed there

# Control signs, zero-width signs, byte order marks, soft hyphens and lone surrogates carry no words.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\ud800-\udfff]"
)
_LINE_END = re.compile(r"[ \t]*(?:\r\n|[\n\r\x85\u2028])")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n\s*\n")


class Reading(Record):
    """One text before it is cleaned: paragraphs parted by blank lines."""

    source: str
    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    drafted: date | None = Field(
        None, description="when the file says that it was made: weaker than any other date"
    )
    url: str | None = None


def tidy(text: str) -> str:
    r"""The same words with nothing invisible between them; plain line ends and spaces; NFC.

    >>> tidy("2,640\u00a0km\r\n\r\n\r\n\x00Next\ud800 ")
    '2,640 km\n\nNext'
    """
    lines = _LINE_END.sub("\n", text.replace("\u2029", "\n\n").replace("\f", "\n\n"))
    plain = _SPACES.sub(" ", _INVISIBLE.sub("", lines))
    return unicodedata.normalize("NFC", _BLANK_LINES.sub("\n\n", plain)).strip()


def tidy_name(value: object) -> str | None:
    """A title or name on one line; lists are joined; None for what is empty, overlong or no text at all.

    >>> tidy_name([" Jane  Doe ", {"name": "Li Wei"}])
    'Jane Doe, Li Wei'
    """
    if isinstance(value, list):
        return tidy_name(", ".join(name for item in value if (name := tidy_name(item))))
    if isinstance(value, dict):
        return tidy_name(value.get("name"))
    if not isinstance(value, str):
        return None
    line = " ".join(tidy(value[: METADATA_CHARACTERS * 4]).split())
    return line if 0 < len(line) <= METADATA_CHARACTERS else None
