"""Numbers as they are written, with bounds and units: digits, words, ranges, "dozens".

Only the words are read here, no parse. What is not an amount (a year, a day, a house, a flight, a
score, the number of a section) is left out as far as its surroundings show it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.language.lexicon import load_lexicon
from claims.language.measures import prefix_currencies, unit_forms
from claims.language.time_forms import find_phrases

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = frozenset([*SMALL, *TENS])
DASHES = frozenset("-–—‑")
MAX_DIGITS = 15  # a float is exact up to here; what is longer is an id
_PIECE = re.compile(r"\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]|_")
_DIGITS = re.compile(r"\d")


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
    partitive: bool = False  # a share of something: "half of", "one in five"


@dataclass(frozen=True)
class Piece:
    """A number, a word or a sign, in lower case, with its place."""

    text: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdecimal()


@dataclass(frozen=True)
class Value:
    """What the number words say, before bounds: from the piece `first` up to `last`, excluded."""

    low: float
    high: float | None
    first: int
    last: int
    approximate: bool = False
    scaled: bool = False  # "million" was said


@cache
def _lexicon() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = load_lexicon("numbers")
    return table


@cache
def _bounds(name: str) -> dict[tuple[str, ...], str]:
    """Words of a bound -> low, high, near or plain."""
    return {tuple(words.split()): kind for kind, many in load_lexicon("numbers")[name].items() for words in many}


def _cut(text: str) -> list[Piece]:
    return [Piece(found[0].lower(), found.start(), found.end()) for found in _PIECE.finditer(text)]


def number_of(digits: str) -> float | None:
    """The number that digits with commas stand for; None where it is too long to be an amount.

    >>> number_of("1,500"), number_of("2.5"), number_of("1,00,000")
    (1500.0, 2.5, 100000.0)
    """
    if len(digits) > 2 * MAX_DIGITS or sum(map(str.isdecimal, digits)) > MAX_DIGITS:
        return None
    return float(digits.replace(",", ""))


class _Reader:
    """Reads values off the pieces of one text; every method takes the index to begin at."""

    def __init__(self, text: str) -> None:
        self.pieces = _cut(text)

    def word(self, at: int) -> str:
        """The piece there, or nothing beyond the ends."""
        return self.pieces[at].text if 0 <= at < len(self.pieces) else ""

    def glued(self, at: int) -> bool:
        """Whether the piece stands against the one before it."""
        return 0 < at < len(self.pieces) and self.pieces[at].start == self.pieces[at - 1].end

    def value(self, at: int) -> Value | None:
        """The number that begins there."""
        word = self.word(at)
        if not word:
            return None
        if word[0].isdecimal():
            return self._digits(at)
        if word in NUMBER_WORDS:
            return self._scale(self._words(at))
        if word in _lexicon()["plural_multipliers"]:
            return self._plural(at)
        return self._scale(self._article(at))

    def _digits(self, at: int) -> Value | None:
        number = number_of(self.word(at))
        if number is None or self._is_part_of_name(at):
            return None
        return self._scale(Value(number, number, at, at + 1))

    def _is_part_of_name(self, at: int) -> bool:
        """ "M4", "AK-47", "mid-2021", ".45", "#5", "24/7", "1:30"."""
        before, two_before = self.word(at - 1), self.word(at - 2)
        if self.glued(at):
            if before in "#/:._'’" or (before.isalpha() and before not in prefix_currencies()):
                return True
            if before in DASHES and self.glued(at - 1) and two_before.isalpha():
                return True
        after, next_glued = self.word(at + 1), self.glued(at + 1)
        return next_glued and after in "/:" and self.word(at + 2)[:1].isdecimal()

    def _words(self, at: int) -> Value | None:
        from text_to_num import text2num

        last = at
        while last < len(self.pieces) and (words_end := self._word_run(last)):
            last = words_end
        spoken = [piece.text for piece in self.pieces[at:last] if piece.text not in DASHES]
        try:
            number = float(text2num(" ".join(spoken), "en"))
        except ValueError:  # "two three": two numbers side by side, the first is read
            number, last = float(text2num(spoken[0], "en")), at + 1
        return Value(number, number, at, last)

    def _word_run(self, at: int) -> int:
        """Where the next word of one number ends, or 0: "twenty-five", "one hundred and six"."""
        if self.word(at) in NUMBER_WORDS or self.word(at) in ("hundred", "thousand"):
            return at + 1
        joins = (self.word(at) in DASHES and self.word(at - 1) in TENS and self.word(at + 1) in SMALL[1:10]) or (
            self.word(at) == "and" and self.word(at - 1) in ("hundred", "thousand")
        )
        return at + 2 if joins and self.word(at + 1) in NUMBER_WORDS else 0

    def _article(self, at: int) -> Value | None:
        """ "a dozen", "half a million", "a few hundred", "several", "a couple of"."""
        first, skip = at, at
        if self.word(at) == "half" and self.word(at + 1) in ("a", "an") and self._multiplier(at + 2):
            return Value(0.5, 0.5, at, at + 2)
        if self.word(at) == "half" and self.word(at + 1) in DASHES and self.word(at + 2) == "a":
            return Value(0.5, 0.5, at, at + 4) if self._multiplier(at + 4) else None
        if self.word(at) in ("a", "an"):
            skip = at + 1
        word = self.word(skip)
        if word == "quarter" and [self.word(skip + 1), self.word(skip + 2)] == ["of", "a"]:
            return Value(0.25, 0.25, at, skip + 3) if self._multiplier(skip + 3) else None
        if skip > at and self._multiplier(skip) and len(word) > 2:
            return Value(1, 1, first, skip)
        vague = _lexicon()["vague"].get(word)
        if vague is None or (skip == at and word != "several"):
            return None
        exact = word in _lexicon()["vague_exact"]
        last = skip + 1 + (self.word(skip + 1) == "of" and bool(self._multiplier(skip + 2)))
        return Value(vague, vague if exact else None, first, last, approximate=True)

    def _plural(self, at: int) -> Value:
        """ "dozens", "tens of thousands", "hundreds of thousands"."""
        number, last = 2.0, at
        plurals = _lexicon()["plural_multipliers"]
        while self.word(last) in plurals:
            number *= plurals[self.word(last)]
            last += 1
            if self.word(last) == "of" and self.word(last + 1) in plurals:
                last += 1
        if self.word(at) == "tens":  # "tens of thousands" begin at ten thousand
            number /= 2
        return Value(number, None, at, last, approximate=True, scaled=True)

    def _multiplier(self, at: int) -> float | None:
        word = self.word(at)
        found = _lexicon()["multipliers"].get(word)
        if found is None or word not in load_lexicon("numbers")["letter_multipliers"]:
            return found
        return found if self.glued(at) and self._letter_counts(at) else None

    def _letter_counts(self, at: int) -> bool:
        """Whether "5m" is five million rather than five metres: money before it, or things after it."""
        if self.word(at) != "m":
            return True
        money = self.word(at - 2) in prefix_currencies()
        return money or (self.word(at + 1).endswith(("s", "people")) and not self.glued(at + 1))

    def _scale(self, value: Value | None) -> Value | None:
        """The value times "million", "dozen", "crore" after it; "two and a half million" too."""
        if value is None:
            return None
        number, last, scaled = value.low, value.last, False
        if [self.word(last + i) for i in range(3)] == ["and", "a", "half"]:
            number, last = number + 0.5, last + 3
        while (factor := self._multiplier(last)) is not None:
            number, last, scaled = number * factor, last + 1, True
            if [self.word(last + i) for i in range(3)] == ["and", "a", "half"]:
                number, last = number + factor / 2, last + 3
        number = round(number, 6)
        high = None if value.high is None else number
        return Value(number, high, value.first, last, value.approximate, scaled)


def find_numerals(text: str) -> list[Numeral]:
    """Every amount in the text, left to right; none overlaps another or a phrase of time.

    >>> [(number.low, number.high, number.unit) for number in find_numerals("more than 1,500 in 10-15 km")]
    [(1500.0, None, None), (10.0, 15.0, 'km')]
    """
    reader = _Reader(text)
    if not any(_may_begin(piece.text) for piece in reader.pieces):
        return []
    times = [(phrase.start, phrase.end) for phrase in find_phrases(text)]
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
    table = _lexicon()
    return NUMBER_WORDS | set(table["plural_multipliers"]) | set(table["vague"]) | {"a", "an", "half", "few"}


def _may_begin(word: str) -> bool:
    return word[0].isdecimal() or word in _starters()


def _inside(piece: Piece, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= piece.start < end for start, end in spans)


def _read(reader: _Reader, text: str, at: int) -> tuple[Numeral | None, int]:
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


def _past_name(reader: _Reader, at: int) -> int:
    """The next piece that is not glued to this one by signs or letters ("1-800-555-0199")."""
    at += 1
    while at < len(reader.pieces) and reader.glued(at) and reader.word(at) not in (",", ")", "]"):
        at += 1
    return at


def _read_fraction(reader: _Reader, at: int) -> tuple[Numeral, int] | None:
    """ "half of", "two-thirds of", "one in five"."""
    words = [reader.word(at + step) for step in range(4)]
    fractions = _lexicon()["fractions"]
    share, last = 0.0, at
    if words[0] == "half" and words[1] in ("of", "the", "its", "their"):
        share, last = 0.5, at + 1
    elif words[1] in DASHES and words[2] in fractions and words[3] == "of" and words[0] in SMALL:
        share, last = SMALL.index(words[0]) * fractions[words[2]], at + 3
    elif words[1] in fractions and words[2] == "of" and words[3] != "a" and words[0] in ("a", *SMALL):
        share, last = max(1, SMALL.index(words[0]) if words[0] in SMALL else 1) * fractions[words[1]], at + 2
    elif words[0] in ("one", "1") and words[1] == "in" and (words[2] in SMALL[2:11] or words[2] in TENS):
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
    return Numeral(start, end, reader.pieces[last - 1].start, low_value, high_value, approximate, "%", None, True), last


def _read_range(reader: _Reader, value: Value) -> tuple[Value, str | None]:
    """The value up to the second number of "10-15" or "between 10 and 15"; of "from 10 to 15", the base too."""
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


def _unscaled(reader: _Reader, value: Value) -> float:
    return number_of(reader.word(value.first)) or 1.0 if reader.pieces[value.first].is_digits else 1.0


def reader_text(reader: _Reader, start: int, end: int) -> str:
    """The pieces between two places, as one string."""
    return " ".join(piece.text for piece in reader.pieces if start <= piece.start < end)


def _read_unit(reader: _Reader, value: Value) -> tuple[str | None, int, int]:
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
    at = last + (reader.word(last) in DASHES and reader.glued(last))
    at += value.high is None and reader.word(last) == "of"  # "billions of dollars"
    for size in (2, 1):
        form = " ".join(reader.word(at + step) for step in range(size))
        unit = unit_forms().get(form)
        if unit is not None:
            weight = unit == "GBP" and reader.word(at + size) == "of"  # "5 pounds of cocaine"
            return "lb" if weight else unit, first, _past_old(reader, at + size)
    return None, first, last


def _past_old(reader: _Reader, at: int) -> int:
    """Behind the "old" of "23-year-old"."""
    dash = reader.word(at) in DASHES and reader.glued(at)
    return at + dash + 1 if reader.word(at + dash) in ("old", "olds") else at


def _is_amount(reader: _Reader, text: str, value: Value, unit: str | None, last: int) -> bool:
    """Whether nothing around the number says that it is a name, a house, a score, a calibre."""
    words = load_lexicon("numbers")
    before, after = reader.word(value.first - 1), reader.word(value.last)
    if unit == "magnitude" or unit in words.get("never", ()):
        return True
    if unit is None and reader.glued(value.last) and after.isalpha():
        return False  # "27th", "5x"
    if reader.word(last) in DASHES and reader.glued(last) and reader.glued(last + 1) and unit is None:
        return False  # "five-member", "555-0199"
    if reader.word(last) == "." and reader.glued(last + 1) and reader.word(last + 1)[:1].isdecimal():
        return False  # "1.2.3"
    if reader.pieces[value.first].is_digits and reader.word(value.first) in words["emergency"]:
        return False
    return not (_is_numbered(reader, text, value, before) or _is_calibre(reader, unit, value, last))


def _is_numbered(reader: _Reader, text: str, value: Value, before: str) -> bool:
    """ "Flight 370", "No. 5", "Taliban 2.0", "won 3-1", "2300 block"."""
    words = load_lexicon("numbers")
    if before == ".":
        before = reader.word(value.first - 2) if reader.word(value.first - 2) in ("no", "nos") else ""
    if before in words["identifiers"] and value.high == value.low and not value.scaled:
        return True
    joined = reader.word(value.first + 1)
    if joined in DASHES and reader.glued(value.first + 1) and any(
        reader.word(value.first - step) in words["scores"] for step in (1, 2, 3)
    ):
        return True
    start, end = reader.pieces[value.first].start, reader.pieces[value.last - 1].end
    digits = text[start:end]
    if digits.endswith(".0") and start > 1 and text[start - 1] == " " and before.isalpha():
        return text[reader.pieces[value.first - 1].start].isupper()
    return bool(_STREET.match(text, end)) and reader.pieces[value.first].is_digits


_STREET = re.compile(
    r" (?:block\b|(?:[NSEW]\.? )?(?:[A-Z][\w'.]* |\d+(?:st|nd|rd|th) ){0,3}"
    r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Ln|Lane|Dr|Drive|Ct|Court|Pl|Place|Way|Hwy|Highway|Pkwy)\b)"
)


def _is_calibre(reader: _Reader, unit: str | None, value: Value, last: int) -> bool:
    guns = load_lexicon("numbers")["gun_words"]
    nearby = {reader.word(last), reader.word(last + 1)}
    return (unit == "mm" and (reader.glued(value.last) or not nearby.isdisjoint(guns))) or (
        unit is None and reader.word(last) in guns[:3]
    )


def _bounded(reader: _Reader, value: Value, unit: str | None, first: int, last: int) -> Numeral:
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
    reader: _Reader, first: int, start: int, *, over_time: bool = False
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


def _bound_at(reader: _Reader, at: int) -> tuple[str, int]:
    for size in (4, 3, 2, 1):
        words = tuple(reader.word(at - step) for step in range(size, 0, -1))
        if at >= size and words in _bounds("bounds"):
            return _bounds("bounds")[words], size
    return "", 0


def _bound_after(reader: _Reader, at: int) -> tuple[str, int]:
    if reader.word(at) == "+":
        return "low", 1
    for size in (2, 1):
        words = tuple(reader.word(at + step) for step in range(size))
        if words in _bounds("bounds_after"):
            return _bounds("bounds_after")[words], size
    return "", 0
