"""Parsed sentence -> the amounts that it states, with what is counted and in which role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.base.records import Quantity
from claims.language.agreement import quantities_agree
from claims.language.counted import Counted, find_counted, index_from, name_before, subject_words
from claims.language.lexicon import words_of
from claims.language.numerals import Numeral, find_numerals
from claims.language.roles import find_change, find_role, noun_role, words_lost
from claims.language.times import base_of

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Doc, Token

__all__ = ["Amount", "quantities_agree", "read_amounts"]

OLDEST = 115  # years; a larger number after a name is not its age
AGES_WINDOW = 60  # characters before a number in which "ages" can list it
_INCLUDING = re.compile(
    r"\b(?:including(?: (?:at least|those of|that of))?|among (?:them|whom)|amongst them"
    r"|of (?:whom|which|them|those))"
    r"(?:,| were| are|,? at least)*\s*$",
    re.IGNORECASE,
)
# the last of "ages 21, 32 and 49" too
_AGED = re.compile(
    r"\b(?:aged?|ages|age of|aged between|aged from)\s+(?:\d{1,3}(?:, (?:and )?| and | to ))*$", re.IGNORECASE
)
_JOINED = re.compile(r"\b(?:and|or|but|while)\b|,|;", re.IGNORECASE)
_NOBODY = frozenset({"nobody", "none"})


@dataclass(frozen=True)
class Amount:
    """A quantity with its place: `doc.text[start:end] == quantity.text`; `token` is the number's."""

    quantity: Quantity
    start: int
    end: int
    token: int


def read_amounts(doc: Doc) -> list[Amount]:
    """The amounts of a parsed sentence, in order; years, days, ordinals and names with numbers are none.

    A bare number that counts nothing and has no role is no amount.
    """
    amounts: list[Amount] = []
    for numeral in [*find_numerals(doc.text), *_zeros(doc)]:
        token = doc[max(index_from(doc, numeral.at + 1) - 1, 0)]
        amount = _read(doc, numeral, token)
        if amount:
            amounts.append(amount)
    amounts.sort(key=lambda amount: (amount.start, amount.end))
    return _inherit(doc, _fold_bases(doc.text, amounts))


