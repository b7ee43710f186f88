"""Where a text says who says what: verbs and nouns of saying, what they introduce, and "according to".

Words come from `data/cues.json`. Everything here looks at the tree of one sentence; what it means for
who speaks is put together in `attribution`.
"""

from claims.language.clauses import SUBJECTS, Clause, Token, is_aside
from claims.language.events import sort_of
from claims.language.lexicon import class_of, load_lexicon, words_of
from claims.language.sourcing import has_case, is_passive


def names_own_speaker(clause: Clause) -> bool:
    """Whether a clause that is not itself said by the one above has a verb of saying with its own source."""
    lemma = clause.head.lemma_.lower()
    if lemma not in class_of("cues", "verbs") and lemma not in words_of("cues", "refusal_verbs"):
        return False
    return clause.subject is not None or any(child.dep_ == "obl:agent" for child in clause.head.children)


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


def stance_of(head: Token) -> str | None:
    """The stance of a verb of saying, also of one with a particle ("threw out findings"), or None."""
    lemma = head.lemma_.lower()
    said = [
        child for child in head.children if child.dep_ in {"obj", "obl", "nsubj:pass"} and is_of_saying(child)
    ]
    if said and (dismisses(head) or (lemma in words_of("cues", "naming") and calls_false(head))):
        return "denies"
    return class_of("cues", "verbs").get(lemma)


def is_of_saying(noun: Token) -> bool:
    """Whether a noun stands for what somebody said: "the claim", "an account"."""
    lemma = noun.lemma_.lower()
    return lemma in class_of("cues", "nouns") or lemma in words_of("cues", "answered_nouns")


def dismisses(head: Token) -> bool:
    """Whether a verb with its particle denies: "brushed aside"."""
    particles = load_lexicon("cues")["dismissals"].get(head.lemma_.lower(), ())
    return any(child.lower_ in particles for child in head.children)


def calls_false(head: Token) -> bool:
    """Whether what is named is named a falsehood: "called the claim a lie", "described it as baseless"."""
    return any(
        child.lemma_.lower() in words_of("cues", "falsehoods")
        for child in head.children
        if child.dep_ in {"xcomp", "obj", "obl", "iobj", "ccomp", "advcl", "dep"}
    )


def is_hypothetical(head: Token) -> bool:
    """Whether the saying itself is only possible: "may claim", "to say", "if he says"."""
    return any(
        (child.tag_ == "MD" and child.lower_ not in {"will", "would"})
        or (child.dep_ == "mark" and child.lower_ in {"to", "if"})
        for child in head.children
    )


def turns_down(head: Token) -> bool:
    """Whether a deed is condemned or a case let go: "rejected the attack", "the judge dismissed the case"."""
    if head.lemma_.lower() not in words_of("cues", "turning_down"):
        return False
    sides = {child.dep_: child for child in head.children}
    thing = sides.get("obj") or sides.get("nsubj:pass")
    by = sides.get("nsubj") or sides.get("obl:agent")
    if thing is None:
        return False
    in_court = by is not None and by.lemma_.lower() in words_of("cues", "courts")
    return sort_of(thing) is not None or (in_court and thing.lemma_.lower() in words_of("cues", "cases"))


def says_something(clause: Clause, lemma: str) -> bool:
    """Whether the verb says something here: it has what is said as a clause, or takes it as an object."""
    if turns_down(clause.head):
        return False
    if any(is_content(child, clause) for child in clause.children) or clause.relation == "parataxis":
        return True
    head = clause.head
    if lemma not in class_of("cues", "verbs") or is_afterthought(clause):
        return True
    if lemma in words_of("cues", "naming"):
        return any(child.dep_ in {"obj", "xcomp", "obl", "nsubj:pass"} for child in head.children)
    if is_passive(head) and any(is_infinitive(child) for child in head.children):
        return True  # "was reported by two witnesses to have fired"
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


def is_infinitive(token: Token) -> bool:
    """Whether a verb is one with "to"."""
    return token.tag_ == "VB" and any(
        child.dep_ == "mark" and child.lower_ == "to" for child in token.children
    )


