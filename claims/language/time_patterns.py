"""The patterns of the ways in which a day or a stretch of days is written, and one that finds them all."""

import re
from datetime import date
from functools import cache

from claims.language.lexicon import load_lexicon

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

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



_NOT_GLUED = r"(?<![\w/$€£.,-])"

# In order of preference where two begin at one place.
_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", r"\b(?P<year>YEAR)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"),
    ("odd", r"(?P<words>\b\d{1,2}[-./]MONTH[-./]\d{2,4}\b)"),
    ("numeric", _NOT_GLUED + r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>YEAR|(?<=/)\d\d)(?![\w.])"),
    ("named", r"(?P<words>\b(?:NAMED))(?![\w/])"),
    ("months", r"\b(?P<month>MONTH) ?(?:-|–|to|and|until|through) ?(?P<until>MONTH)(?:,| of)? (?P<year>YEAR\b|OTHER_YEAR)"),
    ("month_day", r"\b(?:WEEKDAY,? )?(?P<month>MONTH) (?:the )?(?P<day>DAY)(?: ?(?:-|–|to|and|or) ?(?P<until>DAY)(?! MONTH))?"
     r"(?:(?:,| of)? ?(?P<year>YEAR\b|OTHER_YEAR))?"),
    ("day_month", r"\b(?:WEEKDAY,? )?(?:the )?(?P<day>DAY)(?: ?(?:-|–|to|and|or) ?(?P<until>DAY))? (?:of )?(?P<month>MONTH)"
     r"(?:(?:,| of)? ?(?P<year>YEAR\b|OTHER_YEAR))?"),
    ("month_year", r"\b(?:(?:the )?(?P<part>PART)(?: of)?[ -])?(?P<month>MONTH)(?:,? |,| of | in )(?P<year>YEAR\b|OTHER_YEAR)"),
    ("month", r"\b(?:(?:the )?(?P<part>PART)(?: of)?[ -]|(?P<lead>last|this|next) |AFTER_PREPOSITION)(?P<month>MONTH)"),
    ("slice", r"\b(?:the )?(?P<which>ORDINAL)(?P<count> COUNT)? (?P<unit>half|quarter|months?|weeks?|days?) of "
     r"(?:(?P<month>MONTH)(?:,? | of )?)?(?P<year>YEAR\b|OTHER_YEAR)"),
    ("quarter", r"\bQ(?P<number>[1-4]),? (?:of )?(?P<year>YEAR)\b"),
    ("season", r"\b(?:(?:the )?(?P<part>PART)(?: of)? )?(?:the )?(?P<season>SEASON)(?: of|,)? (?P<year>YEAR\b|OTHER_YEAR)"),
    ("this_season", r"\b(?P<lead>last|this|next) (?P<season>SEASON)\b"),
    ("decade", r"\b(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<decade>(?:1[4-9]|20)\d0|['’]\d0)['’]?s\b"),
    ("century", r"\b(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<number>\d{1,2}(?:st|nd|rd|th))[ -]century\b"),
    ("years", r"\b(?P<year>YEAR)[-–/](?P<until>YEAR|\d\d)(?![\w-])"),
    ("year_part", r"\b(?:the )?(?P<part>PART)(?: of)?[ -](?P<year>YEAR\b|OTHER_YEAR)"),
    ("year", _NOT_GLUED + r"(?P<year>YEAR)(?![\w/-]|[.,]\d)NO_YEAR"),
    ("nearby", r"\b(?P<words>(?:the day before )?yesterday|(?:the day after )?tomorrow|today|tonight|overnight|(?:late )?last night"
     r"|this (?:morning|afternoon|evening))(?:,? DAYPART)?\b"),
    ("window", r"\b(?:the |these |this )?(?P<which>last|past|previous|next|coming|following) (?P<count>COUNT)"
     r"(?: [a-z]{3,12})?[ -](?P<unit>UNITs?)\b"),
    ("recent", r"\b(?:the )?(?:(?:last|past) (?:[a-z]{3,12} )?|recent |very recent )UNITs\b"),
    ("coming", r"\b(?:the )?(?:(?:next|coming|following) UNITs|(?:days|weeks|months|years) to come|(?:near|immediate) future)\b"),
    ("ago", r"\b(?:(?:only|just|about|over|more than|nearly|some|around|almost) )?(?:a )?(?:(?P<count>COUNT) )?"
     r"(?P<unit>UNITs?) ago\b"),
    ("elsewhen", r"\b(?:(?:the|a) (?:UNIT|morning|evening) (?:before|after|earlier|later|following|prior)"
     r"|(?:a )?COUNT UNITs? (?:later|earlier|afterwards?|beforehand))\b"),
    ("period", r"\b(?:(?P<part>earlier|early|late|later|mid|so far|at the end of|the end of|the start of) )?"
     r"(?P<which>this past|this coming|this|last|next|the (?:previous|following|same|preceding|next|past|coming)|that|previous|following)"
     r" (?P<unit>PERIOD)\b"),
    ("weekday", r"\b(?:(?P<part>early|earlier|late|later) (?:on )?)?(?:(?P<lead>last|this past|this coming|this|next|past|the following"
     r"|the previous|following|previous) )?(?P<weekday>WEEKDAY)(?!\w)(?: DAYPART)?"),
    ("clock", r"(?<![\w:.,/$-])(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)? ?(?:a\.?m\b\.?|p\.?m\b\.?|o['’]clock|hours? local time)"
     r"|(?:[01]?\d|2[0-3]):[0-5]\d(?: ?hrs| ?hours|(?::[0-5]\d))?|noon\b|midnight\b|midday\b)"
     r"(?! (?:score|win|loss))(?: (?:local time|GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|CT|PT|IST|BST|PKT)\b)?"),
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


@cache
def named_periods() -> dict[str, tuple[date, date]]:
    """Names of well-known periods, in lower case."""
    table: dict[str, tuple[date, date]] = {}
    for span, names in load_lexicon("periods")["periods"].items():
        first, last = map(date.fromisoformat, span.split("/"))
        table.update((name.lower(), (first, last)) for name in names)
    return table


def _spelled(pattern: str) -> str:
    names = "|".join(re.escape(name) for name in sorted(named_periods(), key=lambda name: (-len(name), name)))
    pieces = {**_PIECES, "NAMED": names}
    return re.sub(rf"(?<![A-Z_])({'|'.join(pieces)})(?![A-Z_])", lambda found: pieces[found[1]], pattern)


@cache
def _compiled() -> tuple[re.Pattern[str], dict[str, tuple[re.Pattern[str], Resolver]]]:
    """The pattern that finds any form, and for each form its own, whose groups are read."""
    own = {name: (re.compile(_spelled(form), re.IGNORECASE), read) for name, form, read in _FORMS}
    without_groups = (
        f"(?P<{name}>{re.sub(r'[?]P<[a-z]+>', '?:', spelled.pattern)})" for name, (spelled, _) in own.items()
    )
    starts = "|".join([_STARTS, *sorted({re.escape(name.split()[0]) for name in named_periods()})])
    return re.compile(rf"(?<!\w)(?=[\d'’]|(?:{starts})[\w.]*)(?:{'|'.join(without_groups)})", re.IGNORECASE), own


