"""Measures the parser that ships, as it ships, on the test splits that it never saw.

    python -m claims.training.measure DATA [--checkpoint FOLDER] [--card]

Two ways. *Pipeline*: raw sentences through the shipped tokenizer, int8 network, tree search and
lemmatizer, scored as in the CoNLL 2018 shared task (words are matched by their characters, every
figure is an F1 over words), but with full labels rather than universal ones; sentences are given.
*Network*: gold words, int8 as shipped, and float32 as trained if the folder of `parser.pt` is given.
Figures go to `figures.json` beside the weights, with the checksum of what was measured; `--card`
writes them into the model card too. Entities: exact span and type, F1 over entities.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from claims.models.onnx import open_session
from claims.models.parser import FOLDER, ShippedParser
from claims.training import treebank
from claims.training.card import keep_figures, table_of
from claims.training.parser import INPUTS, Batcher, Run, Scorer, measure, spans
from claims.training.treebank import Sentence

LAYERS = {
    "words": "words found",
    "upos": "universal tags (UPOS)",
    "xpos": "Penn tags (XPOS)",
    "lemma": "lemmas",
    "uas": "heads (UAS)",
    "las": "heads with labels (LAS)",
    "ner_p": "entities, precision",
    "ner_r": "entities, recall",
    "ner_f1": "entities, F1",
}
WORD_LAYERS = ("words", "upos", "xpos", "lemma", "uas", "las")
Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """One sentence as read by somebody; positions count characters without white space."""

    words: list[Span]
    upos: list[str]
    xpos: list[str]
    lemma: list[str]
    heads: list[int]  # from 1, 0 = root
    labels: list[str]
    entities: set[tuple[int, int, str]] | None = field(default=None)


def spans_of(words: Sequence[str]) -> list[Span]:
    """Where each word stands when the words are written without spaces.

    >>> spans_of(["do", "n't"])
    [(0, 2), (2, 5)]
    """
    ends = list(accumulate(len("".join(word.split())) for word in words))
    return list(zip([0, *ends][:-1], ends, strict=True))


def gold_reading(sentence: Sentence) -> Reading:
    """The sentence as its annotators read it."""
    words = spans_of(sentence.words)
    entities = sentence.entities
    return Reading(
        words,
        sentence.upos or [],
        sentence.xpos or [],
        sentence.lemmas or [],
        sentence.heads or [],
        sentence.labels or [],
        None if entities is None else place_entities(words, spans(entities)),
    )


def place_entities(words: Sequence[Span], entities: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """Entities by their characters instead of their words."""
    return {(words[start][0], words[end - 1][1], kind) for start, end, kind in entities}


def parsed_reading(doc: Any) -> Reading:
    """The sentence as the pipeline reads it; tokens of white space are no words."""
    tokens = [token for token in doc if not token.is_space]
    places = {token.i: at for at, token in enumerate(tokens, start=1)}
    words = spans_of([token.text for token in tokens])
    found = {
        (places[span[0].i] - 1, places[span[-1].i], span.label_)
        for span in doc.ents
        if span.label_ in treebank.ENTITY_TYPES  # the corpus does not annotate nationalities
    }
    return Reading(
        words,
        [token.pos_ for token in tokens],
        [token.tag_ for token in tokens],
        [token.lemma_ for token in tokens],
        [0 if token.dep_ == "ROOT" else places.get(token.head.i, 0) for token in tokens],
        ["root" if token.dep_ == "ROOT" else token.dep_ for token in tokens],
        place_entities(words, found),
    )


def count_hits(gold: Reading, ours: Reading) -> Counter[str]:
    """What one sentence adds: words of both sides, and on how many of the shared ones each layer agrees."""
    at = {span: index for index, span in enumerate(ours.words)}
    shared = [(index, at[span]) for index, span in enumerate(gold.words) if span in at]
    partner = {index + 1: other + 1 for index, other in shared} | {0: 0}
    hits = Counter(gold_words=len(gold.words), our_words=len(ours.words), words=len(shared))
    for index, other in shared:
        for layer in ("upos", "xpos", "lemma"):
            hits[layer] += getattr(gold, layer)[index] == getattr(ours, layer)[other]
        attached = partner.get(gold.heads[index]) == ours.heads[other]
        hits["uas"] += attached
        hits["las"] += attached and gold.labels[index] == ours.labels[other]
    if gold.entities is not None and ours.entities is not None:
        hits.update(
            gold_entities=len(gold.entities),
            our_entities=len(ours.entities),
            entities=len(gold.entities & ours.entities),
        )
    return hits


def figures_of(hits: Counter[str]) -> dict[str, float]:
    """Percentages: F1 over words for the layers of words, precision, recall and F1 for entities."""
    words = hits["gold_words"] + hits["our_words"]
    figures = {layer: 200 * hits[layer] / max(words, 1) for layer in WORD_LAYERS}
    both, gold, ours = hits["entities"], hits["gold_entities"], hits["our_entities"]
    return figures | {
        "ner_p": 100 * both / max(ours, 1),
        "ner_r": 100 * both / max(gold, 1),
        "ner_f1": 200 * both / max(gold + ours, 1),
    }


def measure_pipeline(sentences: Sequence[Sentence]) -> dict[str, float]:
    """The shipped pipeline on the raw text of the sentences."""
    docs = ShippedParser().parse([sentence.text for sentence in sentences])
    hits: Counter[str] = Counter()
    for sentence, doc in zip(sentences, docs, strict=True):
        hits += count_hits(gold_reading(sentence), parsed_reading(doc))
    return figures_of(hits)


def shipped_scorer(folder: Path = FOLDER) -> Scorer:
    """The int8 network as a batch scorer; to be given one sentence at a time, as the pipeline does."""
    session = open_session(folder, threads=2)

    def score(batch: dict[str, Tensor]) -> list[Tensor]:
        return [torch.from_numpy(rows) for rows in session.run(None, {n: batch[n].numpy() for n in INPUTS})]

    return score


def trained_scorer(checkpoint: Path, names: dict[str, list[str]]) -> Scorer:
    """The float32 network of a checkpoint folder as a batch scorer."""
    run = Run.begin(names, steps=1)
    run.resume(checkpoint / "parser.pt")
    return run.score


def measure_all(data: Path, checkpoint: Path | None) -> dict[str, Any]:
    """Everything that `figures.json` holds."""
    sentences = treebank.read_part(data, "test")
    names = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))
    batcher = Batcher(names)
    figures = {
        "pipeline": measure_pipeline(sentences),
        "int8": measure(shipped_scorer(), batcher, sentences, words=1),
    }
    if checkpoint is not None:
        figures["float32"] = measure(trained_scorer(checkpoint, names), batcher, sentences)
    rounded = {
        way: {name: round(value, 2) for name, value in row.items()} for way, row in sorted(figures.items())
    }
    return {
        "sha256": (FOLDER / "sha256").read_text(encoding="ascii").split()[0],
        "data": "UD English EWT test, Universal NER EWT test",
        "sentences": len(sentences),
        "words": sum(len(sentence.words) for sentence in sentences),
        "figures": rounded,
    }


def show_figures(measured: dict[str, Any]) -> str:
    """The figures as a Markdown table: a row a layer, a column a way of measuring."""
    titles = {
        "pipeline": "pipeline, raw text",
        "int8": "network, gold words, int8",
        "float32": "network, gold words, float32",
    }
    ways = [way for way in titles if way in measured["figures"]]
    rows = [
        [title, *(percent(measured["figures"][way].get(layer)) for way in ways)]
        for layer, title in LAYERS.items()
    ]
    return table_of([f"{measured['words']:,} words of test", *(titles[way] for way in ways)], rows)


def percent(value: float | None) -> str:
    """One decimal, or a dash where the layer is given rather than found.

    >>> percent(96.25), percent(None)
    ('96.2', '–')
    """
    return "–" if value is None else f"{value:.1f}"


def main() -> None:
    """Measures, prints, writes `figures.json` and, if asked, the card."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--checkpoint", type=Path, help="folder of parser.pt, for the figures before int8")
    arguments.add_argument("--card", action="store_true", help="write the figures into CARD.md too")
    given = arguments.parse_args()
    measured = measure_all(given.data, given.checkpoint)
    keep_figures(FOLDER, measured, show_figures(measured), card=given.card)


if __name__ == "__main__":
    main()
