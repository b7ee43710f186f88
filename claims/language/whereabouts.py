"""Whether two lists of places can mean one place."""

from collections.abc import Sequence

from claims.language.places import Places


def places_agree(left: Sequence[str], right: Sequence[str], places: Places) -> bool | None:
    """Whether the most exact places of both can be one; None when a side names none that is known."""
    mine, theirs = (most_exact(names, places) for names in (left, right))
    relations = {places.relation(one, other) for one in mine for other in theirs} - {"unknown"}
    if not relations:
        return None
    return relations != {"apart"}


def most_exact(names: Sequence[str], places: Places) -> list[str]:
    """The places without those that only contain another of them."""
    return [name for name in names if not any(places.relation(name, other) == "contains" for other in names)]
