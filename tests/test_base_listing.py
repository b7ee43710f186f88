"""Rows that are known by their ids, and read when they are looked at."""

import pytest

from claims.base.listing import AT_ONCE, Listing

IDS = [f"{number:04}" for number in range(2 * AT_ONCE + 1)]


@pytest.fixture
def asked():
    """The ids that were read, call by call."""
    return []


@pytest.fixture
def rows(asked):
    """A listing whose rows are their ids as numbers; number 7 is gone."""

    def read(ids):
        asked.append(list(ids))
        return [int(name) for name in ids if int(name) != 7]

    return Listing(IDS, read)


def test_nothing_is_read_to_count_rows(rows, asked):
    """Nor to take a part of them."""
    assert (len(IDS), 3) == (len(rows), len(rows[:3]))
    assert [] == asked


def test_a_part_is_read_alone(rows, asked):
    """However long the whole is."""
    assert [1, 2] == list(rows[1:3])
    assert [["0001", "0002"]] == asked


def test_a_part_remembers_the_whole(rows):
    """Its rows are told apart from all the others."""
    assert IDS == rows[:2].among == rows[:5][:2].among


def test_one_row_is_read_alone(rows, asked):
    """The last, too."""
    assert (3, len(IDS) - 1) == (rows[3], rows[-1])
    assert [[IDS[3]], [IDS[-1]]] == asked


def test_rows_come_in_order_some_at_a_time(rows, asked):
    """What is gone by then is left out."""
    assert [number for number in range(len(IDS)) if number != 7] == list(rows)
    assert [AT_ONCE, AT_ONCE, 1] == [len(ids) for ids in asked]


def test_the_first_row_comes_before_the_last_is_read(rows, asked):
    """A reader who stops has waited for no more."""
    assert 0 == next(iter(rows))
    assert 1 == len(asked)


def test_rows_take_another_shape_as_they_are_read(rows, asked):
    """The shape is given to what is looked at, and ids stay."""
    shaped = rows.shaped(lambda some: [f"<{row}>" for row in some])

    assert (IDS, []) == (shaped.ids, asked)
    assert ["<1>", "<2>"] == list(shaped[1:3])


def test_no_rows_are_no_rows():
    """Nothing is read of an empty listing."""
    assert [] == list(Listing([], lambda ids: pytest.fail("read")))
