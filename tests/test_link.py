"""The graph of disagreement: what is in it, and what is written of it."""

import json
from datetime import date
from xml.etree import ElementTree

import networkx as nx
import pytest

from claims.base.errors import ClaimsError
from claims.base.records import Agreement, Claim, Contradiction
from claims.link import build_graph, party_graph, write_graph

ENDINGS = [".graphml", ".gexf", ".json", ".mmd", ".svg", ".html"]


def make_claim(name, party=None, text="The dam broke.", **known):
    """A claim of a party."""
    return Claim(
        id=name,
        document="d1",
        origin="d1",
        text=text,
        quote=text,
        start=0,
        end=len(text),
        sentence=text,
        party=party,
        published=date(2024, 5, 1),
        **known,
    )


def make_contradiction(name, left, right, reading="conflict"):
    """Two figures that disagree."""
    return Contradiction(
        id=name,
        kind="figure",
        reading=reading,
        incident="same",
        probability=0.75,
        topic="t1",
        left=left,
        right=right,
        decided_by=(),
        why="Two figures.",
        first_seen="2024-05-02T00:00:00Z",
    )


NORTH, SOUTH = make_claim("c1", "North", speaker="A <minister>"), make_claim("c2", "South")
UNSIDED, REPEATED = make_claim("c3"), make_claim("c4", "North")
CLAIMS = [NORTH, SOUTH, UNSIDED, REPEATED]
CONTRADICTIONS = [
    make_contradiction("k1", NORTH, SOUTH),
    make_contradiction("k2", SOUTH, REPEATED, reading="denial"),
    make_contradiction("k3", NORTH, REPEATED, reading="revision"),
    make_contradiction("k4", NORTH, UNSIDED),
]
AGREEMENTS = [Agreement(id="a1", kind="figure", topic="t1", left=NORTH, right=SOUTH, why="Both say 3.")]


def written(graph, path):
    """What is in the file."""
    write_graph(graph, path)
    return path.read_text(encoding="utf-8")


def test_every_claim_is_a_node_with_what_is_stated_of_it():
    """Who says what, where; what nobody stated is left out."""
    graph = build_graph(CLAIMS, CONTRADICTIONS, AGREEMENTS)

    assert ["c1", "c2", "c3", "c4"] == list(graph)
    words = "The dam broke."
    assert {"document": "d1", "published": "2024-05-01", "text": words, "quote": words} == graph.nodes["c3"]
    assert ("North", "A <minister>") == (graph.nodes["c1"]["party"], graph.nodes["c1"]["speaker"])


def test_a_contradiction_and_an_agreement_of_one_pair_are_two_edges():
    """Nothing that was found is hidden by another finding."""
    edges = build_graph(CLAIMS, CONTRADICTIONS, AGREEMENTS)["c1"]["c2"]

    assert {"a1", "k1"} == set(edges)
    assert ("agreement", "contradiction") == (edges["a1"]["relation"], edges["k1"]["relation"])
    assert {"kind": "figure", "reading": "conflict", "incident": "same", "probability": 0.75} == {
        name: edges["k1"][name] for name in ("kind", "reading", "incident", "probability")
    }


def test_a_side_that_is_not_listed_is_a_node_all_the_same():
    """An edge never hangs in the air."""
    assert ["c1", "c2"] == list(build_graph([], CONTRADICTIONS[:1]))


def test_parties_are_linked_by_counts_of_each_reading():
    """The weight is the number of contradictions, whatever their order of sides."""
    graph = party_graph(CLAIMS, CONTRADICTIONS, AGREEMENTS)

    assert {"North": 2, "South": 1} == dict(graph.nodes(data="claims"))
    assert {"weight": 2, "conflict": 1, "denial": 1, "agreements": 1} == graph.edges["North", "South"]
    assert {"weight": 1, "revision": 1} == graph.edges["North", "North"]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("build", [build_graph, party_graph])
def test_order_of_input_is_not_seen_in_the_file(build, ending, tmp_path):
    """Same ledger, same bytes."""
    forwards = build(CLAIMS, CONTRADICTIONS, AGREEMENTS)
    backwards = build(CLAIMS[::-1], CONTRADICTIONS[::-1], AGREEMENTS[::-1])

    one, other = (written(graph, tmp_path / f"graph{ending}") for graph in (forwards, backwards))

    assert one == other
    assert one.endswith("\n")


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_graph_can_be_written(ending, tmp_path):
    """A ledger without claims is no error."""
    assert written(build_graph([], []), tmp_path / f"graph{ending}")


