"""Fits and measures how articles are grouped by incident: `python -m claims.training.incident_groups DATA`.

DATA holds `incidents_dev.jsonl.gz`: articles on shootings, of which those with one `incident` report one
event. Sorted by name, the incidents at even positions are for fitting (`--write` does that), those at odd
positions only for the figures. An article is of the incident that its main event is joined to: that which
most of its claims carry, the earliest on ties. An article without such a claim stands alone and counts.

Beside ours stand, on the same articles, scikit-learn's agglomerative clustering with average linkage of
all-MiniLM embeddings, at the threshold that is best on these very articles, and the rule that articles of
one day and city report one incident, with the day and the city that a registry keeps.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss
from sklearn.preprocessing import StandardScaler

from claims import group
from claims.base.protocols import Vectors, no_vectors
from claims.base.records import Claim, Document
from claims.base.settings import Settings
from claims.rules.accounts import Account
from claims.rules.digests import all_accounts, read_digests
from claims.rules.gathering import are_apart, chances_of, couples, has_ground
from claims.rules.likeness import MODEL, Model, features, load_model, weigh_names
from claims.scale.local import in_chunks
from claims.tools import Tools
from claims.training.incidents import SOURCE, document_of, load_rows, share

AT_ONCE = 32  # documents
STRENGTH = 0.1  # inverse of the regularisation; 0.03 to 0.3 do as well
BACKGROUND = 500.0  # documents that the background stands for
COMMON = 0.01  # share of documents from which a word of names is kept as common
LEAD = 600  # characters of an article that are embedded with its title
THRESHOLDS = tuple(round(0.2 + 0.025 * step, 3) for step in range(25))  # of cosine distance
EVEN, ODD = 0, 1

Labels = Mapping[str, Hashable]  # article -> group


class Articles(NamedTuple):
    """Articles as read: rows of the data, their documents, and the claims with their vectors."""

    rows: list[dict[str, Any]]
    documents: list[Document]
    claims: list[Claim]
    vectors: Vectors


def rows_of_half(rows: Sequence[dict[str, Any]], half: int) -> list[dict[str, Any]]:
    """The articles of the incidents at even or odd positions."""
    names = sorted({row["incident"] for row in rows})
    kept = {name for at, name in enumerate(names) if at % 2 == half}
    return [row for row in rows if row["incident"] in kept]


def read_articles(rows: Sequence[dict[str, Any]], tools: Tools) -> Articles:
    """The articles as `claims add` reads them; copies are read once."""
    documents = [document_of(row) for row in rows]
    claims: list[Claim] = []
    vectors: list[Vectors] = []
    for some in in_chunks({document.id: document for document in documents}.values(), AT_ONCE):
        found = tools.read(some)
        claims += found
        if found:
            vectors.append(tools.embed(found))
    return Articles(list(rows), documents, claims, np.vstack(vectors) if vectors else no_vectors())


def truth_of(articles: Articles) -> dict[str, str]:
    """The incident of each document that the data tells."""
    return {
        document.id: str(row["incident"])
        for row, document in zip(articles.rows, articles.documents, strict=True)
    }


def ours(articles: Articles) -> dict[str, Hashable]:
    """The incident of the main event of each article; an article without one is alone."""
    claims = sorted(
        group.find_incidents(articles.claims, read_digests(articles.claims, articles.vectors)),
        key=lambda claim: (claim.start, claim.end),
    )
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        if claim.incident is not None:
            told[claim.document][claim.incident] += 1
    return {
        document.id: told[document.id].most_common(1)[0][0] if told[document.id] else document.id
        for document in articles.documents
    }


def same_day_and_city(articles: Articles) -> dict[str, Hashable]:
    """Articles whose incidents a registry puts on one day in one city; where it keeps none, alone."""
    return {
        document.id: (row["gold"]["date"], row["gold"]["state"], row["gold"]["city_or_county"])
        if row["gold"]["date"]
        else document.id
        for row, document in zip(articles.rows, articles.documents, strict=True)
    }


def agglomerative(articles: Articles, tools: Tools) -> dict[str, Any]:
    """Scores of clustering title and lead by their embeddings, at the threshold that is best."""
    texts = {
        document.id: f"{document.title or ''}. {document.text[:LEAD]}" for document in articles.documents
    }
    vectors = tools.encoder.encode(list(texts.values()))
    distances = np.clip(1 - vectors @ vectors.T, 0, 2)
    truth = truth_of(articles)
    best: dict[str, Any] = {"b-cubed f1": -1.0}
    for threshold in THRESHOLDS:
        model = AgglomerativeClustering(
            n_clusters=None, metric="precomputed", linkage="average", distance_threshold=threshold
        )
        labels = dict(zip(texts, model.fit_predict(distances).tolist(), strict=True))
        best = max(
            best, score(labels, truth) | {"threshold": threshold}, key=lambda row: float(row["b-cubed f1"])
        )
    return best


def score(labels: Labels, truth: Labels) -> dict[str, Any]:
    """B-cubed and pairwise precision and recall of a grouping.

    >>> score({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1})["pairwise recall"]
    0.333
    """
    sizes, wanted = Counter(labels[name] for name in truth), Counter(truth.values())
    cells = Counter((labels[name], truth[name]) for name in truth)
    precision = sum(times**2 / sizes[mine] for (mine, _), times in cells.items()) / len(truth)
    recall = sum(times**2 / wanted[theirs] for (_, theirs), times in cells.items()) / len(truth)
    right, said, true = (
        sum(times * (times - 1) // 2 for times in row.values()) for row in (cells, sizes, wanted)
    )
    return {
        "pairwise precision": share(right, said),
        "pairwise recall": share(right, true),
        "b-cubed precision": round(precision, 3),
        "b-cubed recall": round(recall, 3),
        "b-cubed f1": round(2 * precision * recall / (precision + recall), 3),
    }


def main_pairs(accounts: Sequence[Account], model: Model) -> list[tuple[int, int]]:
    """The pairs of main accounts that the model is asked about."""
    sides = weigh_names(accounts, model)
    mains = [at for at, account in enumerate(accounts) if account.main]
    return [
        (one, other)
        for one, other in couples(sides, mains)
        if has_ground(sides[one], sides[other]) and not are_apart(accounts[one], accounts[other])
    ]


def common_words(accounts: Sequence[Account]) -> dict[str, float]:
    """The share of documents that name a word, for the words that many name."""
    documents: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        documents[account.document] |= account.words | account.names
    counts = Counter(word for words in documents.values() for word in words)
    shares = {word: round(times / len(documents), 4) for word, times in sorted(counts.items())}
    return {word: part for word, part in shares.items() if part >= COMMON}


def fit(articles: Articles) -> Model:
    """The model of these articles: standardisation folded into the weights, three decimals."""
    truth, accounts = (
        truth_of(articles),
        all_accounts(read_digests(articles.claims, articles.vectors).values()),
    )
    empty = Model(0.0, {}, BACKGROUND, common_words(accounts))
    sides, pairs = weigh_names(accounts, empty), main_pairs(accounts, empty)
    vectorizer, scaler = DictVectorizer(sparse=False), StandardScaler()
    table = scaler.fit_transform(
        vectorizer.fit_transform([features(sides[one], sides[other]) for one, other in pairs])
    )
    same = [truth[accounts[one].document] == truth[accounts[other].document] for one, other in pairs]
    regression = LogisticRegression(C=STRENGTH, max_iter=3000).fit(table, same)
    weights = regression.coef_[0] / scaler.scale_
    intercept = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    named = zip(vectorizer.get_feature_names_out(), weights, strict=True)
    return Model(
        round(intercept, 3),
        {str(name): round(float(weight), 3) for name, weight in sorted(named)},
        BACKGROUND,
        empty.common,
    )


def calibration(articles: Articles) -> dict[str, Any]:
    """How far the promised probabilities of compared pairs are from what holds, and the gate's recall."""
    truth, model = truth_of(articles), load_model()
    accounts = all_accounts(read_digests(articles.claims, articles.vectors).values())
    mains = [at for at, account in enumerate(accounts) if account.main]
    sides = weigh_names(accounts, model)
    compared = couples(sides, mains)
    chances = chances_of(sides, compared, model)
    same = {pair: truth[accounts[pair[0]].document] == truth[accounts[pair[1]].document] for pair in compared}
    wanted = Counter(truth[accounts[at].document] for at in mains)
    return {
        "pairs compared": len(compared),
        "of all pairs": share(len(compared), len(mains) * (len(mains) - 1) // 2),
        "of pairs of one incident": share(
            sum(same.values()), sum(times * (times - 1) // 2 for times in wanted.values())
        ),
        "brier": round(float(brier_score_loss([same[pair] for pair in chances], list(chances.values()))), 4),
        "share of one incident": share(sum(same[pair] for pair in chances), len(chances)),
    }


def measure_articles(articles: Articles, tools: Tools) -> dict[str, Any]:
    """All figures on some articles that are read already."""
    truth, labels = truth_of(articles), ours(articles)
    told = {claim.document for claim in articles.claims if claim.mention is not None}
    with_claims = {claim.document for claim in articles.claims}
    return {
        "source": SOURCE,
        "articles": len(articles.rows),
        "documents": len(truth),
        "incidents": len(set(truth.values())),
        "documents without claims": len(set(truth) - with_claims),
        "documents without an event": len(with_claims - told),
        "ours": score(labels, truth),
        "ours, documents with an event": score(labels, {name: truth[name] for name in truth if name in told}),
        "agglomerative, title and lead": agglomerative(articles, tools),
        "same day and city": score(same_day_and_city(articles), truth),
        "each alone": score({name: name for name in truth}, truth),
        "pairs": calibration(articles),
    }


def measure(data: Path, articles: int | None = None) -> dict[str, Any]:
    """The figures on the incidents at odd positions; of the first `articles` of them."""
    tools = Tools(Settings())
    rows = rows_of_half(load_rows(data), ODD)[:articles]
    return measure_articles(read_articles(rows, tools), tools)


def write_model(model: Model, path: Path = MODEL) -> None:
    """Keeps the model as JSON, one coefficient a line."""
    path.write_text(json.dumps(vars(model), indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Measures and prints JSON; with --write it fits first."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--articles", type=int, help="only so many, from the first on")
    arguments.add_argument("--write", action="store_true", help="fit, and write the coefficients that ship")
    given = arguments.parse_args()
    if given.write:
        rows = rows_of_half(load_rows(given.data), EVEN)[: given.articles]
        write_model(fit(read_articles(rows, Tools(Settings()))))
        load_model.cache_clear()
    print(json.dumps(measure(given.data, given.articles), indent=1))


if __name__ == "__main__":
    main()
