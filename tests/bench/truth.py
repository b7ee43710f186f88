"""Which sentences are known to contradict each other, and which of them a pipeline has put side by side.

A row is as `claims.training.corpora` has it, with an `id`: two sides, each an article and words that its
sentence holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.base.records import Claim, Document
from claims.training.corpora import is_hit

Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A sentence of a document, where there is no claim."""

    document: str
    sentence: str


@dataclass(frozen=True)
class Couple:
    """Two claims or sentences."""

    left: Claim | Told
    right: Claim | Told


class Truth:
    """The rows, found by the articles that they are about."""

    def __init__(self, rows: Sequence[Row], documents: Iterable[Document]) -> None:
        self._names = {document.id: name_of(document) for document in documents}
        ids = {name: document for document, name in self._names.items()}
        self._rows: Mapping[frozenset[str], list[Row]] = defaultdict(list)
        for row in rows:
            self._rows[articles_of(row)].append(row)
        known = (articles for articles in self._rows if articles <= ids.keys())
        self.documents = {frozenset(ids[name] for name in articles) for articles in known}  # of a row each

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))

    def ids_of(self, left: Claim | Told, right: Claim | Told) -> set[str]:
        """Ids of the rows whose two sides these are."""
        articles = frozenset((self._names[left.document], self._names[right.document]))
        rows: Sequence[Row] = self._rows.get(articles, ())
        return {row["id"] for row in rows if is_hit(Couple(left, right), row, self._names)}

    def among(self, pairs: Iterable[tuple[Claim | Told, Claim | Told]]) -> list[str]:
        """Ids of the rows that any of the pairs is, in order."""
        return sorted({name for pair in pairs for name in self.ids_of(*pair)})


def articles_of(row: Row) -> frozenset[str]:
    """The articles of two sentences."""
    return frozenset((row["left"]["file"], row["right"]["file"]))


def name_of(document: Document) -> str:
    """What the truth calls the article that a document was read from: its id, or folder and file."""
    _, mark, name = document.source.rpartition("#")
    return name if mark else "/".join(Path(document.source).parts[-2:])
