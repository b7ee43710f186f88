"""How likely the accounts of two documents tell one event: a calibrated logistic regression.

The coefficients in `data/incidents.json` are written by `claims.training.incident_groups`. Beside them
stands how common the words of names are in news, so that two documents can be compared by themselves.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from claims.base.logistic import log_odds, share
from claims.language.whereabouts import places_agree
from claims.rules.accounts import Account, Days
from claims.rules.frames import NOTHING, Background
from claims.rules.pairs import gazetteer

MODEL = Path(__file__).parent / "data" / "incidents.json"
PRINTED = {
    "print 0": 0,
    "print 1": 1,
    "print 2-3": 3,
    "print 4-10": 10,
    "print 11-45": 45,
    "print 46-200": 200,
}
FAR = 4  # days: told days this far apart are of two events
MOST = 3  # shared things beyond this add nothing
FEW_WORDS = 10  # an account that names less may well share nothing with one of the same event


@dataclass(frozen=True)
class Model:
    """Coefficients by feature, and the share of news documents that name a word."""

    intercept: float
    weights: Mapping[str, float]
    documents: float  # how many documents the shares stand for when they are weighed against the ledger's
    common: Mapping[str, float]


@cache
def load_model(path: Path = MODEL) -> Model:
    """The model that ships."""
    return Model(**json.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True, eq=False)
class Side:
    """An account with how much each of its names tells."""

    account: Account
    words: Mapping[str, float]
    names: Mapping[str, float]

    @cached_property
    def length(self) -> float:
        """Square of the length of its words as a vector of weights."""
        return sum(weight * weight for weight in self.words.values())


def weigh_names(accounts: Sequence[Account], model: Model, background: Background = NOTHING) -> list[Side]:
    """Every account with the weight of its names: the fewer documents name one, the more it tells.

    A word weighs the logarithm of its inverse document frequency in these accounts and in as many
    documents of the background, so that the weights of a ledger of two are already sensible.
    """
    documents: dict[str, set[str]] = {}
    for account in accounts:
        documents.setdefault(account.document, set()).update(account.words, account.names)
    counts = Counter(word for words in documents.values() for word in words)
    total = model.documents + max(background.documents, len(documents))

    def weight(word: str) -> float:
        holders = background.holders.get(word, counts[word])
        return math.log(total / (model.documents * model.common.get(word, 0.0) + 1 + holders))

    weights = {word: weight(word) for word in counts}
    return [
        Side(
            account,
            {word: weights[word] for word in account.words},
            {name: weights[name] for name in account.names},
        )
        for account in accounts
    ]


def probability(left: Side, right: Side, model: Model) -> float:
    """That both tell one event, as far as the regression knows; symmetric."""
    return share(log_odds(model.intercept, model.weights, features(left, right)))


def features(left: Side, right: Side) -> dict[str, float]:
    """What the regression looks at, by name; what is absent is 0. Symmetric."""
    one, other = left.account, right.account
    return {
        "likeness": float(one.centre @ other.centre),
        **of_names(left, right),
        **of_print(one, other),
        **of_days(one, other),
        **of_places(one, other),
        **of_victims(one, other),
    }


def of_names(left: Side, right: Side) -> dict[str, float]:
    """What both name, and how much that tells."""
    shared = sorted((left.words[word] for word in left.words.keys() & right.words.keys()), reverse=True)
    whole = [left.names[name] for name in left.names.keys() & right.names.keys()]
    fewest = min(len(left.words), len(right.words))
    rarest, second, *further = (*shared, 0.0, 0.0)
    square = sum(weight * weight for weight in shared)
    return {
        "rarest name": rarest,
        "second name": second,
        "further names": sum(further[:MOST]) / MOST,
        "names": square / (math.sqrt(left.length * right.length) or 1.0),
        "names of the shorter": square / (min(left.length, right.length) or 1.0),
        "whole names": float(min(len(whole), MOST)),
        "rarest whole name": max(whole, default=0.0),
        "fewest names": math.log1p(fewest),
        "no name shared": 0.0 if shared else min(1.0, fewest / FEW_WORDS),
    }


def of_print(left: Account, right: Account) -> dict[str, float]:
    """How far apart both were printed."""
    if left.published is None or right.published is None:
        return {"undated": 1.0}
    gap = abs((left.published - right.published).days)
    bin_ = next((name for name, most in PRINTED.items() if gap <= most), "print later")
    return {"print gap": math.log1p(gap), bin_: 1.0}


def gap_of(left: Iterable[Days], right: Iterable[Days]) -> int:
    """Days between the nearest two stretches; 0 where they touch."""
    right = list(right)
    return min(
        max((mine[0] - theirs[1]).days, (theirs[0] - mine[1]).days, 0) for mine in left for theirs in right
    )


def of_days(left: Account, right: Account) -> dict[str, float]:
    """How the days that the texts tell fit together."""
    found = {}
    if left.days and right.days:
        found["days apart"] = float(gap_of(left.days, right.days) >= FAR)
    if left.dates and right.dates:
        found["date shared" if left.dates & right.dates else "no date shared"] = 1.0
    if is_printed_before(left, right) or is_printed_before(right, left):
        found["printed before"] = 1.0
    return found


def is_printed_before(left: Account, right: Account) -> bool:
    """Whether the one, which tells no days, was in print before every day that the other tells."""
    printed = left.published
    if printed is None or left.days or not right.days:
        return False
    return all((first - printed).days > 1 for first, _ in right.days)


def of_places(left: Account, right: Account) -> dict[str, float]:
    """How the most exact places fit together."""
    agree = places_agree(left.places, right.places, gazetteer())
    if agree is None:
        return {}
    if not agree:
        return {"places apart": 1.0}
    return {"place shared" if set(left.places) & set(right.places) else "places near": 1.0}


def of_victims(left: Account, right: Account) -> dict[str, float]:
    """Whether ages and tolls are the same."""
    found = {"ages": float(min(len(left.ages & right.ages), MOST))}
    if left.ages and right.ages and not left.ages & right.ages:
        found["no age shared"] = 1.0
    roles = {role for role, _ in left.tolls} & {role for role, _ in right.tolls}
    if roles:
        found["toll shared" if left.tolls & right.tolls else "no toll shared"] = 1.0
    return found
