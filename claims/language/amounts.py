"""The amounts of one sentence: which is a part of which, the base of which, and what a bare one counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.base.records import Quantity
from claims.language.clauses import whole_text
from claims.language.counted import index_from
from claims.language.lexicon import words_of
from claims.language.measures import measure_of, to_base
from claims.language.role_words import noun_role, words_lost

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Doc

_INCLUDING = re.compile(
    r"\b(?:including(?: (?:at least|those of|that of))?|among (?:them|whom)|amongst them"
    r"|of (?:whom|which|them|those)"
    r"|(?:the|those) (?:dead|killed|injured|wounded|victims|fatalities) includ(?:ed|es?))"
    r"(?:,| were| are|,? at least)*\s*$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|or|but|while)\b|,|;", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """A quantity with its place: `doc.text[start:end] == quantity.text`; `token` is the number's."""

    quantity: Quantity
    start: int
    end: int
    token: int


def relate_amounts(doc: Doc, amounts: list[Amount]) -> list[Amount]:
    """The amounts in order, each with what the others of its sentence say of it."""
    ordered = sorted(amounts, key=lambda amount: (amount.start, amount.end))
    text = whole_text(doc)
    return _inherit(doc, _fold_bases(text, _join_durations(text, ordered)))


def _join_durations(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with "six years and four months" as one, in the larger unit."""
    joined: list[Amount] = []
    for amount in amounts:
        before = joined[-1] if joined else None
        if before and before.quantity.role == amount.quantity.role and _adds_time(text, before, amount):
            whole, rest = before.quantity, amount.quantity
            share = to_base(1, rest.unit) / to_base(1, whole.unit)
            amount = replace(
                before,
                quantity=whole.model_copy(
                    update={
                        "text": text[before.start : amount.end],
                        "low": round((whole.low or 0) + (rest.low or 0) * share, 3),
                        "high": round((whole.high or 0) + (rest.high or 0) * share, 3),
                    }
                ),
                end=amount.end,
            )
            joined.pop()
        joined.append(amount)
    return joined


def _adds_time(text: str, whole: Amount, rest: Amount) -> bool:
    """Whether one exact duration goes on in a smaller unit: "an hour and 20 minutes"."""
    units = (whole.quantity.unit, rest.quantity.unit)
    if any(measure_of(unit) != "time" for unit in units) or to_base(1, units[0]) <= to_base(1, units[1]):
        return False
    exact = all(None not in (row.quantity.low, row.quantity.high) for row in (whole, rest))
    return exact and text[whole.end : rest.start].strip() in {"and", ",", ""}


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


def _inherit(doc: Doc, amounts: list[Amount]) -> list[Amount]:
    """Parts take the role of their whole; a number alone takes what the one it is joined to counts."""
    read: list[Amount] = []
    for amount in amounts:
        quantity = amount.quantity
        before = next(
            (seen for seen in reversed(read) if seen.quantity.unit is None and not seen.quantity.part), None
        )
        changed: dict[str, str | bool | None] = {}
        if (
            quantity.part
            and not _has_whole(quantity, before)
            and not is_included(whole_text(doc), amount.start)
        ):
            changed["part"] = False
        elif before and quantity.unit is None and quantity.part and quantity.role is None:
            changed["role"] = before.quantity.role
        elif before and quantity.of is None and quantity.unit is None and quantity.role is not None:
            joined = _JOINED.search(whole_text(doc), before.end, amount.start) is not None
            changed["of"] = before.quantity.of if joined and _names_things(doc, before) else None
        amount = replace(amount, quantity=quantity.model_copy(update=changed)) if changed else amount
        known = (amount.quantity.role, amount.quantity.of, amount.quantity.unit)
        read += [amount] if any(known) else []
    return read


def _has_whole(part: Quantity, before: Amount | None) -> bool:
    """Whether another figure can be its whole: of "80 sailed, 19 of them died" the 80 is no toll."""
    if before is None:
        return False
    return part.role == before.quantity.role or part.role not in words_of("roles", "of_people")


def is_included(text: str, start: int) -> bool:
    """Whether the words before name what begins there as a part: "including", "the dead included"."""
    return bool(_INCLUDING.search(text, max(0, start - 40), start))


def _names_things(doc: Doc, amount: Amount) -> bool:
    """Whether what is counted can be counted in another role: police officers, but not deaths or lives."""
    noun = doc[max(index_from(doc, amount.end) - 1, 0)]
    return noun_role(noun) is None and noun.lemma_ not in words_lost()


def share_out(doc: Doc, amounts: list[Amount]) -> list[Amount]:
    """The amounts in order; as parts those that only add to another ("two others") or are left of more."""
    amounts = sorted(amounts, key=lambda amount: (amount.start, amount.end))
    shared = []
    for amount in amounts:
        quantity = amount.quantity
        others = [other for other in amounts if _stands_beside(doc, amount, other)]
        adds = quantity.role in words_of("roles", "of_people") and others and _adds(doc, amount)
        if not quantity.part and (adds or _are_left(doc, amount)):
            amount = replace(amount, quantity=quantity.model_copy(update={"part": True}))
        shared.append(amount)
    return shared


def _are_left(doc: Doc, amount: Amount) -> bool:
    """Whether the injured are who is left of more: "five are still in hospital", "two remain there"."""
    number = doc[amount.token]
    verb = number.head.head if number.dep_ == "nummod" else number.head
    words = (child.lower_ for child in verb.children if child.dep_ == "advmod")
    lasts = verb.lemma_ == "remain" or any(word in words_of("numbers", "lasting") for word in words)
    return amount.quantity.role == "injured" and lasts


def _stands_beside(doc: Doc, amount: Amount, other: Amount) -> bool:
    """Whether another figure of the same role is no part of this one ("four others, including a boy")."""
    same = other is not amount and other.quantity.role == amount.quantity.role
    return same and not is_included(whole_text(doc), other.start)


def _adds(doc: Doc, amount: Amount) -> bool:
    text = whole_text(doc)[max(0, amount.start - len("another ")) : amount.end].lower()
    return not words_of("numbers", "adding").isdisjoint(text.replace("more than", "").split())
