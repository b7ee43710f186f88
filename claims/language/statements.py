"""A clause as a statement that stands on its own, made only of words that the sentence holds.

A relative pronoun is replaced by what it stands for, a shared subject or auxiliary is repeated, a
participle keeps the statement that it hangs on, a restriction stays with its noun. Words taken from
elsewhere in the document stand in brackets. The one word added is the "was" that a reduced passive
leaves out: "the treaty, signed in 1904, …" is "the treaty was signed in 1904".
"""

from claims.language.attribution import Statement
from claims.language.clauses import APART, RELATIVES, SUBJECTS, Clause, Token, subtree_phrase, text_of, trim
from claims.language.cues import is_noun_content
from claims.language.events import find_events, takes_lives
from claims.language.joining import Piece, join
from claims.language.lexicon import words_of
from claims.language.standing import leans

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


def word_statement(statement: Statement) -> str:
    """The statement in the sentence's own words; for a denial or accusation with its cue and speaker."""
    clause = statement.clause
    said = name_subject(statement, word_clause(clause))
    if statement.cue is None or statement.voice.source is None:
        return said
    noun = clause.head.head
    denied = statement.voice.stance == "denies" and noun.head.i == statement.cue.head.i
    if is_noun_content(clause) and not denied:
        if clause.subject is None:  # "the threat to close the port"
            return join([*subtree_phrase(noun), *strip(whole(clause))])
        return f"{text_of(subtree_phrase(noun))} that {said}"
    if statement.voice.stance not in {"denies", "accuses", "promises", "expects"}:
        return said
    speaker = text_of(subtree_phrase(statement.voice.source))
    joint = (
        " that " if any(token.dep_ == "mark" and token.lower_ == "that" for token in clause.tokens) else " "
    )
    thing = f" {text_of(subtree_phrase(noun))}" if is_noun_content(clause) else ""
    return f"{speaker} {statement.cue.head.text}{thing}{joint}{said}"


def stands_alone(statement: Statement) -> bool:
    """Whether the wording can be read without the article: it has a subject and points at nothing else."""
    pieces = pieces_of(statement.clause)
    said = join(pieces)
    if name_subject(statement, said) != said:
        return not leans(pieces[1:])
    tokens = [piece for piece in pieces if not isinstance(piece, str)]
    has_subject = any(token.dep_ in {*SUBJECTS, "expl"} for token in tokens)
    return has_subject and tokens[0].tag_ not in FINITE and not leans(pieces)


def name_subject(statement: Statement, said: str) -> str:
    """The statement with an "it" or "they" that opens it named, where that can only be the speaker.

    "The army said it fired" -> "[The army] fired"; a person's "he" may be somebody else and stays, and
    so does the "it" of "it was an ambush" and the "they" of "they were shot".
    """
    source, subject = statement.voice.source, statement.clause.subject
    if statement.cue is None or source is None or subject is None or subject.lower_ not in {"it", "they"}:
        return said
    if source.i > subject.i:  # "it had lost contact with the plane, the ministry said": somebody else's "it"
        return said
    if subject.dep_ != "nsubj" or statement.clause.head.pos_ != "VERB":
        return said
    opener = said.split(" ", 1)
    if not is_body(source, subject) or opener[0].lower() != subject.lower_ or len(opener) < 2:
        return said
    return f"[{text_of(subtree_phrase(source))}] {opener[1]}"


def is_body(source: Token, pronoun: Token) -> bool:
    """Whether a speaker is what "it" or "they" names: a body rather than a person, one or several."""
    plural = source.tag_ in {"NNS", "NNPS"}
    if pronoun.lower_ == "they":
        return plural
    return not plural and (
        source.ent_type_ in {"ORG", "LOC"} or source.lemma_.lower() in words_of("cues", "bodies")
    )


def word_clause(clause: Clause) -> str:
    """The clause with its subject."""
    return join(pieces_of(clause))


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
    if subject is None or any(token.i == subject.i for token in words):
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
    if clause.relation != "acl:relcl" or not has_relative(words):
        return []
    opener = next(token for token in words[:3] if token.tag_ in RELATIVE_TAGS)
    if pronoun is not None and pronoun.dep_ == "obj" and pronoun.head.pos_ == "VERB":
        verb = max(
            [pronoun.head, *(c for c in pronoun.head.children if c.dep_ == "compound:prt")], key=lambda t: t.i
        )
        rest = [token for token in words if token.i != pronoun.i]
        after = next((at for at, token in enumerate(rest, 1) if token.i == verb.i), len(rest))
        return [*rest[:after], *phrase, *rest[after:]]
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


def own_words(statement: Statement) -> str:
    """The clause alone, without the subject or statement that it leans on."""
    return join(untied(statement.clause, statement.clause.tokens))


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


def span_of(statement: Statement) -> tuple[int, int]:
    """First and one-past-last character of the words that carry the statement, cue included."""
    words = trim(statement.clause.tokens)
    if statement.cue is not None:
        words = words + trim(statement.cue.tokens)
    start = min(token.idx for token in words)
    end = max(token.idx + len(token.text) for token in words)
    text = statement.clause.head.doc.text
    return widen_quotes(text, start, end)


def widen_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with a quotation mark that it cuts off at either side.

    >>> widen_quotes('He said "no way".', 9, 15)
    (8, 16)
    """
    pairs = {"“": "”", '"': '"', "‘": "’"}
    inside = text[start:end]
    if (
        start > 0
        and text[start - 1] in pairs
        and inside.count(pairs[text[start - 1]]) % 2 == (0 if text[start - 1] == '"' else 1)
    ):
        start -= 1
    if end < len(text) and text[end] in pairs.values() and any(mark in text[start:end] for mark in pairs):
        end += 1
    return start, end
