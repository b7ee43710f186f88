"""Claims of a document -> its digest: what grouping asks of a document that is set beside another.

A digest is worked out once and kept in the ledger, so that a new article is set beside those that stand
without reading them again.
"""

import re
from calendar import day_name, month_name
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
from pydantic import TypeAdapter

from claims.base.protocols import Vectors
from claims.base.records import Claim
from claims.language.names import key_of
from claims.rules.accounts import Account, Packed, accounts_of_document, words_of_name
from claims.rules.pairs import countries
from claims.rules.questions import question_keys

CAPITAL = re.compile(r"(?<=[\w,;)] )[A-Z][\w'-]{2,}")
DATES = frozenset({*day_name, *month_name})


@dataclass(frozen=True)
class Digest:
    """What a document names and tells."""

    document: str
    published: date | None
    names: frozenset[str]  # as written, countries aside
    centre: Packed  # mean of the vectors of its claims, of length 1
    accounts: tuple[Account, ...]
    homes: Mapping[str, str] = field(default_factory=dict)  # mention -> incident, once that stands

    def to_json(self) -> str:
        """The digest as text; vectors in half precision."""
        return _DIGEST.dump_json(self).decode("utf-8")

    @classmethod
    def from_json(cls, text: str) -> "Digest":
        """The digest that `to_json` wrote."""
        return _DIGEST.validate_json(text)


_DIGEST = TypeAdapter(Digest)


def read_digests(claims: Sequence[Claim], vectors: Vectors) -> dict[str, Digest]:
    """The digest of every document, whatever the order of the claims; the rows of `vectors` are theirs."""
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row in sorted(
        range(len(claims)), key=lambda row: (claims[row].start, claims[row].end, claims[row].id)
    ):
        rows_of[claims[row].document].append(row)
    return {document: _digest(claims, vectors, rows) for document, rows in rows_of.items()}


def _digest(claims: Sequence[Claim], vectors: Vectors, rows: Sequence[int]) -> Digest:
    first, centre = claims[rows[0]], vectors[rows].mean(axis=0)
    length = float(np.linalg.norm(centre))
    return Digest(
        first.document,
        first.published,
        frozenset(name for row in rows for name in named_in(claims[row])) - countries(),
        np.round(centre / length, 4) if length else centre,
        tuple(accounts_of_document(claims, vectors, rows)),
    )


def stand(digests: Mapping[str, Digest], claims: Iterable[Claim]) -> dict[str, Digest]:
    """The digests with the incidents that their documents' claims are of now."""
    homes: dict[str, dict[str, str]] = defaultdict(dict)
    for claim in claims:
        if claim.mention is not None and claim.incident is not None:
            homes[claim.document][claim.mention] = claim.incident
    return {name: replace(digest, homes=homes[name]) for name, digest in digests.items()}


def all_accounts(digests: Iterable[Digest]) -> list[Account]:
    """What all of them tell, by date and id."""
    found = [account for digest in digests for account in digest.accounts]
    return sorted(found, key=lambda account: (account.published or date.max, account.id))


def find_keys(claims: Iterable[Claim]) -> set[str]:
    """All under which the document of these claims is found by others: names in every form, slots."""
    keys: set[str] = set()
    for claim in claims:
        keys |= named_in(claim)
        keys |= {" ".join(("=", *key)) for key in question_keys(claim)}
        for name in (*claim.names, *claim.places):
            keys |= {key_of(name), *words_of_name(key_of(name))}
    return keys - countries()


def find_all_keys(claims: Iterable[Claim], documents: Container[str]) -> dict[str, set[str]]:
    """The keys of each of the documents that has claims here."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.document in documents:
            told[claim.document].append(claim)
    return {document: find_keys(mine) for document, mine in told.items()}


def named_in(claim: Claim) -> set[str]:
    """What a claim names, and the words with a capital inside its sentence.

    >>> sorted(words_with_capitals("The ferry Sea Star left Cebu on Monday."))
    ['Cebu', 'Sea', 'Star']
    """
    return {*claim.names, *claim.places, *words_with_capitals(claim.sentence)}


def words_with_capitals(sentence: str) -> set[str]:
    """Words with a capital that do not begin the sentence, days and months aside."""
    return set(CAPITAL.findall(sentence)) - DATES
