"""Parts that are more than their whole."""

import random
from datetime import date

import pytest

from claims.base.records import Claim, Quantity, content_id
from claims.rules import find_discords
from claims.rules.wholes import find_excesses

PRINTED = date(2024, 3, 5)


def count(text, number, of, **known):
    """A figure of those killed."""
    return Quantity(text=text, **{"low": number, "high": number, "of": of, "role": "killed", **known})


def told(sentence, *quantities, document="d1", **known):
    """A claim on one fire, but for what is said otherwise."""
    slots = {"published": PRINTED, "event": "fire", "incident": "i1", "topic": "t1", "speaker": "officials"}
    return Claim(
        id=content_id(sentence, document, known.get("published")),
        document=document,
        origin=document,
        text=sentence,
        quote=sentence,
        start=0,
        end=len(sentence),
        sentence=sentence,
        quantities=quantities,
        **(slots | known),
    )


def dead(whole, *parts, **known):
    """A toll with some of the dead named as parts: "12 people died, including 9 women and 6 men"."""
    texts = [f"{number} {of}" for number, of in parts]
    sentence = f"{whole} people died" + (f", including {' and '.join(texts)}" if parts else "")
    quantities = [
        count(text, number, of, part=text == texts[0])
        for text, (number, of) in zip(texts, parts, strict=True)
    ]
    return told(sentence, count(f"{whole} people", whole, "people"), *quantities, **known)


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        (dead(12, (15, "children")), "15 children"),
        (dead(12, (9, "women"), (6, "men")), "9 women and 6 men"),
        (dead(12, (7, "men"), (4, "women"), (3, "boys")), "7 men and 4 women and 3 boys"),
        (dead(12, (13, "passengers"), (6, "women")), "13 passengers"),
    ],
)
def test_parts_beyond_the_toll_of_their_claim_are_told(claim, named):
    """Alone, or added where nobody can be in two of the groups."""
    [found] = find_excesses([claim])

    assert (
        f"officials (2024-03-05) put those killed (fire) at 12, fewer than the parts named: {named}"
        == found.why
    )
    assert ((claim.id,), "figure", "wholes", "t1") == (found.claims, found.kind, found.rule, found.topic)


@pytest.mark.parametrize(
    "claim",
    [
        dead(12),
        dead(12, (9, "women")),
        dead(15, (9, "women"), (6, "men")),
        dead(12, (9, "passengers"), (6, "women")),  # some may be both
        dead(12, (9, "boys"), (6, "children")),
        dead(12, (15, "children"), negated=True),
        told(
            "12 people died, 15 children",
            count("12 people", 12, "people"),
            count("15 children", 15, "children"),
        ),
        told(
            "At least 12 people died, including 15 children",
            count("At least 12 people", 12, "people", high=None),
            count("15 children", 15, "children", part=True),
        ),
        told(
            "About 14 people died, including 15 children",
            count("About 14 people", 14, "people", approximate=True),
            count("15 children", 15, "children", part=True),
        ),
        told(
            "12 people died, including nine women, and the owner was fined 60 euros",
            count("12 people", 12, "people"),
            count("nine women", 9, "women", part=True),
            count("60 euros", 60, None, unit="EUR", role="cost"),
        ),
        told(
            "12 people were killed and 15 injured, including 14 children",
            count("12 people", 12, "people"),
            count("15", 15, "people", role="injured"),
            count("14 children", 14, "children", role="injured", part=True),
        ),
    ],
)
def test_parts_that_fit_are_passed_over(claim):
    """So are open and rounded tolls, groups that may overlap, and figures of something else."""
    assert [] == find_excesses([claim])


def test_a_part_beyond_the_whole_of_another_report_is_told_with_all_of_them():
    """Nine children cannot be among seven dead."""
    claims = [
        dead(12, (9, "children")),
        dead(7, document="d2"),
        dead(8, document="d3", published=date(2024, 3, 6)),
    ]

    [found] = find_excesses(claims)

    assert {claim.id for claim in claims} == set(found.claims)
    assert "counted 9 children among those killed (fire), more than the whole toll of officials" in found.why


@pytest.mark.parametrize(
    "other",
    [
        dead(10, document="d2"),
        dead(7, document="d2", published=date(2024, 3, 4)),  # an older report knew of fewer
        dead(7, document="d2", published=None),
        dead(7, document="d2", incident="i2"),
        dead(7, document="d2", incident=None),
        dead(7, document="d2", negated=True),
        told("7 soldiers died", count("7 soldiers", 7, "soldiers"), document="d2"),
        told("7 people were hurt", count("7 people", 7, "people", role="injured"), document="d2"),
        told("At least 7 died", count("At least 7", 7, None, high=None), document="d2"),
        told("7 others died", count("7 others", 7, "others", part=True), document="d2"),
        told("7 died at once, 12 in all", count("7", 7, None), count("12", 12, None), document="d2"),
    ],
)
def test_other_wholes_are_passed_over(other):
    """Larger, older, open, of other people, another role or another incident."""
    assert [] == find_excesses([dead(12, (9, "children")), other])


def test_the_order_of_the_claims_does_not_matter():
    """Nor does a second telling of the same."""
    claims = [
        dead(12, (9, "children")),
        dead(7, document="d2"),
        dead(12, (9, "women"), (6, "men"), document="d3"),
    ]
    mixed = [*claims, *claims]
    random.Random(1).shuffle(mixed)

    assert 2 == len(find_discords(claims))
    assert find_discords(claims) == find_discords(mixed)
