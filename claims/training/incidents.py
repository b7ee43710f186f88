"""Reads the articles on shootings, each with the day, place and counts that a registry keeps of it."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

from claims.base.records import Document

SOURCE = "incidents_dev.jsonl.gz"


def load_rows(data: Path) -> list[dict[str, Any]]:
    """The articles with what is known of their incidents, in the order of the file."""
    with gzip.open(data / SOURCE, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def document_of(row: dict[str, Any]) -> Document:
    """The article of a row as a document."""
    published = date.fromisoformat(row["date"]) if row["date"] else None
    return Document.of(row["text"], source=row["id"], title=row["title"], published=published)


def share(part: int, whole: int) -> float:
    """Rounded to three digits; 0 of nothing."""
    return round(part / whole, 3) if whole else 0.0
