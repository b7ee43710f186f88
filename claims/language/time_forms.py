"""The ways in which a day or a stretch of days is written, and which days each means.

One pattern finds them all in one pass; the form that matched then reads its own parts. Nothing here
looks at the clock: what is relative is relative to `Context.anchor`, the day of publication.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from claims.language import feasts, periods, time_relative
from claims.language.periods import UNKNOWN, Period
from claims.language.time_context import Context, count_of, with_part
from claims.language.time_patterns import (
    MONTHS,
    UNCAPITALISED,
    WEEKDAYS,
    WITH_NAMES,
    finder,
    form_pattern,
    named_periods,
)

EVERY = re.compile(r"\b(?:every|each|most) $", re.IGNORECASE)

Resolver = Callable[[dict[str, str], Context], Period]


def _month(word: str) -> int:
    return MONTHS.index(word[:3].lower()) + 1


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
    weekday = parts.get("weekday", "")
    if first and weekday and first.weekday() != WEEKDAYS.index(weekday[:3].lower()):
        return UNKNOWN  # no such day in the year that is meant
    if not parts.get("until") or first is None:
        return first, last
    until = int(re.sub(r"\D", "", parts["until"]))
    end = _safe_date(first.year, first.month, until)[1]
    return (first, end) if end and end >= first else UNKNOWN


def _read_month(parts: dict[str, str], context: Context) -> Period:
    month = _month(parts["month"])
    words = parts.get("year", "")
    year = _year(words, context) if words else context.year if _is_other(context) else None
    if year is None and not words and context.anchor:
        year = _nearest_year(month, parts.get("lead", "").lower(), context.anchor, context.future)
    return UNKNOWN if year is None else with_part(periods.month_of(year, month), parts.get("part", ""))


def _read_months(parts: dict[str, str], context: Context) -> Period:
    year, months = _year(parts["year"], context), (_month(parts["month"]), _month(parts["until"]))
    if year is None:
        return UNKNOWN
    return periods.month_of(year - (months[0] > months[1]), months[0])[0], periods.month_of(year, months[1])[
        1
    ]


def _read_months_near(parts: dict[str, str], context: Context) -> Period:
    """A stretch like June to August, without a year: the last one that had begun, or the next one."""
    if context.anchor is None:
        return UNKNOWN
    first, last = _month(parts["month"]), _month(parts["until"])
    year = _nearest_year(first, "", context.anchor, context.future)
    return periods.month_of(year, first)[0], periods.month_of(year + (last < first), last)[1]


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
    return UNKNOWN if year is None else with_part(periods.season_of(year, season), parts.get("part", ""))


def _read_year(parts: dict[str, str], context: Context) -> Period:
    year = _year(parts["year"], context)
    return UNKNOWN if year is None else with_part(periods.year_of(year), parts.get("part", ""))


def _read_years(parts: dict[str, str], _: Context) -> Period:
    first, last = parts["year"], parts["until"]
    last = first[: 4 - len(last)] + last
    return (date(int(first), 1, 1), date(int(last), 12, 31)) if last >= first else UNKNOWN


def _read_feast(parts: dict[str, str], context: Context) -> Period:
    name, words, lead = parts["words"].lower(), parts.get("year", ""), parts.get("lead", "").lower()
    year = _year(words, context) if words else context.year if _is_other(context) else None
    if year is not None:
        day = feasts.feast_in(name, year)
    elif words or context.anchor is None:
        return UNKNOWN
    else:
        day = feasts.latest_feast(name, context.anchor, future=lead == "next" or context.future)
    return feasts.weekend_of(day) if parts.get("span") else (day, day)


def _read_fiscal(parts: dict[str, str], _: Context) -> Period:
    """A fiscal year is named after the year it ends in, and begins in April, July or October before."""
    last = int(parts["year"])
    if until := parts.get("until"):
        first, last = last, int(str(last)[: 4 - len(until)] + until)
        return (date(first, 4, 1), date(last, 12, 31)) if last > first else UNKNOWN
    return date(last - 1, 4, 1), date(last, 12, 31)


def _read_slice(parts: dict[str, str], context: Context) -> Period:
    year = _year(parts["year"], context)
    if year is None:
        return UNKNOWN
    whole = periods.month_of(year, _month(parts["month"])) if parts.get("month") else periods.year_of(year)
    unit = parts["unit"].lower().rstrip("s")
    count = count_of(parts["count"].strip().lower())[1] if parts.get("count", "").strip() else 1
    if unit == "month" and not parts.get("count", "").strip() and parts["unit"].lower().endswith("s"):
        count = 6  # "the last months of the year": somewhere in its half
    return periods.slice_of(whole, parts["which"].lower(), count, unit)


def _read_quarter(parts: dict[str, str], _: Context) -> Period:
    first = date(int(parts["year"]), 3 * int(parts["number"]) - 2, 1)
    return periods.months_from(first, 3)


def _read_decade(parts: dict[str, str], _: Context) -> Period:
    digits = re.sub(r"\D", "", parts["decade"])
    first = int(digits if len(digits) == 4 else ("20" if digits < "30" else "19") + digits)
    return with_part((date(first, 1, 1), date(first + 9, 12, 31)), parts.get("part", ""))


def _read_century(parts: dict[str, str], _: Context) -> Period:
    last = int(re.sub(r"\D", "", parts["number"])) * 100
    if not 100 <= last <= 2100:
        return UNKNOWN
    return with_part((date(last - 99, 1, 1), date(last, 12, 31)), parts.get("part", ""))


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
    "months_near": _read_months_near,
    "feast": _read_feast,
    "fiscal": _read_fiscal,
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
    "nearby": time_relative.read_nearby,
    "window": time_relative.read_window,
    "recent": time_relative.read_recent,
    "coming": time_relative.read_coming,
    "ago": time_relative.read_ago,
    "elsewhen": _read_unknown,
    "period": time_relative.read_period,
    "weekday": time_relative.read_weekday,
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
        if form == "feast" and match[0].islower():
            continue
        if form == "weekday" and EVERY.search(text, max(0, match.start() - 8), match.start()):
            continue  # "every Friday": no day of its own
        own = form_pattern(form).match(text, match.start())
        parts = {name: value for name, value in (own.groupdict() if own else {}).items() if value}
        found.append(Phrase(match.start(), match.end(), form, tuple(parts.items())))
    return tuple(found)


def _is_name(text: str, start: int) -> bool:
    """Whether a capital word here goes on from another: "Paris Today" is a newspaper."""
    before = text[:start].split()[-1:] if text[start].isupper() and text[start - 1 : start] == " " else []
    return bool(before) and before[0][0].isupper() and before[0][-1].isalnum()
