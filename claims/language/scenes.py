"""In what event, where and when the statement of a clause plays.

A clause is asked first; where it is silent, the clauses that it hangs on, then the event that it
speaks of.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from claims.base.records import Document
from claims.language.attribution import Statement
from claims.language.clauses import Clause, Token, whole_text
from claims.language.events import Event, find_events, sort_of, takes_lives
from claims.language.lexicon import words_of
from claims.language.places import Places

LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "inside",
        "within",
        "across",
        "along",
        "around",
        "outside",
        "on",
        "over",
        "into",
        "through",
        "throughout",
        "off",
        "north",
        "south",
        "east",
        "west",
    ]
)
PERSONS = frozenset({"PER", "PERSON"})  # labels of the shipped parser and of others
RELATED = frozenset({"with", "from", "to", "by", "for", "against", "about", "like", "between"})
OCCASION = frozenset({"over", "about"})  # what leads from a deed to the event that it was done over
INSIDE_PHRASE = frozenset({"compound", "flat", "nmod", "nmod:poss", "amod", "conj", "appos", "nmod:unmarked"})


class Spanned(Protocol):
    """Something read off a stretch of a sentence."""

    @property
    def start(self) -> int:
        """First character."""


class Named(NamedTuple):
    """A name found in a sentence: first and one-past-last character, and what it resolves to."""

    start: int
    end: int
    name: str


Found = TypeVar("Found", bound=Spanned)


def frame_of(statement: Statement) -> list[Clause]:
    """The clauses above whose circumstances a clause shares: of participles, relatives, second predicates."""
    above, clause = [], statement.clause
    while clause.parent is not None and clause.relation.startswith(("advcl", "acl", "conj")):
        clause = clause.parent
        above.append(clause)
    return above


def find_places(doc: Any, document: Document, places: Places) -> list[Named]:
    """The places that a parsed sentence of a document names, in order."""
    persons = [(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ in PERSONS]
    whole = f"{document.title or ''}\n\n{document.text}"
    return [Named(*row) for row in places.find(whole_text(doc), places.setting(whole), persons)]


def is_location(doc: Any, start: int) -> bool:
    """Whether the place at a character is where something happens, rather than a side that acts.

    Climbs from the name to the phrase that holds it and looks for a preposition of place.
    """
    token = next((token for token in doc if token.idx <= start < token.idx + len(token.text)), None)
    while token is not None:
        cases = {child.lower_ for child in token.children if child.dep_ == "case"}
        if cases & RELATED and not cases & LOCATIVE:  # "near the border with Peru" is not in Peru
            return False
        if cases & LOCATIVE or (
            "of" in cases and sort_of(token.head) is not None
        ):  # "the bombing of Dresden"
            return True
        if token.dep_ == "obj" and token.head.lemma_.lower() in words_of("events", "struck"):
            return True  # "an earthquake struck the region"
        if token.dep_ == "compound" and sort_of(token.head) is not None:  # "the Dresden bombing"
            return True
        if token.head.i == token.i or token.dep_ not in INSIDE_PHRASE:
            return False
        token = token.head
    return False


def pick_event(statement: Statement) -> Event | None:
    """The event that a clause speaks of: named in it, in its subject, or in the clause it hangs on.

    A relative clause speaks of the event nearest to it: "an attack on a post, in which nine died". A toll
    whose own clause names no event belongs to the one named last before it in the sentence.
    """
    clause = statement.clause
    start = clause.tokens[0].i
    if clause.antecedent is not None:
        for token in (clause.antecedent, *clause.antecedent.ancestors):
            found = find_events([token])
            if found and token.i < start:
                return found[0]
    own = find_events(clause.tokens)
    if own:
        return own[0]
    subject = clause.inherited_subject
    near = find_events(list(subject.subtree)) if subject is not None and clause.subject is None else []
    for above in frame_of(statement):
        near = near or find_events(above.tokens)
    if not near and takes_lives(clause.head):
        near = find_events(list(clause.head.doc[:start]))[-1:]
    return near[0] if near else None


def within(doc: Any, found: Sequence[Found], tokens: set[int]) -> list[Found]:
    """Those findings whose first character lies in one of the tokens."""
    if not found:
        return []
    spans = [(doc[at].idx, doc[at].idx + len(doc[at].text)) for at in tokens]
    return [row for row in found if any(start <= row.start < end for start, end in spans)]


def pick_times(
    doc: Any, times: Sequence[Found], event: Event | None, own: set[int], around: set[int]
) -> list[Found]:
    """The times of a statement, best first.

    Of an event the time told in its phrase ("Sunday's raid") or with its verb, not that of another verb
    ("they mourned on Monday those who died in the raid") nor of what was done over it ("charged on Monday
    over the raid").
    """
    found = within(doc, times, own) or within(doc, times, around)
    if event is None or not found:
        return found
    phrase = {token.i for token in event.token.subtree} if event.token.pos_ != "VERB" else set()
    told = within(doc, times, phrase)
    if told or is_occasion(event.token):
        return told
    verb = verb_above(event.token)
    return [when for when in found if verb_above(token_at(doc, when.start)).i == verb.i] or (
        found if len(verbs_of(doc, own)) < 2 or verb.i not in own else []
    )


def is_occasion(token: Token) -> bool:
    """Whether something was done over an event, not in it: "charged over the fire", "asked about it"."""
    while token.dep_ in INSIDE_PHRASE:
        token = token.head
    return any(child.dep_ == "case" and child.lower_ in OCCASION for child in token.children)


def token_at(doc: Any, at: int) -> Token:
    """The token that holds a character."""
    return next(token for token in reversed(doc) if token.idx <= at)


def verb_above(token: Token) -> Token:
    """The verb that a word hangs on, itself included; the top of the sentence if there is none."""
    while token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
        token = token.head
    return token


def verbs_of(doc: Any, places: set[int]) -> list[Token]:
    """The verbs among some tokens."""
    return [doc[at] for at in sorted(places) if doc[at].pos_ == "VERB"]
