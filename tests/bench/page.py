"""Measured figures -> `reports/performance.md`."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench.cold import LIMIT, MEANT, REPEATS
from bench.pipelines import PLAIN_SIZES, SCORED
from bench.plain import DISTANCE

TEMPLATE = "performance.md.j2"
TITLES = {
    "made": "Made-up articles",
    "real": "Real articles on shootings (incidents_dev)",
    "by hand": "Small collections written by hand",
}
PARTS = ("limit", "cold", "growth")
BUSY = 0.5  # load of a machine that has something else to do
NOTHING = "–"

Figures = Mapping[str, Any]


def render(figures: Figures) -> str:
    """The page in Markdown; what was not measured is left out."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = number
    growth, cold = figures.get("growth"), figures.get("cold")
    return environment.get_template(TEMPLATE).render(
        pipeline=figures.get("pipeline", {}),
        titles=TITLES,
        columns=columns,
        table=table,
        truths=truths,
        growth_of_cost=growth_of_cost,
        machines=sorted(set(map(machine_of, machines_of(figures)))),
        measured=measured,
        networks=list(network_rows(figures)),
        limit=figures.get("limit"),
        growth=growth,
        growth_rows=list(growth_rows(growth)) if growth else [],
        cold=cold and dict(cold, repeats=REPEATS),
        cold_rows=list(cold_rows(cold)) if cold else [],
        loading=cold and loading(cold["loading"]),
        distance=DISTANCE,
        scored=SCORED,
        plain_least=PLAIN_SIZES[0],
        plain_most=PLAIN_SIZES[-1],
    )


def number(value: float) -> str:
    """A number to read: thousands apart, three digits that tell.

    >>> number(12345.6), number(12.345), number(0.0123)
    ('12,346', '12.3', '0.01')
    """
    if value >= 100 or float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def size_of(count: float) -> str:
    """Bytes to read.

    >>> size_of(924_786_688), size_of(5_611_520)
    ('0.92 GB', '5.6 MB')
    """
    return f"{count / 1e9:.2f} GB" if count >= 1e8 else f"{count / 1e6:.1f} MB"


def spread(values: Sequence[float]) -> str:
    """The least and the most, where there are several.

    >>> spread([1.0, 1.5, 1.2]), spread([1.0])
    ('1–1.50', '–')
    """
    return f"{number(min(values))}–{number(max(values))}" if len(values) > 1 else NOTHING


def machine_of(one: Figures) -> str:
    """What was measured on."""
    versions = ", ".join(f"{name} {version}" for name, version in one["versions"].items())
    return (
        f"{one['processor']}, {one['cores']} cores, {size_of(one['memory_bytes'])} of memory, "
        f"{one['system']}, Python {one['python']}; {versions}"
    )


def measured(machines: Iterable[Figures]) -> str:
    """When, and whether the machine had something else to do."""
    rows = list(machines)
    days = sorted({row["day"] for row in rows})
    load = max(row["load"] for row in rows)
    busy = f" **Provisional: the machine had other work (load {load:.1f}).**" if load > BUSY else ""
    return f"Measured on {' and '.join(days)}.{busy}"


def machines_of(figures: Figures) -> list[Figures]:
    """What each part was measured on."""
    sizes = [size for sizes in figures.get("pipeline", {}).values() for size in sizes.values()]
    return [row["machine"] for row in (*sizes, *(figures[name] for name in PARTS if name in figures))]


def columns(sizes: Figures) -> list[int]:
    """The sizes that were measured, smallest first."""
    return sorted(map(int, sizes))


def truths(sizes: Figures) -> bool:
    """Whether it is known what contradicts what."""
    return any("planted" in row for row in sizes.values())


def table(sizes: Figures) -> list[list[str]]:
    """The rows of the table of both pipelines: a name, then ours and plain for each size."""
    rows = [list(cells_of(sizes[str(size)])) for size in columns(sizes)]
    return [[name, *(cell for row in rows for cell in row[at][1:])] for at, (name, *_) in enumerate(rows[0])]


def cells_of(row: Figures) -> Iterator[tuple[str, str, str]]:
    """Name, ours and plain of every figure of one size."""
    ours, plain = row["ours"][0], row["plain"]
    times = {name: [run["stages"].get(name, 0.0) for run in row["ours"]] for name in OUR_STAGES}
    whole = [run["seconds"] for run in row["ours"]]
    busy = [run["processor_seconds"] for run in row["ours"]]
    guessed = set(plain["guessed"])

    def theirs(name: str, text: str) -> str:
        return f"≈ {text}" if name in guessed else text

    yield "sentences", number(ours["sentences"]), number(plain["sentences"])
    for name, mine, other in STAGE_ROWS:
        seconds = median(map(sum, zip(*(times[stage] for stage in mine), strict=True)))
        yield (
            f"{name}, s",
            number(seconds),
            theirs(other, number(plain["stages"][other])) if other else NOTHING,
        )
    yield "of a processor, s", number(median(busy)), NOTHING
    total = theirs("score", number(plain["seconds"]))
    yield "**whole, s**", f"**{number(median(whole))}**", f"**{total}**"
    yield "spread, s", spread(whole), NOTHING
    speed = plain["sentences"] / plain["seconds"]
    yield (
        "sentences/s",
        number(median(run["sentences"] / run["seconds"] for run in row["ours"])),
        theirs("score", number(speed)),
    )
    yield "claims", number(ours["claims"]), NOTHING
    yield "pairs under the rules", number(ours["pairs"]), NOTHING
    yield (
        "pairs asked of the cross-encoder",
        number(ours["questions"]),
        theirs("pairs", number(plain["pairs"])),
    )
    fewer = plain["pairs"] / max(1, ours["questions"])
    yield "so many times fewer", theirs("pairs", number(fewer)), NOTHING
    peak = max(run["peak_bytes"] for run in row["ours"])
    yield "peak memory", size_of(peak), theirs("peak", size_of(plain["peak_bytes"]))
    yield "ledger", size_of(ours["ledger_bytes"]), NOTHING
    yield "one more article, s", *one_more(ours)
    sampled = "score" in guessed
    yield (
        "flagged",
        number(ours["flags"]),
        f"≈ {number(plain['flags'])}" if sampled else number(plain["flags"]),
    )
    yield from truth_cells(row)


