"""Names that the parser's entity layer must not miss: countries, nationalities, organisations.

spaCy's EntityRuler over the shipped tables of countries and bodies, after the network: it fills gaps
and overrules nothing. Nationalities are `NORP`, the other labels are those of the network.
"""

from collections.abc import Iterator
from typing import Any

from claims.language.lexicon import load_lexicon

SHORTEST = 4  # characters; shorter names are words or other abbreviations too often


def add_ruler(nlp: Any) -> Any:
    """The ruler, added to a pipeline."""
    ruler = nlp.add_pipe("entity_ruler", config={"overwrite_ents": False})
    ruler.add_patterns([{"label": label, "pattern": name} for label, name in _names()])
    return ruler


def _names() -> Iterator[tuple[str, str]]:
    for country in load_lexicon("countries"):
        if len(country["name"]) >= SHORTEST:
            yield "LOC", country["name"]
        yield from (("NORP", name) for name in sorted(country["demonyms"]) if len(name) >= SHORTEST)
    for body in load_lexicon("groups")["groups"]:
        if len(body) >= SHORTEST:
            yield "ORG", body
