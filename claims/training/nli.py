"""Fine-tunes all-MiniLM-L6-v2 as a cross-encoder: does one sentence contradict, entail or leave open another?

    python -m claims.training.nli DATA OUT/base --bf16                # one pass over the labelled pairs
    python -m claims.training.nli DATA OUT --start OUT/base --epochs 2 --made --bf16
    python -m claims.training.nli DATA OUT --start OUT/last --rate 7e-5 --stories --keep 0.4

The first passes teach what follows from what, the last (`claims.training.stories`) that two reports of
one event seldom speak of one question; some of the labelled pairs are gone over again in it, and weights
of before are mixed in so that what was learned first is kept. The card says why the last does not ship.
DATA holds `pairs_train.jsonl.gz`. OUT receives a sentence-transformers CrossEncoder with checkpoints;
`claims.training.export nli` makes of it what ships, `claims.training.entailment` measures it. Batches hold
pairs of like length, and with `--bf16` products are worked out in bfloat16: both together double the pairs a
second on a CPU that has the instructions, one that has not is slowed down tenfold.
"""

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from sentence_transformers import CrossEncoder
from sentence_transformers.base.sampler import DefaultBatchSampler
from sentence_transformers.cross_encoder import CrossEncoderTrainer, CrossEncoderTrainingArguments
from sentence_transformers.cross_encoder.losses import CrossEntropyLoss
from transformers import AutoModelForSequenceClassification

from claims.base.settings import Settings
from claims.models.onnx import official_folder
from claims.tools import Tools
from claims.training.made_pairs import make_pairs
from claims.training.restore import LABELS
from claims.training.stories import label_stories, read_stories

MAX_CHARACTERS = 600  # of both together: about MAX_PIECES; a pair that would be cut has no certain label
MAX_PIECES = 160
CAPPED = {"WikiFactCheck-English(refuted)": 2500}  # contradictions only, made by a machine
MADE = 14_000
REPLAYED = 14_000  # labelled pairs that are gone over again beside the stories
TURNED = 0.15  # share of contradictions that are also learned the other way round
RENAMED = 0.1  # share of pairs that are also learned with other names: nothing follows from who it is
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+\b")  # a capital inside a sentence


