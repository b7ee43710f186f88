"""Number words and digits -> values: "1.5 million", "two and a half dozen", "tens of thousands"."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from claims.language.lexicon import load_lexicon
from claims.language.measures import prefix_currencies

SMALL = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = frozenset([*SMALL, *TENS])
DASHES = frozenset("-–—\u2011")
MAX_DIGITS = 15  # a float is exact up to here; what is longer is an id
_PIECE = re.compile(
    r"\d{1,3}(?:,\d{2,3})+(?!\d)(?:\.\d+)?"
    r"|(?<![\d.,])\d{1,3}(?:(?:[\u00a0\u2009\u202f]\d{3})+|(?: \d{3})? 000)(?![\d.,]\d|\d)"  # "50 000"
    r"|\d+(?:\.\d+)?|[^\W\d_]+|[^\w\s]|_"
)
_SPACES = str.maketrans("", "", ", \u00a0\u2009\u202f")


_FRACTIONS = {(str(top), str(below)): top / below for below in (2, 3, 4, 8) for top in range(1, below)}


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
def number_table() -> dict[str, dict[str, float]]:
    """Number words that are no plain integers -> their values, by kind."""
    table: dict[str, dict[str, float]] = load_lexicon("numbers")
    return table


def _cut(text: str) -> list[Piece]:
    return [Piece(found[0].lower(), found.start(), found.end()) for found in _PIECE.finditer(text)]


def number_of(digits: str) -> float | None:
    """The number that digits with commas stand for; None where it is an id.

    >>> number_of("1,500"), number_of("2.5"), number_of("1,00,000")
    (1500.0, 2.5, 100000.0)
    """
    if len(digits) > 2 * MAX_DIGITS or sum(map(str.isdecimal, digits)) > MAX_DIGITS:
        return None
    if digits[0] == "0" and digits[1:2].isdecimal():
        return None  # "007" numbers something
    return float(digits.translate(_SPACES))


class Reader:
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
        if word in number_table()["plural_multipliers"]:
            return self._plural(at)
        return self._scale(self._article(at))

    def _digits(self, at: int) -> Value | None:
        number = number_of(self.word(at))
        if number is None or self._is_part_of_name(at):
            return None
        share, last = self._fraction_after(at + 1)
        return self._scale(Value(number + share, number + share, at, last))

    def _fraction_after(self, at: int) -> tuple[float, int]:
        """The fraction of "2½" and "2 1/2", and where it ends; nothing where there is none."""
        sign = self.word(at)
        if self.glued(at) and len(sign) == 1 and unicodedata.category(sign) == "No":
            share = unicodedata.numeric(sign)
            return (share, at + 1) if share < 1 else (0.0, at)
        words = [self.word(at + step) for step in range(3)]
        if words[1] != "/" or not (self.glued(at + 1) and self.glued(at + 2)) or self.glued(at):
            return 0.0, at
        share = _FRACTIONS.get((words[0], words[2]), 0.0)
        return share, at + 3 if share else at

    def _is_part_of_name(self, at: int) -> bool:
        """Whether the digits belong to a name or a time: "M4", "AK-47", ".45", "#5", "24/7", "1:30"."""
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
        joins = (
            self.word(at) in DASHES and self.word(at - 1) in TENS and self.word(at + 1) in SMALL[1:10]
        ) or (self.word(at) == "and" and self.word(at - 1) in ("hundred", "thousand"))
        return at + 2 if joins and self.word(at + 1) in NUMBER_WORDS else 0

    def _article(self, at: int) -> Value | None:
        """The value of "a dozen", "half a million", "a few hundred", "several", "a couple of"."""
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
        vague = number_table()["vague"].get(word)
        if vague is None or (skip == at and word != "several"):
            return None
        exact = word in number_table()["vague_exact"]
        last = skip + 1 + (self.word(skip + 1) == "of" and bool(self._multiplier(skip + 2)))
        return Value(vague, vague if exact else None, first, last, approximate=True)

    def _plural(self, at: int) -> Value:
        """The value of "dozens", "tens of thousands", "hundreds of thousands"."""
        number, last = 2.0, at
        plurals = number_table()["plural_multipliers"]
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
        found = number_table()["multipliers"].get(word)
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
