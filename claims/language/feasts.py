"""Feasts and public holidays -> the day they fall on in a year, from `data/periods.json`."""

from calendar import monthrange
from datetime import date
from functools import cache
from typing import Any

from claims.language.lexicon import load_lexicon
from claims.language.periods import shift_days

# weekday of a feast -> days by which its weekend begins before it and ends after it
WEEKENDS = {0: (2, 0), 1: (3, 0), 3: (0, 3), 4: (0, 2), 5: (0, 1), 6: (1, 0)}


@cache
def feast_names() -> dict[str, dict[str, Any]]:
    """Names of feasts, in lower case, with the rule that tells their day."""
    return {name.lower(): rule for rule in load_lexicon("periods")["feasts"] for name in rule["names"]}


def feast_in(name: str, year: int) -> date:
    """The day of a feast in a year.

    >>> feast_in("thanksgiving", 2023), feast_in("good friday", 2024)
    (datetime.date(2023, 11, 23), datetime.date(2024, 3, 29))
    """
    rule = feast_names()[name]
    if "easter" in rule:
        from dateutil.easter import easter

        return shift_days(easter(year), rule["easter"])
    month = rule["month"]
    if "day" in rule:
        return date(year, month, rule["day"])
    days = [day for day in range(1, monthrange(year, month)[1] + 1) if _is_on(rule, date(year, month, day))]
    nth = rule["nth"]
    return shift_days(date(year, month, days[nth - 1 if nth > 0 else nth]), rule.get("plus", 0))


def _is_on(rule: dict[str, Any], day: date) -> bool:
    return bool(day.weekday() == rule["weekday"])


def latest_feast(name: str, anchor: date, *, future: bool) -> date:
    """The last such feast on or before the anchor, or the next one."""
    days = [feast_in(name, year) for year in range(max(anchor.year - 1, 1), min(anchor.year + 2, 10_000))]
    if future:
        return next((day for day in days if day >= anchor), days[-1])
    return next((day for day in reversed(days) if day <= anchor), days[0])


def weekend_of(day: date) -> tuple[date, date]:
    """The days off around a feast: from Saturday for one on a Monday, to Sunday for one on a Thursday.

    >>> weekend_of(date(2024, 9, 2))[0]
    datetime.date(2024, 8, 31)
    """
    before, after = WEEKENDS.get(day.weekday(), (0, 0))
    return shift_days(day, -before), shift_days(day, after)
