"""Which mentions inside one document speak of one event.

"Syrian air raids … the raids … these strikes": a definite or bare mention joins the latest
mention of its sort that nothing speaks against (another place, time or actor); an indefinite one
with details of its own opens a new event.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from claims.base.records import TimeSpan

# sorts by which another sort of event is also told: a more general word, or what it began with
GENERAL = {
    "attack": {"clash", "strike", "shooting", "explosion"},
    "clash": {"attack", "shooting"},
    "fire": {"explosion"},
    "flood": {"landslide", "storm"},
    "strike": {"explosion"},  # "the bombing" is either
}


def sorts_agree(left: str, right: str) -> bool:
    """Whether two sorts of event can name one event."""
    return left == right or right in GENERAL.get(left, ()) or left in GENERAL.get(right, ())


@dataclass
class Mention:
    """What one clause says of an event."""

    sort: str
    sentence: int
    definite: bool
    actors: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    time: TimeSpan | None = None


@dataclass
class Incident:
    """One event of a document, with all that its mentions say."""

    sort: str
    first: int
    last: int
    actors: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)
    times: list[TimeSpan] = field(default_factory=list)

    def accepts(
        self,
        mention: Mention,
        apart: Callable[[Sequence[str], Sequence[str]], bool],
        disjoint: Callable[[TimeSpan, TimeSpan], bool],
    ) -> bool:
        """Whether nothing that is known speaks against the mention being of this event."""
        if not sorts_agree(self.sort, mention.sort):
            return False
        if self.actors and mention.actors and not self.actors & mention.actors:
            return False
        if apart(self.places, mention.places):
            return False
        time = mention.time
        return time is None or not any(disjoint(mine, time) for mine in self.times)

    def add(self, mention: Mention) -> None:
        """Takes in what the mention says."""
        self.last = mention.sentence
        self.actors |= mention.actors
        self.places.extend(place for place in mention.places if place not in self.places)
        time = mention.time
        if (
            time is not None
            and time.start is not None
            and time.end is not None
            and time.end - time.start <= EXACT
        ):
            self.times.append(time)


def link_mentions(
    mentions: list[Mention],
    *,
    apart: Callable[[Sequence[str], Sequence[str]], bool],
    disjoint: Callable[[TimeSpan, TimeSpan], bool],
) -> tuple[list[int], list[Incident]]:
    """For each mention the index of its incident, and the incidents.

    Args:
        mentions: in reading order.
        apart: whether no place of the one can be a place of the other.
        disjoint: whether two times cannot be the same.
    """
    incidents: list[Incident] = []
    places: list[int] = []
    for mention in mentions:
        found = next(
            (
                at
                for at in range(len(incidents) - 1, -1, -1)
                if incidents[at].accepts(mention, apart, disjoint) and is_near(mention, incidents[at])
            ),
            None,
        )
        if found is None:
            incidents.append(Incident(mention.sort, mention.sentence, mention.sentence))
            found = len(incidents) - 1
        incidents[found].add(mention)
        places.append(found)
    return places, incidents


def is_near(mention: Mention, incident: Incident) -> bool:
    """Whether the text means an event that it named before: definite, or close by with a shared detail."""
    distance = mention.sentence - incident.last
    if distance == 0:
        return True
    shared = bool(mention.actors & incident.actors) or bool(set(mention.places) & set(incident.places))
    return (mention.definite and distance <= NEAR) or (shared and distance <= NEAR)


EXACT = timedelta(days=92)  # a longer time is the background of an event, not its date
NEAR = 6  # sentences: further back, readers too need more than "the attack" to know which one is meant
