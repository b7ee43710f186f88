"""Whether a statement can be checked: a rule of thumb over what it holds, not a judgement of truth.

Facts have figures, names, dates, sources and a verb in the past or present; opinions, advice,
questions, adages and predictions in the document's own voice do not need checking.
"""

from claims.base.records import Stance
from claims.language.clauses import SUBJECTS, Clause
from claims.language.lexicon import words_of

FLOOR = 0.4  # below this a statement is not a claim


def checkworthiness(
    clause: Clause, *, stance: Stance, attributed: bool, figures: int, names: int, dated: bool
) -> float:
    """In [0, 1]; FLOOR parts claims from the rest."""
    head = clause.head
    value = 0.35
    value += 0.25 * bool(figures) + 0.15 * bool(names) + 0.1 * dated + 0.15 * attributed
    if head.tag_ in {"VBD", "VBN", "VBZ", "VBP", "VBG"} and any(
        child.dep_ in {*SUBJECTS, "obj", "obl"} for child in head.children
    ):
        value += 0.1
    if (
        any(child.tag_ == "MD" and child.lower_ not in {"will", "can"} for child in head.children)
        and not attributed
    ):
        value -= 0.35
    if (
        any(child.tag_ == "MD" and child.lower_ in {"will", "’ll", "'ll"} for child in head.children)
        and not attributed
    ):
        value -= 0.15
    subject = clause.subject
    if subject is not None and subject.lower_ in {"i", "you", "we"} and not attributed:
        value -= 0.35
    if head.pos_ == "ADJ" and not figures and not attributed:
        value -= 0.1
    if any(word.lower_ in words_of("cues", "opinions") for word in clause.tokens) and not attributed:
        value -= 0.2
    return round(min(max(value, 0.0), 1.0), 2)
