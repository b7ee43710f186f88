"""Are two documents of one story? What a claim leaves open, the documents around it tell.

"Nine workers died" and "the number of dead is now 17" name nothing; the two articles that hold them name
one factory, its owner and its town. Told from names and places that both documents hold, how alike they
read, and when they were printed. On articles of one shooting that were printed within a month (even half
of the labelled ones) 0.8 of the pairs are found, and of 20,000 pairs of two shootings printed at one time
0.7 in a hundred are taken for one.
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
from claims.rules.background import NOTHING, Background
from claims.rules.pairs import countries

IN_PRINT = timedelta(days=30)  # how far apart two reports of one story are printed ...
LONG = timedelta(days=120)  # ... and where they share NAMES that few others hold
# cosine of two documents (mean of their claims) that makes them one story, by the rare names that they share
ALIKE = {1: 0.6, 2: 0.4, 3: 0.0}
RARE = 6  # documents of the ledger that hold a name, at most
MOST = 60  # documents that hold a name by which documents are set beside each other
NAMES = 4  # in common, rare or not, that single out a story however it is told
CAPITAL = re.compile(r"(?<=[\w,;)] )[A-Z][\w'-]{2,}")
DATES = frozenset({*day_name, *month_name})


class Stories:
    """The documents of a ledger by what they name; pairs are worked out when asked for."""

    def __init__(self, claims: Sequence[Claim], vectors: Vectors, background: Background = NOTHING) -> None:
        self._rows: dict[str, list[int]] = defaultdict(list)
        for row, claim in enumerate(claims):
            self._rows[claim.document].append(row)
        self._claims, self._vectors, self._background = claims, vectors, background
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
        shared = self._named[left.document] & self._named[right.document]
        rare = sum(self._holders[name] <= RARE for name in shared)
        if abs(left.published - right.published) > (LONG if rare >= NAMES else IN_PRINT):
            return False
        if len(shared) >= NAMES or not rare:
            return len(shared) >= NAMES
        alike = float(self._centre(left.document) @ self._centre(right.document))
        return alike >= ALIKE[min(rare, max(ALIKE))]

    def couples(self) -> Iterator[tuple[list[int], list[int]]]:
        """The rows of the claims of each two documents of one story, in order."""
        holding: dict[str, list[str]] = defaultdict(list)
        for document, names in sorted(self._named.items()):
            for name in names:
                holding[name].append(document)
        groups = (documents for name, documents in holding.items() if self._holders[name] <= MOST)
        near = {couple for documents in groups for couple in combinations(documents, 2)}
        for one, other in sorted(near):
            left, right = self._rows[one], self._rows[other]
            if self.are_one(self._claims[left[0]], self._claims[right[0]]):
                yield left, right

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        return {
            document: {name for row in rows for name in named_in(self._claims[row])} - countries()
            for document, rows in self._rows.items()
        }

    @cached_property
    def _holders(self) -> Counter[str]:
        counts = Counter(name for names in self._named.values() for name in names)
        return Counter({name: self._background.holders.get(name, count) for name, count in counts.items()})

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
