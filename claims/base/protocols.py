"""The seams: what a step may ask of a model, and how work is handed to whoever does it."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from claims.base.records import Record

Vectors = NDArray[np.float32]

RecordT = TypeVar("RecordT", bound=Record)
Given = TypeVar("Given", bound=Record)
Made = TypeVar("Made", bound=Record)


def no_vectors() -> Vectors:
    """Shape (0, 0): the vectors of no claims."""
    return np.zeros((0, 0), dtype=np.float32)


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    name: str

    def encode(self, texts: Iterable[str]) -> Vectors:
        """Shape (n texts, n_dims), float32, rows of length 1."""


class Entailer(Protocol):
    """Natural language inference."""

    name: str  # with its weights: what bears one name gives the same answers

    def infer(self, pairs: Sequence[tuple[str, str]]) -> Vectors:
        """Shape (len(pairs), 3): entailment, neutral, contradiction; rows sum to 1. Not symmetric."""


class Memory(Protocol):
    """Keeps what was worked out once: an answer for each question."""

    def answers(self, questions: Sequence[bytes]) -> dict[bytes, bytes]:
        """Those that are kept, by question."""

    def save_answers(self, answers: Mapping[bytes, bytes]) -> None:
        """Keep them, as long as there is room."""


class Parser(Protocol):
    """Turns sentences into parsed spaCy documents with Universal Dependencies labels."""

    name: str

    def pipe(self, texts: Sequence[str]) -> Generator[Any, None, None]:
        """One `spacy.tokens.Doc` for each text, same order, one sentence each, as they come."""


class Judge(Protocol):
    """Weighs evidence, given as features by name, into calibrated probabilities."""

    name: str

    def rate_claims(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """For each pair of claims the probability that they are rivals on one question."""

    def rate_statements(self, rows: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
        """For each pair of statements the probabilities of contradiction, agreement and neutral."""


@dataclass(frozen=True)
class Parcel(Generic[RecordT]):
    """A record with the vectors that belong to it: all that travels between machines."""

    record: RecordT
    vectors: Vectors = field(default_factory=no_vectors)


@dataclass(frozen=True)
class Step(Generic[Given, Made]):
    """Work that may be done anywhere, on some parcels at a time."""

    name: str
    work: Callable[[Any, Sequence[Parcel[Given]]], Sequence[Parcel[Made]]]  # the models, the parcels
    given: type[Given]
    made: type[Made]
    at_once: int = 32  # parcels that are worked on together
    alone: int = 0  # parcels that are done by the time that other processes have loaded their models


class Executor(Protocol):
    """Does steps, here or on many machines; what comes out is the same."""

    is_spread: bool  # whether others can work meanwhile

    def map(self, step: Step[Given, Made], parcels: Iterable[Parcel[Given]]) -> Iterator[Parcel[Made]]:
        """What the step makes of each parcel: one for one, in order, however many are given at once."""
