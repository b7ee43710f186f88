"""What a ledger knows around the claims at hand: what stands already, and how common names are in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Background:
    """Of a ledger that is small enough to be at hand as a whole, nothing."""

    standing: frozenset[str] = frozenset()  # documents at hand whose claims keep their topics and incidents
    homes: Mapping[str, str] = field(default_factory=dict)  # mention -> incident, of their claims
    holders: Mapping[str, int] = field(default_factory=dict)  # name -> documents of the ledger that hold it
    documents: int = 0  # of the ledger


NOTHING = Background()
