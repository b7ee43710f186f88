"""What each document tells of each event: its accounts, gathered from the claims.

Reading joins mentions of one event only where they stand near each other. Here a document is seen as a
whole: its mentions of one sort are one event unless their places, days or actors say otherwise, and what
its other claims name (who died, who is charged) belongs to the event that it tells most about.
"""

from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Any

import numpy as np
from pydantic import BeforeValidator, PlainSerializer

from claims.base.protocols import Vectors
from claims.base.records import Claim
from claims.language.incidents import sorts_agree
from claims.language.names import key_of
from claims.language.whereabouts import most_exact, places_agree
from claims.rules.counts import is_everybody, is_partial
from claims.rules.pairs import gazetteer

NARROW = timedelta(days=10)  # a time this exact can tell one event from the next of its sort
ONE_DAY = timedelta(days=1)
SHORTEST = 3  # letters of a word that can tell one name from another
TOLLS = ("killed", "injured", "shot")
WHOLE_TOLLS = ("killed", "injured")  # of which a document gives one total of an event

KEPT = "<f2"  # a vector that is written down: likeness of accounts is rounded further down anyway

Days = tuple[date, date]


def pack(vector: Vectors) -> str:
    """A vector as text, in half precision."""
    return b64encode(vector.astype(KEPT).tobytes()).decode("ascii")


def unpack(value: Any) -> Any:
    """A vector out of text; one that is a vector already is left alone."""
    return np.frombuffer(b64decode(value), KEPT).astype(np.float32) if isinstance(value, str) else value


Packed = Annotated[Any, BeforeValidator(unpack), PlainSerializer(pack)]  # Vectors, shape (n_dims,)


@dataclass(frozen=True)
class Account:
    """What one document tells of one event."""

    id: str  # the mention that most of its claims carry
    mentions: frozenset[str]
    document: str
    sort: str
    claims: int
    main: bool  # whether the document tells most about it
    published: date | None
    days: tuple[Days, ...]  # when it happened, as far as told within days
    dates: frozenset[date]  # single days that its document tells around it
    places: tuple[str, ...]  # the most exact ones first told
    around: frozenset[str]  # the places with all that contains them
    actors: frozenset[str]
    names: frozenset[str]  # whole names, by key
    words: frozenset[str]  # the words of names
    ages: frozenset[int]
    tolls: frozenset[tuple[str, int]]
    centre: Packed  # mean of the vectors of the claims, of length 1


@dataclass
class _Told:
    """The claims of one mention, or of several that are one event."""

    mentions: set[str]
    rows: list[int]
    sort: str
    days: set[Days]
    spans: set[Days]  # told less exactly: a month, a year
    places: tuple[str, ...]
    actors: frozenset[str]
    tolls: dict[str, set[int]]

    def joins(self, other: "_Told") -> bool:
        """Whether the other has no details of its own, or shares one, and none that is at odds."""
        if not sorts_agree(self.sort, other.sort):
            return False
        where = places_agree(self.places, other.places, gazetteer())
        if where is False or (self.actors and other.actors and not self.actors & other.actors):
            return False
        when = days_overlap(self.days, other.days)
        if when is False or self.is_of_another_time(other) or self.has_other_tolls(other):
            return False
        bare = not other.days and not other.places and not other.actors
        return bool(bare or when or where or self.actors & other.actors)

    def is_of_another_time(self, other: "_Told") -> bool:
        """Whether the other looks back: "a shooting that wounded two in December of 2013"."""
        return days_overlap(self.days, other.spans) is False

    def has_other_tolls(self, other: "_Told") -> bool:
        """Whether the other has a toll of its own that this one, told with a toll, does not have."""
        return any(
            self.tolls.get(role) and counts.isdisjoint(self.tolls[role])
            for role, counts in other.tolls.items()
        )

    def take(self, other: "_Told") -> None:
        """Adds what the other tells."""
        self.spans |= other.spans
        for role, counts in other.tolls.items():
            self.tolls.setdefault(role, set()).update(counts)
        self.mentions |= other.mentions
        self.rows += other.rows
        self.days |= other.days
        self.places = tuple(dict.fromkeys((*self.places, *other.places)))
        self.actors |= other.actors


def accounts_of_document(claims: Sequence[Claim], vectors: Vectors, rows: Sequence[int]) -> list[Account]:
    """The accounts of one document, whose claims stand in these rows, in reading order."""
    told = join_mentions(claims, rows)
    if not told:
        return []
    told.sort(key=lambda one: (-len(one.rows), min(one.rows)))
    main, accounts = told[0], []
    for one in told:
        elsewhere = {
            row
            for other in told
            if other is not one and sorts_agree(one.sort, other.sort)
            for row in other.rows
        }
        context = [row for row in rows if row not in elsewhere] if is_lead(one, told) else one.rows
        accounts.append(
            describe(
                one,
                [claims[row] for row in one.rows],
                [claims[row] for row in context],
                vectors[context],
                main=one is main,
            )
        )
    return accounts


