"""Bytes -> text, whatever the encoding."""

import codecs
import re
from typing import NamedTuple

SAMPLE_BYTES = 200_000  # as much as is looked at to tell an encoding
CONTROL_SHARE = 0.01  # of the bytes; texts have next to none, random bytes have 10 in 100
CERTAIN = "utf-8"
WESTERN = "cp1252"
LATIN_END = "\u0250"  # the first sign past the Latin letters

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes([*range(1, 8), *range(14, 27), *range(28, 32), 127])
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and whether that encoding is a guess."""

    text: str
    encoding: str
    guessed: bool = False


def has_wide_bom(content: bytes) -> bool:
    """Whether the bytes say that they are UTF-16 or UTF-32."""
    return any(content.startswith(mark) for mark, name in _BOMS if name != "utf-8-sig")


def declared_encoding(content: bytes) -> str | None:
    """The encoding that a page names in its head."""
    match = _DECLARED.search(content[:4096])
    return match[1].decode("ascii") if match else None


def decode(content: bytes, declared: str | None = None) -> Decoded | None:
    r"""The text in `content`; None if these bytes are no text.

    A byte order mark decides, then UTF-8 if it fits, then what the source declares, then a guess.

    >>> decode("Café".encode("utf-16"))
    Decoded(text='Café', encoding='utf-16', guessed=False)
    >>> decode(b"\x00\x01\x02") is None
    True
    """
    for mark, marked in _BOMS:
        if content.startswith(mark):
            return Decoded(content.decode(marked, "replace"), marked)
    if looks_binary(content):
        return None
    for encoding in filter(None, (CERTAIN, declared)):
        text = _decode_strictly(content, encoding)
        if text is not None:
            return Decoded(text, encoding)
    return _guess(content)


def looks_binary(content: bytes) -> bool:
    """Whether bytes without a byte order mark hold something other than text."""
    sample = content[:SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in sample or controls > CONTROL_SHARE * len(sample)


def _decode_strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    damaged = content.decode(CERTAIN, "replace")
    if damaged.count("\ufffd") * 10 < sum(character > "\x7f" for character in damaged):
        return Decoded(damaged, CERTAIN, guessed=True)  # UTF-8 with a byte or two broken
    best = from_bytes(content[:SAMPLE_BYTES]).best()
    if best is None:
        return None
    text = content.decode(best.encoding, "replace")
    if all(character < LATIN_END or not character.isalpha() for character in text):
        # one Latin code page looks like the other; in what we read this one is by far the most common
        western = _decode_strictly(content, WESTERN)
        return Decoded(western or text, WESTERN if western else best.encoding, guessed=True)
    return Decoded(text, best.encoding, guessed=True)
