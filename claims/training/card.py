"""Writes the table of figures into a model card, between two marks; what stands around it is left alone."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims.base.errors import ModelError

BEGIN, END = "<!-- figures: written by the command below, do not edit -->", "<!-- end of figures -->"


def table_of(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table.

    >>> print(table_of(["layer", "F1"], [["words", "99.1"]]))
    | layer | F1 |
    |---|---|
    | words | 99.1 |
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"|{'|'.join(row)}|" if row[0] == "---" else f"| {' | '.join(row)} |" for row in lines)


def fill_card(text: str, table: str) -> str:
    """The card with the table in place of what stands between its marks.

    Raises:
        ModelError: the card lacks a mark.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ModelError("model card has no place for its figures", hint=f"put `{BEGIN}` and `{END}` into it")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def keep_figures(folder: Path, measured: dict[str, Any], table: str, *, card: bool) -> None:
    """Prints the table, keeps the figures beside the weights and, if asked, writes the table into their card.

    Raises:
        ModelError: the card lacks a mark.
    """
    (folder / "figures.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(table)
    if card:
        write_card(folder / "CARD.md", table)


def write_card(path: Path, table: str) -> None:
    """Fills the card at the path in place.

    Raises:
        ModelError: the card lacks a mark.
    """
    path.write_text(fill_card(path.read_text(encoding="utf-8"), table), encoding="utf-8")
