"""Small values -> words: figures with their bounds, days, intervals and counts as a person writes them."""

from calendar import monthrange
from datetime import date

from claims.base.records import Contradiction, Quantity, Review, Stance, TimeSpan
from claims.language.lexicon import words_of

NO_DATE = "date not stated"

_READINGS = {"scope": "different scope", "incident": "different incidents"}
_ABOVE = ("more than", "over ", "above", "exceed", "upwards of")
_BELOW = ("less than", "fewer than", "under ", "below")


def stance_words(stance: Stance, speaker: str | None) -> str:
    """The verb of the stance, in the number of the speaker.

    >>> stance_words("asserts", "two officials"), stance_words("denies", "Reuters")
    ('say', 'denies')
    >>> stance_words("asserts", "Organisers"), stance_words("reports", "Friends of the family")
    ('say', 'report')
    """
    verb = "says" if stance == "asserts" else stance
    if speaker is None or not _is_plural(speaker):
        return verb
    return "deny" if verb == "denies" else verb.removesuffix("s")


def reading_words(reading: str) -> str:
    """The reading as it is told to a reader.

    >>> reading_words("scope"), reading_words("conflict")
    ('different scope', 'conflict')
    """
    return _READINGS.get(reading, reading)


def _is_plural(speaker: str) -> bool:
    # a capital marks a name, and names that end in s are mostly one: Reuters, the United Nations
    head, of, _ = speaker.partition(" of ")
    *before, last = ["", *head.split()]
    plurals = words_of("populations", "plurals")
    if not any(before) and (last.casefold() in plurals or (of and last.endswith("s"))):
        return True  # "Officials", "Friends of the victim": the capital is that of a sentence
    return last in plurals or (last.islower() and last.endswith("s") and not last.endswith("ss"))


STANCE_NOUNS: dict[Stance, tuple[str, str]] = {
    "asserts": ("statement", "statements"),
    "denies": ("denial", "denials"),
    "accuses": ("accusation", "accusations"),
    "reports": ("report", "reports"),
    "promises": ("promise", "promises"),
    "expects": ("expectation", "expectations"),
}


def stances_words(number: int, stance: Stance) -> str:
    """How often somebody takes a stance.

    >>> stances_words(2, "accuses"), stances_words(1, "asserts")
    ('2 accusations', '1 statement')
    """
    return count_words(number, *STANCE_NOUNS[stance])


def count_words(number: int, one: str, many: str = "") -> str:
    """The count with its noun.

    >>> count_words(1, "claim"), count_words(2, "claim"), count_words(0, "party", "parties")
    ('1 claim', '2 claims', '0 parties')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def changed_words(pair: Contradiction) -> str:
    """What changed since the contradiction that it took the place of; empty if it took none.

    Example: "reopened: the figure was 47, now 46".
    """
    if not pair.changed:
        return ""
    return f"{'reopened' if pair.reopened else 'changed'}: {pair.changed}"


def review_words(review: Review) -> str:
    """What a person said, when and who.

    >>> review_words(Review(status="dismissed", by="Ana", note="two towns", when="2024-05-03T10:00:00Z"))
    'dismissed by Ana on 3 May 2024: two towns'
    """
    who = f" by {review.by}" if review.by else ""
    said = f": {review.note}" if review.note else ""
    return f"{review.status}{who} on {day_words(date.fromisoformat(review.when[:10]))}{said}"


def letter_of(number: int) -> str:
    """A, B … Z, AA, AB …: how a spreadsheet names its columns, from 0.

    >>> letter_of(0), letter_of(25), letter_of(26)
    ('A', 'Z', 'AA')
    """
    rest, last = divmod(number, 26)
    return (letter_of(rest - 1) if rest else "") + chr(ord("A") + last)


def number_words(value: float) -> str:
    """The number with thousands marked, without an empty fraction.

    >>> number_words(1500.0), number_words(2.5)
    ('1,500', '2.5')
    """
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"


def figure_words(quantity: Quantity) -> str:
    """The figure with its bounds and unit; words without a digit ("dozens") are kept beside it.

    >>> figure_words(Quantity(text="at least 46", low=46, high=None))
    'at least 46'
    >>> figure_words(Quantity(text="dozens", low=24, high=None, approximate=True))
    '24 or more (dozens)'
    """
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return quantity.text
    if low is None or high is None:
        return _open_figure(quantity)
    if low == high:
        return ("about " if quantity.approximate else "") + _with_unit(number_words(low), quantity.unit)
    spread = _with_unit(f"{number_words(low)} to {number_words(high)}", quantity.unit)
    return f"{spread} ({quantity.text})" if quantity.approximate else spread


def _open_figure(quantity: Quantity) -> str:
    words = quantity.text.casefold()
    bound = quantity.low if quantity.low is not None else quantity.high
    figure = _with_unit(number_words(bound or 0), quantity.unit)
    upwards = quantity.low is not None
    if quantity.approximate and not any(character.isdigit() for character in words):
        return f"{figure} or {'more' if upwards else 'fewer'} ({quantity.text})"
    if any(sign in words for sign in (_ABOVE if upwards else _BELOW)):
        return f"{'more' if upwards else 'less'} than {figure}"
    return f"at {'least' if upwards else 'most'} {figure}"


def _with_unit(figure: str, unit: str | None) -> str:
    if unit == "%":
        return figure + "%"
    if unit == "pp":
        return figure + " percentage points"
    return f"{figure} {unit}" if unit else figure


def day_words(day: date) -> str:
    """The day as it is printed.

    >>> day_words(date(2024, 12, 4))
    '4 December 2024'
    """
    return f"{day.day} {day:%B} {day.year}"


def time_words(span: TimeSpan | None) -> str:
    """The interval in the coarsest words that say it exactly.

    >>> time_words(TimeSpan(text="in April 2022", start=date(2022, 4, 1), end=date(2022, 4, 30)))
    'April 2022'
    >>> time_words(TimeSpan(text="since Monday", start=date(2024, 3, 4), end=None))
    'since 4 March 2024'
    """
    if span is None or (span.start is None and span.end is None):
        return NO_DATE
    if span.end is None:
        return f"since {day_words(span.start)}" if span.start else NO_DATE
    if span.start is None:
        return f"until {day_words(span.end)}"
    return _interval_words(span.start, span.end)


def _interval_words(start: date, end: date) -> str:
    if start == end:
        return day_words(start)
    whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    whole_years = whole_months and start.month == 1 and end.month == 12
    if whole_years:
        first, last = str(start.year), str(end.year)
    elif whole_months:
        first, last = f"{start:%B} {start.year}", f"{end:%B} {end.year}"
    else:
        first, last = day_words(start), day_words(end)
    if first == last:
        return first
    return f"{_shared_dropped(first, last)} to {last}"


def _shared_dropped(first: str, last: str) -> str:
    # "3 May 2024" before "10 May 2024" is "3", before "2 June 2024" it is "3 May"
    mine, other = first.split(), last.split()
    while len(mine) > 1 and len(mine) == len(other) and mine[-1] == other[-1]:
        mine, other = mine[:-1], other[:-1]
    return " ".join(mine)
