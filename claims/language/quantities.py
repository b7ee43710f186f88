"""Parsed sentence -> the amounts that it states, with what is counted and in which role."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.base.records import Quantity
from claims.language.ages import find_age
from claims.language.agreement import quantities_agree
from claims.language.amounts import Amount, is_included, relate_amounts, share_out
from claims.language.clauses import whole_text
from claims.language.counted import Counted, find_counted, index_from, subject_words
from claims.language.dimensions import find_change
from claims.language.lexicon import words_of
from claims.language.numerals import Numeral, find_numerals
from claims.language.roles import find_role
from claims.language.tallies import find_tally
from claims.language.times import base_of
from claims.language.unwritten import find_unwritten, is_murder_suicide
from claims.language.victims import find_victims

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Doc, Token

__all__ = ["Amount", "quantities_agree", "read_amounts"]

_DEFINITE = frozenset({"the", "these", "those", "both", "its", "their", "his", "her", "our"})


def read_amounts(doc: Doc) -> list[Amount]:
    """The amounts of a parsed sentence, in order; years, days, ordinals and names with numbers are none.

    A bare number that counts nothing and has no role is no amount.
    """
    numerals = [*find_numerals(whole_text(doc)), *find_unwritten(doc)]
    read = [_read(doc, numeral, doc[max(index_from(doc, numeral.at + 1) - 1, 0)]) for numeral in numerals]
    amounts = relate_amounts(doc, [amount for amount in read if amount is not None])
    persons = find_victims(doc, {amount.token for amount in amounts})
    return share_out(doc, _told_once(doc, [*amounts, *persons]))


def _told_once(doc: Doc, amounts: list[Amount]) -> list[Amount]:
    """The amounts less a "murder-suicide" whose two or more dead the sentence counts itself."""
    opening = [amount for amount in amounts if is_murder_suicide(doc[amount.token])]
    others = [amount.quantity for amount in amounts if amount not in opening]
    dead = sum(quantity.low or 0 for quantity in others if quantity.role == "killed")
    return [amount for amount in amounts if amount not in opening or dead < (amount.quantity.low or 0)]


def _read(doc: Doc, numeral: Numeral, token: Token) -> Amount | None:
    numeral = _without_preposition(doc, numeral)
    age = find_age(doc, numeral)
    if age is not None:
        years = replace(numeral, unit="year")
        return _amount(doc, years, token, end=numeral.end, of=age or None, role="age")
    if is_murder_suicide(token):
        return _amount(doc, numeral, token, end=numeral.end, of="people", role="killed")
    counted = find_counted(doc, numeral)
    if _is_pronoun(doc, numeral, token) or _is_idle(counted):
        return None
    top = _top_of(token, numeral)
    change = find_change(top, counted.noun, _word_before(doc, numeral), numeral.unit)
    if change is not None:
        return _change(doc, numeral, token, change, counted)
    first = min(index_from(doc, numeral.start), token.i)
    role = find_role(top, counted.noun, numeral.unit, first=first)
    if counted.noun is None and numeral.unit is None and (tally := find_tally(doc, first)):
        plain = replace(numeral, unit=tally.unit)
        return _amount(doc, plain, token, end=numeral.end, of=tally.of, role=role or tally.role)
    if not _counts(doc, numeral, token, role=role, counted=counted):
        return None
    of = counted.of or ("people" if _is_nobody(numeral, token) and counted.noun is None else None)
    partitive = counted.partitive or is_included(whole_text(doc), numeral.start)
    end = max(numeral.end, counted.end or 0)
    amount = _amount(doc, numeral, token, end=end, of=of, role=role)
    return replace(amount, quantity=amount.quantity.model_copy(update={"part": partitive}))


def _is_idle(counted: Counted) -> bool:
    """Whether the number goes with a noun that counts nothing: "ten times", "six figures"."""
    return counted.noun is not None and counted.noun.lemma_ in words_of("numbers", "not_counted")


def _counts(doc: Doc, numeral: Numeral, token: Token, *, role: str | None, counted: Counted) -> bool:
    """Whether the number states an amount: nobody only where people or harm are told of, and so on."""
    if _is_nobody(numeral, token):
        before = doc[token.i - 1].lower_ if token.i else ""
        return role in words_of("roles", "absent") and before != "or"
    if _is_unwritten(token):
        return role in words_of("roles", "of_people")
    if role is not None or numeral.unit is not None:
        return True
    if counted.noun is None:
        return counted.partitive  # "five of them", which may be a part of what another number counts
    return not _is_definite(doc, numeral)


def _is_nobody(numeral: Numeral, token: Token) -> bool:
    return numeral.high == 0 and not token.text[0].isdecimal()


def _amount(
    doc: Doc, numeral: Numeral, token: Token, *, end: int, of: str | None, role: str | None
) -> Amount:
    text = whole_text(doc)[numeral.start : end]
    quantity = Quantity(
        text=text, low=numeral.low, high=numeral.high, approximate=numeral.approximate, unit=numeral.unit,
        of=of, role=role, base=numeral.base,
    )  # fmt: skip
    return Amount(quantity, numeral.start, end, token.i)


def _without_preposition(doc: Doc, numeral: Numeral) -> Numeral:
    """The numeral less the "about" of "a story about two men", the "near" of "near one of the men"."""
    words = whole_text(doc)[numeral.start : numeral.end].split(None, 1)
    about = doc[min(index_from(doc, numeral.start), len(doc) - 1)]
    bounds_nothing = about.dep_ == "case" or words[-1].lower() == "one"
    if about.lower_ not in ("about", "near") or not bounds_nothing or len(words) < len(("near", "one")):
        return numeral
    return replace(numeral, start=whole_text(doc).index(words[1], numeral.start), approximate=False)


def _top_of(token: Token, numeral: Numeral) -> Token:
    """The highest word of the number phrase: the unit of "2,640 km", the "million" of "1.5 million"."""
    top = token
    while top.head.i != top.i and numeral.start <= top.head.idx < numeral.end:
        top = top.head
    return top


def _word_before(doc: Doc, numeral: Numeral) -> str:
    words = whole_text(doc)[: numeral.start].rsplit(None, 1)
    return words[-1].lower() if words else ""


def _is_pronoun(doc: Doc, numeral: Numeral, token: Token) -> bool:
    """Whether "one" counts nothing, as in "one of the", "the one", "one another"."""
    if whole_text(doc)[numeral.start : numeral.end].lower() != "one":
        return False
    before = doc[token.i - 1].lower_ if token.i else ""
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    counts = token.dep_ == "nummod" or token.tag_ == "CD"
    return (
        not counts
        or before in ("the", "this", "that", "every", "any", "each", "no")
        or after in ("of", "another", "day")
    )


def _change(doc: Doc, numeral: Numeral, token: Token, change: Token, counted: Counted) -> Amount:
    is_noun = counted.noun is not None and counted.noun.i == change.i
    end = max(numeral.end, counted.end or 0) if is_noun else numeral.end
    compared = is_noun and doc[max(change.i - 1, 0)].lower_ in ("more", "fewer", "less")
    of = change.text if compared else subject_words(doc, change)
    amount = _amount(doc, numeral, token, end=end, of=of, role="change")
    base = numeral.base or base_of(whole_text(doc), end)
    return replace(amount, quantity=amount.quantity.model_copy(update={"base": base}))


def _is_unwritten(token: Token) -> bool:
    """Whether no number is written: "both", "a double murder"."""
    return token.lower_ in words_of("numbers", "multiples") or token.lower_ == "both"


def _is_definite(doc: Doc, numeral: Numeral) -> bool:
    """Whether the number refers to things known ("the two countries") rather than counts them."""
    return _word_before(doc, numeral) in _DEFINITE
