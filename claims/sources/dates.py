"""Dates as mastheads and metadata write them. Only whole days, only what can be read in one way."""

import calendar
import re
from datetime import date, datetime

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"{_YEAR}/(?P<month>\d\d)/(?P<day>\d\d)(?!\d)",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}(?!\d)",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}(?!\d)",
        rf"(?P<first>\d\d?)[/.](?P<second>\d\d?)[/.]{_YEAR}(?!\d)",
    )
)
TIME_OF_DAY = re.compile(
    r"(?:[T,\s]|\bat\b|[-\u2013|]\s)*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?"
    r"\s*(?:\(?(?:[A-Z]{2,4}|Z)?(?:[+-]\d\d:?\d\d)?\)?(?![\w]))?",
    re.IGNORECASE,
)


def find_leading_date(text: str) -> tuple[date, int] | None:
    """The day that `text` begins with, and where the date with its time of day ends.

    >>> find_leading_date("Monday, 21st January 2025, 14:05 IST")
    (datetime.date(2025, 1, 21), 36)
    >>> find_leading_date("03/04/2024") is None  # March or April?
    True
    """
    for form in _FORMS:
        match = form.match(text)
        day = match and _day_of(match.groupdict())
        if match and day:
            time = TIME_OF_DAY.match(text, match.end())
            return day, time.end() if time else match.end()
    return None


def parse_date(value: object) -> date | None:
    """The day that a metadata field names, None if it names none, or more than one could be meant."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = find_leading_date(value.strip()) if isinstance(value, str) else None
    return found[0] if found else None


def _day_of(parts: dict[str, str]) -> date | None:
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None  # day first or month first: nobody can tell
        day, month = (first, second) if second <= 12 else (second, first)
    else:
        day = int(parts["day"])
        month = _MONTHS.get(parts["month"].lower()) or int(parts["month"])
    try:
        return date(int(parts["year"]), month, day)
    except ValueError:
        return None
