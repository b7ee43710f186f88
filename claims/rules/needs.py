"""What a claim must tell for a rule to find anything in a pair with it: asked once a claim, not once a pair.

A ledger sets millions of pairs side by side, and most rules have nothing to say of most of them: figures of
claims that count nothing, states of claims that tell none. A rule that is not named here, such as a plug-in,
hears every pair.
"""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from claims.base.records import Claim
from claims.language.culprits import culprit_of
from claims.rules.causes import find_cause_clash, gives_cause
from claims.rules.circumstances import find_date_clash, find_place_clash, is_dated
from claims.rules.contents import states_of
from claims.rules.culprits import find_rival_culprits
from claims.rules.denied import says_none
from claims.rules.figures import find_figure_clash
from claims.rules.hands import disowns
from claims.rules.pairs import Pair, Rule
from claims.rules.persons import find_office_clash, leads
from claims.rules.states import find_state_clash
from claims.rules.wordings import find_blame, find_characterisation, find_denial, find_negation


class Need(NamedTuple):
    """Which claims a rule can find something in, and whether both sides must be such."""

    sides: Literal["both", "either"]
    holds: Callable[[Claim], bool]


def _is_without(claim: Claim) -> bool:
    """Whether a claim says that something is not so, or not there."""
    return claim.negated or "without" in claim.text or says_none(claim)


NEEDS: Mapping[Rule, Need] = {
    find_figure_clash: Need("both", lambda claim: bool(claim.quantities)),
    find_date_clash: Need("both", is_dated),
    find_place_clash: Need("both", lambda claim: bool(claim.places)),
    find_office_clash: Need("both", leads),
    find_denial: Need("either", lambda claim: claim.stance == "denies" or disowns(claim.text)),
    find_blame: Need("both", lambda claim: claim.party is not None),
    find_characterisation: Need("both", lambda claim: bool(claim.frames)),
    find_negation: Need("either", _is_without),
    find_state_clash: Need("both", lambda claim: bool(states_of(claim.quote))),
    find_cause_clash: Need("both", gives_cause),
    find_rival_culprits: Need("both", lambda claim: culprit_of(claim.text) is not None),
}


class Dispatch:
    """The rules that can have something to say of a pair; what is asked of a claim is remembered."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._told: dict[str, tuple[int, int]] = {}  # by the id of a claim, see `_bits_of`
        self._chosen: dict[int, Mapping[str, Rule]] = {}

    def rules_of(self, pair: Pair) -> Mapping[str, Rule]:
        """Those of the rules, in their order, whose needs the two sides meet."""
        (mine, half), (theirs, other) = self._bits_of(pair.left), self._bits_of(pair.right)
        bits = mine | theirs | (half & other)
        if bits not in self._chosen:
            named = (row for at, row in enumerate(self._rules.items()) if bits >> at & 1)
            self._chosen[bits] = dict(named)
        return self._chosen[bits]

    def _bits_of(self, claim: Claim) -> tuple[int, int]:
        """Bits of the rules that hear whatever stands beside a claim, and of those that need two like it."""
        if claim.id not in self._told:
            alone = both = 0
            for at, rule in enumerate(self._rules.values()):
                need = NEEDS.get(rule)
                if need is None or (need.sides == "either" and need.holds(claim)):
                    alone |= 1 << at
                elif need.sides == "both" and need.holds(claim):
                    both |= 1 << at
            self._told[claim.id] = alone, both
        return self._told[claim.id]
