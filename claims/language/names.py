"""Text -> words and the longest known names among them: what parties and places share.

A name is known by its key: its words without case, diacritics or marks between them, so that
"Côte d'Ivoire", "Cote d’Ivoire" and "COTE D'IVOIRE" are one name.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
GAP_MARKS = frozenset({"", "-", "\u2010", "\u2011", "\u2013", "'", "\u2019", "."})
POSSESSIVE = re.compile(r"['\u2019][sS]?(?![^\W_])")
SPACED = 3  # letters of the longest acronym that is also written with full stops ("U.S.", "U.A.E.")
ACRONYM_LENGTH = 6  # letters; a longer name in capitals is a headline's, not an acronym


class Word(NamedTuple):
    """A run of letters and digits with its place in the text."""

    text: str
    start: int
    end: int
    key: str

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[0].isupper()


def fold(text: str) -> str:
    """`text` without diacritics.

    >>> fold("Malmö"), fold("Łódź")
    ('Malmo', 'Lodz')
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(STROKES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


# Letters that Unicode does not take apart, and the marks by which Arabic and Pacific names are spelled.
STROKES = str.maketrans("łŁøØđĐðıŋħĦ", "lLoOdDdinhH", "\u02bb\u02bc\u02bf\u2018\u02be\u0300")


@lru_cache(maxsize=256)  # parties, places and bodies are looked up in the same sentence, one after the other
def words_in(text: str) -> tuple[Word, ...]:
    """Every word of `text`, in order.

    >>> [word.key for word in words_in("Peru's G-7")]
    ['peru', 's', 'g', '7']
    """
    return tuple(
        Word(word := found[0], found.start(), found.end(), (word if word.isascii() else fold(word)).lower())
        for found in WORD.finditer(text)
    )


@lru_cache(maxsize=16384)
def key_of(name: str) -> str:
    """What two spellings of a name have in common; empty if it has no letter.

    >>> key_of("U.S.") == key_of("u s"), key_of("Port-au-Prince")
    (True, 'port au prince')
    """
    return " ".join(word.key for word in words_in(fold(name)))


def is_acronym(name: str) -> bool:
    """Whether the name is known in capitals only ("US" is not "us").

    >>> [is_acronym(name) for name in ["US", "U.S.", "PML-N", "Iran", "M23"]]
    [True, True, True, False, True]
    """
    letters = [letter for letter in name if letter.isalnum()]
    return len(letters) <= ACRONYM_LENGTH and name.upper() == name


def joins(text: str, left: Word, right: Word) -> bool:
    """Whether two neighbouring words may belong to one name: no comma, sentence or paragraph ends between.

    >>> text = "Kuwait. City"
    >>> joins(text, *words_in(text))
    False
    """
    gap = text[left.end : right.start]
    mark = gap.strip(" \t\n\u00a0")
    if gap.count("\n") > 1 or mark not in GAP_MARKS:
        return False
    return mark != "." or left.end - left.start <= 2 or len(gap) == 1


def possessive_after(text: str, word: Word) -> bool:
    """Whether the word carries a genitive: "Iran's", "Emirates'"."""
    return POSSESSIVE.match(text, word.end) is not None


class NameIndex:
    """A set of keys, ready to be looked for in running text."""

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = frozenset(keys)
        self._longest: dict[str, int] = {}  # first word -> most words
        for key in self._keys:
            first, size = key.partition(" ")[0], key.count(" ") + 1
            if size > self._longest.get(first, 0):
                self._longest[first] = size

    def longest_at(self, text: str, words: Sequence[Word], at: int) -> int:
        """How many words the longest known name that starts at word `at` has; 0 if none does."""
        key = words[at].key
        longest = self._longest.get(key)
        if longest is None:  # nearly every word
            return 0
        found = int(key in self._keys)
        for size in range(2, min(longest, len(words) - at) + 1):
            if not joins(text, words[at + size - 2], words[at + size - 1]):
                break
            key = f"{key} {words[at + size - 1].key}"
            if key in self._keys:
                found = size
        return found
