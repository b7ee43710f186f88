"""Claims -> incidents, topics, pairs: the same whatever comes first, and nothing left out."""

from datetime import date
from itertools import combinations, permutations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from claims import group
from claims.base.protocols import no_vectors
from claims.base.records import Claim, Quantity, TimeSpan
from claims.base.settings import Settings
from claims.rules.digests import read_digests

SETTINGS = Settings()
DAY = date(2024, 3, 5)
MONDAY = TimeSpan(text="on Monday", start=date(2024, 3, 4), end=date(2024, 3, 4))


def claim(name, **known):
    """A claim with this id, of a document of its own, with these slots."""
    slots = {"document": f"of {name}", "published": DAY} | known
    words = {"text": name, "quote": name, "sentence": name}
    return Claim(id=name, origin=slots["document"], start=0, end=len(name), **words, **slots)


def toll(name, low, **known):
    """A claim on how many died in a fire in Lyon on Monday."""
    quantity = Quantity(text=str(low), low=low, high=low, of="people", role="killed")
    told = {"incident": f"fire of {name}", "mention": f"fire of {name}"}
    slots = {"event": "fire", "time": MONDAY, "places": ("Lyon",)} | told
    return claim(name, quantities=(quantity,), **(slots | known))


def axes(*numbers):
    """Vectors of length 1: equal numbers point one way, others are at right angles."""
    return np.eye(max(numbers, default=0) + 1, dtype=np.float32)[list(numbers)]


def alike(claims):
    """A vector for each claim, all the same."""
    return axes(*[0] * len(claims))


def digests_of(claims, vectors=None):
    """The digests of their documents."""
    return read_digests(claims, alike(claims) if vectors is None else vectors)


# --- incidents ---


def incidents(claims):
    """The incident of each claim, by its id."""
    return {claim.id: claim.incident for claim in group.find_incidents(claims, digests_of(claims))}


def test_one_event_in_two_papers_is_one_incident():
    """Sort, day and place agree: one id."""
    found = incidents([toll("a", 12), toll("b", 20)])

    assert found["a"] == found["b"] is not None


@pytest.mark.parametrize(
    "other",
    [
        {"places": ("Osaka",)},
        {"event": "flood"},
        {"time": TimeSpan(text="then", start=date(2022, 1, 1), end=date(2022, 1, 1))},
        {"time": None, "places": ()},
    ],
)
def test_what_is_told_apart_or_not_told_stays_apart(other):
    """Another place, sort or day is another incident; silence joins nothing."""
    found = incidents([toll("a", 12), toll("b", 20, **other)])

    assert found["a"] != found["b"]


def test_what_speaks_of_no_event_has_no_incident():
    """A state of affairs happens at no time."""
    assert {"a": None} == incidents([claim("a")])


RIVAL_HANDS = [
    toll("a", 12),
    toll("b", 12, actors=("North",)),
    toll("c", 12, actors=("South",)),
]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_incidents_do_not_depend_on_what_was_known_first(order):
    """Settled one by one or all at once, the same claims are of one incident."""
    claims: list[Claim] = []
    for row in order:
        claims = [*claims, RIVAL_HANDS[row]]
        claims = group.find_incidents(claims, digests_of(claims))
    alone = incidents(RIVAL_HANDS)

    assert alone == {row.id: row.incident for row in claims}


# --- topics ---


def topics_of(claims, vectors):
    """Sets of ids of claims, one for each topic."""
    _, topics = group.find_topics(claims, vectors, SETTINGS)
    return {frozenset(topic.claims) for topic in topics}


def test_alike_claims_share_a_topic_and_the_others_have_their_own():
    """No claim is left over, none is in two topics."""
    claims = [claim(name) for name in "abcde"]

    found = topics_of(claims, axes(0, 0, 1, 2, 2))

    assert {frozenset("ab"), frozenset("c"), frozenset("de")} == found


