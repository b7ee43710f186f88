"""Tolls measured: which counts a reader makes up of figures and persons, and what counts as found."""

import csv

import pytest

from claims.training.tolls import (
    VERDICTS,
    Figure,
    counted,
    counts_read,
    found_shares,
    injured_of_shot,
    stated,
    verdicts,
)


def figure(role, low, high=None, *, person=None, sentence=0):
    """A figure as read; one value is exact, a person counts one."""
    high = low if high is None else high
    return Figure("a", 0, 1, role, low, high, person is not None, person, sentence)


def test_a_number_is_stated_and_a_person_is_not():
    """The ends of bounds are stated; "a man" only counts."""
    figures = [figure("killed", 2.0, 3.0), figure("killed", 1.0, person="man"), figure("injured", 9.0)]

    assert {2.0, 3.0} == stated(figures, "killed")
    assert {1.0, 2.0, 3.0, 4.0} == counted(figures, "killed")


def test_a_sentence_adds_up():
    """Two women and a man make three, told in one sentence; in two they may be told twice."""
    together = [figure("killed", 2.0), figure("killed", 1.0, person="man")]
    apart = [figure("killed", 2.0), figure("killed", 1.0, person="man", sentence=50)]

    assert 3.0 in counted(together, "killed")
    assert 3.0 not in counted(apart, "killed")


def test_names_are_counted_over_an_article():
    """Two names are two persons, however often each is told of; nouns are nobody in particular."""
    named = [figure("killed", 1.0, person=name, sentence=at) for at, name in enumerate(["Doe", "Roe", "Doe"])]
    unnamed = [figure("killed", 1.0, person="man", sentence=at) for at in range(3)]

    assert {1.0, 2.0} == counted(named, "killed")
    assert {1.0} == counted(unnamed, "killed")


def test_persons_of_one_family_are_apart():
    """A name alone is of whoever else bears it; given names tell two of one family apart."""
    names = ["Ann Doe", "Doe", "Ben Doe", "Ann Mary Doe"]
    named = [figure("killed", 1.0, person=name, sentence=at) for at, name in enumerate(names)]

    assert {1.0, 2.0} == counted(named, "killed")


def test_those_shot_less_those_killed_are_injured():
    """Five shot and two killed leave three; nobody killed leaves all."""
    assert {3.0} == injured_of_shot([figure("shot", 5.0), figure("killed", 2.0)])
    assert {5.0} == injured_of_shot([figure("shot", 5.0)])
    assert set() == injured_of_shot([figure("shot", 1.0), figure("killed", 2.0)])


@pytest.mark.parametrize(("way", "expected"), [("stated", set()), ("counted", {0.0})])
def test_silence_is_a_count_of_none_only_to_a_reader(way, expected):
    """No figure states nothing; a reader takes that nobody was harmed."""
    assert expected == counts_read([[]], "killed", way)


def test_found_is_told_by_size_of_the_gold_count():
    """An incident of unknown gold is left out; bounds, persons and silence find what they tell."""
    gold = {
        "one": {"num_killed": 1, "num_injured": 0},
        "more": {"num_killed": 3, "num_injured": 0},
        "unknown": {"num_killed": None, "num_injured": None},
    }
    incidents = {
        "one": [[figure("killed", 1.0, person="man")]],
        "more": [[figure("killed", 2.0)], [figure("killed", 3.0)]],
        "unknown": [[]],
    }
    found = found_shares(incidents, gold)

    assert {"incidents": 1, "found": 0.0} == found["killed, stated"]["one"]
    assert {"incidents": 1, "found": 1.0} == found["killed, counted"]["one"]
    assert {"incidents": 1, "found": 1.0} == found["killed, stated"]["more"]
    assert {"incidents": 2, "found": 1.0} == found["injured, counted"]["none"]


def test_the_verdicts_hold_no_text():
    """At least 150 figures were read by hand, each by article and offsets only."""
    with VERDICTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert 150 <= len(rows)
    assert {"sample", "article", "start", "end", "role", "verdict", "cause"} == set(rows[0])
    assert all(int(row["start"]) < int(row["end"]) for row in rows)
    assert {"right", "wrong"} == {row["verdict"] for row in rows}
    assert all(bool(row["cause"]) == (row["verdict"] == "wrong") for row in rows)


def test_precision_is_told_of_what_is_still_read(tmp_path):
    """A wrong figure that is no longer read costs the past, not the present."""
    path = tmp_path / "read.csv"
    path.write_text(
        "sample,article,start,end,role,verdict,cause\n"
        "figures,a,3,4,killed,right,\n"
        "figures,a,9,10,killed,wrong,an age\n",
        encoding="utf-8",
    )
    report = verdicts([Figure("a", 3, 4, "killed", 1.0, 1.0)], path)["figures, killed"]

    assert (2, 0.5, 1, 1.0) == (
        report["read"],
        report["precision"],
        report["kept"],
        report["precision of the kept"],
    )
    assert {"an age": 1} == report["causes"]
