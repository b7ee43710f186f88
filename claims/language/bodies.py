"""Speaker phrase -> the body that it speaks for under its own name: "Springfield police", "Texas", "Oxfam".

States and known groups are for `parties`; here are the bodies that no table can hold. A name speaks
for a body when a post of it is named ("Acme spokesman", "the mayor of Lyon") or when it is the
body's own ("Metro Police Department"). Experts, relatives and witnesses speak for nobody.
"""

from collections.abc import Sequence
from functools import cache

from claims.language.lexicon import load_lexicon
from claims.language.names import NameIndex, Word, key_of, words_in
from claims.language.parties import BREAK

LINKS = frozenset({"for", "of", "at", "with", "from", "in", "to"})
JOINERS = frozenset(
    {"of", "for", "and", "the", "s", "de", "du", "des", "del", "la", "le", "al", "on", "against", "without"}
)
FILLING = frozenset(
    {
        "the",
        "of",
        "city",
        "department",
        "dept",
        "office",
        "service",
        "force",
        "inc",
        "corp",
        "co",
        "ltd",
        "llc",
        "plc",
        "company",
        "s",
    }
)
FULL = frozenset(
    {"company", "union", "group", "club", "church", "party", "bank"}
)  # whose names may be common words
IN_PERSON = frozenset({"police", "prosecutor", "coroner"})  # "Lee County Sheriff", "Lee County Prosecutor"
PAST = frozenset({"former", "ex", "retired", "late", "ousted", "deposed"})
LONGEST_POST = 3  # words


def body_of(phrase: str, *, titled: bool = False) -> str | None:
    """The name of the body that a phrase, without a person's name, speaks for; None if it names none.

    Args:
        phrase: the words.
        titled: whether they say what a person is: then a post must be among them.

    >>> [body_of(text) for text in ["Acme spokesman", "the mayor of Lyon", "a nurse at Acme", "police"]]
    ['Acme', 'Lyon', None, None]
    """
    words: Sequence[Word] = _first_run(phrase)
    if not words or _is_private(phrase, words):
        return None
    owner = _after_link(words)
    if owner is not None:
        return _name(phrase, owner) or _name(phrase, _without_tail(owner))
    at = next((at for at, word in enumerate(words) if word.key in {"in", "of"}), 0)
    if at and _key(words[:at]) in _plain() and (place := _name(phrase, words[at + 1 :])):
        return f"{place} {_key(words[:at])}"  # "police in Springfield"
    words = _up_to_place(words)
    rest = _without_posts(words)
    if titled and len(rest) == len(words) and not kinds_of(words[-1].text) & IN_PERSON:
        return None
    if len(rest) == len(words) and not (kinds_of(phrase) or words[-1].capital):
        return None
    return _name(phrase, rest)


def kinds_of(name: str) -> frozenset[str]:
    """The sorts of body that a name may be of, by its words.

    >>> sorted(kinds_of("Lee County Sheriff's Office")), sorted(kinds_of("NYPD")), sorted(kinds_of("Ann Lee"))
    (['police'], ['police'], [])
    """
    if name.isupper() and name.endswith("PD") and len(name) > 2:
        return frozenset({"police"})
    kinds, index = _kinds()
    words, found, at = words_in(name), set(), 0
    while at < len(words):
        size = index.longest_at(name, words, at)
        if size:
            found.add(kinds[" ".join(word.key for word in words[at : at + size])])
        at += size or 1
    return frozenset(found)


def is_same_body(left: str, right: str) -> bool:
    """Whether two names are one body's, a longer and a shorter.

    >>> is_same_body("Miami Police", "City of Miami Police Department"), is_same_body("Miami Police", "Miami")
    (True, False)
    """
    if key_of(left) == key_of(right):
        return True
    one, other = _core(left), _core(right)
    kinds, others = kinds_of(left), kinds_of(right)
    return bool(one) and one == other and (kinds <= others or others <= kinds) and bool(kinds) == bool(others)


def called(noun: str) -> frozenset[str]:
    """The sorts of body that "the NOUN" may mean."""
    return frozenset(load_lexicon("bodies")["called"].get(noun, ()))


def _is_private(phrase: str, words: Sequence[Word]) -> bool:
    """Whether the phrase is about people as such, or about media: outside the name of a body."""
    _, index = _kinds()
    at = 0
    while at < len(words):
        size = index.longest_at(phrase, words, at)
        word, follows = words[at], words[at + 1 : at + 2]
        inside = (word.capital and follows) or (word.key == "opposition" and follows and follows[0].capital)
        if not size and word.key in _private() and (not inside or word.key in PAST):
            return True
        at += size or 1
    return False


def _core(name: str) -> frozenset[str]:
    return frozenset(key_of(name).split()) - FILLING


