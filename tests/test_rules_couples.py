"""Couples of rows: the smaller first, in order, each once, none with itself."""

from itertools import combinations

import hypothesis.strategies as st
from hypothesis import given

from claims.rules.couples import are_disjoint, as_couples, within

ROWS = st.integers(0, 9)


@given(st.lists(st.tuples(ROWS, ROWS)))
def test_couples_are_told_once_whichever_way_round(told):
    """A row beside itself is none."""
    expected = sorted({(min(couple), max(couple)) for couple in told if couple[0] != couple[1]})

    assert expected == list(map(tuple, as_couples(told).tolist()))


@given(st.lists(st.lists(ROWS)), st.sets(ROWS))
def test_of_those_that_share_a_block_one_is_fresh(blocks, fresh):
    """Two that stand are left alone."""
    expected = {
        couple for block in blocks for couple in combinations(sorted(set(block)), 2) if fresh & set(couple)
    }

    assert sorted(expected) == list(map(tuple, within(blocks, fresh).tolist()))


@given(st.lists(st.frozensets(st.sampled_from("abc")), min_size=10, max_size=10))
def test_who_holds_nothing_is_not_apart(sets):
    """Rows are apart where both hold something and share nothing."""
    couples = as_couples(combinations(range(10), 2))
    expected = [
        bool(sets[one] and sets[other] and not sets[one] & sets[other]) for one, other in couples.tolist()
    ]

    assert expected == are_disjoint(sets, couples).tolist()
