"""The standing question that a statement bears on: what side is said to do what.

"X harbours the rebels", "X failed to rein in the rebels" and "X denies that its soil is used" are worded
unlike each other but answer one question about X. Questions and their phrases come from
`data/issues.json`; the side is the one accused, or the one named last before the phrase.
"""

import re
from collections.abc import Sequence
from functools import cache

from claims.language.lexicon import load_lexicon

GIVER = re.compile(r"\b(?:from|by)(?: the)? $")  # "support for the rebels from the ministry"


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    issues = load_lexicon("issues")["issues"]
    return {
        name: (_pattern(row["phrases"]), _pattern(row["needs"]) if row["needs"] else None)
        for name, row in sorted(issues.items())
    }


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all phrases; a star stands for letters only, so that it cannot run away."""
    parts = [re.escape(phrase).replace(r"\*", r"[a-z]{0,12}").replace(r"\ ", " ") for phrase in phrases]
    return re.compile(r"\b(?:" + "|".join(parts) + r")\b", re.IGNORECASE)


def find_issue(
    text: str, mentions: Sequence[tuple[int, int, str]], *, accused: Sequence[str], bodies: Sequence[str]
) -> tuple[str, str] | None:
    """The question and the side that it is about; None if the text raises none or names no side.

    Args:
        text: the statement.
        mentions: (start, end, party) of the parties in it, in order.
        accused: parties that the statement accuses.
        bodies: of the parties in it those that are no country.
    """
    for name, (phrases, needs) in _patterns().items():
        found = phrases.search(text)
        if found is None or (needs is not None and not needs.search(text) and not bodies):
            continue
        before = [party for start, _, party in mentions if start < found.start()]
        givers = [
            party for start, _, party in mentions if start >= found.end() and GIVER.search(text[:start])
        ]
        side = next(iter([*accused, *before[::-1], *givers]), None)
        if side is not None:
            return name, side
    return None


def issue_label(name: str, side: str) -> str:
    """How a topic names the question."""
    return str(load_lexicon("issues")["issues"][name]["label"]).format(party=side)
