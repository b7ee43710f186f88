"""Trains the network that hears who says what: attribution relations from the parser's own layers.

Method: the shipped parser stays as it is; its upper layers are mixed with learned weights (Peters et
al. 2018, https://aclanthology.org/N18-1202), one transformer layer reads them over the words of a
sentence, and as in semantic role labelling a word is first marked as a cue, then each word gets its
part in the relation of each cue by biaffine attention (Dozat & Manning 2017). A third output marks
words that go on with what somebody said in an earlier sentence.

    python -m claims.training.attribution DATA OUT [--epochs 4]

DATA holds the PolNeAR archive. The layers of its 760,000 words take 2.4 GB of memory. OUT receives
`attribution.pt`; `claims.training.export` makes of it what ships, `claims.training.relations` measures it.
"""

import argparse
import math
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from claims.base.records import Document
from claims.collect import split_sentences
from claims.models.attribution import CONTENT, CUE, SOURCE, quote_states
from claims.models.parser import ShippedParser
from claims.models.trees import find_tree
from claims.training.parser import NO_LABEL, UPPER_LAYERS, Biaffine
from claims.training.polnear import Article, Attribution, Spans, read_articles

WIDTH = 384  # of the parser's encoder
MAX_WORDS = 160
BATCH_WORDS = 1500
ARCS = 3  # where the parser answers with its scores of heads
CUE_WEIGHT = 4.0  # of the loss: one word in fifteen carries a cue


@dataclass(frozen=True)
class Sample:
    """One sentence with its relations: the word that carries each cue, and every word's part in it."""

    words: list[str]
    layers: NDArray[np.float16]  # (1 + n_words, UPPER_LAYERS, WIDTH)
    relations: list[tuple[int, list[int]]]
    resumed: list[bool]


