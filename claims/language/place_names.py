"""How a known name stands in a text: as a place, or as part of a street, a person or a firm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from claims.language.lexicon import load_lexicon, words_of
from claims.language.names import NameIndex, Word, key_of, words_in

PLAIN_GAP = re.compile(r"[ \u00a0]")
COMMA_GAP = re.compile(r",\s+")
LIST_GAP = re.compile(r"(?:,| and|, and| &)\s+|\s+and\s+")
STARTS = re.compile(r"(?:^|[.!?:\n\"\u201c\u2018(])\s*$")
AGE_AFTER = re.compile(r", \d{1,2}(?=[,.;) ])")
CLOSES = re.compile(r"\.?[\]\"\u201d)]?(?:[,;:()\u2014\u2013\n-]|\s[(\u2014\u2013-]|\s*$)")
HOUSE = re.compile(r"\b\d{1,5}\s+(?:[NSEW]\.?\s+)?$")
DATELINE = re.compile(
    r"^(?P<town>[A-Z][A-Z.' -]{2,30}?)(?=, | \(| ?[\u2014\u2013|]| --? )"
    r"(?:, [\w. ]{2,20})?(?: \([^)\n]{1,40}\))?"
    r" ?(?:[\u2014\u2013|]|--?)\s",
    re.MULTILINE,
)
BEFORE = 24  # characters before a name in which the number of its house stands


@dataclass(frozen=True)
class Writing:
    """A text with its words, and the stretches of it that name persons."""

    text: str
    persons: Sequence[tuple[int, int]] = ()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, in order."""
        return words_in(self.text)

    def key(self, at: int, size: int) -> str:
        """The key of so many words from one on."""
        return " ".join(word.key for word in self.words[at : at + size])

    def gap(self, left: int, right: int) -> str:
        """What stands between two words."""
        return self.text[self.words[left].end : self.words[right].start]

    def near(self, left: int) -> bool:
        """Whether the next word follows after a space alone."""
        return left + 1 < len(self.words) and PLAIN_GAP.fullmatch(self.gap(left, left + 1)) is not None

    def next_key(self, last: int) -> str:
        """The key of the word that follows after a space; empty if none does."""
        return self.words[last + 1].key if self.near(last) else ""

    def before_key(self, at: int) -> str:
        """The key of the word that precedes, a space away; empty if none does."""
        return self.words[at - 1].key if at and self.near(at - 1) else ""

    def after_comma(self, last: int) -> int | None:
        """The word that follows after a comma."""
        after = last + 1
        return after if after < len(self.words) and COMMA_GAP.fullmatch(self.gap(last, after)) else None

    def starts_sentence(self, at: int) -> bool:
        """Whether a sentence, a line or a quotation begins with the word."""
        return STARTS.search(self.text[: self.words[at].start]) is not None

    def person_over(self, at: int, last: int) -> tuple[int, int] | None:
        """The name of a person that the words belong to."""
        start, end = self.words[at].start, self.words[last].end
        return next((span for span in self.persons if span[0] < end and start < span[1]), None)


def place_words(name: str) -> frozenset[str]:
    """A list of `data/regions_more.json`."""
    return words_of("regions_more", name)


def located(writing: Writing, at: int) -> bool:
    """Whether a preposition of place precedes: "in", "near"."""
    return at > 0 and writing.words[at - 1].key in place_words("where")


def compounded(writing: Writing, last: int, index: NameIndex) -> bool:
    """Whether the name is hyphened to a word that is no place: "Lima-based", "Miami-Dade"."""
    after = last + 1
    if after >= len(writing.words) or writing.gap(last, after) != "-":
        return False
    return not (writing.words[after].capital and index.longest_at(writing.text, writing.words, after))


def called(writing: Writing, at: int, last: int) -> bool:
    """Whether "the city of" or "north" precedes, or "province" or "police" follows."""
    before = [word.key for word in writing.words[max(0, at - 2) : at]]
    after = [word.key for word in writing.words[last + 1 : last + 2]]
    through = place_words("through")
    named = bool(before) and (before[-1] in through or (before[-1] == "of" and before[0] in through))
    if named or any(key in place_words("kinds") for key in after):
        return True
    if writing.next_key(last) in place_words("civic"):
        return True
    if writing.before_key(at) not in place_words("compass"):
        return False
    return not writing.words[at - 1].capital or writing.before_key(at - 1) == "in"


