"""How a day or a stretch of days is written: one pattern for each form, and one that finds them all."""

import re
from datetime import date
from functools import cache

from claims.language.feasts import feast_names
from claims.language.lexicon import load_lexicon

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_PREPOSITIONS = (
    "in",
    "since",
    "until",
    "till",
    "by",
    "during",
    "from",
    "through",
    "before",
    "after",
    "of",
    "between",
)
_COUNTED = (
    "block|people|persons|troops|soldiers|fighters|men|women|homes|houses|families|deaths|killed|injured|dead|rounds"
    "|members|students|residents|others|cases|votes|square|feet|miles|km|dollars|euros|rupees"
)
_STREET = (
    r"(?:[NSEW]\.? )?(?:(?:[A-Z]|\d{1,3}(?:st|nd|rd|th)\b)\w*\.? ){1,3}"
    r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Dr|Drive|Ln|Lane)\b"
)

# What a word in capitals stands for in a form below.
_PIECES = {
    "YEAR": r"(?:1[4-9]\d\d|20\d\d)",
    "MONTH": (
        r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|jun(?:e|\.)?|jul(?:y|\.)?"
        r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"
    ),
    "WEEKDAY": (
        r"(?:mon(?:day|\.)|tue(?:sday|s?\.)|wed(?:nesday|\.)|thu(?:rsday|r?s?\.)|fri(?:day|\.)|sat(?:urday|\.)"
        r"|sun(?:day|\.))"
    ),
    "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?(?![\w:]|\.\d|,\d{3})",
    "DAYPART": r"(?:early |late |mid[- ]?)?(?:morning|afternoon|evening|night|noon|midnight)",
    "PART": r"(?:early|mid|late|beginning|start|middle|end|close)",
    "UNIT": r"(?:minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade)",
    "PERIOD": r"(?:weekend|week|month|quarter|year|decade|century)",
    "SEASON": r"(?:spring|summer|autumn|fall|winter)",
    "COUNT": (
        r"(?:\d{1,3}|twenty|thirty|forty|fifty|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
        r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|few|several|couple of|couple|an?)"
    ),
    "OTHER_YEAR": r"(?:(?:last|this|next) year|the (?:previous|following|same) year|that year|the year)",
    "AFTER_PREPOSITION": "(?:" + "|".join(rf"(?<=\b{word} )" for word in _PREPOSITIONS) + ")",
    # a number of four digits can be a house or a count rather than a year
    "NO_YEAR": rf"(?! (?:{_COUNTED}|hrs|hours|GMT|UTC|local time)\b| (?-i:{_STREET}))",
    "NOT_GLUED": r"(?<![\w/$€£.,-])",
    "ORDINAL": r"(?:first|second|third|fourth|last|final|latter)",
    "ZONE": r"(?: (?:local time|GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|CT|PT|IST|BST|PKT)\b)?",
}

