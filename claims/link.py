"""Claims, contradictions -> graph.

The ending of a file chooses the format; the formats for programs are written here, the drawings in
`claims.writers.drawing`.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx

from claims.base.errors import ClaimsError
from claims.language.escaping import escape_mermaid
from claims.writers.drawing import draw_svg
from claims.writers.graphs import AGREEMENT, build_graph, party_graph
from claims.writers.page import draw_page

__all__ = ["FORMATS", "build_graph", "party_graph", "write_graph"]

LABEL_LENGTH = 120  # characters of a claim that a drawn node shows: about three lines

_CLOCK = re.compile(r' lastmodifieddate="[^"]*"')


def write_graph(graph: nx.Graph, path: Path) -> None:
    """Write the graph in the format that the ending of `path` names.

    Raises:
        ClaimsError: no format has this ending; the hint lists those that work.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise ClaimsError(
            f"cannot write `{path}`: no graph format ends in `{path.suffix}`",
            hint=f"endings that work: {' '.join(FORMATS)}",
        )
    path.write_text(write(graph), encoding="utf-8")


def _graphml(graph: nx.Graph) -> str:
    # with keys by name: by number, Gephi takes those called d3 and d7 for yEd's labels, whatever they hold
    return "\n".join(nx.generate_graphml(_labelled(graph), named_key_ids=True)) + "\n"


def _gexf(graph: nx.Graph) -> str:
    # networkx writes today's date: the one thing that would differ between two runs
    return _CLOCK.sub("", "\n".join(nx.generate_gexf(_labelled(graph))), count=1) + "\n"


def _labelled(graph: nx.Graph) -> nx.Graph:
    """The same graph, each node with the words that Gephi and Cytoscape show beside it."""
    labelled = graph.copy()
    for node, attributes in labelled.nodes(data=True):
        attributes["label"] = attributes.get("text", node)
    return labelled


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


FORMATS: dict[str, Callable[[nx.Graph], str]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".json": _node_link,
    ".mmd": _mermaid,
    ".svg": draw_svg,
    ".html": draw_page,
}
