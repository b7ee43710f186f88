"""Graph -> SVG: cards in two columns, with the lines between them.

No layout that settles by chance is needed: each connected part stands by itself, and a claim stands in the
other column than those that it disputes, so that every card can be read and every line be followed.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import networkx as nx

from claims.writers.cards import Card, Picture, Tie, picture
from claims.writers.templates import asset, render

MOST_DRAWN = 200  # ties of a drawing that can still be read

CARD, GUTTER, MARGIN = 370, 230, 24  # widths, in pixels
LEGEND, LINE, PADDING, GAP, BREAK = 110, 17, 11, 14, 30  # heights
LETTERS, LINES = 47, 4  # of the text on a card
MOST_NAMED = 40  # lines of one part whose labels still find room


@dataclass(frozen=True)
class Placed:
    """A card with its place."""

    card: Card
    x: int
    y: int
    lines: tuple[str, ...]
    width: int = CARD

    @property
    def height(self) -> int:
        """With the lines of its heading and source."""
        return LINE * (len(self.lines) + (2 if self.card.cite else 1)) + 2 * PADDING

    @property
    def middle(self) -> int:
        """Where lines leave it."""
        return self.y + self.height // 2


@dataclass(frozen=True)
class Line:
    """A tie with its way and its label; in a thicket the label is left out, the stroke still tells."""

    tie: Tie
    label: str
    way: str
    x: int
    y: int


@dataclass(frozen=True)
class Sheet:
    """A drawing with its size: cards, and the lines between them."""

    picture: Picture
    cards: tuple[Placed, ...]
    lines: tuple[Line, ...]
    height: int
    width: int = 2 * (CARD + MARGIN) + GUTTER


def draw_svg(graph: nx.Graph) -> str:
    """The strongest ties of the graph with the cards that they join, as a file by itself."""
    return render("graph.svg.j2", sheet=lay_out(picture(graph, MOST_DRAWN)), style=asset("drawing.css"))


def lay_out(drawn: Picture) -> Sheet:
    """Each connected part of the picture below the one before, the part with the strongest tie on top."""
    placed: dict[str, Placed] = {}
    crowded: set[str] = set()
    bottom = LEGEND
    for part in _parts(drawn):
        if part.number_of_edges() > MOST_NAMED:
            crowded |= set(part)
        here = list(_place([[drawn.cards[node] for node in column] for column in _columns(part)], bottom))
        placed |= {item.card.id: item for item in here}
        bottom = max(item.y + item.height for item in here) + BREAK
    lines = [
        replace(line, label="") if line.tie.left in crowded else line
        for line in (_line(tie, placed, number) for tie, number in _numbered(drawn.ties))
    ]
    return Sheet(drawn, tuple(placed.values()), tuple(lines), bottom)


def _parts(drawn: Picture) -> list[nx.Graph]:
    """The connected parts, the one with the strongest tie first."""
    parts: dict[str, nx.Graph] = {}
    found: list[nx.Graph] = []
    for tie in drawn.ties:
        if tie.left not in parts:
            part = drawn.graph.subgraph(nx.node_connected_component(drawn.graph, tie.left))
            parts |= dict.fromkeys(part, part)
            found.append(part)
    return found


def _columns(part: nx.Graph) -> tuple[list[str], list[str]]:
    """The nodes of the left and of the right column: whoever has most to answer starts the left one."""
    root = min(part, key=lambda node: (-part.degree(node), node))
    layers = [sorted(layer) for layer in nx.bfs_layers(part, root)]
    left = [node for layer in layers[::2] for node in layer]
    row = {node: number for number, node in enumerate(left)}

    def beside(node: str) -> float:
        rows = [row[other] for other in part[node] if other in row]
        return sum(rows) / len(rows)  # the right column answers the left, so none is without

    return left, sorted((node for layer in layers[1::2] for node in layer), key=beside)


def _place(columns: Sequence[Sequence[Card]], top: int) -> Iterator[Placed]:
    """Each column from the top down, the shorter one beside the middle of the longer."""
    stacks = [[Placed(card, 0, 0, _wrapped(card)) for card in column] for column in columns]
    tall = [sum(item.height + GAP for item in stack) for stack in stacks]
    for number, stack in enumerate(stacks):
        start = top + (max(tall) - tall[number]) // 2
        tops = accumulate((item.height + GAP for item in stack), initial=start)
        for item, y in zip(stack, tops, strict=False):
            yield replace(item, x=MARGIN + number * (CARD + GUTTER), y=y)


def _wrapped(card: Card) -> tuple[str, ...]:
    return tuple(textwrap.wrap(card.text, LETTERS, max_lines=LINES, placeholder=" …"))


def _numbered(ties: Sequence[Tie]) -> Iterator[tuple[Tie, int]]:
    """Each tie with how many before it join the same two cards."""
    seen: dict[frozenset[str], int] = {}
    for tie in ties:
        ends = frozenset((tie.left, tie.right))
        seen[ends] = seen.get(ends, -1) + 1
        yield tie, seen[ends]


def _line(tie: Tie, placed: Mapping[str, Placed], number: int) -> Line:
    """A curve through the gutter; between cards of one column it leaves and comes back on the same side."""
    first, last = sorted((placed[tie.left], placed[tie.right]), key=lambda item: (item.x, item.y))
    aside = number * (LINE + 3)
    y, end = first.middle + aside, last.middle + aside
    if first.x != last.x:
        x, right, bend = first.x + CARD, last.x, GUTTER // 2
        way = f"M{x} {y}C{x + bend} {y} {right - bend} {end} {right} {end}"
        # the label stands where the curve is at two fifths: there others of the right column leave it room
        return Line(tie, tie.label, way, x + GUTTER * 2 // 5, y + (end - y) * 44 // 125)
    if first is last:  # a party at odds with itself
        y, end = y - LINE, end + LINE
    is_left = first.x == MARGIN
    x = first.x + CARD if is_left else first.x
    out = x + (GUTTER // 3 if is_left else -GUTTER // 3)
    return Line(
        tie, tie.label, f"M{x} {y}C{out} {y} {out} {end} {x} {end}", (x + 3 * out) // 4, (y + end) // 2
    )
