"""What a user would write instead with the same models: run by `bench.processes`.

sentence-transformers encodes every sentence, scikit-learn clusters them, the cross-encoder is asked of every
two sentences of a cluster that come from two documents. Only cutting texts into sentences is ours.
"""

import random
from collections.abc import Sequence
from time import perf_counter
from typing import Any

import numpy as np

from bench.processes import answer_with, peak_so_far
from bench.truth import Told, Truth
from claims import collect
from claims.base.records import Document, Sentence
from claims.base.settings import Settings
from claims.models.onnx import official_folder

DISTANCE = 0.6  # mean cosine distance up to which clusters are joined; of 0.3 to 0.7 the best by F1 of flags
NO_LIMIT = 10**9


def work(
    sources: list[str],
    cross_encoder: str,
    most: int,
    truth: list[dict[str, Any]] | None,
    distance: float = DISTANCE,
) -> dict[str, Any]:
    """The figures of one run.

    Args:
        sources: the articles.
        cross_encoder: folder of the model.
        most: pairs that are scored; of more, a sample is, and what the truth knows.
        truth: what contradicts what.
        distance: up to which sentences are joined.
    """
    clock = Clock()
    from sentence_transformers import CrossEncoder, SentenceTransformer

    encoder = SentenceTransformer(str(official_folder()), device="cpu")
    scorer = CrossEncoder(cross_encoder, device="cpu")
    clock.stop("load")
    read = collect.read_documents(sources, Settings(max_bytes=NO_LIMIT))
    documents = [row for row in read if isinstance(row, Document)]
    sentences = [row for row in collect.split_sentences(documents) if not row.heading]
    clock.stop("read")
    vectors = encoder.encode([row.text for row in sentences], normalize_embeddings=True)
    clock.stop("embed")
    labels = cluster(vectors, distance)
    clock.stop("cluster")
    pairs = pairs_inside(labels, sentences)
    clock.stop("pairs")
    known = known_pairs(pairs, sentences, documents, truth)
    chosen = choose(len(pairs), most, set(known))
    always = set(known) if len(chosen) < len(pairs) else set()
    clock.stop("")
    flagged = flag([texts_of(pairs[row], sentences) for row in chosen], scorer)
    clock.stop("score")
    against = {row for row, is_flagged in zip(chosen, flagged, strict=True) if is_flagged}
    return {
        "peak_bytes": peak_so_far(),
        "documents": len(documents),
        "sentences": len(sentences),
        "clusters": int(labels.max()) + 1,
        "stages": clock.stages,
        "pairs": len(pairs),
        "scored": len(chosen),
        "flags": round(len(pairs) * share_of(against, chosen, always)),
        "planted": len(truth or ()),
        "within": sorted(set().union(*known.values())),
        "true": sorted(set().union(*(names for row, names in known.items() if row in against))),
    }


def cluster(vectors: Any, distance: float) -> Any:
    """The number of the cluster of each row."""
    from sklearn.cluster import AgglomerativeClustering

    model = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=distance
    )
    return model.fit_predict(vectors)


def flag(texts: Sequence[tuple[str, str]], scorer: Any) -> list[bool]:
    """Whether the cross-encoder calls the two of each pair contradictory before all else."""
    against = scorer.model.config.label2id["contradiction"]
    return [int(np.argmax(answer)) == against for answer in scorer.predict(texts)] if texts else []


def share_of(flagged: set[int], chosen: Sequence[int], always: set[int]) -> float:
    """The share that is flagged of those chosen at random."""
    drawn = [row for row in chosen if row not in always]
    return sum(row in flagged for row in drawn) / max(1, len(drawn))


def pairs_inside(labels: Any, sentences: Sequence[Sentence]) -> Any:
    """Shape (n_pairs, 2): rows of every two sentences of one cluster and two documents."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(row.document for row in sentences))}
    owners = np.array([numbers[row.document] for row in sentences])
    order = np.argsort(labels, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    found = [np.zeros((0, 2), dtype=np.int64)]
    for rows in groups:
        lefts, rights = np.triu_indices(len(rows), k=1)
        pairs = np.stack([rows[lefts], rows[rights]], axis=1)
        found.append(pairs[owners[pairs[:, 0]] != owners[pairs[:, 1]]])
    return np.concatenate(found)


def known_pairs(
    pairs: Any,
    sentences: Sequence[Sentence],
    documents: Sequence[Document],
    truth: list[dict[str, Any]] | None,
) -> dict[int, set[str]]:
    """Which pairs are in the truth: row of `pairs` -> ids of the truth."""
    if not truth:
        return {}
    told = [Told(row.document, row.text) for row in sentences]
    index = Truth(truth, documents)
    rows = ((row, index.ids_of(told[left], told[right])) for row, (left, right) in enumerate(pairs.tolist()))
    return {row: ids for row, ids in rows if ids}


def choose(pairs: int, most: int, always: set[int]) -> list[int]:
    """The pairs that are scored: all, or a sample and those that always are."""
    if pairs <= most:
        return list(range(pairs))
    return sorted(always.union(random.Random(0).sample(range(pairs), most)))


def texts_of(pair: Any, sentences: Sequence[Sentence]) -> tuple[str, str]:
    """The words of both sides."""
    left, right = pair
    return sentences[left].text, sentences[right].text


class Clock:
    """Seconds from one stop to the next, by name."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self._since = perf_counter()

    def stop(self, stage: str) -> None:
        """What passed since the last stop was this stage; an empty name is not counted."""
        now = perf_counter()
        if stage:
            self.stages[stage] = now - self._since
        self._since = now


if __name__ == "__main__":
    answer_with(work)
