"""The training of the parser: batches, losses, checkpoints."""

import pytest
import torch

from claims.training.parser import NO_LABEL, Batcher, Run, label_names, loss_of, make_batches, measure, spans
from claims.training.treebank import Sentence

TREES = [
    Sentence(
        ["Lee", "left", "Oslo", "."],
        ["PROPN", "VERB", "PROPN", "PUNCT"],
        ["NNP", "VBD", "NNP", "."],
        [2, 0, 2, 2],
        ["nsubj", "root", "obj", "punct"],
        entities=["B-PER", "O", "B-LOC", "O"],
    ),
    Sentence(["Go", "!"], ["VERB", "PUNCT"], ["VB", "."], [0, 1], ["root", "punct"]),
]
NAMES = label_names(TREES)


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ([], set()),
        (["O", "O"], set()),
        (["B-PER", "I-PER", "O"], {(0, 2, "PER")}),
        (["B-PER", "B-PER"], {(0, 1, "PER"), (1, 2, "PER")}),
        (["B-PER", "I-ORG"], {(0, 1, "PER"), (1, 2, "ORG")}),
        (["I-ORG", "I-ORG"], {(0, 2, "ORG")}),
    ],
)
def test_entities_are_read_off_their_tags(tags, found):
    """A tag that continues nothing opens an entity."""
    assert found == spans(tags)


@pytest.mark.parametrize("words", [1, 6, 1000])
def test_batches_hold_every_sentence_once(words):
    """Of similar lengths, in an order that the seed fixes."""
    batches = list(make_batches(TREES * 3, words=words, seed=1))

    assert 6 == sum(len(batch) for batch in batches)
    assert batches == list(make_batches(TREES * 3, words=words, seed=1))
    assert words > 1 or {1} == {len(batch) for batch in batches}


def test_labels_are_in_alphabetical_order():
    """Their places are what the network answers, so they must hold."""
    assert ["PROPN", "PUNCT", "VERB"] == NAMES["upos"]
    assert ["B-LOC", "B-PER", "O"] == NAMES["entities"]


def test_a_batch_leaves_open_what_is_not_annotated():
    """A layer that a sentence lacks teaches nothing."""
    batch = Batcher(NAMES).batch(TREES)

    assert [2, 0, 2, 2] == batch["heads"][0].tolist()
    assert [0, 1, NO_LABEL, NO_LABEL] == batch["heads"][1].tolist()
    assert {NO_LABEL} == set(batch["entities"][1].tolist())
    assert [4, 2] == batch["n_words"].tolist()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_training_goes_on_where_it_stopped(tmp_path):
    """A pass changes the network, and a checkpoint holds all that the next one needs."""
    torch.manual_seed(0)
    batcher = Batcher(NAMES)
    run = Run.begin(NAMES, steps=1000)
    before = run.network.upos.weight.clone()
    run.learn([batcher.batch(TREES)] * 2)  # the first step of the schedule has a rate of zero
    run.save(tmp_path / "parser.pt", epoch=3)
    other = Run.begin(NAMES, steps=1000)

    assert not torch.equal(before, run.network.upos.weight)
    assert 0 == other.resume(tmp_path / "nothing.pt")
    assert 4 == other.resume(tmp_path / "parser.pt")
    assert measure(run.score, batcher, TREES) == measure(other.score, batcher, TREES)
    assert run.schedule.get_last_lr() == other.schedule.get_last_lr()
    assert torch.isfinite(loss_of(other.network, batcher.batch(TREES)))