# In order of preference where two begin at one place. The names of the groups are what
# `time_forms.READERS` reads.
_FORMS = {
    "iso": r"\b(?P<year>YEAR)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
    "odd": r"(?P<words>\b\d{1,2}[-./]MONTH[-./]\d{2,4}\b)",
    "numeric": r"NOT_GLUED(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>YEAR|(?<=/)\d\d)(?!\w|\.\d)",
    "feast": (
        r"\b(?:(?P<lead>last|this|next) )?(?P<words>FEASTS)(?P<span> weekend)?(?: DAYPART)?"
        r"(?:,? (?:of |in )?(?P<year>YEAR\b|OTHER_YEAR))?(?!\w)"
    ),
    "fiscal": (
        r"\b(?:(?:fiscal|financial) (?:year )?|FY ?)(?P<year>YEAR)(?:[-–/](?P<until>YEAR|\d\d))?(?![\w-])"
    ),
    "named": r"(?P<words>\b(?:NAMED))(?![\w/])",
    "months": (
        r"\b(?P<month>MONTH) ?(?:-|–|to|and|until|through) ?(?P<until>MONTH)(?:,| of)? "
        r"(?P<year>YEAR\b|OTHER_YEAR)"
    ),
    "months_near": (
        r"(?:(?<=\bfrom )|(?<=\bbetween ))(?P<month>MONTH) (?:to|and|until|through) (?P<until>MONTH)"
        r"(?! \d)"
    ),
    "month_day": (
        r"\b(?:(?P<weekday>WEEKDAY),? )?(?P<month>MONTH) (?:the )?(?P<day>DAY)"
        r"(?: ?(?:-|–|to|and|or) ?(?P<until>DAY)(?! MONTH))?"
        r"(?:(?:,| of)? ?(?P<year>YEAR\b|OTHER_YEAR))?"
    ),
    "day_month": (
        r"\b(?:(?P<weekday>WEEKDAY),? )?(?:the )?(?P<day>DAY)"
        r"(?: ?(?:-|–|to|and|or) ?(?P<until>DAY))? (?:of )?(?P<month>MONTH)"
        r"(?:(?:,| of)? ?(?P<year>YEAR\b|OTHER_YEAR))?"
    ),
    "month_year": (
        r"\b(?:(?:the )?(?P<part>PART)(?: of)?[ -])?(?P<month>MONTH)"
        r"(?:,? |,| of | in )(?P<year>YEAR\b|OTHER_YEAR)"
    ),
    "month": (
        r"\b(?:(?:the )?(?P<part>PART)(?: of)?[ -]|(?P<lead>last|this|next) |AFTER_PREPOSITION)"
        r"(?P<month>MONTH)"
    ),
    "slice": (
        r"\b(?:the )?(?P<which>ORDINAL)(?P<count> COUNT)? (?P<unit>half|quarter|months?|weeks?|days?) of "
        r"(?:(?P<month>MONTH)(?:,? | of )?)?(?P<year>YEAR\b|OTHER_YEAR)"
    ),
    "quarter": r"\bQ(?P<number>[1-4]),? (?:of )?(?P<year>YEAR)\b",
    "season": (
        r"\b(?:(?:the )?(?P<part>PART)(?: of)? )?(?:the )?(?P<season>SEASON)"
        r"(?: of|,)? (?P<year>YEAR\b|OTHER_YEAR)"
    ),
    "this_season": r"\b(?P<lead>last|this|next) (?P<season>SEASON)\b",
    "decade": (
        r"\b(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?"
        r"(?P<decade>(?:1[4-9]|20)\d0|['’]\d0"
        r"|(?:(?<=the early[ -])|(?<=the late[ -])|(?<=the mid[ -]))\d0)['’]?s\b"
    ),
    "century": (
        r"\b(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?"
        r"(?P<number>\d{1,2}(?:st|nd|rd|th))[ -]century\b"
    ),
    "years": r"\b(?P<year>YEAR)[-–/](?P<until>YEAR|\d\d)(?![\w-])",
    "year_part": r"\b(?:the )?(?P<part>PART)(?: of)?[ -](?P<year>YEAR\b|OTHER_YEAR)",
    "year": r"NOT_GLUED(?P<year>YEAR)(?![\w/-]|[.,]\d)NO_YEAR",
    "nearby": (
        r"\b(?P<words>(?:the day before )?yesterday|(?:the day after )?tomorrow|today|tonight"
        r"|overnight(?! (?:on |into )?WEEKDAY)|(?:late )?last night"
        r"|this (?:morning|afternoon|evening))(?:,? DAYPART)?\b"
    ),
    "window": (
        r"\b(?:the |these |this )?(?P<which>last|past|previous|next|coming|following) (?P<count>COUNT)"
        r"(?: [a-z]{3,12})?[ -](?P<unit>UNITs?)\b"
    ),
    "recent": r"\b(?:the )?(?:(?:last|past) (?:[a-z]{3,12} )?|recent |very recent )UNITs\b",
    "coming": (
        r"\b(?:the )?(?:(?:next|coming|following) UNITs"
        r"|(?:days|weeks|months|years) to come|(?:near|immediate) future)\b"
    ),
    "ago": (
        r"\b(?:(?:only|just|about|over|more than|nearly|some|around|almost) )?"
        r"(?:a (?=few|couple))?(?:(?P<count>COUNT) )?"
        r"(?P<unit>UNITs?) ago\b"
    ),
    "elsewhen": (
        r"\b(?:(?:the|a) (?:UNIT|morning|evening) (?:before|after|earlier|later|following|prior)"
        r"|(?:a )?COUNT UNITs? (?:later|earlier|afterwards?|beforehand))\b"
    ),
    "period": (
        r"\b(?:(?P<part>earlier|early|late|later|mid|so far|at the end of|the end of|the start of) )?"
        r"(?P<which>this past|this coming|this|last|next"
        r"|the (?:previous|following|same|preceding|next|past|coming)|that|previous|following)"
        r" (?P<unit>PERIOD)\b"
    ),
    "weekday": (
        r"\b(?:(?P<part>early|earlier|late|later|overnight(?: into)?) (?:on )?)?"
        r"(?:(?P<lead>last|this past|this coming|this|next|past|the following|the previous) )?"
        r"(?P<weekday>WEEKDAY)(?!\w)(?: DAYPART)?"
    ),
    "clock": (
        r"(?<![\w:.,/$-])"
        r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)? ?(?:a\.?m\b\.?|p\.?m\b\.?|o['’]clock|hours? local time)"
        r"|(?:[01]?\d|2[0-3]):[0-5]\d(?: ?hrs| ?hours|(?::[0-5]\d))?"
        r"|(?:[01]\d|2[0-3])[0-5]\d ?(?:hrs|hours|GMT|UTC)\b|noon\b|midnight\b|midday\b)"
        r"(?! (?:score|win|loss))ZONE"
    ),
}

# How the words of a form can begin. A place that begins otherwise is not looked at, which is most of a
# sentence and spares two thirds of the time.
_STARTS = (
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|the\b|this|these|that"
    r"|a\b|an\b|q[1-4]"
    r"|early|earlier|mid|late|later|beginning|start|end|close|first|second|third|fourth|last|final|spring|summer"
    r"|autumn|fall|winter|yesterday|tomorrow|to(?:day|night)|over|next|past|previous|coming|following|recent|very|days"
    r"|weeks|years|near|immediate|only|just|about|more|some|around|almost|couple|few|several|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|thirt|fift|twent|fort|minutes|hours|nights|so far"
    r"|at the|noon|decade|fiscal|financial|fy"
)

# "sat" and "may" are words of their own; a name of a month or a day is written with a capital
UNCAPITALISED = re.compile(rf"\b(?:{_PIECES['MONTH']}|{_PIECES['WEEKDAY']})")
WITH_NAMES = frozenset(name for name, form in _FORMS.items() if "MONTH" in form or "WEEKDAY" in form)


@cache
def named_periods() -> dict[str, tuple[date, date]]:
    """Names of well-known periods, in lower case, with their first and last day."""
    table: dict[str, tuple[date, date]] = {}
    for span, names in load_lexicon("periods")["periods"].items():
        first, last = map(date.fromisoformat, span.split("/"))
        table.update((name.lower(), (first, last)) for name in names)
    return table


def _spelled(form: str) -> str:
    tables = {"NAMED": list(named_periods()), "FEASTS": list(feast_names())}
    pieces = dict(_PIECES)
    for piece, table in tables.items():
        pieces[piece] = "|".join(map(re.escape, sorted(table, key=lambda name: (-len(name), name))))
    return re.sub(rf"(?<![A-Z_])({'|'.join(pieces)})(?![A-Z_])", lambda found: pieces[found[1]], form)


@cache
def form_pattern(name: str) -> re.Pattern[str]:
    """A form's own pattern, whose groups are read."""
    return re.compile(_spelled(_FORMS[name]), re.IGNORECASE)


@cache
def finder() -> re.Pattern[str]:
    """The pattern that finds any form; the name of its one group is the form."""
    forms = "|".join(
        f"(?P<{name}>{re.sub(r'[?]P<[a-z]+>', '?:', _spelled(form))})" for name, form in _FORMS.items()
    )
    starts = "|".join(
        [_STARTS, *sorted({re.escape(name.split()[0]) for name in (*named_periods(), *feast_names())})]
    )
    return re.compile(rf"(?<!\w)(?=[\d'’]|{starts})(?:{forms})", re.IGNORECASE)
