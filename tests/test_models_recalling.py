"""The cross-encoder that looks up what it answered before."""

import numpy as np
import pytest

from claims.models.recalling import RecallingEntailer, Untouched, question_of
from claims.store.ledger import Ledger

PAIRS = [("The dam burst.", "The dam held."), ("The dam held.", "The dam burst."), ("A", "B")]


class Counting:
    """Answers by the lengths of the texts, and counts what it is asked."""

    def __init__(self, name="counting 1"):
        self.name = name
        self.asked = []

    def infer(self, pairs):
        """Shape (len(pairs), 3)."""
        self.asked += pairs
        rows = [(len(left) / 100, 0.1 / 3, len(right) / 100) for left, right in pairs]
        return np.array(rows, dtype=np.float32).reshape(-1, 3)


@pytest.fixture
def ledger(tmp_path):
    """A new ledger."""
    with Ledger.open(str(tmp_path / "claims.db"), create=True) as opened:
        yield opened


def test_nothing_is_asked_twice(ledger):
    """The second time the same answers come out of the ledger, to the bit."""
    entailer = Counting()
    recalling = RecallingEntailer(entailer, lambda: ledger)

    first = recalling.infer(PAIRS)
    again = RecallingEntailer(entailer, lambda: ledger).infer(PAIRS[::-1])

    assert PAIRS == entailer.asked
    np.testing.assert_array_equal(Counting().infer(PAIRS), first)
    np.testing.assert_array_equal(first[::-1], again)


def test_only_what_is_new_is_asked(ledger):
    """Old and new questions may come in one call, and one question twice; order counts in a pair."""
    entailer = Counting()
    recalling = RecallingEntailer(entailer, lambda: ledger)
    recalling.infer(PAIRS[:1])

    rows = recalling.infer([PAIRS[1], PAIRS[0], PAIRS[2], PAIRS[1]])

    assert [PAIRS[0], PAIRS[1], PAIRS[2]] == entailer.asked
    np.testing.assert_array_equal(Counting().infer([PAIRS[1], PAIRS[0], PAIRS[2], PAIRS[1]]), rows)


@pytest.mark.parametrize("pair", [("The dam burst.The", " dam held."), ("The dam burst. ", "The dam held.")])
def test_other_texts_are_another_question(ledger, pair):
    """No two pairs of texts are taken for each other."""
    entailer = Counting()
    recalling = RecallingEntailer(entailer, lambda: ledger)
    recalling.infer(PAIRS[:1])
    recalling.infer([pair])

    assert [PAIRS[0], pair] == entailer.asked


def test_other_weights_are_asked_anew(ledger):
    """What an earlier model answered says nothing of a later one."""
    old, new = Counting("counting 1"), Counting("counting 2")
    for entailer in (old, new):
        RecallingEntailer(entailer, lambda: ledger).infer(PAIRS)

    assert PAIRS == new.asked


def test_without_a_memory_all_is_asked():
    """Nothing is kept where there is no ledger."""
    entailer = Counting()
    recalling = RecallingEntailer(entailer, lambda: None)

    assert (3, 3) == recalling.infer(PAIRS).shape
    assert (0, 3) == recalling.infer([]).shape
    recalling.infer(PAIRS)
    assert PAIRS * 2 == entailer.asked


def test_a_memory_that_is_left_as_it_is(ledger):
    """Looking something up leaves no trace, and is no error."""
    entailer = Counting()
    RecallingEntailer(entailer, lambda: ledger).infer(PAIRS[:1])

    RecallingEntailer(entailer, lambda: Untouched(ledger)).infer(PAIRS[:2])

    assert PAIRS[:2] == entailer.asked
    assert 1 == len(ledger.answers([question_of(entailer.name, *pair) for pair in PAIRS]))
