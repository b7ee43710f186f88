"""View -> briefing: what is in dispute, prepared as plain rows and laid out by `templates/briefing.md.j2`."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from claims.base.records import READING_RANK, Agreement, Claim, Contradiction, Review, Stance, earliest_first
from claims.base.views import Pair, View, sides_of
from claims.writers.quotes import (
    Quoted,
    Source,
    Sources,
    count_origins,
    in_order,
    number_sources,
    quoted_by,
    strongest_first,
    valued_sides,
)
from claims.writers.settling import VALUE_KINDS, Gap, find_gaps
from claims.writers.tape import Row, tape_of
from claims.writers.templates import render_own

MOST_QUOTES = 3  # of one side; the others are cited
MOST_NEW = 5  # disputes that the summary tells
MOST_AGREED = 12

PairT = TypeVar("PairT", Contradiction, Agreement)
_Odd = tuple[str, tuple[Quoted, ...]]  # why some claims cannot all hold, and they


@dataclass(frozen=True)
class _Side:
    """What one side says: its strongest wordings in order, and who carries others."""

    lead: Quoted  # the strongest
    quotes: tuple[Quoted, ...]
    others: tuple[Source, ...]
    value: str  # what it sets against the other: a figure, a day, a word, else the statement


@dataclass(frozen=True)
class _Block:
    """One dispute: all pairs that set the same voices against each other over the same thing."""

    pair: Contradiction  # the strongest
    label: str  # of its topic
    left: _Side
    right: _Side
    is_new: bool
    reviews: tuple[Review, ...]  # what persons said of any of the pairs

    @property
    def is_one_sentence(self) -> bool:
        """Whether one sentence tells both sides."""
        (left, *more), (right, *others) = self.left.quotes, self.right.quotes
        return not more and not others and left.claim.sentence == right.claim.sentence

    @property
    def is_answer(self) -> bool:
        """Whether the right side denies what the left one says."""
        return self.pair.kind == "denial" and self.right.lead.claim.stance == "denies"


@dataclass(frozen=True)
class _Stand:
    """How often one party takes which stance."""

    party: str
    stances: tuple[tuple[Stance, int], ...]


@dataclass(frozen=True)
class _Section:
    """One topic: who stands where, its disputes, its figures, what would settle it."""

    id: str
    label: str
    stands: tuple[_Stand, ...]  # empty where the quotes tell it
    blocks: tuple[_Block, ...]
    odd: tuple[_Odd, ...]
    side_by_side: int
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class _Agreed:
    """What several articles say alike, how many of them are no copies, and its figures where they moved."""

    label: str
    pair: Agreement
    sources: tuple[Source, ...]
    origins: int
    rows: tuple[Row, ...]


def write_briefing(view: View) -> str:
    """The Markdown briefing: what is new, what is in dispute by topic, what is agreed, then the sources.

    Raises:
        ClaimsError: the user has a `briefing.md.j2` in the folder of templates, and it is wrong.
    """
    sources = number_sources(view.documents)
    found = [pair for pair in view.contradictions if not pair.gone]
    disputed = sorted((pair for pair in found if pair.status != "dismissed"), key=_strength)
    sections = _sections(view, disputed, sources)
    blocks = sorted((block for section in sections for block in section.blocks), key=_block_strength)
    agreed = _agreed(view, sources)
    text = render_own(
        view.templates,
        "briefing.md.j2",
        view=view,
        sections=sections,
        agreed=agreed[:MOST_AGREED],
        agreed_besides=len(agreed[MOST_AGREED:]),
        disputed=disputed,
        dismissed=len(found) - len(disputed),
        new=[pair for pair in disputed if pair.status == "new"],
        summary=[block for block in blocks if block.is_new][:MOST_NEW],
        unsaid=max(sum(block.is_new for block in blocks) - MOST_NEW, 0),
        readings=list(dict.fromkeys(pair.reading for pair in disputed)),
        sources=[(sources[document.id], document) for document in earliest_first(view.documents)],
        number_of={document: source.number for document, source in sources.items()},
        origins=len({document.origin for document in view.documents}),
    )
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def _strength(pair: Pair) -> tuple[int, float, str]:
    if isinstance(pair, Agreement):
        return 0, 0.0, pair.id
    return READING_RANK[pair.reading], -pair.probability, pair.id


def _block_strength(block: _Block) -> tuple[int, float, str]:
    return _strength(block.pair)


def _by_topic(pairs: Iterable[PairT]) -> dict[str, list[PairT]]:
    """Topic -> its pairs, strongest first; the topic with the strongest pair comes first."""
    groups: dict[str, list[PairT]] = {}
    for pair in sorted(pairs, key=_strength):
        groups.setdefault(pair.topic, []).append(pair)
    return groups


def _sections(view: View, disputed: Sequence[Contradiction], sources: Sources) -> list[_Section]:
    """Every topic in which something is in dispute, or cannot all hold."""
    labels = {topic.id: topic.label for topic in view.topics}
    groups, odd = _by_topic(disputed), _odd_by_topic(view, sources)
    members: dict[str, list[Claim]] = {}
    for claim in view.claims:
        members.setdefault(claim.topic or "", []).append(claim)
    return [
        _section(
            (topic, labels.get(topic, "Other claims")),
            groups.get(topic, []),
            members.get(topic, []),
            odd.get(topic, ()),
            sources,
        )
        for topic in dict.fromkeys([*groups, *odd])
    ]


def _section(
    name: tuple[str, str],
    pairs: Sequence[Contradiction],
    claims: Sequence[Claim],
    odd: tuple[_Odd, ...],
    sources: Sources,
) -> _Section:
    topic, label = name
    apart = [pair for pair in pairs if not _is_side_by_side(pair)]
    figures = [pair for pair in pairs if pair.kind == "figure"]
    told = {claim.id: claim for claim in (*claims, *_sides(pairs))}
    rows = tape_of(told.values(), sources, figures) if figures else ()
    blocks = _blocks(apart, label, sources)
    voices = {claim.party for claim in _sides(apart)}
    stands = _stands(claim for claim in told.values() if claim.party in voices)
    return _Section(
        id=topic,
        label=label,
        stands=stands if _adds(stands, blocks) else (),
        blocks=blocks,
        odd=odd,
        side_by_side=len(pairs) - len(apart),
        rows=rows,
        gaps=find_gaps(apart, sources),
    )


def _odd_by_topic(view: View, sources: Sources) -> dict[str, tuple[_Odd, ...]]:
    """Topic -> what cannot all hold in it."""
    claims = {claim.id: claim for claim in view.claims}
    odd: dict[str, tuple[_Odd, ...]] = {}
    for found in view.discords:
        members = [claims[claim] for claim in found.claims if claim in claims]
        topic = found.topic or ""
        odd[topic] = (*odd.get(topic, ()), (found.why, quoted_by(members, sources)))
    return odd


def _stands(claims: Iterable[Claim]) -> tuple[_Stand, ...]:
    """Each party with its stances, what is said most first; the same words in several articles count once."""
    parties: dict[str, Counter[Stance]] = {}
    said = {(claim.origin, claim.quote): claim for claim in claims}
    for claim in said.values():
        if claim.party:
            parties.setdefault(claim.party, Counter())[claim.stance] += 1
    stands = [
        _Stand(party, tuple(sorted(stances.items(), key=lambda item: (-item[1], item[0]))))
        for party, stances in parties.items()
    ]
    return tuple(sorted(stands, key=lambda stand: (-parties[stand.party].total(), stand.party)))


def _adds(stands: Iterable[_Stand], blocks: Iterable[_Block]) -> bool:
    """Whether more is said in the topic than the quotes of its disputes."""
    quoted = {item.claim.id for block in blocks for side in (block.left, block.right) for item in side.quotes}
    return sum(count for stand in stands for _, count in stand.stances) > len(quoted)


def _is_side_by_side(pair: Contradiction) -> bool:
    # n figures of n incidents make n(n-1)/2 pairs: one table shows them all
    return pair.kind == "figure" and pair.reading == "incident"


def _sides(pairs: Iterable[Pair]) -> list[Claim]:
    return [claim for pair in pairs for claim in sides_of(pair)]


def _blocks(pairs: Sequence[Contradiction], label: str, sources: Sources) -> tuple[_Block, ...]:
    """One block for all pairs that set the same voices against each other over the same thing."""
    groups: dict[tuple[object, ...], list[tuple[Contradiction, Claim, Claim]]] = {}
    for pair in pairs:
        (first, one), (second, other) = sorted(_keyed_sides(pair), key=lambda side: side[0])
        groups.setdefault((pair.kind, pair.reading, first, second), []).append((pair, one, other))
    return tuple(_block(members, label, sources) for members in groups.values())


def _keyed_sides(pair: Contradiction) -> list[tuple[tuple[str, ...], Claim]]:
    return [(_side_key(pair, claim, value), claim) for claim, value in valued_sides(pair)]


def _side_key(pair: Contradiction, claim: Claim, value: str) -> tuple[str, ...]:
    voice = claim.party or claim.speaker or ""
    if value and (pair.kind == "figure" or (pair.kind in VALUE_KINDS and claim.incident)):
        return voice, value.casefold(), claim.incident or ""
    if pair.kind == "denial" and voice:
        return voice, claim.stance if claim.stance == "denies" else ""
    return voice, " ".join(claim.quote.casefold().split()), claim.stance


def _block(members: Sequence[tuple[Contradiction, Claim, Claim]], label: str, sources: Sources) -> _Block:
    pairs, ones, others = [[*column] for column in zip(*members, strict=True)]
    values = {claim.id: value for claim, value in valued_sides(pairs[0])}
    sides = [_side(claims, values, sources) for claims in (ones, others)]
    # who denies answers: the denied claim reads first, else the earlier source
    sides.sort(key=lambda side: (side.lead.claim.stance == "denies", side.lead.sources[0].number))
    is_new = any(pair.status == "new" for pair in pairs)
    reviews = dict.fromkeys(review for pair in pairs for review in pair.reviews)
    return _Block(pairs[0], label, sides[0], sides[1], is_new, tuple(reviews))


def _side(claims: Sequence[Claim], values: dict[str, str], sources: Sources) -> _Side:
    ranked = strongest_first(quoted_by(claims, sources))
    value = next((values[claim.id] for claim in claims if claim.id in values), "")
    rest = {source for quoted in ranked[MOST_QUOTES:] for source in quoted.sources}
    return _Side(
        lead=ranked[0],
        quotes=in_order(ranked[:MOST_QUOTES]),
        others=tuple(sorted(rest, key=lambda source: source.number)),
        value=ranked[0].claim.text if value in ("", ranked[0].claim.quote) else value,
    )


def _agreed(view: View, sources: Sources) -> list[_Agreed]:
    """One entry for all claims of a topic that agree through each other, told most often first.

    What two voices of one article agree on is left out.
    """
    labels = {topic.id: topic.label for topic in view.topics}
    entries = []
    for topic, pairs in _by_topic(view.agreements).items():
        for group in _joined(pairs):
            claims = {claim.id: claim for claim in _sides(group)}.values()
            cited = {sources[claim.document] for claim in claims}
            entries.append(
                _Agreed(
                    label=labels.get(topic, "Other claims"),
                    pair=group[0],
                    sources=tuple(sorted(cited, key=lambda source: source.number)),
                    origins=count_origins(claims),
                    rows=_moved(group, sources),
                )
            )
    return sorted((entry for entry in entries if len(entry.sources) > 1), key=lambda entry: -entry.origins)


def _moved(pairs: Sequence[Agreement], sources: Sources) -> tuple[Row, ...]:
    """The figures of those who agree, where they are not all the same: "at least 40", later 46."""
    if pairs[0].kind != "figure":
        return ()
    rows = tape_of({claim.id: claim for claim in _sides(pairs)}.values(), sources, pairs)
    return rows if len({(row.quantity.low, row.quantity.high) for row in rows}) > 1 else ()


def _joined(pairs: Sequence[Agreement]) -> list[list[Agreement]]:
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
    return list(groups.values())
