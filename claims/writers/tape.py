"""Claims of a topic -> toll tape: every figure with its bounds, by whom, since when, in how many articles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from claims.base.records import Claim, Quantity
from claims.base.views import Pair, sides_of
from claims.language.agreement import is_one_person
from claims.language.wording import figure_words, letter_of, time_words
from claims.writers.quotes import Source, Sources, cited, count_origins, valued_sides


@dataclass(frozen=True)
class Row:
    """One figure as one voice gives it, with every source that carries it."""

    quantity: Quantity
    claim: Claim  # the first to give it
    incident: str  # A, B, C … in order of time; empty where it is unknown
    sources: tuple[Source, ...]
    origins: int  # how many of the sources are no copies of another

    @property
    def published(self) -> date | None:
        """The day on which it was first given."""
        return self.claim.published

    @property
    def is_named(self) -> bool:
        """Whether a source stands behind it that the text names."""
        return self.claim.speaker is not None


def tape_of(claims: Iterable[Claim], sources: Sources, pairs: Sequence[Pair] = ()) -> tuple[Row, ...]:
    """The figures of one topic: what is counted alike together, incidents apart, in order of publication.

    Args:
        claims: of the topic.
        sources: numbered.
        pairs: if there are any, only figures of the sort and of the incidents that they set side by side.
    """
    rivals = [rival for pair in pairs for rival in rivals_of(pair)]
    roles = {quantity.role for _, quantity in rivals}
    incidents = {claim.incident or claim.id for claim, _ in rivals}
    told = [
        (claim, quantity)
        for claim in claims
        for quantity in claim.quantities
        if quantity.role is not None and not is_one_person(quantity)
        if not pairs or (quantity.role in roles and (claim.incident or claim.id) in incidents)
    ]
    letters = _incident_letters([claim for claim, _ in told])
    groups: dict[tuple[object, ...], list[tuple[Claim, Quantity]]] = {}
    for claim, quantity in told:
        groups.setdefault(_key(claim, quantity), []).append((claim, quantity))
    rows = [_row(members, letters, sources) for members in groups.values()]
    counts = Counter(row.quantity.role for row in rows)
    return tuple(sorted(rows, key=lambda row: (-counts[row.quantity.role], *_place(row))))


def rivals_of(pair: Pair) -> list[tuple[Claim, Quantity]]:
    """The quantities the pair compares: those the finding names, else those of a shared role, else all."""
    left, right = ({quantity.role for quantity in claim.quantities} for claim in sides_of(pair))
    rivals: list[tuple[Claim, Quantity]] = []
    for claim, value in valued_sides(pair):
        named = [q for q in claim.quantities if value.casefold() in {q.text.casefold(), figure_words(q)}]
        alike = [q for q in claim.quantities if q.role in left & right]
        rivals.extend((claim, quantity) for quantity in named or alike or claim.quantities)
    return rivals


def _key(claim: Claim, quantity: Quantity) -> tuple[object, ...]:
    # without an incident, when and where tell what the figure is of
    where = (claim.incident,) if claim.incident else (time_words(claim.time), claim.places)
    what = (figure_words(quantity), (quantity.of or "").casefold(), quantity.role, quantity.part)
    return (*what, claim.party or claim.speaker, *where)


def _row(members: Sequence[tuple[Claim, Quantity]], letters: dict[str | None, str], sources: Sources) -> Row:
    def order(member: tuple[Claim, Quantity]) -> tuple[object, ...]:
        claim = member[0]
        return sources[claim.document].number, claim.start, claim.id

    claim, quantity = min(members, key=order)
    claims = [member[0] for member in members]
    return Row(
        quantity=quantity,
        claim=claim,
        incident=letters.get(claim.incident, ""),
        sources=cited(claims, sources),
        origins=count_origins(claims),
    )


def _place(row: Row) -> tuple[object, ...]:
    letter, claim = row.incident, row.claim
    start = (row.sources[0].number, claim.start, claim.id, row.quantity.text)
    return row.quantity.role, not letter, len(letter), letter, *start


def _incident_letters(claims: Iterable[Claim]) -> dict[str | None, str]:
    """Incident id -> A, B, C … in order of time; of an undated one, when it was first written of."""
    first: dict[str, date] = {}
    for claim in claims:
        if claim.incident:
            days = chain((claim.time.start, claim.time.end) if claim.time else (), (claim.published,))
            day = next((day for day in days if day is not None), date.max)
            first[claim.incident] = min(day, first.get(claim.incident, date.max))
    ordered = sorted(first, key=lambda incident: (first[incident], incident))
    return {incident: letter_of(number) for number, incident in enumerate(ordered)}
