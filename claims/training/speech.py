"""Rewrites treebank sentences into the constructions of reported speech that a web treebank lacks.

News is full of "which Kyiv says killed three" and "…, a fellow at the institute, told Reuters"; the
English Web Treebank has a handful of each. The trees follow from the trees of the sentences that
they are made of, by the guidelines of Universal Dependencies, so no annotation is invented.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from claims.training.treebank import Sentence

SAYING = (
    "says",
    "said",
    "claims",
    "claimed",
    "insists",
    "insisted",
    "alleges",
    "maintains",
    "believes",
    "reports",
)
PLURAL_SAYING = ("say", "said", "claim", "insist", "allege", "maintain", "believe")
ROLES = ("fellow", "spokesman", "analyst", "professor", "official", "resident", "director")
RELATIVES = ("which", "who", "that")


@dataclass(frozen=True)
class Word:
    """One inserted word: its head counts from 1 in the old sentence; -k is the k-th inserted word."""

    text: str
    upos: str
    xpos: str
    head: int
    label: str


def insert(sentence: Sentence, at: int, words: Sequence[Word]) -> Sentence:
    """The sentence with words before position `at` (from 0); old heads move along.

    A positive head of an inserted word names a word of the old sentence.
    """
    assert sentence.heads
    assert sentence.labels
    assert sentence.upos
    assert sentence.xpos
    size = len(words)

    def moved(head: int) -> int:
        return head + size if head > at else head

    heads = [moved(head) for head in sentence.heads]
    new = [moved(word.head) if word.head >= 0 else at - word.head for word in words]
    return Sentence(
        words=[*sentence.words[:at], *(word.text for word in words), *sentence.words[at:]],
        upos=[*sentence.upos[:at], *(word.upos for word in words), *sentence.upos[at:]],
        xpos=[*sentence.xpos[:at], *(word.xpos for word in words), *sentence.xpos[at:]],
        heads=[*heads[:at], *new, *heads[at:]],
        labels=[*sentence.labels[:at], *(word.label for word in words), *sentence.labels[at:]],
    )


def relabel(sentence: Sentence, word: int, *, head: int, label: str) -> Sentence:
    """The sentence with another head and label for one word (from 1)."""
    assert sentence.heads
    assert sentence.labels
    heads, labels = list(sentence.heads), list(sentence.labels)
    heads[word - 1], labels[word - 1] = head, label
    return Sentence(sentence.words, sentence.upos, sentence.xpos, heads, labels)


def interpose(sentence: Sentence, names: Sequence[str], chance: random.Random) -> Sentence | None:
    """Puts a speaker into a relative clause: "which killed three" -> "which NAME says killed three"."""
    assert sentence.heads
    assert sentence.labels
    for at, word in enumerate(sentence.words):
        verb = sentence.heads[at]
        if (
            word.lower() in RELATIVES
            and sentence.labels[at].startswith("nsubj")
            and sentence.labels[verb - 1] == "acl:relcl"
        ):
            antecedent = sentence.heads[verb - 1]
            plural = chance.random() < 0.3
            name = (
                chance.choice(names)
                if not plural
                else chance.choice(("officials", "police", "witnesses", "critics"))
            )
            cue = chance.choice(PLURAL_SAYING if plural else SAYING)
            tag = "VBD" if cue in {"said", "claimed", "insisted"} else "VBP" if plural else "VBZ"
            subject = Word(name, "NOUN" if plural else "PROPN", "NNS" if plural else "NNP", -2, "nsubj")
            changed = insert(sentence, at + 1, [subject, Word(cue, "VERB", tag, antecedent, "acl:relcl")])
            assert changed.heads
            moved = verb + 2 if verb > at + 1 else verb
            return relabel(changed, moved, head=at + 3, label="ccomp")
    return None


def drop_that(sentence: Sentence) -> Sentence | None:
    """Leaves out a "that": "denied that it knew" -> "denied it knew"."""
    assert sentence.heads
    assert sentence.labels
    assert sentence.upos
    assert sentence.xpos
    for at, word in enumerate(sentence.words):
        governor = sentence.heads[at]
        if (
            word.lower() == "that"
            and sentence.labels[at] == "mark"
            and sentence.labels[governor - 1] == "ccomp"
        ):
            if at + 1 in sentence.heads:
                continue
            keep = [i for i in range(len(sentence.words)) if i != at]
            return Sentence(
                words=[sentence.words[i] for i in keep],
                upos=[sentence.upos[i] for i in keep],
                xpos=[sentence.xpos[i] for i in keep],
                heads=[head - 1 if head > at + 1 else head for head in (sentence.heads[i] for i in keep)],
                labels=[sentence.labels[i] for i in keep],
            )
    return None


def close_with_speaker(sentence: Sentence, names: Sequence[str], chance: random.Random) -> Sentence | None:
    """Puts the speaker behind, as the root: "It rained." -> "It rained, Jane Doe, a fellow, told AP."."""
    assert sentence.heads
    assert sentence.labels
    assert sentence.upos
    root = sentence.heads.index(0) + 1
    subjects = [
        i for i, head in enumerate(sentence.heads) if head == root and sentence.labels[i].startswith("nsubj")
    ]
    if (
        sentence.words[-1] != "."
        or not subjects
        or len(sentence.words) < 5
        or sentence.upos[root - 1] not in {"VERB", "NOUN", "ADJ"}
    ):
        return None
    stop = len(sentence.words)
    first, last, place, outlet = (chance.choice(names) for _ in range(4))
    tail = [
        Word(",", "PUNCT", ",", -2, "punct"),
        Word(first, "PROPN", "NNP", -10, "nsubj"),
        Word(last, "PROPN", "NNP", -2, "flat"),
    ]
    tail += [Word(",", "PUNCT", ",", -6, "punct"), Word("a", "DET", "DT", -6, "det")]
    tail += [Word(chance.choice(ROLES), "NOUN", "NN", -2, "appos"), Word("at", "ADP", "IN", -8, "case")]
    tail += [Word(place, "PROPN", "NNP", -6, "nmod"), Word(",", "PUNCT", ",", -2, "punct")]
    tail += [Word("told", "VERB", "VBD", 0, "root"), Word(outlet, "PROPN", "NNP", -10, "iobj")]
    changed = insert(sentence, stop - 1, tail)
    told = stop - 1 + 10
    changed = relabel(changed, root, head=told, label="ccomp")
    changed = relabel(changed, stop, head=told, label="punct")
    return relabel(changed, len(changed.words), head=told, label="punct")


def vary(sentences: Sequence[Sentence], *, seed: int) -> list[Sentence]:
    """New sentences of reported speech, from every clause that allows it; some with speakers at the end."""
    chance = random.Random(seed)
    trees = [sentence for sentence in sentences if sentence.heads is not None and sentence.upos is not None]
    names = sorted(
        {
            word
            for sentence in trees
            for word, pos, label in zip(
                sentence.words, sentence.upos or (), sentence.labels or (), strict=True
            )
            if pos == "PROPN" and label.startswith("nsubj") and word.isalpha() and len(word) > 2
        }
    )
    made: list[Sentence | None] = []
    for sentence in trees:
        made.append(interpose(sentence, names, chance))
        made.append(drop_that(sentence))
        if chance.random() < 0.05:
            made.append(close_with_speaker(sentence, names, chance))
    return [sentence for sentence in made if sentence is not None]
