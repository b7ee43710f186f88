"""Training samples of the attribution network say what the annotators marked."""

import pytest

pytest.importorskip("torch")

import numpy as np
import torch

from claims.models.attribution import CONTENT, CUE, SOURCE
from claims.training.attribution import (
    WIDTH,
    AttributionHead,
    Batch,
    Sample,
    loss_of,
    parts_of,
    top_of,
)
from claims.training.parser import UPPER_LAYERS
from claims.training.polnear import Attribution


def sample(words, relations):
    """A sentence with random layers and nothing resumed."""
    layers = np.random.default_rng(len(words)).normal(size=(len(words) + 1, UPPER_LAYERS, WIDTH))
    return Sample(words, layers.astype(np.float16), relations, [False] * len(words))


def test_each_word_gets_its_part():
    """Words that a span touches belong to it; a cue inside a content stays a cue."""
    marked = Attribution(source=((0, 5),), cue=((6, 10),), content=((6, 20),))

    assert [SOURCE, CUE, CONTENT, 0] == parts_of(marked, [(0, 5), (6, 10), (11, 20), (21, 22)])


@pytest.mark.parametrize(("words", "top"), [([1, 2], 2), ([0, 1], 0), ([3], 3)])
def test_a_cue_is_carried_by_its_highest_word(words, top):
    """Of "has said" the verb, whatever comes first."""
    heads = [3, 3, 0, 3]

    assert top == top_of(words, heads)


def test_padding_changes_nothing():
    """A sentence is scored alike alone and beside a longer one."""
    network = AttributionHead().eval()
    short = sample(["He", "said", "no"], [(1, [SOURCE, CUE, CONTENT])])
    long = sample(["“"] + ["word"] * 8, [])
    alone, together = Batch.of([short]), Batch.of([short, long])

    with torch.no_grad():
        rows = network.read(alone.layers, alone.quotes, alone.padding)
        padded = network.read(together.layers, together.quotes, together.padding)

    assert torch.allclose(rows[0], padded[0, :3], atol=1e-5)


def test_learning_lowers_the_loss():
    """A few steps on one sentence fit it better."""
    torch.manual_seed(0)
    network = AttributionHead()
    batch = Batch.of([sample(["He", "said", "no"], [(1, [SOURCE, CUE, CONTENT])])])
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3)
    losses = []
    for _ in range(8):
        loss = loss_of(network, batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())

    assert losses[-1] < losses[0]
