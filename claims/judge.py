"""Pairs -> contradictions, agreements.

Every rule sees every pair in which it can find something; the cross-encoder is asked where a rule speaks
or the two claims may be of one question. What they find is kept with the result. The surest rule gives
kind, reading and incident, the cross-encoder where no rule speaks; the judge weighs all evidence into the
probability.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any

from claims.base.protocols import Entailer, Judge, Parcel, Step
from claims.base.records import (
    Agreement,
    Claim,
    Contradiction,
    Finding,
    Kind,
    Label,
    Reading,
    Stance,
    Verdict,
    content_id,
)
from claims.rules import WITNESSES, Pair, Rule
from claims.rules.cells import Cell, Weight, Weights
from claims.rules.evidence import (
    NLI,
    OPEN,
    Answer,
    Shares,
    as_finding,
    features_of_claims,
    features_of_statements,
    finding_of,
    in_order,
    incident_of,
    is_worth_asking,
    is_worth_reading,
)
from claims.rules.needs import Dispatch
from claims.rules.told import is_part_of_told, tolls_told

ASIDE: frozenset[Reading] = frozenset({"incident", "scope"})  # told below all else, whatever the probability
LABELS: tuple[Label, ...] = ("contradiction", "agreement", "neutral")
# Masked cosine from which the cross-encoder is believed where no rule speaks: of 10 flags that were read, 3
# of 4 were right from there on, none below. Where neither side denies or negates anything it takes two
# persons or two moments for one: 1 of 10 such flags was right, so it has to be surer.
ALONE = 0.6
SURER = 0.75
UNREAD: Kind = "attribute"  # what two statements differ in of which one yields no claim
PLAIN: Mapping[Label, str] = {  # why, where nothing was read that could tell it
    "contradiction": "the two statements cannot both be true",
    "agreement": "the one statement follows from the other",
    "neutral": "the two statements hold nothing comparable that differs or agrees",
}
SAID: frozenset[Stance] = frozenset({"asserts", "reports"})  # stances of what is said to be so
BOTH_WAYS = 0.8  # share from which two claims that entail each other agree though no rule says so


@dataclass(frozen=True)
class Panel:
    """Who is heard, and who decides."""

    rules: Mapping[str, Rule]
    entailer: Entailer
    judge: Judge


@dataclass(frozen=True)
class Weighed:
    """A pair with what was found in it, strongest first, and the probability that the two are rivals."""

    pair: Pair
    findings: Sequence[Finding]
    shares: Shares
    probability: float


def find_contradictions(
    pairs: Iterable[Pair], panel: Panel, *, floor: float, moment: str
) -> tuple[list[Contradiction], list[Agreement]]:
    """What the witnesses find in the pairs, each once.

    Args:
        pairs: in any order; the result does not depend on it.
        panel: rules, cross-encoder, judge.
        floor: probability from which a pair is flagged; readings told aside are kept below it too.
        moment: ISO 8601 time of the run, for `first_seen`.
    """
    ordered = sorted(pairs, key=lambda pair: (pair.left.id, pair.right.id))
    claims = {claim.id: claim for pair in ordered for claim in pair.claims}
    return fold(weigh(ordered, panel), claims.values(), floor=floor, moment=moment)


def fold(
    rows: Iterable[Weighed], claims: Iterable[Claim], *, floor: float, moment: str
) -> tuple[list[Contradiction], list[Agreement]]:
    """What was found in the pairs, each once; see `find_contradictions`.

    Args:
        rows: in the order of the ids of their claims.
        claims: everything that their documents say, as far as it is at hand.
        floor: probability from which a pair is flagged.
        moment: ISO 8601 time of the run.
    """
    contradictions: dict[tuple[object, ...], tuple[Weighed, Contradiction]] = {}
    agreements: dict[str, Agreement] = {}
    told = tolls_told(claims)
    for row in rows:
        against = [finding for finding in row.findings if finding.relation == "contradiction"]
        if against and is_part_of_told(row.pair, against[0], told):
            continue
        if against and (is_believed(row, floor) or against[0].reading in ASIDE):
            contradiction = as_contradiction(row, against, moment)
            key = (contradiction.kind, *sorted((claim.document, claim.sentence) for claim in row.pair.claims))
            kept = contradictions.get(key)
            if kept is None or rank(*kept) < rank(row, contradiction):
                contradictions[key] = row, contradiction
        elif is_agreed(row):
            agreement = as_agreement(row.pair, row.findings[0])
            agreements.setdefault(agreement.id, agreement)
    found = {contradiction.id: contradiction for _, contradiction in contradictions.values()}
    return list(found.values()), list(agreements.values())


def is_believed(row: Weighed, floor: float) -> bool:
    """Whether a pair is probable enough, and much alike where the cross-encoder is alone."""
    if any(finding.rule != NLI for finding in row.findings):
        return row.probability >= floor
    least = max(floor, SURER) if row.findings[0].kind == UNREAD else floor
    return row.probability >= least and row.pair.similarity >= ALONE


def find_revisions(pairs: Iterable[Pair], rule: str, panel: Panel, *, moment: str) -> list[Contradiction]:
    """What a text says otherwise than another that it was edited from, each once, whatever its probability.

    Args:
        pairs: claims of the two texts that stand in each other's place.
        rule: the one witness that is heard of them beside the cross-encoder.
        panel: its rules are not asked.
        moment: ISO 8601 time of the run, for `first_seen`.
    """
    readers = replace(panel, rules={rule: WITNESSES[rule]})
    found, _ = find_contradictions(pairs, readers, floor=0.0, moment=moment)
    return [  # another paper may say either in the same words: that is another finding
        row.model_copy(update={"id": content_id(rule, row.id)}) for row in found if row.reading == "revision"
    ]


def weigh(pairs: Iterable[Pair], panel: Panel) -> Iterator[Weighed]:
    """The pairs in which a witness finds something, in order, each with its probability."""
    dispatch = Dispatch(panel.rules)
    heard = [(pair, apply_rules(pair, dispatch.rules_of(pair))) for pair in pairs]
    asked = [(pair, findings) for pair, findings in heard if findings or is_worth_asking(pair)]
    answers = ask([(pair.left.text, pair.right.text) for pair, _ in asked], panel.entailer)
    rows = [(*row, shares) for row, shares in zip(asked, answers, strict=True)]
    chances = panel.judge.rate_claims([features_of_claims(*row) for row in rows])
    for (pair, findings, shares), probability in zip(rows, chances, strict=True):
        own = finding_of(pair, shares)
        told = [*findings, *([own] if own else [])]
        if told:
            yield Weighed(pair, told, shares, probability)


def weigh_cells(tools: Any, parcels: Sequence[Parcel[Cell]]) -> list[Parcel[Weights]]:
    """What the panel of `tools` finds in the pairs of each cell."""
    return [Parcel(_weights_of(parcel.record.read(), tools.panel)) for parcel in parcels]


def _weights_of(pairs: Sequence[Pair], panel: Panel) -> Weights:
    places = {id(pair): place for place, pair in enumerate(pairs)}
    return Weights(
        rows=tuple(
            Weight(
                pair=places[id(row.pair)],
                findings=tuple(row.findings),
                forward=row.shares.forward,
                backward=row.shares.backward,
                probability=row.probability,
            )
            for row in weigh(pairs, panel)
        )
    )


WEIGH = Step("weigh", weigh_cells, given=Cell, made=Weights, at_once=1)


def weighed(pairs: Sequence[Pair], weights: Weights) -> list[Weighed]:
    """What `weigh_cells` found in a cell of these pairs."""
    return [
        Weighed(pairs[row.pair], row.findings, Shares(row.forward, row.backward), row.probability)
        for row in weights.rows
    ]


def ask(texts: Sequence[tuple[str, str]], entailer: Entailer) -> list[Shares]:
    """What the cross-encoder answers to each two texts in both orders."""
    turned = [(right, left) for left, right in texts]
    answers = answer([*texts, *turned], entailer)
    return list(map(Shares, answers[: len(texts)], answers[len(texts) :]))


def ask_if_doubtful(texts: Sequence[tuple[str, str]], entailer: Entailer) -> tuple[list[Shares], list[bool]]:
    """What the cross-encoder answers, and whether reading may tell more: only then both orders are asked."""
    ordered = [in_order(*pair) for pair in texts]
    firsts = answer(ordered, entailer)
    doubtful = [is_worth_reading(*pair, first) for pair, first in zip(ordered, firsts, strict=True)]
    turned = ((right, left) for left, right in compress(ordered, doubtful))
    seconds = iter(answer(list(turned), entailer))
    shares = [
        Shares(first, next(seconds) if doubt else first)
        for first, doubt in zip(firsts, doubtful, strict=True)
    ]
    return shares, doubtful


def ask_of_contents(
    sides: Sequence[Sequence[Pair]], shares: Sequence[Shares], entailer: Entailer
) -> list[Shares]:
    """The shares; where each statement is what one voice says, those of what the two voices say.

    That police say so and that nurses say so is neutral to the cross-encoder, whatever they say.

    Args:
        sides: for each two statements every claim of the one beside every claim of the other.
        shares: what was answered to the two as they stand.
        entailer: the cross-encoder.
    """
    contents = [contents_of(pairs) for pairs in sides]
    answers = iter(ask([in_order(*texts) for texts in contents if texts], entailer))
    return [next(answers) if texts else share for texts, share in zip(contents, shares, strict=True)]


def contents_of(pairs: Sequence[Pair]) -> tuple[str, str] | None:
    """What two statements say without who says it; None if that is not all that there is to them."""
    if len(pairs) != 1:
        return None
    left, right = pairs[0].claims
    if not {left.stance, right.stance} <= SAID or (left.text, right.text) == (left.sentence, right.sentence):
        return None
    return left.text, right.text


def answer(texts: Sequence[tuple[str, str]], entailer: Entailer) -> list[Answer]:
    """What the cross-encoder answers to each two texts, the left one as premise; none is asked twice.

    An empty text says nothing, so it is not asked of.
    """
    wanted = [pair for pair in dict.fromkeys(texts) if all(map(str.strip, pair))]
    known = dict(zip(wanted, map(as_answer, entailer.infer(wanted).tolist()), strict=True))
    return [known.get(pair, OPEN) for pair in texts]


def as_answer(row: Sequence[float]) -> Answer:
    """A row of the cross-encoder's."""
    entailment, neutral, contradiction = row
    return entailment, neutral, contradiction