def _fold_bases(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with the first of "from 12% to 8.5%", the last of "to 46 from 8", made the other's base."""
    folded: list[Amount] = []
    for amount in amounts:
        before = folded[-1] if folded else None
        order = _order(text, before, amount) if before else ""
        if before and order:
            old, new = (before, amount) if order == "rising" else (amount, before)
            folded.pop()
            update = {"base": old.quantity.text, "role": new.quantity.role or old.quantity.role}
            if update["role"] == "change":
                update["role"] = new.quantity.role
            amount = replace(new, quantity=new.quantity.model_copy(update=update))
        folded.append(amount)
    return folded


def _order(text: str, left: Amount, right: Amount) -> str:
    """Whether two neighbours are told as "from left to right" (rising), "to left from right" (falling)."""
    if left.quantity.unit != right.quantity.unit:
        return ""
    lead, between = text[: left.start].lower().split()[-1:], text[left.end : right.start].lower().split()
    if between == ["to"] and lead == ["from"]:
        return "rising"
    return "falling" if between == ["from"] and lead == ["to"] else ""


def _zeros(doc: Doc) -> list[Numeral]:
    """What "no casualties", "nobody" and "no one" state: zero."""
    found = []
    for token in doc:
        end = token.idx + len(token.text)
        if token.lower_ == "no" and token.i + 1 < len(doc):
            following = doc[token.i + 1]
            if following.lower_ == "one":
                found.append(Numeral(token.idx, following.idx + 3, following.idx, 0, 0))
            elif following.pos_ in ("NOUN", "ADJ") and following.lower_ not in ("longer", "more", "doubt"):
                found.append(Numeral(token.idx, end, token.idx, 0, 0))
        elif token.lower_ in _NOBODY:
            found.append(Numeral(token.idx, end, token.idx, 0, 0))
    return found


def _read(doc: Doc, numeral: Numeral, token: Token) -> Amount | None:
    numeral = _without_preposition(doc, numeral)
    top = _top_of(token, numeral)
    age = _age(doc, numeral, token)
    if age:
        return age
    if _is_pronoun(doc, numeral, token):
        return None
    counted = find_counted(doc, numeral)
    if counted.noun is not None and counted.noun.lemma_ in words_of("numbers", "not_counted"):
        return None
    zero = numeral.high == 0 and not token.text[0].isdecimal()
    before = doc[token.i - 1].lower_ if token.i else ""
    change = find_change(top, counted.noun, _word_before(doc, numeral), numeral.unit)
    if change is not None:
        return _change(doc, numeral, token, change, counted)
    first = min(index_from(doc, numeral.start), token.i)
    role = find_role(top, counted.noun, numeral.unit, first=first)
    if zero and (role not in words_of("roles", "absent") or before == "or"):
        return None
    if role is None and numeral.unit is None and (counted.noun is None or _is_definite(doc, numeral)):
        return None
    of = counted.of or ("people" if zero and counted.noun is None else None)
    partitive = counted.partitive or _is_included(doc.text, numeral.start)
    end = max(numeral.end, counted.end or 0)
    amount = _amount(doc, numeral, token, end=end, of=of, role=role)
    return replace(amount, quantity=amount.quantity.model_copy(update={"part": partitive}))


def _amount(
    doc: Doc, numeral: Numeral, token: Token, *, end: int, of: str | None, role: str | None
) -> Amount:
    text = doc.text[numeral.start : end]
    quantity = Quantity(
        text=text, low=numeral.low, high=numeral.high, approximate=numeral.approximate, unit=numeral.unit,
        of=of, role=role, base=numeral.base,
    )  # fmt: skip
    return Amount(quantity, numeral.start, end, token.i)


def _without_preposition(doc: Doc, numeral: Numeral) -> Numeral:
    """The numeral less the "about" of "a story about two men", which bounds nothing."""
    words = doc.text[numeral.start : numeral.end].split(None, 1)
    about = doc[min(index_from(doc, numeral.start), len(doc) - 1)]
    if about.lower_ != "about" or about.dep_ != "case" or len(words) < 2:
        return numeral
    return replace(numeral, start=doc.text.index(words[1], numeral.start), approximate=False)


def _top_of(token: Token, numeral: Numeral) -> Token:
    """The highest word of the number phrase: the unit of "2,640 km", the "million" of "1.5 million"."""
    top = token
    while top.head.i != top.i and numeral.start <= top.head.idx < numeral.end:
        top = top.head
    return top


def _word_before(doc: Doc, numeral: Numeral) -> str:
    words = doc.text[: numeral.start].rsplit(None, 1)
    return words[-1].lower() if words else ""


def _age(doc: Doc, numeral: Numeral, token: Token) -> Amount | None:
    """The years of a person, as in "Smith, 34," or "aged 5"; None if the number is no age."""
    high = numeral.high or numeral.low or 0
    if numeral.unit is not None or not 0 < high <= OLDEST:
        return None
    years = replace(numeral, unit="year")
    if _AGED.search(doc.text, max(0, numeral.start - AGES_WINDOW), numeral.start):
        return _amount(doc, years, token, end=numeral.end, of=None, role="age")
    name = name_before(doc, numeral)
    return _amount(doc, years, token, end=numeral.end, of=name, role="age") if name else None


def _is_pronoun(doc: Doc, numeral: Numeral, token: Token) -> bool:
    """Whether "one" counts nothing, as in "one of the", "the one", "one another"."""
    if doc.text[numeral.start : numeral.end].lower() != "one":
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
    base = numeral.base or base_of(doc.text, end)
    return replace(amount, quantity=amount.quantity.model_copy(update={"base": base}))


def _is_definite(doc: Doc, numeral: Numeral) -> bool:
    """Whether the number refers to things known ("the two countries") rather than counts them."""
    return _word_before(doc, numeral) in (
        "the",
        "these",
        "those",
        "both",
        "its",
        "their",
        "his",
        "her",
        "our",
    )


def _is_included(text: str, start: int) -> bool:
    return bool(_INCLUDING.search(text, max(0, start - 40), start))


def _names_things(doc: Doc, amount: Amount) -> bool:
    """Whether what is counted can be counted in another role: police officers, but not deaths or lives."""
    noun = doc[max(index_from(doc, amount.end) - 1, 0)]
    return noun_role(noun) is None and noun.lemma_ not in words_lost()


def _inherit(doc: Doc, amounts: list[Amount]) -> list[Amount]:
    """Parts take the role of their whole; a number alone takes what the one it is joined to counts."""
    read: list[Amount] = []
    for amount in amounts:
        quantity = amount.quantity
        before = next(
            (seen for seen in reversed(read) if seen.quantity.unit is None and not seen.quantity.part), None
        )
        changed: dict[str, str | bool | None] = {}
        if quantity.part and before is None and not _is_included(doc.text, amount.start):
            changed["part"] = False  # "19 of the soldiers", with no other figure that it is a share of
        elif before and quantity.unit is None and quantity.part and quantity.role is None:
            changed["role"] = before.quantity.role
        elif before and quantity.of is None and quantity.unit is None and quantity.role is not None:
            joined = _JOINED.search(doc.text, before.end, amount.start) is not None
            changed["of"] = before.quantity.of if joined and _names_things(doc, before) else None
        read.append(replace(amount, quantity=quantity.model_copy(update=changed)) if changed else amount)
    return read
