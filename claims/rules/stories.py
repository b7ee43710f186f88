"""Are two documents of one story? What a claim leaves open, the documents around it tell.

"Nine workers died" and "the number of dead is now 17" name nothing; the two articles that hold them name
one factory, its owner and its town. Told from names and places that both documents hold, how alike they
read, and when they were printed. On articles of one shooting that were printed within a month (even half
of the labelled ones) 0.8 of the pairs are found, and of 20,000 pairs of two shootings printed at one time
0.7 in a hundred are taken for one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from itertools import combinations

from claims.base.records import Claim
from claims.rules.digests import Digest
from claims.rules.frames import NOTHING, Background

IN_PRINT = timedelta(days=30)  # how far apart two reports of one story are printed ...
LONG = timedelta(days=120)  # ... and where they share NAMES that few others hold
# cosine of two documents (mean of their claims) that makes them one story, by the rare names that they share
ALIKE = {1: 0.6, 2: 0.4, 3: 0.0}
RARE = 6  # documents of the ledger that hold a name, at most
MOST = 60  # documents that hold a name by which documents are set beside each other
NAMES = 4  # in common, rare or not, that single out a story however it is told


class Stories:
    """The documents at hand by what they name; pairs are worked out when asked for."""

    def __init__(
        self, claims: Sequence[Claim], digests: Mapping[str, Digest], background: Background = NOTHING
    ) -> None:
        self._rows: dict[str, list[int]] = defaultdict(list)
        for row, claim in enumerate(claims):
            self._rows[claim.document].append(row)
        self._digests, self._background = digests, background
        self._known: dict[tuple[str, str], bool] = {}

    def are_one(self, left: str, right: str) -> bool:
        """Whether two documents are of one story."""
        if left == right:
            return True
        key = min(left, right), max(left, right)
        if key not in self._known:
            self._known[key] = self._compare(*(self._digests[name] for name in key))
        return self._known[key]

    def _compare(self, left: Digest, right: Digest) -> bool:
        if left.published is None or right.published is None:
            return False  # an undated text may be of any year
        shared = left.names & right.names
        rare = sum(self._holders[name] <= RARE for name in shared)
        if abs(left.published - right.published) > (LONG if rare >= NAMES else IN_PRINT):
            return False
        if len(shared) >= NAMES or not rare:
            return len(shared) >= NAMES
        return float(left.centre @ right.centre) >= ALIKE[min(rare, max(ALIKE))]

    def couples(self) -> Iterator[tuple[list[int], list[int]]]:
        """The rows of the claims of each two documents of one story that do not both stand, in order."""
        holding: dict[str, list[str]] = defaultdict(list)
        for document in sorted(self._rows):
            for name in self._digests[document].names:
                holding[name].append(document)
        standing = self._background.digests
        near = {
            couple
            for name, documents in holding.items()
            if self._holders[name] <= MOST
            for couple in combinations(documents, 2)
            if not (couple[0] in standing and couple[1] in standing)
        }
        for one, other in sorted(near):
            if self.are_one(one, other):
                yield self._rows[one], self._rows[other]

    @cached_property
    def _holders(self) -> Counter[str]:
        counts = Counter(name for digest in self._digests.values() for name in digest.names)
        return Counter({name: self._background.holders.get(name, count) for name, count in counts.items()})
