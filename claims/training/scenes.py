"""Measures times and places on articles whose day, state and city somebody else wrote down.

    python -m claims.training.scenes DATA

DATA holds `incidents_dev.jsonl.gz`. Two kinds of figures. *Recall*: of a fixed random sample, the share
of articles in which the day of the incident lies inside the time of some claim, if that time is at
most three days long, and the share in which its state and city are among the places of the claims.
*Precision*: times and places drawn at random and read by hand; the verdicts lie beside this module in
`scenes.csv`, by article and offsets, without any text.
"""

import argparse
import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from claims import collect
from claims.base.records import Claim, Document, TimeSpan
from claims.base.settings import Settings
from claims.extract import read_document, read_pages
from claims.language.drafts import Leaves, Page
from claims.language.names import key_of
from claims.models.parser import load_parser
from claims.training.incidents import SOURCE, document_of, load_rows, share

VERDICTS = Path(__file__).with_suffix(".csv")
ARTICLES = 300
SEED = 4
LONGEST = timedelta(days=3)  # a longer stretch says too little to count as found
ABBREVIATIONS = {  # of states, as agencies write them
    "Alabama": "Ala.",
    "Arizona": "Ariz.",
    "Arkansas": "Ark.",
    "California": "Calif.",
    "Colorado": "Colo.",
    "Connecticut": "Conn.",
    "Delaware": "Del.",
    "District of Columbia": "D.C.",
    "Florida": "Fla.",
    "Georgia": "Ga.",
    "Illinois": "Ill.",
    "Indiana": "Ind.",
    "Kansas": "Kan.",
    "Kentucky": "Ky.",
    "Louisiana": "La.",
    "Maryland": "Md.",
    "Massachusetts": "Mass.",
    "Michigan": "Mich.",
    "Minnesota": "Minn.",
    "Mississippi": "Miss.",
    "Missouri": "Mo.",
    "Nebraska": "Neb.",
    "Nevada": "Nev.",
    "New Jersey": "N.J.",
    "New York": "N.Y.",
    "North Carolina": "N.C.",
    "Oklahoma": "Okla.",
    "Oregon": "Ore.",
    "Pennsylvania": "Pa.",
    "South Carolina": "S.C.",
    "Tennessee": "Tenn.",
    "Texas": "Tex.",
    "Virginia": "Va.",
    "Washington": "Wash.",
    "West Virginia": "W.Va.",
    "Wisconsin": "Wis.",
}


class Article(NamedTuple):
    """One article as read: `row` is what the data says of it."""

    row: dict[str, Any]
    document: Document
    pages: list[Page]
    claims: list[Claim]


def draw(data: Path, articles: int, seed: int) -> list[dict[str, Any]]:
    """So many rows of the data, the same ones for the same seed."""
    rows = load_rows(data)
    return random.Random(seed).sample(rows, min(articles, len(rows)))


def read_articles(rows: Sequence[dict[str, Any]]) -> Iterator[Article]:
    """The articles as `claims extract` reads them."""
    settings = Settings()
    parser, leaves = load_parser(settings), Leaves.load(settings)
    for row in rows:
        document = document_of(row)
        sentences = collect.split_sentences([document])
        pages = list(read_pages({document.id: document}, sentences, parser=parser, leaves=leaves))
        yield Article(row, document, pages, read_document(document, pages, leaves, floor=0.0))


def day_found(day: date, times: Sequence[TimeSpan]) -> bool:
    """Whether a day lies inside one of the times that are short enough to tell it."""
    return any(
        time.start and time.end and time.start <= day <= time.end and time.end - time.start < LONGEST
        for time in times
    )


def names(text: str, place: str) -> bool:
    """Whether a text writes a place out, in any case.

    >>> names("Police in LAKE WORTH said", "Lake Worth"), names("Lakeworth", "Lake Worth")
    (True, False)
    """
    return f" {key_of(place)} " in f" {key_of(text)} "


def tell(article: Article) -> Counter[str]:
    """What one article adds to each count."""
    gold, text = article.row["gold"], f"{article.document.title}\n{article.document.text}"
    seen: Counter[str] = Counter(articles=1)
    times = [claim.time for claim in article.claims if claim.time is not None]
    seen["days"] += gold["date"] is not None
    seen["days found"] += gold["date"] is not None and day_found(
        datetime.strptime(gold["date"], "%B %d, %Y").date(), times
    )
    claimed = {name for claim in article.claims for name in claim.regions}
    read = {place.name for page in article.pages for place in page.places}
    state, city = gold["state"], gold["city_or_county"]
    if state:
        short = ABBREVIATIONS.get(state)
        named = names(text, state) or (short is not None and re.search(rf"\b{re.escape(short)}", text))
        found = any(name.partition(",")[0] in (state, f"{state} State") for name in claimed)
        seen.update({"states": 1, "states found": found, "states named": bool(named)})
        seen["states named, found"] += bool(named) and found
    if city:
        bare = city.partition(" (")[0]
        named = names(article.document.text, bare)
        wanted = {key_of(bare), key_of(f"{bare} county"), key_of(f"the {bare}")}
        mine = {key_of(name.partition(",")[0]) for name in claimed}
        anywhere = {key_of(name.partition(",")[0]) for name in read}
        seen.update({"cities": 1, "cities named": named})
        seen["cities named, found"] += named and not wanted.isdisjoint(mine)
        seen["cities named, read"] += named and not wanted.isdisjoint(anywhere)
    return seen


def verdicts(path: Path = VERDICTS) -> dict[str, Any]:
    """Precision of the times and places read by hand, by sample, with what was wrong."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    report: dict[str, Any] = {}
    for kind, sample in sorted({(row["kind"], row["sample"]) for row in rows}):
        mine = [row for row in rows if (row["kind"], row["sample"]) == (kind, sample)]
        right = sum(row["verdict"] == "right" for row in mine)
        causes = Counter(row["cause"] for row in mine if row["verdict"] != "right")
        report[f"{kind}, {sample}"] = {
            "read": len(mine),
            "right": right,
            "precision": share(right, len(mine)),
            "causes": dict(sorted(causes.items())),
        }
    return report


def measure(data: Path, articles: int = ARTICLES, seed: int = SEED) -> dict[str, Any]:
    """Counts and shares of a fixed random sample, and the precision that was read by hand."""
    seen = sum((tell(article) for article in read_articles(draw(data, articles, seed))), Counter())
    shares = {
        "day of the incident in a claim's time": share(seen["days found"], seen["days"]),
        "state among the claims' places": share(seen["states found"], seen["states"]),
        "state, where the text names it": share(seen["states named, found"], seen["states named"]),
        "city, where the text names it": share(seen["cities named, found"], seen["cities named"]),
        "city read anywhere, where the text names it": share(
            seen["cities named, read"], seen["cities named"]
        ),
    }
    return {
        "source": SOURCE,
        "seed": seed,
        "counts": dict(sorted(seen.items())),
        "shares": shares,
        "precision": verdicts(),
    }


def main() -> None:
    """Measures and prints JSON."""
    arguments = argparse.ArgumentParser(description=measure.__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--articles", type=int, default=ARTICLES)
    arguments.add_argument("--seed", type=int, default=SEED)
    given = arguments.parse_args()
    print(json.dumps(measure(given.data, given.articles, given.seed), indent=1))


if __name__ == "__main__":
    main()
