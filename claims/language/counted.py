"""What a number counts: the noun after it, as written."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.language.clauses import whole_text
from claims.language.measures import is_currency
from claims.language.numerals import Numeral
from claims.language.role_words import state_role
from claims.language.time_forms import find_phrases

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Doc, Token

RUN_LIMIT = 10  # words between a number and its noun
_BEFORE_NOUN = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "VBN", "VBG", "HYPH", "AFX", "FW", "NNS", "NNPS"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SKIPPED = frozenset({"-", "–", "more", "other", "additional", "further", "such", "of", "or"})
_WHOLES = frozenset({"the", "these", "those", "all"})
_ARTICLES = frozenset({"the", "his", "her", "its", "their", "these", "those", "our", "a", "an", "all"})
_NO_NOUN = frozenset({"%", "percent", "$", "am", "pm", "a.m.", "p.m."})


@dataclass(frozen=True)
class Counted:
    """The noun that a number counts, its words, where they end; all None when it stands alone."""

    noun: Token | None = None
    of: str | None = None
    end: int | None = None
    partitive: bool = False


def index_from(doc: Doc, place: int) -> int:
    """Index of the first token that begins at the character or after it; the length of `doc` if none does."""
    return bisect_left(doc, place, key=lambda token: token.idx)


def find_counted(doc: Doc, numeral: Numeral) -> Counted:
    """What the number counts: "innocent civilians" of "47 innocent civilians"."""
    at = index_from(doc, numeral.end)
    partitive = False
    while at < len(doc) and doc[at].lower_ in _SKIPPED:
        if doc[at].lower_ == "or" and doc[at + 1 : at + 2].text.lower() not in ("more", "so"):
            break
        of = doc[at].lower_ == "of"
        at += 1
        if of and at < len(doc) and doc[at].lower_ in _ARTICLES:
            partitive, at = doc[at].lower_ in _WHOLES, at + 1
        elif of and at < len(doc) and doc[at].pos_ == "PRON":
            return _of_them(doc, at + 1)
    if at < len(doc) and is_currency(numeral.unit) and doc[at].lower_ in ("in", "worth"):
        at += 1 + (doc[at + 1 : at + 2].text == "of")
    noun = _noun_of_run(doc, at)
    if noun is None:
        return Counted(partitive=partitive)
    last = _with_conjunct(doc, noun)
    end = last.idx + len(last.text)
    return Counted(noun, whole_text(doc)[doc[at].idx : end], end, partitive)


def _of_them(doc: Doc, at: int) -> Counted:
    """What is counted in "five of them children": the noun after it, if one stands there at once."""
    noun = doc[at] if at < len(doc) and doc[at].tag_ == "NNS" else None
    if noun is None:
        return Counted(partitive=True)
    return Counted(noun, noun.text, noun.idx + len(noun.text), partitive=True)


def _noun_of_run(doc: Doc, first: int) -> Token | None:
    """The last noun of the unbroken run of adjectives and nouns; a plural ends it."""
    times = [(phrase.start, phrase.end) for phrase in find_phrases(whole_text(doc))]
    noun: Token | None = None
    for token in doc[first : first + RUN_LIMIT]:
        in_time = any(start <= token.idx < end for start, end in times)
        if (
            in_time
            or (state_role(token) and (noun is not None or token.tag_ in _NOUNS))
            or token.lower_ in _NO_NOUN
            or not _may_follow(noun, token)
        ):
            break
        if token.tag_ in _NOUNS:
            noun = token
    return noun


def _may_follow(noun: Token | None, token: Token) -> bool:
    if token.tag_ not in _BEFORE_NOUN:
        return token.text == "," and noun is None and token.nbor(-1).tag_ == "JJ"
    if noun is None or noun.i != token.i - 1:
        return True
    if noun.tag_ in ("NNS", "NNPS"):  # "arms dealers", but not "46 people Saturday" or "people dead"
        return token.tag_ in ("NN", "NNS") and noun.dep_ == "compound"
    return token.tag_ in _NOUNS or token.tag_ == "HYPH" or noun.dep_ == "compound"


def _with_conjunct(doc: Doc, noun: Token) -> Token:
    """The last noun of what is counted together, as in "women and children"."""
    following = doc[noun.i + 1 : noun.i + 3]
    if (
        len(following) == 2
        and following[0].lower_ == "and"
        and following[1].tag_ == "NNS"
        and noun.tag_ == "NNS"
    ):
        beyond = doc[noun.i + 3 : noun.i + 4]
        if following[1].dep_ == "conj" and not (len(beyond) and beyond[0].pos_ in ("VERB", "AUX")):
            return following[1]
    return noun


def subject_words(doc: Doc, change: Token) -> str | None:
    """What changes: the noun after "a rise in", or the subject of "rose"."""
    if change.pos_ != "NOUN" or any(child.dep_.startswith("nsubj") for child in change.children):
        subject = next((child for child in change.children if child.dep_.startswith("nsubj")), None)
        return None if subject is None or subject.pos_ == "PRON" else _core(doc, subject)
    following = doc[change.i + 1 : change.i + 3]
    if len(following) == 2 and following[0].lower_ in ("in", "of", "to"):
        at = following[1].i + (following[1].lower_ in _ARTICLES)
        noun = _noun_of_run(doc, at)
        return doc[at : noun.i + 1].text if noun is not None else None
    before = change.nbor(-1) if change.i else None
    return before.text if before is not None and before.dep_ == "compound" and before.text != "%" else None


def _core(doc: Doc, noun: Token) -> str:
    """The noun with the adjectives and compounds right before it."""
    first = noun.i
    while first > 0 and doc[first - 1].head == noun and doc[first - 1].dep_ in ("compound", "amod", "flat"):
        first -= 1
    return doc[first : noun.i + 1].text
