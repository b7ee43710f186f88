"""Near-copies: who was first to publish the words, whatever the order in which articles come in."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.base.records import Claim, Quantity, content_id
from claims.rules.origins import find_changed_copy, pair_copies, trace_origins
from claims.rules.pairs import Pair

WIRE = [
    "A ferry with 80 passengers on board capsized in a sudden storm off the island of Tarsk late on Sunday.",
    "At least 14 people drowned, the harbour master Ilse Brandt told reporters on the quay the next morning.",
    "Divers found the wreck in forty metres of water and brought up the log of the captain before noon.",
    "The company that runs the line has promised to pay for the funerals and for the journeys of relatives.",
    "It was the third accident on this line since the old boats were sold to a dealer two years ago.",
]
OWN = [
    "Fishermen in the village of Holm saw lights on the water shortly after ten and rowed out to help.",
    "They pulled eleven people into their boats, among them a girl of six who had held on to a crate.",
    "The mayor opened the school so that the rescued could sleep there, and the baker brought bread.",
    "Prosecutors have opened a case and want to know why the boat left port in spite of a warning.",
]
ADDED = "Our own reporter counted twelve coffins in the chapel by the harbour on Tuesday morning."
DAY = date(2024, 3, 5)


def article(name, sentences, day=DAY):
    """The claims of an article: one for each sentence."""
    return [
        Claim(
            id=content_id(name, sentence),
            document=name,
            origin=name,
            text=sentence,
            quote=sentence,
            start=0,
            end=len(sentence),
            sentence=sentence,
            published=day,
            carrier=name.title(),
            quantities=tolls(sentence),
        )
        for sentence in sentences
    ]


def tolls(sentence):
    """The toll that the wire story gives, or its edited copy."""
    return tuple(
        Quantity(text=text, low=low, high=None, of="people", role="killed")
        for text, low in (("At least 14 people", 14), ("At least 19 people", 19))
        if text in sentence
    )


def origins_of(*articles):
    """Document -> origin."""
    _, origins = trace_origins([claim for claims in articles for claim in claims])
    return origins


LATER = date(2024, 3, 6)


def test_a_reprint_is_of_the_first_to_publish_it():
    """Lightly edited, a day later: one origin."""
    edited = [WIRE[0].replace("late on Sunday", "on Sunday night"), *WIRE[1:4]]

    assert {"agency": "agency", "daily": "agency"} == origins_of(
        article("daily", edited, LATER), article("agency", WIRE)
    )


def test_an_excerpt_is_of_the_whole_story():
    """Two sentences of a long story, on the same day: the longer text is the first."""
    assert {"agency": "agency", "brief": "agency"} == origins_of(
        article("brief", WIRE[1:3]), article("agency", WIRE)
    )


@pytest.mark.parametrize("agency", ["reuters", "tarsk news agency", "the associated press", "harbour wire"])
def test_of_one_day_the_text_of_an_agency_is_the_original(agency):
    """Also when a paper carries it with a sentence more."""
    carried = article("aaa", [*WIRE, ADDED])

    assert {agency: agency, "aaa": agency} == origins_of(carried, article(agency, WIRE))
    assert {"aaa": "aaa", "wireless": "aaa"} == origins_of(carried, article("wireless", WIRE))


def test_an_undated_copy_is_no_origin():
    """Who says when it was published comes first."""
    assert "agency" == origins_of(article("agency", WIRE), article("aaa", WIRE, None))["aaa"]


def test_two_reports_of_one_event_are_two_origins():
    """The same accident in other words."""
    assert {"agency": "agency", "daily": "daily"} == origins_of(
        article("agency", WIRE), article("daily", OWN)
    )


def test_a_shared_quotation_is_no_copy():
    """Two reporters at one press conference."""
    said = (
        "\u201cWe have lost fourteen of our neighbours tonight and I ask everybody who has a boat to keep "
        "looking until it is light, because there are people out there who still live\u201d, the mayor said."
    )

    assert {"daily": "daily", "herald": "herald"} == origins_of(
        article("daily", [said, *OWN[:2]]), article("herald", [said, *WIRE[2:4]], LATER)
    )


def test_a_few_common_words_are_no_copy():
    """A short notice shares a phrase with many."""
    assert {"a": "a", "b": "b"} == origins_of(
        article("a", ["Two people were killed in the fire on Monday, police said."]),
        article("b", ["Two people were killed in the fire on Monday, police said.", OWN[0]]),
    )


def test_what_a_paper_adds_to_a_wire_story_is_its_own():
    """The copied sentences are of the agency, the others of the paper, in a copy and in a longer story."""
    copy, story = article("daily", [*WIRE[:3], ADDED], LATER), article("herald", [*WIRE[:2], *OWN], LATER)

    traced, origins = trace_origins([*article("agency", WIRE), *copy, *story])

    assert {"agency": "agency", "daily": "agency", "herald": "herald"} == origins
    assert ["agency"] * 3 + ["daily"] == [claim.origin for claim in traced if claim.document == "daily"]
    assert ["agency"] * 2 + ["herald"] * 4 == [claim.origin for claim in traced if claim.document == "herald"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_reading_does_not_matter(seed):
    """Ten papers, any order: the same origins, and the claims in the order given."""
    papers = [article(f"p{n}", [*WIRE[n % 3 :], OWN[n % 4]], date(2024, 3, 1 + n % 4)) for n in range(10)]
    claims = [claim for paper in papers for claim in paper]
    shuffled = random.Random(seed).sample(claims, len(claims))

    traced, origins = trace_origins(shuffled)

    assert trace_origins(claims)[1] == origins
    assert [claim.id for claim in shuffled] == [claim.id for claim in traced]
    assert set(origins.values()) <= set(origins)


def test_no_claims_have_no_origins():
    """Nothing in, nothing out."""
    assert ([], {}) == trace_origins([])


def changed(claims, newest=()):
    """What the copies say otherwise than the originals."""
    pairs = pair_copies(trace_origins(claims)[0], dict(newest), lambda one, other: 1.0)
    return [found for pair in pairs if (found := find_changed_copy(pair)) is not None]


def test_a_figure_that_an_editor_changed_is_a_revision():
    """The copy says 19 where the agency said 14; both are named."""
    copy = [WIRE[0], WIRE[1].replace("14", "19"), *WIRE[2:]]

    (found,) = changed([*article("agency", WIRE), *article("daily", copy, LATER)])

    assert ("figure", "revision", "same") == (found.kind, found.reading, found.incident)
    assert "Daily gives at least 19 in a text that Agency published with at least 14" == found.why


NEXT_YEAR = date(2025, 3, 5)
NAMES = {"agency": ("Lady Ines",), "daily": ("Sea Crown",)}


@pytest.mark.parametrize(
    ("day", "names", "expected"),
    [
        (LATER, {}, 1),
        (LATER, {"agency": ("Lady Ines",), "daily": ("Lady Ines", "Sea Crown")}, 1),
        (LATER, NAMES, 0),
        (NEXT_YEAR, {}, 0),
        (None, {}, 1),
    ],
)
def test_one_way_to_put_such_news_is_no_edited_copy(day, names, expected):
    """The same sentences a year later, or with other names, tell of another ferry."""
    copy = [WIRE[0], WIRE[1].replace("14", "19"), *WIRE[2:]]
    claims = [*article("agency", WIRE), *article("daily", copy, day)]

    told = [claim.model_copy(update={"names": names.get(claim.document, ())}) for claim in claims]

    assert expected == len(changed(told))


@pytest.mark.parametrize(
    ("figure", "expected"), [({"role": None, "of": "\u201d"}, 0), ({"role": None, "of": "people"}, 1)]
)
def test_a_figure_of_nothing_was_not_edited(figure, expected):
    """Of a list of heights the neighbour's stands in the same words."""
    copy = [WIRE[0], WIRE[1].replace("14", "19"), *WIRE[2:]]
    claims = [*article("agency", WIRE), *article("daily", copy, LATER)]

    told = [
        claim.model_copy(
            update={"quantities": tuple(row.model_copy(update=figure) for row in claim.quantities)}
        )
        for claim in claims
    ]

    assert expected == len(changed(told))


@pytest.mark.parametrize("copy", [WIRE, [WIRE[0].replace("capsized", "sank"), *WIRE[1:]], OWN])
def test_copies_that_say_the_same_tell_nothing(copy):
    """A reprint, one with another word, and an own report."""
    assert [] == changed([*article("agency", WIRE), *article("daily", copy, LATER)])


def test_a_copy_is_held_against_the_newest_version():
    """The agency has corrected itself since: the copy says what it no longer says."""
    fixed = [WIRE[0], WIRE[1].replace("14", "19"), *WIRE[2:]]
    claims = [*article("agency", WIRE), *article("agency-2", fixed, LATER), *article("daily", WIRE, LATER)]
    traced, _ = trace_origins(claims)
    current = [claim for claim in traced if claim.document != "agency"]

    (pair,) = pair_copies(current, {"agency": "agency-2"}, lambda one, other: 1.0)

    assert ("daily", "agency-2") == (pair.left.document, pair.right.document)
    assert isinstance(pair, Pair)
