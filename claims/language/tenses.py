"""Whether a clause speaks of what was, is or is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.language.counted import index_from
from claims.language.lexicon import words_of

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Doc, Token


def tense_of(doc: Doc, start: int) -> str:
    """Future, present or past, as the clause around a character has it; empty if it does not tell."""
    token = doc[min(index_from(doc, start), len(doc) - 1)]
    copula = copula_of(token)
    if copula is not None and copula.tag_ in ("VBZ", "VBP"):
        return "future"  # "the hearing is Friday"
    for governor in (token, *token.ancestors):
        if governor.pos_ not in ("VERB", "AUX", "ADJ", "NOUN") and not copula_of(governor):
            continue
        if _has_future_mark(governor, start):
            return "future"
        if governor.pos_ in ("VERB", "AUX") or copula_of(governor):
            return _finite_tense(governor, near=governor in (token, token.head))
    return ""


def copula_of(token: Token) -> Token | None:
    """The form of "be" by which a word is a predicate, if it is one."""
    return next((child for child in token.children if child.dep_ == "cop"), None)


def _finite_tense(governor: Token, *, near: bool) -> str:
    """The tense of a predicate; that of the present counts only where the time hangs on it itself."""
    words = [governor, *(child for child in governor.children if child.dep_.startswith(("aux", "cop")))]
    tags = {word.tag_ for word in words}
    if tags & {"VBD", "VBN"}:
        return "past"
    is_present = bool(tags & {"VBZ", "VBP"}) and "VBG" not in tags and governor.pos_ != "ADJ"
    speaks = governor.lemma_ in words_of("periods", "future", "speaks")
    return "present" if is_present and near and not speaks else ""


def _has_future_mark(token: Token, start: int) -> bool:
    marks = words_of("periods", "future", "auxiliaries")
    if any(child.lower_ in marks for child in token.children if child.dep_.startswith("aux")):
        return True
    planned = words_of("periods", "future", "plans")
    if token.idx > start:  # "on Monday the hearing was set for …": the day before the plan is past
        return False
    if any(child.lemma_ in planned and child.dep_ == "mark" for child in token.children):
        return True  # "is due to appear"
    return token.lemma_ in planned or (token.dep_ == "xcomp" and token.head.lemma_ in planned)
