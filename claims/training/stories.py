"""Pairs of sentences out of two reports on one event, from small stories in which the two disagree.

    python -m claims.training.nli DATA OUT --start CHECKPOINT --stories

Every labelled collection holds pairs that were made to be compared: of two sentences that share an event
but no question, a network trained on those alone calls half contradictory. Each line of a file is a story
written for this: `a` and `b`, the sentences of two reports; `contradict` and `agree`, rows of a position in
`a` and one in `b`. All other pairs of the two reports leave each other open, however alike they are.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claims.base.protocols import Vectors
from claims.base.records import Document
from claims.tools import Tools

STORIES = Path(__file__).parents[2] / "tests" / "data" / "stories"
NEAREST = 12  # of the pairs of a story that leave each other open, how many of those most alike are taken
OTHERS = 8  # and how many of the rest
PASSES = 2  # over the stories, each with other pairs of those that leave each other open
READ = 0.5  # share of sentences that are learned as they are read: without who says so
PLAIN = frozenset({"asserts", "reports"})  # stances of claims that say what their sentence says

Story = Mapping[str, Any]
Labelled = dict[str, str]  # premise, hypothesis, label


def read_stories(folder: Path = STORIES) -> list[Story]:
    """All stories of a folder, in the order of the files."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def label_stories(stories: Sequence[Story], tools: Tools, *, seed: int) -> list[Labelled]:
    """In each pass every contradiction in both orders, every agreement, and some of all other pairs."""
    claimed = claims_in(stories, tools)
    vectors = tools.encoder.encode([text for story in stories for text in (*story["a"], *story["b"])])
    places = np.cumsum([len(story["a"]) + len(story["b"]) for story in stories])[:-1]
    split = np.split(vectors, places)
    return [
        {
            side: claimed[text] if text in claimed and chance.random() < READ else text
            for side, text in (("premise", premise), ("hypothesis", hypothesis))
        }
        | {"label": label}
        for chance in (random.Random(seed + turn) for turn in range(PASSES))
        for story, rows in zip(stories, split, strict=True)
        for premise, hypothesis, label in pairs_of(story, rows, chance)
    ]


def pairs_of(story: Story, vectors: Vectors, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Premise, hypothesis and label of the pairs of one story that are taken.

    Args:
        story: as it was written.
        vectors: (len(a) + len(b), n), of length 1.
        chance: draws the order of two sentences, and which of the less alike are taken.
    """
    left, right = story["a"], story["b"]
    likeness = vectors[: len(left)] @ vectors[len(left) :].T
    known = set()
    for i, j, *_ in story["contradict"]:
        known.add((i, j))
        yield left[i], right[j], "contradiction"
        yield right[j], left[i], "contradiction"
    for i, j in story["agree"]:
        known.add((i, j))
        fuller, other = sorted((left[i], right[j]), key=len, reverse=True)
        yield fuller, other, "entailment"
    rest = sorted(
        (pair for pair in np.ndindex(likeness.shape) if pair not in known),
        key=lambda pair: -likeness[pair],
    )
    taken = [*rest[:NEAREST], *chance.sample(rest[NEAREST:], min(OTHERS, len(rest[NEAREST:])))]
    for i, j in taken:
        premise, hypothesis = chance.sample((left[i], right[j]), 2)
        yield premise, hypothesis, "neutral"


def claims_in(stories: Sequence[Story], tools: Tools) -> dict[str, str]:
    """Sentences that are one claim each -> its wording."""
    documents = [
        Document.of("\n\n".join(story[side]), source="a story") for story in stories for side in ("a", "b")
    ]
    found: dict[str, list[str]] = {}
    for claim in tools.read(documents):
        if claim.stance in PLAIN:
            found.setdefault(claim.sentence, []).append(claim.text)
    return {sentence: texts[0] for sentence, texts in found.items() if len(texts) == 1}
