"""Claims -> vectors, incidents, topics, pairs.

Topics: average-linkage agglomerative clustering (scikit-learn) of claims, over a similarity of the
masked embeddings that slots raise (same event and figure, an accusation and its denial) or cap
(figures of unlike roles). Every claim has a topic; one that nothing resembles is a topic of its own.
Incidents: what each document tells of each event is joined across documents by a calibrated model of
names, times, places and victims (`claims.rules.gathering`). Ids come from the earliest member, so they
hold while the ledger grows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from claims.base.protocols import Encoder, Vectors
from claims.base.records import Agreement, Claim, Contradiction, Topic, content_id
from claims.base.settings import Settings
from claims.language.agreement import is_one_person
from claims.language.masking import masked_statements
from claims.language.naming import name_topic
from claims.language.parties import Parties
from claims.rules.accounts import read_accounts
from claims.rules.gathering import Relations, gather
from claims.rules.pairs import Pair
from claims.rules.questions import issue_of_topic, question_keys, question_of, slot_similarity
from claims.rules.stories import Stories

# Claims whose likeness to nothing reaches this are clustered alone: keeps the clustering inside
# connected groups, whose size and not the ledger's decides the cost.
NEIGHBOUR_FLOOR = 0.3
STORY_FLOOR = 0.35  # likeness from which two claims of one story are compared
BLOCK = 2048  # rows of the similarity matrix held at once


def embed_claims(claims: Iterable[Claim], encoder: Encoder, parties: Parties) -> Vectors:
    """Shape (n claims, 2 * n_dims), rows of length 1: each statement with its parties and without.

    The product of two rows is the mean of the two cosines.
    """
    masked = (masked_statements(claim, parties.mentions) for claim in claims)
    vectors = encoder.encode(text for pair in masked for text in pair)
    both: Vectors = vectors.reshape(-1, 2 * vectors.shape[1]) / np.float32(np.sqrt(2))
    return both


def find_incidents(claims: Sequence[Claim], vectors: Vectors) -> list[Claim]:
    """The claims with one incident id for each event, across documents.

    What was joined before counts for nothing: one by one or all at once, the same claims are joined.
    """
    accounts = read_accounts(claims, vectors)
    ids = {
        mention: accounts[leader].id
        for account, leader in zip(accounts, gather(accounts), strict=True)
        for mention in account.mentions
    }
    return [
        claim.model_copy(update={"incident": ids.get(claim.mention or "", claim.mention)}) for claim in claims
    ]


def similarities(claims: Sequence[Claim], vectors: Vectors) -> dict[tuple[int, int], float]:
    """Likeness of every two claims that may answer one question: row numbers, left < right.

    O(n squared) products, in blocks; only pairs from NEIGHBOUR_FLOOR are kept.
    """
    found: dict[tuple[int, int], float] = {}
    for start in range(0, len(claims), BLOCK):
        products = vectors[start : start + BLOCK] @ vectors.T
        rows, columns = np.nonzero(products >= NEIGHBOUR_FLOOR)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            if start + row < column:
                found[start + row, column] = float(products[row, column])
    return found


def find_topics(
    claims: Sequence[Claim], vectors: Vectors, settings: Settings
) -> tuple[list[Claim], list[Topic]]:
    """The claims with their topic ids, and the topics, in order of their first claims."""
    if not claims:
        return [], []
    labels = cluster(claims, vectors, floor=settings.topic_floor)
    members: dict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(labels):
        members[label].append(row)
    topics, ids = [], [""] * len(claims)
    for rows in members.values():
        inside = [claims[row] for row in rows]
        topic = describe_topic(inside, vectors[rows])
        topics.append(topic)
        for row in rows:
            ids[row] = topic.id
    placed = [claim.model_copy(update={"topic": topic}) for claim, topic in zip(claims, ids, strict=True)]
    return placed, sorted(topics, key=lambda topic: topic.id)


def cluster(claims: Sequence[Claim], vectors: Vectors, *, floor: float) -> list[int]:
    """A topic number for each claim."""
    import networkx
    from sklearn.cluster import AgglomerativeClustering

    cosines = similarities(claims, vectors)
    for left, right in keyed_pairs(claims):
        cosines.setdefault((left, right), float(vectors[left] @ vectors[right]))
    likeness = {
        pair: slot_similarity(claims[pair[0]], claims[pair[1]], cosine) for pair, cosine in cosines.items()
    }
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(claims)))
    graph.add_edges_from(pair for pair, value in likeness.items() if value >= floor)
    labels = [0] * len(claims)
    for group in networkx.connected_components(graph):
        rows = sorted(group)
        offset = rows[0]
        parts = [0] * len(rows)
        if len(rows) > 2:
            distances = distances_between(rows, likeness)
            model = AgglomerativeClustering(
                n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - floor
            )
            parts = model.fit_predict(distances).tolist()
        first = {part: rows[parts.index(part)] for part in set(parts)}
        for row, part in zip(rows, parts, strict=True):
            labels[row] = first[part] if len(rows) > 2 else offset
    return labels


def keyed_pairs(claims: Sequence[Claim]) -> set[tuple[int, int]]:
    """Rows of claims that share a slot which decides the question, however unlike their words; left < right.

    Slots are a standing issue, a toll of one sort of event by one party, and a denial with what it answers.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    rows = {claim.id: row for row, claim in enumerate(claims)}
    found = set()
    for row, claim in enumerate(claims):
        for key in question_keys(claim):
            groups[key].append(row)
        if claim.answers in rows:
            other = rows[str(claim.answers)]
            found.add((min(row, other), max(row, other)))
    for group in groups.values():
        found.update(combinations(group, 2))
    return found


