"""What a text says brought something about: the cause, what came of it, and of what sort the cause is.

"A short circuit started the fire", "they blamed the fire on arson", "the cause was a leak". The words that
link the two, and those for causes and effects of one sort, are in `data/causes.json`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.language.lexicon import class_of, load_lexicon
from claims.language.shapes import FORMS, Shape, any_of

MOST_WORDS = 14  # of a cause: more hold more than what it is
ANY = "any"  # the effect where none is named, or only "the accident": whatever the story is about
IT = "it"  # the effect where only a pronoun stands for it
PRONOUNS = frozenset({"it", "this", "that", "these", "those", "them", "any of it", "any of this"})

_FORMS = frozenset(FORMS.split("|"))
_LATE_NOT = re.compile(  # that is put before its verb: "was not caused by", "caused not by"
    rf"\b({FORMS})(?:n['\u2019]t| not)\b|\b(\w+ed|due|down) not (?=by |to |on )"
)
_NO = re.compile(r"\b(?:no|not|never|nobody|nothing|neither|without)\b|n['\u2019]t\b")
_INSTEAD = re.compile(
    r"(?:,| and| but) not (?:by |to |on |from )?|,? (?:rather than|instead of) (?:by |to )?"
)
_BUT = re.compile(r"[,;]? but (?:rather )?(?:by|to|on|from|because(?: of)?) ")
_END = re.compile(r"[,;:\u2013\u2014]| - | as | according to | said | which | who ")  # of a cause
_JOINT = re.compile(r"[,;:]| (?:of|in|at|on|near|from|to|for|with|by|after|who|which|that) ")
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")


@dataclass(frozen=True)
class Cause:
    """What brought something about, or did not, as a text tells it."""

    words: str
    effect: str | None  # its kind, ANY or IT; None where it is of no kind
    sorts: frozenset[str]
    denied: bool = False


@dataclass(frozen=True)
class _Frame:
    shape: Shape
    effect: str | None
    denied: bool
    needs: frozenset[str]  # the words for its thing end in one of these, if there are any
    sorted: bool  # only a cause of a known sort is one: "the fire started in a kitchen"


@lru_cache(maxsize=1 << 16)
def causes_of(text: str) -> tuple[Cause, ...]:
    """The cause that a text gives, and those that it denies; none where it is one of several, or open.

    >>> [cause.words for cause in causes_of("The blaze was caused by a leak, and not by lightning.")]
    ['a leak', 'lightning']
    """
    said = " ".join(text.casefold().split()).strip('.!?"\u201c\u201d')
    plain = _LATE_NOT.sub(lambda match: "not " + (match[1] or f"{match[2]} "), said)
    words = set(_WORD.findall(plain))
    for frame in _frames():
        slots = None if words.isdisjoint(frame.shape.keys) else frame.shape.read(plain)
        if slots is None or not _has_needed(frame, slots):
            continue
        told = tuple(_told(frame, slots))
        if told or not frame.sorted:
            return () if _phrases("partial", "open").search(said) else told
    return ()


def _has_needed(frame: _Frame, slots: Mapping[str, str]) -> bool:
    """Whether what it was done to is such a thing as the frame is for: "brought down the tower"."""
    if not frame.needs:
        return True
    named = _JOINT.split(_END.split(slots["thing"])[0])[0].split()
    words = [word for word in named if word not in _FORMS]
    return bool(words) and words[-1] in frame.needs


def _told(frame: _Frame, slots: Mapping[str, str]) -> Iterator[Cause]:
    """The causes in the slots of a frame: what it was, and what it was not ("… and not by", "… but by")."""
    opening = slots[frame.shape.slots[0]] if frame.shape.slots[0] != "_" else ""
    if _NO.search(_INSTEAD.split(opening)[0]):  # "no fire was traced to the line"
        return
    link = slots["_"].removeprefix("not ").removeprefix("never ")
    turned = link != slots["_"]
    if turned and frame.denied:  # "not ruled out"
        return
    effect = frame.effect or _effect_in(slots)
    given = slots.get("cause", "")
    if not given or (frame.effect and not frame.needs):
        given = f"{given} {link}"
    for place, words in enumerate((_BUT if turned else _INSTEAD).split(given)):
        said = (_END.split(words)[0] if frame.shape.slots[-1] == "cause" else words).strip(" ,")
        sorts = sorts_of(said)
        if said and len(said.split()) <= MOST_WORDS and (sorts or not frame.sorted):
            yield Cause(said, effect, sorts, frame.denied or turned == (place == 0))


def _effect_in(slots: Mapping[str, str]) -> str | None:
    """What the slots of a frame say came of the cause; "the ferry sank" tells it by its last words."""
    if "happened" in slots:
        verbs = _classed("happened").findall(slots["happened"])
        last = verbs[-1] if verbs and slots["happened"].endswith(verbs[-1]) else ""
        return class_of("causes", "happened").get(last)
    return effect_of(slots["effect"]) if "effect" in slots else ANY


def effect_of(phrase: str) -> str | None:
    """The kind of the thing that a phrase names; None for what people do, of which there are many causes.

    >>> effect_of("the huge blaze at the mill"), effect_of("this"), effect_of("the outcry over the blaze")
    ('fire', 'it', None)
    """
    named = _JOINT.split(f" {phrase}")[0].strip()
    if named in PRONOUNS:
        return IT
    words = None if _phrases("deeds").search(named) else _classed("effects").findall(named)
    return class_of("causes", "effects")[words[-1]] if words else None


def sorts_of(phrase: str) -> frozenset[str]:
    """The sorts of cause that the words of a phrase name.

    >>> sorts_of("an electrical short circuit")
    frozenset({'electricity'})
    """
    return frozenset(class_of("causes", "sorts")[words] for words in _classed("sorts").findall(phrase))


def go_together(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether causes of these sorts may be one cause: "poor maintenance", "worn brakes"."""
    together = load_lexicon("causes")["together"]
    return any(
        one == other or other in together.get(one, ()) or one in together.get(other, ())
        for one in mine
        for other in theirs
    )


@cache
def _frames() -> tuple[_Frame, ...]:
    return tuple(
        _Frame(
            shape=Shape.of(row),
            effect=row.get("effect"),
            denied=row.get("denied", False),
            needs=frozenset(row.get("needs", ())),
            sorted=row.get("sorted", False),
        )
        for row in load_lexicon("causes")["frames"]
    )


@cache
def _phrases(*keys: str) -> re.Pattern[str]:
    return re.compile(any_of([phrase for key in keys for phrase in load_lexicon("causes")[key]]))


@cache
def _classed(table: str) -> re.Pattern[str]:
    return re.compile(any_of(list(class_of("causes", table))))
