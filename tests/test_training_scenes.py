"""How times and places are measured."""

from datetime import date
from pathlib import Path

import pytest

from claims.base.records import TimeSpan
from claims.training import scenes
from claims.training.scenes import VERDICTS, day_found, names, verdicts
from claims.training.towns import is_name, joined, small_districts

DAY = date(2024, 5, 7)


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (DAY, DAY, True),
        (date(2024, 5, 6), date(2024, 5, 8), True),
        (date(2024, 5, 6), date(2024, 5, 9), False),
        (date(2024, 5, 8), date(2024, 5, 8), False),
        (DAY, None, False),
        (None, None, False),
    ],
)
def test_a_day_is_found_in_a_time_of_at_most_three_days(start, end, found):
    """A longer or open stretch does not tell the day."""
    assert found is day_found(DAY, [TimeSpan(text="then", start=start, end=end)])


@pytest.mark.parametrize(
    ("text", "place", "written"),
    [
        ("Snow in LAKE WORTH today", "Lake Worth", True),
        ("Snow in Lakeworth today", "Lake Worth", False),
        ("Snow in St. Paul", "St. Paul", True),
        ("", "Lima", False),
    ],
)
def test_a_place_is_named_where_its_words_stand(text, place, written):
    """In any case, and as whole words."""
    assert written is names(text, place)


def test_precision_is_counted_by_kind_and_sample(tmp_path: Path):
    """Right of all read, and what was wrong with the others."""
    path = tmp_path / "read.csv"
    path.write_text(
        "kind,sample,article,start,end,verdict,cause\n"
        "time,before,a,0,4,right,\n"
        "time,before,a,9,12,wrong,habit\n"
        "place,before,b,3,7,right,\n"
    )

    assert {
        "place, before": {"read": 1, "right": 1, "precision": 1.0, "causes": {}},
        "time, before": {"read": 2, "right": 1, "precision": 0.5, "causes": {"habit": 1}},
    } == verdicts(path)


def test_the_readings_by_hand_hold_no_text():
    """Articles are named by their id, and places in them by offsets."""
    lines = VERDICTS.read_text(encoding="utf-8").splitlines()

    assert "kind,sample,article,start,end,verdict,cause" == lines[0]
    assert all(len(line.split(",")) == 7 and len(line.split(",")[2]) == 32 for line in lines[1:])


def test_the_states_have_one_abbreviation_each():
    """As the agencies write them."""
    assert len(set(scenes.ABBREVIATIONS.values())) == len(scenes.ABBREVIATIONS)


def test_districts_carry_the_word_for_their_kind():
    """A district called after a town of its region adds nothing."""
    rows = [
        {"code": "XX.1.9", "name": "Älv County"},
        {"code": "XX.1.8", "name": "Mora"},
        {"code": "XX.1.7", "name": "Orsa"},
    ]

    kept = joined(small_districts(rows, {("XX.1", "Mora")}))

    assert {"alv county": "XX.1", "orsa district": "XX.1"} == kept


@pytest.mark.parametrize(("name", "is_one"), [("Cook County", True), ("Ward 3", False), ("City", False)])
def test_a_name_is_made_of_letters(name, is_one):
    """What English text cannot be searched for is left out."""
    assert is_one is is_name(name)
