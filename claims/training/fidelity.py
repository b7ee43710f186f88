"""Measures how close the shipped int8 encoder stays to the official weights of all-MiniLM-L6-v2.

    python -m claims.training.fidelity DATA [--card]

On sentences of the treebank's test split: the cosine between the two vectors of a sentence, the share
of its ten nearest neighbours that both encoders agree on, and the time that each takes. Figures go to
`figures.json` beside the weights, with the checksum of what was measured; `--card` writes them into
the model card too.
"""

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np

from claims.base.protocols import Encoder, Vectors
from claims.models.encoder import ShippedEncoder, load_official
from claims.models.onnx import WEIGHTS
from claims.training import treebank
from claims.training.card import keep_figures, table_of

FOLDER = WEIGHTS / "encoder"
SENTENCES = 1000
SHORTEST = 5  # words: shorter ones are fragments with many near-copies
NEIGHBOURS = 10


def shared_neighbours(left: Vectors, right: Vectors, *, count: int = NEIGHBOURS) -> float:
    """The mean share of its nearest neighbours that a row has in both.

    >>> rows = np.eye(3, dtype=np.float32)
    >>> shared_neighbours(rows, rows, count=2)
    1.0
    """
    chosen = []
    for vectors in (left, right):
        products = vectors @ vectors.T
        np.fill_diagonal(products, -2)
        chosen.append(np.argsort(-products, axis=1, kind="stable")[:, :count])
    shares = [len(set(mine) & set(theirs)) / count for mine, theirs in zip(*chosen, strict=True)]
    return float(np.mean(shares))


def timed(encoder: Encoder, texts: list[str]) -> tuple[Vectors, float]:
    """The vectors, and the milliseconds a text took."""
    started = time.perf_counter()
    vectors = encoder.encode(texts)
    return vectors, 1000 * (time.perf_counter() - started) / len(texts)


def measure_encoder(texts: list[str]) -> dict[str, Any]:
    """Everything that `figures.json` holds."""
    shipped, quick = timed(ShippedEncoder(), texts)
    official, slow = timed(load_official(), texts)
    cosines = (shipped * official).sum(axis=1)
    return {
        "sha256": (FOLDER / "sha256").read_text(encoding="ascii").split()[0],
        "data": "UD English EWT test",
        "sentences": len(texts),
        "cosine_mean": round(float(cosines.mean()), 4),
        "cosine_min": round(float(cosines.min()), 4),
        "neighbours_shared": round(shared_neighbours(shipped, official), 4),
        "ms_shipped": round(quick, 1),
        "ms_official": round(slow, 1),
    }


def show_figures(measured: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    rows = [
        ["cosine with the official vector, mean", f"{measured['cosine_mean']:.4f}"],
        ["cosine with the official vector, lowest", f"{measured['cosine_min']:.4f}"],
        [f"of {NEIGHBOURS} nearest neighbours shared", f"{NEIGHBOURS * measured['neighbours_shared']:.2f}"],
        ["milliseconds a sentence, two cores", f"{measured['ms_shipped']:.1f}"],
        ["the same, official weights in PyTorch", f"{measured['ms_official']:.1f}"],
    ]
    return table_of([f"{measured['sentences']:,} sentences of test", "int8"], rows)


def main() -> None:
    """Measures, prints, writes `figures.json` and, if asked, the card."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--card", action="store_true", help="write the figures into CARD.md too")
    given = arguments.parse_args()
    sentences = treebank.read_treebank(given.data / "en_ewt-ud-test.conllu.gz")
    texts = [sentence.text for sentence in sentences if len(sentence.words) >= SHORTEST][:SENTENCES]
    measured = measure_encoder(texts)
    keep_figures(FOLDER, measured, show_figures(measured), card=given.card)


if __name__ == "__main__":
    main()
