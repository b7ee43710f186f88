"""Near-copies: wire stories, reprints, excerpts -> the document that was first to publish the words.

MinHash (rensa) proposes documents that share runs of words; how many they share is then counted, so that
a chance likeness of two sketches folds nothing. What stands in quotation marks does not count: two
reporters at one press conference quote the same words. `claims.training.origins` has the figures.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from claims.base.records import Claim, Finding
from claims.language.lexicon import words_of
from claims.language.versions import change_between
from claims.language.wording import figure_words
from claims.rules.incidents import SAME_STORY, names_two, printed_within, where_agree
from claims.rules.pairs import Pair
from claims.rules.versions import SURE, pair_versions

RUN = 5  # words; two reporters seldom put so many in one order
PASSAGE = 15  # runs that two documents share from which a passage of one stands in the other
COPIED = 0.4  # share of its runs from which a document is a copy of another
HELD = 0.6  # share of the pairs of words of a sentence from which another is the same, edited or not
SKETCH, BANDS, SEED = 128, 64, 1
WORD = re.compile(r"\w+")
QUOTED = re.compile(r'["“][^"“”]*["”]?')

Runs = set[str]


def trace_origins(
    claims: Sequence[Claim], standing: Container[str] = ()
) -> tuple[list[Claim], dict[str, str]]:
    """The claims with their origins, and each document with its own; whatever order they come in.

    The claims of `standing` documents are left as they are.

    A document is of the first from which it takes enough of its words. A claim is of the first document
    that holds its sentence, edited or not, if the two documents share a passage: what a paper adds to a
    wire story is its own.
    """
    texts = _texts_by_date(claims)
    sources = _sources({document: _runs(sentences) for document, sentences in texts.items()})
    origins = {document: _first_copied(document, shares) for document, shares in sources.items()}

    @cache
    def origin(document: str, sentence: str) -> str:
        held = (source for source in sources[document] if _holds(texts[source], sentence))
        return next(held, document)

    traced = [
        claim if claim.document in standing else _with_origin(claim, origin(claim.document, claim.sentence))
        for claim in claims
    ]
    return traced, origins


def _with_origin(claim: Claim, origin: str) -> Claim:
    return claim if claim.origin == origin else claim.model_copy(update={"origin": origin})


def _texts_by_date(claims: Iterable[Claim]) -> dict[str, list[str]]:
    """The sentences of each document; earliest first, of one day agencies, then the longest text.

    A dateline that names an agency has made it the publisher; an excerpt is shorter than its source.
    """
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    days: dict[str, tuple[date, bool]] = {}
    for claim in claims:
        texts[claim.document][claim.sentence] = None
        days[claim.document] = claim.published or date.max, not _is_agency(claim.carrier)
    order = sorted(texts, key=lambda document: (*days[document], -sum(map(len, texts[document])), document))
    return {document: list(texts[document]) for document in order}


@lru_cache(maxsize=10_000)
def _is_agency(name: str | None) -> bool:
    words = f" {(name or '').casefold()} "
    return words.strip() in words_of("agencies", "names") or any(
        f" {word} " in words for word in words_of("agencies", "words")
    )


def _runs(sentences: Iterable[str]) -> Runs:
    found: Runs = set()
    for sentence in sentences:
        words = WORD.findall(QUOTED.sub(" ", sentence).casefold())
        found.update(map(" ".join, zip(*(words[at:] for at in range(RUN)), strict=False)))
    return found


def _holds(sentences: Iterable[str], sentence: str) -> bool:
    mine = _couples(sentence)
    return any(len(mine & _couples(other)) >= HELD * max(len(mine), 1) for other in sentences)


@lru_cache(maxsize=10_000)
def _couples(sentence: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(WORD.findall(sentence.casefold())))


def _sources(texts: Mapping[str, Runs]) -> dict[str, dict[str, float]]:
    """For each document the earlier ones that share a passage with it, and the share of it that is theirs.

    Copies are nobody's source: however many papers carry a story, each is held against the first.
    """
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.1, num_perm=SKETCH, num_bands=BANDS)
    firsts: list[str] = []
    sources: dict[str, dict[str, float]] = {}
    for document, mine in texts.items():
        sketch = RMinHash(num_perm=SKETCH, seed=SEED)
        sketch.update(list(mine))
        near = [firsts[row] for row in sorted(index.query(sketch))] if len(mine) >= PASSAGE else []
        shared = {source: len(mine & texts[source]) for source in near}
        sources[document] = {
            source: count / len(mine) for source, count in shared.items() if count >= PASSAGE
        }
        if len(mine) >= PASSAGE and _first_copied(document, sources[document]) == document:
            index.insert(len(firsts), sketch)
            firsts.append(document)
    return sources


def _first_copied(document: str, shares: Mapping[str, float]) -> str:
    return next((source for source, share in shares.items() if share >= COPIED), document)


def pair_copies(
    claims: Sequence[Claim], newest: Mapping[str, str], cosine: Callable[[Claim, Claim], float]
) -> list[Pair]:
    """Each copied claim beside the one of the original that it says otherwise; the copy is left.

    Args:
        claims: with their origins; none of a document that was replaced.
        newest: for each replaced document the newest version, which stands in for it.
        cosine: likeness of two masked claims.
    """
    of_document: dict[str, list[Claim]] = defaultdict(list)
    copied: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        of_document[claim.document].append(claim)
        original = newest.get(claim.origin, claim.origin)
        if original != claim.document:
            copied[claim.document, original].append(claim)
    return [
        pair
        for (document, original), mine in sorted(copied.items())
        for pair in pair_versions(mine, of_document[original], {document: original}, cosine)
    ]


def is_pattern(copy: Claim, original: Claim) -> bool:
    """Whether two texts only share a way to put such news: far apart in print, or on two things or places."""
    days = copy.published, original.published
    if None not in days and not printed_within(copy, original, SAME_STORY):
        return True
    return names_two(copy, original) or where_agree(copy, original) is False


def says_what(claim: Claim, figure: str) -> bool:
    """Whether a figure tells what it measures: in a list of heights, a neighbour's is no edit."""
    return any(
        row.role is not None or row.unit is not None or any(map(str.isalpha, row.of or ""))
        for row in claim.quantities
        if figure_words(row) == figure
    )


def find_changed_copy(pair: Pair) -> Finding | None:
    """A copy of a text gives another figure than the original.

    What it compares
        A claim of a near-copy (a wire story in another paper, a reprint, an excerpt) with the claim of
        the first to publish the text that stands in its place: only figures.
    Why that contradicts
        Somebody changed the figure on its way. It is always a `revision`: two papers with one story are
        one source, so nothing else in them agrees or disagrees.
    Known false alarms
        A sentence that was split or joined with another, so that it stands beside its neighbour.
    For instance
        "The fire killed 47 people." / "The fire killed 46 people."
    But not
        "The fire killed 47 people." / "Forty-seven people were killed by the fire."
    """
    copy, original = pair.claims
    change = None if is_pattern(copy, original) else change_between(original, copy)
    if change is None or change.kind != "figure" or not says_what(copy, change.now):
        return None
    name, first = copy.carrier or "a copy", original.carrier or "another"
    return Finding(
        rule="origins",
        relation="contradiction",
        kind="figure",
        reading="revision",
        incident="same",
        weight=SURE,
        left_value=change.now,
        right_value=change.was,
        why=f"{name} gives {change.now} in a text that {first} published with {change.was}",
    )
