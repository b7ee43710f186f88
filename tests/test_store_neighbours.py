"""The index beside the ledger: what it holds is what the ledger says, whatever became of its file."""

import numpy as np
import pytest

from claims.base.records import content_id
from claims.store.neighbours import SUFFIX, Neighbours

IDS = [content_id("claim", number) for number in range(300)]
VECTORS = np.random.default_rng(0).normal(size=(300, 16)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)


def read(ids):
    """The vectors of the claims."""
    return VECTORS[[IDS.index(name) for name in ids]]


@pytest.fixture
def path(tmp_path):
    """Of a ledger that has an index of its first 200 claims."""
    neighbours = Neighbours(str(tmp_path / "claims.db"))
    neighbours.sync(IDS[:200], read)
    neighbours.save()
    return tmp_path / "claims.db"


def test_each_is_nearest_to_itself(path):
    """Across a restart."""
    found = Neighbours(str(path)).nearest(VECTORS[:50], 3)
    assert [[name] for name in IDS[:50]] == [ids[:1] for ids in found]


def test_nothing_is_near_where_nothing_is_held(tmp_path):
    """No file is made by asking."""
    neighbours = Neighbours(str(tmp_path / "claims.db"))
    assert [[], []] == neighbours.nearest(VECTORS[:2], 3)
    neighbours.save()
    assert [] == list(tmp_path.iterdir())


def test_what_the_ledger_lacks_is_forgotten_and_what_it_has_is_entered(path):
    """Deleted claims are never near again."""
    neighbours = Neighbours(str(path))
    neighbours.sync(IDS[100:], read)
    found = {name for ids in neighbours.nearest(VECTORS, 200) for name in ids}

    assert (200, set(IDS[100:])) == (len(neighbours), found)
    assert (True, False) == (neighbours.holds(IDS[100:]), neighbours.holds(IDS[99:]))


@pytest.mark.parametrize("keep", [0, 10, 3000, -50])
def test_a_damaged_file_is_made_again(path, keep):
    """Cut short anywhere, it is as if it were missing."""
    file = path.with_name(path.name + SUFFIX)
    file.write_bytes(file.read_bytes()[:keep])
    neighbours = Neighbours(str(path))

    assert 0 == len(neighbours)
    neighbours.sync(IDS, read)
    neighbours.save()
    assert (300, [IDS[7]]) == (len(Neighbours(str(path))), Neighbours(str(path)).nearest(VECTORS[7:8], 1)[0])


def test_nearly_all_of_the_nearest_are_found():
    """Of the ten nearest, by products of all with all, at least nine in ten."""
    neighbours = Neighbours("unsaved")
    neighbours.add(IDS, VECTORS)
    truth = np.argsort(-(VECTORS @ VECTORS.T), axis=1)[:, :10]
    found = neighbours.nearest(VECTORS, 10)
    hits = sum(
        len({IDS[row] for row in rows} & set(ids)) for rows, ids in zip(truth.tolist(), found, strict=True)
    )

    assert hits / truth.size >= 0.9
