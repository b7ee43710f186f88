"""Claims, contradictions -> graph.

Two views of one disagreement: claim against claim, and party against party. Nodes and edges are added in
the order of their ids, so that the same ledger always writes the same file.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import networkx as nx

from claims.base.errors import ClaimsError
from claims.base.records import Agreement, Claim, Contradiction
from claims.base.views import Pair, sides_of
from claims.language.escaping import escape_mermaid, printable

AGREEMENT = "agreement"
LABEL_LENGTH = 120  # characters of a claim that a drawn node shows: about three lines

_CLOCK = re.compile(r' lastmodifieddate="[^"]*"')


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
        "text": claim.text,
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


def write_graph(graph: nx.Graph, path: Path) -> None:
    """Write the graph in the format that the ending of `path` names.

    Raises:
        ClaimsError: no format has this ending; the hint lists those that work.
    """
    write = _FORMATS.get(path.suffix.lower())
    if write is None:
        raise ClaimsError(
            f"cannot write `{path}`: no graph format ends in `{path.suffix}`",
            hint=f"endings that work: {' '.join(_FORMATS)}",
        )
    path.write_text(write(graph), encoding="utf-8")


def _graphml(graph: nx.Graph) -> str:
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _gexf(graph: nx.Graph) -> str:
    labelled = graph.copy()
    for node, attributes in labelled.nodes(data=True):
        attributes["label"] = attributes.get("text", node)
    # networkx writes today's date: the one thing that would differ between two runs
    return _CLOCK.sub("", "\n".join(nx.generate_gexf(labelled)), count=1) + "\n"


def _node_link(graph: nx.Graph) -> str:
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=2) + "\n"


def _mermaid(graph: nx.Graph) -> str:
    """The nodes that have an edge, and their edges; agreements are dotted."""
    drawn = [node for node in graph if graph.degree(node)]
    names = {node: f"n{number}" for number, node in enumerate(drawn, start=1)}
    lines = [f'    {names[node]}["{_node_label(node, graph.nodes[node])}"]' for node in drawn]
    lines += [
        f'    {names[left]} {line}|"{escape_mermaid(label)}"| {names[right]}'
        for left, right, line, label in _mermaid_edges(graph)
    ]
    return "\n".join(["graph LR", *lines]) + "\n"


def _node_label(node: str, attributes: dict[str, str]) -> str:
    text = attributes.get("text", node)
    clipped = text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1].rstrip() + "…"
    speaker = attributes.get("speaker")
    return escape_mermaid(f"{speaker}: {clipped}" if speaker else clipped)


def _mermaid_edges(graph: nx.Graph) -> Iterator[tuple[str, str, str, str]]:
    for left, right, edge in graph.edges(data=True):
        if "relation" in edge:
            agreed = edge["relation"] == AGREEMENT
            yield (
                left,
                right,
                "-.-" if agreed else "---",
                edge.get("reading", AGREEMENT) + ": " + edge["kind"],
            )
        else:
            counts = ", ".join(f"{name} {number}" for name, number in edge.items() if name != "weight")
            yield left, right, "---" if edge["weight"] else "-.-", counts


_FORMATS: dict[str, Callable[[nx.Graph], str]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".json": _node_link,
    ".mmd": _mermaid,
}
