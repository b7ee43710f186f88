"""The articles that are measured with: written by `bench.articles`, real ones, or those of the tests."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain, groupby
from pathlib import Path

from bench.articles import SIDES, Article, contradictions, write_articles
from bench.truth import Row, articles_of
from claims.training.corpora import CORPORA, EXPECTED

REAL = "incidents_dev.jsonl.gz"
MORE = 6  # articles kept back, each on an incident that others tell of: to be added one by one
SMALLEST = 3  # articles of an incident, so that one can be kept back


@dataclass(frozen=True)
class Corpus:
    """Articles, and which sentences of them contradict each other.

    `rows` and `more` are what `claims add` reads of JSON Lines; `truth` is as `claims.training.corpora`
    has it, None where nobody knows.
    """

    rows: list[Row]
    more: list[Row]
    truth: list[Row] | None


def load_corpus(size: int, data: Path | None) -> Corpus:
    """So many articles in whole incidents, the first of an order that never changes."""
    return take(real_incidents(data), size) if data else take(made_incidents(), size)


def made_incidents() -> Iterator[tuple[list[Row], list[Row]]]:
    """Incidents as articles and contradictions."""
    for articles in write_articles():
        yield [as_row(article) for article in articles], list(contradictions(articles))


def as_row(article: Article) -> Row:
    """The article as a line of JSON Lines."""
    return {name: value for name, value in asdict(article).items() if name != "told"}


def real_incidents(data: Path) -> Iterator[tuple[list[Row], None]]:
    """The incidents of `incidents_dev`, shuffled once and for all."""
    with gzip.open(data / REAL, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows.sort(key=lambda row: (row["incident"], row["id"]))
    incidents = [list(group) for _, group in groupby(rows, key=lambda row: row["incident"])]
    random.Random(0).shuffle(incidents)
    names = {"id": "id", "text": "text", "title": "title", "published": "date", "url": "uri"}
    for group in incidents:
        yield [{ours: row[theirs] for ours, theirs in names.items()} for row in group], None


def take(incidents: Iterator[tuple[list[Row], list[Row] | None]], size: int) -> Corpus:
    """The first `size` articles, some kept back."""
    rows: list[Row] = []
    more: list[Row] = []
    truths: list[list[Row] | None] = []
    for articles, truth in incidents:
        if len(rows) >= size:
            break
        if len(articles) >= SMALLEST and len(more) < MORE:
            more.append(articles.pop())
        rows += articles[: size - len(rows)]
        truths.append(truth)
    names = {row["id"] for row in rows}
    known = None if None in truths else [row for row in chain(*truths) if articles_of(row) <= names]
    return Corpus(rows, more, known)


def written_by_hand() -> tuple[list[str], list[Row]]:
    """The files of the collections that the tests read, and what a reader expects to be flagged in them."""
    sources, truth = [], []
    for folder in sorted(path.parent for path in CORPORA.glob(f"*/{EXPECTED}")):
        sources += [str(path) for path in sorted(folder.iterdir()) if path.name != EXPECTED]
        expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
        for number, row in enumerate(expected["contradictions"]):
            sides = {side: dict(row[side], file=f"{folder.name}/{row[side]['file']}") for side in SIDES}
            truth.append(dict(row, id=f"{folder.name} {number}", **sides))
    return sources, truth


def write_rows(rows: list[Row], path: Path) -> str:
    """The path, with the rows in it as JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)
