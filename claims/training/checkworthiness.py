"""Fits and measures how checkworthy a clause is: `python -m claims.training.checkworthiness DATA [--write]`.

DATA holds `polnear_train_dev.tar.gz` and `incidents_dev.jsonl.gz`. The labels were made by reading
clauses drawn at random (`checkworthy_train.csv`: PolNeAR's train part and one half of the incidents;
`checkworthy_test.csv`: its dev part and the other half). A row names the document, the characters of
the clause's predicate, whether the clause states a checkable fact, and of what kind it is. Nothing
was chosen on the test rows: regularisation and floor come from cross-validation by document.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    precision_recall_fscore_support,
    roc_auc_score,
)
from sklearn.model_selection import GroupKFold, cross_val_predict

from claims import collect, extract
from claims.base.records import Document
from claims.base.settings import Settings
from claims.language.checkworthiness import LEXICON, checkworthiness, features, floor_for
from claims.language.drafts import Draft
from claims.language.lexicon import DATA as LEXICONS
from claims.language.lexicon import load_lexicon
from claims.tools import Tools
from claims.training.incidents import document_of, load_rows
from claims.training.polnear import read_articles

HERE = Path(__file__).parent
PARTS = {"train": "train", "test": "dev"}  # ours -> PolNeAR's
STRENGTH = 0.3  # inverse of the regularisation; of 0.03 … 1 the best area under the curve
FEWEST = 6  # rows that must have a feature before it gets a coefficient
FOLDS, BINS = 10, 10

Place = tuple[str, int, int]  # document, first and one past the last character of the predicate


@dataclass(frozen=True)
class Label:
    """What a reader says of one clause."""

    place: Place
    checkable: bool
    kind: str


@dataclass(frozen=True)
class Row:
    """A labelled clause as it is read today."""

    label: Label
    features: dict[str, float]
    probability: float
    floor: float


def read_labels(path: Path) -> list[Label]:
    """The labels of a file, in its order."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Label((row["document"], int(row["start"]), int(row["end"])), row["label"] == "1", row["kind"])
            for row in csv.DictReader(lines)
        ]


def read_documents(data: Path, part: str, names: set[str]) -> Iterator[Document]:
    """The named documents of PolNeAR's part and of the incidents."""
    for article in read_articles(data, PARTS[part]):
        if article.name in names:
            yield Document.of(article.text, source=article.name)
    yield from (document_of(row) for row in load_rows(data) if row["id"] in names)


def place_of(draft: Draft, document: Document) -> Place:
    """Where the predicate of a draft stands: it holds when the clause is cut another way."""
    head = draft.statement.clause.head
    start = draft.sentence.start + head.idx
    return document.source, start, start + len(head.text)


def read_rows(data: Path, part: str, tools: Tools) -> tuple[list[Row], int]:
    """The labelled clauses that reading still finds, in the order of the labels; and how many it does not."""
    labels = read_labels(HERE / f"checkworthy_{part}.csv")
    found: dict[Place, Draft] = {}
    for document in read_documents(data, part, {label.place[0] for label in labels}):
        sentences = collect.split_sentences([document])
        pages = list(
            extract.read_pages({document.id: document}, sentences, parser=tools.parser, leaves=tools.leaves)
        )
        for draft in extract.settle_drafts(document, pages, tools.leaves):
            found.setdefault(place_of(draft, document), draft)
    rows = [
        rate_draft(label, found[label.place])
        for label in {label.place: label for label in labels}.values()
        if label.place in found
    ]
    return rows, len(labels) - len(rows)


def rate_draft(label: Label, draft: Draft) -> Row:
    """The labelled clause with its features and the probability that the shipped coefficients give it."""
    clause, known = draft.statement.clause, extract.known_of(draft)
    return Row(label, features(clause, known), checkworthiness(clause, known), floor_for(known))


def fit(rows: Sequence[Row]) -> dict[str, Any]:
    """Intercept and weights, to three decimals, of the features that enough rows have."""
    names, table, truth = table_of(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table, truth)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"intercept": round(float(model.intercept_[0]), 3), "weights": dict(sorted(weights.items()))}


def cross_validate(rows: Sequence[Row]) -> list[float]:
    """A probability for each row from coefficients fitted without its document."""
    _, table, truth = table_of(rows)
    documents = [row.label.place[0] for row in rows]
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    folds = GroupKFold(FOLDS)
    both = cross_val_predict(model, table, truth, groups=documents, cv=folds, method="predict_proba")
    return [float(one) for one in both[:, 1]]


