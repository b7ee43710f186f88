"""Frames: the claims at hand, what the ledger knows around them, and all that is found in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from claims.base.protocols import Vectors
from claims.base.records import Agreement, Claim, Contradiction, Topic
from claims.rules.digests import Digest


@dataclass(frozen=True)
class Background:
    """Of a ledger that is small enough to be at hand as a whole, nothing."""

    digests: Mapping[str, Digest] = field(default_factory=dict)  # of documents whose findings stand
    nearest: Mapping[str, Sequence[str]] = field(default_factory=dict)  # fresh claim -> claims that stand
    holders: Mapping[str, int] = field(default_factory=dict)  # name -> documents of the ledger that hold it
    documents: int = 0  # in the ledger


NOTHING = Background()


def place_of(claim: Claim) -> tuple[date, str, int, int, str]:
    """Where a claim stands among all: by date, document and place in the text."""
    return claim.published or date.max, claim.document, claim.start, claim.end, claim.id


@dataclass(frozen=True)
class Frame:
    """The claims at hand: those of fresh documents, to be compared, and those that stand near them."""

    claims: Sequence[Claim]
    vectors: Vectors  # row i belongs to `claims[i]`
    fresh: frozenset[str]  # documents, those without a claim included
    background: Background = NOTHING
    settled: int = 0  # claims of the ledger that were settled when this was read


@dataclass(frozen=True)
class Findings:
    """Everything that follows from a frame."""

    claims: Sequence[Claim]  # of the fresh documents, with topics, incidents and origins
    topics: Sequence[Topic]  # that are new or larger
    contradictions: Sequence[Contradiction]
    agreements: Sequence[Agreement]
    origins: Mapping[str, str] = field(default_factory=dict)  # document -> first to publish its words
    digests: Mapping[str, Digest] = field(default_factory=dict)  # of fresh documents that were not replaced
    keys: Mapping[str, set[str]] = field(default_factory=dict)  # what these documents are found by
