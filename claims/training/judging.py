"""Fits the judge: how much each witness counts, and how far its probabilities can be believed.

    python -m claims.training.judging DATA [--write]

Two scales. *Statements* (`claims compare`): pairs of `pairs_dev.jsonl.gz` that the cross-encoder never
saw, and made pairs of kinds that it was not trained on, labelled contradiction, agreement (entailment)
or neutral. *Claims* (a ledger): pairs out of news on shootings, in the mixture in which a ledger
compares them, each read by hand with its articles; `judging_read.csv` holds which and the verdict.
"""

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from itertools import compress, product
from pathlib import Path
from typing import Any

import numpy as np

from claims import group, judge, run
from claims.base.records import Claim, Document
from claims.base.settings import Settings
from claims.models.judge import FOLDER, LABELS
from claims.rules import Pair
from claims.rules.digests import all_accounts, read_digests
from claims.rules.evidence import features_of_claims, features_of_statements, odds
from claims.rules.gathering import Relations
from claims.scale.local import in_chunks
from claims.tools import Tools
from claims.training.calibration import (
    BINS,
    Example,
    fit,
    names_of,
    predict,
    reliability,
    scale_of,
    score,
)
from claims.training.entailment import made_rows, read_dev
from claims.training.incidents import document_of, load_rows

LEFT_OUT = frozenset({"documents", "COVID-Fact"})  # not statements; not sentences
SAMPLE = 3000
MADE = 400
AT_ONCE = 64
READ = "judging_read.csv"
SIDES = ("left", "right")
BELIEVED = 40  # examples; of the pairs read, a rule spoke in 45
READINGS = ("conflict", "denial", "revision", "scope")
SURENESSES = (0.6, 0.65, 0.7, 0.75, 0.85, 0.9)  # weights that the rules give
RIVALS = frozenset({"conflict", "revision", "denial", "scope"})  # what a reader wants to see side by side
ABOUT = "Coefficients of logistic regressions, written by `python -m claims.training.judging DATA --write`."
NAMES = {"contradiction": "contradiction", "entailment": "agreement", "neutral": "neutral"}


def is_of_nli(name: str) -> bool:
    """Whether a feature comes from the cross-encoder."""
    return name.startswith("nli ")


WITNESSES: dict[str, Callable[[str], bool]] = {
    "rules only": lambda name: not is_of_nli(name),
    "cross-encoder only": is_of_nli,
    "both": lambda name: True,
}


def read_statements(data: Path, *, sample: int = SAMPLE) -> list[Example]:
    """Evidence on labelled pairs of statements, as `claims compare` gathers it."""
    rows = [row for row in read_dev(data) if row["family"] not in LEFT_OUT]
    random.Random(0).shuffle(rows)
    rows = [*rows[: sample - MADE], *made_rows()[:MADE]]
    tools = Tools(Settings())
    examples = []
    for chunk in in_chunks(rows, AT_ONCE):
        pairs = [run.Pair(left=row["premise"], right=row["hypothesis"]) for row in chunk]
        texts = [(pair.left, pair.right) for pair in pairs]
        shares, doubtful = judge.ask_if_doubtful(texts, tools.panel.entailer)
        read = iter(run.side_by_side(list(compress(pairs, doubtful)), tools))
        every = [next(read) if doubt else [] for doubt in doubtful]
        shares = judge.ask_of_contents(every, shares, tools.panel.entailer)
        for row, share, sides in zip(chunk, shares, every, strict=True):
            findings = [finding for side in sides for finding in judge.apply_rules(side, tools.panel.rules)]
            features = features_of_statements(sides, findings, share)
            examples.append(Example(features, NAMES[row["label"]], row["premise"], row["family"]))
    return examples


def measure_statements(examples: Sequence[Example]) -> dict[str, Any]:
    """Accuracy, Brier score and reliability by cross-validation, for each choice of witnesses."""
    labels = [example.label for example in examples]
    figures: dict[str, Any] = {}
    outcomes = np.array([label == "contradiction" for label in labels])
    for witnesses, keep in WITNESSES.items():
        shares, order = predict(examples, names_of(examples, keep))
        chances = shares[:, order.index("contradiction")]
        said = [order[at] for at in shares.argmax(axis=1)]
        figures[witnesses] = score(chances, outcomes) | {
            "accuracy": round(
                float(np.mean([mine == gold for mine, gold in zip(said, labels, strict=True)])), 3
            )
        }
        if witnesses == "both":
            figures["reliability"] = reliability(chances, outcomes)
    return figures


def scales_of_statements(examples: Sequence[Example]) -> dict[str, Any]:
    """The coefficients for each label, fitted on everything."""
    names = names_of(examples)
    model = fit(examples, names)
    order = model.classes_.tolist()
    return {label: scale_of(model, names, order.index(label)) for label in LABELS}


