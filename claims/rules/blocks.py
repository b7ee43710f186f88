"""Which claims are set side by side: those that share a key. Record linkage calls it blocking.

Keys are the topic, the incident, the slots that settle a question, what a denial answers, two documents of
one story with what both count, and being among the nearest of each other by embedding. How many pairs that
makes grows with the number of claims, not with its square; how few rivals it misses stands in
`reports/quality.md`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from claims.base.protocols import Vectors
from claims.base.records import Claim
from claims.rules.couples import Couples, as_couples, marked, merge
from claims.rules.frames import Background
from claims.rules.questions import question_keys
from claims.rules.stories import Stories

Key = tuple[str, ...]
Blocks = Mapping[Key, Sequence[int]]

STORY_FLOOR = 0.2  # cosine from which two claims of one story are compared whatever they count
NEAREST_IN_STORY = 8  # claims of another document of its story that are compared with a claim likewise
NEAREST = 10  # claims of other documents that are compared with a claim for their likeness alone
BLOCK = 1024  # rows of a matrix of products that are held at once


def block_claims(claims: Sequence[Claim], stories: Stories) -> Blocks:
    """Rows of the claims that share a key, for each key that two share."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    for row, claim in enumerate(claims):
        for key in keys_of(claim):
            blocks[key].append(row)
    for key, rows in story_blocks(claims, stories):
        blocks[key] += rows
    return {key: rows for key, rows in blocks.items() if len(rows) > 1}


def keys_of(claim: Claim) -> Iterator[Key]:
    """The keys that a claim has by itself."""
    if claim.topic is not None:
        yield "topic", claim.topic
    if claim.incident is not None:
        yield "incident", claim.incident
    if claim.answers is not None:
        yield "answer", claim.answers
    yield "answer", claim.id
    yield from question_keys(claim)


def story_blocks(claims: Sequence[Claim], stories: Stories) -> Iterator[tuple[Key, list[int]]]:
    """For each two documents of one story the rows of the claims that count in one role."""
    for ones, others in stories.couples:
        left, right = by_role(claims, ones), by_role(claims, others)
        documents = claims[ones[0]].document, claims[others[0]].document
        for role in sorted(left.keys() & right.keys()):
            yield ("story", *documents, role), [*left[role], *right[role]]


def by_role(claims: Sequence[Claim], rows: Iterable[int]) -> dict[str, list[int]]:
    """The rows of the claims that give a figure of each role."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for role in {figure.role for figure in claims[row].quantities if figure.role is not None}:
            found[role].append(row)
    return found


def alike(
    claims: Sequence[Claim], vectors: Vectors, stories: Stories, background: Background, *, floor: float
) -> Couples:
    """Rows whose words are alike: in one text, the nearest in other texts, and in texts of one story.

    Args:
        claims: at hand.
        vectors: row i belongs to `claims[i]`.
        stories: their documents by what they name.
        background: what stands; two claims that do are left alone.
        floor: cosine below which being nearest does not count.
    """
    fresh = [row for row, claim in enumerate(claims) if claim.document not in background.digests]
    documents = np.unique([claims[row].document for row in fresh], return_inverse=True)[1]
    found = [nearest_couples(claims, background)]
    for start in range(0, len(fresh), BLOCK):
        mine = fresh[start : start + BLOCK]
        products = vectors[mine] @ vectors[fresh].T
        own = documents[start : start + BLOCK][:, None] == documents[None, :]
        wanted = (products >= floor) & (own | are_nearest(np.where(own, -1.0, products), NEAREST))
        found.append(marked(wanted, mine, fresh))
    for ones, others in stories.couples:
        products = vectors[ones] @ vectors[others].T
        nearest = are_nearest(products, NEAREST_IN_STORY) | are_nearest(products.T, NEAREST_IN_STORY).T
        found.append(marked((products >= STORY_FLOOR) & nearest, ones, others))
    return merge(found)


def nearest_couples(claims: Sequence[Claim], background: Background, count: int = NEAREST) -> Couples:
    """Rows of fresh claims with those of the standing ones nearest to them."""
    rows = {claim.id: row for row, claim in enumerate(claims)}
    return as_couples(
        (rows[claim], rows[other])
        for claim, others in background.nearest.items()
        for other in others[:count]
        if claim in rows and other in rows
    )


def are_nearest(products: NDArray[np.floating], count: int) -> NDArray[np.bool_]:
    """Of each row, which columns hold its `count` largest values."""
    if products.shape[1] <= count:
        return np.ones(products.shape, dtype=bool)
    marks = np.zeros(products.shape, dtype=bool)
    np.put_along_axis(marks, np.argpartition(-products, count, axis=1)[:, :count], values=True, axis=1)
    return marks
