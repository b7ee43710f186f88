"""Pairs -> contradictions, agreements.

Every rule sees every pair; what they find is kept with the result. The strongest finding gives kind,
reading and incident. Its weight, the precision expected of the rule, stands as the probability until
a judge calibrated on labelled pairs replaces it.
"""

from collections.abc import Iterable, Mapping, Sequence

from claims.base.records import (
    Agreement,
    Claim,
    Contradiction,
    Finding,
    Verdict,
    content_id,
)
from claims.rules import Pair, Rule


def find_contradictions(
    pairs: Iterable[Pair], rules: Mapping[str, Rule], *, floor: float, moment: str
) -> tuple[list[Contradiction], list[Agreement]]:
    """What the rules find in the pairs, each once.

    Args:
        pairs: in any order; the result does not depend on it.
        rules: by name.
        floor: probability from which a pair is flagged.
        moment: ISO 8601 time of the run, for `first_seen`.
    """
    contradictions: dict[tuple[object, ...], Contradiction] = {}
    agreements: dict[str, Agreement] = {}
    for pair in sorted(pairs, key=lambda pair: (pair.left.id, pair.right.id)):
        findings = apply_rules(pair, rules)
        against = [
            finding for finding in findings if finding.relation == "contradiction" and finding.weight >= floor
        ]
        if against:
            contradiction = as_contradiction(pair, against, moment)
            key = (contradiction.kind, *sorted((claim.document, claim.sentence) for claim in pair.claims))
            kept = contradictions.get(key)
            if kept is None or rank(kept) < rank(contradiction):
                contradictions[key] = contradiction
        elif (
            findings and all(finding.relation == "agreement" for finding in findings) and not is_copied(pair)
        ):
            agreement = as_agreement(pair, findings[0])
            agreements.setdefault(agreement.id, agreement)
    found = {contradiction.id: contradiction for contradiction in contradictions.values()}
    return list(found.values()), list(agreements.values())


def rank(found: Contradiction) -> tuple[float, int, str]:
    """What is told of one dispute: the likeliest, and of equals the one in the fewest words."""
    return found.probability, -len(found.left.text) - len(found.right.text), found.id


def is_copied(pair: Pair) -> bool:
    """Whether two texts carry one sentence: a copy confirms nothing."""
    left, right = (" ".join(claim.sentence.casefold().split()) for claim in pair.claims)
    return left == right


def apply_rules(pair: Pair, rules: Mapping[str, Rule]) -> list[Finding]:
    """What each rule finds, strongest first; ties in the order of the rules."""
    found = [finding for rule in rules.values() if (finding := rule(pair)) is not None]
    return sorted(found, key=lambda finding: -finding.weight)


def as_contradiction(pair: Pair, findings: Sequence[Finding], moment: str) -> Contradiction:
    """The contradiction of the strongest finding, with all as its reasons."""
    first = findings[0]
    left, right = pair.claims
    return Contradiction(
        id=fingerprint(first.kind, left, right),
        kind=first.kind,
        reading=first.reading,
        incident=first.incident,
        probability=first.weight,
        topic=topic_of(pair),
        left=left,
        right=right,
        decided_by=tuple(findings),
        why=first.why,
        first_seen=moment,
    )


def topic_of(pair: Pair) -> str:
    """The question in dispute: of a denial and what it denies, the one that the latter answers."""
    left, right = sorted(pair.claims, key=lambda claim: claim.stance == "denies")
    return left.topic or right.topic or ""


def as_agreement(pair: Pair, finding: Finding) -> Agreement:
    """The agreement that a finding shows."""
    left, right = pair.claims
    return Agreement(
        id=fingerprint(f"agreement {finding.kind}", left, right),
        kind=finding.kind,
        topic=topic_of(pair),
        left=left,
        right=right,
        why=finding.why,
    )


def fingerprint(kind: str, left: Claim, right: Claim) -> str:
    """Id of a finding: what is claimed, by whom, of what; the order of the sides does not matter.

    It holds when an article is edited elsewhere, and two copies of one article give it once.
    """
    sides = sorted(
        "\x1e".join((claim.speaker or "", claim.stance, " ".join(claim.quote.casefold().split())))
        for claim in (left, right)
    )
    return content_id(kind, *sides)


def judge_statements(
    pairs: Sequence[Pair], rules: Mapping[str, Rule], *, floor: float, identity: str | None
) -> Verdict:
    """What the rules say of two statements.

    Args:
        pairs: every claim of the one beside every claim of the other; may be empty.
        rules: by name.
        floor: weight from which a contradiction is called one.
        identity: handed through as the id of the verdict.
    """
    found = [(finding, pair) for pair in pairs for finding in apply_rules(pair, rules)]
    against = [row for row in found if row[0].relation == "contradiction" and row[0].weight >= floor]
    best = max(against or found, key=lambda row: row[0].weight, default=None)
    if best is None:
        incident = pairs[0].incident if len(pairs) == 1 else "unknown"
        why = "the two statements hold nothing comparable that differs or agrees"
        shares = {"contradiction": 0.1, "agreement": 0.1, "neutral": 0.8}
        return Verdict(
            id=identity,
            label="neutral",
            probability=0.1,
            kind=None,
            reading=None,
            incident=incident,
            why=why,
            probabilities=shares,
        )
    finding = best[0]
    rest = round((1 - finding.weight) / 2, 4)
    shares = dict.fromkeys(("contradiction", "agreement", "neutral"), rest) | {
        finding.relation: finding.weight
    }
    contradicts = finding.relation == "contradiction"
    return Verdict(
        id=identity,
        label=finding.relation if not contradicts or finding.weight >= floor else "neutral",
        probability=shares["contradiction"],
        kind=finding.kind,
        reading=finding.reading if contradicts else None,
        incident=finding.incident,
        why=finding.why,
        probabilities=shares,
    )
