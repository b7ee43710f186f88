"""Whether two lists of places can mean one place."""

import pytest

from claims.language.places import Places
from claims.language.whereabouts import most_exact, places_agree

PLACES = Places.load()


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        (["Norway"], ["Norway"], True),
        (["Norway"], ["Oslo"], True),
        (["Oslo", "Norway"], ["Norway"], True),
        (["Oslo", "Norway"], ["Bergen", "Norway"], False),
        (["Norway"], ["Japan"], False),
        (["Oslo"], ["Tokyo"], False),
        (["Oslo", "Bergen"], ["Bergen"], True),
        ([], ["Norway"], None),
        ([], [], None),
        (["Xyzzyville"], ["Norway"], None),
    ],
)
def test_the_most_exact_places_decide(left, right, agree):
    """A country does not join two of its cities; a place that nobody knows decides nothing."""
    assert agree is places_agree(left, right, PLACES)
    assert agree is places_agree(right, left, PLACES)


@pytest.mark.parametrize(
    ("names", "exact"),
    [
        (["Oslo", "Norway"], ["Oslo"]),
        (["Norway", "Oslo"], ["Oslo"]),
        (["Norway", "Japan"], ["Norway", "Japan"]),
        (["Norway", "Tokyo"], ["Norway", "Tokyo"]),
        ([], []),
    ],
)
def test_what_only_contains_another_is_left_out(names, exact):
    """The country of a named city adds nothing; another country does."""
    assert exact == most_exact(names, PLACES)
