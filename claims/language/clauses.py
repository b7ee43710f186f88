"""Cuts a parsed sentence into clauses: what can be true or false by itself.

A clause is a predicate with its own words; the words of clauses inside it belong to those. Cut are
coordinated predicates, relative clauses, participles that add a fact ("…, killing eight people"),
subordinate clauses that are asserted ("while …"), what is said ("… said that …") and what follows
from a noun of saying ("the accusation that …"). Left whole are conditions, purposes and
restrictions, which nobody asserts by themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from claims.language.lexicon import class_of, words_of
from claims.language.polarity import is_negated
from claims.language.relations import is_heard

Token = Any  # spacy.tokens.Token: spaCy is not imported here, parsed documents are handed in

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass"})
ASSERTED_MARKS = frozenset(
    {
        "while",
        "although",
        "though",
        "whereas",
        "after",
        "before",
        "as",
        "because",
        "since",
        "but",
        "with",
        "even",
    }
)
TEXT = "text"  # key of a document's user data
RELATIVES = frozenset({"which", "who", "that", "whom", "whose"})
# "harbouring and arming the rebels" is one statement: the first verb has no complement of its own
COMPLEMENTS = frozenset({"obj", "obl", "obl:agent", "ccomp", "xcomp", "advmod", "advcl", "cop"})
# participles that do the work of prepositions
PREPOSITIONS = frozenset(
    {
        "compared",
        "including",
        "following",
        "according",
        "based",
        "depending",
        "given",
        "regarding",
        "excluding",
    }
)
APART = frozenset({",", "–", "—"})  # what sets a clause apart from the noun that it describes
EDGE = frozenset({",", ";", ":", "-", "–", "—", "."})


@dataclass
class Clause:
    """A predicate with its own words."""

    head: Token
    relation: str  # its label in the tree
    parent: "Clause | None" = None
    tokens: list[Token] = field(default_factory=list)  # its own, in order
    children: list["Clause"] = field(default_factory=list)

    @property
    def subject(self) -> Token | None:
        """Head of its own subject; for a relative pronoun the noun it stands for; None if it has none."""
        found = [token for token in self.head.children if token.dep_ in SUBJECTS]
        full = [token for token in found if token.lower_ not in RELATIVES]
        if full:
            return full[-1]
        if found or (self.relation == "acl:relcl" and self.head.tag_ != "VBN"):
            return self.antecedent
        return None

    @property
    def antecedent(self) -> Token | None:
        """What a relative pronoun inside the clause stands for, also through "which Kyiv says …"."""
        at: Clause | None = self
        while at is not None:
            if at.relation == "acl:relcl":
                return at.head.head
            at = at.parent
        return None

    @property
    def inherited_subject(self) -> Token | None:
        """Its subject, or the one that it shares with the clause it depends on."""
        own = self.subject
        if own is not None or self.parent is None:
            return own
        stolen = self.stolen_subject
        if stolen is not None:
            return stolen
        if self.relation == "acl" or (self.relation == "acl:relcl" and self.parent is not None):
            return self.head.head
        if self.relation.startswith(("advcl", "conj", "parataxis", "xcomp", "root", "ccomp")):
            return self.parent.inherited_subject
        return None

    @property
    def stolen_subject(self) -> Token | None:
        """The subject of "Oslo, refusing to comment, blamed …", which parsers give to the participle."""
        if self.relation != "conj" or self.parent is None:
            return None
        before = [
            sibling.head
            for sibling in self.parent.children
            if sibling.head.i < self.head.i and sibling.head.tag_ == "VBG"
        ]
        for participle in reversed(before):
            for token in participle.children:
                if (
                    token.dep_ in SUBJECTS
                    and token.i + 1 < len(token.doc)
                    and token.doc[token.i + 1].text == ","
                ):
                    return token
        return None

    def own_children(self, *labels: str) -> list[Token]:
        """Children of the predicate with one of the labels, in order."""
        return [token for token in self.head.children if token.dep_ in labels]

    def walk(self) -> Iterator["Clause"]:
        """The clause and all inside it, in reading order of their trees."""
        yield self
        for child in self.children:
            yield from child.walk()


def cut_clauses(doc: Any) -> list[Clause]:
    """The top clauses of a sentence; what they contain hangs below them.

    Every token belongs to exactly one clause.
    """
    openers = {token.i for token in doc if opens_clause(token)}
    clauses: dict[int, Clause] = {}
    tops: list[Clause] = []
    for token in doc:
        if token.i in openers:
            clauses[token.i] = Clause(token, token.dep_)
    summaries: dict[int, int] = {}
    for at in sorted(openers):
        if (noun := summary_noun(doc[at])) is not None:
            summaries.setdefault(noun, at)
    for token in doc:
        clauses[_owner(token, openers, summaries)].tokens.append(token)
    for at, clause in clauses.items():
        if clause.head.head.i == at:
            tops.append(clause)
            continue
        clause.parent = clauses[_owner(clause.head.head, openers)]
        clause.parent.children.append(clause)
    return tops


def _owner(token: Token, openers: set[int], summaries: Mapping[int, int] = MappingProxyType({})) -> int:
    while token.i not in openers:
        if token.i in summaries:
            return summaries[token.i]
        token = token.head
    return int(token.i)


def summary_noun(head: Token) -> int | None:
    """Where "a claim" stands in "…, a claim that Oslo rejects": it goes with the rejection."""
    noun = head.head
    opens = head.dep_ in {"acl", "acl:relcl"} and noun.dep_ in {"appos", "obl", "parataxis"}
    behind = noun.left_edge.i > 0 and "," in {noun.left_edge.text, noun.doc[noun.left_edge.i - 1].text}
    if opens and behind and noun.lemma_.lower() in words_of("cues", "answered_nouns"):
        return int(noun.i)
    return None


def opens_clause(token: Token) -> bool:
    """Whether the token is the predicate of a clause of its own."""
    label = token.dep_
    if token.head.i == token.i:
        return True
    if token.lower_ in PREPOSITIONS and token.tag_ in {"VBG", "VBN"}:
        return False
    if label in {"appos", "acl:relcl", "parataxis"} and is_aside(token):
        return True
    if label in {"parataxis", "root"} or (label != "xcomp" and introduces_speech(token)):
        return is_predicate(token)
    if label == "conj":
        return is_predicate(token) and is_clausal_conjunct(token)
    if label in {"acl", "acl:relcl"}:
        return is_asserted_modifier(token)
    if label.startswith("advcl"):
        return is_asserted_adverbial(token)
    return label in {"ccomp", "csubj:pass"} and is_said(token)


def is_asserted_modifier(token: Token) -> bool:
    """Whether a relative clause or participle behind a noun states something by itself."""
    says = token.head.lemma_.lower() in class_of("cues", "nouns")
    if token.dep_ == "acl:relcl":
        return adds_a_fact(token) or names_what(token) or says
    return (says and is_predicate(token)) or (token.tag_ in {"VBN", "VBG", "VBD"} and adds_a_fact(token))


def names_what(token: Token) -> bool:
    """Whether the clause gives somebody's word for a thing: "what they called retaliation"."""
    named = token.lemma_.lower() in words_of("cues", "naming") and token.head.lower_ == "what"
    return named and any(child.dep_ in SUBJECTS for child in token.children)


