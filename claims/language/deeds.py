"""What a verb makes of those it is done to, and of its subject: killed, injured, detained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.language.lexicon import class_of, words_of
from claims.language.reality import is_unreal
from claims.language.role_words import (
    condition_role,
    has_case,
    has_object,
    has_subject,
    is_human,
    noun_role,
    object_roles,
    state_role,
)

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Token

_RELATIVES = frozenset({"whom", "who", "that"})
_OF_PLACE = frozenset({"where", "when", "why"})
_ONESELF = frozenset({"himself", "herself", "themselves", "itself"})
_AGAIN = frozenset({"he", "she", "they", "who", "it"})  # subjects that stand for the one just told of


def done_role(verb: Token) -> str | None:
    """The role of those to whom a verb is done; "shot and killed" and "fatally shot" are deaths."""
    role = class_of("roles", "verbs").get(_with_particle(verb))
    if role == "hit":
        role = "shot" if _by_gunfire(verb) else None
    if role in words_of("roles", "weak"):
        return _outcome(verb) or role
    return "killed" if role == "injured" and _is_fatal(verb) else role


def _with_particle(verb: Token) -> str:
    """The lemma, with the particle where the two together are in the table: "lay off"."""
    parts = (child.lower_ for child in verb.children if child.dep_ in ("compound:prt", "advmod", "obl"))
    both = (f"{verb.lemma_} {part}" for part in parts)
    known = (class_of("roles", "verbs"), class_of("roles", "undergone"))
    return next((phrase for phrase in both if any(phrase in table for table in known)), verb.lemma_)


def _is_fatal(verb: Token) -> bool:
    fatal = words_of("roles", "fatal")
    return any(child.lower_ in fatal and abs(child.i - verb.i) == 1 for child in verb.children)


def _outcome(verb: Token) -> str | None:
    """What became of those shot, as far as the clause says."""
    if _is_fatal(verb):
        return "killed"
    if _is_to_death(verb):
        return "killed"
    for child in verb.children:
        if child.dep_ in ("xcomp", "advmod", "amod", "acl") and child.lower_ == "dead":
            return "killed"
    joined = (child for child in verb.children if child.dep_ == "conj" and not has_subject(child))
    roles = (_joined_role(child) for child in joined if not has_object(child))
    return next((role for role in roles if role), None) or ("killed" if _died_after(verb) else None)


def _is_to_death(verb: Token) -> bool:
    """Whether it is done "to death", be that hung on the verb or on its object."""
    phrases = [child for child in verb.children if child.dep_ == "obl"]
    for child in verb.children:
        phrases += [below for below in child.children if child.dep_ == "obj" and below.dep_ == "nmod"]
    return any(phrase.lower_ == "death" and has_case(phrase, "to") for phrase in phrases)


def _joined_role(verb: Token) -> str | None:
    """The role that a verb with the same subject adds: "was shot and died", "shot and wounded three"."""
    done = class_of("roles", "verbs").get(verb.lemma_) or state_role(verb)
    return done or class_of("roles", "undergone").get(verb.lemma_) or complement_role(verb)


def _died_after(verb: Token) -> bool:
    """Whether the clause goes on to say that those it is done to died: "…, where she died"."""
    return any(
        word.dep_ in ("acl:relcl", "advcl", "acl")
        and any(_is_again(child, word) for child in word.children if child.dep_.startswith("nsubj"))
        and "killed" in (class_of("roles", "undergone").get(word.lemma_), complement_role(word))
        for word in verb.subtree
        if word.i > verb.i
    )


def _is_again(subject: Token, clause: Token) -> bool:
    """Whether a subject stands for the one just told of; of "with her uncle, who died" the uncle."""
    beside = has_case(clause.head, "with") or has_case(clause.head, "by")
    return subject.lower_ in _AGAIN and not (subject.lower_ == "who" and beside)


def _by_gunfire(verb: Token) -> bool:
    return any(
        child.dep_ in ("obl", "obl:agent", "nsubj") and child.lemma_.lower() in words_of("roles", "gunfire")
        for child in verb.children
    )


def clause_role(verb: Token) -> str | None:
    """The role of the noun in its relative clause: "who died", "who were shot", "whom soldiers killed"."""
    subjects = [child for child in verb.children if child.dep_.startswith("nsubj")]
    if any(child.lower_ in _OF_PLACE and child.dep_ == "advmod" for child in verb.children):
        return None
    if any(child.lower_ in ("who", "that", "which") for child in subjects):
        return if_real(undergone_role(verb, active=verb.tag_ == "VBD"), verb)
    with_object = any(child.dep_ == "obj" and child.lower_ not in _RELATIVES for child in verb.children)
    return if_real(done_role(verb), verb) if subjects and not with_object else None


def if_real(role: str | None, verb: Token) -> str | None:
    """The role, unless nobody has it as yet: "could have killed three"."""
    return None if role in words_of("roles", "of_people") and is_unreal(verb) else role


def undergone_role(verb: Token, *, passive: bool = False, active: bool = False) -> str | None:
    """The role of the subject of a verb; a headline's "Four killed" is passive unless it must be active."""
    state = class_of("roles", "states").get(verb.lower_)
    joined = [child for child in verb.children if child.dep_ == "conj" and not has_subject(child)]
    if any(_dies(other) for other in _all_joined(verb)):
        return "killed"  # "was taken to hospital and died"
    objects = [child for one in (verb, *joined) for child in one.children if child.dep_ == "obj"]
    if any(child.lower_ in _ONESELF for child in objects):
        return done_role(verb)
    with_object = bool(objects)
    passive = passive or any(child.dep_ == "aux:pass" for child in verb.children)
    if passive or (verb.tag_ in ("VBN", "VBD") and not with_object and not active):
        done = done_role(verb)
        if done:
            return done
    if state and not with_object and (passive or not active):
        return state
    lost = _role_with_object(verb)
    if lost:
        return lost
    undergone = class_of("roles", "undergone").get(_with_particle(verb)) if not with_object else None
    found = None if with_object else complement_role(verb)
    return found or undergone or _moved_role(verb)


