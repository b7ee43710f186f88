"""Are two documents of one story? What a claim leaves open, the documents around it tell.

"Nine workers died" and "the number of dead is now 17" name nothing; the two articles that hold them name
one factory, its owner and its town. Told from names and places that both documents hold, how alike they
read, and when they were printed. On articles of one shooting that were printed within a month (even half
of the labelled ones) 0.8 of the pairs are found, and of 20,000 pairs of two shootings printed at one time
0.8 in a hundred are taken for one.
"""

import re
from calendar import day_name, month_name
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cached_property
from itertools import combinations

import numpy as np

from claims.base.protocols import Vectors
from claims.base.records import Claim
from claims.rules.pairs import countries

IN_PRINT = timedelta(days=30)  # how far apart two reports of one story are printed
# cosine of two documents (mean of their claims) that makes them one story, by the names that they share
ALIKE = {1: 0.8, 2: 0.65, 3: 0.5}
COMMON = 0.02  # share of documents from which on a name singles out nothing in a ledger ...
CAPITAL = re.compile(r"(?<=[\w,;)] )[A-Z][\w'-]{2,}")
DATES = frozenset({*day_name, *month_name})
MANY = 20  # ... that has at least so many documents that hold it


class Stories:
    """The documents of a ledger by what they name; pairs are worked out when asked for."""

    def __init__(self, claims: Sequence[Claim], vectors: Vectors) -> None:
        self._rows: dict[str, list[int]] = defaultdict(list)
        for row, claim in enumerate(claims):
            self._rows[claim.document].append(row)
        self._claims, self._vectors = claims, vectors
        self._centres: dict[str, Vectors] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def are_one(self, left: Claim, right: Claim) -> bool:
        """Whether two claims stand in documents of one story; those of one document do."""
        if left.document == right.document:
            return True
        key = min(left.document, right.document), max(left.document, right.document)
        if key not in self._known:
            self._known[key] = self._compare(left, right)
        return self._known[key]

    def _compare(self, left: Claim, right: Claim) -> bool:
        if left.published is None or right.published is None:
            return False  # an undated text may be of any year
        if abs(left.published - right.published) > IN_PRINT:
            return False
        shared = self._named[left.document] & self._named[right.document]
        if not shared or len(shared) > max(ALIKE):
            return bool(shared)
        return float(self._centre(left.document) @ self._centre(right.document)) >= ALIKE[len(shared)]

    def couples(self) -> Iterator[tuple[list[int], list[int]]]:
        """The rows of the claims of each two documents of one story, in order."""
        holders: dict[str, list[str]] = defaultdict(list)
        for document, names in sorted(self._named.items()):
            for name in names:
                holders[name].append(document)
        near = {couple for documents in holders.values() for couple in combinations(documents, 2)}
        for one, other in sorted(near):
            left, right = self._rows[one], self._rows[other]
            if self.are_one(self._claims[left[0]], self._claims[right[0]]):
                yield left, right

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        """What each document names, countries and what too many name aside."""
        named = {
            document: {name for row in rows for name in named_in(self._claims[row])} - countries()
            for document, rows in self._rows.items()
        }
        counts = Counter(name for names in named.values() for name in names)
        most = max(MANY, COMMON * len(named))
        return {
            document: {name for name in names if counts[name] <= most} for document, names in named.items()
        }

    def _centre(self, document: str) -> Vectors:
        if document not in self._centres:
            centre = self._vectors[self._rows[document]].mean(axis=0)
            length = float(np.linalg.norm(centre))
            self._centres[document] = np.round(centre / length, 4) if length else centre
        return self._centres[document]


def named_in(claim: Claim) -> set[str]:
    """What a claim names, and the words with a capital inside its sentence.

    >>> sorted(words_with_capitals("The ferry Sea Star left Cebu on Monday."))
    ['Cebu', 'Sea', 'Star']
    """
    return {*claim.names, *claim.places, *words_with_capitals(claim.sentence)}


def words_with_capitals(sentence: str) -> set[str]:
    """Words with a capital that do not begin the sentence, days and months aside."""
    return set(CAPITAL.findall(sentence)) - DATES