def is_agreed(row: Weighed) -> bool:
    """Whether all rules that speak agree, or else the two entail each other; a copy confirms nothing."""
    if row.pair.one_sentence:
        return False
    by_rules = [finding.relation == "agreement" for finding in row.findings if finding.rule != NLI]
    if by_rules:
        return all(by_rules)
    left, right = (claim.text.casefold() for claim in row.pair.claims)
    return left != right and min(row.shares.forward[0], row.shares.backward[0]) >= BOTH_WAYS


def rank(row: Weighed, found: Contradiction) -> tuple[float, float, int, str]:
    """What is told of a dispute: the likeliest; of equals what is worded most alike, in the fewest words."""
    return found.probability, row.pair.similarity, -len(found.left.text) - len(found.right.text), found.id


def apply_rules(pair: Pair, rules: Mapping[str, Rule]) -> list[Finding]:
    """What each rule finds, strongest first; ties in the order of the rules."""
    found = [finding for rule in rules.values() if (finding := rule(pair)) is not None]
    return sorted(found, key=lambda finding: -finding.weight)


def as_contradiction(row: Weighed, against: Sequence[Finding], moment: str) -> Contradiction:
    """The contradiction of the first finding against it, with all findings as its reasons."""
    first = against[0]
    left, right = row.pair.claims
    return Contradiction(
        id=fingerprint(first.kind, left, right),
        kind=first.kind,
        reading=first.reading,
        incident=first.incident,
        probability=row.probability,
        topic=topic_of(row.pair),
        left=left,
        right=right,
        decided_by=tuple(row.findings),
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


def judge_statements(pairs: Sequence[Pair], shares: Shares, panel: Panel, *, identity: str | None) -> Verdict:
    """What the witnesses say of two statements.

    Args:
        pairs: every claim of the one beside every claim of the other; none where they were not read.
        shares: what the cross-encoder says of the statements.
        panel: rules, cross-encoder, judge.
        identity: handed through as the id of the verdict.
    """
    findings = [finding for pair in pairs for finding in apply_rules(pair, panel.rules)]
    (chances,) = panel.judge.rate_statements([features_of_statements(pairs, findings, shares)])
    label = max(LABELS, key=lambda name: chances[name])
    told = telling_finding(pairs, findings, shares, label)
    against = label == "contradiction" or (told is not None and told.relation == "contradiction")
    return Verdict(
        id=identity,
        label=label,
        probability=chances["contradiction"],
        kind=told.kind if told else UNREAD if against else None,
        reading=told.reading if told and against else "conflict" if against else None,
        incident=told.incident if told else incident_of(pairs),
        why=told.why if told else PLAIN[label],
        probabilities=chances,
    )


def telling_finding(
    pairs: Sequence[Pair], findings: Sequence[Finding], shares: Shares, label: Label
) -> Finding | None:
    """The finding that a verdict is told by: the surest rule of its label, else the cross-encoder's."""
    if label == "neutral":
        fitting = [finding for finding in findings if finding.reading in ASIDE]
    else:
        fitting = [finding for finding in findings if finding.relation == label]
    if fitting:
        return max(fitting, key=lambda finding: finding.weight)
    if not pairs or label == "neutral":
        return None
    nearest = pairs[0] if len(pairs) == 1 else max(pairs, key=lambda pair: pair.similarity)
    return as_finding(nearest, shares, label)
