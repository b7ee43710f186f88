"""Who says it: gives every clause of a sentence the voice that it is said in.

Follows the scheme of PolNeAR and PARC 3 (Newell et al. 2018): an attribution has a source, a cue and
a content. Cues are verbs ("says", "denied by"), nouns ("the accusation that"), "according to" and
hearsay; words and stances come from `data/cues.json`. A voice inside a voice keeps both: the inner
source speaks, the outer one is `via`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from claims.base.records import Stance
from claims.language.clauses import SUBJECTS, Clause, Token, is_aside, is_negated
from claims.language.lexicon import class_of, words_of


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


@dataclass(frozen=True)
class Statement:
    """A clause with its voice; `cue` is the clause that introduces it, when that is another one."""

    clause: Clause
    voice: Voice
    cue: Clause | None = None


def read_statements(tops: list[Clause]) -> list[Statement]:
    """Every clause that states something, with its voice, in reading order."""
    found: list[Statement] = []
    for top in tops:
        voice = sentence_voice(top)
        found.extend(_visit(top, voice, None))
    return sorted(found, key=lambda statement: statement.clause.tokens[0].i)


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
    own = noun_voice(clause) or verb_voice(clause)
    contents = [child for child in clause.children if is_content(child, clause)] if own else []
    inner = voice.nest(own) if own else voice
    if not contents:
        yield Statement(
            clause,
            inner if own and not own.hearsay else replace(voice, hedged=voice.hedged or inner.hedged),
            cue,
        )
    for child in clause.children:
        if child is after:
            continue
        if child in contents:
            yield from _visit(child, inner, clause if child is contents[0] else None)
        else:
            yield from _visit(child, carried(voice, inner, child), None)


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


def names_own_speaker(clause: Clause) -> bool:
    """Whether a clause that is not itself said by the one above has a verb of saying with its own source."""
    lemma = clause.head.lemma_.lower()
    if lemma not in class_of("cues", "verbs") and lemma not in words_of("cues", "refusal_verbs"):
        return False
    return clause.subject is not None or any(child.dep_ == "obl:agent" for child in clause.head.children)


def verb_voice(clause: Clause) -> Voice | None:
    """The voice that a verb of saying opens; None when the predicate is no cue."""
    head = clause.head
    lemma = head.lemma_.lower()
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    refused = refusal_of(head)
    if refused is not None:
        return Voice(clause.inherited_subject, stance="denies")
    stance = "accuses" if puts_blame(clause) else class_of("cues", "verbs").get(lemma)
    if stance is None or is_negated(head) or _is_hypothetical(head) or not _speaks(clause, lemma):
        return None
    hedged = lemma in words_of("cues", "hedged_verbs")
    source = source_of(clause)
    if source is not None and is_anonymous(source):
        return Voice(stance="reports", hedged=True, hearsay=True)
    if source is None:
        return Voice(stance="reports", hedged=True, hearsay=True) if is_passive(head) else None
    accused = accused_by(clause) if stance == "accuses" else None
    answers = (
        stance == "denies"
        and not any(is_content(child, clause) for child in clause.children)
        and answers_noun(clause)
    )
    return Voice(source, stance=cast(Stance, stance), hedged=hedged, accused=accused, answers=answers)


def puts_blame(clause: Clause) -> bool:
    """Whether a light verb carries an accusation: "laid the blame on", "lays it at X's door"."""
    head = clause.head
    if head.lemma_.lower() not in words_of("cues", "light_verbs"):
        return False
    return any(
        (child.dep_ == "obj" and child.lemma_.lower() in words_of("cues", "nouns", "accuses"))
        or (child.dep_ == "obl" and child.lemma_.lower() in words_of("cues", "doors"))
        for child in head.children
    )


def _is_hypothetical(head: Token) -> bool:
    """Whether the saying itself is only possible: "may claim", "to say", "if he says"."""
    return any(
        (child.tag_ == "MD" and child.lower_ not in {"will", "would"})
        or (child.dep_ == "mark" and child.lower_ in {"to", "if"})
        for child in head.children
    )


def _speaks(clause: Clause, lemma: str) -> bool:
    """Whether the verb says something here: it has what is said as a clause, or takes it as an object."""
    if any(is_content(child, clause) for child in clause.children) or clause.relation == "parataxis":
        return True
    head = clause.head
    if lemma not in class_of("cues", "verbs") or is_afterthought(clause):
        return True
    if lemma in words_of("cues", "naming"):
        return any(child.dep_ in {"obj", "xcomp", "obl", "nsubj:pass"} for child in head.children)
    if class_of("cues", "verbs")[lemma] in {"accuses", "promises", "denies"} or lemma in words_of(
        "cues", "nominal_objects"
    ):
        return any(
            child.dep_ in {"obj", "obl", "obl:agent", "advcl", "xcomp", "nsubj:pass", "ccomp"}
            for child in head.children
        )
    if any(child.dep_ in {"ccomp", "xcomp"} for child in head.children):
        return True
    subject = clause.inherited_subject
    return subject is not None and subject.lemma_.lower() in words_of("cues", "carriers") and lemma != "quote"


def refusal_of(head: Token) -> Token | None:
    """What is not admitted: the object of "refuses to acknowledge", "declined to confirm"."""
    if head.lemma_.lower() in words_of("cues", "refusal_verbs"):
        for child in head.children:
            if child.dep_ == "xcomp" and child.lemma_.lower() in words_of("cues", "refusable"):
                return child
    return None


def is_passive(head: Token) -> bool:
    """Whether the verb stands in the passive."""
    return any(child.dep_ in {"aux:pass", "nsubj:pass", "obl:agent"} for child in head.children) or (
        head.dep_ == "acl" and head.tag_ == "VBN"
    )


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
    if subject is None:  # parsers take the "it" of "it added that …" for an empty word
        return next(iter(clause.own_children("expl")), None)
    if not is_speaker(subject):
        subject = nearer_speaker(clause, subject)
    return unwrap(subject)


def is_anonymous(source: Token) -> bool:
    """Whether the source is only "reports", with nothing that says whose."""
    bare = not any(
        child.dep_ in {"det", "nmod", "nmod:poss", "amod", "compound", "acl"} for child in source.children
    )
    return bare and source.tag_ == "NNS" and source.lemma_.lower() in words_of("cues", "carriers")


def has_case(token: Token, *words: str) -> bool:
    """Whether a preposition stands before the phrase."""
    return any(child.dep_ == "case" and child.lower_ in words for child in token.children)


def is_speaker(token: Token) -> bool:
    """Whether a noun can say something: a name, a pronoun, people, a body or a text."""
    return (
        is_named(token)
        or token.pos_ in {"PROPN", "PRON"}
        or token.lemma_.lower() in words_of("cues", "carriers") | words_of("cues", "speaker_nouns")
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
    return next(named, None) or next(makers, source)


def _is_topic(token: Token) -> bool:
    return has_case(token, "on", "about", "into", "to", "for")


def is_named(token: Token) -> bool:
    """Whether the phrase holds a name."""
    return (
        token.pos_ == "PROPN"
        or any(child.pos_ == "PROPN" for child in token.children)
        or bool(token.ent_type_)
    )


def is_content(child: Clause, clause: Clause) -> bool:
    """Whether a clause is what the cue above it says."""
    if is_noun_content(child):
        return True
    if child.relation in {"ccomp", "acl"}:
        return bool(child.head.head.i == clause.head.i)
    if child.relation == "parataxis":
        return (
            not is_afterthought(child)
            and clause.head.lemma_.lower() in class_of("cues", "verbs")
            and (child.head.i > clause.head.i)
        )
    return False


def is_afterthought(clause: Clause) -> bool:
    """Whether a clause names the speaker of what stands around it: "…, officials said"."""
    if is_aside(clause.head):
        return True
    if clause.relation not in {"parataxis", "root", "advcl", "conj"} or clause.head.head.i == clause.head.i:
        return False
    lemma = clause.head.lemma_.lower()
    stance = class_of("cues", "verbs").get(lemma)
    if stance not in {"asserts", "reports", "promises", "expects", "accuses"} or lemma in words_of(
        "cues", "naming"
    ):
        return False
    if clause.relation in {"advcl", "conj"} and not (
        clause.relation == "advcl" and clause.head.tag_ in {"VBZ", "VBD"}
    ):
        return False
    subject = any(child.dep_ in SUBJECTS for child in clause.head.children)
    has_content = any(
        child.dep_ in {"ccomp", "xcomp", "obj"} and child.pos_ != "PRON" for child in clause.head.children
    )
    told = any(child.dep_ == "iobj" for child in clause.head.children) or lemma == "tell"
    return (
        subject
        and (not has_content or told)
        and not any(child.relation == "ccomp" for child in clause.children)
    )


def noun_voice(clause: Clause) -> Voice | None:
    """The voice of a noun of saying with what is said behind it: "Norway's accusation that …"."""
    for child in clause.children:
        noun = child.head.head
        stance = class_of("cues", "nouns").get(noun.lemma_.lower())
        if is_noun_content(child) and stance:
            source = next(
                (
                    word
                    for word in noun.children
                    if word.dep_ in {"nmod:poss", "nmod", "amod"} and is_source(word)
                ),
                None,
            )
            accused = child.subject if stance == "accuses" else None
            if source is None:
                return Voice(stance=cast(Stance, stance), hedged=True, accused=accused, hearsay=False)
            return Voice(source, stance=cast(Stance, stance), accused=accused)
    return None


def is_noun_content(child: Clause) -> bool:
    """Whether a clause is what a noun of saying says: "the accusation that …"."""
    noun = child.head.head
    marked = child.relation == "acl:relcl" and any(
        word.dep_ == "mark" and word.lower_ == "that" for word in child.head.children
    )
    said = (child.relation in {"acl", "ccomp"} and child.head.tag_ != "VBN") or marked
    return said and noun.pos_ == "NOUN" and noun.lemma_.lower() in class_of("cues", "nouns")


def is_source(word: Token) -> bool:
    """Whether a modifier of a noun of saying can be its speaker: an owner, a "by" phrase, a nationality."""
    if word.dep_ == "nmod":
        return has_case(word, "by", "from", "of")
    return word.dep_ == "nmod:poss" or word.pos_ == "PROPN" or word.tag_ == "NNP"


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


def answers_noun(clause: Clause) -> bool:
    """Whether a denial speaks of a claim made before: "an accusation denied by", "denied it"."""
    words = [child for child in clause.head.children if child.dep_ in {"obj", "nsubj:pass"}]
    if clause.relation.startswith("acl"):
        words.append(clause.head.head)
    answered = words_of("cues", "answered_nouns")
    return any(
        word.lemma_.lower() in answered or word.lower_ in {"it", "this", "that", "which", "them"}
        for word in words
    )


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


def according_to(token: Token) -> Token | None:
    """Whom the text follows, at the "according" of "according to X" or the "view" of "in the view of X"."""
    if token.lemma_.lower() in words_of("cues", "opinion_nouns") and has_case(token, "in", "by"):
        return next(
            (
                child
                for child in token.children
                if child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and has_case(child, "of"))
            ),
            None,
        )
    if token.lower_ != "according" or token.i + 1 >= len(token.doc) or token.doc[token.i + 1].lower_ != "to":
        return None
    if token.dep_ in {"case", "mark"}:
        return token.head
    return next((child for child in token.children if child.dep_ in {"obl", "obj", "nmod"}), None)


def speaks_for_sentence(token: Token) -> bool:
    """Whether an "according to" phrase opens or closes its sentence."""
    doc = token.doc
    source = according_to(token)
    if source is None:
        return False
    last = max(word.i for word in source.subtree)
    rest = [word for word in doc[last + 1 :] if not word.is_punct]
    first = min(token.i, *(word.i for word in token.subtree)) if token.pos_ == "NOUN" else token.i
    opens = all(word.pos_ in {"PUNCT", "ADV", "CCONJ", "SCONJ"} for word in doc[:first])
    return opens or not rest
