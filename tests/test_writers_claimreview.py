"""ClaimReview: confirmed findings in the words of schema.org, and nothing that nobody said."""

import json
from datetime import date

import pytest

from claims.base.records import Claim, Contradiction, Document, Review, content_id
from claims.base.views import Made, View
from claims.writers.claimreview import write_claim_reviews

POST = Document.of(
    "x",
    source="a.html",
    title="Fire at mill",
    publisher="The Post",
    url="https://post.example/a",
    published=date(2024, 5, 1),
)
NOTE = Document.of("y", source="note.txt")
# what schema.org lets stand in each type: https://schema.org/ClaimReview and the pages it names
THING = {"@type", "name", "url", "identifier"}
WORK = THING | {"author", "publisher", "datePublished", "text", "citation"}
SHAPES = {
    "ClaimReview": WORK | {"claimReviewed", "itemReviewed", "reviewRating", "reviewBody"},
    "Claim": WORK | {"appearance", "firstAppearance"},
    "Rating": THING | {"alternateName", "ratingValue", "bestRating", "worstRating"},
    "CreativeWork": WORK,
    "Organization": THING,
    "Person": THING,
}


def make_claim(quote, document=POST, **known):
    """A claim in the document's own voice, unless told otherwise."""
    plain = {"text": f"{quote} there", "sentence": f"It said {quote}.", "start": 0, "end": len(quote)}
    name = content_id(quote, document.id)
    return Claim(id=name, document=document.id, origin=document.id, quote=quote, **{**plain, **known})


def make_view(*pairs, documents=(POST, NOTE)):
    """What the pairs need."""
    return View(
        documents=documents,
        claims=(),
        topics=(),
        contradictions=pairs,
        agreements=(),
        made=Made(version="1", day=date(2024, 6, 1)),
    )


def make_pair(left, right, status="confirmed", **known):
    """A conflict that somebody has looked at."""
    shape = {"kind": "figure", "reading": "conflict", "incident": "same", "probability": 0.8, "topic": "t1"}
    shape |= {"decided_by": (), "why": "Two figures.", "first_seen": "2024-06-01T00:00:00Z"}
    return Contradiction(
        id=content_id(left.id, right.id), left=left, right=right, status=status, **shape | known
    )


OFFICIAL = make_claim("12 died", speaker="the Ministry of Health")
ALONE = make_claim("nine died", NOTE)
ANN = Review(status="confirmed", by="Ann Lee", note="called both", when="2024-06-03T09:00:00+00:00")


def reviews_of(view):
    """What is written, read back."""
    data = json.loads(write_claim_reviews(view))
    assert "https://schema.org" == data["@context"]
    return data["@graph"]


def test_each_side_of_a_confirmed_dispute_is_reviewed():
    """What was claimed, by whom, where, who reviewed it when, and what stands against it."""
    first, second = reviews_of(make_view(make_pair(OFFICIAL, ALONE, reviews=(ANN,))))

    assert ("12 died there", "nine died there") == (first["claimReviewed"], second["claimReviewed"])
    assert {"@type": "Person", "name": "Ann Lee"} == first["author"]
    assert ("2024-06-03", "Two figures.") == (first["datePublished"], first["reviewBody"])
    assert {"@type": "Rating", "alternateName": "Disputed: conflict"} == first["reviewRating"]
    assert {"@type": "Organization", "name": "the Ministry of Health"} == first["itemReviewed"]["author"]
    assert (
        {
            "@type": "CreativeWork",
            "name": "Fire at mill",
            "url": "https://post.example/a",
            "publisher": {"@type": "Organization", "name": "The Post"},
            "datePublished": "2024-05-01",
        }
        == first["itemReviewed"]["appearance"]
        == second["citation"]
    )


@pytest.mark.parametrize("status", ["new", "open", "dismissed", "resolved"])
def test_only_what_a_person_confirmed_is_told(status):
    """A finding of the machine is no fact-check."""
    assert [] == reviews_of(make_view(make_pair(OFFICIAL, ALONE, status=status)))


def test_what_is_unknown_is_left_out():
    """No reviewer, day, address, publisher or sort of speaker is made up, and no number rates the truth."""
    speaker = make_claim("ten died", NOTE, speaker="a neighbour")
    first, second = reviews_of(make_view(make_pair(ALONE, speaker)))

    assert {"author", "datePublished"}.isdisjoint(first)
    assert {"@type": "Claim", "text": "nine died", "appearance": {"@type": "CreativeWork"}} == first[
        "itemReviewed"
    ]
    assert {"name": "a neighbour"} == second["itemReviewed"]["author"]
    assert {"@type", "alternateName"} == set(first["reviewRating"])


def test_the_last_review_counts():
    """Who confirmed it after others doubted."""
    doubt = Review(status="dismissed", by="Bo", when="2024-06-01T09:00:00+00:00")

    first, _ = reviews_of(make_view(make_pair(OFFICIAL, ALONE, reviews=(doubt, ANN))))

    assert "Ann Lee" == first["author"]["name"]


def test_a_copy_names_where_the_words_came_first():
    """The origin, where it is in the ledger."""
    copy = make_claim("12 died", NOTE).model_copy(update={"origin": POST.id})

    first, _ = reviews_of(make_view(make_pair(copy, OFFICIAL)))

    assert "https://post.example/a" == first["itemReviewed"]["firstAppearance"]["url"]


def test_a_claim_that_does_not_stand_alone_is_told_with_its_sentence():
    """Words without their subject are no claim."""
    part = make_claim("rose to 12", standalone=False)

    first, _ = reviews_of(make_view(make_pair(part, ALONE)))

    assert "It said rose to 12." == first["claimReviewed"]


def _types(node, where="@graph"):
    """Every object below with its type and names, none without type but an author of unknown sort."""
    if isinstance(node, list):
        return [found for item in node for found in _types(item, where)]
    if not isinstance(node, dict):
        return []
    mine = [] if where == "author" and "@type" not in node else [(node["@type"], set(node))]
    return mine + [found for name, value in node.items() for found in _types(value, name)]


def test_everything_has_the_shape_that_schema_org_gives():
    """Only types and properties that its pages name."""
    pairs = [make_pair(OFFICIAL, ALONE, reviews=(ANN,)), make_pair(ALONE, make_claim("x", speaker="Y"))]

    for name, properties in _types(reviews_of(make_view(*pairs))):
        assert properties <= SHAPES[name], name


def test_it_can_stand_in_a_page_whatever_a_document_says():
    """It is made to be put into a script element; an address that is none of the web is left out."""
    sly = "</script><script>alert(1)</script> \u202e\u2028"
    document = Document.of("z", source=sly, title=sly, publisher=sly, url="javascript:alert(1)")
    claims = [make_claim(f"{sly}{number}", document, speaker=sly) for number in (1, 2)]

    text = write_claim_reviews(make_view(make_pair(*claims, why=sly), documents=(document,)))

    assert not set("<>&\u202e\u2028") & set(text)
    assert "javascript" not in text
    assert 2 == len(json.loads(text)["@graph"])


def test_order_of_input_is_not_seen():
    """Same ledger, same bytes; the strongest first."""
    pairs = [make_pair(OFFICIAL, ALONE), make_pair(OFFICIAL, make_claim("one died"), probability=0.9)]
    texts = {write_claim_reviews(make_view(*order)) for order in (pairs, pairs[::-1])}

    (text,) = texts
    assert text.index("one died") < text.index("nine died")
