"""The shipped weights: what they are held to, and that they are the ones that were measured."""

import shutil
import threading
from pathlib import Path

import hypothesis.strategies as st
import networkx
import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from claims.base.errors import ModelError
from claims.base.settings import Settings
from claims.collect import read_documents, split_sentences
from claims.models.encoder import MAX_PIECES, load_encoder, load_official
from claims.models.onnx import WEIGHTS, open_session, run_each
from claims.models.parser import load_parser
from claims.models.repair import mend_series
from claims.models.trees import candidates, find_tree, is_tree, spanning_tree

SEEDS = Path(__file__).parent.parent / "seeds"
NEIGHBOURS = 10
SETTINGS = Settings(workers=2)

ODD = {
    "empty": "",
    "blank": "  ",
    "one word": "Fire",
    "emoji": "🔥🔥 12 died 😢 in Lyon 🇫🇷.",
    "address": "See https://example.org/a?b=c&d=%20#e and www.example.org, or mail@example.org.",
    "3,000 characters": "The army said that the rebels had fired at the village, and " * 50,
    "no spaces": "a" * 3000,
    "only signs": "… — “” !? (((",
    "other script": "د افغانستان حکومت وايي چې ۴۷ کسان وژل شوي دي.",
    "lines": "One line\nand\tanother\r\nline.",
    "odd signs": "a\u200bb \ufeff c\x00d e\u0301",
}


@pytest.fixture(scope="module")
def sentences():
    """Sixty sentences of the demonstration articles."""
    documents = [row for row in read_documents([str(SEEDS)], SETTINGS) if hasattr(row, "text")]
    texts = [sentence.text for sentence in split_sentences(documents) if not sentence.heading]
    assert len(texts) >= 60
    return texts[:60]


@pytest.fixture(scope="module")
def encoder():
    """The shipped encoder."""
    return load_encoder(SETTINGS)


@pytest.fixture(scope="module")
def parser():
    """The shipped parser."""
    return load_parser(SETTINGS)


def nearest(vectors: np.ndarray) -> list[set[int]]:
    """The nearest neighbours of each row, itself left out."""
    products = vectors @ vectors.T
    np.fill_diagonal(products, -2)
    return [set(row[:NEIGHBOURS].tolist()) for row in np.argsort(-products, axis=1)]


# --- encoder ---


@pytest.mark.model
def test_shipped_encoder_is_held_to_the_official_weights(encoder, sentences):
    """Eight bits change next to nothing: mean cosine 0.99, nine of ten nearest neighbours shared."""
    official = load_official().encode(sentences)
    shipped = encoder.encode(sentences)
    shared = [len(mine & theirs) for mine, theirs in zip(nearest(shipped), nearest(official), strict=True)]

    assert (shipped * official).sum(axis=1).mean() >= 0.99
    assert np.mean(shared) >= 0.9 * NEIGHBOURS


@pytest.mark.model
def test_vectors_have_length_one(encoder, sentences):
    """The product of two rows is their cosine."""
    vectors = encoder.encode([*sentences, *ODD.values()])

    assert (len(sentences) + len(ODD), 384) == vectors.shape
    assert np.float32 == vectors.dtype
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.model
def test_a_vector_does_not_depend_on_its_neighbours(encoder, sentences):
    """A text has one vector, in whatever company and order it is encoded."""
    together = encoder.encode(sentences)
    alone = np.vstack([encoder.encode([text]) for text in sentences])
    backwards = encoder.encode(sentences[::-1])[::-1]

    np.testing.assert_allclose(together, alone, atol=1e-6)
    np.testing.assert_allclose(together, backwards, atol=1e-6)


@pytest.mark.model
def test_nothing_to_encode(encoder):
    """No texts, no rows."""
    assert (0, 384) == encoder.encode([]).shape


@pytest.mark.model
def test_a_long_text_is_cut(encoder):
    """What stands past the limit of the model is not read, and is no error."""
    long = "fire " * MAX_PIECES

    np.testing.assert_allclose(encoder.encode([long]), encoder.encode([long + "rain " * 5000]), atol=1e-6)