def is_predicate(token: Token) -> bool:
    """A verb, or a word with a copula or a subject of its own."""
    return token.pos_ in {"VERB", "AUX"} or any(
        child.dep_ == "cop" or child.dep_ in SUBJECTS for child in token.children
    )


def is_clausal_conjunct(token: Token) -> bool:
    """Whether a conjunct is a second statement rather than the second half of a phrase."""
    head = token.head
    while head.dep_ == "conj":
        head = head.head
    if any(child.dep_ in SUBJECTS for child in token.children):
        return True
    if any(child.dep_ == "mark" and child.lower_ == "to" for child in head.children):
        return False
    complete = any(child.dep_ in COMPLEMENTS and child.i < token.i for child in head.children)
    return (
        is_predicate(head)
        and opens_clause(head)
        and complete
        and (token.tag_ not in {"VB", "VBG"} or token.tag_ == head.tag_)
    )


def introduces_speech(token: Token) -> bool:
    """Whether the token is a verb of saying with a clause for what is said."""
    if token.lemma_.lower() not in class_of("cues", "verbs"):
        return False
    marks = {child.lower_ for child in token.children if child.dep_ == "mark"}
    return not marks & {"to", "if"} and any(child.dep_ == "ccomp" for child in token.children)


def is_aside(token: Token) -> bool:
    """Whether the token is the verb of "X says" between two commas, whatever the parser takes it for."""
    if token.tag_ not in {"VBZ", "VBP", "VBD"} or token.lemma_.lower() not in class_of("cues", "verbs"):
        return False
    words = [word for word in token.subtree if word.text != ","]
    doc, first, last = token.doc, words[0].i, words[-1].i
    bounded = first > 0 and doc[first - 1].text == "," and last + 1 < len(doc) and doc[last + 1].text == ","
    subject = next((child for child in token.children if child.dep_ in SUBJECTS), None)
    return bounded and last == token.i and subject is not None and subject.tag_ not in {"WDT", "WP"}


