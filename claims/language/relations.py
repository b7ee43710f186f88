"""Attribution relations: who says (source), by which words (cue), what (content), within one sentence.

The scheme is that of PARC 3 and PolNeAR (Newell et al. 2018, https://aclanthology.org/L18-1524). A
parser that finds relations leaves them with the parsed sentence; `attribution` hears voices in them
where its own rules hear none. A parser without them leaves none, and the rules stand alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.language.lexicon import words_of

RELATIONS, RESUMED = "attribution_relations", "resumed_content"  # keys of a document's user data


@dataclass(frozen=True)
class Relation:
    """Positions of tokens, each in order; `source` may be empty."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


def set_relations(doc: Any, relations: Sequence[Relation], resumed: Sequence[int] = ()) -> None:
    """Leaves relations with a parsed sentence, and the tokens that go on with what was said before it."""
    doc.user_data[RELATIONS] = tuple(relations)
    doc.user_data[RESUMED] = frozenset(resumed)


def relations_of(doc: Any) -> tuple[Relation, ...]:
    """The relations found in a parsed sentence, in order of their cues."""
    found: tuple[Relation, ...] = doc.user_data.get(RELATIONS, ())
    return found


def is_heard(token: Any) -> bool:
    """Whether a relation makes a clause what the verb above it says, be that verb in a list or not.

    What somebody knows or resents is no statement of theirs: the corpus marks attitudes too.

    Args:
        token: head of the clause.
    """
    governor = token.head
    if governor.lemma_.lower() in words_of("cues", "attitudes"):
        return False
    return any(
        row.source and governor.i in row.cue and token.i in row.content for row in relations_of(token.doc)
    )


def resumed_in(doc: Any) -> frozenset[int]:
    """Tokens of what somebody goes on saying whom an earlier sentence names."""
    found: frozenset[int] = doc.user_data.get(RESUMED, frozenset())
    return found
