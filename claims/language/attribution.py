"""Who says it: gives every clause of a sentence the voice that it is said in.

Follows the scheme of PolNeAR and PARC 3 (Newell et al. 2018): an attribution has a source, a cue and
a content. Cues are verbs ("says", "denied by"), nouns ("the accusation that"), "according to" and
hearsay; words and stances come from `data/cues.json`. A voice inside a voice keeps both: the inner
source speaks, the outer one is `via`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from claims.base.records import Stance
from claims.language.clauses import Clause, Token
from claims.language.cues import (
    according_to,
    answers_noun,
    gives_count,
    is_afterthought,
    is_content,
    is_hypothetical,
    is_noun_content,
    is_refused_noun,
    names_own_speaker,
    puts_blame,
    refusal_of,
    says_something,
    speaks_for_sentence,
    stance_of,
)
from claims.language.lexicon import class_of, words_of
from claims.language.polarity import is_negated
from claims.language.relations import is_heard, relations_of
from claims.language.sourcing import accused_by, is_anonymous, is_passive, is_source, source_of, unwrap


@dataclass(frozen=True)
class Voice:
    """Who speaks, through whom, doing what."""

    source: Token | None = None  # head of the phrase that names the speaker; None = the document itself
    via: Token | None = None
    stance: Stance = "asserts"
    hedged: bool = False
    accused: Token | None = None
    answers: bool = False  # denies what was said just before ("an accusation denied by …")
    hearsay: bool = False  # somebody says it, the text does not say who

    def nest(self, inner: "Voice | None") -> "Voice":
        """The inner voice as heard through this one."""
        if inner is None:
            return self
        hedged = self.hedged or inner.hedged
        if inner.source is None:
            return replace(inner, source=self.source, via=self.via, hedged=hedged)
        via = self.source if self.source is not None and self.source.i != inner.source.i else self.via
        return replace(inner, via=inner.via or via, hedged=hedged)


DOCUMENT = Voice()
SPOKEN_PRONOUNS = frozenset({"i", "me", "we", "us", "you"})  # of a quotation
OWNERS = frozenset({"nmod:poss", "nmod", "amod"})  # of a noun of saying


@dataclass(frozen=True)
class Statement:
    """A clause with its voice; `cue` is the clause that introduces it, when that is another one."""

    clause: Clause
    voice: Voice
    cue: Clause | None = None


def read_statements(tops: list[Clause]) -> list[Statement]:
    """Every clause that states something, with its voice, in reading order.

    The rules below speak first; where they hear nobody, an attribution relation that the parser left
    with the sentence may.
    """
    found: list[Statement] = []
    for top in tops:
        voice = sentence_voice(top)
        found.extend(_visit(top, voice, None))
    clauses = {clause.head.i: clause for top in tops for clause in top.walk()}
    heard = [
        hear_relation(statement, clauses) for statement in found if not only_introduces(statement, clauses)
    ]
    return sorted(heard, key=lambda statement: statement.clause.tokens[0].i)


def only_introduces(statement: Statement, clauses: Mapping[int, Clause]) -> bool:
    """Whether a clause holds nothing but who says another one and that it is said: "…, Brook lamented"."""
    words = {token.i for token in statement.clause.tokens if not token.is_punct}
    doc = statement.clause.head.doc
    return any(
        row.source
        and words & set(row.cue)
        and words <= {*row.cue, *row.source}
        and top_of(doc, row.content).i in clauses
        for row in relations_of(doc)
        if row.content
    )


def hear_relation(statement: Statement, clauses: Mapping[int, Clause]) -> Statement:
    """The statement in the voice of the closest relation in whose content it stands, if it has none yet.

    Only where what is said is a clause, not a thing ("unveiled a list, including …"). The "I" or "you"
    of a quotation is no voice: it is whoever the relation says is quoted.

    Args:
        statement: of a sentence.
        clauses: all of that sentence, by their heads.
    """
    voice, head = statement.voice, statement.clause.head
    if voice.hearsay or (voice.source is not None and voice.source.lower_ not in SPOKEN_PRONOUNS):
        return statement
    doc = head.doc
    around = [
        row
        for row in relations_of(doc)
        if row.source and head.i in row.content and top_of(doc, row.content).i in clauses
    ]
    around = [row for row in around if top_of(doc, row.source).lower_ not in SPOKEN_PRONOUNS]
    if not around:
        return statement
    relation = min(around, key=lambda row: len(row.content))
    cue, source = top_of(doc, relation.cue), top_of(doc, relation.source)
    if is_negated(cue) or is_hypothetical(cue) or source.i == head.i or is_aside_in(cue, head):
        return statement
    stance = class_of("cues", "verbs").get(cue.lemma_.lower(), voice.stance)
    hedged = voice.hedged or cue.lemma_.lower() in words_of("cues", "hedged_verbs")
    heard = replace(voice, source=unwrap(source), stance=cast(Stance, stance), hedged=hedged)
    return Statement(statement.clause, heard, statement.cue or clauses.get(cue.i))


def is_aside_in(cue: Token, head: Token) -> bool:
    """Whether a cue stands in a relative clause of a predicate: it speaks for that clause alone."""
    at = cue
    while at.i not in {head.i, at.head.i}:
        if at.dep_ == "acl:relcl":
            return any(word.i == head.i for word in at.ancestors)
        at = at.head
    return False


def top_of(doc: Any, words: Sequence[int]) -> Token:
    """The word of a phrase that stands highest in the tree."""
    places = set(words)
    tops = (doc[at] for at in words if doc[at].head.i == at or doc[at].head.i not in places)
    return next(tops, doc[words[0]])


def _visit(clause: Clause, voice: Voice, cue: Clause | None) -> Iterator[Statement]:
    """Statements of a clause and what it contains."""
    voice = voice.nest(source_of_phrase(clause))
    after = next((child for child in clause.children if is_afterthought(child)), None)
    if after is not None:
        outer = verb_voice(after)
        if outer is not None and outer.stance == "accuses":
            outer = replace(outer, accused=clause.subject)
        voice = voice.nest(outer)
        cue = cue or after
    own = verb_voice(clause)
    contents = [
        child for child in clause.children if is_noun_content(child) or (own and is_content(child, clause))
    ]
    inner = voice.nest(own) if own else voice
    if not contents or (own is None and not any(is_governed(child, clause) for child in contents)):
        yield Statement(
            clause,
            inner if own and not own.hearsay else replace(voice, hedged=voice.hedged or inner.hedged),
            cue,
        )
    for child in clause.children:
        if child is after:
            continue
        if child not in contents:
            yield from _visit(child, carried(voice, inner, child), None)
            continue
        opener = clause if child is contents[0] else None
        voices = noun_voices(child, own, clause) if is_noun_content(child) else [own]
        for said in voices:
            yield from _visit(child, voice.nest(said), opener)


def carried(outer: Voice, inner: Voice, child: Clause) -> Voice:
    """The voice of a clause that is not itself what is said.

    A participle or second predicate of what somebody says is said by the same voice; a relative
    clause or a contrast ("while …") is said by whoever tells the whole.
    """
    if names_own_speaker(child):
        return DOCUMENT  # a second speaker beside the first, not somebody whom the first quotes
    shares = child.relation == "conj" or (
        child.relation.startswith("advcl") and child.head.tag_ in {"VBG", "VBN"}
    )
    voice = inner if shares and inner.source is not None else outer
    stance = voice.stance if voice.stance in {"asserts", "reports"} else "asserts"
    return replace(voice, answers=False, accused=None, stance=stance)


def verb_voice(clause: Clause) -> Voice | None:
    """The voice that a verb of saying opens; None when the predicate is no cue."""
    head = clause.head
    lemma = head.lemma_.lower()
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    if refusal_of(head) is not None or is_refused_noun(head):
        return Voice(clause.inherited_subject, stance="denies")
    if gives_count(head) and clause.inherited_subject is not None:
        return Voice(clause.inherited_subject)
    stance = "accuses" if puts_blame(clause) else stance_of(head)
    if stance is None and any(
        child.relation == "ccomp" and is_heard(child.head) for child in clause.children
    ):
        stance = "asserts"
    if stance is None or is_negated(head) or is_hypothetical(head) or not says_something(clause, lemma):
        return None
    hedged = lemma in words_of("cues", "hedged_verbs")
    source = source_of(clause)
    if source is not None and is_anonymous(source):
        return Voice(stance="reports", hedged=True, hearsay=True)
    accused = accused_by(clause) if stance == "accuses" else None
    if source is None:
        return Voice(stance="reports", hedged=True, hearsay=True) if is_passive(head) else None
    answers = (
        stance == "denies"
        and lemma not in words_of("cues", "naming")  # "the account" that is called a lie may be long
        and not any(is_content(child, clause) for child in clause.children)
        and answers_noun(clause)
    )
    return Voice(source, stance=cast(Stance, stance), hedged=hedged, accused=accused, answers=answers)


def noun_voices(content: Clause, verb: Voice | None, governor: Clause) -> list[Voice]:
    """The voices in which a noun of saying states what stands behind it.

    "Norway's accusation that …" is Norway's; "rejects the claim that …" is a denial by whoever rejects
    it, "repeated the claim that …" a claim by whoever repeats it, and "Oslo rejects Norway's claim that
    …" both: first the claim, then its denial.

    Args:
        content: the clause behind the noun.
        verb: the voice of the verb above, if it is a cue.
        governor: the clause of that verb.
    """
    noun = content.head.head
    stance = cast(Stance, class_of("cues", "nouns")[noun.lemma_.lower()])
    accused = content.subject if stance == "accuses" else None
    owner = next((word for word in noun.children if word.dep_ in OWNERS and is_source(word)), None)
    owned = [Voice(owner, stance=stance, accused=accused)] if owner is not None else []
    governed = is_governed(content, governor)
    if governed and verb is not None and verb.stance == "denies":
        return [*owned, replace(verb, answers=bool(owned))]
    if owned:
        return owned
    if governed and governor.head.lemma_.lower() in words_of("cues", "light_verbs"):
        return [Voice(source_of(governor), stance=stance, accused=accused)]
    return [Voice(stance=stance, hedged=True, accused=accused, hearsay=True)]


def is_governed(content: Clause, governor: Clause) -> bool:
    """Whether the noun of saying is what the verb above acts upon: "rejects the claim that …"."""
    noun = content.head.head
    bare = noun.dep_.startswith("obl") and not any(child.dep_ == "case" for child in noun.children)
    return bool(noun.head.i == governor.head.i and (bare or noun.dep_ in {"obj", "nsubj:pass"}))


def source_of_phrase(clause: Clause) -> Voice | None:
    """The voice of "according to X" inside a clause, unless it speaks for the whole sentence."""
    for token in clause.tokens:
        source = according_to(token)
        if source is not None and not speaks_for_sentence(token):
            return following(source)
    return None


def sentence_voice(top: Clause) -> Voice:
    """The voice of an "according to X" that opens or closes the sentence."""
    for token in top.head.doc:
        source = according_to(token)
        if source is not None and speaks_for_sentence(token):
            return following(source)
    return DOCUMENT


def following(source: Token) -> Voice:
    """The voice of whom the text follows: a paper or a survey reports, a person or a side asserts."""
    writes = source.lemma_.lower() in words_of("cues", "carriers")
    return Voice(unwrap(source), stance="reports" if writes else "asserts")
