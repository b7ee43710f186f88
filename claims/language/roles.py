"""What a figure says of the thing counted (killed, injured, displaced …), read off the words around it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.language.lexicon import class_of, load_lexicon, words_of
from claims.language.measures import is_currency, measure_of

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Token

CLIMB_LIMIT = 8  # heads followed upwards; a longer chain says nothing of the figure any more
_PASS_THROUGH = ("conj", "appos", "flat", "list", "parataxis")


@cache
def _object_roles() -> dict[tuple[str, str], str]:
    return {
        (verb, noun): role for role, pairs in load_lexicon("roles")["objects"].items() for verb, noun in pairs
    }


@cache
def words_lost() -> frozenset[str]:
    """Nouns that mean a role only with their verb ("claimed 46 lives")."""
    return frozenset(noun for _, noun in _object_roles())


@cache
def _change_words(kind: str) -> frozenset[str]:
    return frozenset(load_lexicon("roles")["change"][kind])


def noun_role(token: Token, table: str = "nouns") -> str | None:
    """The role that a noun names ("deaths", "casualties", "death toll"), its compound read with it."""
    roles = class_of("roles", table)
    before = token.nbor(-1).lemma_.lower() if token.i else ""
    return (
        roles.get(f"{before} {token.lemma_.lower()}")
        or roles.get(token.lemma_.lower())
        or roles.get(token.lower_)
    )


def state_role(token: Token) -> str | None:
    """The role of an adjective or participle that stands for its noun ("46 dead", "six injured")."""
    return class_of("roles", "states").get(token.lower_)


def find_change(token: Token, noun: Token | None, before: str, unit: str | None) -> Token | None:
    """The noun or verb of the change that a figure measures ("a 56% rise", "surged by 42%"); None if none."""
    if noun is not None and noun.lemma_.lower() in _change_words("nouns"):
        return noun
    head = noun if noun is not None else token
    is_share = unit in ("%", "pp")
    if is_share and noun is not None and noun.doc[max(noun.i - 1, 0)].lower_ in ("more", "fewer", "less"):
        return noun  # "56% more lives"
    if is_share and before in ("up", "down"):
        return next((word for word in (token, *token.ancestors) if _has_subject(word)), None)
    above = head.head
    if is_share and noun is None and above.pos_ == "NOUN" and above.lemma_.lower() in _change_words("nouns"):
        return above
    governor = _governor(token)
    if governor is None or governor.lemma_.lower() not in _change_words("verbs"):
        return None
    if before == "to" or noun is not None:
        return None
    return governor if before == "by" or is_share else None


def _has_subject(token: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in token.children)


def _governor(token: Token) -> Token | None:
    """The verb that a figure hangs on, directly or through its own noun."""
    for head in token.ancestors:
        if head.pos_ in ("VERB", "AUX"):
            return head
    return token if token.pos_ == "VERB" else None


def find_role(token: Token, noun: Token | None, unit: str | None, *, first: int) -> str | None:
    """The role of a figure: of its noun, of the state said of it, or of the predicate above it.

    Args:
        token: the number, or the highest word of its phrase.
        noun: what is counted; None when the number stands alone ("46 were killed").
        unit: measures have roles of their own (length, age, cost).
        first: index of the word with which the number and its bounds begin.
    """
    measured = measure_of(unit)
    if measured in load_lexicon("roles")["measures"]:
        return _measure_role(token, noun, measured or "")
    head = noun if noun is not None else token
    if is_currency(unit):
        return _money_role(head)
    top = token if noun is not None and token in noun.ancestors else head  # "dozens of soldiers were killed"
    return (
        _verb_right_before(head, first)
        or _state_after(head)
        or _climb(top)
        or (noun_role(noun) if noun is not None else None)
    )


def done_role(verb: Token) -> str | None:
    """The role of those to whom a verb is done; "shot and killed" and "fatally shot" are deaths."""
    roles = class_of("roles", "verbs")
    role = roles.get(verb.lemma_)
    if role not in words_of("roles", "weak"):
        return role
    if any(child.lower_ in words_of("roles", "fatal") for child in verb.children):
        return "killed"
    conjuncts = (child for child in verb.children if child.dep_ == "conj")
    joined = (roles.get(child.lemma_) or state_role(child) for child in conjuncts)
    return next((other for other in joined if other), role)


def _verb_right_before(head: Token, first: int) -> str | None:
    """The role of the verb that the number follows at once ("injured three"), whatever the parse."""
    before = head.doc[first - 1] if first else None
    if before is None or not before.tag_.startswith("VB"):
        return None
    is_predicate = before.tag_ != "VBN" or before.dep_ in ("conj", "ROOT")  # not "46 killed, 12 …"
    return done_role(before) if is_predicate else None


def _state_after(head: Token) -> str | None:
    """The role of the state told right after, as in "46 people dead", "12 wounded", "1,500 killed, …"."""
    state = state_role(head)
    if state:
        return state
    for child in head.children:
        if (
            child.i > head.i
            and child.dep_.split(":")[0] in ("acl", "amod")
            and child.tag_ in ("VBN", "JJ", "VBD")
        ):
            role = done_role(child) or state_role(child) or _complement_role(child) or _lost(head, child)
            if role:
                return role
        if child.i < head.i and child.dep_ == "amod" and state_role(child):
            return state_role(child)
        if child.dep_ == "acl:relcl" and _is_subject_clause(child):
            return _undergone(child)
    following = head.nbor(1) if head.i + 1 < len(head.doc) else None
    return state_role(following) if following is not None and following.tag_ in ("JJ", "VBN") else None


def _lost(noun: Token, participle: Token) -> str | None:
    """The role in "1,500 lives lost"."""
    return _object_roles().get((participle.lemma_, noun.lemma_))


def _is_subject_clause(verb: Token) -> bool:
    """Whether the noun is the subject in its relative clause: "who died", "who were shot"."""
    return any(
        child.dep_.startswith("nsubj") and child.lower_ in ("who", "that", "which") for child in verb.children
    )


def _climb(token: Token) -> str | None:
    """The role that the first predicate above gives; it is passed along conjuncts and appositions."""
    for _ in range(CLIMB_LIMIT):
        head = token.head
        if head.i == token.i:
            return _copular(token)
        role = _relation_role(token, head)
        if role:
            return role
        if token.dep_ not in _PASS_THROUGH and head.pos_ != "NUM":
            return None
        token = head
    return None


def _copular(token: Token) -> str | None:
    """The role of the subject of which the figure is the predicate: "the death toll is 46"."""
    subjects = [child for child in token.children if child.dep_.startswith("nsubj")]
    return noun_role(subjects[0], "tolls") or noun_role(subjects[0]) if subjects else None


def _relation_role(token: Token, head: Token) -> str | None:
    relation = token.dep_
    if relation in ("nmod", "compound", "nummod", "obl") and head.pos_ in ("NOUN", "PROPN"):
        return _nominal_role(token, head)
    if head.pos_ in ("VERB", "AUX", "ADJ") or head.tag_.startswith("VB"):
        if relation.startswith("nsubj"):
            return _subject_role(token, head)
        if relation in ("obj", "iobj", "xcomp", "dep", "ccomp", "obl:unmarked", "nummod"):
            return _object_role(token, head)
        if relation == "obl":
            return _oblique_role(token, head)
    return None


def _nominal_role(token: Token, head: Token) -> str | None:
    """The role in "the killing of 47 civilians", "a death toll of 46"; none in "attacks in two districts"."""
    case = next((child.lower_ for child in token.children if child.dep_ == "case"), "")
    if case == "including":
        return noun_role(head) or _state_after(head) or _climb(head)
    if case not in ("of", "at", "") or noun_role(head) == "attacks":
        return None
    return noun_role(head, "tolls") or noun_role(head)


def _subject_role(token: Token, verb: Token) -> str | None:
    return _undergone(verb, passive=token.dep_ == "nsubj:pass")


def _undergone(verb: Token, *, passive: bool = False) -> str | None:
    """The role of the subject of a verb."""
    state = class_of("roles", "states").get(verb.lower_)
    has_object = any(child.dep_ == "obj" for child in verb.children)
    passive = passive or any(child.dep_ == "aux:pass" for child in verb.children)
    if passive or (verb.tag_ in ("VBN", "VBD") and not has_object):
        done = done_role(verb)
        if done:
            return done
    if state and not has_object:
        return state
    lost = _role_with_object(verb)
    if lost:
        return lost
    undergone = class_of("roles", "undergone").get(verb.lemma_) if not has_object else None
    return _complement_role(verb) or undergone


def _role_with_object(verb: Token) -> str | None:
    """The role of the subject of a verb and its object together: "47 people lost their lives"."""
    return next(
        (
            _object_roles().get((verb.lemma_, child.lemma_))
            for child in verb.children
            if child.dep_ == "obj" and verb.lemma_ in words_of("roles", "suffered")
        ),
        None,
    )


def _complement_role(verb: Token) -> str | None:
    """The role that a complement gives: "were feared dead", "are reported missing"."""
    return next(
        (state_role(child) for child in verb.children if child.dep_ == "xcomp" and state_role(child)), None
    )


def _object_role(token: Token, verb: Token) -> str | None:
    together = _object_roles().get((verb.lemma_, token.lemma_))
    if together:
        return together
    done = done_role(verb)
    if done:
        return done
    for child in verb.children:  # "left 46 dead"
        is_near = child.dep_ == "xcomp" or (child.dep_ in ("advcl", "acl") and child.i - token.i == 1)
        if child.i > token.i and is_near and state_role(child):
            return state_role(child)
    return _reached(verb)


def _oblique_role(token: Token, verb: Token) -> str | None:
    case = next((child.lower_ for child in token.children if child.dep_ == "case"), "")
    if case in ("to", "at", "from"):
        return _reached(verb)
    return noun_role(token) if case in ("with", "leaving") else None


def _reached(verb: Token) -> str | None:
    """The role of what reaches the figure: "the death toll rose to 46", "put the toll at 46"."""
    if verb.lemma_ not in load_lexicon("roles")["reaching"]:
        return None
    for child in verb.children:
        if child.dep_.startswith(("nsubj", "obj")):
            role = noun_role(child, "tolls") or noun_role(child)
            if role:
                return role
    return None


def _measure_role(token: Token, noun: Token | None, measured: str) -> str | None:
    """The role whose trigger stands nearest: "km long", "the border of 2,640 km", "years in prison"."""
    triggers = class_of_measure(measured)
    nearby = [] if noun is None else [noun]
    after = [word for word in token.doc[token.i + 1 : token.i + 5] if word.text not in ("-", ",")]
    nearby += [*token.subtree, token.head, token.head.head, *after[:3]]
    for word in nearby:
        role = triggers.get(word.lemma_.lower()) or triggers.get(word.lower_)
        if role:
            return role
    default: str | None = load_lexicon("roles")["measure_defaults"].get(measured)
    return default


@cache
def class_of_measure(measured: str) -> dict[str, str]:
    """Trigger word -> role, for figures of one measure."""
    table = load_lexicon("roles")["measures"][measured]
    return {word: role for role, words in table.items() for word in words}


def _money_role(head: Token) -> str | None:
    """The role of a sum of money: "cost $5bn", "$5bn in aid", "damage of $5bn"."""
    roles = class_of("roles", "nouns")
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    around = [head, head.head, *head.children, *head.head.children]
    named = {roles.get(word.lemma_.lower()) for word in around} | {
        class_of("roles", "verbs").get(head.head.lemma_)
    }
    return next((role for role in ("aid", "cost") if role in named), None)
