"""The ways in which a day or a stretch of days is written, and which days each means.

One pattern finds them all in one pass; the form that matched then reads its own parts. Nothing here
looks at the clock: what is relative is relative to `Context.anchor`, the day of publication.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from claims.language import periods
from claims.language.lexicon import load_lexicon
from claims.language.periods import UNKNOWN, Period

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SMALL_NUMBERS = {
    word: number
    for number, words in enumerate(
        "zero;one a an;two couple;three;four;five;six;seven;eight;nine;ten;eleven;twelve;thirteen;fourteen;"
        "fifteen;sixteen;seventeen;eighteen;nineteen;twenty".split(";")
    )
    for word in words.split()
}
# "a few days ago" and "several years ago": from how many to how many
VAGUE_COUNTS = {"few": (2, 7), "several": (3, 10), "couple": (2, 3)}


@dataclass(frozen=True)
class Context:
    """What a phrase may lean on: the day of publication, the year its sentence names, the tense."""

    anchor: date | None = None
    year: int | None = None
    future: bool = False


Resolver = Callable[[dict[str, str], Context], Period]

_PIECES = {
    "YEAR": r"(?:1[4-9]\d\d|20\d\d)",
    "MONTH": r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|jun(?:e|\.)?|jul(?:y|\.)?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])",
    "WEEKDAY": r"(?:mon(?:day|\.)|tue(?:sday|s?\.)|wed(?:nesday|\.)|thu(?:rsday|r?s?\.)|fri(?:day|\.)|sat(?:urday|\.)"
    r"|sun(?:day|\.))",
    "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?(?![\w:]|\.\d|,\d{3})",
    "DAYPART": r"(?:early |late |mid[- ]?)?(?:morning|afternoon|evening|night|noon|midnight)",
    "PART": r"(?:early|mid|late|beginning|start|middle|end|close|first days|last days)",
    "UNIT": r"(?:minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade)",
    "PERIOD": r"(?:weekend|week|month|quarter|year|decade|century)",
    "SEASON": r"(?:spring|summer|autumn|fall|winter)",
    "COUNT": r"(?:\d{1,3}|twenty|thirty|forty|fifty|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|few|several|couple of|couple|an?)",
    "OTHER_YEAR": r"(?:last year|this year|next year|the (?:previous|following|same) year|that year|the year)",
    # what makes a number of four digits a house or a count rather than a year
    "NO_YEAR": r"(?! (?:block|people|persons|troops|soldiers|fighters|men|women|homes|houses|families|deaths|killed"
    r"|injured|dead|rounds|members|students|residents|others|cases|votes|square|feet|miles|km|dollars|euros|rupees)\b"
    r"| (?-i:(?:[NSEW]\.? )?(?:[A-Z]\w*\.? ){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Dr|Drive|Ln|Lane)\b))",
    "AFTER_PREPOSITION": "(?:"
    + "|".join(
        rf"(?<=\b{word} )"
        for word in "in since until till by during from through before after of between".split()
    )
    + ")",
    "ORDINAL": r"(?:first|second|third|fourth|last|final|latter)",
}


def _named() -> dict[str, tuple[date, date]]:
    """Names of well-known periods, in lower case."""
    table: dict[str, tuple[date, date]] = {}
    for span, names in load_lexicon("periods")["periods"].items():
        first, last = map(date.fromisoformat, span.split("/"))
        table.update((name.lower(), (first, last)) for name in names)
    return table


NAMED = cache(_named)


def _month(word: str) -> int:
    return MONTHS.index(word[:3].lower()) + 1


def _count(word: str) -> tuple[int, int]:
    word = word.removesuffix(" of")
    if word in VAGUE_COUNTS:
        return VAGUE_COUNTS[word]
    number = int(word) if word.isdigit() else SMALL_NUMBERS.get(word) or 10 * (
        2 + ("twenty", "thirty", "forty", "fifty").index(word)
    )
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
    return periods.month_of(year - (months[0] > months[1]), months[0])[0], periods.month_of(year, months[1])[1]


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
        if lead != "next" and lead != "this" and periods.season_of(year, season)[lead == "last"] > context.anchor:
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
    """ "last month", "earlier this week", "the previous year"."""
    which, unit, part = parts["which"].lower(), parts["unit"].lower(), parts.get("part", "").lower().strip()
    if which.startswith(("the previous", "the following", "the same", "that", "the preceding")):
        step = -1 if "pre" in which else 1 if "following" in which else 0
        known = unit == "year" and context.year is not None
        return periods.year_of((context.year or 0) + step) if known else UNKNOWN
    if context.anchor is None:
        return UNKNOWN
    step = {"this": 0, "last": -1, "past": -1, "previous": -1}.get(which.split()[-1], 1)
    day = periods.shift(context.anchor, step, "week" if unit == "weekend" else unit)
    first, last = periods.unit_around(day, unit)
    if step == 0 and part in ("earlier", "so far"):
        return min(first, context.anchor), context.anchor
    if step == 0 and part == "later":
        return context.anchor, last
    return _with_part((first, last), part if part != "later" else "late")


def _read_window(parts: dict[str, str], context: Context) -> Period:
    """ "the last three years", "the past 24 hours", "the coming two weeks"."""
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
    """ "yesterday", "last night", "this morning", "overnight"."""
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
    found = periods.weekday_near(weekday, context.anchor, lead=lead[-1] if lead else "", future=context.future)
    return found, found


def _read_named(parts: dict[str, str], _: Context) -> Period:
    return NAMED()[parts["words"].lower()]


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


_NOT_GLUED = r"(?<![\w/$€£.,-])"

# In order of preference where two begin at one place.
_FORMS: tuple[tuple[str, str, Resolver], ...] = (
    ("iso", r"\b(?P<year>YEAR)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)", _read_iso),
    ("odd", r"(?P<words>\b\d{1,2}[-./]MONTH[-./]\d{2,4}\b)", _read_odd),
    ("numeric", _NOT_GLUED + r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>YEAR|(?<=/)\d\d)(?![\w.])",
     _read_numeric),
    ("named", r"(?P<words>\b(?:NAMED))(?![\w/])", _read_named),
    ("months", r"\b(?P<month>MONTH) ?(?:-|–|to|and|until|through) ?(?P<until>MONTH)(?:,| of)? (?P<year>YEAR\b|OTHER_YEAR)",
     _read_months),
    ("month_day", r"\b(?:WEEKDAY,? )?(?P<month>MONTH) (?:the )?(?P<day>DAY)(?: ?(?:-|–|to|and|or) ?(?P<until>DAY)(?! MONTH))?"
     r"(?:(?:,| of)? ?(?P<year>YEAR\b|OTHER_YEAR))?", _read_day),
    ("day_month", r"\b(?:WEEKDAY,? )?(?:the )?(?P<day>DAY)(?: ?(?:-|–|to|and|or) ?(?P<until>DAY))? (?:of )?(?P<month>MONTH)"
     r"(?:(?:,| of)? ?(?P<year>YEAR\b|OTHER_YEAR))?", _read_day),
    ("month_year", r"\b(?:(?:the )?(?P<part>PART)(?: of)?[ -])?(?P<month>MONTH)(?:,? |,| of | in )(?P<year>YEAR\b|OTHER_YEAR)",
     _read_month),
    ("month", r"\b(?:(?:the )?(?P<part>PART)(?: of)?[ -]|(?P<lead>last|this|next) |AFTER_PREPOSITION)(?P<month>MONTH)",
     _read_month),
    ("slice", r"\b(?:the )?(?P<which>ORDINAL)(?P<count> COUNT)? (?P<unit>half|quarter|months?|weeks?|days?) of "
     r"(?:(?P<month>MONTH)(?:,? | of )?)?(?P<year>YEAR\b|OTHER_YEAR)", _read_slice),
    ("quarter", r"\bQ(?P<number>[1-4]),? (?:of )?(?P<year>YEAR)\b", _read_quarter),
    ("season", r"\b(?:(?:the )?(?P<part>PART)(?: of)? )?(?:the )?(?P<season>SEASON)(?: of|,)? (?P<year>YEAR\b|OTHER_YEAR)",
     _read_season),
    ("this_season", r"\b(?P<lead>last|this|next) (?P<season>SEASON)\b", _read_season),
    ("decade", r"\b(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<decade>(?:1[4-9]|20)\d0|['’]\d0)['’]?s\b",
     _read_decade),
    ("century", r"\b(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<number>\d{1,2}(?:st|nd|rd|th))[ -]century\b",
     _read_century),
    ("years", r"\b(?P<year>YEAR)[-–/](?P<until>YEAR|\d\d)(?![\w-])", _read_years),
    ("year_part", r"\b(?:the )?(?P<part>PART)(?: of)?[ -](?P<year>YEAR\b|OTHER_YEAR)", _read_year),
    ("year", _NOT_GLUED + r"(?P<year>YEAR)(?![\w/-]|[.,]\d)NO_YEAR", _read_year),
    ("nearby", r"\b(?P<words>(?:the day before )?yesterday|(?:the day after )?tomorrow|today|tonight|overnight|(?:late )?last night"
     r"|this (?:morning|afternoon|evening))(?:,? DAYPART)?\b", _read_nearby),
    ("window", r"\b(?:the |these |this )?(?P<which>last|past|previous|next|coming|following) (?P<count>COUNT)"
     r"(?: [a-z]{3,12})?[ -](?P<unit>UNITs?)\b", _read_window),
    ("recent", r"\b(?:the )?(?:(?:last|past) (?:[a-z]{3,12} )?|recent |very recent )UNITs\b", _read_recent),
    ("coming", r"\b(?:the )?(?:(?:next|coming|following) UNITs|(?:days|weeks|months|years) to come|(?:near|immediate) future)\b",
     _read_coming),
    ("ago", r"\b(?:(?:only|just|about|over|more than|nearly|some|around|almost) )?(?:a )?(?:(?P<count>COUNT) )?"
     r"(?P<unit>UNITs?) ago\b", _read_ago),
    ("elsewhen", r"\b(?:(?:the|a) (?:UNIT|morning|evening) (?:before|after|earlier|later|following|prior)"
     r"|(?:a )?COUNT UNITs? (?:later|earlier|afterwards?|beforehand))\b", _read_unknown),
    ("period", r"\b(?:(?P<part>earlier|early|late|later|mid|so far|at the end of|the end of|the start of) )?"
     r"(?P<which>this past|this coming|this|last|next|the (?:previous|following|same|preceding|next|past|coming)|that|previous|following)"
     r" (?P<unit>PERIOD)\b", _read_period),
    ("weekday", r"\b(?:(?P<part>early|earlier|late|later) (?:on )?)?(?:(?P<lead>last|this past|this coming|this|next|past|the following"
     r"|the previous|following|previous) )?(?P<weekday>WEEKDAY)(?!\w)(?: DAYPART)?", _read_weekday),
    ("clock", r"(?<![\w:.,/$-])(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)? ?(?:a\.?m\b\.?|p\.?m\b\.?|o['’]clock|hours? local time)"
     r"|(?:[01]?\d|2[0-3]):[0-5]\d(?: ?hrs| ?hours|(?::[0-5]\d))?|noon\b|midnight\b|midday\b)"
     r"(?! (?:score|win|loss))(?: (?:local time|GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|CT|PT|IST|BST|PKT)\b)?", _read_unknown),
)


# How the words of a form can begin: a position that begins otherwise is not looked at, which is most
# of a sentence and two thirds of the time.
_STARTS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|the\\b|this|these|that|a\\b|an\\b|q[1-4]"
    "|early|earlier|mid|late|later|beginning|start|end|close|first|second|third|fourth|last|final|spring|summer|autumn"
    "|fall|winter|yesterday|tomorrow|to(?:day|night)|over|next|past|previous|coming|following|recent|very|days|weeks"
    "|years|near|immediate|only|just|about|more|some|around|almost|couple|few|several|one|two|three|four|five|six"
    "|seven|eight|nine|ten|eleven|twelve|thirt|fift|twent|fort|minutes|hours|nights|so far|at the|noon"
)


def _spelled(pattern: str) -> str:
    names = "|".join(re.escape(name) for name in sorted(NAMED(), key=lambda name: (-len(name), name)))
    pieces = {**_PIECES, "NAMED": names}
    return re.sub(rf"(?<![A-Z_])({'|'.join(pieces)})(?![A-Z_])", lambda found: pieces[found[1]], pattern)


@cache
def _compiled() -> tuple[re.Pattern[str], dict[str, tuple[re.Pattern[str], Resolver]]]:
    """The pattern that finds any form, and for each form its own, whose groups are read."""
    own = {name: (re.compile(_spelled(form), re.IGNORECASE), read) for name, form, read in _FORMS}
    without_groups = (
        f"(?P<{name}>{re.sub(r'[?]P<[a-z]+>', '?:', spelled.pattern)})" for name, (spelled, _) in own.items()
    )
    starts = "|".join([_STARTS, *sorted({re.escape(name.split()[0]) for name in NAMED()})])
    return re.compile(rf"(?<!\w)(?=[\d'’]|(?:{starts})[\w.]*)(?:{'|'.join(without_groups)})", re.IGNORECASE), own


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
            return _compiled()[1][self.form][1](dict(self.parts), context)
        except (ValueError, OverflowError):  # a day that no calendar has
            return UNKNOWN


# "sat" and "may" are words of their own; a name of a month or a day is written with a capital
_UNCAPITALISED = re.compile(rf"\b(?:{_PIECES['MONTH']}|{_PIECES['WEEKDAY']})")


@lru_cache(maxsize=256)  # figures and times are read off the same sentence, one after the other
def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Every phrase of time in the text, left to right, none overlapping."""
    finder, forms = _compiled()
    found = []
    for match in finder.finditer(text):
        form = match.lastgroup or ""
        if form in _WITH_NAMES and _UNCAPITALISED.search(match[0]):
            continue
        if form == "nearby" and _is_name(text, match.start()):
            continue
        own = forms[form][0].match(text, match.start())
        parts = {name: value for name, value in (own.groupdict() if own else {}).items() if value}
        found.append(Phrase(match.start(), match.end(), form, tuple(parts.items())))
    return tuple(found)


def _is_name(text: str, start: int) -> bool:
    """Whether a capital word here goes on from another: "Punjab Today" is a newspaper."""
    before = text[:start].split()[-1:] if text[start].isupper() and text[start - 1 : start] == " " else []
    return bool(before) and before[0][0].isupper() and before[0][-1].isalnum()


_WITH_NAMES = frozenset(name for name, form, _ in _FORMS if "MONTH" in form or "WEEKDAY" in form)