def refusal_of(head: Token) -> Token | None:
    """What is not admitted: the object of "refuses to acknowledge", "declined to confirm"."""
    if head.lemma_.lower() in words_of("cues", "refusal_verbs"):
        for child in head.children:
            if child.dep_ == "xcomp" and child.lemma_.lower() in words_of("cues", "refusable"):
                return None if is_let_in(child) else child
    return None


def is_let_in(verb: Token) -> bool:
    """Whether somebody is admitted to a place, and not something: "refused to admit him"."""
    objects = [child for child in verb.children if child.dep_ == "obj"]
    places = any(child.dep_ == "obl" and has_case(child, "to", "into") for child in verb.children)
    return any(
        thing.lower_ in {"him", "her", "them", "us", "me"}
        or (places and thing.ent_type_ in {"PER", "PERSON"})
        for thing in objects
    )


def is_refused_noun(head: Token) -> bool:
    """Whether a noun of saying was read as a verb: "dismissed as nonsense reports that it would close"."""
    if head.lower_ not in words_of("cues", "homographs") or head.tag_ != "VBZ" or head.head.i >= head.i:
        return False
    return stance_of(head.head) == "denies" and not any(child.dep_ == "nsubj" for child in head.children)


def answers_noun(clause: Clause) -> bool:
    """Whether a denial speaks of a claim made before: "an accusation denied by", "denied it"."""
    words = [child for child in clause.head.children if child.dep_ in {"obj", "nsubj:pass"}]
    if clause.relation.startswith("acl"):
        words.append(clause.head.head)
    answered = words_of("cues", "answered_nouns")
    return any(
        (word.lemma_.lower() in answered and not tells_more(word))
        or word.lower_ in {"it", "this", "that", "which", "them"}
        for word in words
    )


def tells_more(noun: Token) -> bool:
    """Whether a noun of saying goes on with what was said: "the charge that", "accusations of"."""
    following = noun.doc[noun.i + 1 : noun.i + 2].text.lower()
    return following in {"that", "of"}


def is_content(child: Clause, clause: Clause) -> bool:
    """Whether a clause is what the cue above it says."""
    if is_noun_content(child):
        return True
    if child.relation in {"ccomp", "csubj:pass", "acl"}:
        return bool(child.head.head.i == clause.head.i)
    if child.relation == "parataxis":
        before = child.head.doc[max(child.head.left_edge.i - 1, 0)]
        return (
            not is_afterthought(child)
            and clause.head.lemma_.lower() in class_of("cues", "verbs")
            and child.head.i > clause.head.i
            and before.text != ";"
        )
    return False


def is_noun_content(child: Clause) -> bool:
    """Whether a clause is what a noun of saying says: "the accusation that …"."""
    noun = child.head.head
    marked = child.relation == "acl:relcl" and any(map(is_mere_mark, child.head.children))
    whole = child.head.tag_ != "VBN" or any(word.dep_ in {"aux", "mark"} for word in child.head.children)
    said = (child.relation in {"acl", "ccomp"} and whole) or marked
    return said and noun.pos_ == "NOUN" and noun.lemma_.lower() in class_of("cues", "nouns")


def is_mere_mark(word: Token) -> bool:
    """Whether a "that" stands for nothing in its clause: "the charge that they bought votes"."""
    fellows = sum(child.dep_ == "obj" for child in word.head.children)
    return bool(word.lower_ == "that" and (word.dep_ == "mark" or (word.dep_ == "obj" and fellows > 1)))


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


def gives_count(verb: Token) -> bool:
    """Whether somebody says how many there are: "put the number of dead at eight"."""
    if verb.lemma_.lower() not in words_of("roles", "gauging") or is_passive(verb):
        return False
    counts = words_of("roles", "counts") | words_of("roles", "quakes")
    counted = any(child.dep_ == "obj" and child.lemma_.lower() in counts for child in verb.children)
    return counted and any(word.lower_ == "at" for word in verb.subtree)


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
