"""Which side a name stands for: states by their names, seats and bodies, groups by theirs.

Everything known about the world is in `data/countries.json` (generated), `data/countries_more.json`
and `data/groups.json`; a user adds names in the settings.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any, Literal, NamedTuple

from claims.language.lexicon import load_lexicon
from claims.language.names import ACRONYM_LENGTH, SPACED, NameIndex, Word, is_acronym, key_of, words_in

# group: a side of its own · body: speaks for a state · state: its name · seat: a building or city that
# stands for its government · capital · demonym: only with an institution · land: a territory without
# a government of its own name · nobody: looks like a side and is none
Kind = Literal["group", "body", "state", "seat", "capital", "demonym", "land", "nobody"]
# In the order in which they claim a name.
FIELDS: dict[Kind, str] = {
    "body": "bodies",
    "state": "aliases",
    "seat": "seats",
    "capital": "capitals",
    "demonym": "demonyms",
}


class Alias(NamedTuple):
    """A name with the sides it may stand for; several only if it is ambiguous."""

    key: str
    kind: Kind
    sides: tuple[str, ...]
    default: str | None
    written: str  # as it must be written: in capitals ("US"), or just so ("AfD"); empty if it need not


class Reign(NamedTuple):
    """From `since` until the day before `until`, `group` speaks for the country or seat."""

    group: str
    since: date
    until: date


class Aliases:
    """Every name of every side, ready to be looked for in text."""

    def __init__(self, additions: Mapping[str, Sequence[str]]) -> None:
        groups = load_lexicon("groups")
        self._table: dict[str, Alias] = {}
        self._reigns = _reigns(groups["governs"])
        self._homes: dict[str, str] = groups["homes"]
        clues = groups["clues"] | load_lexicon("countries_more")["clues"]
        self._clues = {key_of(word): side for side, words in clues.items() for word in words}
        self._clue_index = NameIndex(self._clues)
        spelled = _spellings(groups["spellings"])
        # The first to claim a name keeps it: a user, then what is rarest to be meant otherwise.
        for party, names in additions.items():
            self._add("group", party, names)
        for name in load_lexicon("institutions")["nobody"]:
            self._add("nobody", "", [name])
        for name, choice in (groups["ambiguous"] | load_lexicon("countries_more")["ambiguous"]).items():
            kind: Kind = choice.get("kind", "group")
            self._put(name, kind, tuple(choice["candidates"]), choice.get("default"))
        for party, names in groups["groups"].items():
            self._add("group", party, [way for name in [party, *names] for way in _respelled(name, spelled)])
        for kind, party, names in _countries():
            self._add(kind, party, names)
        for party in additions:
            self._add("group", party, [party])
        self._index = NameIndex(self._table)

    def at(self, text: str, words: Sequence[Word], at: int) -> tuple[int, Alias | None]:
        """How many words the longest name that starts at word `at` has, and what it stands for."""
        size = self._index.longest_at(text, words, at)
        if not size:
            return 0, None
        found = words[at : at + size]
        alias = self._table[" ".join(word.key for word in found)]
        return (size, alias) if _is_written(alias, found) else (0, None)

    def side(
        self, alias: Alias, *, context: Sequence[str], on: date | None, holder: bool = True
    ) -> str | None:
        """The one side that the name stands for on that day; today if no day is given.

        Args:
            alias: what `at` found.
            context: parties that the document names.
            on: date of the document.
            holder: whether who governs a country speaks for it; else its name is the country.
        """
        is_clear = len(alias.sides) == 1 and alias.default is not None
        party = alias.sides[0] if is_clear or alias.kind == "nobody" else self._decide(alias, context)
        if party is None or alias.kind in ("nobody", "group", "body"):
            return party or None
        if holder and (group := self._holder([alias.key, key_of(party)], on)):
            return group
        return None if alias.kind == "land" else party

    def national(self, alias: Alias) -> Alias:
        """The name as of a country's army or ministry: states of a federation have none."""
        states = tuple(side for side in alias.sides if self._is_country(side))
        one = len(states) == 1 and len(alias.sides) > 1 and alias.kind in ("state", "demonym")
        return alias._replace(sides=states, default=states[0]) if one else alias

    def _is_country(self, side: str) -> bool:
        return not side.endswith(")")  # "Georgia (US state)"

    def _holder(self, keys: Sequence[str], on: date | None) -> str | None:
        """The group that speaks for the seat or country of these keys on that day."""
        day = on or date.max - timedelta(days=1)
        reigns = [reign for key in keys for reign in self._reigns.get(key, ())]
        return next((reign.group for reign in reigns if reign.since <= day < reign.until), None)

    def _decide(self, alias: Alias, context: Sequence[str]) -> str | None:
        """The side that the document names, or whose country it names; the default if it names several."""
        named = [side for side in alias.sides if side in context or self._is_at_home(side, context)]
        if alias.default in named or not named:
            return alias.default
        outright = [side for side in named if side in context]
        if alias.default is not None and not outright:
            return None  # the text is set in a rival's country
        return named[0] if len(named) == 1 else outright[0] if len(outright) == 1 else None

    def _is_at_home(self, side: str, context: Sequence[str]) -> bool:
        """Whether the document names the country that the side is of, or speaks for."""
        ruled = {key for key, reigns in self._reigns.items() for reign in reigns if reign.group == side}
        return self._homes.get(side) in context or any(key_of(name) in ruled for name in context)

    def clues_in(self, text: str) -> list[str]:
        """Sides of ambiguous names that a word of the text gives away: "Atlanta" the US state of Georgia."""
        words = words_in(text)
        found = (self._clue_index.longest_at(text, words, at) for at in range(len(words)))
        keys = [" ".join(word.key for word in words[at : at + size]) for at, size in enumerate(found) if size]
        return list(dict.fromkeys(self._clues[key] for key in keys))

    def _add(self, kind: Kind, party: str, names: Sequence[str]) -> None:
        for name in names:
            self._put(name, kind, (party,), party)

    def _put(self, name: str, kind: Kind, sides: tuple[str, ...], default: str | None) -> None:
        keys = {key_of(name)}
        if is_acronym(name) and name.isalpha() and len(name) <= SPACED:
            keys.add(key_of(" ".join(name)))
        for key in keys - {""}:
            alias = Alias(key, kind, sides, default, name if is_acronym(name) or _is_mixed(name) else "")
            known = self._table.setdefault(key, alias)
            if known.sides == sides and not alias.written:
                self._table[key] = known._replace(written="")  # "NATO" that is also "Nato"


