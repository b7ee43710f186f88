"""Whether a deed was done: "killed three", but not "could have killed three", "tried to kill three"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.language.lexicon import words_of

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Token

_STEPS = 3  # verbs followed upwards along "and"
_HAVE = frozenset({"have", "'ve", "’ve"})


def is_unreal(verb: Token) -> bool:
    """Whether a verb tells of what did not happen, or need not: denied, wished, tried, supposed.

    "May have killed" and "is said to have killed" are told as real, if hedged.
    """
    for _ in range(_STEPS):
        helpers = {
            child.lower_ for child in verb.children if child.dep_.startswith("aux") and child.i < verb.i
        }
        if not helpers.isdisjoint(words_of("roles", "unreal_helpers")):
            return True
        if "could" in helpers and not helpers.isdisjoint(_HAVE):
            return True
        if _denies(verb) or _is_unreal_infinitive(verb) or _is_supposed(verb):
            return True
        if verb.dep_ != "conj" or helpers or any(child.dep_.startswith("nsubj") for child in verb.children):
            return False
        verb = verb.head
    return False


def _denies(verb: Token) -> bool:
    """Whether a "not" is the verb's own, before it."""
    words = words_of("roles", "denying")
    return any(
        child.lower_ in words and child.i < verb.i and child.dep_ == "advmod" for child in verb.children
    )


def _is_unreal_infinitive(verb: Token) -> bool:
    """Whether it is "to kill" under anything but a word that vouches for it ("managed to", "is said to")."""
    marked = any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)
    if not marked or verb.tag_ != "VB":
        return False
    return verb.head.lemma_.lower() not in words_of("roles", "vouching")


def _is_supposed(verb: Token) -> bool:
    """Whether "if", "unless", "without" opens the clause."""
    return any(
        child.dep_ == "mark" and child.lower_ in words_of("roles", "supposing") for child in verb.children
    )
