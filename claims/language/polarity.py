"""Whether a predicate is denied, and whether words leave room for doubt."""

from typing import Any

from claims.language.lexicon import load_lexicon, words_of

Token = Any  # spacy.tokens.Token: spaCy is not imported here, parsed documents are handed in
NEGATORS = frozenset(
    {"not", "n't", "n’t", "never", "no", "nobody", "none", "nothing", "neither", "nor", "hardly", "without"}
)


def is_negated(head: Token) -> bool:
    """Whether the predicate is denied by "not", "no", "never", "nobody" or a refusal.

    The words are Universal Dependencies' negators of English; "refuse to X" and "fail to X" negate X.
    """
    near = [
        head,
        *(
            child
            for child in head.children
            if child.dep_ in {"advmod", "det", "aux", "obj", "nsubj", "nsubj:pass", "cop"}
        ),
    ]
    if any(word.lower_ in NEGATORS for word in near) or is_alternative(head):
        return True
    determiners = [child for word in near for child in word.children if child.dep_ == "det"]
    if any(word.lower_ == "no" for word in determiners):
        return True
    refusals = words_of("cues", "refusal_verbs") | {"fail"}
    return any(child.dep_ == "xcomp" for child in head.children) and head.lemma_ in refusals


def is_alternative(head: Token) -> bool:
    """Whether a predicate is the second one of "neither … nor …"."""
    return head.dep_ == "conj" and any(
        child.dep_ == "cc" and child.lower_ == "nor" for child in head.children
    )


def is_hedged(tokens: list[Token]) -> bool:
    """Whether the words leave room for doubt: hearsay ("reportedly", "alleged"), "likely", a modal."""
    cues = load_lexicon("cues")
    doubtful = {*cues["hearsay"], *cues["hearsay_adjectives"], *cues["hedges"]}
    return any(
        token.lower_ in doubtful or (token.tag_ == "MD" and token.lower_ in cues["modals"])
        for token in tokens
    )
