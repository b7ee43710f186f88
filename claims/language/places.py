"""Text -> the places it names, and how two places lie to each other.

A word is a place only if it is written as one: capitalised, not part of a longer name ("The Lima
Times"), not a nationality, and, where it is also a common word or a person's name, only if the
text says so ("in Reading", "Paris, Texas").
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from claims.language.gazetteer import Gazetteer, Site
from claims.language.lexicon import load_lexicon, words_of
from claims.language.names import NameIndex, Word, key_of, words_in

Relation = Literal["same", "inside", "contains", "apart", "unknown"]

PLAIN_GAP = re.compile(r"[ \u00a0]")
COMMA_GAP = re.compile(r",\s+")
LIST_GAP = re.compile(r"(?:,| and|, and| &)\s+|\s+and\s+")
STARTS = re.compile(r"(?:^|[.!?:\n\"\u201c\u2018(])\s*$")
PLAUSIBLE = 0.1  # share of the largest homonym's people from which a smaller one can be meant
KNOWN_CITY = 500  # thousand people from which a city that is also a word is taken for the city


class _Match(NamedTuple):
    """A name found in text with the sites it may mean."""

    first: int
    last: int
    sites: list[Site]


class Places:
    """The gazetteer and the rules by which a name in text is a place."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._index = NameIndex(gazetteer.keys)
        self._demonyms = _demonyms()

    @classmethod
    def load(cls) -> "Places":
        """Countries, first-level regions and cities of the world."""
        return cls(Gazetteer())

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, canonical name) of each place in `text`, in order, not overlapping.

        Of several places of one name it is the one in a country that the text speaks of, else the
        largest: "Valencia" near "Venezuela" is "Valencia, Carabobo".
        """
        words = words_in(text)
        matches = self._typed(text, words, self._matches(text, words))
        spoken = self._countries_of(words, matches)
        found = []
        for at, match in enumerate(matches):
            outer = self._outer(text, words, matches[at : at + 2])
            if site := self._choose(match.sites, outer, spoken):
                name = self._gazetteer.canonical(site)
                found.append((words[match.first].start, words[match.last].end, name))
        return found

    def regions(self, name: str) -> tuple[str, ...]:
        """Canonical names of the place and of all that contain it, smallest first; empty if unknown."""
        sites = self._sites(name)[:1]
        chain = [*sites, *(outer for site in sites for outer in self._gazetteer.container(site))]
        return tuple(self._gazetteer.canonical(site) for site in chain)

    def relation(self, left: str, right: str) -> Relation:
        """How the left place lies to the right one.

        Names that several places share, and lands without fixed borders, are given the benefit of
        the doubt: "apart" is said only where no likely reading brings the two together.
        """
        lefts, rights = self._likely(left), self._likely(right)
        if not lefts or not rights:
            return "unknown"
        for one in lefts:
            for other in rights:
                related = self._related(one, other)
                if related != "apart":
                    return related
        return "apart"

    def _related(self, left: Site, right: Site) -> Relation:
        if left.code == right.code:
            return "same"
        if right in self._gazetteer.container(left):
            return "inside"
        if left in self._gazetteer.container(right):
            return "contains"
        overlap = not left.country or not right.country or left.country == right.country
        return "unknown" if overlap and (left.is_vague or right.is_vague) else "apart"

    def _sites(self, name: str) -> list[Site]:
        """What a name, canonical or not, may mean: "Paris, Texas" only that in Texas."""
        inner, comma, outer = name.partition(",")
        sites = self._gazetteer.sites(key_of(name if not comma else inner))
        if not comma:
            return sites
        return self._inside(sites, self._sites(outer.strip()))

    def _inside(self, sites: Sequence[Site], outer: Sequence[Site]) -> list[Site]:
        """Those of `sites` that one of `outer` contains."""
        codes = {site.code for site in outer}
        return [site for site in sites if any(c.code in codes for c in self._gazetteer.container(site))]

    def _likely(self, name: str) -> list[Site]:
        sites = self._sites(name)
        floor = max((site.people for site in sites), default=0) * PLAUSIBLE
        if sites and sites[0].is_country:
            return [site for site in sites if site.is_country or site.is_region]
        return [site for at, site in enumerate(sites) if not at or site.people >= floor]

    def _outer(self, text: str, words: Sequence[Word], pair: Sequence[_Match]) -> list[Site]:
        """What the match after the comma may mean, if it is a region or a country."""
        if len(pair) < 2 or not COMMA_GAP.fullmatch(_gap(text, words, pair[0].last, pair[1].first)):
            return []
        return [site for site in pair[1].sites if site.is_region or site.is_country]

    def _choose(self, sites: list[Site], outer: Sequence[Site], spoken: set[str]) -> Site | None:
        """Of homonyms, the one inside the place that follows, in a country spoken of, or the largest.

        None if a place follows that holds a city of the name which the gazetteer lacks.
        """
        if inside := self._inside(sites, outer):
            return inside[0]
        if outer and not (sites[0].is_country or sites[0].is_region):
            return None
        floor = sites[0].people * PLAUSIBLE
        near = [site for site in sites if site.country in spoken and site.people >= floor]
        return near[0] if near and not sites[0].is_country else sites[0]

    def _countries_of(self, words: Sequence[Word], matches: Sequence[_Match]) -> set[str]:
        """Countries that the text names, by name, by nationality or by a place only they have."""
        spoken = {self._demonyms[word.key] for word in words if word.capital and word.key in self._demonyms}
        for match in matches:
            countries = {site.country for site in match.sites}
            if match.sites[0].is_country or len(countries) == 1:
                spoken.add(match.sites[0].country)
        return spoken

    def _matches(self, text: str, words: Sequence[Word]) -> list[_Match]:
        found, at = [], 0
        while at < len(words):
            size = self._index.longest_at(text, words, at) if words[at].capital else 0
            if size and self._is_place(text, words, at, size):
                sites = self._gazetteer.sites(_key(words, at, size))
                found.append(_Match(at, at + size - 1, sites))
            at += size or 1
        return found

    def _is_place(self, text: str, words: Sequence[Word], at: int, size: int) -> bool:
        """Whether a known name is written as a place here."""
        last = at + size - 1
        key = _key(words, at, size)
        if key in self._gazetteer.acronyms and not all(word.text.isupper() for word in words[at : at + size]):
            return False
        if not (words[last].capital or words[last].key in _words("kinds")) or _compounded(text, words, last):
            return False
        located = at > 0 and words[at - 1].key in _words("where")
        if not located and _in_longer_name(text, words, (at, last), self._index):
            return False
        if key not in _doubtful() or self._contained_next(text, words, key, last):
            return True
        if key in _words("closed"):
            return False
        return located or _called(words, at, last) or self._is_city_rather_than_word(words, key, at)

    def _is_city_rather_than_word(self, words: Sequence[Word], key: str, at: int) -> bool:
        """Whether a name that is also a common word, but nobody's name, means the city."""
        if key in words_of("regions_cities", "people"):
            return False
        bound = at > 0 and words[at - 1].key in _words("bound")
        return bound or self._gazetteer.sites(key)[0].people >= KNOWN_CITY

    def _contained_next(self, text: str, words: Sequence[Word], key: str, last: int) -> bool:
        """Whether the place that contains it follows after a comma."""
        after = last + 1
        if after >= len(words) or not COMMA_GAP.fullmatch(_gap(text, words, last, after)):
            return False
        outer = _key(words, after, self._index.longest_at(text, words, after))
        return bool(self._inside(self._gazetteer.sites(key), self._gazetteer.sites(outer)))

    def _typed(self, text: str, words: Sequence[Word], matches: Sequence[_Match]) -> list[_Match]:
        """The matches with "province" and its like read as part of the name, for each name of a list."""
        typed: list[_Match] = []
        following = -1  # first word of the region after this one in a list that ends in "provinces"
        for match in reversed(matches):
            kind = _kind_after(text, words, match.last)
            listed = following > 0 and LIST_GAP.fullmatch(_gap(text, words, match.last, following))
            regions = sorted(
                (site for site in match.sites if site.is_region), key=self._gazetteer.is_city_state
            )
            following = -1
            if regions and (kind or listed):
                plural = kind.endswith("s") or bool(listed)
                match = _Match(match.first, match.last + (not plural), regions)
                following = match.first if plural else -1
            typed.append(match)
        return typed[::-1]


