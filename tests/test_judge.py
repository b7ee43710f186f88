"""Pairs -> contradictions, agreements: each once, with what decided, whatever the order."""

from itertools import permutations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from claims import judge
from claims.base.records import Claim, Finding
from claims.rules import Pair

MOMENT = "2026-01-01T00:00:00+00:00"
FLOOR = 0.5


def claim(name, **known):
    """A claim with this id and these words."""
    slots = {"document": f"of {name}", "origin": "o", "topic": "t", "quote": name} | known
    return Claim(id=name, start=0, end=len(slots["quote"]), text=name, sentence=name, **slots)


def pair(left="a", right="b"):
    """Two claims side by side."""
    return Pair(claim(left), claim(right), 0.9, "same")


def rule(relation="contradiction", *, weight=0.9, kind="figure", reading="conflict"):
    """A rule that always finds the same."""
    finding = Finding(
        rule=kind,
        relation=relation,
        kind=kind,
        reading=reading,
        incident="same",
        weight=weight,
        left_value="12",
        right_value="20",
        why=f"{kind} {weight}",
    )
    return lambda _: finding


def find(pairs, **rules):
    """What the rules find in the pairs."""
    return judge.find_contradictions(pairs, rules, floor=FLOOR, moment=MOMENT)


def test_the_strongest_finding_gives_its_name():
    """Kind, reading, probability and why are its own; all that speak against are kept."""
    weak, strong = rule(weight=0.6, kind="date"), rule(weight=0.8, reading="revision")

    (found,), agreed = find([pair()], weak=weak, strong=strong)

    assert ("figure", "revision", 0.8, "figure 0.8") == (
        found.kind,
        found.reading,
        found.probability,
        found.why,
    )
    assert ["figure", "date"] == [finding.rule for finding in found.decided_by]
    assert (MOMENT, "new", "t", []) == (found.first_seen, found.status, found.topic, agreed)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, (0, 0)),
        ({"none": lambda _: None}, (0, 0)),
        ({"weak": rule(weight=0.4)}, (0, 0)),
        ({"at the floor": rule(weight=FLOOR)}, (1, 0)),
        ({"agreed": rule("agreement")}, (0, 1)),
        ({"agreed": rule("agreement"), "against": rule()}, (1, 0)),
        ({"agreed": rule("agreement"), "weakly against": rule(weight=0.4)}, (0, 0)),
    ],
)
def test_what_counts(rules, expected):
    """From the floor on it is flagged; an agreement that something speaks against is none."""
    against, agreed = find([pair()], **rules)

    assert expected == (len(against), len(agreed))


@pytest.mark.parametrize("order", list(permutations([("a", "b"), ("a", "c"), ("b", "c")])))
def test_the_order_of_pairs_does_not_matter(order):
    """The same findings in the same order."""
    against, _ = find([pair(*names) for names in order], one=rule())

    assert [("a", "b"), ("a", "c"), ("b", "c")] == [(row.left.id, row.right.id) for row in against]


def test_copies_of_one_article_give_a_finding_once():
    """The same words of the same speakers are the same contradiction."""
    pairs = [
        Pair(claim(f"a{n}", quote="twelve"), claim(f"b{n}", quote="twenty"), 0.9, "same") for n in range(3)
    ]

    against, _ = find(pairs, one=rule())
    _, agreed = find(pairs, one=rule("agreement"))

    assert (1, 1) == (len(against), len(agreed))


# --- fingerprints ---


WORDS = st.text("abc ", min_size=1, max_size=6).filter(str.strip)


@given(WORDS, WORDS)
def test_fingerprints_do_not_depend_on_the_order(mine, theirs):
    """Two sides are two sides, whichever comes first."""
    left, right = claim("a", quote=mine), claim("b", quote=theirs)

    assert judge.fingerprint("figure", left, right) == judge.fingerprint("figure", right, left)


@pytest.mark.parametrize(
    "edited",
    [
        {"start": 40, "end": 46},
        {"document": "edited", "origin": "edited"},
        {"quote": "Twelve\n  died"},
        {"sentence": "Rain fell. Twelve died."},
        {"topic": "other", "incident": "i"},
    ],
)
def test_fingerprints_survive_edits_elsewhere(edited):
    """What is claimed, and by whom, is the same: so is the finding, and a person's verdict on it."""
    left, right = claim("a", quote="Twelve died"), claim("b")

    assert judge.fingerprint("figure", left, right) == judge.fingerprint(
        "figure", left.model_copy(update={"id": "z", **edited}), right
    )


@pytest.mark.parametrize("edited", [{"quote": "Twenty died"}, {"speaker": "the south"}, {"stance": "denies"}])
def test_another_claim_is_another_finding(edited):
    """Other words, another speaker or stance: nobody has judged that yet."""
    left, right = claim("a", quote="Twelve died"), claim("b")
    other = left.model_copy(update=edited)

    assert judge.fingerprint("figure", left, right) != judge.fingerprint("figure", other, right)
    assert judge.fingerprint("figure", left, right) != judge.fingerprint("date", left, right)


# --- verdicts ---


def verdict(*rules, pairs=None):
    """What is said of two statements."""
    named = {str(number): one for number, one in enumerate(rules)}
    chosen = [pair()] if pairs is None else pairs
    return judge.judge_statements(chosen, named, floor=FLOOR, identity="x")


@pytest.mark.parametrize(
    ("rules", "label", "kind", "reading"),
    [
        ((rule(),), "contradiction", "figure", "conflict"),
        ((rule("agreement"),), "agreement", "figure", None),
        ((rule("agreement", weight=0.95), rule(weight=0.6)), "contradiction", "figure", "conflict"),
        ((), "neutral", None, None),
    ],
)
def test_verdicts(rules, label, kind, reading):
    """A contradiction goes before an agreement, an agreement before nothing."""
    found = verdict(*rules)

    assert ("x", label, kind, reading) == (found.id, found.label, found.kind, found.reading)


@pytest.mark.parametrize("rules", [(rule(),), (rule("agreement"),), ()])
def test_probabilities_add_up_and_fit_the_label(rules):
    """Three shares of one, and the label is the greatest of them."""
    found = verdict(*rules)

    assert 1 == pytest.approx(sum(found.probabilities.values()))
    assert found.probability == found.probabilities["contradiction"]
    assert found.label == max(found.probabilities, key=lambda name: found.probabilities[name])


def test_statements_without_claims_are_neutral():
    """Nothing to compare is no error, and says so."""
    found = verdict(rule(), pairs=[])

    assert ("neutral", "unknown") == (found.label, found.incident)
    assert found.why