OUR_STAGES = ("load", "read", "embed", "near", "incidents", "topics", "pairs", "judge", "save")
STAGE_ROWS = (  # name, our stages, the plain one
    ("load models", ("load",), "load"),
    ("read", ("read",), "read"),
    ("embed", ("embed",), "embed"),
    ("look up what stands near", ("near",), None),
    ("incidents, topics; cluster", ("incidents", "topics"), "cluster"),
    ("pairs", ("pairs",), "pairs"),
    ("judge; score", ("judge",), "score"),
    ("save", ("save",), None),
)


def one_more(ours: Figures) -> tuple[str, str]:
    """Seconds of one article added afterwards."""
    return number(median(ours["one_more"])) if ours["one_more"] else NOTHING, NOTHING


def truth_cells(row: Figures) -> Iterator[tuple[str, str, str]]:
    """What of the truth both find; nothing where nobody knows it."""
    if "planted" not in row:
        return
    ours, plain = row["ours"][0], row["plain"]
    where = f" (of {number(plain['documents'])} articles)" if plain["documents"] < ours["documents"] else ""
    yield "known to contradict each other", number(row["planted"]), f"{number(plain['planted'])}{where}"
    yield "of these flagged", number(ours["true"]), f"{number(plain['true'])}{where}"
    for name, level in (("paired", "paired"), ("asked of", "asked"), ("flagged", "true")):
        yield f"true finds of plain, {name}", f"{row['kept'][level]} of {row['finds']}", NOTHING


def growth_of_cost(sizes: Figures) -> str:
    """How the seconds of the largest size stand to those of the smallest, and how n log n would."""
    if len(sizes) < 2:
        return ""
    small, large = (sizes[str(size)]["ours"][0] for size in (columns(sizes)[0], columns(sizes)[-1]))
    ratio = large["sentences"] / small["sentences"]
    due = ratio * math.log(large["sentences"]) / math.log(small["sentences"])
    return (
        f"From {number(small['documents'])} to {number(large['documents'])} articles the sentences grow "
        f"{number(ratio)}-fold, the seconds {number(large['seconds'] / small['seconds'])}-fold; "
        f"n log n would be {number(due)}."
    )


def network_rows(figures: Figures) -> Iterator[list[str]]:
    """For each size how long each network was at work, and how far from the machine's limit."""
    if "limit" not in figures:
        return
    for corpus, sizes in sorted(figures.get("pipeline", {}).items()):
        for size in columns(sizes):
            run = sizes[str(size)]["ours"][0]
            cores = sizes[str(size)]["machine"]["cores"]
            networks = run["networks"]
            busy = sum(row["seconds"] for row in networks.values())
            pieces, done = (sum(row[name] for row in networks.values()) for name in ("pieces", "operations"))
            yield [
                f"{number(size)} articles, {corpus}",
                f"{number(busy)} s",
                percent(busy / run["processor_seconds"]),
                *(f"{number(networks.get(name, NO_TIME)['seconds'])} s" for name in NETWORKS),
                number(pieces),
                f"{number(cores * done / busy / 1e9)} billion",
                percent(cores * done / busy / figures["limit"]["operations"]),
            ]


NETWORKS = ("parser", "attribution", "encoder", "nli")
NO_TIME = {"seconds": 0.0}


def percent(share: float) -> str:
    """A share in percent."""
    return f"{100 * share:.0f} %"


def growth_rows(growth: Figures) -> Iterator[list[str]]:
    """One row for each ledger."""
    smallest = growth["ledgers"][0]["seconds"]
    for row in growth["ledgers"]:
        told = [number(row[name]) for name in ("claims", "documents", "contradictions")]
        if row["seconds"] is None:
            yield [*told, f"> {number(growth['limit'])} for all", NOTHING, NOTHING, NOTHING]
            continue
        ratio = f"{median(row['seconds']) / median(smallest):.2f} ×" if smallest else NOTHING
        seconds = number(median(row["seconds"]))
        yield [*told, seconds, spread(row["seconds"]), number(row["pairs"]), ratio]


def cold_rows(cold: Figures) -> Iterator[list[str]]:
    """One row for each command."""
    for name, row in cold["commands"].items():
        seconds = row["seconds"]
        told = [number(median(seconds)), spread(seconds)] if seconds else [f"> {number(LIMIT)}", NOTHING]
        yield [f"`claims {name}`", *told, f"< {number(MEANT[name])}", size_of(row["peak_bytes"])]


def loading(seconds: Mapping[str, Sequence[float]]) -> str:
    """What the models take, in words."""
    parts = ", ".join(f"{name} {number(median(values))}" for name, values in seconds.items())
    return f"{number(sum(map(median, seconds.values())))} s ({parts})"
