"""Claims -> quotes: each wording once with the sources that carry it, sources numbered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.base.records import Claim, Contradiction, Document, earliest_first
from claims.base.views import Pair
from claims.language.wording import day_words

LONG_QUOTE = 45  # words; a shorter one is printed before it
SHORT_QUOTE = 6  # words; a shorter one is printed in its sentence
CONTEXT = 20  # words of a sentence that are printed on each side of a quote


@dataclass(frozen=True)
class Source:
    """A document as it is cited: by number, name and day."""

    number: int
    name: str
    day: str


Sources = Mapping[str, Source]  # document id -> source


@dataclass(frozen=True)
class Quoted:
    """One wording of one voice, with every source that carries it."""

    claim: Claim
    sources: tuple[Source, ...]

    @property
    def before(self) -> str:
        """What its sentence says before it, if it does not stand on its own."""
        return _cut(self._around[0], last=True)

    @property
    def after(self) -> str:
        """What its sentence says after it, if it does not stand on its own."""
        return _cut(self._around[1], last=False)

    @property
    def _around(self) -> tuple[str, str]:
        quote, sentence = self.claim.quote, self.claim.sentence
        is_whole = not quote[:1].islower() and len(quote.split()) >= SHORT_QUOTE
        before, _, after = sentence.partition(quote)
        adds = any(character.isalnum() for character in before + after)
        return (before, after) if adds and quote in sentence and not is_whole else ("", "")


def _cut(text: str, *, last: bool) -> str:
    words = text.split()
    if len(words) <= CONTEXT + SHORT_QUOTE:  # a cut that saves a word or two is none
        return " ".join(words)
    return " ".join(["…", *words[-CONTEXT:]] if last else [*words[:CONTEXT], "…"])


def number_sources(documents: Sequence[Document]) -> dict[str, Source]:
    """Each document id with its source, numbered earliest first."""
    return {
        document.id: Source(
            number=number,
            name=document.publisher or document.title or Path(document.source).name,
            day=day_words(document.published) if document.published else "undated",
        )
        for number, document in enumerate(earliest_first(documents), start=1)
    }


def quoted_by(claims: Iterable[Claim], sources: Sources) -> tuple[Quoted, ...]:
    """Each wording once, with its sources; the earliest source first."""
    groups: dict[tuple[str, ...], dict[str, Claim]] = {}
    for claim in claims:
        words = " ".join(claim.quote.casefold().split())
        key = (claim.speaker or "", claim.via or "", claim.stance, words)
        groups.setdefault(key, {})[claim.id] = claim
    quoted = [
        Quoted(min(same.values(), key=lambda claim: claim.id), cited(same.values(), sources))
        for same in groups.values()
    ]
    return in_order(quoted)


def in_order(quotes: Iterable[Quoted]) -> tuple[Quoted, ...]:
    """The quotes in the order of their sources, then of the text."""
    return tuple(sorted(quotes, key=lambda item: (item.sources[0].number, item.claim.start, item.claim.id)))


def strongest_first(quotes: Iterable[Quoted]) -> tuple[Quoted, ...]:
    """The quotes that an editor would print before the others: of a named voice, verbatim, short, early."""
    return tuple(sorted(quotes, key=_weakness))


def _weakness(item: Quoted) -> tuple[object, ...]:
    claim = item.claim
    is_verbatim = any(mark in claim.quote for mark in '"“”')
    is_long = len(claim.quote.split()) > LONG_QUOTE
    place = (item.sources[0].number, claim.start, claim.id)
    return claim.speaker is None, is_long, not is_verbatim, not claim.standalone, *place


def cited(claims: Iterable[Claim], sources: Sources) -> tuple[Source, ...]:
    """The sources of the claims, in order of their numbers."""
    return tuple(sorted({sources[claim.document] for claim in claims}, key=lambda source: source.number))


def count_origins(claims: Iterable[Claim]) -> int:
    """How many documents the claims come from, copies of a text counted once."""
    first: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: (claim.document, claim.start, claim.id)):
        first.setdefault(claim.document, claim.origin)
    return len(set(first.values()))


def valued_sides(pair: Pair) -> list[tuple[Claim, str]]:
    """Each side with the value that the deciding finding gives it; empty if none does."""
    findings = pair.decided_by if isinstance(pair, Contradiction) else ()
    finding = next((finding for finding in findings if finding.kind == pair.kind), None)
    left, right = (finding.left_value, finding.right_value) if finding else ("", "")
    return [(pair.left, left), (pair.right, right)]
