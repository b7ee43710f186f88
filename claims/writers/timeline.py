"""Toll tape -> timeline: what figure was given when, with its bounds, and by whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from claims.base.records import Quantity
from claims.language.escaping import printable
from claims.language.wording import count_words, day_words, figure_words, number_words
from claims.writers.cards import COLOURS
from claims.writers.tape import Row

LEFT, RIGHT, LABELS, WIDTH = 64, 430, 470, 860  # of the plot, of the labels, of all, in pixels
UNDATED = 24  # how far left of the first day what has no day stands
TOP, LINE, LEAST, FOOT, OPEN = 16, 20, 140, 34, 16  # heights; the last: how far an open bound is drawn
SMALLEST, LARGEST = 1e-6, 1e15  # that are drawn
STEEP = 50  # times the smallest value from which the largest would flatten all others


@dataclass(frozen=True)
class Point:
    """A figure with its place: `low` and `high` are where its bounds end, `label` where its words stand."""

    row: Row
    words: str
    colour: int
    x: int
    y: int
    low: int
    high: int
    label: int


@dataclass(frozen=True)
class Timeline:
    """The figures of one role in one unit, over the days on which they were given."""

    name: str
    points: tuple[Point, ...]
    values: tuple[tuple[int, str], ...]  # height and words of each line of the scale
    days: tuple[tuple[int, str], ...]
    height: int
    is_steep: bool
    left: int = LEFT
    right: int = RIGHT
    labels: int = LABELS
    width: int = WIDTH


@dataclass(frozen=True)
class _Scale:
    """Values -> heights; where the values lie far apart, each tenfold takes the same room."""

    bottom: float
    top: float
    height: int
    is_steep: bool

    @classmethod
    def of(cls, values: Sequence[float], height: int) -> "_Scale":
        """The scale on which all the values find room."""
        low, high = min(values), max(values)
        if low > 0 and high / low > STEEP:
            return cls(floor(log10(low)), ceil(log10(high)), height, is_steep=True)
        step = _step(max(high, 0) - min(low, 0))
        bottom, top = step * floor(min(low, 0) / step), step * ceil(max(high, 0) / step)
        return cls(bottom, max(top, bottom + step), height, is_steep=False)

    def at(self, value: float) -> int:
        """How far down the value stands."""
        place = log10(value) if self.is_steep else value
        return round(TOP + self.height * (self.top - place) / (self.top - self.bottom))

    def lines(self) -> tuple[tuple[int, str], ...]:
        """Where the lines of the scale stand, with their values."""
        span = self.top - self.bottom
        step = ceil(span / 6) if self.is_steep else _step(span)
        places = [self.bottom + step * n for n in range(floor(span / step + 1e-6) + 1)]
        values = [10**place if self.is_steep else place for place in places]
        return tuple((self.at(value), number_words(round(value, 6))) for value in values)


def timelines(rows: Iterable[Row], colours: Mapping[str, int]) -> tuple[Timeline, ...]:
    """A timeline for each role and unit of which two different figures are known."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if _ends(row.quantity) and row.quantity.role != "age":  # of one person each: they make no series
            groups.setdefault((row.quantity.role or "", row.quantity.unit or ""), []).append(row)
    return tuple(
        _timeline(f"{role}, {unit}" if unit else role, members, colours)
        for (role, unit), members in groups.items()
        if len({(row.quantity.low, row.quantity.high) for row in members}) > 1
    )


def _timeline(name: str, rows: Sequence[Row], colours: Mapping[str, int]) -> Timeline:
    height = max(LEAST, LINE * len(rows))
    scale = _Scale.of([end for row in rows for end in _ends(row.quantity)], height)
    known = sorted({row.published for row in rows if row.published})
    placed = sorted(((scale.at(_ends(row.quantity)[0]), row) for row in rows), key=lambda item: item[0])
    labels = _apart([y for y, _ in placed], TOP + height)
    points = [
        Point(
            row=row,
            words=_words(row),
            colour=colours.get(printable(row.claim.party or ""), COLOURS),
            x=_across(row.published, known),
            y=y,
            low=y if row.quantity.low is not None else y + OPEN,
            high=scale.at(_ends(row.quantity)[-1]) if row.quantity.high is not None else y - OPEN,
            label=label,
        )
        for (y, row), label in zip(placed, labels, strict=True)
    ]
    days = tuple((_across(day, known), day_words(day)) for day in dict.fromkeys((*known[:1], *known[-1:])))
    return Timeline(name, tuple(points), scale.lines(), days, height + TOP + FOOT, scale.is_steep)


def _ends(quantity: Quantity) -> list[float]:
    """Where it ends, of what can be drawn; a document may state a number that no chart has room for."""
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return ends if all(end == 0 or SMALLEST <= abs(end) <= LARGEST for end in ends) else []


def _across(day: date | None, known: Sequence[date]) -> int:
    """How far to the right the day stands; what has no day stands left of all that have."""
    if day is None:
        return LEFT + UNDATED // 3
    span = (known[-1] - known[0]).days
    share = (day - known[0]).days / span if span else 0.5
    return LEFT + UNDATED + round((RIGHT - LEFT - UNDATED) * share)


def _apart(heights: Sequence[int], bottom: int) -> list[int]:
    """The heights, in order, moved no more than needed so that a line of words finds room at each."""
    moved: list[int] = []
    for height in heights:
        moved.append(max(height, moved[-1] + LINE) if moved else height)
    most = [bottom - LINE * number for number in range(len(moved) - 1, -1, -1)]
    return [min(pair) for pair in zip(moved, most, strict=True)]


def _words(row: Row) -> str:
    who = row.claim.speaker or f"{row.sources[0].name}, no source named"
    carried = f", {count_words(len(row.sources), 'article')}" if len(row.sources) > 1 else ""
    if row.origins < len(row.sources):
        carried += f" of {count_words(row.origins, 'origin')}"
    incident = f" ({row.incident})" if row.incident else ""
    return f"{figure_words(row.quantity)}{incident} · {who}{carried}"


def _step(span: float) -> float:
    """A round number of which the span holds two to five.

    >>> _step(47), _step(500000), _step(0.8)
    (10, 100000, 0.2)
    """
    power = 10.0 ** floor(log10(span)) if span else 1.0
    step = next(power * part for part in (0.2, 0.5, 1, 2) if span / (power * part) <= 5)
    return int(step) if step >= 1 else step
