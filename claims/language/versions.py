"""Versions of one article: which text comes after which, what they say in the same words, what changed.

An article is known by its address; without one, by the file that it was read from, as long as the text is
an edit of what stood there before. Nothing here knows why an article changed.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from claims.base.records import Claim, Document, Kind, Quantity
from claims.language.masking import mask
from claims.language.wording import figure_words

RUN = 3  # words in a row; two texts on one subject share few such runs by chance
EDITED = 0.3  # share of the runs of the shorter text from which a file holds an edit, not another article
REWRITTEN = 0.8  # share of the words, figures masked, from which a statement without a change is the same
SAME_PLACE = 0.5  # share from which one statement stands where the other stood
STDIN = "-"
TRACKING = ("utm_", "fbclid", "gclid")  # parts of an address that name no other page
WORDINGS: frozenset[str] = frozenset({"statement", "wording"})  # what is told by quoting both


def article_key(document: Document) -> str | None:
    """What the versions of an article have in common: the address, else the file; None for bare stdin.

    >>> article_key(Document.of("a", source="a.txt", url="https://www.example.org/a/?utm_source=x#top"))
    'example.org/a'
    >>> article_key(Document.of("a", source="a.txt")), article_key(Document.of("a", source="-"))
    ('a.txt', None)
    """
    return _page(document.url or "") or _file(document.source)


def _page(url: str) -> str | None:
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    told = [(name, value) for name, value in parse_qsl(address.query) if not name.startswith(TRACKING)]
    page = address.path.rstrip("/") + (f"?{urlencode(told)}" if told else "")
    return f"{(address.hostname or '').removeprefix('www.')}{page}" if address.hostname and page else None


def _file(source: str) -> str | None:
    is_nameless = source == STDIN or source.startswith(f"{STDIN}:")
    return None if is_nameless else _page(source) or source or None


def order_versions(documents: Sequence[Document]) -> dict[str, str | None]:
    """Each document with the one that it is the next version of, or None.

    Args:
        documents: all of one `article_key`, in the order in which they were read. An earlier date of
            publication goes first; of equal and unknown dates, what was read later is later.
    """
    chains: list[list[Document]] = []
    for document in documents:
        chain = next((chain for chain in chains if _belongs(document, chain)), None)
        if chain is None:
            chains.append([document])
        else:
            chain.insert(_place_in(chain, document), document)
    return {
        document.id: chain[at - 1].id if at else None for chain in chains for at, document in enumerate(chain)
    }


def _belongs(document: Document, chain: Sequence[Document]) -> bool:
    if _page(document.url or "") is not None:
        return True
    return any(is_edit(document.text, other.text) for other in chain)


def _place_in(chain: Sequence[Document], document: Document) -> int:
    day = document.published
    later = (
        at for at, other in enumerate(chain) if day is not None and other.published and other.published > day
    )
    return next(later, len(chain))


def is_edit(text: str, other: str) -> bool:
    """Whether the two texts share so many runs of words that one is an edit of the other.

    >>> is_edit("Rain fell on the town all day long.", "Rain fell on the town all night long.")
    True
    >>> is_edit("Rain fell on the town all day long.", "The council will meet on Friday at noon.")
    False
    """
    mine, theirs = _runs(text), _runs(other)
    shared = len(mine & theirs)
    return text == other or (shared > 0 and shared >= EDITED * min(len(mine), len(theirs)))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return set(zip(*(words[at:] for at in range(RUN)), strict=False))


def plain(text: str) -> str:
    """The words, whatever their case and the space between them.

    >>> plain("Rain  fell")
    'rain fell'
    """
    return " ".join(text.casefold().split())


def said_alike(left: Claim, right: Claim) -> bool:
    """Whether two versions of an article hold the claim in the same words, in one voice."""
    if plain(left.sentence) == plain(right.sentence):
        return True
    voices = [(claim.speaker, claim.stance, plain(claim.quote)) for claim in (left, right)]
    return voices[0] == voices[1]


def likeness(left: Claim, right: Claim) -> float:
    """Share of the words of two statements that both have, figures and dates masked, in [0, 1]."""
    mine, theirs = _words(left.text), _words(right.text)
    return 2 * (mine & theirs).total() / max(mine.total() + theirs.total(), 1)


@lru_cache(maxsize=10_000)
def _words(text: str) -> Counter[str]:
    return Counter(mask(text).casefold().split())


class Change(NamedTuple):
    """What an edit did to a claim."""

    kind: Kind
    what: Literal["figure", "date", "place", "speaker", "statement", "wording"]
    was: str
    now: str
    of: str = ""  # what a figure counts

    @property
    def words(self) -> str:
        """The change in words: "the figure was 47, now 46"."""
        was, now = (f"“{text}”" if self.what in WORDINGS else text for text in (self.was, self.now))
        return f"the {self.what} was {was}, now {now}"


def change_between(old: Claim, new: Claim) -> Change | None:
    """What was claimed and is claimed otherwise; None if only words changed."""
    for find in (_changed_figure, _changed_truth, _changed_place, _changed_date, _changed_frame):
        if (change := find(old, new)) is not None:
            return change
    return _changed_speaker(old, new)


def reworded(old: Claim, new: Claim) -> Change | None:
    """The change of two statements without one in figures and the like, if their words are too far apart."""
    if said_alike(old, new) or likeness(old, new) >= REWRITTEN:
        return None
    return Change("attribute", "wording", old.quote, new.quote)


def _changed_figure(old: Claim, new: Claim) -> Change | None:
    was = [quantity for quantity in old.quantities if _value(quantity) not in map(_value, new.quantities)]
    now = [quantity for quantity in new.quantities if _value(quantity) not in map(_value, old.quantities)]
    rivals = ((mine, theirs) for mine in was for theirs in now if _measure(mine) == _measure(theirs))
    return next((_figure_change(mine, theirs) for mine, theirs in rivals), None)


def _figure_change(mine: Quantity, theirs: Quantity) -> Change:
    return Change("figure", "figure", figure_words(mine), figure_words(theirs), mine.of or theirs.of or "")


def _value(quantity: Quantity) -> tuple[object, ...]:
    return quantity.low, quantity.high, quantity.unit, quantity.approximate


def _measure(quantity: Quantity) -> tuple[str | None, str | None]:
    return quantity.role, quantity.unit


def _changed_truth(old: Claim, new: Claim) -> Change | None:
    if (old.negated, old.stance == "denies") == (new.negated, new.stance == "denies"):
        return None
    return Change("negation", "statement", old.quote, new.quote)


def _changed_place(old: Claim, new: Claim) -> Change | None:
    mine, theirs = set(old.places), set(new.places)
    if mine <= theirs or theirs <= mine:
        return None
    return Change("place", "place", ", ".join(old.places), ", ".join(new.places))


def _changed_date(old: Claim, new: Claim) -> Change | None:
    if old.time is None or new.time is None or plain(old.time.text) == plain(new.time.text):
        return None  # the same "on Monday" of a text that is dated anew is no change
    if (old.time.start, old.time.end) == (new.time.start, new.time.end):
        return None
    return Change("date", "date", old.time.text, new.time.text)


def _changed_frame(old: Claim, new: Claim) -> Change | None:
    for dispute in sorted(old.frames.keys() & new.frames.keys()):
        (side, was), (other, now) = old.frames[dispute], new.frames[dispute]
        if side != other:
            return Change("characterisation", "wording", was, now)
    return None


def _changed_speaker(old: Claim, new: Claim) -> Change | None:
    was, now = old.speaker, new.speaker
    if not was or not now or plain(was) == plain(now):
        return None
    if was in new.sentence or now not in new.sentence or now in old.sentence:
        return None  # a pronoun that was followed otherwise, not an edit
    return Change("attribute", "speaker", was, now)
