"""Hidden states of the parser -> attribution relations: who says what, by which words.

A small network reads the parser's own layers, so that a sentence is encoded once. It marks the words
that carry a cue, gives every word its part in the relation of each cue (none, cue, source, content),
and marks words that go on with what somebody said in an earlier sentence. How it was trained and how
good it is stands in the card beside the weights.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from claims.language.relations import Relation
from claims.models.onnx import WEIGHTS, open_session

FOLDER = WEIGHTS / "attribution"
CUE, SOURCE, CONTENT = 1, 2, 3  # parts of a word in a relation; 0 is none
FLOOR = 0.4  # probability from which a word carries a cue
RESUMED_FLOOR = 0.5
OUTSIDE, INSIDE, MARK = 0, 1, 2
OPENERS, CLOSERS = frozenset({"“", "``", "«"}), frozenset({"”", "''", "»"})


class AttributionNetwork:
    """The network that comes with the package."""

    def __init__(self) -> None:
        self._session = open_session(FOLDER)

    def score(self, layers: Any, words: Sequence[str]) -> list[Any]:
        """Cue probabilities (n,), resumption probabilities (n,) and part scores (n cues, n words, 4).

        Args:
            layers: of the parser, shape (1, 1 + n, n_layers, width): the root, then each word.
            words: of the sentence.
        """
        quotes = np.array([quote_states(words)], dtype=np.int64)
        outputs: list[Any] = self._session.run(None, {"layers": layers, "quotes": quotes})
        return [rows[0] for rows in outputs]


def quote_states(words: Sequence[str]) -> list[int]:
    """For each word whether it stands outside or inside a quotation, or is a quotation mark.

    >>> quote_states(["“", "No", "”", ",", "he", "said"])
    [2, 1, 2, 0, 0, 0]
    """
    states, inside = [], False
    for word in words:
        if word in OPENERS or word in CLOSERS or word == '"':
            inside = word in OPENERS or (word == '"' and not inside)
            states.append(MARK)
        else:
            states.append(INSIDE if inside else OUTSIDE)
    return states


def read_relations(scores: Sequence[Any]) -> tuple[list[Relation], list[int]]:
    """The relations that the scores speak for, in order of their cues, and the resumed words."""
    cues, resumed, parts = scores
    relations = []
    for at in np.flatnonzero(cues >= FLOOR):
        chosen = parts[at].argmax(-1)
        chosen[at] = CUE
        cue, source, content = (
            tuple(int(word) for word in np.flatnonzero(chosen == part)) for part in (CUE, SOURCE, CONTENT)
        )
        relations.append(Relation(cue, source, content))
    return relations, [int(word) for word in np.flatnonzero(resumed >= RESUMED_FLOOR)]
