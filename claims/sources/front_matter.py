"""Metadata that a text carries in front: the block between `---` lines, and the keys that mean the same."""

import re
from datetime import date
from typing import Any

from claims.sources.dates import parse_date
from claims.sources.reading import tidy_name

BLOCK_CHARACTERS = 20_000  # a longer block is no metadata

_BLOCK = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([A-Za-z][\w -]{0,30}):[ \t]+(.+)")
_KEYS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "by", "creator"),
    "publisher": ("publisher", "outlet", "site", "site_name", "sitename", "newspaper", "source"),
    "published": (
        "published",
        "date",
        "published_at",
        "published_on",
        "publishdate",
        "pubdate",
        "datepublished",
    ),
    "url": ("url", "link", "permalink", "canonical", "canonical_url", "source"),
}


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    r"""What the front matter says, as fields of a reading, and the text after it.

    >>> split_front_matter("---\ntitle: Strikes: a view\ndate: 2024-04-23\n---\nBody.")
    ({'title': 'Strikes: a view', 'published': datetime.date(2024, 4, 23)}, 'Body.')
    """
    block = _BLOCK.match(text[: BLOCK_CHARACTERS + 10])
    if block is None:
        return {}, text
    values = _load(block[1])
    return (known_fields(values), text[block.end() :]) if values else ({}, text)


def known_fields(values: dict[str, Any]) -> dict[str, Any]:
    """The title, author, publisher, date and URL among `values`, whatever their keys are called."""
    named = {
        str(key).strip().lower().replace("-", "_").replace(" ", "_"): value for key, value in values.items()
    }
    found = {field: _first_of(field, named) for field in _KEYS}
    return {field: value for field, value in found.items() if value}


def _first_of(field: str, values: dict[str, Any]) -> Any:
    for key in _KEYS[field]:
        value = parse_date(values.get(key)) if field == "published" else tidy_name(values.get(key))
        is_link = isinstance(value, str) and value.startswith(("http://", "https://"))
        if value and (field == "published" or is_link == (field == "url")):
            return value
    return None


def _load(block: str) -> dict[str, Any]:
    """The block as YAML, or, since "title: Strikes: a view" is not YAML, line by line."""
    values = _load_yaml(block)
    if isinstance(values, dict):
        return values
    found = [match.groups() for match in map(_LINE.match, block.splitlines()) if match]
    loaded = [_load_yaml(value) for _, value in found]
    # a dictionary is a title with a colon in it
    return {
        key: value if isinstance(value, list | date) else raw
        for (key, raw), value in zip(found, loaded, strict=True)
    }


def _load_yaml(block: str) -> Any:
    import yaml

    try:
        return yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
