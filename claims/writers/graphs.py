"""Claims, contradictions -> graphs: claim against claim, and party against party.

Nodes and edges are added in the order of their ids, so that the same ledger always gives the same graph.
Every attribute is a word or a number: whatever reads GraphML or GEXF can read it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from claims.base.records import READING_RANK, Agreement, Claim, Contradiction
from claims.base.views import Pair, sides_of
from claims.language.escaping import printable

AGREEMENT = "agreement"


def build_graph(
    claims: Sequence[Claim], contradictions: Sequence[Contradiction], agreements: Sequence[Agreement] = ()
) -> nx.MultiGraph:
    """Claims as nodes, contradictions and agreements as edges (`relation` tells which); keys are their ids.

    A side of a pair that is missing from `claims` becomes a node too. An attribute nobody stated is left out.
    """
    pairs: list[Pair] = [*contradictions, *agreements]
    nodes = {claim.id: claim for pair in pairs for claim in sides_of(pair)}
    nodes |= {claim.id: claim for claim in claims}
    graph = nx.MultiGraph()
    for key in sorted(nodes):
        graph.add_node(key, **_node(nodes[key]))
    for pair in sorted(pairs, key=lambda pair: pair.id):
        graph.add_edge(pair.left.id, pair.right.id, key=pair.id, **_edge(pair))
    return graph


def _node(claim: Claim) -> dict[str, str]:
    stated = {
        "party": claim.party,
        "speaker": claim.speaker,
        "document": claim.document,
        "carrier": claim.carrier,
        "published": claim.published.isoformat() if claim.published else None,
        "text": claim.text,
        "quote": claim.quote,
        "topic": claim.topic,
    }
    return {name: printable(value) for name, value in stated.items() if value is not None}


def _edge(pair: Pair) -> dict[str, str | float]:
    shared: dict[str, str | float] = {"id": pair.id, "kind": pair.kind, "why": printable(pair.why)}
    if isinstance(pair, Agreement):
        return {"relation": AGREEMENT, **shared}
    own = {"reading": pair.reading, "incident": pair.incident, "probability": pair.probability}
    return {"relation": "contradiction", **shared, **own}


def party_graph(
    claims: Sequence[Claim], contradictions: Sequence[Contradiction], agreements: Sequence[Agreement] = ()
) -> nx.Graph:
    """Parties as nodes with their number of claims; an edge holds how often two of them disagree.

    `weight` counts the contradictions, one count for each reading and `agreements` say of what sort. A party
    at odds with itself has an edge to itself; claims without a party are left out.
    """
    graph = nx.Graph()
    for party in sorted(claim.party for claim in claims if claim.party):
        graph.add_node(party, claims=graph.nodes.get(party, {}).get("claims", 0) + 1)
    pairs: list[Pair] = [*contradictions, *agreements]
    for pair in pairs:
        left, right = sorted((pair.left.party or "", pair.right.party or ""))
        if left:
            graph.add_edge(left, right)
            _count(graph.edges[left, right], pair)
    return _in_order(graph)


def _count(edge: dict[str, int], pair: Pair) -> None:
    names = ["agreements"] if isinstance(pair, Agreement) else ["weight", pair.reading]
    edge.setdefault("weight", 0)
    for name in names:
        edge[name] = edge.get(name, 0) + 1


def _in_order(graph: nx.Graph) -> nx.Graph:
    """The same graph with nodes, edges and counts in alphabetical order."""
    ordered = nx.Graph()
    for party, counts in sorted(graph.nodes(data=True)):
        ordered.add_node(party, **{"claims": 0, **counts})
    for left, right in sorted(tuple(sorted(edge)) for edge in graph.edges):
        ordered.add_edge(left, right, **dict(sorted(graph.edges[left, right].items())))
    return ordered


def rank_of(edge: Mapping[str, Any]) -> tuple[float, float, str]:
    """What sorts the edges of either graph: strongest first, agreements last."""
    if "relation" not in edge:
        return 0, -edge["weight"], ""
    if edge["relation"] == AGREEMENT:
        return len(READING_RANK), 0.0, edge["id"]
    return READING_RANK[edge["reading"]], -edge["probability"], edge["id"]


def strongest(graph: nx.Graph, most: int) -> nx.Graph:
    """The part that its strongest edges span, at most so many; a node without an edge is left out."""
    edges = list(graph.edges(data=True, keys=True) if graph.is_multigraph() else graph.edges(data=True))
    kept = sorted(edges, key=lambda edge: (rank_of(edge[-1]), edge[:2]))[:most]
    ends = {end for edge in kept for end in edge[:2]}
    # a copy, for a view of networkx may run through its nodes in the order of their hashes
    part = graph.__class__()
    part.add_nodes_from((node, said) for node, said in graph.nodes(data=True) if node in ends)
    for *edge, said in kept:
        part.add_edge(*edge, **said)
    return part
