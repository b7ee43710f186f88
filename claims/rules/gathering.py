"""Accounts of all documents -> incidents: which of them are compared, and which are joined.

Compared are accounts that share a rare name, or a less rare one or a place in one turn of the news, or
that read alike then: the number of pairs grows with the number of accounts, not with its square. Joined is
by average linkage over the probability that two accounts tell one event, first the main
events of the documents, then what they tell beside. All accounts are taken together whatever their order,
so that adding documents one by one ends where adding all at once does.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from claims.base.records import Claim, SameIncident
from claims.language.incidents import sorts_agree
from claims.language.whereabouts import places_agree
from claims.rules.accounts import Account, days_overlap
from claims.rules.frames import NOTHING, Background
from claims.rules.incidents import relate_joined
from claims.rules.likeness import FAR, Model, Side, gap_of, load_model, probability, weigh_names
from claims.rules.linkage import link_by_average
from claims.rules.pairs import gazetteer
from claims.rules.questions import toll_of

Couple = tuple[int, int]

AFTERMATH = "arrest"  # a document that tells most of an arrest tells of what it was made for
TELLING = 3.5  # weight of a word that about one document in thirty names
JOINED = 0.5  # mean probability from which accounts are one incident
RARE = 40  # documents: a name of more singles out an event only in one turn of the news
TURN = timedelta(days=7)
SAME_NEWS = timedelta(days=3)
NEIGHBOURS = 5  # that read most like an account, among those in print within SAME_NEWS before it
MOST_NEAR = 400  # accounts after one in print that share a common name with it and are compared


def gather(
    accounts: Sequence[Account], model: Model | None = None, background: Background = NOTHING
) -> list[int]:
    """For each account the number of its incident: the place of its first account.

    Accounts of standing documents keep theirs; the others are joined to them, or among themselves.
    """
    model = model or load_model()
    sides = weigh_names(accounts, model, background)
    mains = [at for at, account in enumerate(accounts) if account.main]
    homes = {
        at: digest.homes[account.id]
        for at, account in enumerate(accounts)
        if (digest := background.digests.get(account.document)) is not None
    }
    chances = chances_of(sides, couples(sides, mains, background), model)
    leaders = list(range(len(accounts)))
    joined = np.array(list(chances), dtype=np.int64).reshape(-1, 2)
    likeness = np.array(list(chances.values()), dtype=np.float64)
    for group in link_by_average(mains, joined, likeness, floor=JOINED, homes=homes):
        for at in group:
            leaders[at] = min(group)
    led = {homes[at]: leaders[at] for at in reversed(mains) if at in homes}
    for at, home in homes.items():
        leaders[at] = led.setdefault(home, at)
    besides = [at for at, account in enumerate(accounts) if not account.main and at not in homes]
    return attach(accounts, leaders, besides)


def chances_of(sides: Sequence[Side], pairs: Sequence[Couple], model: Model) -> dict[Couple, float]:
    """The probability of each pair to be one event; none where evidence is against it, or none is for it."""
    return {
        (one, other): probability(sides[one], sides[other], model)
        for one, other in pairs
        if has_ground(sides[one], sides[other]) and not are_apart(sides[one].account, sides[other].account)
    }


def has_ground(left: Side, right: Side) -> bool:
    """Whether they share a place, a day, or a name that few documents hold: likeness alone joins nothing."""
    one, other = left.account, right.account
    if one.dates & other.dates or set(one.places) & set(other.places):
        return True
    return any(left.words[word] >= TELLING for word in left.words.keys() & right.words.keys())


def couples(sides: Sequence[Side], among: Sequence[int], background: Background = NOTHING) -> list[Couple]:
    """The pairs to compare, of different documents, not both standing, in order; left before right."""
    order = sorted(among, key=lambda at: (sides[at].account.published or date.max, at))
    fresh = {at for at in order if sides[at].account.document not in background.digests}
    named: dict[str, list[int]] = defaultdict(list)
    for at in order:
        for word in sides[at].words:
            named[word].append(at)
    found: set[Couple] = set()
    for word, group in named.items():
        places = [place for place, at in enumerate(group) if at in fresh]
        if background.holders.get(word, len(group)) <= RARE:
            found.update(ordered(group[place], other) for place in places for other in group)
        else:
            found.update(
                ordered(group[place], other) for place in places for other in near(place, group, sides)
            )
    found.update(alike(sides, [at for at in order if sides[at].account.published is not None], fresh))
    return sorted(
        (one, other) for one, other in found if sides[one].account.document != sides[other].account.document
    )


def ordered(one: int, other: int) -> Couple:
    """Both, the smaller first."""
    return min(one, other), max(one, other)


def near(place: int, group: Sequence[int], sides: Sequence[Side]) -> Iterator[int]:
    """The nearest before and after a place in a group in order of print, in one turn of the news."""
    for others in (group[max(place - MOST_NEAR, 0) : place][::-1], group[place + 1 : place + 1 + MOST_NEAR]):
        for other in others:
            if not in_one_turn(sides[group[place]].account, sides[other].account):
                break
            yield other


def in_one_turn(left: Account, right: Account) -> bool:
    """Whether both were printed within TURN, or neither is dated."""
    if left.published is None or right.published is None:
        return left.published is right.published
    return abs(right.published - left.published) <= TURN


def alike(sides: Sequence[Side], order: Sequence[int], fresh: Collection[int]) -> Iterator[Couple]:
    """Each fresh one with those that read most like it among what was printed just before."""
    if not order:
        return
    centres = np.stack([sides[at].account.centre for at in order])
    start = 0
    for row, at in enumerate(order):
        while days_between(sides[order[start]].account, sides[at].account) > SAME_NEWS.days:
            start += 1
        begin = max(start, row - MOST_NEAR)
        if begin < row and at in fresh:
            likeness = np.round(centres[begin:row] @ centres[row], 4)
            for nearest in np.argsort(-likeness, kind="stable")[:NEIGHBOURS].tolist():
                yield ordered(at, order[begin + nearest])


def days_between(left: Account, right: Account) -> int:
    """Days from the printing of the one to that of the other; 0 where one is undated."""
    if left.published is None or right.published is None:
        return 0
    return abs((right.published - left.published).days)


def are_apart(left: Account, right: Account) -> bool:
    """Whether sort, place, days or actors tell two events; two whole names in common outweigh that."""
    if len(left.names & right.names) > 1:
        return False
    if not sorts_agree(left.sort, right.sort) and AFTERMATH not in (left.sort, right.sort):
        return True
    where = places_agree(left.places, right.places, gazetteer())
    return (
        where is False
        or bool(left.actors and right.actors and not left.actors & right.actors)
        or bool(left.days and right.days and gap_of(left.days, right.days) >= FAR)
    )


def attach(accounts: Sequence[Account], leaders: Sequence[int], besides: Sequence[int]) -> list[int]:
    """The leaders with what documents tell beside their main event joined where days and places say so."""
    placed = list(leaders)
    groups: dict[int, list[int]] = defaultdict(list)
    beside = set(besides)
    for at, leader in enumerate(placed):
        if at not in beside:
            groups[leader].append(at)
    by_day: dict[date, set[int]] = defaultdict(set)  # leaders by the days that their accounts tell
    for leader, group in groups.items():
        for at in group:
            for day in days_told(accounts[at]):
                by_day[day].add(leader)
    for at in besides:
        near = {leader for day in days_told(accounts[at]) for leader in by_day[day]}
        hosts = [
            leader for leader in sorted(near) if fits(accounts[at], [accounts[one] for one in groups[leader]])
        ]
        placed[at] = hosts[0] if hosts else at
        groups[placed[at]].append(at)
        for day in days_told(accounts[at]):
            by_day[day].add(placed[at])
    return placed


def days_told(account: Account) -> Iterator[date]:
    """The days on which its event can have happened, and those next to them."""
    for first, last in account.days:
        for step in range(-1, (last - first).days + 2):
            yield first + timedelta(days=step)


def fits(account: Account, group: Sequence[Account]) -> bool:
    """Whether an account tells the event of a group: one other says so, none is against."""
    return any(tell_same(account, other) for other in group) and not any(
        other.document == account.document or are_apart(account, other)
        for other in group
        if sorts_agree(account.sort, other.sort)
    )


def tell_same(left: Account, right: Account) -> bool:
    """Whether sort, days and either place or actors of two accounts are the same."""
    if not sorts_agree(left.sort, right.sort) or not days_overlap(left.days, right.days):
        return False
    where = places_agree(left.places, right.places, gazetteer())
    return where is not False and bool(
        set(left.places) & set(right.places) or (where and left.actors & right.actors)
    )


class Relations:
    """How two claims of a ledger relate: by their own words, and by what their documents tell around them."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        told = list(accounts)
        self._accounts = {mention: account for account in told for mention in account.mentions}
        self._mains = {account.document: account for account in told if account.main}
        self._told = Counter((account.document, account.sort) for account in told)
        self._apart: dict[tuple[str, str], bool] = {}
        self._tolls: dict[str, bool] = {}  # by claim

    def of(self, left: Claim, right: Claim) -> SameIncident:
        """`different` also where only the accounts of both documents tell place, days or actors."""
        relation = relate_joined(left, right)
        one, other = (self._accounts.get(claim.mention or "") for claim in (left, right))
        if relation != "unknown" or one is None or other is None or one.document == other.document:
            return relation
        return "different" if sorts_agree(one.sort, other.sort) and self._tell_apart(one, other) else relation

    def may_be_one(self, left: Claim, right: Claim) -> bool:
        """Whether two claims of one story can be of one event: their own, or what their documents tell."""
        if left.incident is not None and left.incident == right.incident:
            return True
        if None in (left.incident, right.incident):
            tolls = self._gives_toll(left) and self._gives_toll(right)
            return not (tolls and self._are_two(*(self._mains.get(row.document) for row in (left, right))))
        one, other = (self._accounts.get(claim.mention or "") for claim in (left, right))
        if one is None or other is None or not (self._is_plain(one) and self._is_plain(other)):
            return False
        return sorts_agree(one.sort, other.sort) and not self._tell_apart(one, other)

    def _gives_toll(self, claim: Claim) -> bool:
        if claim.id not in self._tolls:
            self._tolls[claim.id] = toll_of(claim) is not None
        return self._tolls[claim.id]

    def _is_plain(self, account: Account) -> bool:
        """Whether a document's reader takes any event of this sort for this one."""
        return account.main or self._told[account.document, account.sort] == 1

    def _are_two(self, one: Account | None, other: Account | None) -> bool:
        """Whether two accounts tell two events of one sort, as far as they are known."""
        return (
            one is not None
            and other is not None
            and sorts_agree(one.sort, other.sort)
            and self._tell_apart(one, other)
        )

    def _tell_apart(self, one: Account, other: Account) -> bool:
        key = (one.id, other.id)
        if key not in self._apart:
            self._apart[key] = are_apart(one, other)
        return self._apart[key]
