"""Amounts in a text: numbers with their bounds and units, digits or words.

Only the words are read here, no parse. What is not an amount (a year, a day, a house, a flight, a
score, the number of a section) is left out as far as its surroundings show it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.language.lexicon import load_lexicon
from claims.language.measures import prefix_currencies, unit_forms
from claims.language.number_words import (
    DASHES,
    NUMBER_WORDS,
    SMALL,
    TENS,
    Piece,
    Reader,
    Value,
    number_of,
    number_table,
)
from claims.language.time_forms import find_phrases


@dataclass(frozen=True)
class Numeral:
    """A number with its bounds and unit: `text[start:end]`; `at` is where its last number word stands."""

    start: int
    end: int
    at: int
    low: float | None
    high: float | None
    approximate: bool = False
    unit: str | None = None
    base: str | None = None


@cache
def _bounds(name: str) -> dict[tuple[str, ...], str]:
    """Words of a bound -> low, high, near or plain."""
    return {
        tuple(words.split()): kind for kind, many in load_lexicon("numbers")[name].items() for words in many
    }


def find_numerals(text: str) -> list[Numeral]:
    """Every amount in the text, left to right; none overlaps another or a phrase of time.

    >>> [(number.low, number.high, number.unit) for number in find_numerals("more than 1,500 in 10-15 km")]
    [(1500.0, None, None), (10.0, 15.0, 'km')]
    """
    reader = Reader(text)
    if not any(_may_begin(piece.text) for piece in reader.pieces):
        return []
    times = [(phrase.start, phrase.end) for phrase in find_phrases(text)]
    times += [found.span() for found in _PHONE.finditer(text)]
    found: list[Numeral] = []
    at = 0
    while at < len(reader.pieces):
        piece = reader.pieces[at]
        if not _may_begin(piece.text) or _inside(piece, times):
            at += 1
            continue
        numeral, at = _read(reader, text, at)
        if numeral and not (found and numeral.start < found[-1].end):
            found.append(numeral)
    return found


@cache
def _starters() -> frozenset[str]:
    table = number_table()
    return NUMBER_WORDS | set(table["plural_multipliers"]) | set(table["vague"]) | {"a", "an", "half", "few"}


def _may_begin(word: str) -> bool:
    return word[0].isdecimal() or word in _starters()


def _inside(piece: Piece, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= piece.start < end for start, end in spans)


def _read(reader: Reader, text: str, at: int) -> tuple[Numeral | None, int]:
    """The amount that begins there, and where to go on."""
    fraction = _read_fraction(reader, at)
    if fraction:
        return fraction
    value = reader.value(at)
    if value is None:
        return None, _past_name(reader, at)
    value, base = _read_range(reader, value)
    unit, first, last = _read_unit(reader, value)
    if reader.word(first - 1) == "between" and value.low != value.high:
        first -= 1
    if not _is_amount(reader, text, value, unit, last):
        return None, _past_name(reader, max(value.last, at + 1) - 1)
    numeral = _bounded(reader, value, unit, first, last)
    if base is not None:
        start = reader.pieces[value.first].start
        numeral = Numeral(start, numeral.end, numeral.at, value.high, value.high, False, unit, base)
    return numeral, last


def _past_name(reader: Reader, at: int) -> int:
    """The next piece that is not glued to this one by signs or letters ("1-800-555-0199")."""
    at += 1
    while at < len(reader.pieces) and reader.glued(at) and reader.word(at) not in (",", ")", "]"):
        at += 1
    return at


def _read_fraction(reader: Reader, at: int) -> tuple[Numeral, int] | None:
    """The share that "half of", "two-thirds of" or "one in five" states, in percent."""
    words = [reader.word(at + step) for step in range(4)]
    fractions = number_table()["fractions"]
    share, last = 0.0, at
    if words[0] == "half" and words[1] in ("of", "the", "its", "their"):
        share, last = 0.5, at + 1
    elif words[1] in DASHES and words[2] in fractions and words[3] == "of" and words[0] in SMALL:
        share, last = SMALL.index(words[0]) * fractions[words[2]], at + 3
    elif words[1] in fractions and words[2] == "of" and words[3] != "a" and words[0] in ("a", *SMALL):
        share, last = max(1, SMALL.index(words[0]) if words[0] in SMALL else 1) * fractions[words[1]], at + 2
    elif words[0] in ("one", "1") and words[1] == "in" and _is_base(words[2]):
        spoken = reader.value(at + 2)
        share, last = (1 / spoken.low, spoken.last) if spoken else (0.0, at)
    if not 0 < share < 1:
        return None
    percent = round(share * 100, 1)
    start, end = reader.pieces[at].start, reader.pieces[last - 1].end
    low, high, bound, start = _bound_before(reader, at, start)
    low_value = None if high and not low else percent
    high_value = None if low and not high else percent
    approximate = bound == "near" or not (low or high)
    return Numeral(start, end, reader.pieces[last - 1].start, low_value, high_value, approximate, "%"), last


def _is_base(word: str) -> bool:
    """Whether it is the five of "one in five", rather than a year or a small part of a list."""
    return (
        word in SMALL[2:11] or word in TENS or word in ("3", "4", "5", "6", "7", "8", "9", "10", "20", "100")
    )


def _read_range(reader: Reader, value: Value) -> tuple[Value, str | None]:
    """The whole range of "10-15" or "between 10 and 15"; of "from 10 to 15" the end, and the base."""
    joint = reader.word(value.last)
    before = reader.word(value.first - 1)
    before = reader.word(value.first - 2) if before in prefix_currencies() else before
    joins = joint in DASHES or joint in ("to", "or") or (joint == "and" and before == "between")
    if not joins or value.high is None:
        return value, None
    second_at = value.last + 1
    while reader.word(second_at) in prefix_currencies():
        second_at += 1
    second = reader.value(second_at) if _may_begin(reader.word(second_at) or " ") else None
    if second is None or second.high is None or (joint == "or" and second.low != value.low + 1):
        return value, None
    low = value.low
    if second.scaled and not value.scaled:  # "2 to 3 million"
        low *= second.low / _unscaled(reader, second)
    if before == "from" and joint == "to":
        start, end = reader.pieces[value.first].start, reader.pieces[value.last - 1].end
        return Value(second.low, second.high, second_at, second.last), reader_text(reader, start, end)
    if low >= second.low:
        return value, None
    return Value(low, second.high, value.first, second.last, value.approximate or second.approximate), None


def _unscaled(reader: Reader, value: Value) -> float:
    return number_of(reader.word(value.first)) or 1.0 if reader.pieces[value.first].is_digits else 1.0


def reader_text(reader: Reader, start: int, end: int) -> str:
    """The pieces between two places, as one string."""
    return " ".join(piece.text for piece in reader.pieces if start <= piece.start < end)


def _read_unit(reader: Reader, value: Value) -> tuple[str | None, int, int]:
    """The unit, and the pieces that value and unit take up."""
    first, last = value.first, value.last
    sign = reader.word(first - 1)
    if sign == "." and reader.word(first - 2) == "rs":
        return "INR", first - 2, last
    if sign in prefix_currencies():
        longer = reader.word(first - 2) + sign
        if sign == "$" and reader.glued(first - 1) and longer in prefix_currencies():
            return prefix_currencies()[longer], first - 2, last
        return prefix_currencies()[sign], first - 1, last
    if sign == "magnitude":
        return "magnitude", first - 1, last
    if sign in _LINKS and "magnitude" in (reader.word(first - 2), reader.word(first - 3)):
        return "magnitude", first, last
    at = last + (reader.word(last) in DASHES and reader.glued(last))
    at += value.high is None and reader.word(last) == "of"  # "billions of dollars"
    for size in (4, 3, 2, 1):
        words = [reader.word(at + step) for step in range(size)]
        unit = unit_forms().get("".join(words) if "/" in words[:-1] and words[-1] else " ".join(words))
        if unit is not None:
            weight = unit == "GBP" and reader.word(at + size) == "of"  # "5 pounds of cocaine"
            return "lb" if weight else unit, first, _past_old(reader, at + size)
    return None, first, last


def _past_old(reader: Reader, at: int) -> int:
    """Behind the "old" of "23-year-old"."""
    dash = reader.word(at) in DASHES and reader.glued(at)
    return at + dash + 1 if reader.word(at + dash) in ("old", "olds") else at


def _is_amount(reader: Reader, text: str, value: Value, unit: str | None, last: int) -> bool:
    """Whether nothing around the number says that it is a name, a house, a score, a calibre."""
    words = load_lexicon("numbers")
    before, after = reader.word(value.first - 1), reader.word(value.last)
    if unit == "magnitude" or unit in words.get("never", ()):
        return True
    if unit is None and reader.glued(value.last) and after.isalpha():
        return False  # "27th", "5x"
    joined = reader.word(last) in DASHES and reader.glued(last) and reader.glued(last + 1)
    if joined and unit is None and not _bound_after(reader, last)[0]:
        return False  # "five-member", "555-0199"
    if reader.word(last) == "." and reader.glued(last + 1) and reader.word(last + 1)[:1].isdecimal():
        return False  # "1.2.3"
    if _is_emergency(reader, value):
        return False
    return not (_is_numbered(reader, text, value, before) or _is_calibre(reader, unit, value, last))


def _is_emergency(reader: Reader, value: Value) -> bool:
    """Whether it is the number that one calls, unless bounds or the things after it say that it counts."""
    if reader.word(value.first) not in load_lexicon("numbers")["emergency"] or value.low != value.high:
        return False
    after = reader.word(value.last)
    things = after == "people" or (after.endswith("s") and not after.startswith(("call", "dispatch", "oper")))
    return not (things or _bound_at(reader, value.first)[0])


def _is_numbered(reader: Reader, text: str, value: Value, before: str) -> bool:
    """Whether the number names rather than counts: "Flight 370", "No. 5", "Web 2.0", "won 3-1"."""
    words = load_lexicon("numbers")
    if before == ".":
        before = reader.word(value.first - 2) if reader.word(value.first - 2) in ("no", "nos") else ""
    if before in words["identifiers"] and not value.scaled and (value.high == value.low or before == "no"):
        return True
    if _is_call_sign(text, reader, value):
        return True
    joined = reader.word(value.first + 1)
    if (
        joined in DASHES
        and reader.glued(value.first + 1)
        and any(reader.word(value.first - step) in words["scores"] for step in (1, 2, 3))
    ):
        return True
    start, end = reader.pieces[value.first].start, reader.pieces[value.last - 1].end
    digits = text[start:end]
    if digits.endswith(".0") and start > 1 and text[start - 1] == " " and before.isalpha():
        return text[reader.pieces[value.first - 1].start].isupper()
    return bool(_STREET.match(text, end)) and reader.pieces[value.first].is_digits


def _is_call_sign(text: str, reader: Reader, value: Value) -> bool:
    """Whether it belongs to the name of a station or is a postal code, as in "KABC 7", "TX 79830"."""
    before, number = reader.pieces[max(value.first - 1, 0)], reader.pieces[value.first]
    sign = _CALL_SIGN.fullmatch(text, before.start, before.end)
    postal = len(number.text) == POSTAL and _STATE.fullmatch(text, before.start, before.end)
    return number.is_digits and bool(sign or postal)


_LINKS = frozenset({"of", "at", "was", "is"})
POSTAL = 5  # digits
_STATE = re.compile(r"[A-Z]{2}")
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}")
_PHONE = re.compile(
    r"(?<![\d-])(?:\+?\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
    r"|(?<![\d-])\d{3}-\d{4}(?!\d)|\+\d{1,3}(?:[ -]\d{2,4}){2,5}"
)
_STREET = re.compile(
    r" (?:block\b|(?:[NSEW]\.? )?(?:[A-Z][\w'.]* |\d+(?:st|nd|rd|th) ){0,3}"
    r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Ln|Lane|Dr|Drive|Ct|Court|Pl|Place|Way|Hwy|Highway|Pkwy)\b)"
)


def _is_calibre(reader: Reader, unit: str | None, value: Value, last: int) -> bool:
    guns = load_lexicon("numbers")["gun_words"]
    nearby = {reader.word(last), reader.word(last + 1)}
    return (unit == "mm" and (reader.glued(value.last) or not nearby.isdisjoint(guns))) or (
        unit is None and reader.word(last) in guns[:3]
    )


def _bounded(reader: Reader, value: Value, unit: str | None, first: int, last: int) -> Numeral:
    start, end = reader.pieces[first].start, reader.pieces[last - 1].end
    over_time = unit in ("day", "week", "month", "year", "decade", "hour", "night")
    low, high, kind, start = _bound_before(reader, first, start, over_time=over_time)
    kind_after, size = _bound_after(reader, last)
    if kind_after:
        end = reader.pieces[last + size - 1].end
        low, high = low or kind_after == "low", high or kind_after == "high"
    lowest = None if high and not low else value.low
    highest = None if low and not high else value.high
    approximate = value.approximate or "near" in (kind, kind_after)
    return Numeral(start, end, reader.pieces[value.last - 1].start, lowest, highest, approximate, unit)


def _bound_before(
    reader: Reader, first: int, start: int, *, over_time: bool = False
) -> tuple[bool, bool, str, int]:
    """Whether the words before set a lower or an upper bound, the last kind seen, and where they begin."""
    low = high = False
    seen, at = "", first
    for _ in range(3):
        kind, size = _bound_at(reader, at)
        if not kind or (over_time and size == 1 and kind in ("low", "high") and reader.word(at - 2) != "for"):
            break
        at -= size
        if kind != "plain":
            low, high = low or kind == "low", high or kind == "high"
            seen, start = kind, reader.pieces[at].start
    return low, high, seen, start


def _bound_at(reader: Reader, at: int) -> tuple[str, int]:
    for size in (4, 3, 2, 1):
        words = tuple(reader.word(at - step) for step in range(size, 0, -1))
        if at >= size and words in _bounds("bounds"):
            return _bounds("bounds")[words], size
    return "", 0


def _bound_after(reader: Reader, at: int) -> tuple[str, int]:
    if reader.word(at) == "+":
        return "low", 1
    for size in (2, 1):
        words = tuple(reader.word(at + step) for step in range(size))
        if words in _bounds("bounds_after"):
            return _bounds("bounds_after")[words], size
    return "", 0
