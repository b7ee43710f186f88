"""Ages of persons: "Jane Doe, 34,", "aged 5", "who is 57"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.language.clauses import whole_text
from claims.language.counted import index_from
from claims.language.lexicon import words_of
from claims.language.numerals import Numeral

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Doc

OLDEST = 115  # years; a larger number after a name is not its age
AGES_WINDOW = 60  # characters before a number in which "ages" can list it
# the last of "ages 21, 32 and 49" too
_AGED = re.compile(
    r"\b(?:aged?|ages|age of|aged between|aged from)\s+(?:\d{1,3}(?:, (?:and )?| and | to ))*$", re.IGNORECASE
)
_IS_AGED = re.compile(
    r"\b(?:(?:who|he|she) (?:is|was|turns|turned|would have been)\s+(?:just |only )?"
    r"|young, (?:not even|not yet|barely|hardly)\s+)$",
    re.IGNORECASE,
)
_SHORTEST = 2  # words before an age: the noun and its comma
_BETWEEN = frozenset({",", "and", "both", "all"})
_ENDS = frozenset({"", ",", ".", ";", "and", "but"})


def find_age(doc: Doc, numeral: Numeral) -> str | None:
    """Whose years the number is ("" if it is an age, but nobody is named by it); None if it is no age."""
    if numeral.unit is not None or not 0 < (numeral.high or numeral.low or 0) <= OLDEST:
        return None
    before = max(0, numeral.start - AGES_WINDOW)
    listed = _AGED.search(whole_text(doc), before, numeral.start)
    if listed and (whole_text(doc)[numeral.start].isdecimal() or not re.search(r"\d", listed[0])):
        return ""  # but not the two of "ages 21, 32 and 49, and two men"
    if _is_listed(doc, numeral):
        return ""
    if (person := _one_of(doc, numeral)) is not None:
        return person
    name = name_before(doc, numeral)
    if name is None and _IS_AGED.search(whole_text(doc), before, numeral.start):
        return "" if doc[index_from(doc, numeral.end) :][:1].text in _ENDS else None
    return name


def _one_of(doc: Doc, numeral: Numeral) -> str | None:
    """The person of whom "a girl of 12", "a man of about 60" tells the age."""
    at, beyond = index_from(doc, numeral.start), index_from(doc, numeral.end)
    person, of = doc[max(at - 2, 0)], doc[max(at - 1, 0)]
    if of.lower_ != "of" or person.tag_ != "NN" or doc[beyond : beyond + 1].text.lower() == "the":
        return None
    counts = beyond < len(doc) and (doc[beyond].tag_ in ("NNS", "NN", "%") or doc[beyond].pos_ == "ADJ")
    return person.text if person.lemma_.lower() in words_of("populations", "persons") and not counts else None


def _is_listed(doc: Doc, numeral: Numeral) -> bool:
    """Whether it is one of the ages in "two men, 19 and 20," or "the women, both 22,"."""
    at, beyond = index_from(doc, numeral.start), index_from(doc, numeral.end)
    if not whole_text(doc)[numeral.start : numeral.end].isdecimal() or at < _SHORTEST:
        return False
    first = at - 1
    while first > 0 and (doc[first].lower_ in _BETWEEN or doc[first].text.isdecimal()):
        first -= 1
    told = [token.lower_ for token in doc[first + 1 : at]]
    people = doc[first].tag_ == "NNS" and doc[first].lemma_.lower() in words_of("populations", "persons")
    if not people or told[:1] != [","]:
        return False
    after = doc[beyond : beyond + 2]
    goes_on = len(after) == 2 and after[0].lower_ in (",", "and") and after[1].text.isdecimal()
    is_last = len(told) > 1 and (not len(after) or after[0].pos_ in ("PUNCT", "AUX", "VERB"))
    return goes_on or is_last


def _is_described(doc: Doc, at: int) -> bool:
    """Whether "and" and one adjective follow an age: "Smith, 34 and pregnant, …"."""
    after = doc[at : at + 3]
    return [token.pos_ for token in after] == ["CCONJ", "ADJ", "PUNCT"]


def name_before(doc: Doc, numeral: Numeral) -> str | None:
    """The name that an age in commas or brackets follows: "Smith" of "Smith, 34, …"; None if it is no age."""
    at, beyond = index_from(doc, numeral.start), index_from(doc, numeral.end)
    after = doc[beyond] if beyond < len(doc) else None
    opening = doc[at - 1].text if at > 1 else ""
    closes = (
        after is None or after.text in (",", ".", ";") or _is_described(doc, beyond)
        if opening == ","
        else after is not None and after.text == ")"
    )
    if opening not in (",", "(") or not closes:
        return None
    first = at - 2
    if doc[first].tag_ in ("NN", "NNS") and doc[first].lemma_.lower() in words_of("populations", "persons"):
        return doc[first].text
    if doc[first].pos_ != "PROPN":
        return None
    while first > 0 and doc[first - 1].pos_ == "PROPN":
        first -= 1
    return doc[first : at - 1].text