def kind_after(writing: Writing, last: int) -> str:
    """The word for a kind of region that follows: "province"; else empty."""
    key = writing.next_key(last)
    return key if key in place_words("kinds") else ""


def is_street(writing: Writing, at: int, last: int) -> bool:
    """Whether the name is that of a street, a river, a school: "Lima Avenue", "900 block of West Lima"."""
    words = writing.words
    after = writing.next_key(last)
    if after in place_words("streets") and words[last + 1].capital:
        return True
    if after and words[last + 1].capital and writing.next_key(last + 1) in place_words("roads"):
        return True  # "Lima Bridge Road"
    if after == "and" and last + 3 < len(words) and words[last + 3].key in place_words("roads"):
        return True
    first = at
    while first and writing.before_key(first) in place_words("compass"):
        first -= 1
    before = writing.text[: words[first].start]
    if first and words[first - 1].key == "of" and writing.before_key(first - 1) == "block":
        return True
    return HOUSE.search(before, max(0, len(before) - BEFORE)) is not None


def is_titled(writing: Writing, at: int) -> bool:
    """Whether the name completes another: "Gulf of Guinea", "Duke of York", "Mount Kenya"."""
    before = writing.before_key(at)
    if before in place_words("mounts") and writing.words[at - 1].capital:
        return True
    return before == "of" and writing.before_key(at - 1) in place_words("titles")


def is_person(writing: Writing, at: int, last: int, *, unsure: bool) -> bool:
    """Whether the name is part of a person's, or followed by an age: "Houston, 34,"."""
    span = writing.person_over(at, last)
    whole = (writing.words[at].start, writing.words[last].end)
    if span is not None and (unsure or span[0] < whole[0] or span[1] > whole[1] + 2):
        return True
    return AGE_AFTER.match(writing.text, whole[1]) is not None and not located(writing, at)


def in_longer_name(writing: Writing, at: int, last: int, index: NameIndex) -> bool:
    """Whether a capitalised word that is no place leans on the name: "Paris Hilton", "Lima Herald"."""
    before, after = at - 1, last + 1
    followed = after < len(writing.words) and _leans(writing, after - 1, after)
    if followed and not _is_known(writing, after, index):
        return True
    if before < 0 or not _leans(writing, before, before):
        return False
    return writing.words[before].key not in demonyms() and not writing.starts_sentence(before)


def _is_known(writing: Writing, at: int, index: NameIndex) -> bool:
    return writing.words[at].key not in doubtful() and index.longest_at(writing.text, writing.words, at) > 0


def _leans(writing: Writing, left: int, other: int) -> bool:
    """Whether word `other`, a space away from its neighbour after `left`, reads as part of a name."""
    word = writing.words[other]
    if not word.capital or word.text.isupper() or word.key in place_words("followers"):
        return False
    return writing.near(left)


def named_persons(writing: Writing, index: NameIndex) -> frozenset[str]:
    """Keys of words that the text uses as the last word of a person's name: "Officer Lima", "Ana Lima"."""
    found = set()
    for at in range(1, len(writing.words)):
        word, before = writing.words[at], writing.words[at - 1]
        if not (word.capital and before.capital and writing.near(at - 1)) or word.text.isupper():
            continue
        ends = (
            not (writing.near(at) and writing.words[at + 1].capital) if at + 1 < len(writing.words) else True
        )
        plain = before.key in place_words("followers") or before.key in place_words("compass")
        known = before.key in demonyms() or index.longest_at(writing.text, writing.words, at - 1)
        if ends and not plain and not known and not writing.starts_sentence(at - 1):
            found.add(word.key)
    return frozenset(found)


@cache
def doubtful() -> frozenset[str]:
    """Keys that are also common words or names of persons."""
    flagged = words_of("regions_cities", "words") | words_of("regions_cities", "people")
    return flagged - place_words("known") | place_words("closed")


@cache
def demonyms() -> dict[str, str]:
    """Nationality -> ISO code."""
    extra = load_lexicon("countries_more")["countries"]
    return {
        key_of(word): row["iso"]
        for row in load_lexicon("countries")
        for word in [*row["demonyms"], *extra.get(row["name"], {}).get("demonyms", ())]
    }
