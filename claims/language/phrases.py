"""The words that name a speaker, cut out of the parsed sentence."""

import re

from claims.language.clauses import SUBJECTS, Token, subtree_phrase, text_of

AGE = re.compile(r",\s*\d{1,3}$")  # "Jane Doe, 42"
NAMED = frozenset({"PER", "PERSON", "ORG"})
PERSONS = frozenset({"PER", "PERSON"})
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVE = frozenset({"its", "their", "his", "her"})


def phrase_of(source: Token) -> tuple[list[Token], Token | None]:
    """The words of the speaker's name, and the possessive ("its") that stood in front of them."""
    named = next(
        (child for child in source.children if child.dep_ in {"appos", "flat"} and child.ent_type_ in NAMED),
        None,
    )
    if named is not None and source.pos_ == "NOUN" and named.i > source.i:
        words = whole_name(named, subtree_phrase(named))  # "a nurse, Jane Doe, said"
    else:
        words = whole_name(source, subtree_phrase(source))
    owner = next((token for token in words if token.lower_ in POSSESSIVE and token.dep_ == "nmod:poss"), None)
    words = [token for token in words if token.i > owner.i] if owner is not None else words
    while len(words) > 1 and words[0].lower_ in ARTICLES:
        words = words[1:]
    return words, owner


def bare_name(words: list[Token]) -> str:
    """The name without an age or an apostrophe at its end."""
    return AGE.sub("", text_of(words)).removesuffix("'s").removesuffix("’s").strip()


def whole_name(source: Token, words: list[Token]) -> list[Token]:
    """The phrase with all of the entity it stands in: parsers cut "the Centre for Research and Studies"."""
    entity = next((span for span in source.doc.ents if span.start <= source.i < span.end), None)
    if entity is None or not words:
        return words
    return list(source.doc[min(words[0].i, entity.start) : max(words[-1].i + 1, entity.end)])


def owner_of(source: Token) -> Token | None:
    """The named subject that "its" or "their" before the speaker refers to."""
    before = [
        token
        for token in source.doc[: source.i]
        if token.dep_ in SUBJECTS and (token.pos_ == "PROPN" or token.ent_type_)
    ]
    return before[-1] if before else None


def appositions(source: Token) -> list[str]:
    """What the speaker is said to be in nouns of its own: "Jane Doe, [a spokeswoman for Acme]"."""
    return [
        text_of(subtree_phrase(child))
        for child in source.children
        if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}
    ]
