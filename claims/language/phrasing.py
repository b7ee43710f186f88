"""What a clause is worded with: its tokens, and those of its neighbours that it cannot stand without.

A relative pronoun gives way to what it stands for, a shared subject or auxiliary is repeated, a
participle keeps the statement that it hangs on, a restriction stays with its noun.
"""

from claims.language.clauses import APART, RELATIVES, SUBJECTS, Clause, Token, subtree_phrase, trim
from claims.language.events import find_events, takes_lives
from claims.language.joining import Piece
from claims.language.standing import is_time

STOPS = frozenset({".", "!", "?"})
CLOSERS = frozenset({"”", '"', "''", ")", "]", "’"})
DASHES = frozenset({"--", "---", "–", "—", "-", "…", "..."})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
LOCATIVES = frozenset({"in", "at", "on", "near", "inside", "outside", "during"})
AUXILIARIES = frozenset({"aux", "aux:pass"})
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
RESTRICTIVE = frozenset({"acl", "acl:relcl"})
WITHIN = RESTRICTIVE | {"ccomp", "xcomp", "conj", "advcl", "advcl:relcl"}  # what a restriction may hold


def pieces_of(clause: Clause) -> list[Piece]:
    """What the clause is worded with, in order: tokens of the sentence, and the joints between them."""
    words = core(clause)
    antecedent = better_antecedent(clause)
    if antecedent is not None and any(token.i == antecedent.i for token in words):
        return list(words)  # "a claim that Oslo rejects"
    if words and antecedent is not None:
        told = with_antecedent(clause, words, antecedent)
        if told:
            return told
    own = clause.subject
    if not words or (own is not None and any(token.i == own.i for token in words)):
        return list(words)
    if is_participle(clause) and clause.parent is not None:
        return beside_parent(clause, words, clause.parent)
    subject = clause.inherited_subject
    if subject is None or any(token.i == subject.i for token in words) or disagrees(clause, subject):
        return list(words)
    return [*subtree_phrase(subject), *auxiliaries(clause, subject), lowered(words[0]), *words[1:]]


def with_antecedent(clause: Clause, words: list[Token], antecedent: Token) -> list[Piece]:
    """A relative clause with what its pronoun stands for in the pronoun's place; nothing if it has none."""
    phrase = subtree_phrase(antecedent)
    pronoun = next(
        (
            t
            for t in words
            if t.lower_ in RELATIVES
            and t.tag_ in {"WDT", "WP", "IN", "DT"}
            and t.dep_ in {*SUBJECTS, "obj", "obl"}
        ),
        None,
    )
    if pronoun is not None and pronoun.dep_ in SUBJECTS:
        return [*phrase, *(token for token in words if token.i != pronoun.i)]
    if clause.relation != "acl:relcl":
        return []
    if not has_relative(words):
        return beside_verb(clause.head, words, phrase) if lacks_object(clause, antecedent, pronoun) else []
    opener = next(token for token in words[:3] if token.tag_ in RELATIVE_TAGS)
    if pronoun is not None and pronoun.dep_ == "obj" and pronoun.head.pos_ == "VERB":
        return beside_verb(pronoun.head, [token for token in words if token.i != pronoun.i], phrase)
    case = [
        child
        for child in (pronoun or antecedent).children
        if child.dep_ == "case" and child.i < (pronoun or antecedent).i
    ]
    places = {opener.i, *(token.i for token in case)}
    if len(case) == 1 and (
        pronoun is not None or (opener.lower_ in {"where", "when"} and case[0].lower_ in LOCATIVES)
    ):
        return [case[0], *phrase, *(token for token in words if token.i not in places)]
    return [*phrase, ",", *words]


def beside_verb(verb: Token, words: list[Token], phrase: list[Token]) -> list[Piece]:
    """The words with what the verb is done to put behind it: "which they sold" -> "they sold it"."""
    last = max([verb.i, *(child.i for child in verb.children if child.dep_ == "compound:prt")])
    return [
        *(token for token in words if token.i <= last),
        *phrase,
        *(token for token in words if token.i > last),
    ]


def lacks_object(clause: Clause, antecedent: Token, pronoun: Token | None) -> bool:
    """Whether it is a "they sold in May" behind "a house", with no word for the house."""
    head = clause.head
    taken = {child.dep_ for child in head.children} & {"obj", "ccomp", "xcomp", "nsubj:pass", "cop"}
    stranded = head.right_edge.dep_ == "case"
    is_thing = antecedent.pos_ in {"NOUN", "PROPN"} and not is_time(antecedent)
    return pronoun is None and head.pos_ == "VERB" and not taken and not stranded and is_thing


def beside_parent(clause: Clause, words: list[Token], parent: Clause) -> list[Piece]:
    """A participle with the statement that it hangs on, in the order of the text."""
    if is_restriction(clause):
        return pieces_of(parent)
    around = pieces_of(parent)
    said = [child for child in parent.children if child.relation == "ccomp" and child is not clause]
    around += [token for child in said for token in whole(child)]
    if words[0].i < min((piece.i for piece in around if not isinstance(piece, str)), default=0):
        return [*words, ",", *around]
    return [*around, ",", *words]


def is_participle(clause: Clause) -> bool:
    """Whether it is a "killing eight people" that hangs on another clause or a noun in it."""
    return clause.relation.startswith(("advcl", "acl")) and clause.head.tag_ == "VBG"


