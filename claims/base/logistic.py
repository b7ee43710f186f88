"""What logistic regressions need to be heard again from their coefficients: no library is loaded for it."""

import math
from collections.abc import Mapping


def log_odds(intercept: float, weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Intercept and weighted features; a feature without a weight counts nothing, in whatever order."""
    terms = (weights.get(name, 0.0) * value for name, value in features.items())
    return math.fsum((intercept, *terms))


def share(odds: float) -> float:
    """The probability with these log odds.

    >>> share(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-odds))
