"""Rival words for one thing: which side of a dispute a statement's words take.

Disputes and their words are in `data/frames.json`; words of both sides in one statement take none.
"""

import re
from functools import cache

from claims.language.lexicon import load_lexicon


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    disputes = load_lexicon("frames")["disputes"]
    return {name: tuple(_pattern(side) for side in sides) for name, sides in disputes.items()}


def _pattern(words: list[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE)


def frames_of(text: str) -> dict[str, tuple[int, str]]:
    """For each dispute that the words take a side in: the number of the side, and the word.

    >>> frames_of("The raid killed villagers")
    {'who was hit': (0, 'villagers')}
    """
    taken = {}
    for dispute, sides in _patterns().items():
        found = [
            (side, match.group(0)) for side, pattern in enumerate(sides) if (match := pattern.search(text))
        ]
        if len(found) == 1:
            taken[dispute] = found[0]
    return taken