def table_of(rows: Sequence[Row]) -> tuple[list[str], Any, list[bool]]:
    """Names of the features, the table of their values, and the labels."""
    vectorizer = DictVectorizer(sparse=False)
    table = vectorizer.fit_transform([row.features for row in rows])
    frequent = (table != 0).sum(axis=0) >= FEWEST
    names = [str(name) for name in vectorizer.get_feature_names_out()[frequent]]
    return names, table[:, frequent], [row.label.checkable for row in rows]


def score(rows: Sequence[Row], probabilities: Sequence[float]) -> dict[str, Any]:
    """Precision, recall and F1 of what is kept; how well the probability ranks and what it promises."""
    truth = [row.label.checkable for row in rows]
    kept = [one >= row.floor for row, one in zip(rows, probabilities, strict=True)]
    precision, recall, f1, _ = precision_recall_fscore_support(truth, kept, average="binary", zero_division=0)
    figures = {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "auc": roc_auc_score(truth, probabilities),
        "average_precision": average_precision_score(truth, probabilities),
        "brier": brier_score_loss(truth, probabilities),
    }
    counts = {"rows": len(rows), "facts": sum(truth), "kept": sum(kept)}
    rounded = {name: round(float(value), 3) for name, value in figures.items()}
    return counts | rounded | {"bins": bins_of(truth, probabilities)}


def bins_of(truth: Sequence[bool], probabilities: Sequence[float]) -> list[dict[str, float]]:
    """Calibration: for each tenth of probability that has rows, how many, what is promised, what holds.

    >>> bins_of([True, False], [0.91, 0.99])
    [{'from': 0.9, 'rows': 2, 'promised': 0.95, 'facts': 0.5}]
    """
    table = []
    for at in range(BINS):
        inside = [
            row
            for row, one in enumerate(probabilities)
            if at <= one * BINS < at + 1 or (at == BINS - 1 and one == 1)
        ]
        if inside:
            promised = float(np.mean([probabilities[row] for row in inside]))
            held = float(np.mean([truth[row] for row in inside]))
            table.append(
                {
                    "from": at / BINS,
                    "rows": len(inside),
                    "promised": round(promised, 3),
                    "facts": round(held, 3),
                }
            )
    return table


def kept_by_kind(rows: Sequence[Row]) -> dict[str, str]:
    """Of each kind, how many the floor lets through."""
    every = Counter(row.label.kind for row in rows)
    kept = Counter(row.label.kind for row in rows if row.probability >= row.floor)
    return {kind: f"{kept[kind]} of {every[kind]}" for kind in sorted(every)}


def measure(data: Path, *, tools: Tools | None = None) -> dict[str, Any]:
    """The shipped coefficients on the test rows, and a fit like theirs cross-validated on the train rows."""
    tools = tools or Tools(Settings())
    train, lost_train = read_rows(data, "train", tools)
    test, lost_test = read_rows(data, "test", tools)
    return {
        "test": score(test, [row.probability for row in test]),
        "cross_validation": score(train, cross_validate(train)),
        "kept_by_kind": kept_by_kind(test),
        "not_found": {"train": lost_train, "test": lost_test},
    }


def write_model(path: Path, model: Mapping[str, Any]) -> None:
    """Puts intercept and weights into the data file; the words in it stay."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(lay_out(kept | model), encoding="utf-8")


def lay_out(tables: Mapping[str, Any]) -> str:
    """JSON with one entry a line, so that a change of one coefficient is a change of one line."""
    entries = []
    for name, value in tables.items():
        if isinstance(value, dict):
            lines = [
                f"    {json.dumps(key)}: {json.dumps(one, ensure_ascii=False)}" for key, one in value.items()
            ]
            entries.append(f'  "{name}": {{\n' + ",\n".join(lines) + "\n  }")
        else:
            entries.append(f'  "{name}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(entries) + "\n}\n"


def main() -> None:
    """Measures and prints; with --write it fits first."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--write", action="store_true", help="fit, and write the coefficients that ship")
    given = arguments.parse_args()
    tools = Tools(Settings())
    if given.write:
        rows, _ = read_rows(given.data, "train", tools)
        write_model(LEXICONS / f"{LEXICON}.json", fit(rows))
        load_lexicon.cache_clear()
    print(json.dumps(measure(given.data, tools=tools), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