def disagrees(clause: Clause, subject: Token) -> bool:
    """Whether the verb shows that a shared subject is not its own: "he … were", "people … is"."""
    if clause.relation == "ccomp" and clause.head.tag_ in FINITE:
        return True
    finite = [clause.head, *(child for child in clause.head.children if child.dep_ in {"cop", *AUXILIARIES})]
    verbs = {token.lower_ if token.lemma_ == "be" else token.tag_ for token in finite}
    if subject.lower_ in {"he", "she", "it"}:
        return bool(verbs & {"are", "were", "VBP"}) and not verbs & {"MD"}
    joined = any(child.dep_ == "conj" for child in subject.children)
    return subject.tag_ == "NNS" and not joined and bool(verbs & {"is", "VBZ"})


def auxiliaries(clause: Clause, subject: Token) -> list[Piece]:
    """The auxiliary that a second predicate shares with the first, or the "was" of a reduced passive."""
    head = clause.head
    if head.tag_ not in {"VBN", "VBG", "VB"} or any(
        child.dep_ in {*AUXILIARIES, "cop"} for child in head.children
    ):
        return []
    if clause.relation == "conj":
        return shared_auxiliaries(head)
    if head.tag_ != "VBN" or not clause.relation.startswith(("acl", "advcl")):
        return []
    several = subject.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in subject.children)
    return ["were" if several else "was"]


def shared_auxiliaries(head: Token) -> list[Piece]:
    """The auxiliaries of the first of some predicates: "was found and taken", "did not hear or see"."""
    first = head
    while first.dep_ == "conj" and first.head.tag_ == head.tag_:
        first = first.head
    if first.i == head.i:
        return []
    denied = any(child.dep_ == "cc" and child.lower_ in {"or", "nor"} for child in head.children)
    return [
        child
        for child in first.children
        if child.i < first.i and (child.dep_ in AUXILIARIES or (denied and child.lower_ in NEGATIONS))
    ]


def lowered(token: Token) -> Piece:
    """A word that opened the sentence and does not open the statement, in lower case unless it is a name."""
    opens = token.is_sent_start or token.i == 0
    return token.lower_ if opens and token.is_title and token.tag_ not in {"NNP", "NNPS"} else token


def better_antecedent(clause: Clause) -> Token | None:
    """What the relative pronoun stands for; for what takes lives rather the last event than a bystander.

    Parsers hang "an air raid, condemned by observers, which killed nine" on the observers.
    """
    found = clause.antecedent
    if found is None or not takes_lives(clause.head) or find_events([found]):
        return found
    events = find_events(list(found.doc[: clause.tokens[0].i]))
    subject = any(token.dep_ in SUBJECTS and token.lower_ in RELATIVES for token in clause.head.children)
    return events[-1].token if events and subject else found


def has_relative(words: list[Token]) -> bool:
    """Whether the clause opens with "which", "in which", "where" or the like."""
    return any(token.tag_ in RELATIVE_TAGS for token in words[:3])


def core(clause: Clause) -> list[Token]:
    """The clause's words, restrictions included, without what only ties it to its surroundings."""
    return untied(clause, whole(clause, restrictions_only=True))


def untied(clause: Clause, tokens: list[Token]) -> list[Token]:
    """Those of the words that are in the predicate's sentence, from the first that is no joiner."""
    words = strip(same_sentence(tokens, clause.head))
    while words and (
        (words[0].dep_ in {"cc", "mark"} and words[0].head.i == clause.head.i and words[0].lower_ != "if")
        or (words[0].lower_ in {"but", "and", "while"} and words[0].dep_ not in SUBJECTS)
        or (words[0].lower_ == "that" and words[0].dep_ not in {*SUBJECTS, "det", "obj"})
    ):
        words = strip(words[1:])
    return words


def whole(clause: Clause, *, restrictions_only: bool = False) -> list[Token]:
    """The clause's words with those of the clauses inside it that it cannot do without, in order."""
    kinds = RESTRICTIVE if restrictions_only else WITHIN
    inside = [child for child in clause.children if child.relation in kinds and not is_set_off(child)]
    return sorted(
        {*clause.tokens, *(token for child in inside for token in whole(child))}, key=lambda token: token.i
    )


def is_restriction(clause: Clause) -> bool:
    """Whether it narrows a noun ("those who voted") rather than says more of it (", who voted")."""
    return clause.relation in RESTRICTIVE and not is_set_off(clause)


def is_set_off(clause: Clause) -> bool:
    """Whether a comma, dash or bracket stands before the clause."""
    first = clause.head.left_edge
    before = first.doc[first.i - 1].text if first.i > 0 else ","
    return before in APART or before in DASHES or before in {"(", ";", ":"} or first.text in APART


def same_sentence(words: list[Token], head: Token) -> list[Token]:
    """The words on the head's side of every full stop: a quotation may hold several sentences."""
    doc = head.doc
    stops = [token.i for token in doc[:-1] if token.text in STOPS]
    start = max((at + 1 for at in stops if at < head.i), default=0)
    end = min((at + 1 for at in stops if at > head.i), default=len(doc))
    while end < len(doc) and doc[end].text in CLOSERS:
        end += 1
    while start < head.i and doc[start].text in CLOSERS - {'"', "''"}:
        start += 1
    return [token for token in words if start <= token.i < end]


def strip(words: list[Token]) -> list[Token]:
    """The words without commas, stops, dashes and joiners at their edges."""
    words = trim(words)
    while words and words[0].text in DASHES:
        words = trim(words[1:])
    while words and words[-1].text in DASHES:
        words = trim(words[:-1])
    return words
