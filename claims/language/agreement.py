"""Whether two amounts say the same: bounds, rounding and "about" taken as a reader takes them."""

from claims.base.records import Quantity
from claims.language.measures import measure_of, to_base

# "About 20" allows 18 to 22: a tenth either way, as the loosest that news style guides allow.
APPROXIMATE_SHARE = 0.1
# From a thousand upwards a figure with zeros at its end is taken as rounded, by at most this share:
# 498,700 is told as 500,000, while 40 and 42 dead are two counts.
ROUNDING_SHARE = 0.025
ROUNDED_FROM = 1000
# How far beyond an open bound a figure may lie before the two no longer tell one story: "at least 40"
# covers 46 and 110, not 400; "dozens" is looser.
OPEN_REACH = 3
VAGUE_REACH = 10
OPEN_SLACK = 10


def quantities_agree(left: Quantity, right: Quantity) -> bool | None:
    """Whether both can be true of one thing; None when they measure different things.

    Different measures, roles, or a part against a whole do not compare, nor do parts of one: two reports
    of one person may tell of two. What is counted (`of`), where and when is for the caller to compare.

    >>> exact = Quantity(text="46", low=46, high=46)
    >>> quantities_agree(Quantity(text="at least 40", low=40, high=None), exact)
    True
    >>> quantities_agree(exact, exact.model_copy(update={"unit": "km"})) is None
    True
    """
    if is_one_person(left) or is_one_person(right):
        return None
    if left == right:
        return True
    if measure_of(left.unit) != measure_of(right.unit) or left.role != right.role or left.part != right.part:
        return None
    intervals = [_interval(quantity) for quantity in (left, right)]
    if None in intervals:
        return None
    slack = max(_slack(left), _slack(right))
    (low, high), (other_low, other_high) = (interval for interval in intervals if interval)
    return low - slack <= other_high and other_low - slack <= high


def is_one_person(quantity: Quantity) -> bool:
    """Whether it counts one of several, as every person does that is told of without a number.

    >>> is_one_person(Quantity(text="a man", low=1, high=1, part=True))
    True
    """
    return quantity.part and quantity.low == quantity.high == 1


def intervals_overlap(left: tuple[float, float], right: tuple[float, float]) -> bool:
    """Whether two closed intervals share a value.

    >>> intervals_overlap((1, 2), (2, 3)), intervals_overlap((1, 2), (3, 4))
    (True, False)
    """
    return left[0] <= right[1] and right[0] <= left[1]


def _interval(quantity: Quantity) -> tuple[float, float] | None:
    """The lowest and the highest value that a reader takes from the amount, in the unit of its measure."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return None
    if low is None:
        low = min(high / OPEN_REACH, max(high - OPEN_SLACK, 0)) if high else 0.0
    if high is None:
        high = low * VAGUE_REACH if quantity.approximate else max(low * OPEN_REACH, low + OPEN_SLACK)
    return to_base(low, quantity.unit), to_base(high, quantity.unit)


def _slack(quantity: Quantity) -> float:
    """How far off the stated figure may be, in the unit of its measure."""
    size = max(abs(value) for value in (quantity.low, quantity.high) if value is not None)
    rounding = _rounding(size, exact=quantity.unit is None)
    loose = size * APPROXIMATE_SHARE if quantity.approximate else 0.0
    return to_base(max(rounding, loose), quantity.unit)


def _rounding(value: float, *, exact: bool) -> float:
    """Half of the last place that the figure gives."""
    if not value.is_integer():
        decimals = len(f"{value:.6f}".rstrip("0").split(".")[1])
        return float(0.5 * 10**-decimals)
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0")) if value else 0
    if value >= ROUNDED_FROM and zeros > 1:
        return float(min(10**zeros / 2, value * ROUNDING_SHARE))
    return 0.0 if exact else 0.49  # "56%" is what 56.3% is told as; 56% and 57% differ
