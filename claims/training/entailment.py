"""Measures the cross-encoder on labelled pairs that it never saw.

    python -m claims.training.entailment DATA [--checkpoint FOLDER] [--card]

DATA holds `pairs_dev.jsonl.gz`. Accuracy is over three labels everywhere, also where a collection knows
no neutral pairs; AUC ranks contradictions against everything else. Documents (CNN, BBC, ConTRoL) are
beyond what a model of sentences reads and are counted by themselves. With `--checkpoint`, the trained
float32 network stands beside the shipped 8-bit one.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claims.base.protocols import Entailer, Vectors
from claims.models.nli import LABELS, CrossEncoderEntailer, ShippedEntailer
from claims.models.onnx import WEIGHTS
from claims.training.card import keep_figures, table_of
from claims.training.made_pairs import make_pairs

SOURCE = "pairs_dev.jsonl.gz"
FAMILIES = {  # beginnings of the names of collections
    "XNLI": "XNLI-en",
    "VitaminC": "VitaminC and FEVER",
    "FEVER": "VitaminC and FEVER",
    "LingNLI": "LingNLI",
    "RTE3": "RTE-3",
    "SICK": "SICK",
    "Check-COVID": "Check-COVID",
    "COVID-Fact": "COVID-Fact",
    "NewProtocols": "New Protocols, paragraphs",
    "FRANK": "documents",
    "ConTRoL": "documents",
}
MADE = 2000
CONTRADICTION = LABELS.index("contradiction")


def read_dev(data: Path) -> list[dict[str, str]]:
    """The pairs of the dev file, each with its `family`."""
    with gzip.open(data / SOURCE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [{**row, "family": family_of(row["source"])} for row in rows]


def family_of(source: str) -> str:
    """The collection that a source belongs to.

    >>> family_of("FEVER-symmetric:dev")
    'VitaminC and FEVER'
    """
    return next((family for start, family in FAMILIES.items() if source.startswith(start)), "other")


def score(shares: Vectors, labels: Sequence[str]) -> dict[str, float]:
    """Accuracy over three labels; precision, recall, F1 and AUC of contradictions.

    Args:
        shares: shape (n, 3) in the order of LABELS.
        labels: n of them.
    """
    from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

    gold = np.array([LABELS.index(label) for label in labels])
    said = shares.argmax(axis=1)
    against = gold == CONTRADICTION
    precision, recall, f1, _ = precision_recall_fscore_support(
        against, said == CONTRADICTION, average="binary", zero_division=0
    )
    auc = roc_auc_score(against, shares[:, CONTRADICTION]) if 0 < against.sum() < len(against) else 0.0
    figures = {
        "accuracy": (said == gold).mean(),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "auc": auc,
    }
    return {"n": len(labels), **{name: round(float(value), 3) for name, value in figures.items()}}


def score_families(entailer: Entailer, rows: Sequence[Mapping[str, str]]) -> dict[str, dict[str, float]]:
    """Figures for each family, and for all pairs of sentences."""
    shares = entailer.infer([(row["premise"], row["hypothesis"]) for row in rows])
    places: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        places[row["family"]].append(at)
        if row["family"] != "documents":
            places["all sentences"].append(at)
    return {
        family: score(shares[places[family]], [rows[at]["label"] for at in places[family]])
        for family in sorted(places)
    }


def made_rows() -> list[dict[str, str]]:
    """Made pairs of happenings and deeds that training left out, one family a recipe."""
    pairs = make_pairs(MADE, seed=1, held_out=True)
    return [
        {
            "premise": row.premise,
            "hypothesis": row.hypothesis,
            "label": row.label,
            "family": f"made: {row.recipe}",
        }
        for row in pairs
    ]


def measure(data: Path, *, checkpoint: Path | None = None) -> dict[str, Any]:
    """Figures of the shipped network by family; those of its float32 parent beside it, if given."""
    rows = [*read_dev(data), *made_rows()]
    figures = {"shipped": score_families(ShippedEntailer(), rows)}
    if checkpoint is not None:
        figures["before"] = score_families(CrossEncoderEntailer(str(checkpoint)), rows)
    return figures


def as_table(figures: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """The figures in percent; float32 in brackets where it was measured."""
    head = ["pairs", "n", "accuracy", "contradiction P", "R", "F1", "AUC"]
    body = []
    for family, row in figures["shipped"].items():
        before = figures.get("before", {}).get(family)
        cells = [
            f"{100 * row[name]:.1f}" + (f" ({100 * before[name]:.1f})" if before else "")
            for name in ("accuracy", "precision", "recall", "f1", "auc")
        ]
        body.append([family, f"{row['n']:,}", *cells])
    return table_of(head, body)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--checkpoint", type=Path, help="the trained network before its export")
    arguments.add_argument("--card", action="store_true", help="write the table into the model card")
    given = arguments.parse_args()
    measured = measure(given.data, checkpoint=given.checkpoint)
    keep_figures(WEIGHTS / "nli", measured, as_table(measured), card=given.card)
