"""Who was in a vehicle or a vessel: "95 people had been aboard", "the launch carried 176 people".

Read in the order of the words: parsers hang "aboard" and "on board" now here, now there. What it may carry
("licensed to carry 110") is not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.language.lexicon import words_of
from claims.language.reality import is_unreal
from claims.language.role_words import is_human

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Token

ABOARD = "aboard"  # the role
REACH = 7  # words after those counted in which it is told where they were
PHRASE = 6  # words of the phrase that names the vessel
DEEDS = frozenset({"VBD", "VBG", "VBZ"})  # tags of a verb that tells what is so


def boarding_role(head: Token, first: int) -> str | None:
    """The role of people whom their words put into a vehicle or a vessel.

    Args:
        head: what is counted, or the number where it stands alone.
        first: index of the word with which the number and its bounds begin.
    """
    return ABOARD if is_human(head) and (_is_carried(head, first) or _is_told_aboard(head)) else None


def _is_carried(head: Token, first: int) -> bool:
    """Whether a verb of carrying stands right before: "carrying 40 migrants", "packed with 40 migrants"."""
    if first < 2:
        return False
    verb = head.doc[first - 1]
    if verb.lower_ == "with":
        return head.doc[first - 2].lemma_.lower() in words_of("roles", "riding")
    is_carrying = verb.lemma_.lower() in words_of("roles", "carrying")
    return is_carrying and verb.tag_ in DEEDS and not is_unreal(verb)


def _is_told_aboard(head: Token) -> bool:
    """Whether they are said to be "aboard", "on board" or "on the ferry"."""
    after = head.doc[head.i + 1 : head.i + 1 + REACH]
    at = next((place for place, word in enumerate(after) if not _is_being(word)), len(after))
    words = [word.lower_ for word in after[at : at + 2]]
    if words[:1] in (["aboard"], ["onboard"]) or words == ["on", "board"]:
        return True
    if words[:1] not in (["on"], ["in"]):
        return False
    phrase = head.doc[after[at].i + 1 : after[at].i + 1 + PHRASE]
    noun = next((word for word in phrase if word.tag_ in ("NN", "NNS") and not _goes_on(word)), None)
    return noun is not None and noun.lemma_.lower() in words_of("roles", "vessels")


def _is_being(word: Token) -> bool:
    """Whether a word only says that they were there: "had been", "were travelling", "who were also"."""
    if word.pos_ in ("AUX", "ADV") and word.lower_ not in ("aboard", "onboard"):
        return True
    return word.lemma_.lower() in words_of("roles", "riding") or word.lower_ in ("who", "that")


def _goes_on(noun: Token) -> bool:
    """Whether a noun only begins a name of another: the "ferry" of a "ferry terminal"."""
    return noun.i + 1 < len(noun.doc) and noun.nbor().tag_ in ("NN", "NNS")