def _words(name: str) -> frozenset[str]:
    return words_of("regions_more", name)


def _key(words: Sequence[Word], at: int, size: int) -> str:
    return " ".join(word.key for word in words[at : at + size])


def _kind_after(text: str, words: Sequence[Word], last: int) -> str:
    """The word for a kind of region that follows: "province"; else empty."""
    after = last + 1
    if after >= len(words) or not PLAIN_GAP.fullmatch(_gap(text, words, last, after)):
        return ""
    return words[after].key if words[after].key in _words("kinds") else ""


def _gap(text: str, words: Sequence[Word], left: int, right: int) -> str:
    return text[words[left].end : words[right].start]


def _compounded(text: str, words: Sequence[Word], last: int) -> bool:
    """Whether the name is hyphened to a common word: "Lima-based"."""
    return last + 1 < len(words) and _gap(text, words, last, last + 1) == "-" and not words[last + 1].capital


def _called(words: Sequence[Word], at: int, last: int) -> bool:
    """Whether "the city of" or "city" precedes, or "province" follows."""
    before = [word.key for word in words[max(0, at - 2) : at]]
    after = [word.key for word in words[last + 1 : last + 2]]
    through = _words("through")
    named = bool(before) and (before[-1] in through or (before[-1] == "of" and before[0] in through))
    return named or any(key in _words("kinds") for key in after)


def _in_longer_name(text: str, words: Sequence[Word], span: tuple[int, int], index: NameIndex) -> bool:
    """Whether a capitalised word that is no place leans on the name: "Paris Hilton", "Lima Herald"."""
    before, after = span[0] - 1, span[1] + 1
    followed = after < len(words) and _leans(text, words, after - 1, after)
    if followed and not index.longest_at(text, words, after):
        return True
    if before < 0 or not _leans(text, words, before, before):
        return False
    return words[before].key not in _demonyms() and not STARTS.search(text[: words[before].start])


def _leans(text: str, words: Sequence[Word], left: int, other: int) -> bool:
    """Whether word `other`, a space away from its neighbour after `left`, reads as part of a name."""
    word = words[other]
    if not word.capital or word.text.isupper() or word.key in _words("followers"):
        return False
    return PLAIN_GAP.fullmatch(_gap(text, words, left, left + 1)) is not None


@cache
def _doubtful() -> frozenset[str]:
    """Keys that are also common words or names of persons."""
    flagged = words_of("regions_cities", "words") | words_of("regions_cities", "people")
    return flagged - _words("known") | _words("closed")


@cache
def _demonyms() -> dict[str, str]:
    """Nationality -> ISO code."""
    extra = load_lexicon("countries_more")["countries"]
    return {
        key_of(word): row["iso"]
        for row in load_lexicon("countries")
        for word in [*row["demonyms"], *extra.get(row["name"], {}).get("demonyms", ())]
    }
