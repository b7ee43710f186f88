"""Single persons whom a sentence tells killed, hurt or shot: "a 20-year-old man", "Jane Doe".

No figure is written, but a reader counts one. One person is never a rival of a toll, so each is
marked as a part: two reports that each tell of one man may tell of two men.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.base.records import Quantity
from claims.language.ages import OLDEST
from claims.language.amounts import Amount
from claims.language.clauses import whole_text
from claims.language.lexicon import words_of
from claims.language.role_words import has_subject, is_human
from claims.language.roles import role_of

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

ROLES = frozenset({"killed", "injured", "shot"})
_PRONOUNS = frozenset({"he", "she", "him", "her"})  # one person each; only of a death is that worth a count
_ONESELF = frozenset({"himself", "herself"})
_BESIDE = frozenset({"appos", "flat", "nmod:desc", "compound"})  # names the person that its head names
_BEFORE = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "flat", "obl:unmarked"})
_NOBODY = frozenset({"no", "any", "every", "each", "which", "what", "whatever", "either", "neither", "all"})


def find_victims(doc: Doc, numbers: set[int]) -> list[Amount]:
    """An amount for each person that is told of without a number; its token is the person's word.

    Args:
        doc: a parsed sentence.
        numbers: indices of the number words that were read as amounts; what they count is no single person.
    """
    found = []
    for token in _persons(doc):
        if any(
            child.i in numbers and child.dep_ == "nummod" and child.head == token for child in token.children
        ):
            continue
        role = role_of(token, token)
        if role not in ROLES or (token.pos_ == "PRON" and token.lower_ != "one" and role != "killed"):
            continue
        start, end = _words(token)
        quantity = Quantity(
            text=whole_text(doc)[start:end], low=1, high=1, of=_name_of(token), role=role, part=True
        )
        found.append(Amount(quantity, start, end, token.i))
    return found


def _persons(doc: Doc) -> Iterator[Token]:
    """The head word of every mention of one person that is named, or known by a noun in the singular."""
    for token in doc:
        if not (_is_named(token) or _is_one(token) or token.lower_ in _PRONOUNS or _is_oneself(token)):
            continue
        beside = token.dep_ in _BESIDE and token.head.i != token.i
        if beside and (_is_named(token.head) or _is_one(token.head) or token.head.tag_ in ("NNS", "NNPS")):
            continue
        yield token


def _is_named(token: Token) -> bool:
    if token.pos_ != "PROPN" or token.dep_ == "flat":
        return False
    return token.ent_type_ == "PER" or _is_aged(token) or _has_age_after(token)


def _has_age_after(token: Token) -> bool:
    """Whether an age in commas follows the name: "Jane Doe, 34, …"."""
    doc, at = token.doc, token.i + 1
    while at < len(doc) and doc[at].dep_ == "flat" and doc[at].head == token:
        at += 1
    comma, age, end = (doc[at + step : at + step + 1].text for step in range(3))
    return comma == "," and age.isdecimal() and int(age) <= OLDEST and end in (",", ".")


def _is_oneself(token: Token) -> bool:
    """Whether the one who did it is counted here alone: "… before killing himself", "… and then himself"."""
    if token.lower_ not in _ONESELF:
        return False
    verb = token.head
    return token.dep_ == "conj" or (token.dep_ == "obj" and verb.dep_ == "advcl" and not has_subject(verb))


def _is_aged(token: Token) -> bool:
    """Whether an age stands before it: "a 15-year-old swimmer"."""
    return any(child.lower_ == "old" and child.dep_ == "amod" and _has_years(child) for child in token.lefts)


def _has_years(old: Token) -> bool:
    return any(child.dep_ == "obl:unmarked" for child in old.lefts)


def _is_one(token: Token) -> bool:
    """Whether the noun stands for one person: "a man", "the driver", "a 23-year-old", "one of the men"."""
    if token.lower_ == "one":
        following = token.doc[token.i + 1 : token.i + 2].text.lower()
        return following == "of" and any(is_human(child) for child in token.children)
    if token.lower_ == "another":
        return token.dep_ in ("nsubj", "nsubj:pass", "obj", "conj") and token.pos_ != "ADJ"
    if token.lower_ == "old":
        beyond = token.doc[token.i + 1 : token.i + 2]
        is_last = not len(beyond) or beyond[0].pos_ not in ("NOUN", "PROPN", "ADJ")
        return is_last and _has_years(token)
    if token.tag_ != "NN":
        return False
    if token.lemma_.lower() not in words_of("populations", "persons") and not _is_aged(token):
        return False
    return not any(child.lower_ in _NOBODY and child.dep_ == "det" for child in token.children)


def _words(token: Token) -> tuple[int, int]:
    """From the article to the noun, or to the name after it ("his friend Jane Doe")."""
    doc = token.doc
    first = min([token.i, *(child.left_edge.i for child in token.lefts if child.dep_ in _BEFORE)])
    last = token.i
    while (
        last + 1 < len(doc)
        and doc[last + 1].pos_ == "PROPN"
        and token
        in (
            doc[last + 1].head,
            doc[last + 1].head.head,
        )
    ):
        last += 1
    return doc[first].idx, doc[last].idx + len(doc[last].text)


def _name_of(token: Token) -> str:
    """The noun without article and age, or the name; the age where there is nothing else."""
    start, end = token.idx, _words(token)[1]
    if token.lower_ in ("one", "another"):
        return "one"
    if token.lower_ == "old":
        start = min(child.left_edge.idx for child in token.lefts if child.dep_ == "obl:unmarked")
    return whole_text(token.doc)[start:end]
