"""Stretches of days: calendar arithmetic on (first day, last day), both included."""

from calendar import monthrange
from datetime import date, timedelta

Period = tuple[date | None, date | None]

UNKNOWN: Period = (None, None)
MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_OF = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 7}
HOURS_A_DAY = 24
SEASON_STARTS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
WEEKEND_STARTS = 5


def shift_days(day: date, days: int) -> date:
    """The day so many days later, kept inside the calendar."""
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def shift_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last day.

    >>> shift_months(date(2024, 3, 31), -1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < 1:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, count: float, unit: str) -> date:
    """The day so many units later; hours and minutes round outwards to whole days.

    >>> shift(date(2024, 3, 10), -24, "hour"), shift(date(2024, 3, 10), 2, "week")
    (datetime.date(2024, 3, 9), datetime.date(2024, 3, 24))
    """
    if unit in MONTHS_OF:
        return shift_months(day, round(count * MONTHS_OF[unit]))
    if unit == "hour":
        days = -(-abs(count) // HOURS_A_DAY)
        return shift_days(day, int(days if count > 0 else -days))
    return shift_days(day, round(count * DAYS_OF[unit]))


def year_of(year: int) -> tuple[date, date]:
    """1 January to 31 December."""
    return date(year, 1, 1), date(year, 12, 31)


def month_of(year: int, month: int) -> tuple[date, date]:
    """The first to the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_from(first: date, months: int) -> tuple[date, date]:
    """So many whole months from the first day of one."""
    return first, shift_days(shift_months(first, months), -1)


def season_of(year: int, season: str) -> tuple[date, date]:
    """The three months of a season of the northern hemisphere; a winter begins in the year before.

    >>> season_of(2022, "winter")[0]
    datetime.date(2021, 12, 1)
    """
    month = SEASON_STARTS[season]
    return months_from(date(year - (season == "winter"), month, 1), 3)


def unit_around(day: date, unit: str) -> tuple[date, date]:
    """The calendar week, weekend, month, quarter, half, year, decade or century that holds the day.

    >>> unit_around(date(2024, 4, 23), "week")
    (datetime.date(2024, 4, 22), datetime.date(2024, 4, 28))
    """
    if unit in ("week", "weekend"):
        monday = shift_days(day, -day.weekday())
        return (monday if unit == "week" else shift_days(monday, WEEKEND_STARTS)), shift_days(monday, 6)
    if unit in MONTHS_OF:
        return _months_around(day, MONTHS_OF[unit])
    return day, day


def _months_around(day: date, size: int) -> tuple[date, date]:
    months = day.year * 12 + day.month - 1
    year, month = divmod(months - months % size, 12)
    return months_from(date(max(year, 1), month + 1, 1), size)


def part_of(period: tuple[date, date], part: str) -> tuple[date, date]:
    """The early, mid or late third of a stretch; of a year, four months.

    >>> part_of(year_of(2001), "late")
    (datetime.date(2001, 9, 1), datetime.date(2001, 12, 31))
    """
    start, end = period
    third = ("early", "mid", "late").index(part)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months >= 3 and start.day == 1:
        bounds = [shift_months(start, months * step // 3) for step in range(3)]
    else:
        bounds = [start + timedelta(days=(end - start).days * step // 3) for step in range(3)]
    last = end if third == 2 else shift_days(bounds[third + 1], -1)
    return bounds[third], max(last, bounds[third])


def slice_of(period: tuple[date, date], which: str, count: int, unit: str) -> tuple[date, date]:
    """The first or last so many units of a stretch, or its second, third or fourth unit.

    >>> slice_of(year_of(2020), "first", 1, "half")
    (datetime.date(2020, 1, 1), datetime.date(2020, 6, 30))
    """
    start, end = period
    if which in ("last", "final", "latter"):
        return max(start, shift_days(shift(shift_days(end, 1), -count, unit), 0)), end
    skip = {"second": 1, "third": 2, "fourth": 3}.get(which, 0)
    first = min(shift(start, skip * count, unit), end)
    return first, max(first, min(shift_days(shift(first, count, unit), -1), end))


def latest(month: int, day: int, anchor: date, *, future: bool) -> date | None:
    """The last such day on or before the anchor, or the next one; None for a day that never comes."""
    years = range(anchor.year, anchor.year + 9) if future else range(anchor.year, max(anchor.year - 9, 0), -1)
    for year in years:
        if day <= monthrange(year, month)[1]:
            found = date(year, month, day)
            if (found >= anchor) if future else (found <= anchor):
                return found
    return None


def weekday_near(weekday: int, anchor: date, *, lead: str, future: bool) -> date:
    """The weekday meant by a text of the anchor's day.

    >>> weekday_near(5, date(2024, 3, 9), lead="", future=False)  # that day is a Saturday
    datetime.date(2024, 3, 9)
    """
    if (future and lead not in ("last", "previous", "past")) or lead in ("next", "following", "coming"):
        ahead = (weekday - anchor.weekday()) % 7
        return shift_days(anchor, ahead or (7 if lead else 0))
    back = (anchor.weekday() - weekday) % 7
    return shift_days(anchor, -(back or (7 if lead in ("last", "previous") else 0)))