@pytest.mark.parametrize("model", ["no-such-model-anywhere", "/no/such/folder"])
@pytest.mark.slow
def test_a_model_that_is_not_there_is_named(model):
    """A wrong name in the settings is the user's to mend."""
    with pytest.raises(ModelError, match=model) as caught:
        load_encoder(Settings(embedding_model=model))

    assert caught.value.hint


# --- weights ---


@pytest.mark.model
@pytest.mark.parametrize("name", ["attribution", "encoder", "nli", "parser"])
def test_altered_weights_are_refused(tmp_path, name):
    """One byte that differs from what was measured, and nothing is loaded."""
    folder = tmp_path / name
    shutil.copytree(WEIGHTS / name, folder)
    weights = folder / "model.onnx"
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(content)

    with pytest.raises(ModelError, match="has sha256"):
        open_session(folder, threads=1)


@pytest.mark.parametrize("name", ["attribution", "encoder", "nli", "parser"])
def test_networks_answer_alike_on_every_processor(name):
    """Signed bytes overflow where a processor adds products in 16 bits."""
    graph = onnx.load(str(WEIGHTS / name / "model.onnx")).graph
    kinds = {row.data_type for row in graph.initializer}

    assert onnx.TensorProto.UINT8 in kinds
    assert onnx.TensorProto.INT8 not in kinds


def test_missing_weights_are_named(tmp_path):
    """A package without its weights says so."""
    (tmp_path / "sha256").write_text("0" * 64 + "  model.onnx\n", encoding="ascii")

    with pytest.raises(ModelError, match="is missing") as caught:
        open_session(tmp_path, threads=1)

    assert caught.value.hint


def test_a_missing_checksum_is_named(tmp_path):
    """Weights that nothing vouches for are not loaded."""
    (tmp_path / "model.onnx").write_bytes(b"")

    with pytest.raises(ModelError):
        open_session(tmp_path, threads=1)


# --- parser ---


def is_one_tree(doc: object) -> bool:
    """Whether every word leads to one root."""
    heads = [0 if token.head.i == token.i else token.head.i + 1 for token in doc]  # type: ignore[attr-defined]
    return not heads or (heads.count(0) == 1 and is_tree(heads))


@pytest.mark.model
@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_input_gives_one_tree(parser, text):
    """Whatever comes, each text gives one tree over its own words."""
    (doc,) = parser.parse([text])

    assert text == doc.text
    assert is_one_tree(doc)


@pytest.mark.model
def test_every_sentence_gives_one_tree_in_order(parser, sentences):
    """As many trees as texts, each in its place."""
    docs = parser.parse(sentences)

    assert sentences == [doc.text for doc in docs]
    assert [] == [doc.text for doc in docs if not is_one_tree(doc)]


def reading(doc: object) -> list[tuple[object, ...]]:
    """All that the parser says of a sentence."""
    return [(t.text, t.pos_, t.tag_, t.lemma_, t.dep_, t.head.i, t.ent_type_) for t in doc]  # type: ignore[attr-defined]


@pytest.mark.model
def test_a_reading_does_not_depend_on_its_neighbours(parser, sentences):
    """A sentence has one reading, in whatever company and order it is parsed."""
    together = [reading(doc) for doc in parser.parse(sentences)]

    assert together == [reading(parser.parse([text])[0]) for text in sentences]
    assert together == [reading(doc) for doc in parser.parse(sentences[::-1])][::-1]


@pytest.mark.model
def test_nothing_to_parse(parser):
    """No texts, no trees; an empty one among others keeps its place."""
    assert [] == parser.parse([])
    assert ["", "Fire."] == [doc.text for doc in parser.parse(["", "Fire."])]


# --- trees ---


def scores_of(size: int) -> st.SearchStrategy[np.ndarray]:
    """Scores of every head of every word, the root in column 0."""
    return arrays(np.float32, (size, size + 1), elements=st.floats(-20, 20, width=16))


@given(st.integers(1, 9).flatmap(scores_of))
def test_the_best_tree_is_a_tree_with_one_root(scores):
    """Whatever the scores, every word leads to one root."""
    heads = find_tree(scores)

    assert len(scores) == len(heads)
    assert 1 == heads.count(0)
    assert is_tree(heads)


