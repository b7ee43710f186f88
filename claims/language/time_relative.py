"""Stretches that are told from the day of publication: "last month", "two weeks ago", "Saturday night"."""

from claims.language import periods
from claims.language.periods import UNKNOWN, Period
from claims.language.time_context import Context, count_of, with_part
from claims.language.time_patterns import WEEKDAYS

SOON = 2  # weekday until which "this weekend" is the one that just ended, unless it is still to come


def read_period(parts: dict[str, str], context: Context) -> Period:
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
    if unit == "weekend" and step == 0 and context.anchor.weekday() < SOON and not context.future:
        day = periods.shift(day, -1, "week")
    first, last = periods.unit_around(day, unit)
    if step == 0 and part in ("earlier", "so far"):
        return min(first, context.anchor), context.anchor
    if step == 0 and part == "later":
        return context.anchor, last
    return with_part((first, last), part if part != "later" else "late")


def read_window(parts: dict[str, str], context: Context) -> Period:
    """The days of "the last three years", "the past 24 hours", "the coming two weeks"."""
    if context.anchor is None:
        return UNKNOWN
    unit = parts["unit"].lower().rstrip("s")
    count = count_of(parts["count"].lower())[1]
    if parts["which"].lower() in ("next", "coming", "following"):
        return context.anchor, periods.shift(context.anchor, count, unit)
    return periods.shift(context.anchor, -count, unit), context.anchor


def read_recent(_: dict[str, str], context: Context) -> Period:
    """Some time up to the anchor: "in recent months"."""
    return (None, context.anchor) if context.anchor else UNKNOWN


def read_coming(_: dict[str, str], context: Context) -> Period:
    """Some time from the anchor on."""
    return (context.anchor, None) if context.anchor else UNKNOWN


def read_ago(parts: dict[str, str], context: Context) -> Period:
    """The days of "two weeks ago", "several years ago"."""
    if context.anchor is None:
        return UNKNOWN
    unit = parts["unit"].lower().rstrip("s")
    low, high = count_of(parts["count"].lower()) if parts.get("count") else (1, 0)
    if high == 0:  # "decades ago"
        return None, periods.shift(context.anchor, -1, unit)
    first, last = (periods.shift(context.anchor, -number, unit) for number in (high, low))
    if unit in ("day", "hour", "minute", "night"):
        return first, last if unit in ("day", "night") else context.anchor
    return periods.unit_around(first, unit)[0], periods.unit_around(last, unit)[1]


def read_nearby(parts: dict[str, str], context: Context) -> Period:
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


def read_weekday(parts: dict[str, str], context: Context) -> Period:
    """The day of "Saturday night", "next Monday", "overnight Friday"."""
    if context.anchor is None:
        return UNKNOWN
    lead = parts.get("lead", "").lower().split()
    weekday = WEEKDAYS.index(parts["weekday"][:3].lower())
    found = periods.weekday_near(
        weekday, context.anchor, lead=lead[-1] if lead else "", future=context.future
    )
    part = parts.get("part", "").lower()
    if part.startswith("overnight"):  # the night before it or, unless it says "into", the one after
        last = found if "into" in part else min(periods.shift_days(found, 1), max(found, context.anchor))
        return periods.shift_days(found, -1), last
    return found, found
