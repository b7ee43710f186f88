"""Whether two lists of places can mean one place."""

from collections.abc import Sequence
from functools import lru_cache

from claims.language.places import Places, Relation

REMEMBERED = 1 << 16  # pairs of places: one news corpus asks the same few over and over


@lru_cache(REMEMBERED)
def _relation(left: str, right: str, places: Places) -> Relation:
    return places.relation(left, right)


def places_agree(left: Sequence[str], right: Sequence[str], places: Places) -> bool | None:
    """Whether the most exact places of both can be one; None when a side names none that is known."""
    mine, theirs = (most_exact(names, places) for names in (left, right))
    relations = {_relation(one, other, places) for one in mine for other in theirs} - {"unknown"}
    if not relations:
        return None
    return relations != {"apart"}


def most_exact(names: Sequence[str], places: Places) -> list[str]:
    """The places without those that only contain another of them."""
    return [
        name for name in names if not any(_relation(name, other, places) == "contains" for other in names)
    ]
