"""Accounts of one event in different documents are one incident; accounts of two are not."""

from datetime import date, timedelta
from itertools import permutations

import numpy as np
import pytest

from claims.base.records import Claim, Quantity, TimeSpan
from claims.rules.digests import all_accounts, read_digests
from claims.rules.gathering import couples, gather
from claims.rules.incidents import relate_incidents, relate_joined
from claims.rules.likeness import Model, features, load_model, probability, weigh_names

PRINTED = date(2024, 3, 5)
MONDAY = TimeSpan(text="on Monday", start=date(2024, 3, 4), end=date(2024, 3, 4))


def claim(document, at=0, **slots):
    """A claim of a document on a shooting; `at` is its place in the text."""
    known = {"event": "shooting", "mention": f"{document} main", "published": PRINTED} | slots
    known.setdefault("incident", known["mention"])
    words = {"text": "t", "quote": "t", "sentence": "t", "start": at, "end": at + 1}
    return Claim(id=f"{document}{at}", document=document, origin=document, **words, **known)


def background(document, at=9, **slots):
    """A claim of a document that speaks of no event."""
    return claim(document, at, **({"event": None, "mention": None, "incident": None} | slots))


def accounts(*claims):
    """The accounts of some claims that all read alike."""
    vectors = np.full((len(claims), 4), 0.5, dtype=np.float32)
    return all_accounts(read_digests(claims, vectors).values())


def joined(*claims):
    """Whether all accounts of some claims are of one incident."""
    return len(set(gather(accounts(*claims)))) == 1


TOLD = {"places": ("Bergen",), "time": MONDAY, "names": ("Kari Nordahl", "Bergen")}


def test_what_a_document_names_beside_its_event_belongs_to_the_account():
    """The victim is named where no event is; an age and a day stand there too."""
    age = Quantity(text="34", low=34, high=34, of="Nordahl", role="age")

    (account,) = accounts(
        claim("a"), background("a", names=("Kari Nordahl",), quantities=(age,), time=MONDAY)
    )

    assert ({"kari nordahl"}, {"kari", "nordahl"}) == (account.names, account.words)
    assert ({34}, {MONDAY.start}, ()) == (account.ages, account.dates, account.days)


@pytest.mark.parametrize(
    ("later", "events"),
    [
        ({}, 1),
        ({"places": ("Bergen",)}, 1),
        ({"places": ("Osaka",)}, 2),
        ({"event": "flood"}, 2),
        ({"time": TimeSpan(text="in 2022", start=date(2022, 5, 1), end=date(2022, 5, 1))}, 2),
    ],
)
def test_a_document_tells_one_event_of_a_sort_unless_details_differ(later, events):
    """Far apart in the text, a bare mention is the event told most; another place, sort or day is not."""
    claims = [claim("a", 0, **TOLD), claim("a", 1, **TOLD), claim("a", 2, mention="a late", **later)]

    assert events == len(accounts(*claims))


def test_two_documents_that_name_one_victim_tell_one_event():
    """Days and places need not be told."""
    names = ("Kari Nordahl", "Strand Hotel", "Ole Bakke")

    assert joined(claim("a", names=names), claim("b", names=names, published=PRINTED + timedelta(days=3)))


@pytest.mark.parametrize(
    "other",
    [
        {"places": ("Osaka",)},
        {"event": "flood"},
        {"time": TimeSpan(text="then", start=date(2023, 3, 4), end=date(2023, 3, 4))},
        {"names": ("Liv Hagen",), "published": date(2022, 1, 1), "time": None, "places": ()},
        {"names": (), "time": None, "places": ()},
    ],
)
def test_hard_evidence_and_silence_keep_apart(other):
    """Another place, sort, day or victim; and what says nothing."""
    assert not joined(claim("a", **TOLD), claim("b", **(TOLD | other)))


def test_rival_actors_keep_apart():
    """Two armies do not fire one shot."""
    assert not joined(claim("a", actors=("North",), **TOLD), claim("b", actors=("South",), **TOLD))


def test_a_common_name_joins_nothing():
    """What every paper names tells no event from the next."""
    assert not joined(*(claim(document, names=("Police Department",)) for document in "abcd"))


def test_what_is_told_beside_joins_its_event():
    """A second event of one document is the main one of another, by day and place."""
    other = {"places": ("Osaka",), "time": MONDAY}
    beside = claim("a", 2, mention="a late", **other)
    claims = [claim("a", 0, **TOLD), claim("a", 1, **TOLD), beside, claim("b", **other)]

    found = accounts(*claims)
    numbers = dict(zip([account.id for account in found], gather(found), strict=True))

    assert numbers["a late"] == numbers["b main"] != numbers["a main"]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_claims_changes_nothing(order):
    """The same accounts and incidents, whichever comes first."""
    claims = [claim("a", **TOLD), claim("b", **TOLD), claim("c"), background("b", names=("Kari Nordahl",))]
    mixed = [claims[row] for row in order]

    assert gather(accounts(*claims)) == gather(accounts(*mixed))


def test_the_probability_is_symmetric():
    """Which document stands on the left does not matter."""
    left, right = weigh_names(accounts(claim("a", **TOLD), claim("b", names=("Bergen",))), load_model())

    assert features(left, right) == features(right, left)
    assert probability(left, right, load_model()) == probability(right, left, load_model())


def test_a_name_weighs_less_the_more_documents_hold_it():
    """In the background or among the documents themselves."""
    model = Model(0.0, {}, 100.0, {"river": 0.5})
    sides = weigh_names(
        accounts(claim("a", names=("River", "Nordahl", "Bakke")), claim("b", names=("Bakke",))), model
    )

    weights = sides[0].words

    assert weights["river"] < weights["bakke"] < weights["nordahl"]


def test_accounts_of_one_document_are_not_compared():
    """Reading has told them apart."""
    one = claim("a", 0, **TOLD)
    other = claim("a", 1, mention="a late", places=("Osaka",), names=("Kari Nordahl",))
    sides = weigh_names(accounts(one, other), load_model())

    assert [] == couples(sides, [0, 1])


def test_what_was_left_apart_is_not_same():
    """After documents were joined, a pair is `same` only inside an incident."""
    left, right = claim("a", **TOLD), claim("b", **TOLD)

    assert ("same", "unknown") == (relate_incidents(left, right), relate_joined(left, right))
    one = right.model_copy(update={"incident": left.incident})
    assert "same" == relate_joined(left, one)


def test_an_arrest_told_with_its_attack_is_not_the_attack():
    """One incident, but figures of the two are not of one event."""
    left = claim("a", **TOLD)
    right = claim("b", **TOLD).model_copy(update={"event": "arrest", "incident": left.incident})

    assert "unknown" == relate_incidents(left, right)
