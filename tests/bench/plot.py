"""Measured figures -> `reports/performance.svg`: cost against size."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

OURS, PLAIN, GUIDE = "#0b6e69", "#b4561f", "#777777"
NAMES = {"made": "made-up articles", "real": "real articles", "by hand": "by hand"}
STYLES = {"made": "o-", "real": "s-"}

Figures = Mapping[str, Any]


def draw(figures: Figures, path: Path) -> None:
    """Seconds of both pipelines against sentences, and of one more article against claims."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {
        "svg.fonttype": "none",
        "svg.hashsalt": "claims",
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    from matplotlib import pyplot

    canvas, (whole, one) = pyplot.subplots(1, 2, figsize=(10, 4.8), layout="constrained")
    for corpus, style in STYLES.items():
        sizes = figures.get("pipeline", {}).get(corpus)
        if sizes:
            draw_whole(whole, [sizes[size] for size in sorted(sizes, key=int)], NAMES[corpus], style)
    if growth := figures.get("growth"):
        draw_one_more(one, growth["ledgers"])
    frame(whole, "Adding all of them", "sentences", "seconds")
    frame(one, "Adding one more article", "claims in the ledger", "seconds")
    canvas.savefig(path, metadata={"Date": None})
    pyplot.close(canvas)


def frame(axes: Any, title: str, across: str, up: str) -> None:
    """Titles, round numbers on the axes, and the legend."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    axes.set(title=title, xlabel=across, ylabel=up)
    for axis in (axes.xaxis, axes.yaxis):
        if axis.get_scale() == "log":
            axis.set_major_locator(LogLocator(subs=(1, 3)))
            axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
    handles, labels = axes.get_legend_handles_labels()
    if labels:
        first = dict(zip(reversed(labels), reversed(handles), strict=True))  # what stands twice is told once
        names = list(dict.fromkeys(labels))
        below = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.15), "ncols": 2}
        axes.legend([first[name] for name in names], names, frameon=False, **below)


def draw_whole(axes: Any, sizes: Sequence[Figures], name: str, style: str) -> None:
    """Both pipelines on one corpus; hollow marks were worked out, not run."""
    counts = [row["ours"][0]["sentences"] for row in sizes]
    seconds = [median(run["seconds"] for run in row["ours"]) for row in sizes]
    axes.plot(counts, seconds, style, color=OURS, label=f"claims add, {name}")
    plain = [row["plain"] for row in sizes]
    theirs = [row["seconds"] for row in plain]
    sizes_of_plain = [row["sentences"] for row in plain]
    axes.plot(sizes_of_plain, theirs, style.replace("-", "--"), color=PLAIN, label=f"plain pipeline, {name}")
    guessed = [at for at, row in enumerate(plain) if row["guessed"]]
    axes.plot(
        [sizes_of_plain[at] for at in guessed],
        [theirs[at] for at in guessed],
        style[0],
        color=PLAIN,
        markerfacecolor="white",
        label="worked out, not run",
    )
    axes.set(xscale="log", yscale="log")
    due = [seconds[0] * count * math.log(count) / counts[0] / math.log(counts[0]) for count in counts]
    axes.plot(counts, due, ":", color=GUIDE, label="n log n")


def draw_one_more(axes: Any, ledgers: Sequence[Figures]) -> None:
    """Median and spread for each ledger, and what may be reached."""
    rows = [row for row in ledgers if row["seconds"]]
    claims = [row["claims"] for row in rows]
    middle = [median(row["seconds"]) for row in rows]
    axes.plot(claims, middle, "o-", color=OURS, label="one more article")
    axes.vlines(
        claims, [min(row["seconds"]) for row in rows], [max(row["seconds"]) for row in rows], color=OURS
    )
    axes.set(xscale="log")
    if middle:
        axes.set(ylim=(0, 1.1 * max(1.5 * middle[0], *(max(row["seconds"]) for row in rows))))
        axes.axhline(1.5 * middle[0], linestyle=":", color=GUIDE, label="1.5 times the smallest")
