"""What a headline claims: a single plain statement of the sentence that it is short for, or nothing."""

import re
from dataclasses import replace
from typing import Any

from claims.base.records import Quantity
from claims.language.attribution import Statement, Voice
from claims.language.clauses import Token
from claims.language.drafts import Page
from claims.language.lexicon import class_of, words_of
from claims.language.phrasing import FINITE
from claims.language.sourcing import is_speaker
from claims.language.statements import stands_alone

REACH = 40  # characters from one word of a statement to its next, as far as it is no other's

_QUOTED = re.compile(r"(?<!\w)[\u2018'\"\u201c].{2,200}?[\u2019'\"\u201d](?!\w)")
_HELPERS = frozenset({"aux", "aux:pass", "cop"})
_OBJECTS = frozenset({"obj", "ccomp", "xcomp"})
_ADDED = frozenset({"is", "are", "was", "were"})


def headline_statements(page: Page) -> list[Statement]:
    """What a headline states, if that is plain: one finite predicate with a subject, and nothing beside it.

    Two predicates may share a subject ("praises one and chides the other"), and each of a list of tolls has
    its own. Words between quotation marks that nobody is named for are somebody's, not the headline's own.

    Args:
        page: the parsed sentence that it is short for; its `sentence` is the headline as it stands.
    """
    doc, heads = page.doc, {statement.clause.head.i for statement in page.statements}
    told = {word.casefold() for word in page.sentence.text.split()}
    added = [token for token in doc if token.lower_ in _ADDED - told]
    joined = [at for at in heads if doc[at].dep_ == "conj" and doc[at].head.i in heads]
    if not heads or len(heads) > max(1, len(added)) + len(joined):
        return []
    if any(token.head.i not in heads for token in added) or any(token.text == "." for token in doc[:-1]):
        return []
    if any(shares_object(doc[at]) for at in joined):
        return []
    figures = (amount.quantity for amount in page.amounts)
    if (
        has_stray_verb(doc, heads)
        or any(map(is_doubtful, figures))
        or not all(map(is_plain, page.statements))
    ):
        return []
    return [in_quotes(without_teller(statement)) for statement in page.statements]


def span_in(statement: Statement, title: str, *, whole: bool) -> tuple[int, int]:
    """Where the words of a statement stand in the headline: all of it, if it states nothing else.

    Args:
        statement: of the sentence that the headline is short for; words that were added are passed over.
        title: the headline as it stands.
        whole: whether it is the only statement.
    """
    if whole:
        return 0, len(title)
    found: list[tuple[int, int]] = []
    at, reach = 0, len(title)
    for token in statement.clause.tokens:
        match = re.compile(rf"(?<!\w){re.escape(token.text)}(?!\w)", re.IGNORECASE).search(title, at, reach)
        if match is not None and token.text[-1].isalnum():
            found.append(match.span())
            at, reach = match.end(), min(match.end() + REACH, len(title))
    return (found[0][0], found[-1][1]) if found else (0, len(title))


def is_plain(statement: Statement) -> bool:
    """Whether it is a main clause, or what somebody says, with a subject that can be read by itself."""
    head, subject = statement.clause.head, statement.clause.inherited_subject
    if subject is None or subject.i > head.i or subject.pos_ == "PRON" or not stands_alone(statement):
        return False
    if is_empty_denial(statement) or not is_main(head) or not has_clear_voice(statement.voice):
        return False
    if statement.voice.stance == "denies" and statement.cue is not None and head.tag_ == "VBG":
        return is_finite(statement.cue.head)  # "denies hiding the loss"
    return is_finite(head) and not is_elliptic(head)


def is_finite(head: Token) -> bool:
    """Whether a predicate, or an auxiliary of it, has a tense."""
    return any(token.tag_ in FINITE for token in (head, *_helpers_of(head)))


def _helpers_of(head: Token) -> list[Token]:
    return [child for child in head.children if child.dep_ in _HELPERS]


def is_main(head: Token) -> bool:
    """Whether a predicate is that of the sentence, of what is said in it, or joined to one of these."""
    top = head
    while top.dep_ in {"conj", "ccomp"} and top.i != top.head.i:
        top = top.head
    misread = any(child.dep_ == "csubj" for child in head.children)  # a participle or noun taken for a clause
    return top.i == top.head.i and not misread and head.lemma_ not in {"say", "tell"}


def is_elliptic(head: Token) -> bool:
    """Whether a verb without auxiliary or object may be a participle: "girl shot, killed brother"."""
    has_object = any(child.dep_ in _OBJECTS for child in head.children)
    bare = not has_object and not _helpers_of(head)
    return bare and head.lower_ in words_of("headlines", "participles")


def has_clear_voice(voice: Voice) -> bool:
    """Whether whoever speaks is one that can speak, and whom he quotes comes behind."""
    source, via = voice.source, voice.via
    if source is None:
        return True
    several = any(child.dep_ in {"conj", "list"} or child.text == "," for child in source.children)
    return is_speaker(source) and not several and (via is None or via.i < source.i)


def shares_object(verb: Token) -> bool:
    """Whether what a verb is done to is also that of the verb before it: "boy shoots, kills father"."""
    first = {child.dep_ for child in verb.head.children if child.i > verb.head.i}
    return not first & {*_OBJECTS, "obl"} and any(child.dep_ in _OBJECTS for child in verb.children)


def is_empty_denial(statement: Statement) -> bool:
    """Whether it denies a "claim" or an "account" without telling it: what is denied stays open."""
    told = (
        words_of("cues", "answered_nouns")
        | words_of("cues", "opinion_nouns")
        | class_of("cues", "nouns").keys()
    )
    return statement.voice.stance == "denies" and any(
        child.dep_ == "obj" and child.lemma_.lower() in told for child in statement.clause.head.children
    )


def is_doubtful(quantity: Quantity) -> bool:
    """Whether a figure is one that a headline seldom means: none, or so many attacks of another thing."""
    counted = (quantity.of or "").split()[-1:]
    attacks = class_of("roles", "nouns")
    is_attack = any(attacks.get(noun.removesuffix("s")) == "attacks" for noun in counted)
    none = quantity.high == 0 and quantity.role is not None
    return none or (quantity.role == "attacks" and not is_attack)


def has_stray_verb(doc: Any, heads: set[int]) -> bool:
    """Whether a finite verb stands where no clause of a plain sentence has one: the parse is wrong."""
    return any(
        token.tag_ in FINITE - {"MD"}
        and token.i not in heads
        and token.dep_ not in {*_HELPERS, "ccomp", "acl:relcl", "ROOT"}
        and not any(child.dep_ == "mark" or child.tag_ in {"WRB", "WP", "WDT"} for child in token.children)
        for token in doc
    )


def without_teller(statement: Statement) -> Statement:
    """The statement that its own subject says something as the headline's: "Boy calls police"."""
    voice, subject = statement.voice, statement.clause.subject
    own = subject is not None and voice.source is not None and voice.source.i == subject.i
    if voice.stance not in {"asserts", "reports"} or statement.cue is not None or not own:
        return statement
    return replace(statement, voice=Voice(hedged=voice.hedged))


def in_quotes(statement: Statement) -> Statement:
    """The statement as hearsay, where its predicate stands in quotation marks of nobody."""
    at: Token = statement.clause.head
    quoted = any(match.start() < at.idx < match.end() for match in _QUOTED.finditer(at.doc.text))
    if not quoted or statement.voice.source is not None:
        return statement
    return replace(statement, voice=Voice(stance="reports", hedged=True, hearsay=True))