def _all_joined(verb: Token) -> list[Token]:
    """The verbs that a list joins to one, as long as none has a subject of its own."""
    joined: list[Token] = []
    for child in verb.children:
        if child.dep_ == "conj" and not has_subject(child):
            joined += [child, *_all_joined(child)]
    return joined


def _dies(verb: Token) -> bool:
    """Whether a verb that has its subject elsewhere tells a death: "… and died", "… and killed himself"."""
    if has_object(verb):
        by_own_hand = any(child.dep_ == "obj" and child.lower_ in _ONESELF for child in verb.children)
        died = "killed" in (by_own_hand and done_role(verb), _role_with_object(verb))
        return died and not is_unreal(verb)
    return "killed" in (class_of("roles", "undergone").get(_with_particle(verb)), complement_role(verb))


def _moved_role(verb: Token) -> str | None:
    """The role of those who "were taken to hospital" or "are listed in stable condition"."""
    others = [child for child in verb.children if child.dep_ == "obj" and child.lower_ not in _ONESELF]
    subject = next((child for child in verb.children if child.dep_.startswith("nsubj")), None)
    return None if others or subject is None else sent_role(verb, subject)


def sent_role(verb: Token, who: Token) -> str | None:
    """The role of those whom a verb sends to a hospital or leaves in a condition."""
    if verb.lemma_ not in words_of("roles", "moving") or not is_human(who) or noun_role(who) == "killed":
        return None  # bodies are taken to a hospital too
    phrases = [child for child in verb.children if child.dep_ == "obl"]
    state = next((role for phrase in phrases if (role := condition_role(phrase))), None)
    if state is None and not any(
        phrase.lemma_.lower() in words_of("roles", "hospitals") for phrase in phrases
    ):
        return None
    return "killed" if _died_after(verb) else state or "injured"


def _role_with_object(verb: Token) -> str | None:
    """The role of the subject of a verb and its object together: "47 people lost their lives"."""
    if verb.lemma_ not in words_of("roles", "suffered"):
        return None
    for child in verb.children:
        if child.dep_ != "obj":
            continue
        taken = verb.lemma_ == "take" and child.lemma_ == "life"  # of others, unless it is "his own"
        if not taken or any(word.lower_ == "own" for word in child.children):
            harmed = "injured" if child.lemma_.lower() in words_of("roles", "harms") else None
            return object_roles().get((verb.lemma_, child.lemma_.lower())) or harmed
    return None


def complement_role(verb: Token) -> str | None:
    """The role that a complement gives: "were feared dead", "were found shot dead"."""
    roles = (_state_of(child) for child in verb.children if child.dep_ == "xcomp")
    return next((role for role in roles if role), None)


def _state_of(complement: Token) -> str | None:
    """The role of those who are "thought dead" or "thought to have died", but not "thought to have shot"."""
    helped = {child.dep_ for child in complement.children}
    if complement.tag_ == "VB" or "mark" in helped:
        died = class_of("roles", "undergone").get(complement.lemma_)
        return state_role(complement) if helped & {"aux:pass", "cop"} else died
    return None if "obj" in helped else done_role(complement) or state_role(complement)
