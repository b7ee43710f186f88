"""What a figure with a unit measures: a length, an age, a cost, or by how much something changed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.language.lexicon import class_of, load_lexicon

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Token


SHORT = frozenset({"second", "minute", "hour"})  # no sentence is as short


@cache
def _change_words(kind: str) -> frozenset[str]:
    return frozenset(load_lexicon("roles")["change"][kind])


def find_change(token: Token, noun: Token | None, before: str, unit: str | None) -> Token | None:
    """The noun or verb of the change that a figure measures ("a 56% rise", "surged by 42%"); None if none."""
    if noun is not None and noun.lemma_.lower() in _change_words("nouns"):
        return noun
    head = noun if noun is not None else token
    is_share = unit in ("%", "pp", "bp")
    if is_share and noun is not None and noun.doc[max(noun.i - 1, 0)].lower_ in ("more", "fewer", "less"):
        return noun  # "56% more lives"
    if is_share and before in ("up", "down"):
        return next((word for word in (token, *token.ancestors) if _has_subject(word)), None)
    above = head.head
    if is_share and noun is None and above.pos_ == "NOUN" and above.lemma_.lower() in _change_words("nouns"):
        return above
    governor = governor_of(token)
    if governor is None or governor.lemma_.lower() not in _change_words("verbs"):
        return None
    if before == "to" or noun is not None:
        return None
    return governor if before == "by" or is_share else None


def _has_subject(token: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in token.children)


def governor_of(token: Token) -> Token | None:
    """The verb that a figure hangs on, directly or through its own noun."""
    for head in token.ancestors:
        if head.pos_ in ("VERB", "AUX"):
            return head
    return token if token.pos_ == "VERB" else None


def measure_role(token: Token, noun: Token | None, measured: str, unit: str | None = None) -> str | None:
    """The role whose trigger stands nearest: "km long", "the border of 2,640 km", "years in prison"."""
    triggers = class_of_measure(measured)
    nearby = [] if noun is None else [noun]
    after = [word for word in token.doc[token.i + 1 : token.i + 5] if word.text not in ("-", ",")]
    verb = governor_of(token)
    objects = [] if verb is None else [child for child in verb.children if child.dep_ == "obj"]
    nearby += [*token.subtree, *after[:1], token.head, token.head.head, *after[1:3], *objects]
    for word in nearby:
        role = triggers.get(word.lemma_.lower()) or triggers.get(word.lower_)
        if role and not (role == "sentence" and unit in SHORT):
            return role
    default: str | None = load_lexicon("roles")["measure_defaults"].get(measured)
    return default


@cache
def class_of_measure(measured: str) -> dict[str, str]:
    """Trigger word -> role, for figures of one measure."""
    table = load_lexicon("roles")["measures"].get(measured, {})
    return {word: role for role, words in table.items() for word in words}


def money_role(head: Token) -> str | None:
    """The role of a sum of money: "cost $5bn", "$5bn in aid", "damage of $5bn"."""
    roles = class_of("roles", "nouns")
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    around = [head, head.head, *head.children, *head.head.children]
    named = {roles.get(word.lemma_.lower()) for word in around} | {
        class_of("roles", "verbs").get(head.head.lemma_)
    }
    return next((role for role in ("aid", "cost") if role in named), None)
