"""The order in which a text tells things around the words that link them: "cause _ effect", "deed _ doer"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FORMS = "was|were|is|are|did|do|does|had|has|have|been|be"  # of "be", "do" and "have"
_NOT = rf"\b(?:not|never) (?:(?:{FORMS}) )*"  # before a link


@dataclass(frozen=True)
class Shape:
    """Slots in order, "_" for a link; the words of each link; words of which each text that fits has one."""

    slots: Sequence[str]
    links: Sequence[re.Pattern[str]]
    keys: frozenset[str]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Shape":
        """The shape that a row of a data file tells: its `shape`, its `links`, and `bases` after a "not"."""
        bases = row.get("bases", ())
        return cls(
            slots=row["shape"].split(),
            links=[_link(words, bases) for words in row["links"]],
            keys=frozenset(max(link.split(), key=len) for link in (*row["links"][0], *bases)),
        )

    def read(self, text: str) -> dict[str, str] | None:
        """The words in each slot and of the links, as "_"; None where one is missing."""
        found, slot, start, links = {"_": ""}, "", 0, iter(self.links)
        for part in self.slots:
            if part != "_":
                slot = part
                continue
            link = next(links).search(text, start)
            if link is None:
                return None
            found["_"] += f"{link.group()} "
            if slot:
                found[slot] = text[start : link.start()].strip()
            slot, start = "", link.end()
        if slot:
            found[slot] = text[start:].strip()
        return found if all(found.values()) else None


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for one of the phrases as whole words, the longest that fits."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])"


def _link(words: Sequence[str], bases: Sequence[str]) -> re.Pattern[str]:
    """Any of the words, with a "not" before them if there is one; the bases only with one."""
    return re.compile(rf"{_NOT}(?:{any_of([*words, *bases])})|(?:{any_of(words)})", re.I)
