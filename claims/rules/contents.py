"""What two statements have in common besides figures, names and voices: words that carry content."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from claims.base.records import Claim
from claims.language.lexicon import load_lexicon, words_of
from claims.rules.counts import singular

STEM = 6  # letters by which two forms of one word are known: "closed", "closure"
_WORD = re.compile(r"[a-z][a-z'\u2019-]{2,}")
_JOINT = re.compile(r",| (?:of|in|at|on|from|to|for|with|by|who|which|that|and) ")
_STOP = re.compile(r"[,;:()\u2013\u2014]")
_NOTHING = re.compile(r"\b(?:no|not|never|nor|neither|none|nobody|nothing|without|cannot|\w+n['\u2019]t)\b")


def content_words(text: str) -> set[str]:
    """The words of a text that carry content, cut to their stems.

    >>> sorted(content_words("The gates were locked from the outside."))
    ['gate', 'locked', 'outsid']
    """
    words = {singular(word) for word in _WORD.findall(text.casefold())}
    return {word[:STEM] for word in words - words_of("states", "empty")}


def shared_words(left: Claim, right: Claim) -> set[str]:
    """The words of content that what two claims say of something has in common; who says it is left out."""
    mine, theirs = (
        content_words(claim.quote) - content_words(f"{claim.speaker or ''} {claim.party or ''}")
        for claim in (left, right)
    )
    return mine & theirs


def heads_of(claim: Claim) -> set[str]:
    """The last words of its subject and its object: of "tear gas at families" the gas."""
    return subject_head(claim) | head_of_phrase(claim.object)


def subject_head(claim: Claim) -> set[str]:
    """The last word of its subject, if it carries content."""
    return head_of_phrase(claim.subject)


def head_of_phrase(phrase: str | None) -> set[str]:
    """The last word of a phrase before what hangs on it, as a stem; nothing for a pronoun.

    >>> head_of_phrase("The wooden ferry of the firm")
    {'ferry'}
    """
    words = _JOINT.split(phrase)[0].split() if phrase else []
    return content_words(words[-1]) if words else set()


@lru_cache(maxsize=1 << 16)
def states_of(quote: str) -> Mapping[str, tuple[int, str]]:
    """Questions of state that a text answers: which side it takes, and by which words.

    A text with words of both sides of a question answers neither.
    """
    text = " ".join(quote.casefold().split())
    found: dict[str, tuple[int, str]] = {}
    for question, sides in load_lexicon("states")["questions"].items():
        told = [side_of(text, words) for words in sides]
        if sum(map(bool, told)) == 1:
            side = 0 if told[0] else 1
            words, turned = told[side] or ("", False)
            found[question] = (1 - side if turned else side, words)
    return found


def side_of(text: str, words: Sequence[str]) -> tuple[str, bool] | None:
    """The longest of the words that a text holds, and whether a "not" stands close before it.

    >>> side_of("the shop will not close", ["close"])
    ('close', True)
    """
    for entry in sorted(words, key=len, reverse=True):
        found = entry in text and re.search(rf"(?<![\w-]){re.escape(entry)}(?![\w-])", text)
        if found:
            before = " ".join(_STOP.split(text[: found.start()])[-1].split()[-3:])
            return entry, bool(_NOTHING.search(before))
    return None
