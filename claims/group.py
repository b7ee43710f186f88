"""Claims -> vectors, incidents, topics, pairs.

Topics: average-linkage clustering of claims, over a similarity of the masked embeddings that slots raise
(same event and figure, an accusation and its denial) or cap (figures of unlike roles). Every claim has a
topic; one that nothing resembles is a topic of its own. Incidents: what each document tells of each event
is joined across documents by a calibrated model of names, times, places and victims
(`claims.rules.gathering`). Ids come from the earliest member, so they hold while the ledger grows.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from claims.base.protocols import Encoder, Vectors
from claims.base.records import Claim, Topic, content_id
from claims.base.settings import Settings
from claims.language.agreement import is_one_person
from claims.language.masking import masked_statements
from claims.language.naming import name_topic
from claims.language.parties import Parties
from claims.rules.blocks import alike, block_claims, nearest_couples
from claims.rules.couples import Couples, across, marked, merge, numbered, products_of, within
from claims.rules.digests import Digest, all_accounts
from claims.rules.frames import NOTHING, Background
from claims.rules.gathering import Relations, gather
from claims.rules.linkage import link_by_average
from claims.rules.pairs import Pair
from claims.rules.questions import issue_of_topic, question_keys, question_of, slot_similarities
from claims.rules.stories import Stories

NEIGHBOUR_FLOOR = 0.3  # cosine from which slots can make one question of two claims
NEAREST_TOPICS = 5  # standing claims near a fresh one whose topics it is held against
BLOCK = 2048  # rows of a matrix of products that are held at once


def embed_claims(claims: Iterable[Claim], encoder: Encoder, parties: Parties) -> Vectors:
    """Shape (n claims, 2 * n_dims), rows of length 1: each statement with its parties and without.

    The product of two rows is the mean of the two cosines.
    """
    masked = (masked_statements(claim, parties.mentions) for claim in claims)
    vectors = encoder.encode(text for pair in masked for text in pair)
    both: Vectors = vectors.reshape(-1, 2 * vectors.shape[1]) / np.float32(np.sqrt(2))
    return both


def find_incidents(
    claims: Sequence[Claim], digests: Mapping[str, Digest], background: Background = NOTHING
) -> list[Claim]:
    """The claims with one incident id for each event, across documents.

    What was joined before counts for nothing but where the background says that it stands: one by one or
    all at once, the same claims are joined.
    """
    standing = background.digests
    accounts = all_accounts({**standing, **digests}.values())
    homes = {mention: home for digest in standing.values() for mention, home in digest.homes.items()}
    ids = {
        mention: homes.get(accounts[leader].id, accounts[leader].id)
        for account, leader in zip(accounts, gather(accounts, background=background), strict=True)
        for mention in account.mentions
    }
    return [
        claim
        if claim.document in standing
        else claim.model_copy(update={"incident": ids.get(claim.mention or "", claim.mention)})
        for claim in claims
    ]


def find_topics(
    claims: Sequence[Claim], vectors: Vectors, settings: Settings, background: Background = NOTHING
) -> tuple[list[Claim], list[Topic]]:
    """The claims with their topic ids, and the topics that are new or larger, in order of their ids.

    Of a topic that stands, those claims count that are at hand.
    """
    homes = {
        row: claim.topic
        for row, claim in enumerate(claims)
        if claim.document in background.digests and claim.topic is not None
    }
    fresh = [row for row, claim in enumerate(claims) if claim.document not in background.digests]
    couples, likeness = likeness_of(claims, vectors, fresh, homes, background)
    coupled = np.zeros(len(claims), dtype=bool)
    coupled[couples] = True
    touched = {home for row, home in homes.items() if coupled[row]}
    members = sorted([*fresh, *(row for row, home in homes.items() if home in touched)])
    topics, ids = [], [claim.topic for claim in claims]
    for rows in link_by_average(members, couples, likeness, floor=settings.topic_floor, homes=homes):
        if any(row not in homes for row in rows):
            home = next((homes[row] for row in rows if row in homes), None)
            topic = describe_topic([claims[row] for row in rows], vectors[rows], home)
            topics.append(topic)
            for row in rows:
                ids[row] = topic.id
    placed = [
        claim if claim.topic == topic else claim.model_copy(update={"topic": topic})
        for claim, topic in zip(claims, ids, strict=True)
    ]
    return placed, sorted(topics, key=lambda topic: topic.id)


def likeness_of(
    claims: Sequence[Claim],
    vectors: Vectors,
    fresh: Sequence[int],
    homes: Mapping[int, str],
    background: Background,
) -> tuple[Couples, NDArray[np.float64]]:
    """The claims that may answer one question, one of each two of them fresh, and how alike they are.

    Fresh claims are held against each other from NEIGHBOUR_FLOOR, and against all of the topics that hold
    one of their nearest; both beside what shares a slot that decides the question, however unlike in words.
    """
    nearest = nearest_couples(claims, background, NEAREST_TOPICS)
    stands = np.array([row in homes for row in range(len(claims))], dtype=bool)
    told = merge(
        [
            keyed_couples(claims, set(range(len(claims))) - homes.keys()),
            alike_couples(vectors, fresh),
            nearest[stands[nearest].sum(axis=1) == 1],
        ]
    )
    couples = merge([told, couples_with_homes(told, homes)])
    return couples, slot_similarities(claims, couples, products_of(vectors, couples))


def couples_with_homes(couples: Couples, homes: Mapping[int, str]) -> Couples:
    """Each row that is held against one of a standing topic beside all that are at hand of it."""
    members: dict[str, list[int]] = defaultdict(list)
    for row, home in homes.items():
        members[home].append(row)
    beside: dict[str, set[int]] = defaultdict(set)
    for one, other in couples[np.isin(couples, list(homes)).any(axis=1)].tolist():
        for row, standing in ((one, other), (other, one)):
            if standing in homes:
                beside[homes[standing]].add(row)
    return merge(across(sorted(rows), members[home]) for home, rows in beside.items())


def alike_couples(vectors: Vectors, fresh: Sequence[int]) -> Couples:
    """Each fresh row with later fresh ones from NEIGHBOUR_FLOOR."""
    return merge(
        marked(vectors[rows] @ vectors[fresh].T >= NEIGHBOUR_FLOOR, rows, fresh)
        for rows in (fresh[start : start + BLOCK] for start in range(0, len(fresh), BLOCK))
    )


def keyed_couples(claims: Sequence[Claim], fresh: Container[int]) -> Couples:
    """Rows of claims that share a slot which decides the question, however unlike their words.

    Slots are a standing issue, a toll of one sort of event by one party, and a denial with what it answers.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    rows = {claim.id: row for row, claim in enumerate(claims)}
    for row, claim in enumerate(claims):
        for key in question_keys(claim):
            groups[key].append(row)
        if claim.answers in rows:
            groups["answer", claim.id] += [row, rows[str(claim.answers)]]
    return within(groups.values(), fresh)


