"""The drawing of a graph: every card can be read, every line be followed, and nothing is left to chance."""

from itertools import combinations
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.writers import drawing
from claims.writers.cards import COLOURS, colours_of, picture
from claims.writers.drawing import draw_svg, lay_out

SVG = "{http://www.w3.org/2000/svg}"


def make_graph(edges, **said):
    """Claims with names, and disputes between them, all equally strong unless told otherwise."""
    graph = nx.MultiGraph()
    for node in sorted({end for edge in edges for end in edge}):
        known = {"speaker": f"speaker {node}", "quote": f"words of {node}", "carrier": "Post", **said}
        graph.add_node(node, **known)
    for number, (left, right) in enumerate(edges):
        name = f"k{number:03}"
        shape = {"relation": "contradiction", "reading": "conflict", "kind": "figure", "probability": 0.5}
        graph.add_edge(left, right, key=name, id=name, why=f"{left} against {right}", **shape)
    return graph


def drawn(graph):
    """The file as a reader of XML takes it apart."""
    return ElementTree.fromstring(draw_svg(graph))


def texts(tree, tag="text"):
    """All words of a sort."""
    return ["".join(element.itertext()) for element in tree.iter(SVG + tag)]


def test_a_card_says_who_and_what_and_where():
    """And a line, how the two stand to each other."""
    tree = drawn(make_graph([("a", "b")], published="2024-05-01", party="North"))

    said = texts(tree)
    assert ["speaker a (North)", "words of a", "Post, 1 May 2024"] == said[said.index("words of a") - 1 :][:3]
    assert "conflict: figure" in said
    assert "a against b" in texts(tree, "title")


def test_the_claim_of_no_speaker_is_that_of_the_article():
    """Named as everywhere else."""
    graph = make_graph([("a", "b")])
    del graph.nodes["a"]["speaker"]

    assert "The article itself" in texts(drawn(graph))


def test_long_words_are_cut_on_the_card_and_whole_in_its_title():
    """A card has a limit; nothing is lost."""
    long = " ".join(f"word{number}" for number in range(80))
    tree = drawn(make_graph([("a", "b")], quote=long))

    assert max(len(text) for text in texts(tree) if text.startswith("word")) <= drawing.LETTERS
    assert any(text.endswith("…") for text in texts(tree))
    assert any(long in title for title in texts(tree, "title"))


def test_claims_without_dispute_are_not_drawn():
    """Only what is joined to something."""
    graph = make_graph([("a", "b")])
    graph.add_node("alone", quote="nobody disputes this")

    assert not any("nobody disputes" in text for text in texts(drawn(graph)))


def test_an_empty_graph_is_a_drawing_all_the_same():
    """It says that there are none."""
    assert any("0 pairs" in text for text in texts(drawn(nx.MultiGraph())))


def test_what_is_too_much_for_a_drawing_is_said(monkeypatch):
    """The strongest stay."""
    monkeypatch.setattr(drawing, "MOST_DRAWN", 1)
    graph = make_graph([("a", "b"), ("c", "d")])
    graph.edges["c", "d", "k001"]["probability"] = 0.9

    said = texts(drawn(graph))
    assert any("The 1 strongest of 2 pairs" in text for text in said)
    assert "words of c" in said
    assert "words of a" not in said


def test_a_thicket_is_drawn_without_labels():
    """Where labels would hide each other the strokes tell."""
    star = make_graph([("centre", f"leaf{number}") for number in range(drawing.MOST_NAMED + 1)])

    assert "conflict: figure" not in texts(drawn(star))
    assert 1 == texts(drawn(make_graph([("a", "b")]))).count("conflict: figure")


def test_parties_and_their_counts_are_cards_too():
    """Also where a party is at odds with itself."""
    graph = nx.Graph()
    graph.add_node("North", claims=3)
    graph.add_node("South", claims=1)
    graph.add_edge("North", "South", weight=2, conflict=1, denial=1)
    graph.add_edge("North", "North", weight=1, revision=1)

    said = texts(drawn(graph))
    assert {"North", "3 claims", "South", "1 claim", "conflict 1, denial 1", "revision 1"} <= set(said)


def test_the_parties_with_most_disputes_get_a_colour_of_their_own():
    """The others share one more."""
    graph = make_graph([("hub", f"n{number:02}") for number in range(COLOURS + 2)])
    for node in graph:
        graph.nodes[node]["party"] = f"party of {node}"

    colours = colours_of(graph)
    cards = picture(graph, 100).cards
    assert list(range(COLOURS)) == list(colours.values())
    assert 0 == cards["hub"].colour
    assert {COLOURS} == {cards[node].colour for node in graph if f"party of {node}" not in colours}


def test_cards_come_in_the_order_of_the_graph():
    """Not in that of a set, which is another in each run."""
    graph = make_graph([(f"n{number:02}", f"m{number:02}") for number in range(20)])
    graph.add_nodes_from(f"alone {number}" for number in range(200))

    assert [node for node in graph if graph.degree(node)] == list(picture(graph, 100).cards)


EDGES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda edge: edge[0] != edge[1]), max_size=25
)


@given(EDGES)
def test_no_card_covers_another_and_all_find_room(edges):
    """Whatever is joined with whatever."""
    graph = make_graph([(f"n{left}", f"n{right}") for left, right in edges])

    sheet = lay_out(picture(graph, 100))

    assert len(graph) == len(sheet.cards)
    assert len(edges) == len(sheet.lines)
    for card in sheet.cards:
        assert 0 <= card.x <= sheet.width - card.width
        assert drawing.LEGEND <= card.y <= sheet.height - card.height
    for one, other in combinations(sheet.cards, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y


@given(EDGES, st.randoms(use_true_random=False))
def test_order_of_edges_is_not_seen_in_the_drawing(edges, random):
    """Same ledger, same bytes."""
    pairs = sorted({(f"n{min(edge)}", f"n{max(edge)}") for edge in edges})
    graph = make_graph(pairs)
    rows = list(graph.edges(data=True, keys=True))
    random.shuffle(rows)
    turned = nx.MultiGraph()
    turned.add_nodes_from(graph.nodes(data=True))
    turned.add_edges_from(rows)

    assert draw_svg(graph) == draw_svg(turned)


@pytest.mark.parametrize(
    "said", ["</text><script>alert(1)</script>", '"/><image href="x"/>', "a & b <i> ]]>"]
)
def test_words_of_a_document_never_become_markup(said):
    """Whatever a card or a line says, the file has the same elements."""
    graph = make_graph([("a", "b")], speaker=said, quote=said, party=said, carrier=said)
    graph.edges["a", "b", "k000"]["why"] = said

    tags = {element.tag.removeprefix(SVG) for element in drawn(graph).iter()}
    assert {"svg", "title", "desc", "style", "rect", "path", "g", "text"} == tags
    assert any(said in text for text in texts(drawn(graph), "title"))
