"""Claims of an earlier version are held against the newest version, each against what took its place."""

import pytest

from claims.base.records import Claim, Quantity
from claims.rules import Pair
from claims.rules.versions import find_edit, pair_versions

TOLL = "{} people drowned when the ferry sank"


def claim(text, document="old", start=0, **known):
    """A claim in these words; a number that begins it is a toll."""
    word = text.split()[0]
    figures = ()
    if word.isdecimal():
        shape = {"text": word, "low": int(word), "high": int(word), "of": "people", "role": "killed"}
        figures = (Quantity(**shape),)
    plain = {"quote": text, "sentence": text, "start": start, "end": start + len(text), "origin": document}
    return Claim(
        id=f"{document} {start} {text}", document=document, text=text, quantities=figures, **plain | known
    )


def pairs(past, present, newest=None):
    """What is held against what: ids of the old and the new."""
    found = pair_versions(past, present, newest or {"old": "new"}, lambda one, other: 0.9)
    return [(pair.left.text, pair.right.text) for pair in found]


def test_an_edited_figure_is_a_revision():
    """Whatever a rule for two papers would call it; it says that one article changed."""
    old, new = claim(TOLL.format(47), carrier="Gazette"), claim(TOLL.format(46), "new", carrier="Gazette")

    found = find_edit(Pair(old, new, 0.9, "same"))

    assert ("versions", "figure", "revision", "47", "46") == (
        found.rule,
        found.kind,
        found.reading,
        found.left_value,
        found.right_value,
    )
    assert "the article of Gazette said 47 people, now 46" == found.why


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"negated": True}, "the article said “it sank”, now “it sank”"),
        ({"places": ("Nice",)}, "the article said Lyon, now Nice (the place)"),
        ({}, None),
    ],
)
def test_other_changes_are_named(known, why):
    """And none where only words changed."""
    place = {"places": ("Lyon",)}

    found = find_edit(Pair(claim("it sank", **place), claim("it sank", "new", **place | known), 1, "same"))

    assert why == (found and found.why)


def test_what_both_versions_hold_is_compared_with_nothing():
    """It is carried on."""
    same = "The council met in the hall"

    assert [] == pairs([claim(same)], [claim(same, "new", 40)])
    assert [] == pairs([], [claim(same, "new")])


def test_a_claim_stands_beside_the_one_in_its_place():
    """The most alike first, each once; what was added or taken out has no counterpart."""
    past = [claim(TOLL.format(47)), claim("The owner lives in Lyon", start=50), claim("Rain fell", start=90)]
    present = [
        claim("The owner lives in Nice", "new"),
        claim(TOLL.format(46), "new", 30),
        claim("Schools stayed closed", "new", 70),
    ]

    expected = {(TOLL.format(47), TOLL.format(46)), ("The owner lives in Lyon", "The owner lives in Nice")}
    assert expected == set(pairs(past, present)) == set(pairs(past[::-1], present[::-1]))


def test_every_version_is_held_against_the_newest():
    """Not against one in between: what the article says now is what counts."""
    past = [claim(TOLL.format(47), "one"), claim(TOLL.format(46), "two")]
    newest = {"one": "three", "two": "three"}

    assert [(TOLL.format(47), TOLL.format(48)), (TOLL.format(46), TOLL.format(48))] == pairs(
        past, [claim(TOLL.format(48), "three")], newest
    )


def test_another_article_is_no_version():
    """However alike it is."""
    assert [] == pairs([claim(TOLL.format(47))], [claim(TOLL.format(46), "of somebody else")])
