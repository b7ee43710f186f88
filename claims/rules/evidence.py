"""What the witnesses say of a pair, as numbers for the judge and as findings for a person.

The witnesses are the rules and a cross-encoder for natural language inference (NLI), which reads both
statements in both orders: contradiction knows no direction, entailment does.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.base.records import Claim, Finding, Kind, Relation, SameIncident
from claims.language.agreement import quantities_agree
from claims.language.naming import shorten
from claims.language.number_words import NUMBER_WORDS
from claims.language.times import times_overlap
from claims.rules.incidents import SAME_STORY, has_one_subject, printed_within, where_agree
from claims.rules.pairs import Pair, is_telling, who
from claims.rules.persons import is_other_of_its_sort, is_same_person

NLI = "nli"  # the name under which the cross-encoder gives evidence
ASK_FLOOR = 0.6  # masked cosine below which the cross-encoder is not asked: alone it is not believed there
CLEAR = 0.5  # share from which the cross-encoder's answer is told as its finding
INCIDENT_ORDER: tuple[SameIncident, ...] = ("same", "unknown", "different")
EDGE = 0.002  # shares are held this far from 0 and 1 before their logarithm is taken
OF_VOICES: frozenset[Kind] = frozenset({"blame", "denial", "characterisation"})  # that no NLI hears
NEUTRAL = 0.8  # share from which two statements without figures are left unread

Answer = tuple[float, float, float]  # entailment, neutral, contradiction; they sum to 1
OPEN: Answer = (0.02, 0.96, 0.02)  # what is put in the place of an answer that is not believed


@dataclass(frozen=True)
class Shares:
    """What the cross-encoder answers to two texts in both orders."""

    forward: Answer
    backward: Answer

    @property
    def contradiction(self) -> float:
        """Mean over the orders."""
        return (self.forward[2] + self.backward[2]) / 2

    @property
    def agreement(self) -> float:
        """Of the order that entails more: the fuller statement contains the other."""
        return max(self.forward[0], self.backward[0])


def is_worth_asking(pair: Pair) -> bool:
    """Whether two claims may be of one question though no rule speaks: alike, on one thing, in one story."""
    if pair.incident == "different" or pair.similarity < ASK_FLOOR:
        return False
    left, right = pair.claims
    if left.document == right.document and not pair.rival_voices:
        return False
    if not printed_within(left, right, SAME_STORY) or of_two_persons(left, right):
        return False
    return pair.incident == "same" or any(map(is_telling, pair.shared_names)) or has_one_subject(pair)


def of_two_persons(left: Claim, right: Claim) -> bool:
    """Whether each tells of a person of an age, and the ages differ: two of the persons of a story."""
    ages = [[row for row in claim.quantities if row.role == "age"] for claim in (left, right)]
    if not all(ages) or any(is_telling(name) for name in set(left.names) & set(right.names)):
        return False
    return not any(quantities_agree(mine, theirs) for mine in ages[0] for theirs in ages[1])


def is_worth_reading(left: str, right: str, answer: Answer) -> bool:
    """Whether slots may tell more of two statements than the cross-encoder: it is not sure, or both count."""
    return answer[1] < NEUTRAL or (holds_number(left) and holds_number(right))


def in_order(left: str, right: str) -> tuple[str, str]:
    """The fuller text first, as a premise is; the same whichever way round the two are given."""
    first, second = sorted((left, right), key=lambda text: (-len(text), text))
    return first, second


def holds_number(text: str) -> bool:
    """Whether a text holds a number in digits or words.

    >>> holds_number("Two died."), holds_number("Nobody died.")
    (True, False)
    """
    words = text.casefold().replace("-", " ").split()
    return any(word.strip(".,;:!?") in NUMBER_WORDS or any(map(str.isdigit, word)) for word in words)


def odds(share: float) -> float:
    """The logarithm of the odds, within bounds.

    >>> odds(0.5), round(odds(1.0), 1) == -round(odds(0.0), 1)
    (0.0, True)
    """
    held = min(max(share, EDGE), 1 - EDGE)
    return math.log(held / (1 - held))


def features_of_claims(pair: Pair, findings: Sequence[Finding], shares: Shares) -> dict[str, float]:
    """What the judge of two claims looks at, by name; what is absent is 0.

    Few on purpose: some hundred pairs were read to weigh them by. Which rule speaks is told by how sure
    it is of itself. Beside a rule the cross-encoder is not heard: of the pairs read in which a rule
    spoke, as many were rivals where it called them neutral (14 of 18) as where it agreed (17 of 22).
    """
    surest = surest_of(findings)
    found = features_of_surest(surest) | {
        f"incident {pair.incident}": 1.0,
        "one document": float(pair.left.document == pair.right.document),
    }
    if "contradiction" in surest:
        return found
    return found | {
        "similarity": pair.similarity,
        "nli contradiction": odds(shares.contradiction),
        "nli agreement": odds(shares.agreement),
    }


def is_of_voices(findings: Sequence[Finding]) -> bool:
    """Whether a rule sets voices against each other; the cross-encoder hears contents only."""
    return any(finding.relation == "contradiction" and finding.kind in OF_VOICES for finding in findings)


def surest_of(findings: Sequence[Finding]) -> dict[Relation, Finding]:
    """The surest finding of each relation that any speaks for."""
    found: dict[Relation, Finding] = {}
    for finding in sorted(findings, key=lambda finding: finding.weight):
        found[finding.relation] = finding
    return found


def features_of_findings(findings: Sequence[Finding]) -> dict[str, float]:
    """Which rules speak, for what, and how sure the surest is."""
    surest = surest_of(findings)
    rules = {f"{relation} by {row.rule}": 1.0 for relation, row in surest.items()}
    return features_of_surest(surest) | rules


def features_of_surest(surest: Mapping[Relation, Finding]) -> dict[str, float]:
    """How sure the surest findings are of themselves, and the reading of the one against."""
    if not surest:
        return {"no rule": 1.0}
    found: dict[str, float] = {relation: odds(row.weight) for relation, row in surest.items()}
    if "contradiction" in surest:
        found[f"reading {surest['contradiction'].reading}"] = 1.0
    return found


def features_of_statements(
    pairs: Sequence[Pair], findings: Sequence[Finding], shares: Shares
) -> dict[str, float]:
    """What the judge of two statements looks at, by name; what is absent is 0.

    The cross-encoder is not heard where a rule speaks of voices (it hears contents only), and not
    believed where the slots show two questions (it takes both to be one).

    Args:
        pairs: every claim of the one beside every claim of the other.
        findings: of the rules, in all of them.
        shares: what the cross-encoder says of the whole statements.
    """
    found = features_of_findings(findings)
    if pairs:
        found[f"incident {incident_of(pairs)}"] = 1.0
    if is_of_voices(findings):
        return found
    apart = bool(pairs) and not findings and all(map(is_told_apart, pairs))
    return found | features_of_shares(Shares(OPEN, OPEN) if apart else shares)


def features_of_shares(shares: Shares) -> dict[str, float]:
    """The answers of the cross-encoder as odds: those with the fuller text first, and both together."""
    entailment, neutral, contradiction = shares.forward
    return {
        "nli contradiction": odds(shares.contradiction),
        "nli agreement": odds(shares.agreement),
        "nli contradiction, fuller first": odds(contradiction),
        "nli agreement, fuller first": odds(entailment),
        "nli neutral, fuller first": odds(neutral),
    }


def is_told_apart(pair: Pair) -> bool:
    """Whether slots show that two claims answer two questions: another event, day, name, measure or voice."""
    left, right = pair.claims
    if pair.incident == "different" or left.stance == right.stance == "accuses":
        return True
    if is_other_of_its_sort(left.subject or "", right.subject or ""):
        return True
    if left.time is not None and right.time is not None and times_overlap(left.time, right.time) is False:
        return True
    mine, theirs = (
        {name for name in claim.names if is_telling(name) and name in (claim.subject or "")}
        for claim in pair.claims
    )
    if mine and theirs and not any(is_same_person(one, other) for one in mine for other in theirs):
        return True
    roles = [{row.role for row in claim.quantities} for claim in pair.claims]
    return all(roles) and not roles[0] & roles[1] and None not in roles[0] | roles[1]


def incident_of(pairs: Sequence[Pair]) -> SameIncident:
    """Whether some claims of two statements are of one incident; `different` if all that tell are not."""
    told = {pair.incident for pair in pairs}
    return next((answer for answer in INCIDENT_ORDER if answer in told), "unknown")


def finding_of(pair: Pair, shares: Shares) -> Finding | None:
    """Two statements cannot both be true, or the one contains the other, as a cross-encoder reads them.

    What it compares
        The whole statements, in both orders, wherever a rule speaks or two claims are much alike, in
        one story and on one incident, name or subject.
    Why that contradicts
        A network trained on labelled pairs for natural language inference says so.
    Known false alarms
        Whatever is told of two persons, scenes or moments of one story: it takes both sentences to speak
        of one thing. So it decides nothing alone: the judge weighs it beside what the claims share.
    For instance
        "The bridge is closed to lorries." / "Lorries may use the bridge."
    But not
        "The bridge is closed to lorries." / "The bridge was built in stone."
    """
    if max(shares.contradiction, shares.agreement) < CLEAR:
        return None
    against = shares.contradiction >= shares.agreement
    return as_finding(pair, shares, "contradiction" if against else "agreement")


def as_finding(pair: Pair, shares: Shares, relation: Relation) -> Finding:
    """The answer of the cross-encoder as the finding of a relation."""
    left, right = pair.claims
    against = relation == "contradiction"
    words = "cannot both be true" if against else "is the same"
    quoted = " / ".join(f"“{shorten(claim.text)}”" for claim in pair.claims)
    return Finding(
        rule=NLI,
        relation=relation,
        kind=kind_of(pair),
        reading="denial" if against and is_denied(pair) else "conflict",
        incident="same" if pair.incident == "same" or left.event is None else pair.incident,
        weight=round(shares.contradiction if against else shares.agreement, 3),
        left_value=left.quote,
        right_value=right.quote,
        why=f"what {who(left)} and {who(right)} say {words}: {quoted}",
    )


def is_denied(pair: Pair) -> bool:
    """Whether just one side denies."""
    return (pair.left.stance == "denies") != (pair.right.stance == "denies")


def kind_of(pair: Pair) -> Kind:
    """What two statements differ in, by their slots, where only the cross-encoder says that they do."""
    left, right = pair.claims
    if is_denied(pair):
        return "denial"
    agreed = [quantities_agree(mine, theirs) for mine in left.quantities for theirs in right.quantities]
    if False in agreed and True not in agreed:
        return "figure"
    if left.time is not None and right.time is not None and times_overlap(left.time, right.time) is False:
        return "date"
    if where_agree(left, right) is False:
        return "place"
    return "negation" if left.negated != right.negated else "attribute"
