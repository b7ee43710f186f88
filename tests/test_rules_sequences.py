"""Deeds that are dated in an order in which they cannot have happened."""

import random
from datetime import date

import pytest

from claims.base.records import Claim, TimeSpan, content_id
from claims.language.lexicon import load_lexicon
from claims.rules import find_discords
from claims.rules.sequences import find_disorders

PATIENT = object()  # the object of a passive is its subject


def told(words, subject, predicate, day, *, thing=PATIENT, names=("Jane Doe",), **known):
    """A claim whose time is a day of May 2021, or the year given, and stands at the end of the words."""
    start = end = date(2021, 5, day) if day < 32 else None
    if start is None:
        start, end = date(day, 1, 1), date(day, 12, 31)
    text = f"{words} on {day} May 2021" if day < 32 else f"{words} in {day}"
    span = TimeSpan(text=text.split(" on ")[-1] if day < 32 else str(day), start=start, end=end)
    document = known.pop("document", "d1")
    return Claim(
        id=content_id(text, document, *known.values()),
        document=document,
        origin=document,
        text=text,
        quote=text,
        start=0,
        end=len(text),
        sentence=text,
        subject=subject,
        predicate=predicate,
        object=subject if thing is PATIENT else thing,
        time=span,
        names=names,
        **{"published": date(2021, 5, 20), "topic": "t1", **known},
    )


def jane(participle, predicate, day, **known):
    """What happened to Jane Doe that day."""
    return told(f"Jane Doe was {participle}", "Jane Doe", predicate, day, **known)


def died(day, **known):
    """Jane Doe's death."""
    return told("Jane Doe died", "Jane Doe", "die", day, thing=None, **known)


ARRESTED = jane("arrested", "arrest", 5)


@pytest.mark.parametrize(
    "claims",
    [
        [ARRESTED, jane("sentenced", "sentence", 1)],
        [ARRESTED, jane("sentenced", "sentence", 1, document="d2", published=date(2021, 6, 2))],
        [
            told("Police arrested Jane Doe", "Police", "arrest", 5, thing="Jane Doe"),
            jane("convicted", "convict", 1),
        ],
        [told("Jane Doe, 40, was arrested", "Jane Doe, 40,", "arrest", 5), jane("sentenced", "sentence", 1)],
        [told("Doe was arrested", "Doe", "arrest", 5, names=("Doe",)), jane("sentenced", "sentence", 1)],
        [told("Jane Doe shot a guard", "Jane Doe", "shoot", 9, thing="a guard"), ARRESTED],
        [ARRESTED, died(2)],
        [jane("born", "bear", 1950), told("Jane Doe died", "Jane Doe", "die", 1940, thing=None)],
        [jane("buried", "bury", 3), died(9)],
        [
            told("The treaty of Arden was signed", "The treaty of Arden", "sign", 1893, names=("Arden",)),
            told("The treaty of Arden was ratified", "The treaty of Arden", "ratify", 1871, names=("Arden",)),
        ],
        [
            told("The Arden Bridge was closed", "The Arden Bridge", "close", 9, names=("Arden Bridge",)),
            told(
                "The Arden Bridge reopened",
                "The Arden Bridge",
                "reopen",
                2,
                thing=None,
                names=("Arden Bridge",),
            ),
        ],
    ],
)
def test_deeds_out_of_order_are_told_with_all_members(claims):
    """What presupposes another deed is dated before it."""
    [found] = find_disorders(claims)

    assert {claim.id for claim in claims} == set(found.claims)
    assert ("sequences", "date", "t1") == (found.rule, found.kind, found.topic)
    assert "out of order" in found.why


@pytest.mark.parametrize(
    "claims",
    [
        [jane("arrested", "arrest", 1), jane("sentenced", "sentence", 5)],
        [jane("arrested", "arrest", 2), jane("sentenced", "sentence", 1)],  # one night has two dates
        [jane("arrested", "arrest", 2021), jane("sentenced", "sentence", 1)],
        [ARRESTED, jane("sentenced", "sentence", 2012)],  # for something else
        [ARRESTED, jane("arrested", "arrest", 1, document="d2"), jane("sentenced", "sentence", 2)],
        [ARRESTED, jane("sentenced", "sentence", 1, negated=True)],
        [ARRESTED, jane("sentenced", "sentence", 1, stance="denies")],
        [ARRESTED, jane("sentenced", "sentence", 1, stance="expects")],
        [ARRESTED, jane("sentenced", "sentence", 1, document="d2", published=date(2023, 5, 20))],
        [ARRESTED, jane("charged", "charge", 1)],  # a warrant comes first
        [ARRESTED, told("Joe Doe was sentenced", "Joe Doe", "sentence", 1, names=("Joe Doe",))],
        [ARRESTED, told("Doe was sentenced", "Doe", "sentence", 1, names=("Doe", "Joe Doe"))],
        [ARRESTED, told("Doe was sentenced", "Doe", "sentence", 1, names=("Doe",), document="d2")],
        [ARRESTED, told("The mother of Jane Doe was sentenced", "The mother of Jane Doe", "sentence", 1)],
        [ARRESTED, told("Jane Doe was sentenced for a theft", "Jane Doe", "sentence", 1)],  # whose date?
        [told("Jane Doe shot", "Jane Doe", "shoot", 9, thing=None), ARRESTED],
        [told("Jane Doe was shot", "Jane Doe", "shoot", 9), ARRESTED],
        [told("A woman was arrested", "A woman", "arrest", 5), jane("sentenced", "sentence", 1)],
        [ARRESTED],
        [],
    ],
)
def test_what_can_have_happened_is_passed_over(claims):
    """In order, undated, denied, of another person or case, or not certainly dated."""
    assert [] == find_disorders(claims)


def test_the_order_of_the_claims_does_not_matter():
    """Nor does a second telling of the same."""
    claims = [ARRESTED, jane("sentenced", "sentence", 1), jane("convicted", "convict", 1), died(2)]
    mixed = [*claims, *claims]
    random.Random(1).shuffle(mixed)

    assert find_discords(claims) == find_discords(mixed)
    assert len(find_discords(claims)) > 1


def test_every_order_is_of_deeds_that_are_known():
    """The data file holds no name that nothing tells."""
    rows = load_lexicon("sequences")
    named = {name for row in rows["orders"] for name in (row["first"], *row["then"])}

    assert set() == named - {row["deed"] for row in rows["deeds"]}
    assert {"done_to", "does", "undergoes", "either"} == {row["who"] for row in rows["deeds"]}
