"""Measures who speaks and for which side, against sources that were read by hand.

    python -m claims.training.voices DATA

`voices_read.csv` beside this module holds the labels: two samples of attributed claims, drawn with a
fixed seed from the training half of PolNeAR and from the incident articles, one read before the
resolution of pronouns and bodies was written, one after. A row is a word that names a speaker, by its
offsets, with the name that it stands for (offsets of that name in the same document, `-` if the text
leaves it open) and the side (offsets of a body's name, `=` and a standing side's, or `-`); `|` parts
answers that are both right. No text is stored; DATA is the folder that holds the two corpora.
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from claims.base.protocols import Parser
from claims.base.records import Document
from claims.base.settings import Settings
from claims.collect import split_sentences
from claims.extract import read_pages, settle_drafts
from claims.language.drafts import Leaves
from claims.language.names import key_of
from claims.language.speakers import Speaker
from claims.models.parser import load_parser
from claims.training.incidents import load_rows, share
from claims.training.polnear import read_articles

LABELS = Path(__file__).with_name("voices_read.csv")
NOT_A_SOURCE = "not a source"  # the word names nobody who says anything: an error of attribution
OPEN = "-"
LITTLE_WORDS = frozenset({"the", "a", "an", "of", "s"})


@dataclass(frozen=True)
class Label:
    """What a reader made of one source word."""

    sample: str
    document: str
    start: int
    kind: str  # name, pronoun or description
    speakers: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass
class Score:
    """How often an answer was given, was due and was right."""

    n: int = 0
    right: int = 0  # the right name, or rightly left open
    given: int = 0
    given_right: int = 0
    due: int = 0  # the text gives the answer away
    due_right: int = 0

    def count(self, answer: str | None, gold: tuple[str, ...]) -> None:
        """Adds one answer; None leaves the question open."""
        right, due = is_right(answer, gold), OPEN not in gold
        self.n += 1
        self.right += right
        self.given += answer is not None
        self.given_right += answer is not None and right
        self.due += due
        self.due_right += due and right

    def figures(self) -> dict[str, float | int]:
        """Accuracy over all, precision over the answers given, recall over those that were due."""
        return {
            "n": self.n,
            "accuracy": share(self.right, self.n),
            "given": self.given,
            "precision": share(self.given_right, self.given),
            "due": self.due,
            "recall": share(self.due_right, self.due),
        }


def main() -> None:
    """Prints the figures of both samples as JSON."""
    parser = argparse.ArgumentParser(description="measure speakers and parties")
    parser.add_argument(
        "data", type=Path, help="folder with polnear_train_dev.tar.gz, incidents_dev.jsonl.gz"
    )
    given = parser.parse_args()
    print(json.dumps(measure(given.data), indent=1))


def measure(data: Path, *, labels: Path = LABELS, parser: Parser | None = None) -> dict[str, Any]:
    """Sample -> figures of speakers (all, and by kind of source word) and of parties.

    Args:
        data: folder with the two corpora.
        labels: the file of hand reading.
        parser: reads the sentences; the one that the settings name if None.
    """
    rows = read_labels(labels)
    texts = read_texts(data, {row.document for row in rows})
    heard = hear(texts, parser or load_parser(Settings()))
    return {
        sample: score([row for row in rows if row.sample == sample], texts, heard)
        for sample in dict.fromkeys(row.sample for row in rows)
    }


def read_labels(path: Path) -> list[Label]:
    """The labels of both samples, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Label(
                row["sample"],
                row["document"],
                int(row["start"]),
                row["kind"],
                tuple(row["speaker"].split("|")),
                tuple(row["party"].split("|")),
            )
            for row in csv.DictReader(lines)
        ]


def read_texts(data: Path, wanted: set[str]) -> dict[str, Document]:
    """Name -> document, for the wanted ones of the two corpora."""
    found = {}
    for name, text, published in [*_articles(data), *_incidents(data)]:
        if name in wanted:
            found[name] = Document.of(text, source=name, published=date.fromisoformat(published))
    return found


def hear(documents: dict[str, Document], parser: Parser) -> dict[tuple[str, int], Speaker | None]:
    """(document, first character of a source word) -> whom it was taken for."""
    leaves = Leaves.load(Settings())
    heard: dict[tuple[str, int], Speaker | None] = {}
    for name, document in documents.items():
        sentences = split_sentences([document])
        pages = list(read_pages({document.id: document}, sentences, parser=parser, leaves=leaves))
        for draft in settle_drafts(document, pages, leaves):
            source = draft.statement.voice.source
            if source is not None:
                heard.setdefault((name, draft.sentence.start + source.idx), draft.speaker)
    return heard


def score(
    rows: list[Label], texts: dict[str, Document], heard: dict[tuple[str, int], Speaker | None]
) -> dict[str, Any]:
    """The figures of one sample; sources that attribution gets wrong are counted apart."""
    speakers, parties = defaultdict[str, Score](Score), defaultdict[str, Score](Score)
    wrong = missed = 0
    for row in rows:
        if row.kind == NOT_A_SOURCE:
            wrong += (row.document, row.start) in heard
            continue
        if (row.document, row.start) not in heard:
            missed += 1
            continue
        speaker, text = heard[row.document, row.start], texts[row.document].text
        for kind in ("all", row.kind):
            speakers[kind].count(speaker.name if speaker else None, _names(row.speakers, text))
            parties[kind].count(speaker.party if speaker else None, _names(row.parties, text))
    return {
        "sources": len(rows),
        "not_a_source": wrong,
        "not_attributed": missed,
        "speaker": {kind: speakers[kind].figures() for kind in sorted(speakers)},
        "party": {kind: parties[kind].figures() for kind in sorted(parties)},
    }


def is_right(answer: str | None, gold: tuple[str, ...]) -> bool:
    """Whether an answer names one of the right ones: the same words, or part of the same name.

    >>> is_right("Doe", ("Jane Doe",)), is_right(None, ("Jane Doe",)), is_right(None, ("-",))
    (True, False, True)
    """
    if answer is None:
        return OPEN in gold
    words = _words(answer)
    return any(words <= _words(name) or _words(name) <= words for name in gold if name != OPEN)


def _words(name: str) -> set[str]:
    return set(key_of(name).split()) - LITTLE_WORDS


def _names(places: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The answers in words: offsets point into the text, `=` opens a standing name."""
    return tuple(_name(place, text) for place in places)


def _name(place: str, text: str) -> str:
    if place == OPEN or place.startswith("="):
        return place.removeprefix("=")
    start, end = place.split(":")
    return text[int(start) : int(end)]


def _articles(data: Path) -> Iterator[tuple[str, str, str]]:
    """(name, text, day) of the articles of PolNeAR's training half."""
    for article in read_articles(data, "train"):
        yield article.name, article.text, article.name.split("_")[1]


def _incidents(data: Path) -> Iterator[tuple[str, str, str]]:
    """(name, text, day) of the articles on shootings."""
    for row in load_rows(data):
        yield f"incident:{row['id']}", row["text"], row["date"][:10]


if __name__ == "__main__":
    main()
