"""View -> ClaimReview, the schema.org words in which fact-checks are told to search engines and archives.

Only what a person has confirmed is told, one review for each side. What is not known is left
out; above all, no number says how true a claim is, for nobody here has judged that.
"""

from collections.abc import Mapping
from typing import Any

from claims.base.records import READING_RANK, Claim, Contradiction, Document
from claims.base.views import View, sides_of
from claims.language.bodies import body_of, kinds_of
from claims.language.escaping import printable
from claims.language.wording import reading_words
from claims.writers.enclosed import data_words
from claims.writers.templates import is_web

_Node = dict[str, Any]


def write_claim_reviews(view: View) -> str:
    """JSON-LD with a ClaimReview for each side of each confirmed contradiction, that can stand in a page."""
    documents = {document.id: document for document in view.documents}
    confirmed = sorted(
        (pair for pair in view.contradictions if pair.status == "confirmed"),
        key=lambda pair: (READING_RANK[pair.reading], -pair.probability, pair.id),
    )
    reviews = [
        _review(pair, claim, other, documents)
        for pair in confirmed
        for claim, other in (sides_of(pair), sides_of(pair)[::-1])
    ]
    return data_words({"@context": "https://schema.org", "@graph": reviews}, indent=2) + "\n"


def _review(pair: Contradiction, claim: Claim, other: Claim, documents: Mapping[str, Document]) -> _Node:
    last = pair.reviews[-1] if pair.reviews else None
    return _known(
        "ClaimReview",
        identifier=f"{pair.id}-{claim.id}",
        claimReviewed=printable(claim.text if claim.standalone else claim.sentence),
        reviewRating={"@type": "Rating", "alternateName": f"Disputed: {reading_words(pair.reading)}"},
        reviewBody=printable(pair.why),
        author=_known("Person", name=printable(last.by)) if last and last.by else None,
        datePublished=last.when[:10] if last else None,
        itemReviewed=_claim(claim, documents),
        citation=_work(documents[other.document]),
    )


def _claim(claim: Claim, documents: Mapping[str, Document]) -> _Node:
    document, origin = documents[claim.document], documents.get(claim.origin)
    return _known(
        "Claim",
        text=printable(claim.quote),
        author=_author(claim, document),
        datePublished=document.published and document.published.isoformat(),
        appearance=_work(document),
        firstAppearance=_work(origin) if origin and origin.id != document.id else None,
    )


def _author(claim: Claim, document: Document) -> _Node | None:
    """Who says it; of what sort, body or person, only where that is plain."""
    if claim.speaker is None:
        return _publisher(document)
    name = printable(claim.speaker)
    is_body = kinds_of(name) and body_of(name) == name.removeprefix("the ")
    return _known("Organization", name=name) if is_body else {"name": name}


def _publisher(document: Document) -> _Node | None:
    return _known("Organization", name=printable(document.publisher)) if document.publisher else None


def _work(document: Document) -> _Node:
    return _known(
        "CreativeWork",
        name=printable(document.title or ""),
        url=document.url if document.url and is_web(document.url) else None,
        publisher=_publisher(document),
        datePublished=document.published and document.published.isoformat(),
    )


def _known(sort: str, **said: Any) -> _Node:
    return {"@type": sort, **{name: value for name, value in said.items() if value}}
