"""Articles on made-up incidents, with what their outlets disagree about: the same ones on every machine.

Each incident (a fire, a ferry, a bridge …) in a town of the gazetteer is told by two to six outlets. Of what
all of them tell (tolls, who was arrested, the cause …) two or three points are in dispute: some outlets take
one side, some the other, each in words of its own. The sentences that so contradict each other are the truth
that the benchmark counts with; the words are in `articles.toml`.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import count, product
from pathlib import Path
from typing import Any

from claims.language.lexicon import load_lexicon

FIRST_DAY, DAYS = date(2019, 1, 1), 2000
FIRMS = ("Works", "Holdings", "Brothers", "Lines", "Estates")
LEAST_PEOPLE = 20  # thousands, of a town
SIDES = ("left", "right")
TELLS = 0.8  # share of the points that an article tells
BACKGROUND = 10  # sentences of an article that have little to do with the incident
CHOICE = re.compile(r"\[([^\[\]]*)\]")  # of words
FACT = re.compile(r"<([^<>]*)>")  # a choice too, but one that is made once for an incident
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Article:
    """One outlet on one incident. `told`: the sentence that tells each point, with the side it takes."""

    id: str
    text: str
    title: str
    publisher: str
    published: str
    told: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def write_articles(seed: int = 0) -> Iterator[list[Article]]:
    """The articles of one incident after another, without end; the first n are always the same."""
    for number in count():
        yield write_incident(number, random.Random(f"{seed} {number}"))


def write_incident(number: int, chance: random.Random) -> list[Article]:
    """What the outlets write about one incident."""
    words = load_words()
    event, facts = chance.choice(words["events"]), draw_facts(chance)
    facts |= name_site(chance.choice(event["site"]), facts)
    disputed = set(chance.sample(sorted(words["disputes"]), chance.randint(2, 3)))
    outlets = chance.sample(words["outlets"], chance.randint(2, 6))
    return [
        write_article(f"{number}-{place}", outlet, event, facts, disputed, chance)
        for place, outlet in enumerate(outlets)
    ]


def contradictions(articles: list[Article]) -> Iterator[dict[str, Any]]:
    """Every two sentences of articles on one incident that take the two sides of one point.

    In the form in which `claims.training.corpora` knows what a reader expects.
    """
    disputes = load_words()["disputes"]
    for one, other in product(articles, articles):
        for point, (sentence, side) in one.told.items():
            theirs, their_side = other.told.get(point, ("", side))
            if (side, their_side) == SIDES:
                yield {
                    "id": f"{one.id} {other.id} {point}",
                    "left": {"file": one.id, "words": [sentence]},
                    "right": {"file": other.id, "words": [theirs]},
                    "kinds": [disputes[point]["kind"]],
                }


def write_article(
    identity: str,
    outlet: str,
    event: Mapping[str, Any],
    facts: Mapping[str, Any],
    disputed: set[str],
    chance: random.Random,
) -> Article:
    """One article, and which side it takes in what is disputed; what is not, all tell alike."""
    words, told = load_words(), {}
    facts = dict(facts, noun=chance.choice(event["noun"]), happened=chance.choice(event["happened"]))
    facts |= draw_passers_by(chance)
    for point in sorted(words["disputes"]):
        if chance.random() < TELLS:
            side = chance.choice(SIDES) if point in disputed else SIDES[0]
            told[point] = worded(chance.choice(sentences_of(event, point)[side]), facts, chance), side
    parts = words["parts"]
    others = [worded(line, facts, chance) for line in pick_lines(event, chance)]
    others += [
        worded(line, dict(facts, **draw_background(chance)), chance)
        for line in chance.choices(parts["background"], k=BACKGROUND)
    ]
    body = [sentence for sentence, _ in told.values()] + others
    chance.shuffle(body)
    lead = worded(chance.choice(parts["lead"]), facts, chance)
    published = facts["when"] + timedelta(days=chance.randint(1, 5))
    return Article(
        id=identity,
        text="\n\n".join(in_paragraphs([lead, *body], chance)),
        title=worded(f"{facts['noun']} in {{town}}".capitalize(), facts, chance),
        publisher=outlet,
        published=published.isoformat(),
        told=told,
    )


def sentences_of(event: Mapping[str, Any], point: str) -> Mapping[str, list[str]]:
    """Both sides of a point; of the cause, those of this sort of event."""
    if point == "cause":
        return dict(zip(SIDES, event["causes"], strict=True))
    dispute: Mapping[str, list[str]] = load_words()["disputes"][point]
    return dispute


def pick_lines(event: Mapping[str, Any], chance: random.Random) -> list[str]:
    """Sentences on the incident that nobody disputes, one or two of each sort."""
    parts = load_words()["parts"]
    sorts = [event["scene"], *(parts[name] for name in sorted(parts) if name not in ("lead", "background"))]
    return [line for lines in sorts for line in chance.sample(lines, chance.randint(1, 2))]


def in_paragraphs(sentences: list[str], chance: random.Random) -> Iterator[str]:
    """The sentences in order, one to three a paragraph."""
    at = 0
    while at < len(sentences):
        size = chance.randint(1, 3)
        yield " ".join(sentences[at : at + size])
        at += size


def worded(line: str, facts: Mapping[str, Any], chance: random.Random) -> str:
    """The line with its choices made and its slots filled, twice: a fact may hold slots itself.

    >>> worded("[A|A] {noun} {happened}.", {"noun": "fire", "happened": "hit {town}", "town": "Oslo"}, random)
    'A fire hit Oslo.'
    """
    once = random.Random(f"{facts['town']} {line}")
    line = FACT.sub(lambda match: once.choice(match[1].split("|")), line)
    for _ in range(2):
        line = CHOICE.sub(lambda match: chance.choice(match[1].split("|")), line)
        line = SLOT.sub(lambda match: str(facts[match[1]]), line)
    line = " ".join(line.split()).replace(" .", ".").replace(" ,", ",")
    return line[0].upper() + line[1:]


def draw_facts(chance: random.Random) -> dict[str, Any]:
    """What is true of an incident, and the rival figures."""
    words = load_words()
    names = [f"{one} {other}" for one, other in product(words["first"], words["last"])]
    people = ("chief", "inspector", "doctor", "mayor", "minister", "unionist", "manager")
    town, region, country = chance.choice(load_towns())
    when = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    killed, injured = chance.randint(3, 60), chance.randint(10, 200)
    return {
        **dict(zip(people, chance.sample(names, len(people)), strict=True)),
        **{"town": town, "region": region, "country": country, "when": when},
        **{"day": f"{when:%A}", "next_day": f"{when + timedelta(days=1):%A}"},
        "day_before": f"{when - timedelta(days=1):%A}",
        **{"killed": killed, "killed_other": killed + chance.randint(2, 30)},
        **{"injured": injured, "injured_other": injured + chance.randint(5, 90)},
        **{"body": chance.choice(words["body"]), "weather": chance.choice(words["weather"])},
        "firm": f"{chance.choice(words['last'])} {chance.choice(FIRMS)}",
        **{"rescued": chance.randint(12, 400), "crews": chance.randint(40, 900)},
        **{
            "cost": chance.randint(2, 40),
            "grant": 500 * chance.randint(2, 40),
            "damage": chance.randint(3, 90),
        },
        **{"founded": chance.randint(1890, 1990), "opened": chance.randint(1960, 2010)},
        **{"inspected": when.year - chance.randint(1, 5), "staff": 10 * chance.randint(5, 300)},
        **{"past_killed": chance.randint(3, 80), "people": f"{1000 * chance.randint(20, 400):,}"},
        "earlier": chance.randint(1985, 2015),
        "office": chance.choice(("labour", "transport", "public works")),
        "percent": chance.randint(3, 30),
    }


def name_site(site: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """What the place of the incident is called."""
    weather: str = facts["weather"]
    return {
        "the_site": f"a {site} of {facts['firm']}",
        "the_site_start": f"The {site}",
        "weather_start": weather[0].upper() + weather[1:],
    }


def draw_passers_by(chance: random.Random) -> dict[str, Any]:
    """Whom one outlet has met."""
    words = load_words()
    return {
        "witness": f"{chance.choice(words['first'])} {chance.choice(words['last'])}",
        "trade": chance.choice(words["trade"]),
        "age": chance.randint(18, 84),
        "past_year": chance.randint(1985, 2017),
    }


def draw_background(chance: random.Random) -> dict[str, Any]:
    """What one sentence of background is about."""
    words = load_words()
    lists: Mapping[str, list[str]] = words["words"]
    thing, other_thing = chance.sample(lists["thing"], 2)
    goods, other_goods = chance.sample(lists["goods"], 2)
    return {
        **{name: chance.choice(lists[name]) for name in ("craft", "street", "society")},
        **{"thing": thing, "other_thing": other_thing, "goods": goods, "other_goods": other_goods},
        "person": f"{chance.choice(words['first'])} {chance.choice(words['last'])}",
        **{"past_year": chance.randint(1950, 2018), "grant": 50 * chance.randint(1, 60)},
    }


@cache
def load_words() -> dict[str, Any]:
    """The lists of `articles.toml`."""
    words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    words["disputes"].setdefault("cause", {})
    return words


@cache
def load_towns() -> list[tuple[str, str, str]]:
    """Towns with their region and country, in the order of the gazetteer."""
    cities, regions = load_lexicon("regions_cities"), load_lexicon("regions")["regions"]
    names = {row["iso"]: row["name"] for row in load_lexicon("countries")}
    countries, vague = set(load_words()["countries"]), {*cities["words"], *cities["people"]}
    towns = []
    for key, row in cities["names"].items():
        code, people, *_ = row.split(" ", 2)
        is_known = code in regions and code[:2] in countries and key.isalpha() and key not in vague
        if is_known and len(row.split(" ", 2)) == 2 and int(people) >= LEAST_PEOPLE:
            towns.append((key.title(), regions[code][0], names[code[:2]]))
    return towns
