"""Pairs -> contradictions, agreements: each once, with what decided, whatever the order."""

import math
from itertools import permutations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from claims import judge
from claims.base.records import Claim, Finding, Quantity
from claims.rules import Pair
from claims.rules.evidence import Shares

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


SILENT = (0.02, 0.96, 0.02)


class FakeEntailer:
    """Answers the same to every pair, or what `known` says of two texts."""

    name = "fake"

    def __init__(self, answer=SILENT, known=()):
        self.answer, self.known, self.asked = answer, dict(known), []

    def infer(self, pairs):
        """Shape (len(pairs), 3)."""
        self.asked.append(list(pairs))
        return np.array([self.known.get(pair, self.answer) for pair in pairs]).reshape(-1, 3)


class FakeJudge:
    """As sure as the surest witness: of a rule or of the cross-encoder."""

    name = "fake"

    def rate_claims(self, rows):
        """The probability that goes with the greater odds against."""
        return [
            max(share_of(row.get("contradiction")), share_of(row.get("nli contradiction"))) for row in rows
        ]

    def rate_statements(self, rows):
        """A contradiction before an agreement before neither."""
        return [shares_of(row) for row in rows]


def share_of(odds):
    """The share with these odds; 0 of none."""
    return 0.0 if odds is None else round(1 / (1 + math.exp(-odds)), 3)


def shares_of(row):
    """Three shares of one."""
    against = max(share_of(row.get("contradiction")), share_of(row["nli contradiction"]))
    agreed = max(share_of(row.get("agreement")), share_of(row["nli agreement"])) * (1 - against)
    return {"contradiction": against, "agreement": agreed, "neutral": 1 - against - agreed}


def panel(rules, entailer=None):
    """Rules beside a cross-encoder that has nothing to say, unless one is given."""
    return judge.Panel(rules, entailer or FakeEntailer(), FakeJudge())


def find(pairs, entailer=None, **rules):
    """What the witnesses find in the pairs."""
    return judge.find_contradictions(pairs, panel(rules, entailer), floor=FLOOR, moment=MOMENT)


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


# --- the cross-encoder ---

AGAINST, SAME = (0.02, 0.08, 0.9), (0.9, 0.08, 0.02)


def alike(left="a", right="b", **known):
    """Two claims of one incident in much the same words."""
    return Pair(claim(left, **known), claim(right, **known), 0.7, "same")


def test_the_cross_encoder_finds_what_no_rule_sees():
    """It says in plain words that both cannot be true, and is named as the one that decided."""
    (found,), _ = find([alike()], FakeEntailer(AGAINST))

    assert (["nli"], "conflict", 0.9) == (
        [finding.rule for finding in found.decided_by],
        found.reading,
        found.probability,
    )
    assert "cannot both be true" in found.why


def test_two_that_entail_each_other_agree():
    """Both ways: one way alone is only more of the same story."""
    known = {("a", "b"): SAME, ("b", "a"): SAME, ("a", "c"): SAME, ("c", "a"): SILENT}

    _, agreed = find([alike("a", "b"), alike("a", "c")], FakeEntailer(known=known))

    assert [("a", "b")] == [(row.left.id, row.right.id) for row in agreed]


def test_both_orders_are_asked_once():
    """Contradiction knows no direction; what many pairs share is asked once."""
    entailer = FakeEntailer()

    find([alike("a", "b"), alike("a", "b"), alike("a", "c")], entailer)

    assert [("a", "b"), ("a", "c"), ("b", "a"), ("c", "a")] == sorted(entailer.asked[0])


@pytest.mark.parametrize(("similarity", "incident"), [(0.2, "same"), (0.9, "different"), (0.9, "unknown")])
def test_the_cross_encoder_is_not_asked_of_any_two(similarity, incident):
    """Unlike claims, other incidents and claims that share nothing are never flagged by it."""
    left, right = claim("a", names=("Ada Byron",)), claim("b")

    assert ([], []) == find([Pair(left, right, similarity, incident)], FakeEntailer(AGAINST))


def test_two_incidents_are_told_aside_however_improbable():
    """Nothing that differs is dropped: it is named."""
    (found,), _ = find([pair()], one=rule(weight=0.2, reading="incident"))

    assert ("incident", 0.2) == (found.reading, found.probability)


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


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({}, None),  # the whole statements are what was asked of already
        ({"sentence": "Police said that twelve died", "text": "twelve died"}, ("twelve died", "Ten died.")),
        ({"sentence": "Police denied that twelve died", "text": "twelve died", "stance": "denies"}, None),
    ],
)
def test_the_cross_encoder_hears_what_is_said_and_not_by_whom(changed, asked):
    """A denial is another thing than what it denies."""
    left, right = claim("Twelve died.").model_copy(update=changed), claim("Ten died.")

    assert asked == judge.contents_of([Pair(left, right, 0.5, "same")])
    assert judge.contents_of([]) is None


