"""Measures how well tolls are read, on articles whose dead and injured somebody else counted.

    python -m claims.training.tolls DATA [--articles N]

DATA holds `incidents_dev.jsonl.gz`: articles on shootings, each with the killed and injured of its
incident as a registry keeps them. Three kinds of figures.

*Found*: the share of incidents whose gold count is among the counts read from their articles, apart for
a gold count of none, of one and of more. Two ways of counting. `stated`: only what a number or "no one"
says; gold is found when it is the figure, or an end of its bounds. `counted`: what a careful reader
counts too: one for "a man was killed", three for "two women and a man were killed" (the sum over one
sentence), two for two persons that an article names (two of one family are told apart by their given
names). Those injured may be told as those shot less those killed. A gold count of none is `stated` by
"no one was killed" and `counted` also where no text says that anybody was. `chance` is the share that
another incident's gold count would find: articles with many figures find anything.

*Right*: claims with a figure of either role, drawn at random with a fixed seed and read by hand; the
verdicts lie beside this module in `tolls_read.csv` (article, offsets of the figure, role, verdict and
what was wrong, no text). `kept` are those that are still read at the same place in the same role.

*Whole*: articles, sentences and claims read, and quotes that are not the words of their document.
"""

import argparse
import csv
import json
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from claims import collect
from claims.base.records import Claim, Document, Quantity
from claims.base.settings import Settings
from claims.scale.local import in_chunks
from claims.tools import Tools
from claims.training.incidents import SOURCE, load_rows, share

VERDICTS = Path(__file__).with_name("tolls_read.csv")
ROLES = {"killed": "num_killed", "injured": "num_injured"}
SEED = 7
AT_ONCE = 32  # documents


class Figure(NamedTuple):
    """One count as read: `start` and `end` are where it stands in its document."""

    article: str
    start: int
    end: int
    role: str
    low: float | None
    high: float | None
    part: bool = False
    person: str | None = None  # who is told of, where no number is written
    sentence: int = 0  # where its sentence begins


class Read(NamedTuple):
    """One article as read."""

    incident: str
    figures: list[Figure]
    counts: Counter[str]


def read_articles(rows: Sequence[dict[str, Any]]) -> Iterator[Read]:
    """The articles as `claims extract` reads them; one that it does not read has no figures."""
    tools = Tools(Settings())
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(_as_line(at, row) for at, row in enumerate(rows)), encoding="utf-8")
        for documents in in_chunks(collect.read_documents([str(source)], tools.settings), AT_ONCE):
            kept = [document for document in documents if isinstance(document, Document)]
            claims = tools.read(kept)
            for document in kept:
                mine = [claim for claim in claims if claim.document == document.id]
                yield _read(rows[int(document.source.rpartition("#")[2])], document, mine)


def _as_line(at: int, row: dict[str, Any]) -> str:
    known = {"text": row["text"], "title": row["title"], "published": row["date"], "url": row["uri"]}
    return json.dumps({**known, "id": str(at)}) + "\n"


def _read(row: dict[str, Any], document: Document, claims: Sequence[Claim]) -> Read:
    broken = sum(document.text[claim.start : claim.end] != claim.quote for claim in claims)
    sentences = len(collect.split_sentences([document]))
    counts = Counter(articles=1, sentences=sentences, claims=len(claims), broken_quotes=broken)
    return Read(row["incident"], list(figures_of(row["id"], document, claims)), counts)


def figures_of(article: str, document: Document, claims: Sequence[Claim]) -> Iterator[Figure]:
    """The counts of either role in the claims of one article, each once."""
    seen = set()
    for claim in claims:
        for quantity in claim.quantities:
            start = _place(document.text, quantity.text, claim.start)
            if (
                quantity.role not in {*ROLES, "shot"}
                or quantity.unit is not None
                or (start, quantity.role) in seen
            ):
                continue
            seen.add((start, quantity.role))
            end = start + len(quantity.text)
            sentence = document.text.rfind(claim.sentence, 0, claim.start + len(claim.sentence))
            yield Figure(
                article, start, end, str(quantity.role), quantity.low, quantity.high, quantity.part,
                _person(quantity), sentence,
            )  # fmt: skip


def _place(text: str, words: str, start: int) -> int:
    """Where the words stand next, whole; -1 if they stand nowhere behind."""
    found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, start)
    return found.start() if found else text.find(words, start)


def _person(quantity: Quantity) -> str | None:
    """The person that stands for a count of one without a number; of one that is named the name alone."""
    alone = quantity.part and quantity.low == quantity.high == 1 and quantity.of is not None
    if not alone or quantity.text.casefold().startswith(("one ", "1 ")):
        return None
    words = str(quantity.of).split()
    named = [word for word in words if word[:1].isupper()] if words[-1][:1].isupper() else words[-1:]
    return " ".join(named)


def persons_named(names: Iterable[str]) -> int:
    """How many persons are named; a name whose words another holds is that person's.

    >>> persons_named(["Ann Hill", "Hill", "Ben Hill", "Ann Mary Hill"])
    2
    """
    words = {frozenset(name.split()) for name in names}
    return sum(not any(mine < other for other in words) for mine in words)


