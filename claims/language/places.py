"""Text -> the places it names, and how two places lie to each other.

A word is a place only if it is written as one: capitalised, not part of a longer name ("The Lahore
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
        largest: "Hyderabad" near "Pakistan" is "Hyderabad, Sindh".
        """
        words = words_in(text)
        matches = self._typed(text, words, self._matches(text, words))
        spoken = self._countries_of(words, matches)
        found = []
        for at, match in enumerate(matches):
            after = matches[at + 1] if at + 1 < len(matches) else None
            outer = after if after and COMMA_GAP.fullmatch(_gap(text, words, match.last, after.first)) else None
            site = self._choose(match.sites, outer, spoken)
            found.append((words[match.first].start, words[match.last].end, self._gazetteer.canonical(site)))
        return found

    def regions(self, name: str) -> tuple[str, ...]:
        """Canonical names of the place and of all that contain it, smallest first; empty if unknown."""
        sites = self._sites(name)
        if not sites:
            return ()
        return tuple(self._gazetteer.canonical(site) for site in (sites[0], *self._gazetteer.container(sites[0])))

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
        around = {site.code for site in self._sites(outer.strip())}
        return [site for site in sites if any(container.code in around for container in self._gazetteer.container(site))]

    def _likely(self, name: str) -> list[Site]:
        sites = self._sites(name)
        floor = max((site.people for site in sites), default=0) * PLAUSIBLE
        if sites and sites[0].is_country:
            return [site for site in sites if site.is_country or site.is_region]
        return [site for at, site in enumerate(sites) if not at or site.people >= floor]

    def _choose(self, sites: list[Site], outer: _Match | None, spoken: set[str]) -> Site:
        """Of homonyms, the one inside the place that follows, in a country spoken of, or the largest."""
        if outer:
            around = {site.code for site in outer.sites}
            inside = [site for site in sites if any(c.code in around for c in self._gazetteer.container(site))]
            if inside:
                return inside[0]
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
                sites = self._gazetteer.sites(" ".join(word.key for word in words[at : at + size]))
                found.append(_Match(at, at + size - 1, sites))
            at += size or 1
        return found

    def _is_place(self, text: str, words: Sequence[Word], at: int, size: int) -> bool:
        key, last = " ".join(word.key for word in words[at : at + size]), at + size - 1
        if key in self._gazetteer.acronyms and not all(word.text.isupper() for word in words[at : at + size]):
            return False
        kinds = words_of("regions_more", "kinds")
        if not (words[last].capital or words[last].key in kinds) or _compounded(text, words, last):
            return False
        located = at > 0 and words[at - 1].key in words_of("regions_more", "where")
        if not located and _in_longer_name(text, words, at, last, self._index):
            return False
        followed = self._contained_next(text, words, key, last)
        if followed or key not in _doubtful():
            return True
        if key in words_of("regions_more", "closed"):
            return False
        if located or _called(words, at) or (last + 1 < len(words) and words[last + 1].key in kinds):
            return True
        return key in words_of("regions_cities", "words") and self._gazetteer.sites(key)[0].people >= KNOWN_CITY

    def _contained_next(self, text: str, words: Sequence[Word], key: str, last: int) -> bool:
        """Whether the place that contains it follows after a comma."""
        after = last + 1
        if after >= len(words) or not COMMA_GAP.fullmatch(_gap(text, words, last, after)):
            return False
        size = self._index.longest_at(text, words, after)
        outer = {site.code for site in self._gazetteer.sites(" ".join(word.key for word in words[after : after + size]))}
        sites = self._gazetteer.sites(key)
        return any(container.code in outer for site in sites for container in self._gazetteer.container(site))

    def _typed(self, text: str, words: Sequence[Word], matches: list[_Match]) -> list[_Match]:
        """With "province" and its like read as part of the name, for each name of a list."""
        typed: list[_Match] = []
        plural_from = -1
        for match in reversed(matches):
            after = match.last + 1
            kind = words[after].key if after < len(words) and PLAIN_GAP.fullmatch(_gap(text, words, match.last, after)) else ""
            is_kind = kind in words_of("regions_more", "kinds")
            listed = plural_from == match.last + 1 or (plural_from == match.last + 2 and words[after].key == "and")
            regions = [site for site in match.sites if site.is_region]
            if regions and (is_kind or (listed and LIST_GAP.fullmatch(_gap(text, words, match.last, plural_from)))):
                match = _Match(match.first, match.last + (is_kind and not kind.endswith("s")), regions)
                plural_from = match.first if listed or kind.endswith("s") else -1
            else:
                plural_from = -1
            typed.append(match)
        return typed[::-1]


def _gap(text: str, words: Sequence[Word], left: int, right: int) -> str:
    return text[words[left].end : words[right].start]


def _compounded(text: str, words: Sequence[Word], last: int) -> bool:
    """Whether the name is hyphened to a common word: "Lahore-based"."""
    return last + 1 < len(words) and _gap(text, words, last, last + 1) == "-" and not words[last + 1].capital


def _called(words: Sequence[Word], at: int) -> bool:
    """Whether "the city of" and its like, or "city" itself, precede."""
    before = [word.key for word in words[max(0, at - 2) : at]]
    through = words_of("regions_more", "through")
    return bool(before) and (before[-1] in through or (before[-1] == "of" and before[0] in through))


def _in_longer_name(text: str, words: Sequence[Word], at: int, last: int, index: NameIndex) -> bool:
    """Whether a capitalised word that is no place leans on the name: "Imran X", "X Herald"."""
    after = last + 1
    if after < len(words) and words[after].capital and PLAIN_GAP.fullmatch(_gap(text, words, last, after)):
        known = words[after].key in words_of("regions_more", "followers") or words[after].text.isupper()
        if not known and not index.longest_at(text, words, after):
            return True
    if not at or not words[at - 1].capital or not PLAIN_GAP.fullmatch(_gap(text, words, at - 1, at)):
        return False
    before = words[at - 1]
    known = before.key in words_of("regions_more", "followers") or before.text.isupper() or before.key in _demonyms()
    return not known and not STARTS.search(text[: before.start])


@cache
def _doubtful() -> frozenset[str]:
    """Keys that are also common words or names of persons."""
    flagged = words_of("regions_cities", "words") | words_of("regions_cities", "people")
    return flagged - words_of("regions_more", "known") | words_of("regions_more", "closed")


@cache
def _demonyms() -> dict[str, str]:
    """Nationality -> ISO code."""
    extra = load_lexicon("countries_more")["countries"]
    return {
        key_of(word): row["iso"]
        for row in load_lexicon("countries")
        for word in [*row["demonyms"], *extra.get(row["name"], {}).get("demonyms", ())]
    }