def distances_between(rows: Sequence[int], likeness: dict[tuple[int, int], float]) -> NDArray[np.float64]:
    """Shape (n, n): one minus the likeness of each two rows; 1 where they are unlike."""
    size = len(rows)
    distances = np.ones((size, size))
    np.fill_diagonal(distances, 0)
    for left, right in combinations(range(size), 2):
        value = 1 - likeness.get((rows[left], rows[right]), 0.0)
        distances[left, right] = distances[right, left] = max(value, 0.0)
    return distances


def describe_topic(claims: Sequence[Claim], vectors: Vectors) -> Topic:
    """The topic of some claims: id, label, parties and figures."""
    earliest = min(claims, key=lambda claim: (claim.published is None, str(claim.published), claim.id))
    centre = vectors.mean(axis=0)
    nearness = np.round(vectors @ centre, 5)
    central = claims[max(range(len(claims)), key=lambda row: (claims[row].standalone, nearness[row], -row))]
    figures = tuple(
        dict.fromkeys(
            quantity.text
            for claim in claims
            for quantity in claim.quantities
            if quantity.role is not None and not is_one_person(quantity)
        )
    )
    return Topic(
        id=content_id("topic", earliest.id),
        label=name_topic(claims, central, question_of(claims), issue_of_topic(claims)),
        claims=tuple(claim.id for claim in claims),
        documents=tuple(dict.fromkeys(claim.document for claim in claims)),
        parties=tuple(sorted({claim.party for claim in claims if claim.party})),
        figures=figures,
    )


def pair_claims(claims: Sequence[Claim], vectors: Vectors, settings: Settings) -> list[Pair]:
    """Pairs worth comparing, in order: alike, of one topic or incident, or a denial with what it answers.

    Two claims of one voice in one document are never set against each other.
    """
    likeness = similarities(claims, vectors)
    wanted = {pair for pair, cosine in likeness.items() if cosine >= settings.pair_floor} | keyed_pairs(
        claims
    )
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, claim in enumerate(claims):
        for name, key in (("topic", claim.topic), ("incident", claim.incident)):
            if key is not None:
                groups[name, key].append(row)
    for group in groups.values():
        wanted.update(combinations(group, 2))
    stories = Stories(claims, vectors)
    wanted.update(story_pairs(claims, stories, likeness))
    relations, pairs = Relations(claims, vectors), []
    for left, right in sorted(wanted):
        first, second = sorted((claims[left], claims[right]), key=lambda claim: claim.id)
        if is_comparable(first, second):
            cosine = likeness.get((left, right), float(vectors[left] @ vectors[right]))
            together = stories.are_one(first, second) and relations.may_be_one(first, second)
            pairs.append(
                Pair(first, second, round(cosine, 4), relations.of(first, second), one_story=together)
            )
    return sorted(pairs, key=lambda pair: (pair.left.id, pair.right.id))


def story_pairs(
    claims: Sequence[Claim], stories: Stories, likeness: Mapping[tuple[int, int], float]
) -> Iterator[tuple[int, int]]:
    """Rows of claims out of two documents of one story that count in one role, or are somewhat alike."""
    roles = [{figure.role for figure in claim.quantities} - {None} for claim in claims]
    for ones, others in stories.couples():
        for one, other in product(ones, others):
            left, right = min(one, other), max(one, other)
            if roles[left] & roles[right] or likeness.get((left, right), 0.0) >= STORY_FLOOR:
                yield left, right


def is_comparable(left: Claim, right: Claim) -> bool:
    """Whether two claims come from two voices; one text is not set against itself, nor against a copy."""
    if left.document == right.document:
        return left.speaker != right.speaker
    return left.origin != right.origin


def count_findings(
    topics: Sequence[Topic], contradictions: Sequence[Contradiction], agreements: Sequence[Agreement]
) -> list[Topic]:
    """The topics with the number of contradictions and agreements in each."""
    against, agreed = (Counter(row.topic for row in rows) for rows in (contradictions, agreements))
    return [
        topic.model_copy(update={"contradictions": against[topic.id], "agreements": agreed[topic.id]})
        for topic in topics
    ]


def stack(above: Vectors, below: Vectors) -> Vectors:
    """The rows of both; an empty array of either fits any width."""
    return below if len(above) == 0 else np.vstack([above, below])


def no_vectors() -> Vectors:
    """Shape (0, 0): the vectors of no claims."""
    return np.zeros((0, 0), dtype=np.float32)