@pytest.mark.parametrize(("ending", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_xml_is_read_back_with_odd_signs_in_the_text(ending, read, tmp_path):
    """Control signs and markup in an article make no broken file."""
    odd = make_claim("c9", text='a <b> & "c" \x0b\x00\x1b[31m\u202e')
    path = tmp_path / f"graph{ending}"

    write_graph(build_graph([*CLAIMS, odd], CONTRADICTIONS), path)

    assert 'a <b> & "c" [31m' == read(path).nodes["c9"]["text"]


@pytest.mark.parametrize(("ending", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
@pytest.mark.parametrize("build", [build_graph, party_graph])
def test_xml_holds_plain_words_and_numbers_and_loses_none(build, ending, read, tmp_path):
    """What Gephi or Cytoscape opens is what was written, attribute by attribute."""
    graph = build(CLAIMS, CONTRADICTIONS, AGREEMENTS)
    path = tmp_path / f"graph{ending}"

    write_graph(graph, path)

    found = read(path)
    names = {name for *_, said in graph.edges(data=True) for name in said}
    assert dict(graph.nodes) == {node: _own(said, graph.nodes[node]) for node, said in found.nodes.items()}
    assert {frozenset(said.items()) for *_, said in graph.edges(data=True)} == {
        frozenset(_own(said, names).items()) for *_, said in found.edges(data=True)
    }


def _own(said, names):
    """Without what the format adds: a label for whoever draws it, the number of a line."""
    return {name: value for name, value in said.items() if name in names}


def test_graphml_names_what_a_viewer_shows(tmp_path):
    """Keys by name, for Gephi reads "d3" and "d7" as labels; the label of a claim is its text."""
    text = written(build_graph(CLAIMS, CONTRADICTIONS), tmp_path / "graph.graphml")

    root, space = ElementTree.fromstring(text), "{http://graphml.graphdrawing.org/xmlns}"
    keys = {key.get("id"): key.get("attr.name") for key in root.iter(f"{space}key")}
    labels = {
        node.get("id"): node.findtext(f"{space}data[@key='label']") for node in root.iter(f"{space}node")
    }
    assert keys == {name: name for name in keys.values()}
    assert labels == {claim.id: claim.text for claim in CLAIMS}


def test_gexf_tells_no_date(tmp_path):
    """The day of writing would make two runs differ."""
    text = written(build_graph(CLAIMS, CONTRADICTIONS), tmp_path / "graph.gexf")

    assert "lastmodifieddate" not in text
    assert {"k1", "k2", "k3", "k4"} == {
        edge.get("id") for edge in ElementTree.fromstring(text).iter("{http://www.gexf.net/1.2draft}edge")
    }


def test_json_is_node_link(tmp_path):
    """Programs read nodes and edges by name."""
    data = json.loads(written(build_graph(CLAIMS, CONTRADICTIONS), tmp_path / "graph.json"))

    assert (4, 4) == (len(data["nodes"]), len(data["edges"]))
    assert {"source": "c1", "target": "c2", "key": "k1"}.items() <= data["edges"][0].items()


def test_mermaid_draws_what_is_linked_and_nothing_is_markup(tmp_path):
    """Words of an article cannot end a label, nor start a directive."""
    sly = make_claim("c0", text='x"] --> n9; %%{init: 1}%% #quot; `<script>`')
    graph = build_graph(
        [*CLAIMS, sly, make_claim("alone")], [make_contradiction("k0", sly, SOUTH)], AGREEMENTS
    )

    lines = written(graph, tmp_path / "graph.mmd").splitlines()

    assert "graph LR" == lines[0]
    assert 5 == len(lines[1:])
    assert "#34;#93; --#62; n9#59; #37;#37;#123;init: 1#125;#37;#37; #35;quot#59;" in lines[1]
    assert all(line.count('"') == 2 for line in lines[1:])


@pytest.mark.parametrize("name", ["graph.htm", "graph", "graph.PDF"])
def test_an_ending_without_format_says_which_work(name, tmp_path):
    """The message names the file, the hint the way out."""
    with pytest.raises(ClaimsError, match=name) as caught:
        write_graph(nx.MultiGraph(), tmp_path / name)

    assert all(ending in caught.value.hint for ending in ENDINGS)
    assert [] == list(tmp_path.iterdir())
