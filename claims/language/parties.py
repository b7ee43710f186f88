"""Speaker phrase -> the party it stands for: "Israeli officials", "the Kremlin", "a Hamas spokesman".

A name alone does not speak for a side: an institution must ("the Israeli army"), or the name must be
the side itself, its seat or its capital. "An Israeli analyst" and "Kyiv residents" speak for nobody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from claims.language.aliases import Alias, Aliases, Kind
from claims.language.lexicon import load_lexicon, words_of
from claims.language.names import NameIndex, Word, key_of, possessive_after, words_in

BREAK = re.compile(r"[,;:()\[\]\u2014\"\u201c\u201d]|\s[-\u2013]\s")
ALONE = frozenset({"group", "body", "state", "seat", "capital"})
OFFICES = frozenset({"noun", "fighter"})
DEEPEST = 4  # "spokesman for the ministry of defence in X" is three phrases deep; no real one is deeper
# Later lists win a word that is in several.
ROLES = {
    "blockers": "blocker",
    "modifiers": "modifier",
    "openers": "opener",
    "cuts": "cut",
    "couplers": "coupler",
    "links": "link",
    "particles": "name",
    "fighters": "fighter",
    "nouns": "noun",
    "local": "blocker",
}


class Part(NamedTuple):
    """A name or word of a phrase with the role it plays there."""

    role: str
    key: str
    alias: Alias | None = None


class _Reading(NamedTuple):
    """What a phrase came to: a name, nothing, or a bar to looking further."""

    alias: Alias | None
    barred: bool = False


NOTHING = _Reading(None)
BARRED = _Reading(None, barred=True)


class Parties:
    """The sides of the world and the phrases that stand for them."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._read: tuple[str, date | None] = ("", None)  # the text read last, and the sides it names
        self._named: tuple[str, ...] = ()

    @classmethod
    def load(cls, additions: Mapping[str, Sequence[str]] | None = None) -> "Parties":
        """The shipped sides with the names that a user adds: {"Party": ["alias", …]}."""
        return cls(Aliases(additions or {}))

    def resolve(self, phrase: str, *, context: Sequence[str] = (), on: date | None = None) -> str | None:
        """The party that a speaker phrase stands for; None if it speaks for no side.

        Args:
            phrase: the speaker as written.
            context: parties that the document names, to decide names that several go by.
            on: date of the document, to tell who governed; today if unknown.
        """
        parts = self._parts(phrase)
        for segment in _segments(parts):
            reading = _read(segment)
            if reading.barred:
                return None
            if reading.alias:
                alias = reading.alias
                if any(set(part.key.split()) & words_of("institutions", "national") for part in segment):
                    alias = self._aliases.national(alias)
                return self._aliases.side(alias, context=context, on=on)
        return None

    def named_in(self, text: str, *, on: date | None = None) -> tuple[str, ...]:
        """The sides that a document names, each once: they decide what an ambiguous name in it means."""
        if self._read == (text, on):
            return self._named
        clues = self._aliases.clues_in(text)
        mentioned = (party for _, _, party in self.mentions(text, context=clues, on=on))
        self._read, self._named = (text, on), tuple(dict.fromkeys([*mentioned, *clues]))
        return self._named

    def kind_of(self, name: str) -> Kind | None:
        """What sort of name this is, if it is nothing but the name of a side."""
        words = words_in(name)
        size, alias = self._aliases.at(name, words, 0) if words else (0, None)
        return alias.kind if alias and size == len(words) else None

    def is_state(self, party: str) -> bool:
        """Whether a party is a country."""
        return self.kind_of(party) == "state"

    def mentions(
        self, text: str, *, context: Sequence[str] = (), on: date | None = None
    ) -> list[tuple[int, int, str]]:
        """(start, end, party) of each name of a side in `text`, in order, not overlapping.

        A nationality counts where it names an actor ("Israeli troops", "Russian shelling"), a capital
        where it is not a place ("in Lima"), and the bare name of a country means the country.
        """
        words = words_in(text)
        found, at = [], 0
        while at < len(words):
            size, alias = self._aliases.at(text, words, at)
            if alias and _acts(alias, text, words, at, size):
                bare = alias.kind == "state" and not _has_institution(text, words, at + size)
                if party := self._aliases.side(alias, context=context, on=on, holder=not bare):
                    found.append((words[at].start, words[at + size - 1].end, party))
            at += size or 1
        return found

    def _parts(self, phrase: str) -> list[Part]:
        """The phrase as parts, up to the verb or clause that ends it."""
        words = words_in(phrase)
        parts: list[Part] = []
        at = 0
        while at < len(words):
            if at and BREAK.search(phrase, words[at - 1].end, words[at].start):
                parts.append(Part("break", ""))
            size, part = self._part(phrase, words, at)
            if part.role == "cut" and parts:
                break
            parts.append(part)
            at += size
        return parts

    def _part(self, phrase: str, words: Sequence[Word], at: int) -> tuple[int, Part]:
        roles, index = _roles()
        size, alias = self._aliases.at(phrase, words, at)
        noun_size = index.longest_at(phrase, words, at)
        if alias and size >= noun_size:
            return _compound(alias, phrase, words, at, size)
        if noun_size:
            key = " ".join(word.key for word in words[at : at + noun_size])
            return noun_size, Part(roles[key], key)
        word = words[at]
        return 1, Part("name" if word.capital else "other", word.key)