class LikeLengths(DefaultBatchSampler):
    """Batches of pairs of like length, in random order: little is padded."""

    def __init__(self, dataset: Dataset, batch_size: int, **options: Any) -> None:
        super().__init__(dataset, batch_size=batch_size, **options)
        self.lengths = [
            len(left) + len(right)
            for left, right in zip(dataset["premise"], dataset["hypothesis"], strict=True)
        ]
        self.size = batch_size

    def __iter__(self) -> Iterator[list[int]]:
        """Positions of the pairs of each batch; another order in every epoch."""
        shuffle = random.Random(self.epoch)
        order = sorted(range(len(self.lengths)), key=lambda at: (self.lengths[at] // 8, shuffle.random()))
        batches = [order[at : at + self.size] for at in range(0, len(order), self.size)]
        shuffle.shuffle(batches)
        yield from batches

    def __len__(self) -> int:
        return -(-len(self.lengths) // self.size)


def read_pairs(path: Path) -> list[dict[str, str]]:
    """The labelled pairs that fit, sources that are all of one label capped."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(0).shuffle(rows)
    taken: dict[str, int] = dict.fromkeys(CAPPED, 0)
    kept = []
    for row in rows:
        source = row["source"]
        if source in taken:
            taken[source] += 1
        if taken.get(source, 0) <= CAPPED.get(source, 0) and fits(row):
            kept.append({name: row[name] for name in ("premise", "hypothesis", "label")})
    return kept


def fits(row: dict[str, str]) -> bool:
    """Whether a pair is read to its end."""
    return len(row["premise"]) + len(row["hypothesis"]) <= MAX_CHARACTERS


def widen(pairs: Sequence[dict[str, str]], *, seed: int) -> list[dict[str, str]]:
    """The pairs with made ones, contradictions turned round, and copies under other names."""
    chance = random.Random(seed)
    made = make_pairs(MADE, seed=seed)
    surnames = sorted({pair.premise.split()[1].strip(".") for pair in made if pair.recipe == "roles"})
    turned = [
        {"premise": pair["hypothesis"], "hypothesis": pair["premise"], "label": pair["label"]}
        for pair in pairs
        if pair["label"] == "contradiction" and chance.random() < TURNED
    ]
    some = (pair for pair in pairs if chance.random() < RENAMED)
    renamed = [other for pair in some if (other := rename(pair, surnames, chance)) != pair]
    plain = [{"premise": row.premise, "hypothesis": row.hypothesis, "label": row.label} for row in made]
    return [*pairs, *turned, *renamed, *plain]


def with_stories(pairs: Sequence[dict[str, str]], *, seed: int) -> list[dict[str, str]]:
    """What the stories teach, in every pass anew, and some of the pairs."""
    taught = label_stories(read_stories(), Tools(Settings()), seed=seed)
    return [*taught, *random.Random(seed).sample(list(pairs), min(REPLAYED, len(pairs)))]


def rename(pair: dict[str, str], surnames: Sequence[str], chance: random.Random) -> dict[str, str]:
    """The pair with each name that both sides hold replaced by one surname on both."""
    shared = set(NAME.findall(pair["premise"])) & set(NAME.findall(pair["hypothesis"]))
    new = {name: chance.choice(surnames) for name in sorted(shared)}
    sides = {
        side: re.sub(r"[A-Z][a-z]+\b", lambda word: new.get(word[0], word[0]), pair[side])
        for side in ("premise", "hypothesis")
    }
    return {**sides, "label": pair["label"]}


def dataset_of(pairs: Sequence[dict[str, str]]) -> Dataset:
    """The pairs as columns, labels as positions in LABELS."""
    return Dataset.from_dict(
        {
            "premise": [pair["premise"] for pair in pairs],
            "hypothesis": [pair["hypothesis"] for pair in pairs],
            "label": [LABELS.index(pair["label"]) for pair in pairs],
        }
    )


def train(
    pairs: Sequence[dict[str, str]], out: Path, *, start: str | None, epochs: float, rate: float, bf16: bool
) -> None:
    """Trains from a checkpoint of ours, else from the official weights; goes on where a run was stopped."""
    model = CrossEncoder(
        start or str(official_folder()),
        num_labels=len(LABELS),
        max_length=MAX_PIECES,
        device="cpu",
        model_kwargs={"attn_implementation": "eager"},
    )
    model.model.config.id2label = dict(enumerate(LABELS))
    model.model.config.label2id = {label: at for at, label in enumerate(LABELS)}
    arguments = CrossEncoderTrainingArguments(
        output_dir=str(out / "checkpoints"),
        num_train_epochs=epochs,
        per_device_train_batch_size=32,
        learning_rate=rate,
        lr_scheduler_type="linear" if start else "constant_with_warmup",
        warmup_steps=300,
        weight_decay=0.01,
        bf16=bf16,
        use_cpu=not torch.cuda.is_available(),
        batch_sampler=LikeLengths,
        save_steps=500,
        save_total_limit=2,
        logging_steps=100,
        report_to="none",
        seed=0,
    )
    trainer = CrossEncoderTrainer(
        model=model, args=arguments, train_dataset=dataset_of(pairs), loss=CrossEntropyLoss(model)
    )
    trainer.train(resume_from_checkpoint=any((out / "checkpoints").glob("checkpoint-*")))
    model.save_pretrained(str(out))


def mix_in(before: str, out: Path, share: float) -> None:
    """Moves the weights in `out` back towards those of before by a share of the way.

    Keeps the accuracy on other pairs that passes over pairs of one sort cost (Wortsman et al., "Robust
    fine-tuning of zero-shot models", CVPR 2022).
    """
    network = AutoModelForSequenceClassification.from_pretrained(str(out))
    earlier = AutoModelForSequenceClassification.from_pretrained(before).state_dict()
    network.load_state_dict(
        {name: weights.lerp(earlier[name], share) for name, weights in network.state_dict().items()}
    )
    network.save_pretrained(str(out))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", help="a model to go on from; without, the official weights")
    parser.add_argument("--epochs", type=float, default=1)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--made", action="store_true", help="with made pairs, turned and renamed ones")
    parser.add_argument("--stories", action="store_true", help="mostly pairs of two reports on one event")
    parser.add_argument("--keep", type=float, default=0, help="share of the weights of --start kept")
    parser.add_argument("--bf16", action="store_true", help="products in bfloat16")
    given = parser.parse_args()
    labelled = read_pairs(given.data / "pairs_train.jsonl.gz")
    prepare = with_stories if given.stories else widen if given.made else lambda pairs, seed: pairs
    train(
        prepare(labelled, seed=0),
        given.out,
        start=given.start,
        epochs=given.epochs,
        rate=given.rate,
        bf16=given.bf16,
    )
    if given.keep:
        mix_in(given.start, given.out, given.keep)