def is_said(token: Token) -> bool:
    """Whether a complement clause is what somebody says: not what nobody did, or only may or is to say."""
    governor = token.head
    is_cue = governor.lemma_.lower() in class_of("cues", "verbs") or is_heard(token)
    if not is_cue or is_negated(governor) or is_small_clause(token):
        return False
    return not any(
        (child.tag_ == "MD" and child.lower_ not in {"will", "would"})
        or (child.dep_ == "mark" and child.lower_ in {"to", "if", "whether", "unless"})
        for child in governor.children
    )


def is_small_clause(token: Token) -> bool:
    """Whether a participle tells the state of an object: "found two men shot to death"."""
    has_subject = any(child.dep_ in SUBJECTS for child in token.children)
    objects = (child.i for child in token.head.children if child.dep_ == "obj")
    return not has_subject and token.tag_ in {"VBN", "VBD", "JJ"} and any(at < token.i for at in objects)


def adds_a_fact(token: Token) -> bool:
    """Whether a modifying clause says something more: behind a comma, or with a number, a doer or a cue."""
    inside = list(token.subtree)
    before = token.doc[max(inside[0].i - 1, 0)]
    if inside[0].text in APART or before.text in APART:
        return True
    if token.lemma_.lower() in class_of("cues", "verbs") and any(
        child.dep_ == "obl:agent" for child in token.children
    ):
        return True
    return any(word.pos_ == "NUM" or word.like_num for word in inside) or (
        token.dep_ == "acl" and any(child.dep_ == "obl:agent" for child in token.children)
    )


def is_asserted_adverbial(token: Token) -> bool:
    """Whether an adverbial clause is asserted: "killing eight", "while Oslo denies it", not "if …"."""
    marks = {child.lower_ for child in token.children if child.dep_ in {"mark", "case"}}
    if not is_predicate(token) or marks - ASSERTED_MARKS:
        return False
    has_subject = any(child.dep_ in SUBJECTS for child in token.children)
    is_cue = token.lemma_.lower() in class_of("cues", "verbs")
    if marks:
        return has_subject or is_cue
    if any(
        child.dep_ == "advmod" and child.lower_ in {"when", "where", "how", "why"} for child in token.children
    ):
        return False
    return has_subject or is_cue or token.tag_ in {"VBG", "VBN"}


def trim(tokens: list[Token]) -> list[Token]:
    """The tokens without commas, stops and joiners at their edges."""
    start, end = 0, len(tokens)
    while start < end and (tokens[start].text in EDGE or (tokens[start].dep_ == "cc" and start == 0)):
        start += 1
    while end > start and tokens[end - 1].text in EDGE:
        end -= 1
    return tokens[start:end]


def subtree_phrase(token: Token) -> list[Token]:
    """The noun phrase of a token: its subtree without appositions, relative clauses and outer punctuation."""
    skip: set[int] = set()
    for child in token.children:
        if child.dep_ in {"appos", "acl:relcl", "parataxis", "conj", "cc", "advcl", "ccomp"} or (
            child.dep_ == "acl" and child.i > token.i
        ):
            skip.update(word.i for word in child.subtree)
        elif (
            child.dep_ == "nmod"
            and child.pos_ == "NOUN"
            and child.lemma_ in words_of("cues", "carriers")
            and child.i > token.i
        ):
            skip.update(word.i for word in child.subtree)  # "the ministry in a statement"
        elif child.dep_ == "nmod" and "," in {child.left_edge.text, token.doc[child.left_edge.i - 1].text}:
            skip.update(word.i for word in child.subtree)  # "critics, among them …"
        elif child.dep_ in {"case", "mark"} and child.lower_ not in {"'s", "’s", "'", "’"}:
            skip.update(word.i for word in child.subtree)
    return trim(_unbroken([word for word in token.subtree if word.i not in skip], token))


def _unbroken(words: list[Token], token: Token) -> list[Token]:
    """The run of neighbouring words around the token: a misparsed far word does not belong to a name."""
    places = {word.i for word in words}
    start = end = token.i
    while start - 1 in places:
        start -= 1
    while end + 1 in places:
        end += 1
    return list(token.doc[start : end + 1])


def whole_text(doc: Any) -> str:
    """The text of a parsed sentence; spaCy joins it anew whenever it is asked."""
    text: str = doc.user_data.get(TEXT) or doc.user_data.setdefault(TEXT, doc.text)
    return text


def text_of(tokens: list[Token]) -> str:
    """The words of a run of tokens as they stand in the text."""
    return str(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text) if tokens else ""
