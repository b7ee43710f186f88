"""What a phrase of time may lean on, and the words that forms share."""

from dataclasses import dataclass
from datetime import date

from claims.language import periods
from claims.language.periods import Period

# "a few days ago" and "several years ago": from how many to how many
VAGUE_COUNTS = {"few": (2, 7), "several": (3, 10), "couple": (2, 3)}


@dataclass(frozen=True)
class Context:
    """What a phrase may lean on: the day of publication, the year its sentence names, the tense."""

    anchor: date | None = None
    year: int | None = None
    future: bool = False


def count_of(word: str) -> tuple[int, int]:
    """The fewest and the most that a count can mean: "a few" is two to seven."""
    word = word.removesuffix(" of")
    if word in VAGUE_COUNTS:
        return VAGUE_COUNTS[word]
    from text_to_num import text2num

    number = int(word) if word.isdigit() else 1 if word in ("a", "an") else text2num(word, "en")
    return number, number


def part_name(words: str) -> str | None:
    """Early, mid or late; None without a word for it."""
    words = words.lower()
    if not words:
        return None
    if words.startswith(("early", "beginning", "start", "first")):
        return "early"
    return "mid" if words.startswith("mid") else "late"


def with_part(period: Period, words: str) -> Period:
    """The part of the stretch that the words name; the whole without them."""
    part = part_name(words)
    if part is None or period[0] is None or period[1] is None:
        return period
    return periods.part_of((period[0], period[1]), part)