def verdict(*rules, pairs=None):
    """What is said of two statements."""
    named = {str(number): one for number, one in enumerate(rules)}
    chosen = [pair()] if pairs is None else pairs
    return judge.judge_statements(chosen, Shares(SILENT, SILENT), panel(named), identity="x")


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


# --- fingerprints ---


def fingerprint_of(left, right, *, weight=0.9, order=1):
    """The id of what one rule finds between two claims."""
    sides = (left, right)[::order]
    (found,), _ = find([Pair(*sides, 0.7, "unknown")], rule=rule(weight=weight))
    return found.id


@given(
    start=st.integers(0, 10**6),
    weight=st.floats(0.6, 0.95),
    slots=st.fixed_dictionaries(
        {
            "topic": st.text(),
            "incident": st.none() | st.text(),
            "carrier": st.text(),
            "checkworthy": st.just(0.3),
        }
    ),
    order=st.sampled_from([1, -1]),
)
def test_an_id_is_of_what_is_claimed_by_whom(start, weight, slots, order):
    """Not of where it stands, in which document, how probable it is, or what a model makes of it."""
    plain = fingerprint_of(claim("a", speaker="police"), claim("b"))
    moved = {"document": "edited", "quote": "a", **slots}
    again = claim("a", speaker="police", **moved).model_copy(
        update={"id": "x", "start": start, "end": start + 1}
    )

    assert plain == fingerprint_of(again, claim("b"), weight=weight, order=order)


# --- edits ---


def toll(number, **known):
    """A claim with so many dead."""
    figure = Quantity(text=str(number), low=number, high=number, of="people", role="killed")
    return claim(f"{number} died", quantities=(figure,), **known)


def revisions(*pairs, entailer=None, rule="versions"):
    """What was edited in these pairs."""
    heard = panel({}, entailer)
    return judge.find_revisions([Pair(*sides, 0.9, "same") for sides in pairs], rule, heard, moment=MOMENT)


def test_an_edit_is_found_whatever_its_probability():
    """The old version is left, the new one right."""
    (found,) = revisions((toll(47, carrier="Gazette"), toll(46)))

    assert ("revision", "figure", "the article of Gazette said 47 people, now 46") == (
        found.reading,
        found.kind,
        found.why,
    )
    assert ("47 died", "46 died") == (found.left.text, found.right.text)


def test_an_edit_is_no_dispute_of_two_papers():
    """Another paper that says the same as the old version makes another finding."""
    (edit,) = revisions((toll(47), toll(46)))
    (dispute,), _ = find([Pair(toll(47), toll(46), 0.9, "same")], figures=rule())

    assert edit.id != dispute.id


def test_what_only_the_cross_encoder_doubts_is_no_edit():
    """Words that were changed are no finding, as long as no figure, place or the like was."""
    assert [] == revisions((claim("a"), claim("b")), entailer=FakeEntailer((0.0, 0.0, 1.0)))


@pytest.mark.parametrize(("likeness", "expected"), [(0.5, 0), (0.7, 1)])
def test_alone_the_cross_encoder_is_believed_of_much_alike_statements(likeness, expected):
    """Where no rule speaks it takes two sentences of one story for one thing too readily."""
    sides = Pair(claim("a"), claim("b"), likeness, "same")

    found, _ = find([sides], FakeEntailer((0.02, 0.03, 0.95)))
    beside, _ = find([sides], FakeEntailer((0.02, 0.03, 0.95)), figures=rule())

    assert (expected, 1) == (len(found), len(beside))


def test_a_smaller_toll_beside_a_larger_of_its_own_document_is_no_rival():
    """The herald tells four and, elsewhere, the nine of the daily."""
    nine, four, both = (told("daily", 9), told("herald", 4), told("herald", 9))

    alone, _ = find([Pair(nine, four, 0.7, "same")], figures=of_tolls)
    beside, _ = find([Pair(nine, four, 0.7, "same"), Pair(nine, both, 0.7, "same")], figures=of_tolls)

    assert (1, 0) == (len(alone), len(beside))


def told(document, low):
    """A claim with one toll."""
    dead = Quantity(text=str(low), low=low, high=low, of="people", role="killed")
    return claim(f"{document} {low}", document=document, quantities=(dead,))


def of_tolls(sides):
    """Tolls that differ contradict each other, told by their words."""
    mine, theirs = (side.quantities[0] for side in sides.claims)
    finding = rule()(sides).model_copy(
        update={"rule": "figures", "left_value": mine.text, "right_value": theirs.text}
    )
    return None if mine.low == theirs.low else finding
