"""Which words tell one thing: "closed" and "closure", "harbour" and "shelter"."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from claims.language.lexicon import load_lexicon, words_of
from claims.rules.counts import singular

ENDINGS: tuple[tuple[str, int], ...] = (  # with the letters that each leaves at least
    ("ation", 5),
    ("ion", 5),
    ("ance", 4),
    ("ence", 4),
    ("ure", 4),
    ("ing", 3),
    ("ied", 3),
    ("ed", 3),
    ("al", 5),
    ("es", 4),
    ("e", 3),
    ("y", 3),
)
NEGATING = frozenset({"non", "un", "anti", "ex", "half", "semi", "pre", "post", "counter"})
Kin = frozenset[str]


@lru_cache(maxsize=1 << 15)
def root(word: str) -> str:
    """A word in lower case without its ending, enough to match a verb with its noun.

    >>> [root(word) for word in ["closure", "closed", "stopped", "objection", "warning", "station"]]
    ['clos', 'clos', 'stop', 'object', 'warn', 'station']
    """
    word = singular(word)
    for ending, least in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            stem = word[: -len(ending)]
            doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls"
            return stem[:-1] if doubled else stem
    return word


@lru_cache(maxsize=1 << 15)
def kin(word: str) -> Kin:
    """The root of a word, and the families that it belongs to.

    >>> sorted(kin("closure") & kin("shut"))
    ['close (deeds)']
    """
    stem = root(word)
    return frozenset({stem, *_families().get(stem, ())})


@lru_cache(maxsize=1 << 15)
def kin_of_instance(word: str) -> Kin:
    """The kin of a word, of its parts, and of the sorts and the country that it is one of.

    >>> sorted(kin_of_instance("villager") & kin("civilian"))
    ['civilian']
    >>> sorted(kin_of_instance("low-flying") & kin("flew"))
    ['move (deeds)']
    """
    parts = word.split("-") if "-" in word else []
    names = parts if not {*parts} & NEGATING else []
    above = (*_sorts().get(root(word), ()), *_countries().get(word, ()))
    return kin(word).union(*map(kin, names), *map(kin, above))


@cache
def _families() -> Mapping[str, frozenset[str]]:
    """Root -> the families that it belongs to."""
    found: dict[str, set[str]] = {}
    for table in ("deeds", "things"):
        for row in load_lexicon("kindred")[table]:
            for word in row:
                found.setdefault(root(word), set()).add(f"{row[0]} ({table})")
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _sorts() -> Mapping[str, Sequence[str]]:
    """Root -> the sorts that the word is one of: a villager is a civilian."""
    found: dict[str, list[str]] = {}
    for sort, members in load_lexicon("kindred")["sorts"].items():
        for word in members:
            found.setdefault(root(word), []).append(sort)
    return found


@cache
def _countries() -> Mapping[str, Sequence[str]]:
    """What is of a country, in lower case -> the words of its name."""
    rows = load_lexicon("countries")
    return {word.casefold(): row["name"].casefold().split() for row in rows for word in row["demonyms"]}


@cache
def verbs_with_particle() -> Mapping[tuple[str, str], str]:
    """Root of a verb and its particle -> the verb that the two stand for: ("call", "off") -> "cancel"."""
    table = load_lexicon("kindred")["phrases"]
    parts = ((verb, entry.split()) for verb, entries in table.items() for entry in entries)
    return {(root(first), particle): verb for verb, (first, particle) in parts}


def is_deed(words: Kin) -> bool:
    """Whether a word can tell a deed: "breakdown", "closure"."""
    return any(name.endswith("(deeds)") for name in words)


@cache
def roots_of(*keys: str) -> Kin:
    """The roots of a word list of `data/kindred.json`, or of the list under `keys` of another file.

    >>> root("used") in roots_of("presence")
    True
    """
    return frozenset(map(root, words_of(*keys) if len(keys) > 1 else words_of("kindred", *keys)))
