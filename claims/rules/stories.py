"""Are two documents of one story? What a claim leaves open, the documents around it tell.

"Nine workers died" and "the number of dead is now 17" name nothing; the two articles that hold them name
one factory, its owner and its town. Told from the names and places that both documents hold, the rarer the
more, from how alike they read, and from when they were printed. On articles on shootings that were printed
within a month 0.83 of the pairs of one are found, and of a thousand pairs of two five are taken for one
(a ledger of 2,800; of 100 articles 0.97, and two). That four names are shared, however common, as it was
told before, took 32 of a thousand. Where most documents are of stories of their own that is still too many:
of 1,000 articles with 91 pairs on one incident 317 pairs were taken for one story, 58 of them rightly. So
the rarest names must weigh more there, and a fifth of the names of the one be in the other too: 110 pairs, 55
rightly (the sample that it was chosen on).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property

from claims.base.records import Claim
from claims.language.names import key_of
from claims.rules.digests import Digest
from claims.rules.frames import NOTHING, Background
from claims.rules.likeness import load_model

IN_PRINT = timedelta(days=30)  # how far apart two reports of one story are printed ...
LONG = timedelta(days=120)  # ... and where more speaks for it
ONE, SURELY = 17.5, 22.5  # weight of the rarest names in common, and of likeness, that makes one story
FEW, GROWTH = 7.5, 1.6  # where there are few documents, mostly of one story, less will do
RAREST = 3  # names that count
SHARED = 0.2  # least share of the names of the document with fewer that both hold, where there are many
ALIKE = 5.0  # weight of a cosine of 1 between two documents
NEWS = 2000  # documents of the news that the ledger's are counted among
MANY = 600  # names beyond which a document collects many stories, and shares rare names with any by chance
MOST = 60  # documents that hold a name by which documents are set beside each other


class Stories:
    """The documents at hand by what they name; pairs are worked out when asked for."""

    def __init__(
        self, claims: Sequence[Claim], digests: Mapping[str, Digest], background: Background = NOTHING
    ) -> None:
        self._rows: dict[str, list[int]] = defaultdict(list)
        for row, claim in enumerate(claims):
            self._rows[claim.document].append(row)
        self._digests, self._background = digests, background
        self._common = load_model().common
        self._weights: dict[str, float] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def are_one(self, left: str, right: str) -> bool:
        """Whether two documents are of one story."""
        if left == right:
            return True
        key = (left, right) if left < right else (right, left)
        if key not in self._known:
            self._known[key] = self._compare(*(self._digests[name] for name in key))
        return self._known[key]

    def _compare(self, left: Digest, right: Digest) -> bool:
        apart = LONG  # an undated text may be of any year
        if left.published is not None and right.published is not None:
            apart = abs(left.published - right.published)
        shared = left.names & right.names
        fewer, more = sorted((len(left.names), len(right.names)))
        least = SHARED * fewer * (self._one - FEW) / (ONE - FEW)
        if apart > LONG or more > MANY or len(shared) < max(least, 1):
            return False
        rarest = sorted((self._weight(name) for name in shared), reverse=True)[:RAREST]
        weight = sum(rarest) + ALIKE * float(left.centre @ right.centre)
        return weight >= self._one * (1 if apart <= IN_PRINT else SURELY / ONE)

    @cached_property
    def _one(self) -> float:
        """What it takes to be one story: the more documents, the likelier that two share names by chance."""
        return min(FEW + GROWTH * math.log(max(self._n_documents, 1)), ONE)

    @property
    def _n_documents(self) -> int:
        return max(self._background.documents, len(self._digests))

    def _weight(self, name: str) -> float:
        """How few documents, of the ledger and of the news, hold a name: log of the inverse share."""
        if name not in self._weights:
            common = min((self._common.get(word, 0.0) for word in key_of(name).split()), default=0.0)
            holders = NEWS * common + 1 + self._holders[name]
            self._weights[name] = math.log((NEWS + self._n_documents) / holders)
        return self._weights[name]

    @cached_property
    def couples(self) -> list[tuple[list[int], list[int]]]:
        """The rows of the claims of each two documents of one story that do not both stand, in order."""
        holding: dict[str, list[str]] = defaultdict(list)
        for document in sorted(self._rows):
            for name in self._digests[document].names:
                holding[name].append(document)
        standing = self._background.digests
        near = {
            (min(one, other), max(one, other))
            for name, documents in holding.items()
            if self._holders[name] <= MOST
            for one in documents
            if one not in standing
            for other in documents
            if one != other
        }
        return [
            (self._rows[one], self._rows[other]) for one, other in sorted(near) if self.are_one(one, other)
        ]

    @cached_property
    def _holders(self) -> Counter[str]:
        counts = Counter(name for digest in self._digests.values() for name in digest.names)
        return Counter({name: self._background.holders.get(name, count) for name, count in counts.items()})
