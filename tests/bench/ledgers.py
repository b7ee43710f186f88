"""Ledgers of a given size, made in minutes: run by `bench.processes`.

A hundred articles are read; the rest of a ledger is what they say told anew of other towns, by other people,
in later years, in words somewhat like the first. All of it is saved and compared by `claims.run` as if it had
been read, but for the cross-encoder, which takes most of the time and is not asked: the rules alone find what
is found.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import count
from typing import Any, TypeVar

import numpy as np

from bench.articles import load_towns, load_words
from bench.processes import answer_with
from claims import collect, judge, run
from claims.base.protocols import Vectors
from claims.base.records import Claim, Document, Record, content_id
from claims.base.settings import Settings
from claims.models.judge import ShippedJudge
from claims.rules import load_rules
from claims.store.ledger import Ledger

Row = TypeVar("Row", bound=Record)

LIKENESS = 0.7  # mean cosine of two tellings: as in real news, some hundred claims of 60,000 then reach 0.6
ID = re.compile(r'"[0-9a-f]{16}"')
DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")


class Silent:
    """A cross-encoder that leaves everything open."""

    name = "silent"

    def infer(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """Shape (len(pairs), 3): neutral."""
        return np.tile(np.array([0, 1, 0], dtype=np.float32), (len(pairs), 1))


class Tools(run.Tools):
    """The models, without the one that takes most of the time."""

    @cached_property
    def panel(self) -> judge.Panel:
        """The rules and the judge."""
        return judge.Panel(load_rules(), Silent(), ShippedJudge())


@dataclass(frozen=True)
class Telling:
    """Documents with their claims; row i of `vectors` belongs to `claims[i]`."""

    documents: Sequence[Document]
    claims: Sequence[Claim]
    vectors: Vectors

    def save(self, ledger: Ledger, most: int, model: str) -> int:
        """How many claims go into the ledger, document by document, until there would be more than `most`."""
        saved = 0
        for document in self.documents:
            rows = [row for row, claim in enumerate(self.claims) if claim.document == document.id]
            if saved + len(rows) > most:
                break
            mine = [self.claims[row] for row in rows]
            saved += len(rows) * ledger.save_document(document, mine, self.vectors[rows], model=model)
        return saved


def work(sources: list[str], ledgers: dict[str, int]) -> dict[str, Any]:
    """Makes the ledgers.

    Args:
        sources: what is read for good.
        ledgers: the claims that each is to hold at most, by its path.
    """
    tools = Tools(Settings())
    documents = [row for row in collect.read_documents(sources, tools.settings) if isinstance(row, Document)]
    claims = tools.read(documents)
    base = Telling(documents, claims, tools.embed(claims))
    return {path: write(path, most, base, tools) for path, most in ledgers.items()}


def write(path: str, most: int, base: Telling, tools: Tools) -> dict[str, int]:
    """A ledger of nearly so many claims; what it holds."""
    with Ledger.open(path, create=True) as ledger:
        for telling in tell(base):
            saved = telling.save(ledger, most, tools.encoder.name)
            most -= saved
            if saved < len(telling.claims):
                break
    run.add([], Settings(ledger=path), tools=tools)  # makes good what is saved and not compared
    with Ledger.open(path) as ledger:
        return {
            "documents": len(ledger.documents()),
            "claims": len(ledger.claims()),
            "topics": len(ledger.topics()),
            "contradictions": len(ledger.contradictions()),
        }


def tell(base: Telling) -> Iterator[Telling]:
    """The first telling, then others without end."""
    yield base
    for number in count(1):
        change = partial(changed, names=new_names(base.documents, number), number=number)
        documents = [change(row) for row in base.documents]
        apart = [row.model_copy(update={"source": f"{row.source}-{number}"}) for row in documents]
        yield Telling(apart, [change(row) for row in base.claims], blurred(base.vectors, number))


def changed(record: Row, *, names: "Names", number: int) -> Row:
    """The record with other names, days and ids; as long as before, so that every span still holds."""
    text = record.model_dump_json()
    text = names.pattern.sub(lambda match: names.table[match[0]], text)
    text = DAY.sub(lambda match: later(match[0], weeks=5 * number), text)
    text = ID.sub(lambda match: f'"{content_id(match[0], number)}"', text)
    return type(record).model_validate_json(text)


def later(day: str, *, weeks: int) -> str:
    """The day so many weeks on, so that it stays the weekday that the text names."""
    return (date.fromisoformat(day) + timedelta(weeks=weeks)).isoformat()


@dataclass(frozen=True)
class Names:
    """What is called otherwise in a telling."""

    table: Mapping[str, str]
    pattern: re.Pattern[str]


def new_names(documents: Sequence[Document], number: int) -> Names:
    """Another name of the same length for each town and person."""
    chance = random.Random(number)
    words = load_words()
    towns = {str(row.title).rpartition(" in ")[2] for row in documents}
    spare = [town for town, _, _ in load_towns()]
    table = {}
    for names, others in (
        (sorted(towns), spare),
        (words["first"], words["first"]),
        (words["last"], words["last"]),
    ):
        for name in names:
            table[name] = chance.choice([other for other in others if len(other) == len(name)] or [name])
    longest_first = sorted(table, key=len, reverse=True)
    return Names(table, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"))


def blurred(vectors: Vectors, number: int) -> Vectors:
    """Rows of length 1, each turned at random, so far that two tellings are LIKENESS alike."""
    noise = np.random.default_rng(number).standard_normal(vectors.shape).astype(np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    mixed = np.sqrt(LIKENESS) * vectors + np.sqrt(1 - LIKENESS) * noise
    rows: Vectors = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return rows


if __name__ == "__main__":
    answer_with(work)
