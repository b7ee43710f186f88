"""Measures what `claims` costs, beside what one would write instead: `make bench`."""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer

from bench.cold import measure_commands, measure_loading
from bench.corpora import REAL, load_corpus, write_rows
from bench.limits import machine, operations_a_second
from bench.page import render
from bench.pipelines import PLAIN_SIZES, beside, extended, measure_by_hand, measure_ours, plain_of
from bench.plot import draw
from bench.processes import measure
from claims.training.restore import write_cross_encoder

Figures = dict[str, Any]

SIZES = (100, 1000, 3000)
LEDGERS = (1_000, 10_000, 100_000)  # claims
READ_FOR_LEDGERS = 100  # articles
MADE, LEDGER, HELD = (
    Path("build/bench"),
    "claims.db",
    "held.json",
)  # where they lie; `make clean` removes them
PATIENCE = 900.0  # seconds for the articles that are added to one ledger

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def bench(
    *,
    data: Annotated[
        Path | None, typer.Option(help=f"folder with {REAL}; articles are made without it")
    ] = None,
    size: Annotated[list[int] | None, typer.Option(help="articles; may be given again")] = None,
    only: Annotated[list[str] | None, typer.Option(help="measure this part anew, keep the rest")] = None,
    patience: Annotated[float, typer.Option(help="seconds after which a ledger is given up")] = PATIENCE,
    out: Annotated[Path, typer.Option(help="folder of the page, the plot and the figures")] = Path("reports"),
) -> None:
    """Writes performance.md, performance.svg and performance.json.

    Parts: pipeline (both pipelines by size), hand (both on the collections of the tests), growth (one more
    article), cold (commands on a large ledger), limit (what the machine can do), page (nothing: page and plot
    are made of the figures that are there).

    Example: make bench ONLY=pipeline SIZES="100 1000"
    """
    if data is not None and not (data / REAL).is_file():
        raise typer.BadParameter(f"there is no {REAL} in {data}", param_hint="--data")
    if strange := set(only or ()) - set(PARTS):
        raise typer.BadParameter(f"{', '.join(strange)}: choose from {', '.join(PARTS)}", param_hint="--only")
    out.mkdir(parents=True, exist_ok=True)
    kept = out / "performance.json"
    figures = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        task = Task(figures, data, tuple(size or SIZES), patience, Path(folder))
        for name in only or PARTS:
            PARTS[name](task)
            kept.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            (out / "performance.md").write_text(render(figures), encoding="utf-8")
            draw(figures, out / "performance.svg")


@dataclass(frozen=True)
class Task:
    """What is to be measured, and the figures so far."""

    figures: Figures
    data: Path | None
    sizes: tuple[int, ...]
    patience: float
    folder: Path

    @property
    def corpus(self) -> str:
        """What the articles are called on the page."""
        return "real" if self.data else "made"

    @cached_property
    def cross_encoder(self) -> Path:
        """Where the model of the plain pipeline lies."""
        return write_cross_encoder(self.folder / "cross-encoder")

    @cached_property
    def ledgers(self) -> Figures:
        """What the ledgers of LEDGERS hold, by path, smallest first; none is made twice."""
        places = [MADE / str(size) for size in LEDGERS]
        wanted = {
            size: place for size, place in zip(LEDGERS, places, strict=True) if not (place / HELD).exists()
        }
        if wanted:
            say(f"making ledgers of {', '.join(map(str, wanted))} claims in {MADE}")
            make_ledgers(
                wanted, write_rows(load_corpus(READ_FOR_LEDGERS, None).rows, self.folder / "read.jsonl")
            )
        held = (json.loads((place / HELD).read_text(encoding="utf-8")) for place in places)
        return dict(zip((str(place / LEDGER) for place in places), held, strict=True))

    @cached_property
    def more(self) -> list[str]:
        """Articles that the ledgers do not hold, on incidents that they tell of."""
        rows = load_corpus(READ_FOR_LEDGERS, None).more
        return [write_rows([row], self.folder / f"more{number}.jsonl") for number, row in enumerate(rows)]


def pipeline(task: Task) -> None:
    """Both pipelines on articles of each size."""
    kept = task.figures.setdefault("pipeline", {}).setdefault(task.corpus, {})
    plain: dict[int, Figures] = {}

    def plain_at(size: int) -> Figures:
        if size not in plain:
            say(f"plain pipeline, {size} articles")
            plain[size] = plain_of(size, task.data, task.folder, task.cross_encoder)
        return plain[size]

    for size in task.sizes:
        say(f"claims add, {size} articles")
        place = task.folder / str(size)
        place.mkdir()
        here = machine()
        ours = measure_ours(load_corpus(size, task.data), place)
        if size <= PLAIN_SIZES[-1]:
            theirs = plain_at(size)
        else:
            small, large = (plain_at(count) for count in PLAIN_SIZES)
            theirs = extended(small, large, ours[0]["sentences"])
        kept[str(size)] = beside(ours, theirs) | {"machine": here}


def hand(task: Task) -> None:
    """Both pipelines on the collections that were written by hand."""
    say("small collections written by hand")
    here = machine()
    figures = measure_by_hand(task.folder, task.cross_encoder) | {"machine": here}
    size = figures["ours"][0]["documents"]
    task.figures.setdefault("pipeline", {})["by hand"] = {str(size): figures}


def cold(task: Task) -> None:
    """Commands on the largest ledger."""
    here = machine()
    path, held = list(task.ledgers.items())[-1]
    say("commands from a cold start")
    commands = measure_commands(path, task.more[0])
    task.figures["cold"] = {
        "ledger": held,
        "commands": commands,
        "loading": measure_loading(),
        "machine": here,
    }


def growth(task: Task) -> None:
    """One more article for ledgers of several sizes."""
    here, rows = machine(), []
    for path, held in task.ledgers.items():
        say(f"one more article for {held['claims']} claims")
        with tempfile.TemporaryDirectory() as folder:  # with what lies beside the ledger
            copy = Path(shutil.copytree(Path(path).parent, Path(folder) / "copy")) / LEDGER
            found = measure("growth", ledger=str(copy), more=task.more, limit=task.patience)
        rows.append(held | (found or {"seconds": None}))
    task.figures["growth"] = {
        "ledgers": rows,
        "articles": len(task.more) - 1,
        "limit": task.patience,
        "machine": here,
    }


def limit(task: Task) -> None:
    """What the machine can do."""
    say("products of large matrices")
    task.figures["limit"] = {"machine": machine(), "operations": operations_a_second()}


def page(_: Task) -> None:
    """Nothing: the page and the plot are made again in any case."""


def make_ledgers(places: Mapping[int, Path], source: str) -> None:
    """Ledgers of these numbers of claims, each in an empty folder of its own with what it holds."""
    for place in places.values():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    wanted = {str(place / LEDGER): size for size, place in places.items()}
    found = measure("ledgers", sources=[source], ledgers=wanted)
    assert found is not None  # there is no limit
    for path in wanted:
        (Path(path).parent / HELD).write_text(json.dumps(found[path]), encoding="utf-8")


def say(line: str) -> None:
    """A line for whoever waits."""
    sys.stderr.write(f"{line}\n")


PARTS: dict[str, Callable[[Task], None]] = {  # in the order in which they are measured
    "limit": limit,
    "cold": cold,
    "growth": growth,
    "hand": hand,
    "pipeline": pipeline,
    "page": page,
}

if __name__ == "__main__":
    app()