def is_lead(one: _Told, told: Sequence[_Told]) -> bool:
    """Whether an event is what the document tells most about among those of its sort."""
    return one is next(other for other in told if sorts_agree(one.sort, other.sort))


def join_mentions(claims: Sequence[Claim], rows: Sequence[int]) -> list[_Told]:
    """The events of one document: mentions of one sort together, the most told first asked."""
    groups: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        mention = claims[row].mention
        if mention is not None and claims[row].event is not None:
            groups[mention].append(row)
    order = sorted(groups, key=lambda mention: -len(groups[mention]))  # stable: earliest first on ties
    events: list[_Told] = []
    for mention in order:
        mine = told_by(mention, claims, groups[mention])
        host = next((event for event in events if event.joins(mine)), None)
        if host is None:
            events.append(mine)
        else:
            host.take(mine)
    return events


def told_by(mention: str, claims: Sequence[Claim], rows: list[int]) -> _Told:
    """What the claims of one mention tell."""
    mine = [claims[row] for row in rows]
    sorts = Counter(claim.event for claim in mine if claim.event is not None)
    return _Told(
        {mention},
        list(rows),
        max(sorts, key=lambda sort: (sorts[sort], sort)),
        {days for claim in mine if (days := days_of(claim)) is not None},
        {days for claim in mine if (days := span_of(claim)) is not None},
        tuple(dict.fromkeys(place for claim in mine for place in claim.places)),
        frozenset(actor for claim in mine for actor in claim.actors),
        tolls_of(mine),
    )


def tolls_of(claims: Iterable[Claim]) -> dict[str, set[int]]:
    """The exact tolls that claims give of everybody, by role."""
    found: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        for one in claim.quantities:
            exact = one.low is not None and one.low == one.high
            if one.role in WHOLE_TOLLS and exact and is_everybody(one) and not is_partial(claim, one):
                found[str(one.role)].add(int(one.low or 0))
    return dict(found)


def describe(
    told: _Told, own: Sequence[Claim], context: Sequence[Claim], vectors: Vectors, *, main: bool
) -> Account:
    """The account of one event: details from its own claims, names and vectors from those around too."""
    quantities = [quantity for claim in context for quantity in claim.quantities]
    names = {key_of(name) for claim in context for name in (*claim.names, *claim.places)}
    centre = vectors.astype(np.float32).mean(axis=0)
    regions = {place: gazetteer().regions(place) for place in told.places}
    return Account(
        id=min(told.mentions, key=lambda mention: next(i for i, c in enumerate(own) if c.mention == mention)),
        mentions=frozenset(told.mentions),
        document=own[0].document,
        sort=told.sort,
        claims=len(own),
        main=main,
        published=own[0].published,
        days=tuple(sorted(told.days)),
        dates=frozenset(
            days[0]
            for claim in context
            if (days := days_of(claim)) is not None and days[1] - days[0] <= ONE_DAY
        ),
        places=tuple(most_exact(told.places, gazetteer())),
        around=frozenset(region for known in regions.values() for region in known),
        actors=told.actors,
        names=frozenset(name for name in names if " " in name),
        words=frozenset(word for name in names for word in words_of_name(name)),
        ages=frozenset(int(one.low) for one in quantities if one.role == "age" and one.low is not None),
        tolls=frozenset(
            (str(one.role), int(one.low))
            for claim in own
            for one in claim.quantities
            if one.role in TOLLS and one.low is not None and one.low == one.high and not one.part
        ),
        centre=centre / (float(np.linalg.norm(centre)) or 1.0),
    )


@lru_cache(maxsize=1 << 16)
def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name, by key, that can tell it from others."""
    return tuple(word for word in name.split() if len(word) >= SHORTEST and not word.isdigit())


def days_of(claim: Claim) -> Days | None:
    """When the event of a claim happened, if that is told within days."""
    time = claim.time
    if time is None or time.start is None or time.end is None or time.end - time.start > NARROW:
        return None
    return time.start, time.end


def span_of(claim: Claim) -> Days | None:
    """When the event of a claim happened, if both ends are told, however far apart."""
    time = claim.time
    return None if time is None or time.start is None or time.end is None else (time.start, time.end)


def days_overlap(left: Iterable[Days], right: Iterable[Days]) -> bool | None:
    """Whether some days are common to both; None when one side tells none."""
    left, right = list(left), list(right)
    if not left or not right:
        return None
    return any(mine[0] <= theirs[1] and theirs[0] <= mine[1] for mine in left for theirs in right)
