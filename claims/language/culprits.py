"""Who did a deed, as a text says: "Rebels set fire to the mill", "the ambush was the work of the XYZ".

The deeds, and the words that link them to their doers, are in `data/culprits.json`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.language.lexicon import class_of, load_lexicon, words_of
from claims.language.shapes import FORMS, Shape, any_of

ANY = "any"  # the deed where only the doer is named: "the general blamed the XYZ"
LONGEST = 14  # words of a doer: more hold more than who it is

_MARKS = r"[,;:\u2013\u2014\"\u201c\u201d]"
_JOINTS = "that|when|while|as|after|before|because|since|where|and|but|then"
_BREAK = re.compile(rf"{_MARKS}|\b(?:{_JOINTS})\b")
_STOP = re.compile(rf"{_MARKS}| (?:on|in|at|near|during|after|before|when|while|as|to)\b")
_ASIDE = re.compile(r"\([^()]*\)")
_PRESENTED = re.compile(r"^(?:it|there) (?:was|were|is|are|had been) ", re.I)
_HELPERS = re.compile(rf"(?:\s+(?:{FORMS}|allegedly|also|deliberately))+$", re.I)
_RELATIVE = re.compile(r"\s(?:who|which|that)$", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being|get|got|gets)(?: \w+ly)?$", re.I)
_IDLE = re.compile(
    r"^(?:in|by|on|at|during|after|near|when|while|as|and|or|with|from|for|to|off|out)\b", re.I
)
_NAMED = re.compile(r" (?:that|which|who|in|on|at|near|of|against|by|from|to|for|after|during)\b|[,;]", re.I)
_AIMED = re.compile(r" (?:on|at|of|against|into|that (?:hit|struck|devastated|destroyed|killed)) (.+)$", re.I)
_SOME = re.compile(r"^(?:an?|several|two|three|four|many|other|another|similar) ", re.I)
_NEGATED = re.compile(r"\b(?:not|no|never|nor|neither|nobody|none)\b|n['\u2019]t\b", re.I)
_WORD = re.compile(r"[\w'\u2019-]+")
_END = re.compile(r"[,;:]| who was | who were | - ")


@dataclass(frozen=True)
class Culprit:
    """A deed with the words for who did it and what it was done to, as a text tells it."""

    deed: str
    doer: str
    thing: str = ""  # empty where none is told
    vague: bool = False  # one of several such deeds: "an attack"


@dataclass(frozen=True)
class _Frame:
    shape: Shape
    deed: str | None  # None where a noun tells it

    @property
    def opening(self) -> str:
        """The slot that comes first."""
        return self.shape.slots[0]


@lru_cache(maxsize=1 << 16)
def culprit_of(text: str) -> Culprit | None:
    """Who did a deed, as a text says; None where it names nobody, or it is open or denied.

    >>> culprit_of("Monday's raid was the work of deserters.")
    Culprit(deed='attack', doer='deserters', thing='', vague=False)
    """
    said = " ".join(_ASIDE.sub(" ", text).split()).strip('.!?"\u201c\u201d ')
    words = set(_WORD.findall(said.casefold()))
    frames = [frame for frame in _frames() if not words.isdisjoint(frame.shape.keys)]
    if not frames or _open().search(said) or _NEGATED.search(said):
        return None
    return next((told for frame in frames if (told := _told(frame, said)) is not None), None)


def go_together(mine: str, theirs: str) -> bool:
    """Whether two deeds can be one: an attack, and the bombing that it was."""
    together = load_lexicon("culprits")["together"]
    return mine == theirs or theirs in together.get(mine, ()) or mine in together.get(theirs, ())


def camps_of(phrase: str) -> frozenset[str]:
    """The sides without a name for which the words of a phrase stand.

    >>> sorted(camps_of("men in vans of the ruling party"))
    ['ruling']
    """
    camps = class_of("culprits", "camps")
    plain = phrase[:1].casefold() + phrase[1:]  # in a name ("Liberation Army") the word is no camp
    return frozenset(camps[words] for words in _camp_words().findall(plain))


def _told(frame: _Frame, text: str) -> Culprit | None:
    """Who did what, as a text tells it in the order of a frame."""
    slots = frame.shape.read(text)
    if slots is None:
        return None
    if frame.opening == "agent" and _PASSIVE.search(slots["agent"]):
        return None
    doer = _doer_before(slots["agent"]) if frame.opening == "agent" else _END.split(slots["agent"])[0].strip()
    if not doer or len(doer.split()) > LONGEST or _backing().search(doer):
        return None
    if frame.deed is None:
        return _of_noun(slots["deed"], doer, comes_first=frame.opening == "deed")
    thing = slots.get("thing", "")
    if frame.opening == "thing":
        return _of_verb(frame.deed, doer, _doer_before(thing))
    return _of_verb(frame.deed, doer, _STOP.split(thing)[0].strip())


def _of_verb(deed: str, doer: str, thing: str) -> Culprit | None:
    """The deed that a verb tells; a truce is what one breaks, and nothing else is."""
    broken = _noun_in(thing) == "truce"
    if _IDLE.search(thing) or broken != (deed == "truce"):
        return None
    return Culprit(deed, doer, "" if broken else thing)


def _of_noun(phrase: str, doer: str, *, comes_first: bool) -> Culprit | None:
    """The deed that a noun names, with what it was aimed at."""
    phrase = _BREAK.split(phrase)[-1 if comes_first else 0]
    phrase = _HELPERS.sub("", f" {phrase.strip()}").strip()
    deed = _noun_in(_NAMED.split(phrase)[0])
    aimed = _AIMED.search(phrase)
    if deed is None:
        return None
    return Culprit(deed, doer, aimed[1] if aimed else "", bool(_SOME.search(phrase)))


def _noun_in(phrase: str) -> str | None:
    """The deed that a phrase ends in."""
    nouns = _nouns().findall(phrase)
    at_end = bool(nouns) and phrase.rstrip().casefold().endswith(nouns[-1].casefold())
    return class_of("culprits", "nouns")[nouns[-1].casefold()] if at_end else None


def _doer_before(phrase: str) -> str:
    """The last phrase before a verb; of "it was troops who" the troops, of "they saw a man who" nobody."""
    plain = _HELPERS.sub("", f" {phrase}")
    named = _BREAK.split(_RELATIVE.sub("", plain))[-1].strip()
    presented = _PRESENTED.sub("", named)
    return "" if _RELATIVE.search(plain) and presented == named else presented


@cache
def _frames() -> tuple[_Frame, ...]:
    """Passives before actives, as "was bombed by" holds "bombed"; who is blamed for nothing named last."""
    data = load_lexicon("culprits")
    verbs = data["verbs"].items()
    rows: list[tuple[str | None, str, list[list[str]]]] = [
        *((deed, "thing _ agent", [[f"{done} by" for _, done, _ in forms]]) for deed, forms in verbs),
        *((row["deed"], row["shape"], row["links"]) for row in data["shapes"]),
        (None, "deed _ agent", [data["by"]]),
        *(
            (deed, "_ agent _ thing", [data["accused"], [f"of {doing}" for *_, doing in forms]])
            for deed, forms in verbs
        ),
        (None, "_ deed _ agent", [data["blamed"], ["on"]]),
        (None, "_ agent _ deed", [data["blamed"], ["for", "responsible for"]]),
        (None, "agent _ deed", [data["of"]]),
        *((deed, "agent _ thing", [[form for row in forms for form in row[:2]]]) for deed, forms in verbs),
        (ANY, "_ agent", [data["blamed"]]),
    ]
    return tuple(_Frame(Shape.of({"shape": shape, "links": links}), deed) for deed, shape, links in rows)


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(any_of(class_of("culprits", "nouns")), re.I)


@cache
def _camp_words() -> re.Pattern[str]:
    return re.compile(any_of(class_of("culprits", "camps")))


@cache
def _open() -> re.Pattern[str]:
    return re.compile(any_of(words_of("culprits", "open")))


@cache
def _backing() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words_of("culprits", "backing")))), re.I)
