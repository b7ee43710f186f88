"""The ways in which a day or a stretch of days is written, and which days each means.

One pattern finds them all in one pass; the form that matched then reads its own parts. Nothing here
looks at the clock: what is relative is relative to `Context.anchor`, the day of publication.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from claims.language import periods
from claims.language.periods import UNKNOWN, Period
from claims.language.time_patterns import (
    MONTHS,
    UNCAPITALISED,
    WEEKDAYS,
    WITH_NAMES,
    finder,
    form_patterns,
    named_periods,
)

# "a few days ago" and "several years ago": from how many to how many
VAGUE_COUNTS = {"few": (2, 7), "several": (3, 10), "couple": (2, 3)}


@dataclass(frozen=True)
class Context:
    """What a phrase may lean on: the day of publication, the year its sentence names, the tense."""

    anchor: date | None = None
    year: int | None = None
    future: bool = False


Resolver = Callable[[dict[str, str], Context], Period]


def _month(word: str) -> int:
    return MONTHS.index(word[:3].lower()) + 1


def _count(word: str) -> tuple[int, int]:
    word = word.removesuffix(" of")
    if word in VAGUE_COUNTS:
        return VAGUE_COUNTS[word]
    from text_to_num import text2num

    number = int(word) if word.isdigit() else 1 if word in ("a", "an") else text2num(word, "en")
    return number, number


def _safe_date(year: int, month: int, day: int) -> Period:
    try:
        found = date(year, month, day)
    except ValueError:
        return UNKNOWN
    return found, found


def _year(words: str, context: Context) -> int | None:
    """The year that digits, "last year" or "the same year" mean."""
    if words.isdigit():
        return int(words)
    words = words.lower()
    if words.startswith("the") or words.startswith("that"):
        shift = -1 if "previous" in words else 1 if "following" in words else 0
        return None if context.year is None else context.year + shift
    if context.anchor is None:
        return None
    return context.anchor.year + {"last": -1, "this": 0, "next": 1}[words.split()[0]]


def _day_of_month(month: int, day: int, year: str, context: Context) -> Period:
    known = _year(year, context) if year else context.year if _is_other(context) else None
    if known is not None:
        return _safe_date(known, month, day)
    if year or context.anchor is None:
        return UNKNOWN
    found = periods.latest(month, day, context.anchor, future=context.future)
    return found, found


def _is_other(context: Context) -> bool:
    """Whether the sentence speaks of a year other than that of publication."""
    return context.year is not None and (context.anchor is None or context.year < context.anchor.year - 1)


def _read_day(parts: dict[str, str], context: Context) -> Period:
    day = int(re.sub(r"\D", "", parts["day"]))
    first, last = _day_of_month(_month(parts["month"]), day, parts.get("year", ""), context)
    if not parts.get("until") or first is None:
        return first, last
    until = int(re.sub(r"\D", "", parts["until"]))
    end = _safe_date(first.year, first.month, until)[1]
    return (first, end) if end and end >= first else UNKNOWN


def _part_name(words: str) -> str | None:
    words = words.lower()
    if not words:
        return None
    if words.startswith(("early", "beginning", "start", "first")):
        return "early"
    return "mid" if words.startswith("mid") else "late"


def _with_part(period: Period, words: str) -> Period:
    part = _part_name(words)
    if part is None or period[0] is None or period[1] is None:
        return period
    return periods.part_of((period[0], period[1]), part)


def _read_month(parts: dict[str, str], context: Context) -> Period:
    month = _month(parts["month"])
    words = parts.get("year", "")
    year = _year(words, context) if words else context.year if _is_other(context) else None
    if year is None and not words and context.anchor:
        year = _nearest_year(month, parts.get("lead", "").lower(), context.anchor, context.future)
    return UNKNOWN if year is None else _with_part(periods.month_of(year, month), parts.get("part", ""))


def _read_months(parts: dict[str, str], context: Context) -> Period:
    year, months = _year(parts["year"], context), (_month(parts["month"]), _month(parts["until"]))
    if year is None:
        return UNKNOWN
    return periods.month_of(year - (months[0] > months[1]), months[0])[0], periods.month_of(year, months[1])[
        1
    ]


def _nearest_year(month: int, lead: str, anchor: date, future: bool) -> int:
    if lead == "next" or (future and lead != "last"):
        return anchor.year + (month < anchor.month or (lead == "next" and month == anchor.month))
    if lead == "this":
        return anchor.year
    return anchor.year - (month > anchor.month or (lead == "last" and month == anchor.month))


def _read_season(parts: dict[str, str], context: Context) -> Period:
    season, words, lead = parts["season"].lower(), parts.get("year", ""), parts.get("lead", "").lower()
    year = _year(words, context) if words else None
    if year is None and not words and context.anchor:
        year = context.anchor.year
        if lead == "next" and periods.season_of(year, season)[0] <= context.anchor:
            year += 1
        if (
            lead != "next"
            and lead != "this"
            and periods.season_of(year, season)[lead == "last"] > context.anchor
        ):
            year -= 1
    return UNKNOWN if year is None else _with_part(periods.season_of(year, season), parts.get("part", ""))


def _read_year(parts: dict[str, str], context: Context) -> Period:
    year = _year(parts["year"], context)
    return UNKNOWN if year is None else _with_part(periods.year_of(year), parts.get("part", ""))


def _read_years(parts: dict[str, str], _: Context) -> Period:
    first, last = parts["year"], parts["until"]
    last = first[: 4 - len(last)] + last
    return (date(int(first), 1, 1), date(int(last), 12, 31)) if last >= first else UNKNOWN


def _read_slice(parts: dict[str, str], context: Context) -> Period:
    year = _year(parts["year"], context)
    if year is None:
        return UNKNOWN
    whole = periods.month_of(year, _month(parts["month"])) if parts.get("month") else periods.year_of(year)
    unit = parts["unit"].lower().rstrip("s")
    count = _count(parts["count"].strip().lower())[1] if parts.get("count", "").strip() else 1
    if unit == "month" and not parts.get("count", "").strip() and parts["unit"].lower().endswith("s"):
        count = 6  # "the last months of the year": somewhere in its half
    return periods.slice_of(whole, parts["which"].lower(), count, unit)


def _read_quarter(parts: dict[str, str], _: Context) -> Period:
    first = date(int(parts["year"]), 3 * int(parts["number"]) - 2, 1)
    return periods.months_from(first, 3)


def _read_decade(parts: dict[str, str], _: Context) -> Period:
    digits = re.sub(r"\D", "", parts["decade"])
    first = int(digits if len(digits) == 4 else ("20" if digits < "30" else "19") + digits)
    return _with_part((date(first, 1, 1), date(first + 9, 12, 31)), parts.get("part", ""))


def _read_century(parts: dict[str, str], _: Context) -> Period:
    last = int(re.sub(r"\D", "", parts["number"])) * 100
    if not 100 <= last <= 2100:
        return UNKNOWN
    return _with_part((date(last - 99, 1, 1), date(last, 12, 31)), parts.get("part", ""))


def _read_period(parts: dict[str, str], context: Context) -> Period:
    """The days of "last month", "earlier this week", "the previous year"."""
    which, unit, part = parts["which"].lower(), parts["unit"].lower(), parts.get("part", "").lower().strip()
    if which.startswith(("the previous", "the following", "the same", "that", "the preceding")):
        step = -1 if "pre" in which else 1 if "following" in which else 0
        known = unit == "year" and context.year is not None
        return periods.year_of((context.year or 0) + step) if known else UNKNOWN
    if context.anchor is None:
        return UNKNOWN
    step = {"this": 0, "last": -1, "past": -1, "previous": -1}.get(which.split()[-1], 1)
    if "past" in which.split() or (unit in ("decade", "century") and step < 0):
        return periods.shift(context.anchor, -1, unit), context.anchor
    day = periods.shift(context.anchor, step, "week" if unit == "weekend" else unit)
    first, last = periods.unit_around(day, unit)
    if step == 0 and part in ("earlier", "so far"):
        return min(first, context.anchor), context.anchor
    if step == 0 and part == "later":
        return context.anchor, last
    return _with_part((first, last), part if part != "later" else "late")


def _read_window(parts: dict[str, str], context: Context) -> Period:
    """The days of "the last three years", "the past 24 hours", "the coming two weeks"."""
    if context.anchor is None:
        return UNKNOWN
    unit = parts["unit"].lower().rstrip("s")
    count = _count(parts["count"].lower())[1]
    if parts["which"].lower() in ("next", "coming", "following"):
        return context.anchor, periods.shift(context.anchor, count, unit)
    return periods.shift(context.anchor, -count, unit), context.anchor


def _read_recent(_: dict[str, str], context: Context) -> Period:
    return (None, context.anchor) if context.anchor else UNKNOWN


def _read_coming(_: dict[str, str], context: Context) -> Period:
    return (context.anchor, None) if context.anchor else UNKNOWN


def _read_ago(parts: dict[str, str], context: Context) -> Period:
    if context.anchor is None:
        return UNKNOWN
    unit = parts["unit"].lower().rstrip("s")
    low, high = _count(parts["count"].lower()) if parts.get("count") else (1, 0)
    if high == 0:  # "decades ago"
        return None, periods.shift(context.anchor, -1, unit)
    first, last = (periods.shift(context.anchor, -number, unit) for number in (high, low))
    if unit in ("day", "hour", "minute", "night"):
        return first, last if unit in ("day", "night") else context.anchor
    return periods.unit_around(first, unit)[0], periods.unit_around(last, unit)[1]


def _read_nearby(parts: dict[str, str], context: Context) -> Period:
    """The days of "yesterday", "last night", "this morning", "overnight"."""
    if context.anchor is None:
        return UNKNOWN
    words = parts["words"].lower()
    if words.startswith(("last night", "overnight", "late last")):
        return periods.shift_days(context.anchor, -1), context.anchor
    two = "the day before" in words or "the day after" in words
    step = -1 if "yesterday" in words else 1 if "tomorrow" in words else 0
    day = periods.shift_days(context.anchor, step * (1 + two))
    return day, day


def _read_weekday(parts: dict[str, str], context: Context) -> Period:
    if context.anchor is None:
        return UNKNOWN
    lead = parts.get("lead", "").lower().split()
    weekday = WEEKDAYS.index(parts["weekday"][:3].lower())
    found = periods.weekday_near(
        weekday, context.anchor, lead=lead[-1] if lead else "", future=context.future
    )
    return found, found


def _read_named(parts: dict[str, str], _: Context) -> Period:
    return named_periods()[parts["words"].lower()]


def _read_iso(parts: dict[str, str], _: Context) -> Period:
    return _safe_date(int(parts["year"]), int(parts["number"]), int(parts["day"]))


def _read_numeric(parts: dict[str, str], _: Context) -> Period:
    """Day first or month first: where both can be, from the one to the other."""
    one, two, year = (int(parts[name]) for name in ("day", "number", "year"))
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    readings = [_safe_date(year, month, day)[0] for day, month in ((one, two), (two, one))]
    possible = sorted(day for day in readings if day)
    return (possible[0], possible[-1]) if possible else UNKNOWN


def _read_odd(parts: dict[str, str], context: Context) -> Period:
    """Rare shapes ("27-Apr-22") are left to dateparser, which takes 0.3 s to wake up."""
    from dateparser import parse

    found = parse(parts["words"], languages=["en"], settings={"REQUIRE_PARTS": ["day", "month", "year"]})
    return (found.date(), found.date()) if found else UNKNOWN


def _read_unknown(_: dict[str, str], __: Context) -> Period:
    return UNKNOWN


# form -> what reads its groups
READERS: dict[str, Resolver] = {
    "iso": _read_iso,
    "odd": _read_odd,
    "numeric": _read_numeric,
    "named": _read_named,
    "months": _read_months,
    "month_day": _read_day,
    "day_month": _read_day,
    "month_year": _read_month,
    "month": _read_month,
    "slice": _read_slice,
    "quarter": _read_quarter,
    "season": _read_season,
    "this_season": _read_season,
    "decade": _read_decade,
    "century": _read_century,
    "years": _read_years,
    "year_part": _read_year,
    "year": _read_year,
    "nearby": _read_nearby,
    "window": _read_window,
    "recent": _read_recent,
    "coming": _read_coming,
    "ago": _read_ago,
    "elsewhen": _read_unknown,
    "period": _read_period,
    "weekday": _read_weekday,
    "clock": _read_unknown,
}


@dataclass(frozen=True)
class Phrase:
    """Words that name a day or a stretch of days: `text[start:end]`."""

    start: int
    end: int
    form: str
    parts: tuple[tuple[str, str], ...]

    def resolve(self, context: Context) -> Period:
        """First and last day that it can mean; (None, None) where that cannot be told."""
        try:
            return READERS[self.form](dict(self.parts), context)
        except (ValueError, OverflowError):  # a day that no calendar has
            return UNKNOWN


@lru_cache(maxsize=256)  # figures and times are read off the same sentence, one after the other
def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Every phrase of time in the text, left to right, none overlapping."""
    found = []
    for match in finder().finditer(text):
        form = match.lastgroup or ""
        if form in WITH_NAMES and UNCAPITALISED.search(match[0]):
            continue
        if form == "nearby" and _is_name(text, match.start()):
            continue
        own = form_patterns()[form].match(text, match.start())
        parts = {name: value for name, value in (own.groupdict() if own else {}).items() if value}
        found.append(Phrase(match.start(), match.end(), form, tuple(parts.items())))
    return tuple(found)


def _is_name(text: str, start: int) -> bool:
    """Whether a capital word here goes on from another: "Paris Today" is a newspaper."""
    before = text[:start].split()[-1:] if text[start].isupper() and text[start - 1 : start] == " " else []
    return bool(before) and before[0][0].isupper() and before[0][-1].isalnum()
