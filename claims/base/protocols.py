"""The seams: what a step may ask of a model, and nothing more."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


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