def _is_written(alias: Alias, words: Sequence[Word]) -> bool:
    """Whether the case of the words is that of the name, and not of a common word."""
    if alias.written and not is_acronym(alias.written):
        return words[0].text == alias.written
    if alias.written:
        return all(word.text.isupper() or word.text.isdigit() for word in words)
    # an article in front may be small: "al-Qaeda"
    small_article = len(words) > 1 and len(words[0].text) == 2 and words[1].capital
    return words[0].capital or words[0].text.isdigit() or small_article


def _is_mixed(name: str) -> bool:
    """A short name with capitals inside: "AfD" is not "Afd"."""
    return (
        name.isalpha()
        and len(name) <= ACRONYM_LENGTH
        and name not in (name.upper(), name.title(), name.lower())
    )


def _countries() -> Iterator[tuple[Kind, str, list[str]]]:
    """(kind, party, names) of every country, names before capitals before demonyms."""
    more = load_lexicon("countries_more")
    dropped = {key_of(name) for name in more["drop"]}
    additions: dict[str, dict[str, Any]] = dict(more["countries"])
    rows = []
    for row in load_lexicon("countries"):
        extra = additions.pop(row["name"], {})
        if row["iso"] not in more["not_states"]:
            rows.append((row, extra))
    rows += [({"name": name}, extra) for name, extra in additions.items()]
    for kind, field in FIELDS.items():
        for row, extra in rows:
            generated = [name for name in row.get(field, []) if key_of(name) not in dropped]
            party = extra.get("name", row["name"])
            names = [*generated, *extra.get(field, ())] + ([party] if field == "aliases" else [])
            is_state = extra.get("state", row.get("state", False))
            yield ("land" if kind == "state" and not is_state else kind), party, names


def _reigns(governs: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, list[Reign]]:
    """Key of a country or seat -> who spoke for it when."""
    reigns: dict[str, list[Reign]] = {}
    for group, periods in governs.items():
        for period in periods:
            until = date.fromisoformat(period["until"]) if "until" in period else date.max
            reign = Reign(group, date.fromisoformat(period["since"]), until)
            reigns.setdefault(key_of(period.get("seat", period.get("country", ""))), []).append(reign)
    return reigns


def _spellings(families: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
    return {word: family for family in families for word in family}


def _respelled(name: str, spellings: Mapping[str, Sequence[str]]) -> list[str]:
    """The name, and its other spellings if its words have any."""
    words = key_of(name).split()
    if is_acronym(name) or not any(word in spellings for word in words):
        return [name]
    ways = product(*(spellings.get(word, (word,)) for word in words))
    return [name, *(" ".join(way).title() for way in ways)]
