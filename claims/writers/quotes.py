"""Claims -> quotes: each wording once with the sources that carry it, sources numbered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.base.records import Claim, Contradiction, Document, earliest_first
from claims.base.views import Pair
from claims.language.wording import day_words


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
    return tuple(sorted(quoted, key=lambda item: (item.sources[0].number, item.claim.start, item.claim.id)))


def cited(claims: Iterable[Claim], sources: Sources) -> tuple[Source, ...]:
    """The sources of the claims, in order of their numbers."""
    return tuple(sorted({sources[claim.document] for claim in claims}, key=lambda source: source.number))


def valued_sides(pair: Pair) -> list[tuple[Claim, str]]:
    """Each side with the value that the deciding finding gives it; empty if none does."""
    findings = pair.decided_by if isinstance(pair, Contradiction) else ()
    finding = next((finding for finding in findings if finding.kind == pair.kind), None)
    left, right = (finding.left_value, finding.right_value) if finding else ("", "")
    return [(pair.left, left), (pair.right, right)]
