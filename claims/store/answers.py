"""What the cross-encoder answered, by a hash of the question. Functions on a connection; no transactions.

A question names the model with its weights and both texts, so that an answer holds for ever. It costs some
milliseconds to work out and 60 bytes to keep.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from claims.store import tables
from claims.store.documents import IDS_AT_ONCE

MOST_ANSWERS: Final = 500_000  # 30 MB; the oldest go first


def read_answers(connection: Connection, questions: Sequence[bytes]) -> dict[bytes, bytes]:
    """The answers that are kept, by question."""
    table = tables.answers.c
    known: dict[bytes, bytes] = {}
    for start in range(0, len(questions), IDS_AT_ONCE):
        chunk = questions[start : start + IDS_AT_ONCE]
        rows = connection.execute(select(table.question, table.answer).where(table.question.in_(chunk)))
        known.update((row.question, row.answer) for row in rows)
    return known


def insert_answers(connection: Connection, answers: Mapping[bytes, bytes], *, most: int) -> None:
    """Keep the answers, and of all no more than the `most` latest."""
    rows = [{"question": question, "answer": answer} for question, answer in answers.items()]
    connection.execute(insert(tables.answers).prefix_with("OR IGNORE"), rows)
    number = tables.answers.c.number
    newest = connection.scalar(select(func.max(number))) or 0
    connection.execute(delete(tables.answers).where(number <= newest - most))
