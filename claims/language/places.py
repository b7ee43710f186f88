"""Text -> the places it names, and how two places lie to each other.

A word is a place only if it is written as one: capitalised, not part of a longer name ("The Lima
Times"), not a nationality, and, where it is also a common word or a person's name, only if the
text says so ("in Reading", "Paris, Texas").
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from claims.language.gazetteer import Gazetteer, Site
from claims.language.lexicon import words_of
from claims.language.names import NameIndex, key_of
from claims.language.place_names import (
    CLOSES,
    DATELINE,
    LIST_GAP,
    Writing,
    called,
    compounded,
    demonyms,
    doubtful,
    in_longer_name,
    is_person,
    is_street,
    is_titled,
    kind_after,
    located,
    named_persons,
    place_words,
)

Relation = Literal["same", "inside", "contains", "apart", "unknown"]

PLAUSIBLE = 0.1  # share of the largest homonym's people from which a smaller one can be meant
FAMOUS = 2000  # thousand people from which a city is meant before its namesakes nearer by
RIVAL = 0.5  # share from which neither of two homonyms is meant before the other
NEAR_RIVAL = 0.25  # the same where both lie in a country that the text names
KNOWN_CITY = 500  # thousand people from which a city that is also a word is taken for the city
LARGE = 100  # thousand people from which a city far from all that a text names can be meant
ABBREVIATED = 2  # words of the longest abbreviation of a region: "N.Y."
TEXTS_AT_ONCE = 64  # whose settings are remembered


class _Match(NamedTuple):
    """A name found in text with the sites it may mean."""

    first: int
    last: int
    sites: list[Site]


@dataclass(frozen=True)
class Setting:
    """What a whole text tells about the names in its sentences."""

    countries: frozenset[tuple[str, str]] = frozenset()  # ISO code, and the key of the name that says so
    regions: frozenset[tuple[str, str]] = frozenset()  # the same of first-level regions
    towns: dict[str, Site] = field(default_factory=dict)  # key -> the one that "Town, State" has named
    persons: frozenset[str] = frozenset()  # keys that are names of persons here

    def lands(self, key: str) -> tuple[set[str], set[str]]:
        """Codes of the countries and of the regions that other names than this one speak of."""
        return (
            {code for code, by in self.countries if by != key},
            {code for code, by in self.regions if by != key},
        )


NOWHERE = Setting()


class Places:
    """The gazetteer and the rules by which a name in text is a place."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._index = NameIndex(gazetteer.keys)
        self._well_known = NameIndex(gazetteer.keys - gazetteer.small)
        self.setting = lru_cache(TEXTS_AT_ONCE)(self._read_setting)

    @classmethod
    @cache
    def load(cls) -> "Places":
        """Countries, first-level regions, districts and cities of the world; read once."""
        return cls(Gazetteer())

    def find(
        self, text: str, setting: Setting = NOWHERE, persons: Sequence[tuple[int, int]] = ()
    ) -> list[tuple[int, int, str]]:
        """(start, end, canonical name) of each place in `text`, in order, not overlapping.

        Of several places of one name it is the one in a region or country that the text speaks of, else
        the largest, unless that lies far from all that the text names: "Valencia" near "Venezuela" is
        "Valencia, Carabobo".

        Args:
            text: one sentence, or more.
            setting: of the text that the sentence comes from, as `setting` tells it.
            persons: (start, end) of the names of persons in `text`.
        """
        writing = Writing(text, persons)
        matches = self._typed(writing, self._matches(writing, setting))
        own = self._setting_of(writing, matches)
        around = Setting(
            own.countries | setting.countries, own.regions | setting.regions, {**setting.towns, **own.towns}
        )
        found = []
        for at, match in enumerate(matches):
            outer = self._outer(writing, matches[at : at + 2])
            if site := self._choose(writing, match, outer, around):
                name = self._gazetteer.canonical(site)
                found.append((writing.words[match.first].start, writing.words[match.last].end, name))
        return found

    def _read_setting(self, text: str) -> Setting:
        """What a whole text tells about the names in its sentences; remembered for the last few texts."""
        writing = Writing(text)
        setting = self._setting_of(writing, self._typed(writing, self._matches(writing, NOWHERE)))
        persons = named_persons(writing, self._well_known)
        towns = {**self._datelines(text, setting), **setting.towns}
        return Setting(setting.countries, setting.regions, towns, persons - towns.keys())

    def _datelines(self, text: str, setting: Setting) -> dict[str, Site]:
        """The towns that the paragraphs of a text are sent from."""
        keys = {key_of(found["town"]) for found in DATELINE.finditer(text)}
        sites = {key: self._gazetteer.sites(key) for key in sorted(keys - place_words("closed"))}
        chosen = {key: self._resolve(found, setting, key) for key, found in sites.items() if found}
        return {key: site for key, site in chosen.items() if site is not None and not site.is_country}

    def _setting_of(self, writing: Writing, matches: Sequence[_Match]) -> Setting:
        """Countries and regions that the text names, by name, by nationality or by a place only they have."""
        nations = demonyms()
        spoken = {
            (nations[word.key], word.key) for word in writing.words if word.capital and word.key in nations
        }
        regions: set[tuple[str, str]] = set()
        towns: dict[str, Site] = {}
        for at, match in enumerate(matches):
            best, key = match.sites[0], writing.key(match.first, match.last - match.first + 1)
            homes = {site.region for site in match.sites if site.people >= best.people * PLAUSIBLE}
            if inside := self._inside(match.sites, self._outer(writing, matches[at : at + 2])):
                towns[key] = inside[0]
                regions.add((inside[0].region, ""))
                spoken.add((inside[0].country, ""))
            elif best.is_region or len(homes) == 1:
                regions.add((best.region, key))
            if best.is_country or len({site.country for site in match.sites}) == 1:
                spoken.add((best.country, key))
        return Setting(frozenset(spoken), frozenset(regions), towns)

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
        elsewhere = "." in left.region and "." in right.region and left.region != right.region
        return "unknown" if overlap and not elsewhere and (left.is_vague or right.is_vague) else "apart"

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

    def _outer(self, writing: Writing, pair: Sequence[_Match]) -> list[Site]:
        """What the match after the comma may mean, if it is a region or a country."""
        if len(pair) < 2 or writing.after_comma(pair[0].last) != pair[1].first:
            return []
        return [site for site in pair[1].sites if site.is_region or site.is_country]

    def _choose(
        self, writing: Writing, match: _Match, outer: Sequence[Site], setting: Setting
    ) -> Site | None:
        """Of homonyms, the one inside the place that follows, in a region spoken of, or the largest.

        None if a place follows that holds a city of the name which the gazetteer lacks, or if all of the
        name are too small or too much alike to be meant without a word about where they lie.
        """
        sites, first = match.sites, match.sites[0]
        if inside := self._inside(sites, outer):
            return inside[0]
        if outer and not (first.is_country or first.is_region):
            return None
        key = writing.key(match.first, match.last - match.first + 1)
        if town := setting.towns.get(key):
            return town
        if writing.before_key(match.first) == "upstate":
            sites = [site for site in sites if site.is_region] or sites
        return self._resolve(sites, setting, key)

    def _resolve(self, sites: Sequence[Site], setting: Setting, key: str) -> Site | None:
        """The likeliest of homonyms where the text plays."""
        first = sites[0]
        if first.is_country or (first.is_vague and not first.is_district):
            return first
        countries, regions = setting.lands(key)
        if first.country not in countries and (first.is_region or first.people < FAMOUS):
            near = [site for site in sites if site.region in regions]
            if near:
                return near[0]
        likely = [site for site in sites if site.people >= first.people * PLAUSIBLE]
        near = [site for site in likely if site.region in regions]
        if near:
            return near[0]
        near = [site for site in likely if site.country in countries]
        if near:
            is_far = bool(_in_country(near[0].country, regions)) and near[0].people < LARGE
            is_open = is_far and not near[0].is_region and _has_namesake(near[0], sites)
            return None if is_open or self._has_rival(near, NEAR_RIVAL) else near[0]
        if first.is_region or first.people >= KNOWN_CITY:
            return first
        is_open = bool(countries) and _has_namesake(first, sites)
        return None if is_open or self._has_rival(likely, RIVAL) else first

    def _has_rival(self, sites: Sequence[Site], share: float) -> bool:
        """Whether another place of the name, in another region, is about as large as the first."""
        best = sites[0]
        return any(
            site.people >= best.people * share and site.region != best.region and not site.is_vague
            for site in sites[1:]
        ) or (best.is_district and len(sites) > 1)

    def _matches(self, writing: Writing, setting: Setting) -> list[_Match]:
        found, at = [], 0
        while at < len(writing.words):
            size, sites = self._named_at(writing, at)
            if size and self._is_place(writing, at, size, setting):
                found.append(_Match(at, at + size - 1, sites))
            at += size or 1
        return found

    def _named_at(self, writing: Writing, at: int) -> tuple[int, list[Site]]:
        """How many words the longest name at a word has, and what it may mean."""
        if not writing.words[at].capital:
            return 0, []
        for size in range(ABBREVIATED, 0, -1):
            site = self._gazetteer.abbreviated.get(writing.key(at, size))
            if site is not None and self._is_abbreviation(writing, at, size, site):
                return size, [site]
        size = self._index.longest_at(writing.text, writing.words, at)
        return size, self._gazetteer.sites(writing.key(at, size)) if size else []

    def _is_abbreviation(self, writing: Writing, at: int, size: int, site: Site) -> bool:
        """Whether letters after a comma stand for a region: "Fresno, Calif.", "Columbus, GA"."""
        last = at + size - 1
        if (
            not at
            or last >= len(writing.words)
            or writing.after_comma(at - 1) != at
            or not writing.words[at - 1].capital
        ):
            return False
        dotted = writing.text.startswith(".", writing.words[last].end)
        capitals = all(word.text.isupper() for word in writing.words[at : last + 1])
        if not dotted and not capitals:
            return False
        if dotted or CLOSES.match(writing.text, writing.words[last].end):
            return True
        return any(
            self._inside(self._gazetteer.sites(writing.key(first, at - first)), [site])
            for first in range(max(0, at - 3), at)
        )

    def _is_place(self, writing: Writing, at: int, size: int, setting: Setting) -> bool:
        """Whether a known name is written as a place here."""
        last, key = at + size - 1, writing.key(at, size)
        words = writing.words[at : at + size]
        if key in self._gazetteer.abbreviated and key not in self._gazetteer.keys:
            return True  # found as one already
        if key in self._gazetteer.acronyms and not all(word.text.isupper() for word in words):
            return False
        if not (words[-1].capital or words[-1].key in place_words("kinds")):
            return False
        if (
            compounded(writing, last, self._well_known)
            or is_street(writing, at, last)
            or is_titled(writing, at)
        ):
            return False
        contained = self._contained_next(writing, key, last)
        return contained or self._is_placed(writing, (at, last), key, setting)

    def _is_placed(self, writing: Writing, span: tuple[int, int], key: str, setting: Setting) -> bool:
        """Whether a name without the place that contains it is a place, and no person, word or firm."""
        at, last = span
        is_located, unsure = located(writing, at), key in doubtful()
        if is_person(writing, at, last, unsure=unsure) or key in place_words("closed"):
            return False
        if key in setting.persons and not is_located:
            return False
        if not is_located and in_longer_name(writing, at, last, self._well_known):
            return False
        if key in setting.towns:
            return True
        if key in self._gazetteer.small:
            is_said = is_located or writing.next_key(last) in place_words("civic")
            return self._is_small_place(key, setting, is_said=is_said)
        if not unsure:
            return True
        return is_located or called(writing, at, last) or self._is_city_rather_than_word(writing, key, at)

    def _is_small_place(self, key: str, setting: Setting, *, is_said: bool) -> bool:
        """Whether a name that only small towns have means the one in a land that the text speaks of."""
        sites = self._gazetteer.sites(key)
        if all(site.is_district for site in sites):
            return True
        if not is_said or key in words_of("regions_small", "doubtful"):
            return False
        countries, regions = setting.lands(key)
        if any(site.region in regions for site in sites):
            return True
        home = sites[0].country
        return len(sites) == 1 and home in countries and not _in_country(home, regions)

    def _is_city_rather_than_word(self, writing: Writing, key: str, at: int) -> bool:
        """Whether a name that is also a common word, but nobody's name, means the city."""
        if key in words_of("regions_cities", "people"):
            return False
        bound = at > 0 and writing.words[at - 1].key in place_words("bound")
        return bound or self._gazetteer.sites(key)[0].people >= KNOWN_CITY

    def _contained_next(self, writing: Writing, key: str, last: int) -> bool:
        """Whether the place that contains it follows after a comma."""
        after = writing.after_comma(last)
        if after is None:
            return False
        return bool(self._inside(self._gazetteer.sites(key), self._named_at(writing, after)[1]))

    def _typed(self, writing: Writing, matches: Sequence[_Match]) -> list[_Match]:
        """The matches with "province" and its like read as part of the name, for each name of a list."""
        typed: list[_Match] = []
        following = -1  # first word of the region after this one in a list that ends in "provinces"
        for match in reversed(matches):
            kind = kind_after(writing, match.last)
            listed = following > 0 and LIST_GAP.fullmatch(writing.gap(match.last, following))
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


def _in_country(country: str, regions: Collection[str]) -> list[str]:
    """Those of some regions that lie in a country."""
    return [code for code in regions if code.startswith(f"{country}.")]


def _has_namesake(site: Site, sites: Sequence[Site]) -> bool:
    """Whether a place of the name lies in another region."""
    return any(other.region != site.region for other in sites)
