"""Word lists that the language leaves read; a data file is loaded once, when first asked for."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def load_lexicon(name: str) -> Any:
    """The parsed `data/{name}.json`."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@cache
def words_of(name: str, *keys: str) -> frozenset[str]:
    """The list under `keys` of a data file, as a set.

    >>> "deny" in words_of("cues", "verbs", "denies")
    True
    """
    value = load_lexicon(name)
    for key in keys:
        value = value[key]
    return frozenset(value)


@cache
def class_of(name: str, table: str) -> dict[str, str]:
    """A table of lists turned round: word -> the key whose list holds it; the first key wins.

    >>> class_of("cues", "verbs")["insist"]
    'asserts'
    """
    turned: dict[str, str] = {}
    for key, words in load_lexicon(name)[table].items():
        for word in words:
            turned.setdefault(word, key)
    return turned
