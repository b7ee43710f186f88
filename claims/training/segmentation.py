"""Measures where sentences are cut and what is taken for news, on text that nobody here wrote.

    python -m claims.training.segmentation DATA

*Boundaries*: the paragraphs of UD English EWT are put together again from their sentences, and cut anew;
a boundary is where a sentence begins inside a paragraph. Its authors often write without full stops and
capital letters (e-mail, questions and answers), where nothing shows the boundary, so the recall of those
behind a full stop, a question mark or an exclamation mark is given apart. What is said in one short
quotation stays one sentence here and not there, by design. The development split was read for errors, the
test split was not.

*Read by hand*: `segmentation_read.csv` holds what a reader made of samples of 200, by document and offset,
without text: claims of 200 shooting reports and 50 political ones, before and after notices, captions and
labels were told apart (`news`, or what it should not have been read from); the same for `unseen` articles,
for which no pattern was written; and what is left out as no running text, titles (`heading`) among it.

*Headlines.* Read as they stand, with capitals taken from the words of the article, 66 % of the claims of
120 headlines were right (65 of 98): headlines leave out verbs and articles, so that parts go to the wrong
subject, and "Police: two die" loses its speaker. Held to one finite verb with a subject and to no colon, 82
% were right (36 of 44), and only 37 of 140 headlines gave one. Now a headline is first made the sentence
that it is short for (`claims/language/headlines.py`), its speaker read off colons and commas, and what is
unclear is left: of the claims of 300 headlines, half of shooting reports, half of political articles, 95 %
were right (120 of 126: 75 of 81 and 45 of 45), by text, speaker, stance and figures; times and places,
which come from the article, were not judged. Of a sample of the same size before it, 94 % (122 of 130); the
causes of its errors were removed before the second was drawn, those of the second after it was read, and it
was not read again. What the article says again in much the same words and figures is left out: of the 31
that remain 90 % were right (28: 16 of 19 and 12 of 12), since what is misread is seldom said again. 115 of
the 300 headlines gave a claim; the others ask, explain or list, or leave open what they mean. Documents are
given by the first letters of the SHA-256 of their name.
"""

import argparse
import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from claims.language.sentences import split_paragraph
from claims.training.incidents import share

SPLITS = {"dev": "en_ewt-ud-dev.conllu.gz", "test": "en_ewt-ud-test.conllu.gz"}
STOPS = ".!?\u2026"
CLOSING = "\"'\u201d\u2019)] "


@dataclass
class Paragraph:
    """One paragraph of the treebank: its text, and where its sentences but the first begin."""

    genre: str
    text: str = ""
    begins: set[int] = field(default_factory=set)
    has_space: bool = True  # whether white space follows what was added last


def read_paragraphs(lines: Iterable[str]) -> Iterator[Paragraph]:
    """The paragraphs of a CoNLL-U file, joined by the white space that it records."""
    paragraph = Paragraph("")
    identity = ""
    for line in lines:
        if line.startswith(("# newdoc", "# newpar")):
            if paragraph.text:
                yield paragraph
            paragraph = Paragraph("")
        elif line.startswith("# sent_id = "):
            identity = line.removeprefix("# sent_id = ")
        elif line.startswith("# text = "):
            _add_sentence(paragraph, identity.split("-")[0], line.removeprefix("# text = ").rstrip("\n"))
        elif line[:1].isdigit():
            paragraph.has_space = "SpaceAfter=No" not in line.rsplit("\t", 1)[-1]
    if paragraph.text:
        yield paragraph


def _add_sentence(paragraph: Paragraph, genre: str, sentence: str) -> None:
    paragraph.genre = genre
    if paragraph.text:
        paragraph.text += " " * paragraph.has_space
        paragraph.begins.add(len(paragraph.text))
    paragraph.text += sentence


def score_boundaries(paragraphs: Iterable[Paragraph]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of the boundaries, by genre and for all; and the recall behind a stop."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for paragraph in paragraphs:
        found = {start for start, _ in split_paragraph(paragraph.text)[1:]}
        stopped = {at for at in paragraph.begins if paragraph.text[:at].rstrip(CLOSING)[-1:] in STOPS}
        for name in (paragraph.genre, "all"):
            counts[name]["boundaries"] += len(paragraph.begins)
            counts[name]["found"] += len(found)
            counts[name]["right"] += len(found & paragraph.begins)
            counts[name]["stopped"] += len(stopped)
            counts[name]["stopped_right"] += len(stopped & found)
    return {name: _rates(counts[name]) for name in sorted(counts)}


def _rates(count: Counter[str]) -> dict[str, float]:
    return {
        "n": count["boundaries"],
        "precision": share(count["right"], count["found"]),
        "recall": share(count["right"], count["boundaries"]),
        "f1": share(2 * count["right"], count["found"] + count["boundaries"]),
        "n_after_stop": count["stopped"],
        "recall_after_stop": share(count["stopped_right"], count["stopped"]),
    }


def tally_readings(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, int]]:
    """How often a reader gave each label, by sample.

    >>> tally_readings([{"sample": "a", "label": "news"}, {"sample": "a", "label": "caption"}])
    {'a': {'caption': 1, 'n': 2, 'news': 1}}
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row["sample"]][row["label"]] += 1
    return {
        sample: dict(sorted({**labels, "n": labels.total()}.items()))
        for sample, labels in sorted(counts.items())
    }


def measure(data: Path) -> dict[str, Any]:
    """The figures: boundaries by split and genre, and what was read by hand."""
    boundaries = {}
    for split, name in SPLITS.items():
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            boundaries[split] = score_boundaries(read_paragraphs(lines))
    labels = files("claims.training").joinpath("segmentation_read.csv").read_text("utf-8")
    return {"boundaries": boundaries, "read_by_hand": tally_readings(csv.DictReader(labels.splitlines()))}


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with the treebank")
    print(json.dumps(measure(parser.parse_args().data), indent=2))


if __name__ == "__main__":
    main()