def describe_topic(claims: Sequence[Claim], vectors: Vectors, home: str | None = None) -> Topic:
    """The topic of some claims; its id comes from the earliest, unless it has one already."""
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
        id=home or content_id("topic", earliest.id),
        label=name_topic(claims, central, question_of(claims), issue_of_topic(claims)),
        claims=tuple(claim.id for claim in claims),
        documents=tuple(dict.fromkeys(claim.document for claim in claims)),
        parties=tuple(sorted({claim.party for claim in claims if claim.party})),
        figures=figures,
    )


def pair_claims(
    claims: Sequence[Claim],
    vectors: Vectors,
    digests: Mapping[str, Digest],
    settings: Settings,
    background: Background = NOTHING,
) -> list[Pair]:
    """Pairs worth comparing, in order: see `claims.rules.blocks`. One side of each is fresh.

    Two claims of one voice in one document are never set against each other.
    """
    known = {**background.digests, **digests}
    fresh = {row for row, claim in enumerate(claims) if claim.document not in background.digests}
    stories = Stories(claims, known, background)
    relations = Relations(all_accounts(known.values()))

    couples = merge(
        [
            within(block_claims(claims, stories).values(), fresh),
            alike(claims, vectors, stories, background, floor=settings.pair_floor),
        ]
    )
    couples = by_ids(claims, couples[are_comparable(claims, couples)])
    cosines = products_of(vectors, couples).tolist()
    tells = np.array([claim.event is not None or claim.mention is not None for claim in claims], dtype=bool)
    both_tell = (tells[couples[:, 0]] & tells[couples[:, 1]]).tolist()
    pairs = []
    for (left, right), cosine, telling in zip(couples.tolist(), cosines, both_tell, strict=True):
        first, second = claims[left], claims[right]
        incident = relations.of(first, second) if telling else "unknown"
        together = stories.are_one(first.document, second.document) and relations.may_be_one(first, second)
        pairs.append(Pair(first, second, round(cosine, 4), incident, one_story=together))
    return pairs


def are_comparable(claims: Sequence[Claim], couples: Couples) -> NDArray[np.bool_]:
    """Whether two claims come from two voices; one text is not set against itself, nor against a copy."""
    left, right = couples.T
    document, speaker, origin = (
        numbered(getattr(claim, slot) for claim in claims) for slot in ("document", "speaker", "origin")
    )
    of_one = document[left] == document[right]
    found: NDArray[np.bool_] = np.where(
        of_one, speaker[left] != speaker[right], origin[left] != origin[right]
    )
    return found


def by_ids(claims: Sequence[Claim], couples: Couples) -> Couples:
    """The couples in the order of the ids of their claims, the smaller id first."""
    places = np.empty(len(claims), dtype=np.int64)
    order = np.array(sorted(range(len(claims)), key=lambda row: claims[row].id), dtype=np.int64)
    places[order] = np.arange(len(claims))
    return order[merge([places[couples]])]
