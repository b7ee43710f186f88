"""(claim, claim) -> finding or None: the one plug-in point. Two checks look at many claims together.

A rule takes a `Pair` and returns a `Finding`, or None where it has nothing to say. Other packages
add theirs through the entry point group `claims.rules`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points

from claims.base.records import Claim, Finding
from claims.base.views import Discord
from claims.rules.causes import find_cause_clash
from claims.rules.circumstances import find_date_clash, find_place_clash
from claims.rules.culprits import find_rival_culprits
from claims.rules.evidence import NLI, finding_of
from claims.rules.figures import find_figure_clash
from claims.rules.origins import find_changed_copy
from claims.rules.pairs import Pair, Rule
from claims.rules.persons import find_office_clash
from claims.rules.sequences import bearers_of, deed_verbs, find_disorders
from claims.rules.states import find_state_clash
from claims.rules.versions import find_edit
from claims.rules.wholes import find_excesses
from claims.rules.wordings import find_blame, find_characterisation, find_denial, find_negation

__all__ = ["CHECKS", "RULES", "WITNESSES", "Clues", "Pair", "Rule", "clues_of", "find_discords", "load_rules"]

RULES: dict[str, Rule] = {  # in order of reporting
    "figures": find_figure_clash,
    "times": find_date_clash,
    "places": find_place_clash,
    "offices": find_office_clash,
    "denial": find_denial,
    "blame": find_blame,
    "characterisation": find_characterisation,
    "negation": find_negation,
    "states": find_state_clash,
    "causes": find_cause_clash,
    "culprits": find_rival_culprits,
}

CHECKS: dict[str, Callable[[Sequence[Claim]], list[Discord]]] = {  # over many claims at once
    "wholes": find_excesses,
    "sequences": find_disorders,
}

WITNESSES: dict[str, Callable[..., Finding | None]] = {  # heard beside the rules
    NLI: finding_of,
    "versions": find_edit,
    "origins": find_changed_copy,
}


def load_rules() -> dict[str, Rule]:
    """The built-in rules and those of installed plug-ins.

    Raises:
        ValueError: a plug-in takes the name of another rule.
    """
    rules = dict(RULES)
    for point in sorted(entry_points(group="claims.rules"), key=lambda point: point.name):
        if point.name in {*rules, *CHECKS, *WITNESSES}:
            raise ValueError(f"rule `{point.name}` of `{point.value}` is already registered")
        rules[point.name] = point.load()
    return rules


@dataclass(frozen=True)
class Clues:
    """By what a claim is known that may be in one discord with given ones."""

    incidents: frozenset[str]
    predicates: frozenset[str]  # it tells one of these deeds of somebody with one of the names, or its
    names: frozenset[str]  # document does; the last of their words, in lower case


def clues_of(claims: Iterable[Claim]) -> Clues:
    """What to look for, so that no discord of one of the claims is missed."""
    told = list(claims)
    incidents = frozenset(claim.incident for claim in told if claim.incident is not None)
    return Clues(incidents, deed_verbs(), bearers_of(told))


def find_discords(claims: Sequence[Claim]) -> list[Discord]:
    """What the claims cannot all say together; the same whatever order they come in."""
    found = {discord.id: discord for check in CHECKS.values() for discord in check(claims)}
    return sorted(found.values(), key=lambda discord: (discord.rule, discord.why, discord.id))
