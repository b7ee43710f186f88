"""A clause as a statement that stands on its own, made only of words that the sentence holds.

A relative pronoun is replaced by what it stands for, a shared subject is repeated, a participle
keeps the statement that it hangs on. Words taken from elsewhere in the document stand in brackets.
"""

from claims.language.attribution import Statement
from claims.language.clauses import RELATIVES, SUBJECTS, Clause, Token, subtree_phrase, text_of, trim
from claims.language.cues import is_noun_content
from claims.language.events import find_events, takes_lives
from claims.language.lexicon import words_of

PERSONAL = frozenset({"it", "they", "he", "she", "we", "i", "you", "this", "these", "those"})


def word_statement(statement: Statement) -> str:
    """The statement in the sentence's own words; for a denial or accusation with its cue and speaker."""
    clause = statement.clause
    said = name_subject(statement, word_clause(clause))
    if statement.cue is None or statement.voice.source is None:
        return said
    noun = clause.head.head
    denied = statement.voice.stance == "denies" and noun.head.i == statement.cue.head.i
    if is_noun_content(clause) and not denied:
        return f"{text_of(subtree_phrase(noun))} that {said}"
    if statement.voice.stance not in {"denies", "accuses", "promises", "expects"}:
        return said
    speaker = text_of(subtree_phrase(statement.voice.source))
    joint = (
        " that " if any(token.dep_ == "mark" and token.lower_ == "that" for token in clause.tokens) else " "
    )
    thing = f" {text_of(subtree_phrase(noun))}" if is_noun_content(clause) else ""
    return f"{speaker} {statement.cue.head.text}{thing}{joint}{said}"


def name_subject(statement: Statement, said: str) -> str:
    """The statement with an "it" or "they" that opens it named, where that can only be the speaker.

    "The army said it fired" -> "[The army] fired"; a person's "he" may be somebody else and stays.
    """
    source, subject = statement.voice.source, statement.clause.subject
    if statement.cue is None or source is None or subject is None or subject.lower_ not in {"it", "they"}:
        return said
    if source.i > subject.i:  # "it had lost contact with the plane, the ministry said": somebody else's "it"
        return said
    opener = said.split(" ", 1)
    if not is_body(source) or opener[0].lower() != subject.lower_ or len(opener) < 2:
        return said
    return f"[{text_of(subtree_phrase(source))}] {opener[1]}"


def is_body(source: Token) -> bool:
    """Whether a speaker is an "it" or a "they" rather than a person."""
    return (
        source.ent_type_ in {"ORG", "LOC"}
        or source.tag_ in {"NNS", "NNPS"}
        or source.lemma_.lower() in words_of("cues", "bodies")
    )


def word_clause(clause: Clause) -> str:
    """The clause with its subject."""
    words = core(clause)
    if not words:
        return ""
    own = clause.subject
    pronoun = next(
        (
            t
            for t in words
            if t.lower_ in RELATIVES and t.dep_ in SUBJECTS and t.tag_ in {"WDT", "WP", "IN", "DT"}
        ),
        None,
    )
    antecedent = better_antecedent(clause)
    if antecedent is not None and any(token.i == antecedent.i for token in words):
        return join(words)  # "a claim that Oslo rejects"
    if pronoun is not None and antecedent is not None:
        rest = [token for token in words if token.i != pronoun.i]
        return f"{text_of(subtree_phrase(antecedent))} {join(rest)}"
    if clause.relation == "acl:relcl" and pronoun is None and antecedent is not None and has_relative(words):
        return f"{text_of(subtree_phrase(antecedent))}, {join(words)}"
    if own is not None and any(token.i == own.i for token in words):
        return join(words)
    parent = clause.parent
    if clause.relation.startswith(("advcl", "acl")) and clause.head.tag_ == "VBG" and parent is not None:
        return f"{word_clause(parent)}, {join(words)}"
    subject = clause.inherited_subject
    if subject is None or any(token.i == subject.i for token in words):
        return join(words)
    return f"{text_of(subtree_phrase(subject))} {join(words)}"


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
    return join(core(statement.clause))


def has_relative(words: list[Token]) -> bool:
    """Whether the clause opens with "which", "in which", "where" or the like."""
    return any(token.tag_ in {"WDT", "WP", "WP$", "WRB"} for token in words[:3])


def core(clause: Clause) -> list[Token]:
    """The clause's own words without joiners and the words that only tie it to its surroundings."""
    words = trim(clause.tokens)
    while words and (
        (words[0].dep_ in {"cc", "mark"} and words[0].head.i == clause.head.i and words[0].lower_ != "if")
        or (words[0].lower_ in {"but", "and", "while", "that"} and words[0].dep_ != "nsubj")
    ):
        words = trim(words[1:])
    return words


def join(words: list[Token]) -> str:
    """Words with the spaces they have in the text; where words between were left out, one space.

    A comma that is left without its phrase is dropped.
    """
    pieces: list[str] = []
    apart = False
    for at, token in enumerate(words):
        apart = apart or (at > 0 and token.i != words[at - 1].i + 1)
        following = words[at + 1] if at + 1 < len(words) else None
        if token.text == "," and (
            following is None or apart or following.text == "," or following.i != token.i + 1
        ):
            apart = True
            continue
        if apart and pieces and not pieces[-1].endswith(" "):
            pieces.append(" ")
        pieces.append(token.text_with_ws)
        apart = False
    return "".join(pieces).strip().strip(",;:").strip()


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
