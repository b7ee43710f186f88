"""Reads PolNeAR: news articles in which people marked who says what (Newell et al. 2018).

The archive holds `{train,dev}/text/*.txt` and, for each, brat standoff files of one or more
annotators; where there are several, the first by name counts. A span may have gaps. An attribution
has a cue and a content, and mostly a source; spans marked `Discard` belong to none.
"""

import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ARCHIVE = "polnear_train_dev.tar.gz"
SPAN = re.compile(r"^(T\d+)\t\w+ ([\d ;]+)", re.MULTILINE)
EVENT = re.compile(r"^E\d+\t(.*)$", re.MULTILINE)
PARTS = ("source", "cue", "content")
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Attribution:
    """Who (`source`) says (`cue`) what (`content`): spans of the text, each empty if not marked."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Article:
    """A text with its attributions, in reading order of their cues."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def read_articles(data: Path, part: str) -> list[Article]:
    """The articles of a part (`train` or `dev`), by name.

    Args:
        data: the folder that holds the archive.
        part: of the corpus.
    """
    texts: dict[str, str] = {}
    notes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, content in read_members(data / ARCHIVE):
        if part not in path.parts:
            continue
        if path.suffix == ".txt":
            texts[path.stem] = content
        elif path.suffix == ".ann":
            notes[path.stem.rpartition("_")[0]].append((path.stem, content))
    return [
        Article(name, text, read_attributions(min(notes[name])[1])) for name, text in sorted(texts.items())
    ]


def read_members(archive: Path) -> Iterator[tuple[PurePosixPath, str]]:
    """Path and text of each file of an archive; line ends stay as they are, offsets count on them."""
    with tarfile.open(archive) as tar:
        for member in tar:
            stream = tar.extractfile(member)
            if stream is not None and member.name.endswith((".txt", ".ann")):
                yield PurePosixPath(member.name), stream.read().decode("utf-8")


def read_attributions(notes: str) -> tuple[Attribution, ...]:
    """The attributions of one brat file, by their cues; what lacks a cue or a content is left out."""
    spans = {found[1]: read_spans(found[2]) for found in SPAN.finditer(notes)}
    rows = []
    for event in EVENT.finditer(notes):
        parts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for argument in event[1].split():
            role, _, span = argument.partition(":")
            parts[role.rstrip("0123456789").lower()] += spans.get(span, ())
        row = Attribution(*(tuple(sorted(parts[part])) for part in PARTS))
        if row.cue and row.content:
            rows.append(row)
    return tuple(sorted(rows, key=lambda row: row.cue))


def read_spans(offsets: str) -> Spans:
    """Spans as brat writes them.

    >>> read_spans("3 9;12 20")
    ((3, 9), (12, 20))
    """
    return tuple((int(start), int(end)) for start, end in (pair.split() for pair in offsets.split(";")))
