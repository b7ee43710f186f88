"""A statement with what varies between reports blotted out, so that likeness means "one question".

Figures and dates become one sign each ("47 died" and "eight died" look alike), and so do the names of
parties: a capital, a ministry and a nationality of one side are one party.
"""

import re
from collections.abc import Callable

from claims.base.records import Claim
from claims.language.number_words import SMALL, TENS

NUMBER_WORDS = [*SMALL[1:], *TENS, "hundred", "thousand", "million", "billion", "dozen", "dozens", "scores"]
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
FIGURE = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b|\b(?:" + "|".join(NUMBER_WORDS) + r")\b", re.IGNORECASE)
DATE = re.compile(
    r"\b(?:(?:"
    + "|".join(month.title() for month in MONTHS)
    + r")(?:\s+\d{1,2})?(?:,?\s+(?:1[5-9]|20)\d\d)?|(?:1[5-9]|20)\d\d)\b"
)


def mask(text: str) -> str:
    """The text with figures and dates blotted out.

    >>> mask("47 people died in Springfield on April 27, 2022")
    '# people died in Springfield on DATE'
    """
    return FIGURE.sub("#", DATE.sub("DATE", text))


def masked_statements(claim: Claim, mentions: Callable[[str], list[tuple[int, int, str]]]) -> tuple[str, str]:
    """The statement twice: with each party under one name, and with every name taken out.

    The first keeps apart the same deed of other parties, the second is not drowned by the parties
    that a whole corpus is about. Both are embedded; a claim's vector is the two side by side.
    """
    text, spans = claim.text, mentions(claim.text)
    named, nameless = (replace_spans(text, spans, word) for word in (lambda party: party, lambda _: "they"))
    return mask(named), mask(nameless)


def replace_spans(text: str, spans: list[tuple[int, int, str]], word: Callable[[str], str]) -> str:
    """The text with each span replaced.

    >>> replace_spans("Rome said", [(0, 4, "Italy")], lambda party: party)
    'Italy said'
    """
    pieces, at = [], 0
    for start, end, party in spans:
        pieces += [text[at:start], word(party)]
        at = end
    return "".join([*pieces, text[at:]])