@given(st.integers(2, 12))
def test_a_circle_is_broken(size):
    """Words that all prefer each other to the root still hang on it."""
    scores = np.full((size, size + 1), -5.0)
    for word in range(size):
        scores[word, (word + 1) % size + 1] = 5.0

    heads = find_tree(scores)

    assert 1 == heads.count(0)
    assert is_tree(heads)


@given(st.integers(1, 9).flatmap(scores_of))
def test_the_best_tree_is_that_of_networkx(scores):
    """Among the heads that are left to each word no tree has a higher sum."""
    allowed = candidates(scores)
    heads = spanning_tree(allowed)
    graph = networkx.DiGraph()
    for word, head in zip(*np.nonzero(np.isfinite(allowed)), strict=True):
        graph.add_edge(int(head), int(word), weight=float(allowed[word, head]))
    best = networkx.maximum_spanning_arborescence(graph).size(weight="weight")

    assert best == pytest.approx(sum(allowed[word, heads[word]] for word in range(1, len(heads))))


# --- one text after the other ---


def test_texts_are_worked_on_while_they_come():
    """Whoever makes the texts has the network running beside it, and answers keep their order."""
    begun = threading.Event()

    def texts():
        yield "first"
        assert begun.wait(timeout=30)  # answered before the second is made
        yield "second"

    def answer(text):
        begun.set()
        return text.upper()

    assert ["FIRST", "SECOND"] == list(run_each(answer, texts(), threads=2))


def test_who_needs_no_more_answers_does_not_wait_for_them():
    """What is still in the queue is dropped."""
    asked = []
    answers = run_each(lambda number: asked.append(number) or number, range(100_000), threads=1)

    assert 0 == next(answers)
    answers.close()
    assert len(asked) < 100_000


@pytest.mark.model
def test_equal_texts_are_encoded_once(encoder, monkeypatch):
    """Each has its row, and the network is asked once."""
    asked = []
    answer = encoder._answer
    monkeypatch.setattr(encoder, "_answer", lambda text: asked.append(text) or answer(text))

    vectors = encoder.encode(text for text in ["Fire.", "Rain.", "Fire."])

    assert {"Fire.", "Rain."} == set(asked)
    assert 2 == len(asked)
    np.testing.assert_array_equal(vectors[0], vectors[2])
    np.testing.assert_array_equal(encoder.encode(["Rain."])[0], vectors[1])


# --- what the parser gets wrong, and what it must not miss ---


def test_a_verb_in_a_series_keeps_its_object():
    """A "participle" after a comma with an object of its own is a finite verb."""
    words = ["It", "curbed", "trade", ",", "expelled", "900", "people"]
    tags = ["PRP", "VBD", "NN", ",", "VBN", "CD", "NNS"]
    heads, labels = [2, 0, 2, 5, 3, 7, 3], ["nsubj", "root", "obj", "punct", "acl", "nummod", "nmod"]

    mend_series(words, tags, heads, labels)

    assert ("VBD", "conj", 2) == (tags[4], labels[4], heads[4])
    assert ("obj", 5) == (labels[6], heads[6])


def test_a_true_participle_stays_one():
    """A participle with an agent is no second verb."""
    words = ["It", "lost", "trade", ",", "curbed", "by", "law"]
    tags = ["PRP", "VBD", "NN", ",", "VBN", "IN", "NN"]
    heads, labels = [2, 0, 2, 5, 3, 7, 5], ["nsubj", "root", "obj", "punct", "acl", "case", "obl"]
    before = (tags[:], heads[:], labels[:])

    mend_series(words, tags, heads, labels)

    assert before == (tags, heads, labels)


@pytest.mark.model
def test_countries_and_nationalities_are_entities():
    """The ruler knows them wherever the network does not."""
    (doc,) = load_parser(Settings()).parse(["A Norwegian envoy flew from Uruguay to see the African Union."])

    found = {entity.text: entity.label_ for entity in doc.ents}

    assert {"Norwegian": "NORP", "Uruguay": "LOC"}.items() <= found.items()
