"""What a number counts that is told as "the number of …": "taking the number of people killed to 37".

Words between the noun and its figure are many ("in Tuesday's bombing of the market at Kourbaye"), and no
parse of them is sure; so the words are read in their order. A figure of which only the sentence before
says what it counts ("City hall put the number at 12,000") takes that from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.language.amounts import Amount
from claims.language.lexicon import class_of, words_of
from claims.language.role_words import noun_role, state_role

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Doc, Token

REACH = 20  # words between the noun and its figure
PHRASE = 9  # words in which it is said what is counted
LINKS = frozenset({"to", "at", "of", "is", "was", "are", "were", "now", "as"})  # right before the figure
GOALS = frozenset({"to", "at"})
NEAR = 5  # words from "measured" to the strength of a quake
OWN = frozenset({"own", "its", "their", "the"})
ARTICLES = frozenset({"the", "all", "those", "its", "their"})
UNTOLD = "number"  # role of a figure of which its sentence does not say what it counts
GATHERED = "attending"


@dataclass(frozen=True)
class Tally:
    """What is counted; no `of` where it is not named."""

    role: str
    of: str | None = None
    unit: str | None = None


def find_tally(doc: Doc, first: int) -> Tally | None:
    """What the bare figure that begins at word `first` counts; None if nothing says so.

    It follows "to", "at", "is" or a verb of reaching, and "the number", "the toll" stands before it.
    """
    link = doc[first - 1] if first else None
    if link is None or not (link.lower_ in LINKS or _reaches(link)) or doc[first - 2].lower_ == "or":
        return None  # not "give or take 1,500"
    before = [doc[at] for at in range(first - 1, max(first - REACH, 0) - 1, -1)]
    noun = next((word for word in before if _is_count(word)), None)
    if noun is None:
        return _magnitude(before) or _owned(before)
    is_told = link.lower_ in GOALS or any(map(_reaches, doc[max(noun.i - 3, 0) : first]))
    return _told_of(doc, noun.i + 1, first) if is_told else None


def _owned(before: Sequence[Token]) -> Tally | None:
    """Those whom a side says that it lost: "put its own dead at eight"."""
    link, state, owner = [*before, *[None] * 3][:3]
    if link is None or state is None or owner is None:
        return None
    if link.lower_ not in GOALS or owner.lower_ not in OWN:
        return None
    role = state_role(state) or noun_role(state)
    return Tally(role) if role is not None else None


def _magnitude(before: Sequence[Token]) -> Tally | None:
    """The strength of a quake: "measured the quake at 5.7"."""
    near = before[:NEAR]
    quake = next((word for word in near if word.lemma_.lower() in words_of("roles", "quakes")), None)
    gauged = any(word.lemma_ in words_of("roles", "gauging") for word in near)
    return Tally("magnitude", quake.text, "magnitude") if quake is not None and gauged else None


def _reaches(word: Token) -> bool:
    return word.lemma_ in words_of("roles", "reaching")


def _is_count(word: Token) -> bool:
    return word.pos_ == "NOUN" and word.lemma_ in words_of("roles", "counts")


def _told_of(doc: Doc, at: int, end: int) -> Tally | None:
    """What "number" is followed by: of whom, and what became of them."""
    if doc[at].lower_ != "of":
        return Tally(UNTOLD)
    at += 1 + (doc[at + 1].lower_ in ARTICLES)
    words = doc[at : min(at + PHRASE, end)]
    role = next((role for word in words if (role := _role_of(word))), None)
    if role is None:
        return None
    counted = words[0]
    return Tally(role, counted.text if counted.tag_ == "NNS" and state_role(counted) is None else None)


def _role_of(word: Token) -> str | None:
    """The role of a state, a noun of harm, a deed done or undergone, or of those who gather."""
    state = state_role(word) or (noun_role(word) if word.tag_ in ("NN", "NNS") else None)
    if state is not None:
        return state
    if word.lemma_ in words_of("roles", "gatherings"):
        return GATHERED
    if word.tag_ == "VBN":
        return class_of("roles", "verbs").get(word.lemma_) or class_of("roles", "undergone").get(word.lemma_)
    return None


def take_up(amounts: list[Amount], before: list[Amount]) -> list[Amount]:
    """The amounts, those of which nothing says what they count as what the sentence before counts."""
    told = next((row.quantity for row in reversed(before) if _is_of_heads(row)), None)
    taken = []
    for row in amounts:
        if row.quantity.role != UNTOLD:
            taken.append(row)
        elif told is not None:
            update = {"role": told.role, "of": told.of}
            taken.append(replace(row, quantity=row.quantity.model_copy(update=update)))
    return taken


def _is_of_heads(row: Amount) -> bool:
    """Whether an amount counts people or things in a role, as "the number" may mean it."""
    quantity = row.quantity
    return quantity.unit is None and not quantity.part and quantity.role not in (None, UNTOLD)
