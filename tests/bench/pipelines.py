"""Both pipelines on the same articles, and what the plain one would take where it cannot run."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.corpora import Corpus, load_corpus, write_rows, written_by_hand
from bench.processes import measure

PLAIN_SIZES = (100, 400)  # articles; beyond the last the plain pipeline is worked out from the two
SHORT = 60.0  # seconds of a run that is repeated
REPEATS = 3
SCORED = 2000  # pairs that the plain pipeline scores; of more, its seconds are worked out
BYTES_A_PAIR = 16  # of the plain pipeline's distances, and of the copy that the clustering makes
LEVELS = ("paired", "asked", "true")  # how far we follow a true find: a pair, put to the network, flagged

Figures = dict[str, Any]


def measure_ours(corpus: Corpus, folder: Path) -> list[Figures]:
    """The runs of `claims add`: one, or some where that is short."""
    source = write_rows(corpus.rows, folder / "articles.jsonl")
    more = [write_rows([row], folder / f"more{number}.jsonl") for number, row in enumerate(corpus.more)]
    return repeat_ours([source], more, corpus.truth, folder)


def repeat_ours(
    sources: Sequence[str], more: Sequence[str], truth: list[Figures] | None, folder: Path
) -> list[Figures]:
    """As many runs as are worth it, each into a ledger of its own."""
    runs: list[Figures] = []
    while not runs or (len(runs) < REPEATS and runs[0]["seconds"] < SHORT):
        ledger = str(folder / f"{len(runs)}.db")
        runs.append(found(measure("ours", sources=sources, more=more, ledger=ledger, truth=truth)))
    return runs


def measure_plain(sources: Sequence[str], truth: list[Figures] | None, cross_encoder: Path) -> Figures:
    """One run of the plain pipeline; where its pairs are many, what scoring all of them would take."""
    row = found(measure("plain", sources=sources, cross_encoder=str(cross_encoder), most=SCORED, truth=truth))
    row["stages"]["score"] *= row["pairs"] / max(1, row["scored"])
    row["seconds"] = sum(row["stages"].values())
    row["guessed"] = ["score"] if row["scored"] < row["pairs"] else []
    return row


def plain_of(size: int, data: Path | None, folder: Path, cross_encoder: Path) -> Figures:
    """The plain pipeline on the articles of one size that it can run on."""
    corpus = load_corpus(size, data)
    source = write_rows(corpus.rows, folder / f"plain{size}.jsonl")
    return measure_plain([source], corpus.truth, cross_encoder)


def extended(small: Figures, large: Figures, sentences: int) -> Figures:
    """What the plain pipeline would take for so many sentences.

    Reading and embedding grow with the sentences, clustering with their square, pairs as they did between the
    two that were measured, and scoring with the pairs.
    """
    ratio = sentences / large["sentences"]
    power = growth_of(small, large)
    pairs = large["pairs"] * ratio**power
    stages = large["stages"]
    guess = {
        "load": stages["load"],
        "read": stages["read"] * ratio,
        "embed": stages["embed"] * ratio,
        "cluster": stages["cluster"] * ratio**2,
        "pairs": stages["pairs"] * ratio**power,
        "score": stages["score"] * ratio**power,
    }
    distances = BYTES_A_PAIR * (sentences**2 - large["sentences"] ** 2) / 2
    return large | {
        "sentences": sentences,
        "stages": guess,
        "seconds": sum(guess.values()),
        "pairs": round(pairs),
        "power": power,
        "flags": round(large["flags"] * ratio**power),
        "peak_bytes": large["peak_bytes"] + distances,
        "guessed": [*guess, "pairs", "flags", "peak"],
    }


def growth_of(small: Figures, large: Figures) -> float:
    """The power of the sentences with which pairs grow, from 1 to 2.

    >>> growth_of({"sentences": 10, "pairs": 5}, {"sentences": 20, "pairs": 15})
    1.58
    """
    pairs, sentences = (large[name] / max(1, small[name]) for name in ("pairs", "sentences"))
    power = math.log(max(1, pairs)) / math.log(sentences)
    return round(min(2.0, max(1.0, power)), 2)


def beside(runs: Sequence[Figures], plain: Figures) -> Figures:
    """The figures of one size as the page has them: no ids, only how many.

    What the plain pipeline was not run on is left out of what is kept of its finds.
    """
    ours = runs[0]
    told = {"ours": [without_ids(row) for row in runs], "plain": without_ids(plain)}
    if "true" not in ours:
        return told
    finds = set(plain["true"])
    kept = {name: len(finds.intersection(ours[name])) for name in LEVELS}
    return told | {"planted": ours["planted"], "finds": len(finds), "kept": kept}


def without_ids(row: Mapping[str, Any]) -> Figures:
    """The figures with lists of ids as their lengths."""
    lists = {*LEVELS, "within"}
    return {name: len(value) if name in lists else value for name, value in row.items()}


def measure_by_hand(folder: Path, cross_encoder: Path) -> Figures:
    """Both on the collections of the tests, all at once."""
    sources, truth = written_by_hand()
    runs = repeat_ours(sources, [], truth, folder)
    return beside(runs, measure_plain(sources, truth, cross_encoder))


def found(figures: Figures | None) -> Figures:
    """The figures of a run without limit."""
    assert figures is not None
    return figures
