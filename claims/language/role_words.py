"""Words that name a role: nouns of harm, states that people are in, deeds that go with one object."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.language.lexicon import class_of, load_lexicon, words_of

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Token


@cache
def object_roles() -> dict[tuple[str, str], str]:
    """(verb, its object) -> the role that the two mean together: "claim lives", "cut jobs"."""
    return {
        (verb, noun): role for role, pairs in load_lexicon("roles")["objects"].items() for verb, noun in pairs
    }


@cache
def words_lost() -> frozenset[str]:
    """Nouns that mean a role only with their verb ("claimed 46 lives")."""
    lost = frozenset(noun for _, noun in object_roles())
    return lost - words_of("populations", "persons") - {"people"}  # who are lost can be counted otherwise too


def noun_role(token: Token, table: str = "nouns") -> str | None:
    """The role that a noun names ("deaths", "casualties", "death toll"), its compound read with it."""
    roles = class_of("roles", table)
    before = token.nbor(-1).lemma_.lower() if token.i else ""
    if before in words_of("roles", "not_done"):
        return None
    return (
        roles.get(f"{before} {token.lemma_.lower()}")
        or roles.get(token.lemma_.lower())
        or roles.get(token.lower_)
    )


def state_role(token: Token) -> str | None:
    """The role of an adjective or participle that stands for its noun ("46 dead", "six injured")."""
    return class_of("roles", "states").get(token.lower_)


def condition_role(phrase: Token) -> str | None:
    """The role of those "in hospital", "in critical condition", "with gunshot wounds"."""
    case = next((child.lower_ for child in phrase.children if child.dep_ == "case"), "")
    if case == "among":
        return state_role(phrase)
    table = load_lexicon("roles")["conditions"].get(case, {})
    return next((role for role, nouns in table.items() if phrase.lemma_.lower() in nouns), None)


def is_human(token: Token) -> bool:
    """Whether people are counted: by a noun for them, a name, a pronoun or a number alone."""
    if token.pos_ in ("NUM", "PRON", "PROPN") or token.lower_ == "old":
        return True
    noun = token.lemma_.lower()
    return noun in words_of("populations", "persons") or noun in class_of("populations", "classes")


def has_case(token: Token, word: str) -> bool:
    """Whether the preposition stands before the phrase."""
    return any(child.dep_ == "case" and child.lower_ == word for child in token.children)


def has_object(verb: Token) -> bool:
    """Whether the verb is done to something that is named."""
    return any(child.dep_ == "obj" for child in verb.children)


def has_subject(token: Token) -> bool:
    """Whether the predicate has a subject of its own."""
    return any(child.dep_.startswith("nsubj") for child in token.children)
