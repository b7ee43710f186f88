"""What a ledger knows around the claims at hand: what stands already, and how common names are in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from claims.rules.digests import Digest


@dataclass(frozen=True)
class Background:
    """Of a ledger that is small enough to be at hand as a whole, nothing."""

    digests: Mapping[str, Digest] = field(default_factory=dict)  # of documents whose findings stand
    holders: Mapping[str, int] = field(default_factory=dict)  # name -> documents of the ledger that hold it
    documents: int = 0  # in the ledger


NOTHING = Background()
