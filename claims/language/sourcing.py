"""Who speaks where a text reports speech: the phrase that names the speaker, and whom it accuses.

A speaker is a name, people, a body or a text; behind a text ("a report by the Centre") stands its author.
"""

from itertools import chain

from claims.language.clauses import SUBJECTS, Clause, Token
from claims.language.lexicon import words_of


def source_of(clause: Clause) -> Token | None:
    """Who speaks: the agent of a passive, else the subject; None when a passive names nobody."""
    agents = [
        child
        for child in clause.own_children("obl:agent", "obl")
        if child.dep_ == "obl:agent" or has_case(child, "by")
    ]
    if is_passive(clause.head):
        return agents[0] if agents else None
    subject = clause.inherited_subject
    if is_detached(clause) and clause.parent is not None:
        subject = clause.parent.inherited_subject or subject
    if subject is None:  # parsers take the "it" of "it added that …" for an empty word
        return next(iter(clause.own_children("expl")), None)
    if not is_speaker(subject) and (clause.relation == "acl:relcl" or clause.subject is None):
        subject = nearer_speaker(clause, subject)
    return unwrap(subject)


def is_detached(clause: Clause) -> bool:
    """Whether a participle behind a comma goes with the verb rather than with the noun just before it.

    Of "The airline disputed the figure, saying …" parsers say that the figure speaks.
    """
    head = clause.head
    start = min(token.i for token in clause.tokens if not token.is_punct)
    return clause.relation == "acl" and head.tag_ == "VBG" and start > 0 and head.doc[start - 1].text == ","


def is_passive(head: Token) -> bool:
    """Whether the verb stands in the passive."""
    return any(child.dep_ in {"aux:pass", "nsubj:pass", "obl:agent"} for child in head.children) or (
        head.dep_ == "acl" and head.tag_ == "VBN"
    )


def nearer_speaker(clause: Clause, subject: Token) -> Token:
    """For a subject that cannot speak: the named subject or noun just before the clause, if there is one.

    A parser often hangs "which maintains …" or "…, claiming …" one phrase too high.
    """
    start = min(token.i for token in clause.tokens)
    before = [token for token in clause.head.doc[:start] if is_speaker(token)]
    if clause.relation == "acl:relcl":
        before = [token for token in before if token.i >= start - 2 and token.pos_ in {"PROPN", "NOUN"}]
    else:
        before = [token for token in before if token.dep_ in SUBJECTS and token.pos_ != "PRON"]
    return before[-1] if before else subject


def is_speaker(token: Token) -> bool:
    """Whether a noun can say something: a name, a pronoun, people, a body or a text."""
    return (
        is_named(token)
        or token.pos_ in {"PROPN", "PRON"}
        or token.lemma_.lower() in words_of("cues", "carriers") | words_of("cues", "speaker_nouns")
    )


def is_named(token: Token) -> bool:
    """Whether the phrase holds a name."""
    return (
        token.pos_ == "PROPN"
        or any(child.pos_ == "PROPN" for child in token.children)
        or bool(token.ent_type_)
    )


def is_anonymous(source: Token) -> bool:
    """Whether the source is only "reports", with nothing that says whose."""
    bare = not any(
        child.dep_ in {"det", "nmod", "nmod:poss", "amod", "compound", "acl"} for child in source.children
    )
    return bare and source.tag_ == "NNS" and source.lemma_.lower() in words_of("cues", "carriers")


def unwrap(source: Token) -> Token:
    """The author behind a carrier: "a report by the Center" speaks for the Center, the report else."""
    if source.lemma_.lower() not in words_of("cues", "carriers"):
        return source
    named = (
        child
        for child in source.children
        if child.dep_ in {"nmod", "nmod:poss", "obl", "obl:agent"}
        and is_named(child)
        and not _is_topic(child)
    )
    makers = (
        maker
        for child in source.children
        if child.dep_ == "acl"
        for maker in child.children
        if maker.dep_ == "obl:agent"
    )
    return next(chain(named, makers), source)


def _is_topic(token: Token) -> bool:
    return has_case(token, "on", "about", "into", "to", "for")


def is_source(word: Token) -> bool:
    """Whether a modifier of a noun of saying can be its speaker: an owner, a "by" phrase, a nationality."""
    if word.dep_ == "nmod":
        return has_case(word, "by", "from", "of")
    return bool(word.dep_ == "nmod:poss" or word.pos_ == "PROPN" or word.tag_ == "NNP")


def accused_by(clause: Clause) -> Token | None:
    """Who is accused or blamed."""
    head = clause.head
    nouns = [
        child
        for child in head.children
        if child.dep_ == "obj" and child.lemma_.lower() in words_of("cues", "nouns", "accuses")
    ]
    for governor in [head, *nouns]:
        for child in governor.children:
            if child.dep_ in {"obl", "nmod"} and has_case(child, "on", "against"):
                return child
    for child in head.children:
        if child.dep_ == "obl" and child.lemma_.lower() in words_of("cues", "doors"):
            return next((word for word in child.children if word.dep_ == "nmod:poss"), None)
    passive = [child for child in head.children if child.dep_ == "nsubj:pass"]
    objects = [child for child in head.children if child.dep_ in {"obj", "iobj"}]
    content = next((child for child in clause.children if child.relation == "ccomp"), None)
    found = (
        passive
        or objects
        or ([content.subject] if content is not None and content.subject is not None else [])
    )
    return found[0] if found else None


def has_case(token: Token, *words: str) -> bool:
    """Whether a preposition stands before the phrase."""
    return any(child.dep_ == "case" and child.lower_ in words for child in token.children)
