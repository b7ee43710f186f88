"""Disputes -> what would settle them: the slots that are missing, and in which sources."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claims.base.records import Claim, Contradiction
from claims.base.views import sides_of
from claims.language.lexicon import load_lexicon
from claims.writers.quotes import Source, Sources
from claims.writers.tape import rivals_of

VALUE_KINDS = frozenset({"figure", "date", "place"})  # kinds whose sides differ in a value
ANYBODY = frozenset({"", "people", "persons", "person", "victims", "lives", "others", "dead"})


@dataclass(frozen=True)
class Gap:
    """What is not stated, and by whom."""

    slots: tuple[str, ...]
    sources: tuple[Source, ...]


def find_gaps(pairs: Iterable[Contradiction], sources: Sources) -> tuple[Gap, ...]:
    """What would tell whether the sides of these pairs can both hold; what the same sources lack together."""
    lacking: dict[str, set[Source]] = {}
    for pair in pairs:
        for slot, claim in _missing(pair):
            lacking.setdefault(slot, set()).add(sources[claim.document])
    gaps: dict[tuple[Source, ...], list[str]] = {}
    for slot, found in lacking.items():
        gaps.setdefault(tuple(sorted(found, key=lambda source: source.number)), []).append(slot)
    return tuple(Gap(tuple(slots), found) for found, slots in gaps.items())


def _missing(pair: Contradiction) -> Iterator[tuple[str, Claim]]:
    sides = sides_of(pair)
    if sides[0].origin == sides[1].origin:
        return  # one text in two versions: only its author can tell
    if pair.incident == "unknown" and (pair.kind in VALUE_KINDS or all(side.incident for side in sides)):
        yield from _unplaced(sides)
    if pair.kind == "figure" and pair.incident == "same" and pair.reading in {"conflict", "revision"}:
        yield from (("day up to which was counted", side) for side in sides if side.time is None)
    if pair.kind == "figure" and pair.incident != "different":
        yield from _uncounted(pair)


def _unplaced(sides: Sequence[Claim]) -> Iterator[tuple[str, Claim]]:
    """Which incident is meant: where one side leaves open what the other states, or both do."""
    yield from (("date", side) for side in sides if side.time is None)
    yield from (("place", side) for side in sides if not side.places)
    yield from (("district", side) for side in sides if side.places and countries().issuperset(side.places))


def _uncounted(pair: Contradiction) -> Iterator[tuple[str, Claim]]:
    """Who was counted, where one side says it and the other only speaks of people."""
    rivals = rivals_of(pair)
    vague = {claim.id: claim for claim, quantity in rivals if (quantity.of or "").casefold() in ANYBODY}
    if any(claim.id not in vague for claim, _ in rivals):
        yield from (("people who were counted", claim) for claim in vague.values())


@cache
def countries() -> frozenset[str]:
    """Names of all countries."""
    return frozenset(row["name"] for row in load_lexicon("countries"))