def _first_run(phrase: str) -> tuple[Word, ...]:
    """The words up to the first comma or bracket, without articles and adjectives in front."""
    lists = load_lexicon("institutions")
    words = words_in(phrase)
    end = next(
        (at for at in range(1, len(words)) if BREAK.search(phrase, words[at - 1].end, words[at].start)),
        len(words),
    )
    words = words[:end]
    adjectives = _adjectives() - _plain()
    while words and (
        words[0].key in lists["openers"] or (words[0].key in adjectives and not words[0].capital)
    ):
        words = words[1:]
    return words


def _after_link(words: Sequence[Word]) -> list[Word] | None:
    """What follows "spokesman for", "director of communications at"; None if no post comes first."""
    for at, word in enumerate(words):
        if word.key in LINKS and at and not _without_posts(words[:at]):
            rest = list(words[at + 1 :])
            return _after_link(rest) or rest
    return None


def _without_tail(words: Sequence[Word]) -> list[Word]:
    """The name alone, where a part of the body follows it: "Acme [advisory council]"."""
    heads, _ = _kinds()
    last = max((at for at, word in enumerate(words) if word.capital), default=-1)
    return list(words[: last + 1]) if words and words[-1].key in heads else []


def _up_to_place(words: Sequence[Word]) -> list[Word]:
    """The words before "in Lima", "at the scene"."""
    end = next((at for at, word in enumerate(words) if at and word.key in LINKS - {"of", "for"}), len(words))
    return list(words[:end])


def _without_posts(words: Sequence[Word]) -> list[Word]:
    """The words before the posts at the end of the phrase."""
    posts, adjectives = _posts(), _adjectives()
    end = len(words)
    while end:
        last, sizes = words[end - 1], range(min(LONGEST_POST, end), 0, -1)
        size = next((size for size in sizes if _key(words[end - size : end]) in posts), 0)
        if not size and end < len(words) and not last.capital and last.key in adjectives - _plain():
            size = 1  # "Acme [senior] spokesman"
        if not size:
            break
        end -= size
    return list(words[:end])


def _name(phrase: str, words: Sequence[Word]) -> str | None:
    """The name among the words, if the rest of them is what may stand around the name of a body."""
    words = list(words)
    while words and (not words[0].capital or _is_base(phrase, words)):
        words = words[1:] if not _is_base(phrase, words) else words[2:]
    words = _up_to_place(words)
    while words and words[-1].key in {"s", *JOINERS}:
        words = words[:-1]
    last = max((at for at, word in enumerate(words) if word.capital), default=-1)
    tail = [word for word in words[last + 1 :] if word.key != "s" or word.end == words[-1].end]
    if last < 0 or (tail and _key(words[last + 1 :]).removeprefix("s ") not in _plain()):
        return None
    if any(not word.capital and word.key not in JOINERS for word in words[:last]):
        return None
    name = phrase[words[0].start : words[-1].end]
    return None if _is_hollow(name, words) or key_of(name) in _never() else name


def _is_hollow(name: str, words: Sequence[Word]) -> bool:
    """Whether the name would fit many bodies: "Police Department", not "United Airlines"."""
    if any(word.key not in _generic() and word.key != "s" for word in words):
        return False
    return len(words) == 1 or not kinds_of(name) & FULL


def _is_base(phrase: str, words: Sequence[Word]) -> bool:
    """Whether the first word only says where a body sits: "Rome-based"."""
    return len(words) > 1 and words[1].key == "based" and phrase[words[0].end : words[1].start] == "-"


def _key(words: Sequence[Word]) -> str:
    return " ".join(word.key for word in words)


@cache
def _kinds() -> tuple[dict[str, str], NameIndex]:
    kinds = {key_of(head): kind for kind, heads in load_lexicon("bodies")["kinds"].items() for head in heads}
    return kinds, NameIndex(kinds)


@cache
def _keys(*names: str) -> frozenset[str]:
    lists = load_lexicon("bodies")
    return frozenset(key_of(entry) for name in names for entry in lists[name])


def _posts() -> frozenset[str]:
    return _keys("posts")


def _plain() -> frozenset[str]:
    return _keys("plain")


def _never() -> frozenset[str]:
    return _keys("never")


@cache
def _private() -> frozenset[str]:
    """Words of phrases that speak for nobody: people as such, and media."""
    heads, _ = _kinds()
    blockers = {key_of(word) for word in load_lexicon("institutions")["blockers"]}
    return frozenset(blockers | _keys("private")) - set(heads) - _posts()


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(key_of(word) for word in load_lexicon("institutions")["modifiers"])


@cache
def _generic() -> frozenset[str]:
    heads, _ = _kinds()
    return _adjectives() | _keys("generic", "posts") | {head for head in heads if " " not in head}