def _compound(alias: Alias, phrase: str, words: Sequence[Word], at: int, size: int) -> tuple[int, Part]:
    """A name with what is hyphened to it: "X-led" is X, "X-based" and "anti-X" are not."""
    lists = load_lexicon("institutions")
    if alias.kind == "nobody":
        return size, Part("blocker", alias.key)
    if _hyphened(phrase, words, at - 1) and words[at - 1].key in lists["against"]:
        return size, Part("other", alias.key)
    after = at + size
    if _hyphened(phrase, words, after - 1):
        key = words[after].key
        if key in lists["run"]:
            return size + 1, Part("alias", alias.key, alias)
        if key in lists["apart"] or not words[after].capital:
            return size + 1, Part("modifier", alias.key)
    return size, Part("alias", alias.key, alias)


def _hyphened(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether word `at` is joined to the next one by a hyphen."""
    if not 0 <= at < len(words) - 1:
        return False
    return text[words[at].end : words[at + 1].start] in ("-", "\u2010", "\u2011")


@cache
def _roles() -> tuple[dict[str, str], NameIndex]:
    lists = load_lexicon("institutions")
    roles = {key_of(entry): role for name, role in ROLES.items() for entry in lists[name]}
    return roles, NameIndex(roles)


def _segments(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The runs between commas and brackets."""
    segment: list[Part] = []
    for part in [*parts, Part("break", "")]:
        if part.role != "break":
            segment.append(part)
        elif segment:
            yield segment
            segment = []


def _read(parts: Sequence[Part], depth: int = 0) -> _Reading:
    """The name that one run of parts stands for."""
    parts = _without_openers(parts)
    end = next((at for at, part in enumerate(parts) if part.role == "link"), len(parts))
    core, link, rest = parts[:end], parts[end : end + 1], parts[end + 1 :]
    if any(part.role == "blocker" for part in core):
        return BARRED
    if any(part.alias for part in core):
        return NOTHING if _coupled(core) else _Reading(_spoken_for(core))
    if link and core and depth < DEEPEST:
        return _read_owner(core, link[0].key, rest, depth)
    return NOTHING


def _without_openers(parts: Sequence[Part]) -> Sequence[Part]:
    start = next((at for at, part in enumerate(parts) if part.role not in ("opener", "modifier")), len(parts))
    return parts[start:]


def _coupled(core: Sequence[Part]) -> bool:
    """Whether two sides speak at once ("US and Israeli officials")."""
    sides = {part.alias.sides for part in core if part.alias}
    return len(sides) > 1 and any(part.role == "coupler" for part in core)


def _spoken_for(core: Sequence[Part]) -> Alias | None:
    """The name in the core that an institution acts for, or that is the side itself."""
    named = [(at, part.alias) for at, part in enumerate(core) if part.alias]
    if len(core) > 1 and core[-1].alias and core[-1].alias.kind == "group" and core[-2].role in OFFICES:
        return core[-1].alias  # "the militant group X"
    at, alias = next(((at, found) for at, found in named if found.kind == "group"), named[0])
    if any(part.role == "name" for part in core[:at]):
        return None
    after = core[at + 1 :]
    office = OFFICES if alias.kind == "group" else frozenset({"noun"})
    last = max((place for place, part in enumerate(after) if part.role in office), default=-1)
    if last >= 0:
        inner = {"modifier", "alias", "name"} if alias.kind == "group" else {"modifier", "alias"}
        between = all(part.role in office | inner for part in after[:last])
        person = all(part.role in ("name", "alias", "noun") for part in after[last + 1 :])
        return alias if between and person else None
    only_names = all(part.alias or part.role == "modifier" for part in core[named[0][0] :])
    return alias if only_names and core[-1].alias and named[-1][1].kind in ALONE else None


def _read_owner(core: Sequence[Part], link: str, rest: Sequence[Part], depth: int) -> _Reading:
    """Who stands behind "spokesman for X", "authorities in X", "Y of the group X"."""
    lists = load_lexicon("institutions")
    owning = link in lists["owning"]
    offices = [part.key for part in core if part.role in OFFICES]
    if not offices:
        member = _read(rest, depth + 1) if owning and all(part.role == "name" for part in core) else NOTHING
        return member if member.alias and member.alias.kind == "group" else NOTHING
    if not owning and not (link == "in" and offices[-1].split()[-1] in lists["seated"]):
        return NOTHING
    rest = _without_openers(rest)
    while rest and rest[0].role == "link":
        rest = _without_openers(rest[1:])
    owner = rest[0].alias if rest else None
    person_follows = all(part.role in ("name", "link", "alias") for part in rest[1:2])
    if owner and owner.kind != "demonym" and person_follows:
        return BARRED if any(part.role == "blocker" for part in rest) else _Reading(owner)
    return _read(rest, depth + 1)


def _acts(alias: Alias, text: str, words: Sequence[Word], at: int, size: int) -> bool:
    """Whether a name in running text is a side, rather than a place, a person or an adjective."""
    if alias.kind == "nobody" or _compound(alias, text, words, at, size)[1].role != "alias":
        return False
    if alias.kind in ("demonym", "land"):
        return _has_institution(text, words, at + size) or _has_act(text, words, at + size)
    if alias.kind == "capital" and _is_city(words, at):
        return False
    return alias.kind in ("group", "body", "seat") or not _is_person(text, words, at, size)


def _is_city(words: Sequence[Word], at: int) -> bool:
    """Whether a capital is where something happens, rather than who acts: "in X", "the fall of X"."""
    lists = load_lexicon("institutions")
    before = [word.key for word in words[max(0, at - 2) : at]]
    if not before:
        return False
    return before[-1] in lists["locating"] or (before[-1] == "of" and before[0] in lists["taking"])


def _has_institution(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether an office follows, after adjectives at most."""
    roles, index = _roles()
    while at < len(words) and not BREAK.search(text, words[at - 1].end, words[at].start):
        size = index.longest_at(text, words, at)
        role = roles[" ".join(word.key for word in words[at : at + size])] if size else ""
        if role == "noun" or role != "modifier":
            return role == "noun"
        at += size
    return False


def _has_act(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether one of the next three words is an act or a weapon ("airstrike", "border posts")."""
    acts = _acts_index()
    near = range(at, min(at + 3, len(words)))
    reached = [place for place in near if not BREAK.search(text, words[at - 1].end, words[place].start)]
    return any(acts.longest_at(text, words, place) for place in reached)


@cache
def _acts_index() -> NameIndex:
    return NameIndex({key_of(entry) for entry in load_lexicon("institutions")["acts"]})


def _is_person(text: str, words: Sequence[Word], at: int, size: int) -> bool:
    """Whether a country or capital is somebody's name: "Jordan Peterson", "Michael Jordan"."""
    if size > 1 or words[at].key not in _given_names() or possessive_after(text, words[at]):
        return False
    roles, _ = _roles()
    beside = words[at - 1 : at] if at and _spaced(text, words, at - 1) else []
    beside = [*beside, *(words[at + 1 : at + 2] if _spaced(text, words, at) else [])]
    return any(word.capital and word.key not in roles and not word.text.isupper() for word in beside)


def _spaced(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a single space parts word `at` from the next."""
    return at + 1 < len(words) and text[words[at].end : words[at + 1].start] == " "


@cache
def _given_names() -> frozenset[str]:
    return frozenset(key_of(name) for name in load_lexicon("institutions")["given_names"])
