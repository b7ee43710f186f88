"""Graph -> cards and the ties between them: a graph in the words and colours in which it is drawn."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx

from claims.base.records import READING_RANK
from claims.language.wording import count_words, day_words
from claims.writers.graphs import AGREEMENT, rank_of, strongest

COLOURS = 8  # parties that are told apart by colour; the others share one more


@dataclass(frozen=True)
class Card:
    """A node as it is drawn."""

    id: str
    name: str  # short: who says it, else who prints it
    who: str
    text: str
    cite: str
    party: str
    colour: int


@dataclass(frozen=True)
class Tie:
    """An edge as it is drawn; `reading` is the strongest of those that it counts."""

    id: str
    left: str
    right: str
    reading: str
    label: str
    why: str
    weight: int


@dataclass(frozen=True)
class Picture:
    """What is drawn of a graph, strongest ties first, with what its legend says."""

    graph: nx.Graph  # only what is drawn
    cards: Mapping[str, Card]
    ties: tuple[Tie, ...]
    colours: Mapping[str, int]  # of the parties that stand in it
    total: int  # ties of the whole graph

    @property
    def readings(self) -> list[str]:
        """The readings that occur, strongest first."""
        found = {tie.reading for tie in self.ties}
        return [reading for reading in (*READING_RANK, AGREEMENT) if reading in found]

    @property
    def data(self) -> dict[str, Any]:
        """The picture for the script of a page."""
        ties = [vars(tie) | {"source": tie.left, "target": tie.right} for tie in self.ties]
        return {"nodes": [vars(card) for card in self.cards.values()], "edges": ties}


def picture(graph: nx.Graph, most: int) -> Picture:
    """The strongest ties of the graph, at most so many, and the cards that they join."""
    kept, colours = strongest(graph, most), colours_of(graph)
    cards = {node: _card(node, said, colours) for node, said in kept.nodes(data=True)}
    edges = sorted(kept.edges(data=True), key=lambda edge: (rank_of(edge[-1]), edge[:2]))
    shown = {card.party for card in cards.values()}
    return Picture(
        graph=kept,
        cards=cards,
        ties=tuple(_tie(*edge) for edge in edges),
        colours={party: colour for party, colour in colours.items() if party in shown},
        total=graph.number_of_edges(),
    )


def colours_of(graph: nx.Graph) -> dict[str, int]:
    """Each party that can be told apart by colour with its number: those with most disputes first."""
    edges: Counter[str] = Counter()
    for node, degree in graph.degree(weight="weight"):
        edges[_party(node, graph.nodes[node])] += degree
    parties = sorted((party for party in edges if party), key=lambda party: (-edges[party], party))
    return {party: number for number, party in enumerate(parties[:COLOURS])}


def _party(node: str, said: Mapping[str, Any]) -> str:
    return node if "claims" in said else str(said.get("party", ""))


def _card(node: str, said: Mapping[str, Any], colours: Mapping[str, int]) -> Card:
    party = _party(node, said)
    colour = colours.get(party, COLOURS)
    if "claims" in said:
        return Card(node, node, node, count_words(said["claims"], "claim"), "", party, colour)
    speaker = said.get("speaker", "The article itself")
    who = f"{speaker} ({party})" if party not in ("", speaker) and "speaker" in said else speaker
    day = day_words(date.fromisoformat(said["published"])) if "published" in said else "undated"
    carrier = said.get("carrier", "unnamed source")
    name = said.get("speaker", carrier)
    return Card(node, name, who, said["quote"], f"{carrier}, {day}", party, colour)


def _tie(left: str, right: str, edge: Mapping[str, Any]) -> Tie:
    if "relation" in edge:
        reading = edge.get("reading", AGREEMENT)
        label = reading if reading == edge["kind"] else f"{reading}: {edge['kind']}"
        return Tie(edge["id"], left, right, reading, label, edge["why"], 1)
    counted = {name: edge[name] for name in (*READING_RANK, "agreements") if name in edge}
    reading = next(iter(counted)).replace("agreements", AGREEMENT)
    label = ", ".join(f"{name} {number}" for name, number in counted.items())
    return Tie(f"{left} / {right}", left, right, reading, label, label, edge["weight"] or 1)
