"""A statement with what varies between reports blotted out, so that likeness means "one question".

Figures, dates and months become one sign each, and every name of a party becomes the party: "47 died"
and "eight people died", "Islamabad" and "Pakistani officials" look alike before they are embedded.
"""

import re
from collections.abc import Callable

from claims.base.records import Claim

NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen dozens scores"
).split()
MONTHS = "january february march april may june july august september october november december".split()
FIGURE = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b|\b(?:" + "|".join(NUMBER_WORDS) + r")\b", re.IGNORECASE)
DATE = re.compile(
    r"\b(?:(?:" + "|".join(month.title() for month in MONTHS) + r")(?:\s+\d{1,2})?(?:,?\s+(?:1[5-9]|20)\d\d)?|(?:1[5-9]|20)\d\d)\b"
)


def mask(text: str) -> str:
    """The text with figures and dates blotted out.

    >>> mask("47 people died in Springfield on April 27, 2022")
    '# people died in Springfield on DATE'
    """
    return FIGURE.sub("#", DATE.sub("DATE", text))


def mask_claim(claim: Claim, mentions: Callable[[str], list[tuple[int, int, str]]]) -> str:
    """What of a claim is embedded: its statement with parties under one name, figures and dates masked."""
    text, pieces, at = claim.text, [], 0
    for start, end, party in mentions(text):
        pieces += [text[at:start], party]
        at = end
    pieces.append(text[at:])
    return mask("".join(pieces))
