"""Ledgers of a given size, made in a minute: run by `bench.processes`.

A hundred articles are read and compared for good; the rest of a ledger is what they say told anew of other
towns, by other people, in other years, in words somewhat like the first. Such a telling has the claims,
topics and findings of the first under ids of its own, a row in every table as if it had been read.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import count
from typing import Any, TypeVar

import numpy as np
from bench.articles import load_towns, load_words
from bench.processes import answer_with

from claims import collect, run
from claims.base.protocols import Vectors
from claims.base.records import Agreement, Claim, Contradiction, Document, Record, Topic, content_id
from claims.base.settings import Settings
from claims.store.ledger import Ledger

Row = TypeVar("Row", bound=Record)

LIKENESS = (
    0.7  # mean cosine of two tellings: as of real articles on shootings, some hundred claims then reach 0.6
)
TOPIC_TELLINGS = 8  # tellings that share their topics, so that topics grow with the ledger, if more slowly
MOMENT = "2026-01-01T00:00:00+00:00"
ID = re.compile(r'"[0-9a-f]{16}"')
DAY = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")


@dataclass(frozen=True)
class Telling:
    """Documents with all that is said and found in them; row i of `vectors` belongs to `claims[i]`."""

    documents: Sequence[Document]
    claims: Sequence[Claim]
    vectors: Vectors
    topics: Sequence[Topic]
    contradictions: Sequence[Contradiction]
    agreements: Sequence[Agreement]

    @cached_property
    def topic_ids(self) -> frozenset[str]:
        """What the topics are called."""
        return frozenset(topic.id for topic in self.topics)

    def first(self, most: int) -> "Telling":
        """As many of the documents as have so many claims, and what is left of the rest."""
        sizes = [sum(claim.document == document.id for claim in self.claims) for document in self.documents]
        kept = {row.id for row, total in zip(self.documents, np.cumsum(sizes), strict=True) if total <= most}
        rows = [row for row, claim in enumerate(self.claims) if claim.document in kept]
        names = {self.claims[row].id for row in rows}
        return Telling(
            [row for row in self.documents if row.id in kept],
            [self.claims[row] for row in rows],
            self.vectors[rows],
            [topic for topic in self.topics if names.intersection(topic.claims)],
            [row for row in self.contradictions if {row.left.id, row.right.id} <= names],
            [row for row in self.agreements if {row.left.id, row.right.id} <= names],
        )


def work(sources: list[str], ledgers: dict[str, int]) -> dict[str, Any]:
    """Makes the ledgers.

    Args:
        sources: what is read for good.
        ledgers: the claims that each is to hold, by its path.
    """
    tools = run.Tools(Settings())
    base = read(sources, tools)
    return {path: write(path, claims, base, tools.encoder.name) for path, claims in ledgers.items()}


def read(sources: list[str], tools: run.Tools) -> Telling:
    """What is really said and found in the sources."""
    documents = [row for row in collect.read_documents(sources, tools.settings) if isinstance(row, Document)]
    claims = tools.read(documents)
    vectors = tools.embed(claims)
    found = run.settle(claims, vectors, tools, moment=MOMENT)
    rows = {claim.id: row for row, claim in enumerate(claims)}
    order = [rows[claim.id] for claim in found.claims]
    return Telling(
        documents, found.claims, vectors[order], found.topics, found.contradictions, found.agreements
    )


def write(path: str, claims: int, base: Telling, model: str) -> dict[str, int]:
    """A ledger of about so many claims; what it holds."""
    tellings = list(tell(base, claims))
    with Ledger.open(path, create=True) as ledger:
        for telling in tellings:
            for document in telling.documents:
                rows = [row for row, claim in enumerate(telling.claims) if claim.document == document.id]
                mine = [telling.claims[row] for row in rows]
                ledger.save_document(document, mine, telling.vectors[rows], model=model)
        found = {
            "claims": [row for telling in tellings for row in telling.claims],
            "topics": joined(row for telling in tellings for row in telling.topics),
            "contradictions": [row for telling in tellings for row in telling.contradictions],
            "agreements": [row for telling in tellings for row in telling.agreements],
        }
        ledger.save_findings(**found, run=MOMENT)
    documents = sum(len(telling.documents) for telling in tellings)
    return {"documents": documents} | {name: len(rows) for name, rows in found.items()}


def tell(base: Telling, claims: int) -> Iterator[Telling]:
    """The first telling and as many more as make so many claims."""
    left = claims
    for number in count():
        telling = (retell(base, number) if number else base).first(left)
        if not telling.documents:
            return
        yield telling
        left -= len(telling.claims)


def retell(base: Telling, number: int) -> Telling:
    """The same of other towns and people, in later years."""
    change = partial(changed, names=new_names(base.documents, number), number=number, topics=base.topic_ids)
    return Telling(
        [change(row) for row in base.documents],
        [change(row) for row in base.claims],
        blurred(base.vectors, number),
        [change(row) for row in base.topics],
        [change(row) for row in base.contradictions],
        [change(row) for row in base.agreements],
    )


def changed(record: Row, *, names: "Names", number: int, topics: frozenset[str]) -> Row:
    """The record with other names, days and ids; as long as before, so that every span still holds."""
    text = record.model_dump_json()
    text = names.pattern.sub(lambda match: names.table[match[0]], text)
    text = DAY.sub(lambda match: later(match[0], weeks=5 * number), text)
    text = ID.sub(lambda match: f'"{new_id(match[0][1:-1], number, topics)}"', text)
    return type(record).model_validate_json(text)


def new_id(old: str, number: int, topics: frozenset[str]) -> str:
    """An id for this telling; several tellings share their topics."""
    if old in topics:
        number = number // TOPIC_TELLINGS
        return content_id(old, number) if number else old
    return content_id(old, number)


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


def joined(topics: Iterable[Topic]) -> list[Topic]:
    """One topic for each id, with the claims of all that share it."""
    found: dict[str, Topic] = {}
    for topic in topics:
        one = found.get(topic.id)
        found[topic.id] = topic if one is None else both(one, topic)
    return list(found.values())


def both(one: Topic, other: Topic) -> Topic:
    """The topic of both."""
    rows = {name: tuple(dict.fromkeys(getattr(one, name) + getattr(other, name))) for name in LISTS}
    counts = {name: getattr(one, name) + getattr(other, name) for name in ("contradictions", "agreements")}
    return one.model_copy(update=rows | counts)


LISTS = ("claims", "documents", "parties", "figures")


if __name__ == "__main__":
    answer_with(work)
