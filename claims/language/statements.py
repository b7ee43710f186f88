"""A clause as a statement that stands on its own, made only of words that the sentence holds.

A relative pronoun is replaced by what it stands for, a shared subject or auxiliary is repeated, a
participle keeps the statement that it hangs on, a restriction stays with its noun. Words taken from
elsewhere in the document stand in brackets. The one word added is the "was" that a reduced passive
leaves out: "the treaty, signed in 1904, …" is "the treaty was signed in 1904".
"""

from claims.language.attribution import Statement
from claims.language.clauses import SUBJECTS, Clause, Token, subtree_phrase, text_of, trim, whole_text
from claims.language.cues import is_noun_content, is_refused_noun
from claims.language.joining import join
from claims.language.lexicon import words_of
from claims.language.phrasing import FINITE, RELATIVE_TAGS, better_antecedent, pieces_of, strip, untied, whole
from claims.language.standing import leans


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
    if denied_by_doer(statement):  # "Oslo denies hiding it", not "Oslo denies Oslo hiding it"
        said = own_words(statement)
    thing = f" {text_of(subtree_phrase(noun))}" if is_noun_content(clause) else ""
    cue = statement.cue.head
    words = f"{cue.head.text.lower()} {cue.text}" if is_refused_noun(cue) else cue.text
    return f"{speaker} {words}{thing}{joint}{said}"


def denied_by_doer(statement: Statement) -> bool:
    """Whether it is a participle that says what its speaker denies to have done."""
    clause, source = statement.clause, statement.voice.source
    doer = clause.inherited_subject
    same = source is not None and doer is not None and doer.i == source.i
    return (
        same and clause.subject is None and clause.head.tag_ == "VBG" and statement.voice.stance == "denies"
    )


def stands_alone(statement: Statement) -> bool:
    """Whether the wording can be read without the article: it has a subject and points at nothing else."""
    pieces = pieces_of(statement.clause)
    said = join(pieces)
    if name_subject(statement, said) != said:
        return not leans(pieces[1:], statement.clause.head)
    tokens = [piece for piece in pieces if not isinstance(piece, str)]
    if not tokens or tokens[0].tag_ in FINITE | RELATIVE_TAGS:
        return False
    clause = statement.clause
    subjects = {
        token.i for token in (clause.inherited_subject, better_antecedent(clause)) if token is not None
    }
    has_subject = any(token.dep_ in {*SUBJECTS, "expl"} or token.i in subjects for token in tokens)
    return has_subject and not leans(pieces, clause.head)


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


def own_words(statement: Statement) -> str:
    """The clause alone, without the subject or statement that it leans on."""
    return join(untied(statement.clause, statement.clause.tokens))


def span_of(statement: Statement) -> tuple[int, int]:
    """First and one-past-last character of the words that carry the statement, cue included."""
    words = trim(statement.clause.tokens) or statement.clause.tokens
    if statement.cue is not None:
        words = words + trim(statement.cue.tokens)
    start = min(token.idx for token in words)
    end = max(token.idx + len(token.text) for token in words)
    text = whole_text(statement.clause.head.doc)
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
