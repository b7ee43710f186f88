"""Reads the treebank and entity files that the parser is trained and measured on.

Formats: CoNLL-U (https://universaldependencies.org/format.html) and the tab-separated BIO files of
Universal NER. Only what the parser learns is kept: words, tags, heads, labels, lemmas, entities.
"""

import gzip
import random
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ENTITY_TYPES = ("PER", "ORG", "LOC")


@dataclass(frozen=True)
class Sentence:
    """One sentence; a field is None where its corpus does not annotate that layer."""

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None  # 1-based, 0 = root
    labels: list[str] | None = None
    lemmas: list[str] | None = None
    entities: list[str] | None = None
    text: str = ""


def read_blocks(lines: Iterable[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The `# text` comment and the token rows of each blank-line separated block."""
    text, rows = "", []
    for line in [*lines, "\n"]:
        line = line.rstrip("\n")
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line.startswith("# "):
            continue
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield text, rows
            text, rows = "", []


def read_treebank(path: Path) -> list[Sentence]:
    """Sentences of a gzipped CoNLL-U file; multiword ranges and empty nodes are left out."""
    sentences = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for text, rows in read_blocks(lines):
            rows = [row for row in rows if row[0].isdigit()]
            _, words, lemmas, upos, xpos, _, heads, labels, *_ = (
                list(column) for column in zip(*rows, strict=True)
            )
            sentences.append(
                Sentence(
                    words=words,
                    upos=upos,
                    xpos=xpos,
                    heads=[int(head) for head in heads],
                    labels=labels,
                    lemmas=lemmas,
                    text=text,
                )
            )
    return sentences


def keep_types(tags: Iterable[str]) -> list[str]:
    """BIO tags of the three shipped types; every other type counts as outside.

    >>> keep_types(["B-PER", "I-PER", "B-OTH", "B-O"])
    ['B-PER', 'I-PER', 'O', 'O']
    """
    names = {"PERSON": "PER", "LOCATION": "LOC", "GROUP": "ORG", "CORPORATION": "ORG"}
    kept = []
    for tag in tags:
        prefix, _, kind = tag.partition("-")
        kind = names.get(kind.upper(), kind.upper())
        kept.append(f"{prefix}-{kind}" if kind in ENTITY_TYPES else "O")
    return kept


def read_entities(path: Path) -> list[Sentence]:
    """Sentences of a gzipped Universal NER file, entity layer only."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [
            Sentence(words=[row[1] for row in rows], entities=keep_types(row[2] for row in rows))
            for _, rows in read_blocks(lines)
        ]


def join_layers(trees: list[Sentence], entities: list[Sentence]) -> list[Sentence]:
    """Trees with the entities of the same sentence, matched by their words."""
    found = {tuple(sentence.words): sentence.entities for sentence in entities}
    return [replace(tree, entities=found.get(tuple(tree.words))) for tree in trees]


def read_part(data: Path, part: str) -> list[Sentence]:
    """The "train", "dev" or "test" sentences of the treebank, with the entities of Universal NER."""
    return join_layers(
        read_treebank(data / f"en_ewt-ud-{part}.conllu.gz"), read_entities(data / f"uner_ewt-{part}.iob2.gz")
    )


def read_wikigold(path: Path) -> list[Sentence]:
    """WikiGold (CC BY 4.0) out of the archive of entity corpora: words and entities."""
    with tarfile.open(path) as archive:
        member = next(
            m for m in archive.getmembers() if "wikigold" in m.name.lower() and m.name.endswith("conll.txt")
        )
        handle = archive.extractfile(member)
        assert handle is not None
        lines = handle.read().decode("utf-8").splitlines()
    sentences = []
    for _, rows in read_blocks("\t".join(line.split()) for line in lines):
        words, tags = [row[0] for row in rows], [row[-1] for row in rows]
        # the file is in IOB1: an entity begins with I- unless it touches one of its own type
        bio = [
            f"B-{tag[2:]}" if tag.startswith("I-") and (i == 0 or tags[i - 1][2:] != tag[2:]) else tag
            for i, tag in enumerate(tags)
        ]
        sentences.append(Sentence(words=words, entities=keep_types(bio)))
    return sentences


def shout(sentence: Sentence) -> Sentence:
    """The sentence as a headline in capitals: what is learned must survive a sub-editor."""
    return replace(sentence, words=[word.upper() for word in sentence.words])


def augment(sentences: list[Sentence], *, seed: int) -> list[Sentence]:
    """A fresh order for an epoch, with 4 % in capitals and 8 % of final full stops dropped."""
    chance = random.Random(seed)
    changed = []
    for sentence in sentences:
        draw = chance.random()
        if draw < 0.04:
            sentence = shout(sentence)
        elif (
            draw < 0.12
            and sentence.words[-1] == "."
            and len(sentence.words) > 3
            and not is_head_of_last(sentence)
        ):
            sentence = drop_last(sentence)
        changed.append(sentence)
    chance.shuffle(changed)
    return changed


def is_head_of_last(sentence: Sentence) -> bool:
    """Whether anything hangs on the last word, so that it cannot be dropped."""
    return sentence.heads is not None and len(sentence.words) in sentence.heads


def drop_last(sentence: Sentence) -> Sentence:
    """The sentence without its last word, in every layer."""
    layers = ("words", "upos", "xpos", "heads", "labels", "lemmas", "entities")
    values = {name: getattr(sentence, name) for name in layers}
    return replace(sentence, **{name: value[:-1] for name, value in values.items() if value is not None})
