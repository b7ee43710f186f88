"""The toll tape: every figure of a topic, by whom, since when, in how many articles; and what is missing."""

from datetime import date

import pytest

from claims.base.records import Claim, Contradiction, Document, Finding, Quantity, TimeSpan, content_id
from claims.writers.quotes import number_sources, quoted_by, strongest_first
from claims.writers.settling import find_gaps
from claims.writers.tape import tape_of

PAPERS = [
    Document.of(name, source=f"{name}.txt", publisher=name, published=date(2024, 5, day))
    for day, name in enumerate(("Agency", "Courier", "Herald", "Tribune"), start=1)
]
SOURCES = number_sources(PAPERS)


def toll(number, paper=0, *, of="people", role="killed", part=False, **known):
    """A claim with one figure, in a paper."""
    document = PAPERS[paper]
    quantity = Quantity(text=f"{number} {of}", low=number, high=number, of=of, role=role, part=part)
    sentence = f"{number} {of} were {role}"
    name = content_id(number, of, role, document.id, known.get("speaker"), known.get("incident"))
    slots = {"incident": "i1", "published": document.published, "origin": document.id, "topic": "t"}
    slots |= {"text": sentence, "quote": sentence, "sentence": sentence, "quantities": (quantity,)}
    return Claim(id=name, document=document.id, start=0, end=len(sentence), **{**slots, **known})


def told(rows):
    """Figure, incident, and numbers of the sources of each row."""
    return [
        (row.quantity.text, row.incident, [source.number for source in row.sources], row.origins)
        for row in rows
    ]


def pair_of(left, right, **known):
    """A contradiction of two figures."""
    shape = {"kind": "figure", "reading": "conflict", "incident": "same"} | known
    values = [claim.quantities[0].text if claim.quantities else "" for claim in (left, right)]
    finding = Finding(
        rule="r", relation="contradiction", weight=1, left_value=values[0], right_value=values[1],
        why="w", **shape,
    )  # fmt: skip
    return Contradiction(
        id=content_id(left.id, right.id), probability=1, topic="t", left=left, right=right,
        decided_by=(finding,), why="w", first_seen="2024-06-01", **shape,
    )  # fmt: skip


def test_a_copied_figure_is_one_line_with_its_origins():
    """Three papers carry it, two of them the words of the agency."""
    claims = [toll(47, paper, origin=PAPERS[0].id) for paper in (0, 1)]

    (row,) = tape_of([*claims, toll(47, 2)], SOURCES)

    assert ("47 people", "A", [1, 2, 3], 2) == told([row])[0]
    assert (date(2024, 5, 1), False) == (row.published, row.is_named)


def test_figures_stand_in_order_of_publication_incidents_apart():
    """Whatever order the claims come in."""
    year = TimeSpan(text="in 2020", start=date(2020, 1, 1), end=date(2020, 12, 31))
    claims = [toll(9, 2), toll(12, 1), toll(3, 3, incident="i0", time=year)]

    expected = [("3 people", "A", [4], 1), ("12 people", "B", [2], 1), ("9 people", "B", [3], 1)]

    assert expected == told(tape_of(claims, SOURCES)) == told(tape_of(claims[::-1], SOURCES))


def test_what_is_counted_most_often_comes_first():
    """The killed together, then the injured."""
    claims = [toll(80, 0, role="injured"), toll(12, 1), toll(9, 2)]

    assert ["killed", "killed", "injured"] == [row.quantity.role for row in tape_of(claims, SOURCES)]


@pytest.mark.parametrize(
    "other",
    [{"of": "soldiers"}, {"incident": "i2"}, {"speaker": "the mayor"}, {"part": True}, {"role": "injured"}],
)
def test_other_people_another_incident_or_voice_is_another_line(other):
    """The same number of something else."""
    assert 2 == len(tape_of([toll(12), toll(12, 1, **other)], SOURCES))


def test_a_figure_without_a_role_or_of_one_person_is_no_toll():
    """A number that counts nothing known, and "a man"."""
    claims = [toll(12, role=None), toll(1, 1, of="man", part=True)]

    assert () == tape_of(claims, SOURCES)


def test_with_pairs_only_their_sort_and_incidents_are_told():
    """What a dispute is about, without the rest of its topic."""
    left, right = toll(12), toll(9, 1)
    besides = [toll(80, 2, role="injured"), toll(3, 3, incident="i2")]

    rows = tape_of([left, right, toll(10, 2), *besides], SOURCES, [pair_of(left, right)])

    assert ["12 people", "9 people", "10 people"] == [row.quantity.text for row in rows]


def test_the_strongest_quote_is_of_a_named_voice_verbatim_and_short():
    """What an editor would print first; ties by source."""
    plain, named = toll(12), toll(12, 1, speaker="the mayor")
    verbatim = toll(12, 2, speaker="the mayor", quote="“twelve were killed”")
    long = toll(12, 3, speaker="the mayor", quote="“twelve” " * 50)

    ranked = strongest_first(quoted_by([plain, long, named, verbatim], SOURCES))

    assert [verbatim.id, named.id, long.id, plain.id] == [item.claim.id for item in ranked]


def test_a_fragment_is_quoted_in_its_sentence():
    """A clause that does not stand on its own, with no more than twenty words on each side."""
    before = " ".join(f"word{n}" for n in range(30))
    sentence = f"{before}, which killed 12 people, and more."
    (item,) = quoted_by([toll(12, quote="which killed 12 people", sentence=sentence)], SOURCES)
    (whole,) = quoted_by([toll(12, quote="Twelve people were killed in all", sentence="x")], SOURCES)

    assert ("… word10", "word29,", ", and more.") == (item.before[:8], item.before[-7:], item.after)
    assert ("", "") == (whole.before, whole.after)


def slots_of(*pairs):
    """What would settle the pairs: slots and numbers of the sources."""
    return [(gap.slots, [source.number for source in gap.sources]) for gap in find_gaps(pairs, SOURCES)]


DATED = {"time": TimeSpan(text="Monday", start=date(2024, 5, 1), end=date(2024, 5, 1)), "places": ("Lyon",)}


@pytest.mark.parametrize(
    ("left", "right", "pair", "expected"),
    [
        ({}, DATED, {"incident": "unknown"}, [(("date", "place"), [1])]),
        (DATED, {**DATED, "places": ("France",)}, {"incident": "unknown"}, [(("district",), [2])]),
        (DATED, {**DATED, "time": None}, {}, [(("day up to which was counted",), [2])]),
        ({**DATED, "of": "soldiers"}, DATED, {}, [(("people who were counted",), [2])]),
        ({}, {}, {"incident": "different", "reading": "incident"}, []),
        ({}, {}, {"incident": "unknown", "kind": "blame"}, [(("date", "place"), [1, 2])]),
        ({"incident": None}, {}, {"incident": "unknown", "kind": "denial", "reading": "denial"}, []),
        ({}, {"origin": PAPERS[0].id}, {"reading": "revision"}, []),
        (DATED, DATED, {}, []),
    ],
)  # fmt: skip
def test_what_would_settle_it_is_the_missing_slot(left, right, pair, expected):
    """Only what one side leaves open, and only where it would tell."""
    assert expected == slots_of(pair_of(toll(12, **left), toll(9, 1, **right), **pair))


def test_a_slot_is_told_once():
    """Two disputes that lack the same are one line."""
    pairs = [
        pair_of(toll(12), toll(9, 1, **DATED), incident="unknown"),
        pair_of(toll(12), toll(8, 2, **DATED), incident="unknown"),
    ]

    assert [(("date", "place"), [1])] == slots_of(*pairs)
