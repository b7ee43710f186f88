"""A headline as the sentence that it is short for.

Headlines leave out auxiliaries, write every word with a capital, and name who says it before or behind a
colon. `plain_sentence` puts back what is left out, so that a headline can be parsed like any other sentence;
one that could be meant in two ways gives none. Word lists are in `data/headlines.json`.
"""

import re

from claims.language.completing import complete
from claims.language.lexicon import words_of
from claims.language.parties import Parties
from claims.language.recasing import Forms, recase

SHORTEST, LONGEST = 4, 24  # words
CHARACTERS = 250
SOURCE_WORDS = 6  # of who speaks
CONTENT_WORDS = 3  # of what somebody says, at least

# Questions, lists, second sentences, things set apart by dashes or brackets.
_UNCLEAR = re.compile(r"[?!;|\u2026()\[\]\u2014]|\.\.\.|\s[\u2013-]{1,2}\s|--|[a-z]{3}\.\s")
_LAST_STOP = re.compile(r"\.([\u2019\u201d'\"]?)$")
_COLON = re.compile(r":\s+")
_SAID_BEHIND = re.compile(r"(.{12,}),\s+([^,]{2,60}?)\s+([a-z]+)")
_SAID_BEFORE = re.compile(r"(.{12,}),\s+(says|say|said)\s+([^,]{2,60})")
_QUOTES = "\u2018\u2019'\"\u201c\u201d"

Told = tuple[str, str, str]  # who says it, the verb, what is said


def plain_sentence(title: str, text: str, parties: Parties) -> str | None:
    """The sentence that a headline is short for; None where that is not clear.

    Args:
        title: the headline.
        text: of its article, which shows how words are written inside a sentence, and who speaks.
        parties: names of sides.

    >>> plain_sentence("Coast guard: nine held after clash at sea", "", Parties.load())
    'Coast guard said that nine people were held after clash at sea.'
    """
    plain = _LAST_STOP.sub(r"\1", " ".join(title.split()))
    if not is_readable(plain):
        return None
    forms = Forms(text, parties)
    source, verb, said = split_source(recase(plain, forms), text, parties)
    content = complete(said)
    if content is None or not source:
        return content and f"{content}."
    opener = content.split(" ", 1)[0]
    inside = forms.inside(opener.rstrip(",")) + "," * opener.endswith(",")
    return f"{source[0].upper()}{source[1:]} {verb} that {inside}{content[len(opener) :]}."


def is_readable(title: str) -> bool:
    """Whether a headline can be one statement: no question, no list, no tease, no talk to its reader."""
    words = title.lower().split()
    if not SHORTEST <= len(words) <= LONGEST or len(title) > CHARACTERS or _UNCLEAR.search(title):
        return False
    return words[0] not in words_of("headlines", "openings") and words_of(
        "headlines", "explaining"
    ).isdisjoint(words)


def split_source(title: str, text: str, parties: Parties) -> Told:
    """Who says it, with which verb, and what: nobody where the headline itself speaks, nothing if unclear."""
    parts = _COLON.split(title)
    if len(parts) == 1:
        return _split_verb(title)
    first, last = parts[0], parts[-1]
    if len(parts) == 2 and speaks(first, text, parties, opens=True):
        return _told(first, "said", last)
    if len(parts) == 2 and speaks(last, text, parties, opens=False):
        return _told(last, "said", first)
    return "", "", ""


def _split_verb(title: str) -> Told:
    """A headline that opens or ends with who says it: "Officials say …", "…, say officials"."""
    behind = _SAID_BEHIND.fullmatch(title)
    if behind and behind[3] in words_of("headlines", "saying"):
        return _told(behind[2], behind[3], behind[1])
    before = _SAID_BEFORE.fullmatch(title)
    if before:
        return _told(before[3], before[2], before[1])
    words = title.split()
    at = next((at for at, word in enumerate(words) if word in {"says", "say", "said"}), 0)
    if not 0 < at <= SOURCE_WORDS:
        return "", "", title
    return _told(" ".join(words[:at]), words[at], " ".join(words[at + 1 :]).removeprefix("that "))


def _told(source: str, verb: str, said: str) -> Told:
    return (source, verb, said) if len(said.split()) >= CONTENT_WORDS else ("", "", "")


def speaks(words: str, text: str, parties: Parties, *, opens: bool) -> bool:
    """Whether what stands at a colon names who says the rest, rather than a place or a label.

    A state or capital in front is mostly where it happened, one behind is who says it.
    """
    bare = words.casefold().strip(_QUOTES)
    if not bare or len(bare.split()) > SOURCE_WORDS or bare in words_of("headlines", "labels"):
        return False
    if words[0] in _QUOTES or "," in bare or " and " in bare:
        return False
    kind = parties.kind_of(words)
    if kind is not None:
        return kind in {"group", "body", "seat"} or (not opens and kind in {"state", "capital"})
    noun = bare.split()[-1]
    nouns = words_of("cues", "speaker_nouns") | words_of("cues", "bodies") | words_of("headlines", "offices")
    singulars = {
        noun,
        noun.removesuffix("s"),
        noun.removesuffix("ies") + "y",
        noun.removesuffix("men") + "man",
    }
    return not nouns.isdisjoint(singulars) or is_quoted_in(text, words)


def is_quoted_in(text: str, name: str) -> bool:
    """Whether the text lets somebody of this name speak, and tells of nothing that happened there."""
    last = re.escape(name.split()[-1])
    says = f"(?:{'|'.join(sorted(words_of('headlines', 'saying_before')))})"
    told = rf"\b{last}\b(?:,[^,.\n]{{1,60}},)? (?:\w+ )?{says}\b|\b{says} (?:[A-Z][\w.]* ){{0,3}}{last}\b"
    if not name.split()[-1][0].isupper() or re.search(told, text) is None:
        return False
    return re.search(rf"\b(?:[Ii]n|[Nn]ear|[Aa]t) {re.escape(name)}\b", text) is None
