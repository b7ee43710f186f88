"""Two claims side by side, as rules are given them: each of a document of its own, out of one story."""

from datetime import date

from claims.base.records import Claim
from claims.rules import RULES
from claims.rules.pairs import Pair

DAY = date(2024, 1, 10)


def claim(name, text, **known):
    """A claim that is a sentence, the only one of its document, in a voice of its own."""
    slots = {"document": name, "origin": name, "published": DAY, "speaker": f"speaker {name}"} | known
    return Claim(id=name, start=0, end=len(text), text=text, quote=text, sentence=text, **slots)


def find(rule, left, right, *, similarity=0.4, incident="unknown", one_story=True):
    """What a rule finds; the same whichever comes first."""
    found = [
        RULES[rule](Pair(mine, theirs, similarity, incident, one_story=one_story))
        for mine, theirs in ((left, right), (right, left))
    ]
    first, second = (row and (row.kind, row.reading, row.weight) for row in found)
    assert first == second
    return found[0]


def compare(rule, left, right, **pair):
    """Kind and reading of what a rule finds in two claims or texts."""
    sides = (
        side if isinstance(side, Claim) else claim(name, side)
        for name, side in zip("ab", (left, right), strict=True)
    )
    found = find(rule, *sides, **pair)
    return found and (found.kind, found.reading)
