"""Says how far probabilities can be believed: Brier score, reliability, and what each witness adds.

Predictions are made by cross-validation: nothing is judged by coefficients that saw it. Brier score:
mean squared distance of probability and outcome (Brier 1950). Reliability: for each range of
probabilities how often the thing was so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Features = Mapping[str, float]


@dataclass(frozen=True)
class Example:
    """What the witnesses say of a pair, what a reader says, and how much that counts."""

    features: Features
    label: str
    group: str  # examples of one group are judged by coefficients that saw none of them
    family: str
    weight: float = 1.0


FOLDS = 5
BINS = 10
STRENGTH = 1.0  # inverse of the penalty on coefficients (L2)


def matrix_of(rows: Sequence[Features], names: Sequence[str]) -> NDArray[np.float64]:
    """Shape (n, len(names)); what a row lacks is 0."""
    return np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=float)


def names_of(examples: Iterable[Example], keep: Callable[[str], bool] = lambda name: True) -> list[str]:
    """Names of the features that occur, in order."""
    return sorted({name for example in examples for name in example.features if keep(name)})


def fit(examples: Sequence[Example], names: Sequence[str]) -> Any:
    """A logistic regression, multinomial from three labels on."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=2000).fit(
        matrix_of([example.features for example in examples], names),
        [example.label for example in examples],
        sample_weight=[example.weight for example in examples],
    )


def predict(
    examples: Sequence[Example], names: Sequence[str], believed: Sequence[Example] = ()
) -> tuple[NDArray[np.float64], list[str]]:
    """Probabilities for each example by a model that saw none of its group, and the order of the labels.

    Args:
        examples: what is judged; all but one fold of the groups teaches.
        names: of the features that the model sees.
        believed: what teaches in every fold and is never judged.
    """
    from sklearn.model_selection import GroupKFold

    order = sorted({example.label for example in examples})
    shares = np.zeros((len(examples), len(order)))
    groups = [example.group for example in examples]
    for seen, unseen in GroupKFold(FOLDS).split(examples, groups=groups):
        model = fit([*(examples[at] for at in seen), *believed], names)
        shares[unseen] = model.predict_proba(matrix_of([examples[at].features for at in unseen], names))
    return shares, order


def scale_of(model: Any, names: Sequence[str], row: int = 0) -> dict[str, Any]:
    """Coefficients of one label as the judge reads them."""
    weights = {name: round(float(value), 4) for name, value in zip(names, model.coef_[row], strict=True)}
    return {
        "intercept": round(float(model.intercept_[row]), 4),
        "weights": {name: value for name, value in weights.items() if value},
    }


def reliability(chances: NDArray[np.float64], outcomes: NDArray[np.bool_]) -> list[dict[str, float]]:
    """For each tenth of the scale that occurs: how many, mean probability, share that was so."""
    places = np.minimum((chances * BINS).astype(int), BINS - 1)
    return [
        {
            "from": at / BINS,
            "n": int((places == at).sum()),
            "told": round(float(chances[places == at].mean()), 3),
            "was_so": round(float(outcomes[places == at].mean()), 3),
        }
        for at in range(BINS)
        if (places == at).any()
    ]


def score(chances: NDArray[np.float64], outcomes: NDArray[np.bool_]) -> dict[str, float]:
    """Brier score beside that of always telling the base rate, AUC, and precision and recall at 0.5."""
    from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

    precision, recall, f1, _ = precision_recall_fscore_support(
        outcomes, chances >= 0.5, average="binary", zero_division=0
    )
    base = float(outcomes.mean())
    figures = {
        "brier": np.mean((chances - outcomes) ** 2),
        "brier_of_base_rate": base * (1 - base),
        "auc": roc_auc_score(outcomes, chances),
        "precision": precision,
        "recall": recall,
        "f1": f1,
    }
    return {"n": len(outcomes), **{name: round(float(value), 3) for name, value in figures.items()}}
