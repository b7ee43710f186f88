"""Groups by average linkage: what stands stays, what is new joins it or makes groups of its own."""

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from sklearn.cluster import AgglomerativeClustering

from claims.rules.linkage import link_by_average


def groups(members, likeness, **known):
    """Sets of the members that are grouped."""
    couples = np.array(list(likeness), dtype=np.int64).reshape(-1, 2)
    values = np.array(list(likeness.values()))
    return {frozenset(group) for group in link_by_average(members, couples, values, floor=0.5, **known)}


def test_alike_members_are_one_group():
    """The others are alone."""
    assert {frozenset({0, 1}), frozenset({2})} == groups([0, 1, 2], {(0, 1): 0.9, (1, 2): 0.4})


def test_a_chain_is_cut_where_the_mean_is_low():
    """Alike to one of two is not alike to both."""
    assert {frozenset({0, 1}), frozenset({2})} == groups([0, 1, 2], {(0, 1): 0.9, (1, 2): 0.8})


@pytest.mark.parametrize(
    ("likeness", "expected"),
    [
        ({(0, 2): 0.9, (1, 2): 0.9}, [{0, 1, 2}, {3, 4}]),
        ({(0, 2): 0.9, (1, 2): 0.0}, [{0, 1}, {2}, {3, 4}]),
        ({(2, 3): 0.6, (2, 4): 0.6, (0, 2): 0.9, (1, 2): 0.9}, [{0, 1, 2}, {3, 4}]),
        ({}, [{0, 1}, {2}, {3, 4}]),
    ],
)
def test_a_new_member_joins_the_standing_group_that_it_is_nearest_to(likeness, expected):
    """By the mean over all of the group; otherwise it is alone."""
    homes = {0: "a", 1: "a", 3: "b", 4: "b"}
    assert set(map(frozenset, expected)) == groups(range(5), likeness, homes=homes)


def test_standing_groups_are_never_joined():
    """However alike they are to each other, and to what is new."""
    likeness = {(0, 1): 1.0, (0, 2): 0.9, (1, 2): 0.9, (0, 3): 0.9, (1, 3): 0.9, (2, 3): 0.9}
    found = groups(range(4), likeness, homes={0: "a", 1: "b"})
    assert [1, 1] == [sum(member in (0, 1) for member in group) for group in found]


@given(st.lists(st.floats(0, 1), min_size=15, max_size=15))
def test_without_standing_groups_it_is_scikit_learn(values):
    """Cut inside connected parts or at once: the same groups."""
    pairs = [(one, other) for one in range(6) for other in range(one + 1, 6)]
    likeness = dict(zip(pairs, (round(value, 3) for value in values), strict=True))
    distances = np.zeros((6, 6))
    for (one, other), value in likeness.items():
        distances[one, other] = distances[other, one] = 1 - value
    labels = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=0.5
    ).fit_predict(distances)
    expected = {frozenset(np.flatnonzero(labels == label).tolist()) for label in labels}

    assert expected == groups(range(6), likeness)
