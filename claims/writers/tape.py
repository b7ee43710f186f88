"""Pairs -> the figures that they set side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.base.records import Claim, Quantity
from claims.base.views import Pair, sides_of
from claims.language.wording import figure_words, letter_of, time_words
from claims.writers.quotes import Source, Sources, cited, valued_sides


@dataclass(frozen=True)
class Row:
    """One line of a figures table."""

    quantity: Quantity
    claim: Claim
    incident: str
    sources: tuple[Source, ...]


def figure_rows(pairs: Sequence[Pair], sources: Sources) -> tuple[Row, ...]:
    """Each rival figure once for each voice, time, place and incident, incidents in order of time."""
    told = {
        (claim.id, quantity.text): (claim, quantity) for pair in pairs for claim, quantity in _rivals(pair)
    }
    letters = _incident_letters([claim for claim, _ in told.values()])
    groups: dict[tuple[object, ...], list[tuple[Claim, Quantity]]] = {}
    for claim, quantity in told.values():
        voice = claim.party or claim.speaker
        what = (figure_words(quantity), (quantity.of or "").casefold(), quantity.role, voice)
        where = (time_words(claim.time), claim.places, claim.incident)
        groups.setdefault((*what, *where), []).append((claim, quantity))
    rows = []
    for members in groups.values():
        claim, quantity = min(members, key=lambda member: member[0].id)
        by = cited([member[0] for member in members], sources)
        rows.append(Row(quantity, claim, letters.get(claim.incident, ""), by))
    return tuple(sorted(rows, key=_row_order))


def _row_order(row: Row) -> tuple[object, ...]:
    letter, claim, amount = row.incident, row.claim, row.quantity.high or row.quantity.low or 0
    return not letter, len(letter), letter, -amount, row.sources[0].number, claim.start, claim.id


def _rivals(pair: Pair) -> list[tuple[Claim, Quantity]]:
    """The quantities the pair compares: those the finding names, else those of a shared role, else all."""
    left, right = ({quantity.role for quantity in claim.quantities} for claim in sides_of(pair))
    rivals: list[tuple[Claim, Quantity]] = []
    for claim, value in valued_sides(pair):
        named = [q for q in claim.quantities if value.casefold() in {q.text.casefold(), figure_words(q)}]
        alike = [q for q in claim.quantities if q.role in left & right]
        rivals.extend((claim, quantity) for quantity in named or alike or claim.quantities)
    return rivals


def _incident_letters(claims: Iterable[Claim]) -> dict[str | None, str]:
    """Incident id -> A, B, C … in order of time, undated last."""
    first: dict[str, date] = {}
    for claim in claims:
        if claim.incident:
            day = (claim.time and (claim.time.start or claim.time.end)) or date.max
            first[claim.incident] = min(day, first.get(claim.incident, date.max))
    ordered = sorted(first, key=lambda incident: (first[incident], incident))
    return {incident: letter_of(number) for number, incident in enumerate(ordered)}
