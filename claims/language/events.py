"""What happened: the sort of event that a clause speaks of, who did it and to whom.

Sorts and their words come from `data/events.json`. A sort is deliberately coarse: it keeps apart
what nobody would compare (an air raid and a checkpoint attack), no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.language.clauses import SUBJECTS, Clause, Token
from claims.language.lexicon import load_lexicon, words_of

BY = frozenset({"by", "from", "of", "between"})
ON = frozenset({"on", "against", "at", "targeting", "over"})
NOMINAL = frozenset({"nmod", "nmod:poss", "compound", "appos", "conj", "amod"})
MOST_STEPS = 2
DEFINITE = frozenset({"the", "these", "this", "those", "that", "its", "their", "his", "her", "such"})


@dataclass(frozen=True)
class Event:
    """A mention of an event: its sort, its word, and the parties around it as places in the text."""

    sort: str
    token: Token
    definite: bool


@cache
def _triggers() -> dict[tuple[str, str], str]:
    """(part of speech, lemma or two lemmas) -> sort; the first sort that lists a word keeps it."""
    found: dict[tuple[str, str], str] = {}
    for sort, words in load_lexicon("events")["sorts"].items():
        for lemma in words["nouns"]:
            found.setdefault(("NOUN", lemma), sort)
        for lemma in words["verbs"]:
            found.setdefault(("VERB", lemma), sort)
    return found


def event_label(sort: str) -> str:
    """The word that names a sort in a topic's label."""
    return str(load_lexicon("events")["sorts"][sort]["label"])


def sort_of(token: Token) -> str | None:
    """The sort of event that a token names, alone or with the word before it."""
    if token.pos_ == "PROPN" and (token.ent_type_ or token.lower_ in words_of("events", "not_names")):
        return None
    part = "VERB" if token.pos_ == "VERB" else "NOUN" if token.pos_ in {"NOUN", "PROPN"} else None
    if part is None:
        return None
    lemma = token.lemma_.lower()
    table = _triggers()
    if token.i > 0:
        pair = f"{token.doc[token.i - 1].lower_} {lemma}"
        if (part, pair) in table:
            return table[part, pair]
    if (
        lemma in words_of("events", "counted")
        and part == "NOUN"
        and not any(child.dep_ in {"det", "nmod:poss"} for child in token.children)
    ):
        return None
    return table.get((part, lemma)) or table.get((part, token.lower_))


def find_events(tokens: Sequence[Token]) -> list[Event]:
    """Every event that the words name, in order; the parts of a compound count once."""
    events: list[Event] = []
    for token in tokens:
        sort = sort_of(token)
        if sort is None or not is_central(token):
            continue
        definite = any(child.lower_ in DEFINITE or child.dep_ == "nmod:poss" for child in token.children)
        events.append(Event(sort, token, definite))
    return events


def takes_lives(head: Token) -> bool:
    """Whether a predicate says that somebody died: "killed", "died", "took the lives of"."""
    lives = any(
        child.dep_ in {"obj", "nsubj:pass"} and child.lemma_.lower() == "life" for child in head.children
    )
    return lives or head.lemma_.lower() in words_of("predicates", "classes", "die")


def is_central(token: Token) -> bool:
    """Whether the event is what its clause is about, not the background of a trend ("a surge in attacks").

    At most two phrases may lie between the word and the predicate.
    """
    if token.dep_ == "compound" and (token.head.dep_ == "amod" or sort_of(token.head) is not None):
        return False  # "the flood-hit district" tells of no flood
    if token.dep_ == "compound" and token.head.lemma_.lower() in words_of("events", "days"):
        return False  # what happens on election day is another matter
    steps = 0
    while token.dep_ in NOMINAL and token.head.i != token.i:
        token = token.head
        steps += 1
        if token.lemma_.lower() in words_of("roles", "change", "nouns"):
            return False
    return steps <= MOST_STEPS


def actor_words(event: Event, clause: Clause) -> list[Token]:
    """Heads of the phrases that say who did it: "Syrian raids", "raids by Syria", "Syria launched raids"."""
    token = event.token
    if token.pos_ == "VERB":
        agents = [child for child in token.children if child.dep_ == "obl:agent"]
        if agents or any(child.dep_ == "nsubj:pass" for child in token.children):
            return agents
        return [child for child in token.children if child.dep_ in SUBJECTS]
    found = [child for child in token.children if child.dep_ in {"amod", "compound", "nmod:poss"}]
    found += [child for child in token.children if child.dep_ in {"nmod", "obl"} and _case_of(child) & BY]
    found += [
        child
        for child in token.children
        if child.dep_ == "acl"
        for child in child.children
        if child.dep_ == "obl:agent"
    ]
    host = token.head
    if token.dep_ in {"obj", "conj"} and host.lemma_.lower() in words_of("events", "hosts"):
        found += [child for child in host.children if child.dep_ in SUBJECTS]
        if clause.head.i == host.i and clause.inherited_subject is not None:
            found.append(clause.inherited_subject)
    return found


def target_words(event: Event) -> list[Token]:
    """Heads of the phrases that say against whom or what."""
    token = event.token
    if token.pos_ == "VERB":
        return [child for child in token.children if child.dep_ in {"obj", "nsubj:pass"}]
    around = [*token.children, *(token.head.children if token.dep_ == "obj" else ())]
    return [child for child in around if child.dep_ in {"nmod", "obl"} and _case_of(child) & ON]


def _case_of(token: Token) -> set[str]:
    return {child.lower_ for child in token.children if child.dep_ == "case"}
