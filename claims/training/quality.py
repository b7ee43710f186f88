"""Writes `reports/quality.md`: every measurement, on data that nobody here wrote, by one command.

    make quality DATA=FOLDER
    python -m claims.training.quality DATA [--only NAME] [--out FOLDER]

DATA is the folder with the labelled data. The figures go to `quality.json`; the page is made of them
and of `quality.md.j2` beside this module, which says what they mean and what a reader found behind
the errors. `--only` measures one part anew and keeps the rest. The figures do not depend on the
machine; how long a run takes does (about 25 minutes on two cores).
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from claims.training import (
    checkworthiness,
    corpora,
    entailment,
    incident_groups,
    judging,
    origins,
    relations,
    scenes,
    segmentation,
    tolls,
    voices,
)

TEMPLATE = "quality.md.j2"
MEASURES: dict[str, Callable[[Path], dict[str, Any]]] = {
    "relations": relations.measure,
    "voices": voices.measure,
    "tolls": tolls.measure,
    "scenes": scenes.measure,
    "segmentation": segmentation.measure,
    "checkworthiness": checkworthiness.measure,
    "entailment": entailment.measure,
    "incident_groups": incident_groups.measure,
    "judging": judging.measure,
    "corpora": lambda _: corpora.measure(),
    "origins": origins.measure,
}


def render(figures: Mapping[str, Any]) -> str:
    """The page in Markdown."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["percent"] = percent
    return environment.get_template(TEMPLATE).render(figures)


def percent(share: float) -> str:
    """A share in percent, one decimal.

    >>> percent(0.7912)
    '79.1'
    """
    return f"{100 * share:.1f}"


def main() -> None:
    """Measures, writes both files."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--only", choices=MEASURES, action="append", help="measure this part anew")
    arguments.add_argument("--out", type=Path, default=Path("reports"))
    given = arguments.parse_args()
    kept = given.out / "quality.json"
    figures = json.loads(kept.read_text(encoding="utf-8")) if given.only and kept.exists() else {}
    for name in given.only or MEASURES:
        sys.stderr.write(f"measuring {name}\n")
        figures[name] = MEASURES[name](given.data)
        kept.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (given.out / "quality.md").write_text(render(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
