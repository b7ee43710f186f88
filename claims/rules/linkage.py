"""Likeness of pairs -> groups, by average linkage (scikit-learn), beside groups that stand already.

Clustering runs inside connected parts, so that their size and not the ledger's decides the cost. What was
grouped before stays so: ids that a reader has noted hold, and one more article moves nothing old.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

import numpy as np

Couple = tuple[int, int]
NO_HOMES: Mapping[int, str] = MappingProxyType({})


def link_by_average(
    members: Sequence[int],
    likeness: Mapping[Couple, float],
    *,
    floor: float,
    homes: Mapping[int, str] = NO_HOMES,
) -> list[list[int]]:
    """Groups in which the mean likeness between any two parts that were joined reaches `floor`.

    Args:
        members: what is grouped.
        likeness: of pairs of members, in [-1, 1]; a pair that is missing is not alike at all.
        floor: a likeness, above 0.
        homes: for members of standing groups the name of theirs. All of one home stay together, and those
            of two homes apart; what is alike two of them goes to the nearer.
    """
    units = _units(members, homes)
    means = _means(units, likeness, homes)
    groups = [group for part in _connected(len(units), means, floor) for group in _cut(part, means, floor)]
    settled = (part for group in groups for part in _by_home(group, units, means, homes))
    return [sorted(member for unit in part for member in units[unit]) for part in settled]


def _units(members: Sequence[int], homes: Mapping[int, str]) -> list[list[int]]:
    """Each standing group as one, everything else by itself."""
    standing: dict[str, list[int]] = defaultdict(list)
    for member in members:
        if member in homes:
            standing[homes[member]].append(member)
    return [*standing.values(), *([member] for member in members if member not in homes)]


def _means(
    units: Sequence[Sequence[int]], likeness: Mapping[Couple, float], homes: Mapping[int, str]
) -> dict[Couple, float]:
    """The mean likeness of each two units that are alike at all, by their places; left < right."""
    unit_of = {member: unit for unit, group in enumerate(units) for member in group}
    sums: dict[Couple, float] = defaultdict(float)
    for (one, other), value in likeness.items():
        left, right = sorted((unit_of[one], unit_of[other]))
        if left != right and not (one in homes and other in homes):
            sums[left, right] += value
    return {pair: total / (len(units[pair[0]]) * len(units[pair[1]])) for pair, total in sums.items()}


def _connected(size: int, means: Mapping[Couple, float], floor: float) -> Iterable[list[int]]:
    """The units that hang together by likeness from `floor`, each part in order."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(pair for pair, value in means.items() if value >= floor)
    return (sorted(part) for part in networkx.connected_components(graph))


def _cut(part: list[int], means: Mapping[Couple, float], floor: float) -> list[list[int]]:
    """Average linkage inside one connected part."""
    if len(part) <= 2:
        return [part]
    from sklearn.cluster import AgglomerativeClustering

    distances = np.ones((len(part), len(part)))
    np.fill_diagonal(distances, 0)
    for left, right, value in _inside(part, means):
        distances[left, right] = distances[right, left] = max(1 - value, 0.0)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - floor
    )
    groups: dict[int, list[int]] = defaultdict(list)
    for unit, label in zip(part, model.fit_predict(distances).tolist(), strict=True):
        groups[label].append(unit)
    return list(groups.values())


def _inside(part: Sequence[int], means: Mapping[Couple, float]) -> Iterator[tuple[int, int, float]]:
    """Places within the part, and mean, of each two of its units that are alike at all."""
    place = {unit: at for at, unit in enumerate(part)}
    if len(part) ** 2 < len(means):  # else it is cheaper to look at all that there are
        couples: Iterable[Couple] = (couple for couple in combinations(part, 2) if couple in means)
    else:
        couples = (couple for couple in means if couple[0] in place and couple[1] in place)
    for left, right in couples:
        yield place[left], place[right], means[left, right]


def _by_home(
    group: Sequence[int],
    units: Sequence[Sequence[int]],
    means: Mapping[Couple, float],
    homes: Mapping[int, str],
) -> list[list[int]]:
    """The group, or where it holds several standing ones each with what is nearest to it."""
    standing = [unit for unit in group if units[unit][0] in homes]
    if len(standing) <= 1:
        return [list(group)]
    parts = {unit: [unit] for unit in standing}
    for unit in group:
        if unit not in parts:
            nearness = Counter(
                {home: means.get((min(unit, home), max(unit, home)), 0.0) for home in standing}
            )
            parts[max(standing, key=lambda home: (nearness[home], -home))].append(unit)
    return list(parts.values())
