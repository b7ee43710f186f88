"""(claim, claim) -> finding or None: the one plug-in point.

A rule takes a `Pair` and returns a `Finding`, or None where it has nothing to say. Other packages
add theirs through the entry point group `claims.rules`.
"""

from importlib.metadata import entry_points

from claims.rules.circumstances import find_date_clash, find_place_clash
from claims.rules.figures import find_figure_clash
from claims.rules.pairs import Pair, Rule
from claims.rules.persons import find_office_clash
from claims.rules.wordings import find_blame, find_characterisation, find_denial, find_negation

__all__ = ["EXPLAINED", "RULES", "Pair", "Rule", "load_rules"]

RULES: dict[str, Rule] = {  # in order of reporting
    "figures": find_figure_clash,
    "times": find_date_clash,
    "places": find_place_clash,
    "offices": find_office_clash,
    "denial": find_denial,
    "blame": find_blame,
    "characterisation": find_characterisation,
    "negation": find_negation,
}

EXPLAINED: dict[str, object] = {}  # what else is named as having found something, each with a docstring


def load_rules() -> dict[str, Rule]:
    """The built-in rules and those of installed plug-ins.

    Raises:
        ValueError: a plug-in takes the name of another rule.
    """
    rules = dict(RULES)
    for point in sorted(entry_points(group="claims.rules"), key=lambda point: point.name):
        if point.name in rules:
            raise ValueError(f"rule `{point.name}` of `{point.value}` is already registered")
        rules[point.name] = point.load()
    return rules
