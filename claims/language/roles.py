"""What a figure says of the thing counted (killed, injured, displaced …), read off the words around it.

The words are data (`data/roles.json`). "Shot" alone is a role of its own: it leaves open who lived.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.language.boarding import boarding_role
from claims.language.deeds import clause_role, complement_role, done_role, if_real, sent_role, undergone_role
from claims.language.dimensions import measure_role, money_role
from claims.language.lexicon import class_of, load_lexicon, words_of
from claims.language.measures import is_currency, measure_of
from claims.language.role_words import (
    condition_role,
    has_case,
    has_object,
    has_subject,
    noun_role,
    object_roles,
    state_role,
)

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Token

CLIMB_LIMIT = 8  # heads followed upwards; a longer chain says nothing of the figure any more
_PASS_THROUGH = ("conj", "appos", "flat", "list", "parataxis")
_ABOVE = ("nmod", "nmod:poss", "compound", "nummod", "obl")
_PATIENTS = ("obj", "iobj", "xcomp", "dep", "ccomp", "obl:unmarked", "nummod")


def find_role(token: Token, noun: Token | None, unit: str | None, *, first: int) -> str | None:
    """The role of a figure: of its noun, of the state said of it, or of the predicate above it.

    Args:
        token: the number, or the highest word of its phrase.
        noun: what is counted; None when the number stands alone ("46 were killed").
        unit: measures have roles of their own (length, age, cost).
        first: index of the word with which the number and its bounds begin.
    """
    measured = measure_of(unit)
    if measured in words_of("roles", "measures") or measured in words_of("roles", "measure_defaults"):
        role = measure_role(token, noun, measured or "", unit)
        if role or measured != "share":
            return role
    head = noun if noun is not None else token
    if is_currency(unit):
        return money_role(head)
    named = noun_role(noun) if noun is not None else None
    if named == "attacks":
        return named  # "two attacks that killed five" counts attacks
    top = token if noun is not None and token in noun.ancestors else head  # "dozens of soldiers were killed"
    role = _manner_after(token) or _verb_right_before(head, first) or role_of(head, top)
    if noun is not None and noun.lemma_.lower() in words_of("roles", "things"):
        role = None if role in words_of("roles", "of_people") else role
    return role or named or boarding_role(head, first)


def role_of(head: Token, top: Token) -> str | None:
    """The role of a noun: of the state that is said of it, or of the predicate that `top` hangs on."""
    state = _state_after(head)
    if state is not None and state not in words_of("roles", "weak"):
        return state
    above = _climb(top)
    return above if state is None or above == "killed" else state  # "the boy who was shot has died"


def _manner_after(token: Token) -> str | None:
    """The role in "five were shot, two fatally", where the number has no verb of its own."""
    at = token.i + 1
    doc = token.doc
    if doc[at : at + 1].text.lower() == "of":  # "26 of them fatally"
        at += 2
    if at >= len(doc):
        return None
    closed = at + 1 >= len(doc) or doc[at + 1].pos_ in ("PUNCT", "CCONJ", "ADP")
    return class_of("roles", "manners").get(doc[at].lower_) if closed else None


def _verb_right_before(head: Token, first: int) -> str | None:
    """The role of the verb that the number follows at once ("injured three"), whatever the parse."""
    before = head.doc[first - 1] if first else None
    if before is None or not before.tag_.startswith("VB"):
        return None
    is_predicate = before.tag_ != "VBN" or before.dep_ in ("conj", "ROOT")  # not "46 killed, 12 …"
    return if_real(done_role(before), before) if is_predicate else None


def _state_after(head: Token) -> str | None:
    """The role of the state told right after, as in "46 people dead", "12 wounded", "1,500 killed, …"."""
    own = state_role(head)
    if own is not None and own not in words_of("roles", "weak"):
        return own
    state = _state_at(head.i + 1, head)  # "a six-year-old shot dead"
    if state:
        return state
    for child in head.children:
        role = clause_role(child) if child.dep_ == "acl:relcl" else _modifier_role(child, head)
        if role:
            return role
    return own


def _state_at(at: int, head: Token) -> str | None:
    """The role that the next word gives, whatever the parse: "six others injured", not "men killed six"."""
    following = head.doc[at] if at < len(head.doc) else None
    if following is None or following.tag_ not in ("JJ", "VBN", "VBD"):
        return None
    is_deed = any(child.dep_ in ("obj", "ccomp") for child in following.children)
    role = state_role(following)
    return None if is_deed or role in words_of("roles", "weak") else role


def _modifier_role(child: Token, head: Token) -> str | None:
    """The role of an adjective, a participle or a phrase beside the noun."""
    relation = child.dep_.split(":")[0]
    if child.i < head.i:
        return state_role(child) if relation == "amod" else None
    if child.dep_ in ("acl", "amod") and child.tag_ in ("VBN", "JJ", "VBD"):
        return done_role(child) or state_role(child) or complement_role(child) or _lost(head, child)
    return condition_role(child) if relation in ("nmod", "obl") else None


def _lost(noun: Token, participle: Token) -> str | None:
    """The role in "1,500 lives lost"."""
    return object_roles().get((participle.lemma_, noun.lemma_))


def _climb(token: Token) -> str | None:
    """The role that the first predicate above gives; it is passed along conjuncts and appositions."""
    origin = token
    for _ in range(CLIMB_LIMIT):
        head = token.head
        if head.i == token.i:
            return _copular(token)
        role = _relation_role(token, head, origin)
        if role:
            return role
        if head.lemma_ in words_of("roles", "collecting") and has_case(token, "of"):
            token = head  # "a total of 50 people were killed"
            continue
        is_whole = head.pos_ == "NUM" and has_case(token, "of")  # of "two of the four died" four is none
        if is_whole or (token.dep_ not in _PASS_THROUGH and head.pos_ != "NUM"):
            return None
        token = head
    return None


def _copular(token: Token) -> str | None:
    """The role of the subject of which the figure is the predicate: "the death toll is 46"."""
    subjects = [child for child in token.children if child.dep_.startswith("nsubj")]
    return noun_role(subjects[0], "tolls") or noun_role(subjects[0]) if subjects else None


def _relation_role(token: Token, head: Token, origin: Token) -> str | None:
    relation = token.dep_
    if has_case(head, "among") or (relation.startswith("nsubj") and head.pos_ in ("NOUN", "PROPN")):
        return condition_role(head)  # "three were in critical condition", "among the dead were three"
    if relation in _ABOVE and head.pos_ in ("NOUN", "PROPN"):
        return _nominal_role(token, head)
    if head.pos_ not in ("VERB", "AUX", "ADJ") and not head.tag_.startswith("VB"):
        return None
    is_subject = (
        relation == "compound" and head.tag_ == "VBD"
    )  # a misread name: nothing is compounded with it
    if relation.startswith("nsubj") or (is_subject and not has_subject(head)):
        return if_real(undergone_role(head, passive=relation == "nsubj:pass"), head)
    if relation in _PATIENTS:
        return if_real(_object_role(token, head, origin), head)
    return _oblique_role(token, head) if relation == "obl" else None


def _nominal_role(token: Token, head: Token) -> str | None:
    """The role in "the killing of 47 civilians", "a death toll of 46"; none in "attacks in two districts"."""
    case = next((child.lower_ for child in token.children if child.dep_ == "case"), "")
    if case == "including":
        return noun_role(head) or _state_after(head) or _climb(head)
    if case not in ("of", "at", "", "'s", "’s", "'", "’"):
        return None
    named = noun_role(head, "tolls") or noun_role(head) or _number_of_role(head)
    if named is None and case == "at" and head.head.lemma_ == "number":
        named = state_role(head)  # "the number of dead at 17", the figure hung on the dead
    if named == "attacks":
        return _attack_role(head, case)
    if token.dep_ == "nmod:poss":
        taken = any(has_case(child, "of") for child in head.children if child.dep_ == "nmod")
        return None if taken or named not in words_of("roles", "of_people") else named
    return named or object_roles().get((head.head.lemma_, head.lemma_))  # "claimed the lives of three"


def _attack_role(noun: Token, case: str) -> str | None:
    """The role of those whom "the fatal shooting of" names."""
    if case != "of":
        return None
    fatal = any(child.lower_ in words_of("roles", "fatal") for child in noun.children)
    role = class_of("roles", "deeds").get(noun.lemma_.lower())
    return "killed" if fatal and role else role


def _object_role(token: Token, verb: Token, origin: Token) -> str | None:
    together = object_roles().get((verb.lemma_, token.lemma_))
    if together:
        return together
    done = done_role(verb)
    if done:
        return done
    for child in verb.children:  # "left 46 dead"; of "left two dead and three in hospital" the two only
        role = _left_role(child, token) if child.i > origin.i else None
        if role:
            return role
    return _reached(verb) or _included(verb) or sent_role(verb, token)


def _left_role(child: Token, found: Token) -> str | None:
    """The role of those who are found or left in a state: "found the two shot to death"."""
    if any(word.lower_ == "as" and word.dep_ in ("case", "mark") for word in child.children):
        return state_role(child)  # "listed 46 huts as destroyed"
    is_bare = child.dep_ == "ccomp" and not has_subject(child) and not has_object(child)
    if child.dep_ == "xcomp" or is_bare:
        participle = child.tag_ in ("VBN", "VBD") or (is_bare and child.head.tag_ == "VBD")
        done = done_role(child) if participle and child.head.lemma_ in words_of("roles", "moving") else None
        return done or state_role(child)
    is_near = child.dep_ in ("advcl", "acl") and child.i - found.i == 1
    return state_role(child) if is_near else None


def _included(verb: Token) -> str | None:
    """The role in "the dead included five children"."""
    if verb.lemma_ not in words_of("roles", "including"):
        return None
    subjects = [child for child in verb.children if child.dep_.startswith("nsubj")]
    return next((role for child in subjects if (role := state_role(child) or noun_role(child))), None)


def _oblique_role(token: Token, verb: Token) -> str | None:
    case = next((child.lower_ for child in token.children if child.dep_ == "case"), "")
    if case in ("along", "together") and has_case(token, "with"):
        return if_real(undergone_role(verb), verb)  # "she was killed along with her son"
    if case in ("to", "at", "from"):
        return _reached(verb)
    return noun_role(token) if case in ("with", "leaving") else None


def _reached(verb: Token) -> str | None:
    """The role of what reaches the figure: "the death toll rose to 46", "put the toll at 46"."""
    if verb.lemma_ not in load_lexicon("roles")["reaching"]:
        return None
    for relation in ("obj", "nsubj"):  # of "the blast brings the toll to 46" the toll
        for child in verb.children:
            role = _tolled(child) if child.dep_.startswith(relation) else None
            if role and (role != "attacks" or relation == "nsubj"):
                return role
    return None


def _tolled(noun: Token) -> str | None:
    """The role that a noun gives the figure that it reaches; a bill that passes by 46 votes costs nothing."""
    role = noun_role(noun, "tolls") or noun_role(noun) or _number_of_role(noun)
    return None if role in ("cost", "aid") else role


def _number_of_role(noun: Token) -> str | None:
    """The role in "the number of dead", "the number of those killed"."""
    if noun.lemma_ != "number":
        return None
    counted = [child for child in noun.children if child.dep_ == "nmod"]
    return next((role for child in counted if (role := noun_role(child) or _state_after(child))), None)
