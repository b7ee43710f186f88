"""Name -> the sites it may mean, each with the region and country that contain it.

Read from `data/countries.json`, `regions.json`, `regions_cities.json`, `regions_small.json` (generated)
and `regions_more.json` (by hand: what those lack).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claims.language.lexicon import load_lexicon
from claims.language.names import SPACED, is_acronym, key_of

TABLES = ("regions", "regions_cities", "regions_small", "regions_more")
DISTRICT = "~"  # follows it in the code of a district, whose towns are not listed
SHORT = {"saint": "st", "mount": "mt", "fort": "ft"}
FULL = {short: full for full, short in SHORT.items()}
VAGUE = "~"  # starts the last part of the code of a land without fixed borders


class Site(NamedTuple):
    """A place on the map. `code`: "FR" a country, "FR.93" a region, "FR.93/Nice" a city."""

    code: str
    name: str
    people: int = 0

    @property
    def country(self) -> str:
        """ISO code of the country; empty for a land across several."""
        return self.code[:2] if not self.code.startswith("/") else ""

    @property
    def region(self) -> str:
        """Code of the first-level region; of the country where there is none."""
        return self.code.partition("/")[0]

    @property
    def is_district(self) -> bool:
        """Whether it is a county or a district."""
        return f"/{VAGUE}{DISTRICT}" in self.code

    @property
    def is_country(self) -> bool:
        """Whether it is a country."""
        return len(self.code) == 2

    @property
    def is_region(self) -> bool:
        """Whether it is a first-level region."""
        return "." in self.code and "/" not in self.code

    @property
    def is_vague(self) -> bool:
        """Whether it is a land without fixed borders, or across several regions."""
        return f"/{VAGUE}" in self.code


class Gazetteer:
    """The sites of the world by name."""

    def __init__(self) -> None:
        regions, cities, small, more = map(load_lexicon, TABLES)
        self._regions: dict[str, tuple[str, str, int]] = regions["regions"]
        self._region_keys: dict[str, str] = regions["names"]
        self._cities: dict[str, str] = cities["names"]
        self._towns: dict[str, str] = small["towns"]
        self._districts: dict[str, str] = small["districts"]
        self._first: dict[str, str] = more["first"]
        self._renamed: dict[str, str] = {code: names[0] for code, names in more["renamed"].items()}
        self._countries: dict[str, Site] = {}
        self._more: dict[str, list[Site]] = defaultdict(list)
        self.acronyms: set[str] = set()
        apart = {key_of(name) for name in more["apart"]}
        self._add_countries(apart)
        for code, names in more["renamed"].items():
            self._add(self._region(code), names)
        for row in more["cities"]:
            site = Site(f"{row['region']}/{row['name']}", row["name"], row["people"])
            self._add(site, [row["name"], *row.get("aliases", ())])
        for row in more["vague"]:
            site = Site(f"{row['country']}/{VAGUE}{row['name']}", row["name"])
            self._add(site, [row["name"], *row.get("aliases", ())])
        self.abbreviated = {
            key_of(short): self._region(code) for code, row in more["abbreviations"].items() for short in row
        }
        self.keys = {*self._cities, *self._region_keys, *self._more} - apart
        self.small = {*self._towns, *self._districts} - self.keys - apart - set(more["closed"])
        self.keys |= self.small
        starts = tuple(f"{word} " for word in SHORT)
        self.keys |= {_respelled(key, SHORT) for key in self.keys if key.startswith(starts)}

    def sites(self, key: str) -> list[Site]:
        """Every site of that name, the one most likely meant first; none if it is unknown."""
        named = self._more.get(key, [])
        listed = {site.code for site in named}
        around = {site.region for site in named if "/" in site.code}
        found = list(named)
        found += [self._region(code) for code in self._region_keys.get(key, "").split() if code not in listed]
        found += [site for site in self._cities_of(key) if site.region not in around]
        found += self._small_of(key, {site.region for site in found})
        if not found and (full := _respelled(key, FULL)):
            return self.sites(full)
        if not found:
            bare, _, suffix = key.rpartition(" ")
            return [site for site in self.sites(bare) if self._suffix(site) == suffix] if bare else []
        first = self._first.get(key)
        return sorted(found, key=lambda site: (site.code != first, *_rank(site, found), site.code))

    def container(self, site: Site) -> list[Site]:
        """The sites that contain it, smallest first."""
        around = [self._region(site.region)] if site.region in self._regions else []
        around += [self._countries[site.country]] if site.country in self._countries else []
        return [outer for outer in around if outer.code != site.code]

    def canonical(self, site: Site) -> str:
        """The name that means this site and no other: "Herat Province", "Paris, Texas"."""
        homonyms = self.sites(key_of(site.name))
        if site.is_country or not homonyms or homonyms[0].code == site.code:
            return site.name
        if site.is_region and homonyms[0].country == site.country:
            return f"{site.name} {self._suffix(site).title()}"
        outer = self.container(site)
        return f"{site.name}, {outer[0].name}" if outer else site.name

    def _region(self, code: str) -> Site:
        name, _, people = self._regions[code]
        return Site(code, self._renamed.get(code, name), people)

    def _suffix(self, site: Site) -> str:
        return self._regions[site.code][1].lower() if site.is_region else ""

    def is_city_state(self, site: Site) -> bool:
        """Whether a region is a city that is a region of its own."""
        return self._suffix(site) == "city"

    def _cities_of(self, key: str) -> list[Site]:
        found = []
        for entry in filter(None, self._cities.get(key, "").split(";")):
            region, people, *name = entry.split(" ", 2)
            shown = name[0] if name else key.title()
            found.append(Site(f"{region}/{shown}", shown, int(people)))
        return found

    def _small_of(self, key: str, around: set[str]) -> list[Site]:
        """Towns of the name in regions without a city of it, and districts."""
        towns, districts = (_entries(key, table) for table in (self._towns, self._districts))
        return [
            *(Site(f"{code}/{name}", name) for code, name in towns if code not in around),
            *(Site(f"{code}/{VAGUE}{DISTRICT}{name}", name) for code, name in districts),
        ]

    def _add_countries(self, apart: set[str]) -> None:
        extra = load_lexicon("countries_more")["countries"]
        dropped = {key_of(name) for name in load_lexicon("countries_more")["drop"]}
        for row in load_lexicon("countries"):
            more = extra.get(row["name"], {})
            site = Site(row["iso"], more.get("name", row["name"]))
            names = {*row["aliases"], *more.get("aliases", ()), row["name"]}
            kept = [name for name in sorted(names) if key_of(name) not in apart | dropped]
            short = [name for name in kept if is_acronym(name)]
            kept += [" ".join(name) for name in short if name.isalpha() and len(name) <= SPACED]
            self.acronyms |= {key_of(name) for name in kept if name.upper() == name}
            self._countries[site.code] = site
            # "England" is a region here, although the press uses it for the country
            others = [name for name in kept if key_of(name) not in self._region_keys]
            self._add(site, [site.name, row["name"], *others])

    def _add(self, site: Site, names: Iterable[str]) -> None:
        for key in dict.fromkeys(key_of(name) for name in names):
            if key:
                self._more[key].append(site)


def _respelled(key: str, table: dict[str, str]) -> str:
    """The key with its first word spelled out or shortened; empty if there is nothing to change."""
    first, _, rest = key.partition(" ")
    return f"{table[first]} {rest}" if rest and first in table else ""


def _entries(key: str, table: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(code of the region, name) of each entry "code [name]"; without a name it is that of the key."""
    for entry in filter(None, table.get(key, "").split(";")):
        code, _, name = entry.partition(" ")
        yield code, name or key.title()


def _rank(site: Site, among: list[Site]) -> tuple[bool, int, bool]:
    """Countries first, then by people; a city weighs as much as the region of its name, and precedes it."""
    regions = [other.people for other in among if site.code.startswith(f"{other.code}/")]
    return not site.is_country, -max(site.people, *regions, 0), site.is_region
