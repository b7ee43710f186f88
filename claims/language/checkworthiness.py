"""How likely a statement is one that can be checked: a logistic regression over what it holds.

Checkable is what ClaimBuster and CheckThat! ask for: a fact about the world, past or present, whose
truth the public could care about. Opinions, advice, questions, predictions, truisms, notices of the
publisher and scraps are not. The coefficients in `data/checkworthiness.json` are written by
`claims.training.checkworthiness`; the words beside them are what some features look for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.base.logistic import log_odds, share
from claims.base.records import Stance
from claims.language.clauses import SUBJECTS, Clause, Token
from claims.language.events import find_events
from claims.language.lexicon import load_lexicon, words_of

FLOOR = 0.3  # below this a statement in the document's own voice is not a claim
SPOKEN = 1 / 3  # of the floor suffices where somebody says it: that it was said can be checked as well
LEXICON = "checkworthiness"
LONG, SHORT = 25, 5  # words
MOST_COUNTED = 3
FIRST, SECOND = frozenset({"i", "we", "me", "us", "my", "our"}), frozenset({"you", "your"})
POINTING = frozenset({"it", "this", "that", "there", "these", "those"})
THIRD = frozenset({"he", "she", "they"})
COMPLEMENTS = ("obj", "obl", "ccomp", "xcomp", "obl:agent", "nsubj:pass", "cop", "expl")
QUOTATION_MARKS = frozenset({"“", "”", '"', "''", "``"})


@dataclass(frozen=True)
class Known:
    """What is read of a statement beside its words."""

    stance: Stance = "asserts"
    attributed: bool = False
    figures: int = 0
    names: int = 0
    dated: bool = False


def checkworthiness(clause: Clause, known: Known) -> float:
    """Probability that a careful reader calls the statement checkable, to two decimals."""
    model = load_lexicon(LEXICON)
    return round(share(log_odds(model["intercept"], model["weights"], features(clause, known))), 2)


def floor_for(known: Known, floor: float = FLOOR) -> float:
    """What the probability must reach: what a speaker expects or denies is a claim sooner than asides are.

    >>> floor_for(Known(attributed=True), 0.3) < floor_for(Known(), 0.3)
    True
    """
    return floor * SPOKEN if known.attributed else floor


def features(clause: Clause, known: Known) -> dict[str, float]:
    """What the regression looks at, by name; what is absent is 0."""
    found = {
        "attributed": float(known.attributed),
        "dated": float(known.dated),
        "figures": float(min(known.figures, MOST_COUNTED)),
        "names": float(min(known.names, MOST_COUNTED)),
        f"stance {known.stance}": 1.0,
    }
    named = (*of_subject(clause), *of_predicate(clause), *of_words(clause), *of_shape(clause.tokens))
    return found | dict.fromkeys(named, 1.0)


def of_subject(clause: Clause) -> Iterator[str]:
    """Who or what the statement is about."""
    yield "own subject" if clause.subject is not None else "no own subject"
    subject = clause.inherited_subject
    if subject is None:
        yield "subject none"
        return
    persons = {"first person": FIRST, "second person": SECOND, "pointing": POINTING, "third person": THIRD}
    yield "subject " + next(
        (name for name, words in persons.items() if subject.lower_ in words), subject.pos_.lower()
    )
    if subject.lemma_.lower() in words_of("cues", "speaker_nouns"):
        yield "subject speaker"


def of_predicate(clause: Clause) -> Iterator[str]:
    """What is said of it: tense, mood, voice, and what the verb takes."""
    head = clause.head
    children = list(head.children)
    labels = {child.dep_ for child in children}
    modals = {child.lower_ for child in children if child.tag_ == "MD"}
    yield f"tag {head.tag_ if head.pos_ in {'VERB', 'AUX'} else head.pos_}"
    yield f"relation {clause.relation.split(':')[0].lower()}"
    yield from (f"has {label}" for label in COMPLEMENTS if label in labels)
    if modals:
        yield "will" if modals & {"will", "’ll", "'ll", "wo", "shall"} else "modal"
    if head.tag_ == "VB" and not labels & {"aux", "mark", *SUBJECTS}:
        yield "imperative"
    if {child.lower_ for child in children if child.dep_ in {"cop", "aux", "aux:pass"}} & {
        "was",
        "were",
        "had",
    }:
        yield "past auxiliary"
    for group in load_lexicon(LEXICON)["predicates"]:
        if head.lemma_.lower() in words_of(LEXICON, "predicates", group):
            yield f"predicate {group}"


def of_words(clause: Clause) -> Iterator[str]:
    """What kinds of words it is made of."""
    words = [token for token in clause.tokens if not token.is_punct]
    if len(words) <= SHORT:
        yield "short"
    if len(words) >= LONG:
        yield "long"
    plain = {token.lower_ for token in words}
    kinds = {"first person": FIRST, "second person": SECOND, "pointing": POINTING}
    kinds["opinion"] = words_of("cues", "opinions")
    kinds |= {group: words_of(LEXICON, "words", group) for group in load_lexicon(LEXICON)["words"]}
    yield from (f"says {kind}" for kind, group in kinds.items() if plain & group)
    if find_events(clause.tokens):
        yield "says event"


def of_shape(tokens: Sequence[Token]) -> Iterator[str]:
    """How it is written."""
    tags = {token.tag_ for token in tokens}
    texts = {token.text for token in tokens}
    if any(token.like_url or token.like_email or token.text[0] in "@#" for token in tokens):
        yield "link"
    if texts & QUOTATION_MARKS:
        yield "quotation mark"
    if texts & {"!", "…", "..."}:
        yield "exclamation"
    if tags & {"JJS", "RBS", "JJR", "RBR"}:
        yield "comparison"
    if any(token.tag_ == "RB" and token.lower_.endswith("ly") for token in tokens):
        yield "adverb"
    if "JJ" in tags:
        yield "adjective"
    if any(token.pos_ == "PROPN" for token in tokens):
        yield "proper noun"
