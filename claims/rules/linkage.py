"""Likeness of pairs -> groups, by average linkage (scikit-learn), beside groups that stand already.

Clustering runs inside connected parts, so that their size and not the ledger's decides the cost. What was
grouped before stays so: ids that a reader has noted hold, and one more article moves nothing old.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from claims.rules.couples import Couples

NO_HOMES: Mapping[int, str] = MappingProxyType({})
TOGETHER = 200  # units of small parts that are clustered in one go

Values = NDArray[np.float64]


def link_by_average(
    members: Sequence[int],
    couples: Couples,
    likeness: Values,
    *,
    floor: float,
    homes: Mapping[int, str] = NO_HOMES,
) -> list[list[int]]:
    """Groups in which the mean likeness between any two parts that were joined reaches `floor`.

    Args:
        members: what is grouped.
        couples: of members; two that are in none are not alike at all.
        likeness: of each couple, in [-1, 1].
        floor: a likeness, above 0.
        homes: for members of standing groups the name of theirs. All of one home stay together, and those
            of two homes apart; what is alike two of them goes to the nearer.
    """
    units = _units(members, homes)
    stands = np.array([unit[0] in homes for unit in units], dtype=bool)
    edges, means = _means(units, couples, likeness, stands)
    parts = _connected(len(units), edges[means >= floor])
    groups = [part for part in parts if len(part) <= 2]
    for bundle, table in _tables(parts, edges, means):
        for places in _cut(table, floor):
            groups += [bundle[mine].tolist() for mine in _by_home(places, table, stands[bundle])]
    return [sorted(chain.from_iterable(units[unit] for unit in group)) for group in groups]


def _units(members: Sequence[int], homes: Mapping[int, str]) -> list[list[int]]:
    """Each standing group as one, everything else by itself."""
    standing: dict[str, list[int]] = defaultdict(list)
    for member in members:
        if member in homes:
            standing[homes[member]].append(member)
    return [*standing.values(), *([member] for member in members if member not in homes)]


def _means(
    units: Sequence[Sequence[int]], couples: Couples, likeness: Values, stands: NDArray[np.bool_]
) -> tuple[Couples, Values]:
    """Each two units that are alike at all, not both standing, and the mean likeness of their members."""
    unit_of = np.zeros(1 + max(chain.from_iterable(units), default=0), dtype=np.int64)
    for unit, group in enumerate(units):
        unit_of[group] = unit
    pairs = np.sort(unit_of[couples], axis=1)
    apart = (pairs[:, 0] != pairs[:, 1]) & ~stands[pairs].all(axis=1)
    numbers, edge = np.unique(pairs[apart] @ [len(units), 1], return_inverse=True)
    edges = np.stack(np.divmod(numbers, max(len(units), 1)), axis=1)
    sizes = np.array(list(map(len, units)), dtype=np.int64)
    sums = np.bincount(edge, weights=likeness[apart], minlength=len(edges))
    return edges, sums / sizes[edges].prod(axis=1)


def _connected(size: int, edges: Couples) -> list[list[int]]:
    """The units that hang together, each part in order."""
    import networkx

    graph = networkx.Graph()
    graph.add_edges_from(edges.tolist())
    alone = ([unit] for unit in range(size) if unit not in graph)
    return [*map(sorted, networkx.connected_components(graph)), *alone]


def _tables(
    parts: Sequence[Sequence[int]], edges: Couples, means: Values
) -> Iterator[tuple[NDArray[np.int64], Values]]:
    """The units of some parts, and the matrix of their means; 0 where two are not alike at all."""
    part_of = np.zeros(sum(map(len, parts)), dtype=np.int64)
    for number, part in enumerate(parts):
        part_of[part] = number
    inner = part_of[edges[:, 0]] == part_of[edges[:, 1]]
    edges, means = edges[inner], means[inner]
    place = np.full(len(part_of), -1)
    for units in _bundles(parts):
        place[units] = np.arange(len(units))
        mine = place[edges[:, 0]] >= 0
        left, right = place[edges[mine]].T
        table = np.zeros((len(units), len(units)))
        table[left, right] = table[right, left] = means[mine]
        place[units] = -1
        yield units, table


def _bundles(parts: Iterable[Sequence[int]]) -> Iterator[NDArray[np.int64]]:
    """The units of the parts that may fall apart, those of small ones together.

    It changes nothing, since what is not alike at all is never joined, and saves thousands of calls.
    """
    bundle: list[int] = []
    for part in parts:
        if len(part) <= 2:
            continue
        if bundle and len(bundle) + len(part) > TOGETHER:
            yield np.array(bundle, dtype=np.int64)
            bundle = []
        bundle += part
    if bundle:
        yield np.array(bundle, dtype=np.int64)


def _cut(table: Values, floor: float) -> list[list[int]]:
    """Average linkage: the places in a matrix of means that are one group."""
    from sklearn.cluster import AgglomerativeClustering

    distances = np.maximum(1 - table, 0.0)
    np.fill_diagonal(distances, 0)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - floor
    )
    groups: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(model.fit_predict(distances).tolist()):
        groups[label].append(place)
    return list(groups.values())


def _by_home(group: list[int], table: Values, stands: NDArray[np.bool_]) -> list[list[int]]:
    """The group, or where it holds several standing ones each with what is nearest to it."""
    standing = [place for place in group if stands[place]]
    if len(standing) <= 1:
        return [group]
    parts = {place: [place] for place in standing}
    for place in group:
        if place not in parts:
            parts[max(standing, key=lambda home: (table[place, home], -home))].append(place)
    return list(parts.values())
