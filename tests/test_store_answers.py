"""What the ledger keeps of the cross-encoder's answers."""

import pytest

from claims.store.answers import insert_answers, read_answers
from claims.store.ledger import Ledger


@pytest.fixture
def ledger(tmp_path):
    """A new ledger."""
    with Ledger.open(str(tmp_path / "claims.db"), create=True) as opened:
        yield opened


def numbered(*numbers):
    """A question and an answer for each number."""
    return {bytes([number]) * 16: bytes([number]) * 12 for number in numbers}


def test_answers_come_back_by_their_questions(ledger):
    """Also many at once; what was never asked has no answer, and the first answer stands."""
    ledger.save_answers({number.to_bytes(16): b"old" for number in range(1200)})
    ledger.save_answers({(7).to_bytes(16): b"new"})

    found = ledger.answers([number.to_bytes(16) for number in range(1100, 1300)])

    assert {number.to_bytes(16): b"old" for number in range(1100, 1200)} == found
    assert {(7).to_bytes(16): b"old"} == ledger.answers([(7).to_bytes(16)])


def test_nothing_asked_nothing_known(ledger):
    """No questions, no answers."""
    ledger.save_answers({})

    assert {} == ledger.answers([])
    assert {} == ledger.answers([b"never"])


def test_of_too_many_the_latest_are_kept(ledger):
    """The table has a size that it does not outgrow."""
    with ledger._writing() as connection:
        for number in range(9):
            insert_answers(connection, numbered(number), most=4)
        assert numbered(5, 6, 7, 8) == read_answers(connection, list(numbered(*range(9))))
