"""Counts that no number states: "nobody" is none, "both" are two, a "triple murder" has three victims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.language.lexicon import load_lexicon, words_of
from claims.language.numerals import Numeral

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Doc, Token

_HYPHENS = frozenset({"-", "–", "/"})


def find_unwritten(doc: Doc) -> list[Numeral]:
    """The counts of a parsed sentence that are told without a number, in order."""
    found = (_zero(token) or _both(token) or _multiple(token) or _murder_suicide(token) for token in doc)
    return [numeral for numeral in found if numeral is not None]


def _zero(token: Token) -> Numeral | None:
    """What "no casualties", "nobody" and "no one" state; "no one else" and "no serious injuries" do not."""
    if token.lower_ != "no" and token.lower_ not in words_of("numbers", "nobody"):
        return None
    doc, end = token.doc, token.idx + len(token.text)
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if token.lower_ in words_of("numbers", "nobody"):
        is_harm = any(child.lemma_.lower() in words_of("roles", "harms") for child in token.children)
        if is_harm or _is_else(following) or _is_limited(token.head):
            return None
        return Numeral(token.idx, end, token.idx, 0, 0)
    if token.lower_ != "no" or following is None:
        return None
    if following.lower_ == "one":
        beyond = following.nbor(1) if following.i + 1 < len(doc) else None
        end = following.idx + len(following.text)
        if _is_else(beyond) or _is_limited(following.head):
            return None
        return Numeral(token.idx, end, following.idx, 0, 0)
    limited = following.lower_ in words_of("numbers", "not_absent")
    if following.pos_ not in ("NOUN", "ADJ") or limited or _opens_clause(token.head):
        return None
    return Numeral(token.idx, end, token.idx, 0, 0)


def _is_limited(verb: Token) -> bool:
    """Whether the harm is of one sort only, as in "none suffered life-threatening injuries"."""
    limits = words_of("numbers", "not_absent")
    objects = [child for child in verb.children if child.dep_ == "obj"]
    return any(word.lower_ in limits for child in objects for word in child.subtree)


def _opens_clause(noun: Token) -> bool:
    """Whether the noun says what is denied: "no indication that three died"."""
    clauses = [child for child in noun.children if child.dep_ in ("acl", "ccomp")]
    return any(word.dep_ == "mark" and word.lower_ == "that" for child in clauses for word in child.children)


def _is_else(token: Token | None) -> bool:
    return token is not None and token.lower_ == "else"


def _both(token: Token) -> Numeral | None:
    """The two of "both men died"; not of "both in hospital and at home"."""
    if token.lower_ != "both" or token.dep_.startswith("cc"):
        return None
    if token.doc[token.i + 1 : token.i + 2].text.isdecimal():
        return None  # "both 22" are ages
    return Numeral(token.idx, token.idx + len(token.text), token.idx, 2, 2)


def _multiple(token: Token) -> Numeral | None:
    """The three of "a triple homicide"."""
    value = load_lexicon("numbers")["multiples"].get(token.lower_)
    if value is None or token.i + 1 == len(token.doc):
        return None
    if token.nbor(1).lemma_.lower() not in words_of("numbers", "multiplied"):
        return None
    return Numeral(token.idx, token.idx + len(token.text), token.idx, value, value)


def _murder_suicide(token: Token) -> Numeral | None:
    """The two or more of "a murder-suicide": who did it and those it was done to."""
    if not is_murder_suicide(token):
        return None
    suicide = token.nbor(2)
    return Numeral(token.idx, suicide.idx + len(suicide.text), token.idx, 2, None)


def is_murder_suicide(token: Token) -> bool:
    """Whether it opens a "murder-suicide" that took place, not one attempted or the murder-suicide rate."""
    if token.lower_ != "murder":
        return False
    words = token.doc[token.i : token.i + 4]
    if len(words) < len(("murder", "-", "suicide")):
        return False
    tried = token.i and token.nbor(-1).lower_ in words_of("roles", "not_done")
    is_named = words[1].text in _HYPHENS and words[2].lower_ == "suicide"
    describes = any(word.pos_ == "NOUN" for word in words[3:])
    return is_named and not tried and not describes
