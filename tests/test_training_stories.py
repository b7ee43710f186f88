"""What small stories teach the cross-encoder, and the stories themselves."""

import random
from types import SimpleNamespace

import numpy as np
import pytest

from claims.base.records import Claim
from claims.training.stories import NEAREST, OTHERS, label_stories, pairs_of, read_stories

STORY = {
    "subject": "a ferry",
    "a": [f"The captain said {n}." for n in range(7)],
    "b": [f"A passenger told of {n}." for n in range(6)],
    "contradict": [[0, 1, "who"], [2, 1, "when"]],
    "agree": [[3, 4]],
}
EVERY = 7 * 6
APART = np.eye(13, dtype=np.float32)


def test_contradictions_are_taught_in_both_orders_and_agreements_with_the_fuller_first():
    """Who reads the one first must not matter; only the fuller statement contains the other."""
    taught = list(pairs_of(STORY, APART, random.Random(0)))

    assert [pair for pair in taught if pair[2] == "contradiction"] == [
        ("The captain said 0.", "A passenger told of 1.", "contradiction"),
        ("A passenger told of 1.", "The captain said 0.", "contradiction"),
        ("The captain said 2.", "A passenger told of 1.", "contradiction"),
        ("A passenger told of 1.", "The captain said 2.", "contradiction"),
    ]
    assert ("A passenger told of 4.", "The captain said 3.", "entailment") in taught


def test_what_is_not_listed_leaves_the_other_open():
    """Of these the most alike are always taken; nothing that is listed is among them."""
    vectors = APART.copy()
    vectors[7 + 5] = vectors[6]  # the last sentences of both are alike
    taught = [set(pair[:2]) for pair in pairs_of(STORY, vectors, random.Random(0)) if pair[2] == "neutral"]

    assert {"The captain said 6.", "A passenger told of 5."} == taught[0]
    assert min(NEAREST + OTHERS, EVERY - 3) == len(taught)
    assert {"The captain said 0.", "A passenger told of 1."} not in taught
    assert {"The captain said 3.", "A passenger told of 4."} not in taught


@pytest.mark.parametrize(("stance", "expected"), [("asserts", "Seen"), ("denies", "The captain said 0.")])
def test_sentences_are_learned_as_they_are_read(stance, expected):
    """A claim without its voice stands for its sentence now and then; never what somebody denies."""
    text = STORY["a"][0]
    known = {"document": "d", "origin": "d", "start": 0, "end": len(text), "quote": text, "sentence": text}
    tools = SimpleNamespace(
        encoder=SimpleNamespace(encode=lambda texts: APART[: len(texts)]),
        read=lambda _: [Claim(id="c", text="Seen", stance=stance, **known)],
    )

    taught = [row for seed in range(20) for row in label_stories([STORY], tools, seed=seed)]
    worded = {row["premise"] for row in taught} | {row["hypothesis"] for row in taught}

    assert expected in worded
    assert (stance == "asserts") is ("Seen" in worded)


STORIES = read_stories()


def test_stories_hold_together():
    """Every row points into its story, once."""
    for story in STORIES:
        rows = [(row[0], row[1]) for row in (*story["contradict"], *story["agree"])]
        assert len(rows) == len(set(rows)), story["subject"]
        assert all(0 <= i < len(story["a"]) and 0 <= j < len(story["b"]) for i, j in rows), story["subject"]


def test_no_story_stands_in_a_collection_that_is_measured_on(request):
    """What is learned is not what is asked afterwards."""
    folder = request.path.parent / "data" / "corpora"
    told = " ".join(path.read_text("utf-8", "replace") for path in folder.glob("*/*.*"))

    sentences = [text for story in STORIES for text in (*story["a"], *story["b"]) if len(text.split()) > 5]

    assert sentences
    assert not [text for text in sentences if text in told]
