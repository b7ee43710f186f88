"""View -> briefing: what is in dispute, prepared as plain rows and laid out by `templates/briefing.md.j2`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from claims.base.records import READING_RANK, Agreement, Claim, Contradiction, Topic, earliest_first
from claims.base.views import Pair, View, sides_of
from claims.writers.quotes import Quoted, Source, Sources, number_sources, quoted_by, valued_sides
from claims.writers.tape import Row, figure_rows
from claims.writers.templates import render

VALUE_KINDS = frozenset({"figure", "date", "place"})  # kinds whose sides differ in a value

PairT = TypeVar("PairT", Contradiction, Agreement)


_Odd = tuple[tuple[str, tuple[Quoted, ...]], ...]  # why some claims cannot all hold, and they


@dataclass(frozen=True)
class _Block:
    """One disagreement, or one agreement with a single side; a side lists every wording of it."""

    pair: Pair
    sides: tuple[tuple[Quoted, ...], ...]
    settling: tuple[tuple[str, Source], ...] = ()


@dataclass(frozen=True)
class _Section:
    """One topic: its disputes, and its figures side by side."""

    label: str
    blocks: tuple[_Block, ...]
    rows: tuple[Row, ...]
    side_by_side: int
    quotes: tuple[Quoted, ...]
    odd: _Odd = ()


def write_briefing(view: View) -> str:
    """The Markdown briefing: what is in dispute, then what is agreed, new and skipped, then the sources."""
    sources = number_sources(view.documents)
    disputed = [pair for pair in view.contradictions if pair.status != "dismissed"]
    agreements = _by_topic(view.agreements, view.topics)
    agreed = {topic: pairs for topic, _, pairs in agreements}
    labels = {topic.id: topic.label for topic in view.topics}
    groups, odd = _by_topic(disputed, view.topics), _odd_by_topic(view, sources)
    known = {topic for topic, _, _ in groups}
    alone: list[tuple[str, str, list[Contradiction]]] = [
        (topic, labels.get(topic, "Other claims"), []) for topic in odd if topic not in known
    ]
    text = render(
        "briefing.md.j2",
        view=view,
        sections=[
            replace(_section(label, pairs, agreed.get(topic, []), sources), odd=odd.get(topic, ()))
            for topic, label, pairs in [*groups, *alone]
        ],
        agreed=[(label, _agreed_blocks(pairs, sources)) for _, label, pairs in agreements],
        disputed=disputed,
        dismissed=len(view.contradictions) - len(disputed),
        new=[pair for pair in sorted(disputed, key=_strength) if pair.status == "new"],
        readings=list(dict.fromkeys(pair.reading for pair in sorted(disputed, key=_strength))),
        labels=labels,
        sources=[(sources[document.id], document) for document in earliest_first(view.documents)],
    )
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def _by_topic(pairs: Sequence[PairT], topics: Sequence[Topic]) -> list[tuple[str, str, list[PairT]]]:
    """Topic id, label and pairs, strongest first; the topic with the strongest pair comes first."""
    labels = {topic.id: topic.label for topic in topics}
    groups: dict[str, list[PairT]] = {}
    for pair in sorted(pairs, key=_strength):
        groups.setdefault(pair.topic, []).append(pair)
    return [(topic, labels.get(topic, "Other claims"), kept) for topic, kept in groups.items()]


def _strength(pair: Pair) -> tuple[int, float, str]:
    if isinstance(pair, Agreement):
        return 0, 0.0, pair.id
    return READING_RANK[pair.reading], -pair.probability, pair.id


def _section(
    label: str, pairs: Sequence[Contradiction], agreements: Sequence[Agreement], sources: Sources
) -> _Section:
    beside = [pair for pair in pairs if _is_side_by_side(pair)]
    blocks = _blocks([pair for pair in pairs if not _is_side_by_side(pair)], sources)
    figures = [pair for pair in pairs if pair.kind == "figure"]
    agreed = [pair for pair in agreements if figures and pair.kind == "figure"]
    shown = {quoted.claim.id for block in blocks for side in block.sides for quoted in side}
    rest = [claim for claim in _sides(beside) if claim.id not in shown]
    return _Section(
        label, blocks, figure_rows([*figures, *agreed], sources), len(beside), quoted_by(rest, sources)
    )


def _odd_by_topic(view: View, sources: Sources) -> dict[str, _Odd]:
    """Topic id -> what cannot all hold in it."""
    claims = {claim.id: claim for claim in view.claims}
    odd: dict[str, _Odd] = {}
    for found in view.discords:
        members = [claims[claim] for claim in found.claims if claim in claims]
        odd[found.topic or ""] = (*odd.get(found.topic or "", ()), (found.why, quoted_by(members, sources)))
    return odd


def _is_side_by_side(pair: Contradiction) -> bool:
    # n figures of n incidents make n(n-1)/2 pairs: one table shows them all
    return pair.kind == "figure" and pair.reading == "incident"


def _sides(pairs: Iterable[Pair]) -> list[Claim]:
    return [claim for pair in pairs for claim in sides_of(pair)]


def _blocks(pairs: Sequence[Contradiction], sources: Sources) -> tuple[_Block, ...]:
    """One block for all pairs that set the same voices against each other over the same values."""
    groups: dict[tuple[object, ...], list[tuple[Contradiction, Claim, Claim]]] = {}
    for pair in pairs:
        (first, one), (second, other) = sorted(_keyed_sides(pair), key=lambda side: side[0])
        groups.setdefault((pair.kind, pair.reading, first, second), []).append((pair, one, other))
    return tuple(_block(members, sources) for members in groups.values())


def _keyed_sides(pair: Contradiction) -> list[tuple[tuple[str, ...], Claim]]:
    return [(_side_key(pair, claim, value), claim) for claim, value in valued_sides(pair)]


def _side_key(pair: Contradiction, claim: Claim, value: str) -> tuple[str, ...]:
    voice = claim.party or claim.speaker or ""
    if value and (pair.kind == "figure" or (pair.kind in VALUE_KINDS and claim.incident)):
        return voice, value.casefold(), claim.incident or ""
    return voice, " ".join(claim.quote.casefold().split()), claim.stance


def _block(members: Sequence[tuple[Contradiction, Claim, Claim]], sources: Sources) -> _Block:
    pairs, ones, others = [[*column] for column in zip(*members, strict=True)]
    sides = [quoted_by(ones, sources), quoted_by(others, sources)]
    # who denies answers: the denied claim reads first, else the earlier source
    sides.sort(key=lambda side: (side[0].claim.stance == "denies", side[0].sources[0].number))
    return _Block(pairs[0], tuple(sides), _settling(pairs[0], sources))


def _settling(pair: Contradiction, sources: Sources) -> tuple[tuple[str, Source], ...]:
    """Which slot is missing at which source, where it would tell whether the two speak of one incident."""
    of_events = pair.kind in VALUE_KINDS or pair.left.incident or pair.right.incident
    if pair.incident != "unknown" or not of_events:
        return ()
    missing = [(_missing_slots(claim), sources[claim.document]) for claim in sides_of(pair)]
    return tuple(dict.fromkeys(slots for slots in missing if slots[0]))


def _missing_slots(claim: Claim) -> str:
    return " and ".join(slot for slot, value in (("date", claim.time), ("place", claim.places)) if not value)


def _agreed_blocks(pairs: Sequence[Agreement], sources: Sources) -> list[_Block]:
    """One block for all claims of a topic that agree through each other."""
    group_of: dict[str, str] = {}

    def root(claim: str) -> str:
        while group_of.setdefault(claim, claim) != claim:
            claim = group_of[claim]
        return claim

    for pair in pairs:
        group_of[root(pair.right.id)] = root(pair.left.id)
    groups: dict[str, list[Agreement]] = {}
    for pair in pairs:
        groups.setdefault(root(pair.left.id), []).append(pair)
    return [_Block(group[0], (quoted_by(_sides(group), sources),)) for group in groups.values()]
