"""Evidence -> calibrated probabilities: logistic regressions whose coefficients are kept as JSON.

Two questions, two scales: would a careful reader call two claims of a ledger rivals on one question,
and do two statements that somebody puts side by side contradict, agree or neither? How they were
fitted and how far they can be believed stands in the card beside the coefficients.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from claims.base.errors import ModelError
from claims.base.logistic import log_odds, share
from claims.models.onnx import WEIGHTS

FOLDER = WEIGHTS / "judge"
LABELS = ("contradiction", "agreement", "neutral")

Features = Mapping[str, float]


class ShippedJudge:
    """The judge that comes with the package."""

    name = "claims-judge"

    def __init__(self, folder: Path = FOLDER) -> None:
        self._path = folder / "judge.json"

    def rate_claims(self, rows: Sequence[Features]) -> list[float]:
        """For each pair of claims the probability that they are rivals on one question."""
        scale = self._table["claims"]
        return [round(share(total(scale, row)), 4) for row in rows]

    def rate_statements(self, rows: Sequence[Features]) -> list[dict[str, float]]:
        """For each pair of statements the probability of each label; they sum to 1."""
        scales = self._table["statements"]
        return [softmax({label: total(scales[label], row) for label in LABELS}) for row in rows]

    @cached_property
    def _table(self) -> dict[str, Any]:
        try:
            table: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"judge `{self._path}` cannot be read", hint="install the package again"
            ) from error
        return table


def total(scale: Mapping[str, Any], features: Features) -> float:
    """The log odds of a row on a scale."""
    return log_odds(scale["intercept"], scale["weights"], features)


def softmax(scores: Mapping[str, float]) -> dict[str, float]:
    """Shares that sum to 1.

    >>> softmax({"a": 0.0, "b": 0.0})
    {'a': 0.5, 'b': 0.5}
    """
    top = max(scores.values())
    powers = {label: math.exp(score - top) for label, score in scores.items()}
    whole = math.fsum(powers.values())
    return {label: round(power / whole, 4) for label, power in powers.items()}