def read_labels() -> list[dict[str, str]]:
    """The pairs of claims that were read by hand: where each stands, and what it is."""
    text = files("claims.training").joinpath(READ).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def read_claims(data: Path) -> list[Example]:
    """Evidence on the pairs of claims that were read, as a ledger of their articles gathers it."""
    labels = read_labels()
    wanted = {row[f"{side}_article"] for row in labels for side in SIDES}
    articles = {row["id"]: document_of(row) for row in load_rows(data) if row["id"] in wanted}
    tools = Tools(Settings())
    claims = tools.read(list({document.id: document for document in articles.values()}.values()))
    vectors = tools.embed(claims)
    digests = read_digests(claims, vectors)
    placed, _ = group.find_topics(group.find_incidents(claims, digests), vectors, tools.settings)
    relations = Relations(all_accounts(digests.values()))
    pairs, kept = [], []
    for row in labels:
        found = [claim_at(row, side, articles, placed) for side in SIDES]
        if None not in found:
            left, right = sorted((at for at in found if at is not None), key=lambda at: placed[at].id)
            relation = relations.of(placed[left], placed[right])
            pairs.append(Pair(placed[left], placed[right], float(vectors[left] @ vectors[right]), relation))
            kept.append(row)
    shares = judge.ask([(pair.left.text, pair.right.text) for pair in pairs], tools.panel.entailer)
    return [
        Example(
            features_of_claims(pair, judge.apply_rules(pair, tools.panel.rules), share),
            str(row["label"] in RIVALS),
            row["left_article"],
            row["label"],
        )
        for pair, share, row in zip(pairs, shares, kept, strict=True)
    ]


def claim_at(
    row: Mapping[str, str], side: str, articles: Mapping[str, Document], claims: Sequence[Claim]
) -> int | None:
    """Which claim covers most of the span that was read; None where none does any more."""
    document = articles[row[f"{side}_article"]]
    start, end = int(row[f"{side}_start"]), int(row[f"{side}_end"])
    shared = {
        at: min(end, claim.end) - max(start, claim.start)
        for at, claim in enumerate(claims)
        if claim.document == document.id
    }
    best = max(shared, key=lambda at: shared[at], default=None)
    return best if best is not None and 2 * shared[best] > end - start else None


def believed_claims() -> list[Example]:
    """What is believed before anything was read: a rule is right as often as it says of itself.

    Shootings hold few denials, blames and characterisations; without this the coefficients fitted on
    them would doubt the rules of disputes that they do not hold. BELIEVED examples in all, spread over
    readings, weights, and pairs of one and of an unknown incident; each label in the share that is told.
    """
    cases = list(product(READINGS, SURENESSES, ("same", "unknown")))
    each = BELIEVED / len(cases)
    return [
        Example(
            {"contradiction": odds(sure), f"reading {reading}": 1.0, f"incident {incident}": 1.0},
            label,
            "",
            "believed",
            each * share,
        )
        for reading, sure, incident in cases
        for label, share in (("True", sure), ("False", 1 - sure))
    ]


def measure_claims(examples: Sequence[Example]) -> dict[str, Any]:
    """Brier score and reliability by cross-validation for each choice of witnesses; what was read."""
    believed = believed_claims()
    outcomes = np.array([example.label == "True" for example in examples])
    figures: dict[str, Any] = {"read": dict(sorted(Counter(example.family for example in examples).items()))}
    for witnesses, keep in WITNESSES.items():
        shares, order = predict(examples, names_of([*examples, *believed], keep), believed)
        chances = shares[:, order.index("True")]
        figures[witnesses] = score(chances, outcomes)
        if witnesses == "both":
            figures["reliability"] = reliability(chances, outcomes)
    return figures


def scale_of_claims(examples: Sequence[Example]) -> dict[str, Any]:
    """The coefficients of rivalry, fitted on everything that was read and what is believed beforehand."""
    every = [*examples, *believed_claims()]
    names = names_of(every)
    return scale_of(fit(every, names), names)


def measure(data: Path) -> dict[str, Any]:
    """The figures of both scales."""
    return figures_of(read_statements(data), read_claims(data))


def figures_of(statements: Sequence[Example], claims: Sequence[Example]) -> dict[str, Any]:
    """The figures of both scales, and what each tells beside what was so."""
    figures = {"statements": measure_statements(statements), "claims": measure_claims(claims)}
    bins = {scale: figures[scale].pop("reliability") for scale in figures}
    return {**figures, "reliability": side_by_side(bins)}


def side_by_side(bins: Mapping[str, Sequence[Mapping[str, float]]]) -> list[dict[str, Any]]:
    """One row for each tenth of the scale: how many, what was told, what was so, of each scale."""
    rows = []
    for tenth in range(BINS):
        row: dict[str, Any] = {"told": f"{tenth / BINS:.1f}-{(tenth + 1) / BINS:.1f}"}
        for scale, found in bins.items():
            bin_ = next((one for one in found if one["from"] == tenth / BINS), None)
            row[scale] = [bin_["n"], bin_["told"], bin_["was_so"]] if bin_ else [0, "", ""]
        rows.append(row)
    return rows


def main() -> None:
    """Measures, prints the figures as JSON and, if asked, writes the coefficients."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--write", action="store_true", help="write the coefficients into the package")
    given = arguments.parse_args()
    statements, claims = read_statements(given.data), read_claims(given.data)
    print(json.dumps(figures_of(statements, claims), indent=1))
    if given.write:
        table = {
            "about": ABOUT,
            "claims": scale_of_claims(claims),
            "statements": scales_of_statements(statements),
        }
        (FOLDER / "judge.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