def stated(figures: Iterable[Figure], role: str) -> set[float]:
    """The counts of a role that a number states, the ends of bounds included."""
    own = [figure for figure in figures if figure.role == role and figure.person is None]
    return {end for figure in own for end in (figure.low, figure.high) if end is not None}


def counted(figures: Sequence[Figure], role: str) -> set[float]:
    """The counts of a role that a reader makes up from one article."""
    own = [figure for figure in figures if figure.role == role]
    sums: Counter[int] = Counter()
    for figure in own:
        sums[figure.sentence] += int(figure.high or figure.low or 0)
    names = {figure.person for figure in own if figure.person is not None and figure.person[:1].isupper()}
    persons = {1.0} if any(figure.person for figure in own) else set()
    return (
        stated(figures, role)
        | {float(value) for value in sums.values()}
        | {float(persons_named(names))} - {0.0}
        | persons
    )


def injured_of_shot(figures: Sequence[Figure]) -> set[float]:
    """The counts of injured that follow from those shot, less those killed."""
    dead = counted(figures, "killed") or {0.0}
    return {shot - killed for shot in counted(figures, "shot") for killed in dead if shot >= killed}


def counts_read(articles: Sequence[Sequence[Figure]], role: str, way: str) -> set[float]:
    """The counts of a role read from the articles of one incident; none read is a count of none."""
    if way == "stated":
        return set().union(*(stated(figures, role) for figures in articles))
    found = set().union(*(counted(figures, role) for figures in articles))
    if role == "injured":
        found |= set().union(*(injured_of_shot(figures) for figures in articles))
    return found or {0.0}


def size_of(gold: int) -> str:
    """Which row of the report a gold count belongs to.

    >>> [size_of(gold) for gold in (0, 1, 7)]
    ['none', 'one', 'more']
    """
    return ("none", "one", "more")[min(gold, 2)]


def found_shares(incidents: dict[str, list[list[Figure]]], gold: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """By role and way of counting: how many incidents, and the share whose gold count is read."""
    known = [incident for incident in incidents if gold[incident]["num_killed"] is not None]
    others = random.Random(SEED).sample(known, len(known))
    report: dict[str, Any] = {}
    for role, field in ROLES.items():
        for way in ("stated", "counted"):
            hits: dict[str, list[bool]] = defaultdict(list)
            for incident, other in zip(known, others, strict=True):
                read = counts_read(incidents[incident], role, way)
                hits[size_of(gold[incident][field])].append(gold[incident][field] in read)
                hits["all"].append(gold[incident][field] in read)
                hits["chance"].append(gold[other][field] in read)
            report[f"{role}, {way}"] = {
                size: {"incidents": len(row), "found": share(sum(row), len(row))}
                for size, row in sorted(hits.items())
            }
    return report


def verdicts(read: Iterable[Figure] = (), path: Path = VERDICTS) -> dict[str, Any]:
    """Precision of the figures that were read by hand, by sample and role, with what was wrong."""
    places = {(figure.article, str(figure.start), figure.role) for figure in read}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    report: dict[str, Any] = {}
    for sample in sorted({row["sample"] for row in rows}):
        mine = [row for row in rows if row["sample"] == sample]
        for role in (*ROLES, "all"):
            report[f"{sample}, {role}"] = _precision(
                [row for row in mine if role in (row["role"], "all")], places
            )
    return report


def _precision(rows: Sequence[dict[str, str]], places: set[tuple[str, str, str]]) -> dict[str, Any]:
    kept = [row for row in rows if (row["article"], row["start"], row["role"]) in places]
    right, kept_right = (sum(row["verdict"] == "right" for row in some) for some in (rows, kept))
    causes = Counter(row["cause"] for row in rows if row["verdict"] != "right")
    return {
        "read": len(rows),
        "precision": share(right, len(rows)),
        "kept": len(kept),
        "precision of the kept": share(kept_right, len(kept)),
        "causes": dict(sorted(causes.items())),
    }


def measure(data: Path, articles: int | None = None) -> dict[str, Any]:
    """Counts found, precision as read by hand, and whether every quote holds; of the first `articles`."""
    rows = load_rows(data)[:articles]
    gold = {row["incident"]: row["gold"] for row in rows}
    incidents: dict[str, list[list[Figure]]] = {row["incident"]: [] for row in rows}
    counts: Counter[str] = Counter(given=len(rows))
    for read in read_articles(rows):
        incidents[read.incident].append(read.figures)
        counts += read.counts
    figures = [figure for many in incidents.values() for article in many for figure in article]
    return {
        "source": SOURCE,
        "counts": {"broken_quotes": 0, **dict(sorted(counts.items()))},
        "found": found_shares(incidents, gold),
        "right": verdicts(figures),
    }


def main() -> None:
    """Measures and prints JSON."""
    arguments = argparse.ArgumentParser(description=measure.__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--articles", type=int, help="only so many, from the first on")
    given = arguments.parse_args()
    print(json.dumps(measure(given.data, given.articles), indent=1))


if __name__ == "__main__":
    main()