def test_no_claims_no_topics():
    """An empty ledger is no error."""
    assert ([], []) == group.find_topics([], no_vectors(), SETTINGS)
    assert [] == group.pair_claims([], no_vectors(), {}, SETTINGS)


@given(st.permutations(range(6)), st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_topics_do_not_depend_on_the_order(order, numbers):
    """Shuffled, the same claims share the same topics, under the same ids."""
    claims, vectors = [claim(name) for name in "abcdef"], axes(*numbers)
    shuffled = [claims[row] for row in order]

    placed, _ = group.find_topics(claims, vectors, SETTINGS)
    again, _ = group.find_topics(shuffled, vectors[list(order)], SETTINGS)

    assert {row.id: row.topic for row in placed} == {row.id: row.topic for row in again}


def test_a_topic_keeps_its_id_while_it_grows():
    """A later claim on the same question does not rename it."""
    claims = [claim("a", published=date(2024, 1, 1)), claim("b")]
    before, _ = group.find_topics(claims, axes(0, 0), SETTINGS)
    later = claim("c", published=date(2024, 9, 9))
    after, _ = group.find_topics([*claims, later], axes(0, 0, 0), SETTINGS)

    assert [before[0].topic] * 3 == [row.topic for row in after]


def test_tolls_of_one_event_share_a_topic_however_worded():
    """Figures of one question stand together, and their label shows them."""
    told = [toll(name, low, actors=("North",)) for name, low in (("a", 12), ("b", 20))]
    claims = group.find_incidents(told, digests_of(told))
    _, topics = group.find_topics(claims, axes(0, 1), SETTINGS)

    assert [("a", "b")] == [topic.claims for topic in topics]
    assert [] == [figure for figure in ("12", "20") if figure not in topics[0].label]


def test_unlike_tolls_do_not_share_a_topic():
    """Killed and injured are two questions, in whatever like words."""
    injured = toll("b", 20)
    injured = injured.model_copy(
        update={"quantities": (injured.quantities[0].model_copy(update={"role": "injured"}),)}
    )

    assert {frozenset("a"), frozenset("b")} == topics_of([toll("a", 12), injured], axes(0, 0))


# --- pairs ---


def pairs_of(claims, vectors):
    """Ids of the two sides of each pair."""
    return [
        (pair.left.id, pair.right.id)
        for pair in group.pair_claims(claims, vectors, digests_of(claims, vectors), SETTINGS)
    ]


def test_pairs_are_alike_or_share_a_slot():
    """Claims of other words, topics and incidents are not compared."""
    claims = [claim("a"), claim("b"), claim("c", topic="t"), claim("d", topic="t")]

    assert [("a", "b"), ("c", "d")] == pairs_of(claims, axes(0, 0, 1, 2))


def test_a_denial_meets_what_it_answers():
    """However unlike the words, within one text of two voices."""
    claims = [
        claim("a", document="d", speaker="the north"),
        claim("b", document="d", speaker="the south", stance="denies", answers="a"),
    ]

    assert [("a", "b")] == pairs_of(claims, axes(0, 1))


@pytest.mark.parametrize("speaker", [None, "the north"])
def test_one_voice_is_not_set_against_itself(speaker):
    """Two claims of one speaker in one document are no pair."""
    claims = [claim(name, document="d", speaker=speaker) for name in "ab"]

    assert [] == pairs_of(claims, axes(0, 0))


@given(st.permutations(range(5)), st.lists(st.integers(0, 2), min_size=5, max_size=5))
def test_pairs_do_not_depend_on_the_order(order, numbers):
    """Shuffled, the same pairs; each once, the smaller id on the left."""
    claims, vectors = [claim(name) for name in "abcde"], axes(*numbers)
    found = pairs_of(claims, vectors)

    assert found == pairs_of([claims[row] for row in order], vectors[list(order)])
    alike = {(one, two) for one, two in combinations(range(5), 2) if numbers[one] == numbers[two]}
    assert [("abcde"[one], "abcde"[two]) for one, two in sorted(alike)] == found


# --- counts and vectors ---