class Reader(nn.Module):
    """One transformer layer, normalised first (Xiong et al. 2020), in operations that ONNX can resize."""

    def __init__(self, size: int, *, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(size), nn.LayerNorm(size)
        self.project, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.feed = nn.Sequential(
            nn.Linear(size, 4 * size), nn.GELU(), nn.Dropout(0.2), nn.Linear(4 * size, size)
        )
        self.dropout = nn.Dropout(0.2)

    def forward(self, rows: Tensor, padding: Tensor | None = None) -> Tensor:
        """(batch, n, size) -> the same."""
        parts = self.project(self.before(rows)).unflatten(-1, (3, self.heads, -1))
        queries, keys, values = parts.unbind(2)
        scores = queries.transpose(1, 2) @ keys.permute(0, 2, 3, 1) / math.sqrt(queries.shape[-1])
        if padding is not None:
            scores = scores.masked_fill(padding[:, None, None, :], -1e9)
        weights = self.dropout(scores.softmax(-1))
        heard = (weights @ values.transpose(1, 2)).transpose(1, 2).flatten(2)
        rows = rows + self.dropout(self.out(heard))
        fed: Tensor = rows + self.dropout(self.feed(self.between(rows)))
        return fed


class AttributionHead(nn.Module):
    """The parser's layers and quotation states in; cues, resumptions and parts out."""

    def __init__(self, *, size: int = 256, part_size: int = 128) -> None:
        super().__init__()
        self.mix = nn.Parameter(torch.zeros(UPPER_LAYERS))
        self.narrow = nn.Linear(WIDTH, size)
        self.quotes = nn.Embedding(3, size)
        nn.init.zeros_(self.quotes.weight)
        self.dropout = nn.Dropout(0.3)
        self.reader = Reader(size)
        self.norm = nn.LayerNorm(size)
        self.cue, self.resumed = (
            nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Dropout(0.2), nn.Linear(size, 1))
            for _ in range(2)
        )
        self.as_cue, self.as_word = (
            nn.Sequential(nn.Linear(size, part_size), nn.GELU(), nn.Dropout(0.2)) for _ in range(2)
        )
        self.parts = Biaffine(part_size, 1 + CONTENT)

    def read(self, layers: Tensor, quotes: Tensor, padding: Tensor | None = None) -> Tensor:
        """(batch, n_words, size); padding, (batch, 1 + n_words), is True beyond the end of a sentence."""
        mixed = torch.softmax(self.mix, 0) @ layers
        states = self.narrow(self.dropout(mixed))
        marks = self.quotes(quotes)
        states = torch.cat([states[:, :1], states[:, 1:] + marks], 1)
        rows: Tensor = self.norm(self.reader(states, padding))[:, 1:]
        return rows

    def forward(self, layers: Tensor, quotes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Probabilities (batch, n), probabilities (batch, n), part scores (batch, n cues, n words, 4)."""
        rows = self.read(layers, quotes)
        parts = self.parts(self.as_cue(rows), self.as_word(rows)).permute(0, 2, 3, 1)
        return self.cue(rows).squeeze(-1).sigmoid(), self.resumed(rows).squeeze(-1).sigmoid(), parts


def read_samples(data: Path, part: str) -> list[Sample]:
    """The sentences of a part of PolNeAR as the pipeline cuts them, with what the parser makes of them."""
    parser = ShippedParser(threads=1)
    rows = [
        (article, sentence.start, sentence.end)
        for article in read_articles(data, part)
        for sentence in split_sentences([Document.of(article.text, source=article.name)])
    ]
    with ThreadPoolExecutor(2) as pool:
        samples = pool.map(lambda row: read_sample(parser, *row), rows)
        return [sample for sample in samples if sample is not None]


def read_sample(parser: ShippedParser, article: Article, start: int, end: int) -> Sample | None:
    """One sentence of an article; None for one that is too short or long to learn from."""
    tokens = parser.tokenize(article.text[start:end])
    words = [token.text for token in tokens]
    if not 2 <= len(words) <= MAX_WORDS:
        return None
    spans = [(start + token.idx, start + token.idx + len(token.text)) for token in tokens]
    answer = parser.encode(words)
    heads = find_tree(answer[ARCS][0])
    relations, resumed = [], [False] * len(words)
    for attribution in article.attributions:
        parts = parts_of(attribution, spans)
        cues = [at for at, part in enumerate(parts) if part == CUE]
        if cues:
            relations.append((top_of(cues, heads), parts))
        else:
            resumed = [before or part == CONTENT for before, part in zip(resumed, parts, strict=True)]
    return Sample(words, answer[-1][0].astype(np.float16), relations, resumed)


def parts_of(attribution: Attribution, spans: Sequence[tuple[int, int]]) -> list[int]:
    """What each word is in an attribution; a cue goes before a source, a source before a content."""
    parts = [0] * len(spans)
    layers = ((CONTENT, attribution.content), (SOURCE, attribution.source), (CUE, attribution.cue))
    for part, marked in layers:
        for at, span in enumerate(spans):
            if touches(span, marked):
                parts[at] = part
    return parts


def touches(span: tuple[int, int], marked: Spans) -> bool:
    """Whether a span shares a character with one of others."""
    return any(span[0] < end and start < span[1] for start, end in marked)


def top_of(words: Sequence[int], heads: Sequence[int]) -> int:
    """The word of a phrase that stands highest in the tree; the first of equals.

    Args:
        words: positions from 0.
        heads: of all words, from 1, 0 = root.
    """

    def depth(word: int) -> int:
        steps = 0
        while heads[word]:
            word, steps = heads[word] - 1, steps + 1
        return steps

    return min(words, key=lambda word: (depth(word), word))


def make_batches(samples: Sequence[Sample], *, seed: int) -> Iterator[list[Sample]]:
    """Batches of about BATCH_WORDS words, of similar lengths, in random order."""
    random = np.random.default_rng(seed)
    order = sorted(range(len(samples)), key=lambda at: (len(samples[at].words), random.random()))
    batches: list[list[Sample]] = [[]]
    for at in order:
        if batches[-1] and (len(batches[-1]) + 1) * len(samples[at].words) > BATCH_WORDS:
            batches.append([])
        batches[-1].append(samples[at])
    for at in random.permutation(len(batches)):
        yield batches[at]


@dataclass(frozen=True)
class Batch:
    """Padded tensors of some samples; each relation is one row of `cues` (sample, word) and of `parts`."""

    layers: Tensor
    quotes: Tensor
    padding: Tensor  # (batch, 1 + n_words)
    is_cue: Tensor
    resumed: Tensor
    cues: Tensor
    parts: Tensor

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> "Batch":
        """The samples, padded to the longest."""
        longest, n = max(len(sample.words) for sample in samples), len(samples)
        layers = torch.zeros(n, longest + 1, UPPER_LAYERS, WIDTH)
        quotes = torch.zeros(n, longest, dtype=torch.long)
        padding = torch.ones(n, longest + 1, dtype=torch.bool)
        is_cue, resumed = torch.zeros(n, longest), torch.zeros(n, longest)
        cues, parts = [], []
        for row, sample in enumerate(samples):
            size = len(sample.words)
            layers[row, : size + 1] = torch.from_numpy(sample.layers.astype(np.float32))
            quotes[row, :size] = torch.tensor(quote_states(sample.words))
            padding[row, : size + 1] = False
            resumed[row, :size] = torch.tensor(sample.resumed, dtype=torch.float)
            for word, marked in sample.relations:
                is_cue[row, word] = 1
                cues.append((row, word))
                parts.append([*marked, *[NO_LABEL] * (longest - size)])
        shape = (len(cues), longest)
        return cls(
            layers,
            quotes,
            padding,
            is_cue,
            resumed,
            torch.tensor(cues, dtype=torch.long).reshape(-1, 2),
            torch.tensor(parts, dtype=torch.long).reshape(shape),
        )


def loss_of(network: AttributionHead, batch: Batch) -> Tensor:
    """Sum of the losses of cues, resumptions and parts; parts are learned at the annotated cues."""
    rows = network.read(batch.layers, batch.quotes, batch.padding)
    words = ~batch.padding[:, 1:]
    binary = nn.functional.binary_cross_entropy_with_logits
    loss = CUE_WEIGHT * binary(network.cue(rows).squeeze(-1)[words], batch.is_cue[words])
    loss = loss + binary(network.resumed(rows).squeeze(-1)[words], batch.resumed[words])
    if len(batch.cues):
        at, word = batch.cues.unbind(1)
        scores = network.parts(network.as_cue(rows)[at, word].unsqueeze(1), network.as_word(rows)[at])
        loss = loss + nn.functional.cross_entropy(scores.squeeze(2), batch.parts, ignore_index=NO_LABEL)
    return loss


def train(data: Path, out: Path, *, epochs: int, threads: int) -> None:
    """Trains, keeps a checkpoint an epoch and prints the mean loss of each."""
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    samples = read_samples(data, "train")
    steps = epochs * sum(1 for _ in make_batches(samples, seed=0))
    network = AttributionHead()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / 200, max(0.02, 0.5 * (1 + math.cos(math.pi * step / steps))))
    )
    out.mkdir(parents=True, exist_ok=True)
    for epoch in range(epochs):
        started, losses = time.time(), []
        for samples_of_batch in make_batches(samples, seed=epoch):
            loss = loss_of(network, Batch.of(samples_of_batch))
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        torch.save(network.state_dict(), out / "attribution.pt")
        print(f"epoch {epoch} loss {np.mean(losses):.3f} {time.time() - started:.0f}s", flush=True)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--epochs", type=int, default=4)
    arguments.add_argument("--threads", type=int, default=2)
    given = arguments.parse_args()
    train(given.data, given.out, epochs=given.epochs, threads=given.threads)
