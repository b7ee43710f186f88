"""A headline's capitals taken back: its words as their article writes them inside sentences."""

import re
from collections import Counter

from claims.language.casing import casing_of
from claims.language.lexicon import words_of
from claims.language.parties import Parties

CAPITALS = 0.85  # share of its words, little ones apart, that a headline in capitals writes with one

_WORD = re.compile(r"(?<![^\W_])[^\W\d_][\w\u2019'.-]*")
_TEXT_WORD = re.compile(r"(?P<inner>(?<=[^.!?:\u201d\"\u2018\u2019'\n] ))?[^\W\d_][\w\u2019'-]*")
_QUOTES = "\u2018\u2019'\"\u201c\u201d "
_OWNER = ("'s", "\u2019s", "'", "\u2019")


class Forms:
    """How the words of one text are written."""

    def __init__(self, text: str, parties: Parties) -> None:
        self._parties = parties
        inner: dict[str, Counter[str]] = {}
        others: dict[str, Counter[str]] = {}
        for match in _TEXT_WORD.finditer(text):
            word = _bare(match[0])
            counts = others if match["inner"] is None else inner
            counts.setdefault(word.casefold(), Counter())[word] += 1
        self._forms = {key: count.most_common(1)[0][0] for key, count in (others | inner).items()}

    def of(self, word: str) -> str | None:
        """The word as it is mostly written inside sentences, else at all; None if the text lacks it."""
        bare = _bare(word)
        form = self._forms.get(bare.casefold())
        return None if form is None else form + word[len(bare) :]

    def inside(self, word: str) -> str:
        """A word with a capital as it is written where no sentence opens; unknown ones in lower case."""
        if word.lower() in words_of("headlines", "little"):
            return word.lower()
        if "-" in word.strip("-") and self.of(word) is None:
            return "-".join(map(self.inside, word.split("-")))
        known = self.of(word)
        is_title = all(casing_of(part) == "title" for part in _bare(word).split("-"))
        if known is not None and is_title and not known.isupper():
            return known
        kept = word.endswith(".") or not is_title or known is not None or self._is_name(word)
        return word if kept else word.lower()

    def _is_name(self, word: str) -> bool:
        """Whether people or sides are called so."""
        name = _bare(word)
        given = any(name.casefold() in words_of("given_names", sex) for sex in ("female", "male"))
        return given or self._parties.kind_of(name) is not None


def recase(title: str, forms: Forms) -> str:
    """A headline in capitals in the words of its article; any other as it is.

    >>> text = "A deal was made in Oslo. It is done, he says."
    >>> recase("Oslo Says Deal Is Done", Forms(text, Parties.load()))
    'Oslo says deal is done'
    """
    words = [word for word in _WORD.findall(title) if word.lower() not in words_of("headlines", "little")]
    if sum(word[0].isupper() for word in words) < CAPITALS * len(words):
        return title
    shouted = sum(casing_of(word) == "upper" for word in words) > len(words) / 2

    def written(match: re.Match[str]) -> str:
        form = forms.inside(match[0].capitalize() if shouted else match[0])
        return form if title[: match.start()].strip(_QUOTES) else form[0].upper() + form[1:]

    return _WORD.sub(written, title)


def _bare(word: str) -> str:
    """The word without what shows an owner, and without a stop."""
    for ending in _OWNER:
        word = word.removesuffix(ending)
    return word.rstrip(".-")
