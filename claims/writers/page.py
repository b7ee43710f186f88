"""View -> report in HTML: one page to search, read and print; graph -> the same for the graph alone."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import networkx as nx

from claims.base.records import READING_RANK, Claim, Contradiction, earliest_first
from claims.base.views import View, sides_of
from claims.language.escaping import printable
from claims.language.wording import reading_words
from claims.writers.cards import COLOURS, colours_of, picture
from claims.writers.drawing import MOST_DRAWN, lay_out
from claims.writers.enclosed import enclose
from claims.writers.graphs import build_graph
from claims.writers.quotes import Quoted, Sources, number_sources, quoted_by
from claims.writers.settling import Gap, find_gaps
from claims.writers.tape import Row, tape_of
from claims.writers.timeline import Timeline, timelines

MOST_MOVED = 300  # ties that a browser lays out in a second or two
GRAPH = ("theme.js", "vendor/cytoscape-3.34.4/cytoscape.min.js", "graph.js")
MEANINGS = {
    "conflict": "Both cannot be true of one thing.",
    "denial": "One side denies what the other says; that is no evidence of the opposite.",
    "revision": "A later figure or state replaces an earlier one.",
    "scope": "Another place, period, population or definition is meant.",
    "incident": "Both speak of the same sort of event, at another time or place.",
}
NO_TOPIC = "other"
STATUSES = ("new", "open", "confirmed", "resolved", "dismissed")

RowT = TypeVar("RowT")


@dataclass(frozen=True)
class _Row:
    """One dispute in the table."""

    pair: Contradiction
    sides: tuple[Quoted, ...]
    parties: str  # JSON, for the filter
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class _Topic:
    """One question: what is in dispute, by voice, and every claim."""

    id: str
    label: str
    pairs: int
    claims: tuple[Claim, ...]
    voices: tuple[tuple[str, tuple[Quoted, ...]], ...] = ()
    figures: tuple[Row, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    odd: tuple[tuple[str, tuple[Quoted, ...]], ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether something in it does not fit together."""
        return bool(self.pairs or self.odd)


def draw_page(graph: nx.Graph) -> str:
    """The strongest ties of the graph as a page by itself, with each of them in words below."""
    drawn = picture(graph, MOST_MOVED)
    return enclose("graph.html.j2", scripts=GRAPH, data=drawn.data, picture=drawn)


def write_page(view: View) -> str:
    """The report as one page; it holds every dispute, and a graph of the strongest."""
    sources = number_sources(view.documents)
    pairs = sorted(view.contradictions, key=_place)
    standing = [pair for pair in pairs if pair.status != "dismissed"]
    graph = build_graph([], standing)
    drawn = picture(graph, MOST_MOVED)
    colours = colours_of(graph)
    topics = list(_topics(view, standing, sources, colours))
    labels = {topic.id: topic.label for topic in topics}
    return enclose(
        "report.html.j2",
        scripts=(*GRAPH, "report.js"),
        data=drawn.data,
        view=view,
        picture=drawn,
        sheet=lay_out(picture(graph, MOST_DRAWN)),
        colour_of=lambda party: colours.get(printable(party or ""), COLOURS),
        rows=[_row(pair, sources) for pair in pairs],
        standing=len(standing),
        new=sum(pair.status == "new" for pair in standing),
        dismissed=len(pairs) - len(standing),
        disputed=[topic for topic in topics if topic.is_disputed],
        undisputed=[topic for topic in topics if not topic.is_disputed],
        labels=labels,
        sources=sources,
        cited=[(sources[document.id], document) for document in earliest_first(view.documents)],
        meanings=MEANINGS,
        **_choices(pairs, labels),
    )


def _place(pair: Contradiction) -> tuple[bool, int, float, str]:
    """Strongest first, what a person has dismissed last."""
    return pair.status == "dismissed", READING_RANK[pair.reading], -pair.probability, pair.id


def _row(pair: Contradiction, sources: Sources) -> _Row:
    sides = [quoted_by([claim], sources)[0] for claim in sides_of(pair)]
    # who denies answers: the denied claim reads first, else the earlier source
    sides.sort(key=lambda side: (side.claim.stance == "denies", side.sources[0].number))
    parties = {printable(claim.party) for claim in sides_of(pair) if claim.party}
    return _Row(pair, tuple(sides), json.dumps(sorted(parties)), find_gaps([pair], sources))


def _choices(pairs: Sequence[Contradiction], labels: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: only what occurs, each value with its words."""
    kinds = {pair.kind for pair in pairs}
    readings = {pair.reading for pair in pairs}
    statuses = {pair.status for pair in pairs}
    parties = {printable(claim.party) for pair in pairs for claim in sides_of(pair) if claim.party}
    topics = dict.fromkeys(pair.topic for pair in pairs if pair.topic in labels)
    return {
        "kinds": [(kind, kind) for kind in sorted(kinds)],
        "readings": [(name, reading_words(name)) for name in READING_RANK if name in readings],
        "statuses": [(name, name) for name in STATUSES if name in statuses],
        "parties": [(party, party) for party in sorted(parties, key=str.casefold)],
        "disputed_labels": [(topic, labels[topic]) for topic in topics],
    }


def _topics(
    view: View, pairs: Sequence[Contradiction], sources: Sources, colours: Mapping[str, int]
) -> Iterator[_Topic]:
    """Every topic: that of the strongest dispute first, those without any in the order of the view."""
    against = _grouped(pairs, lambda pair: pair.topic)
    odd = _grouped(view.discords, lambda found: found.topic or NO_TOPIC)
    members = _grouped(view.claims, lambda claim: claim.topic or NO_TOPIC)
    claims = {claim.id: claim for claim in view.claims}
    labels = {topic.id: topic.label for topic in view.topics}
    known = [topic for topic in labels if topic in members]
    for topic in dict.fromkeys([*against, *odd, *known, *members]):
        said = members.get(topic, [])
        tape = tape_of(said, sources)
        yield _Topic(
            id=topic,
            label=labels.get(topic, "Other claims"),
            pairs=len(against.get(topic, [])),
            claims=tuple(sorted(said, key=lambda claim: _when(claim, sources))),
            voices=_voices(against.get(topic, []), sources),
            figures=tape if len(tape) > 1 else (),
            timelines=timelines(tape, colours),
            odd=tuple(
                (found.why, quoted_by([claims[name] for name in found.claims if name in claims], sources))
                for found in odd.get(topic, [])
            ),
        )


def _voices(pairs: Sequence[Contradiction], sources: Sources) -> tuple[tuple[str, tuple[Quoted, ...]], ...]:
    """Who stands where: the disputed claims of each side, the side of the strongest dispute first."""
    sides = (claim for pair in pairs for claim in sides_of(pair))
    voices = _grouped(sides, lambda claim: claim.party or claim.speaker or "")
    return tuple((voice, quoted_by(said, sources)) for voice, said in voices.items())


def _when(claim: Claim, sources: Sources) -> tuple[int, int, str]:
    # sources are numbered in the order of publication
    return sources[claim.document].number, claim.start, claim.id


def _grouped(rows: Iterable[RowT], key: Callable[[RowT], str]) -> dict[str, list[RowT]]:
    groups: dict[str, list[RowT]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
