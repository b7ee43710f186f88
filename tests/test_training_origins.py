"""What is counted of near-copies."""

from datetime import date

import numpy as np

from claims.base.records import Claim, Document, content_id
from claims.training.incident_groups import Articles
from claims.training.origins import couples, figures

STORY = [
    "The bridge over the river Orla gave way at dawn under a lorry that carried forty tonnes of gravel.",
    "Its driver climbed out of the cabin through a window and swam to the bank, where a walker helped him.",
]
OTHER = ["A chemist has sold the last of the shops that his family has held in the old town since 1871."]
MORE = ["Nobody can say yet who will pay for the new roof of the school, which let in the rain all winter."]
TEXTS = {"first": STORY, "copy": STORY, "longer": [*STORY[:1], *OTHER, *MORE], "apart": ["It rains."]}


def articles(incidents):
    """Four articles, each of an incident: a story, its copy, one with a passage of it, and another."""
    documents = [
        Document.of(f"{name}: {' '.join(text)}", source=name, published=date(2024, 5, day))
        for day, (name, text) in enumerate(TEXTS.items(), start=1)
    ]
    claims = [
        Claim(
            id=content_id(document.id, sentence), document=document.id, origin=document.id, text=sentence,
            quote=sentence, start=0, end=len(sentence), sentence=sentence, published=document.published,
        )
        for document, text in zip(documents, TEXTS.values(), strict=True)
        for sentence in dict.fromkeys(text)
    ]  # fmt: skip
    rows = [{"incident": incident} for incident in incidents]
    return Articles(rows, documents, claims, np.zeros((len(claims), 2), np.float32))


def test_a_copy_within_an_incident_is_right():
    """Folded documents, copied claims, and nothing across incidents."""
    found = figures(articles(["1", "1", "2", "3"]))

    assert (4, 1, 0) == (found["documents"], found["folded"], found["across"])
    assert 2 <= found["claims_copied"] <= 3


def test_a_copy_across_incidents_is_counted():
    """Two events cannot share an article."""
    assert 1 == figures(articles(["1", "2", "3", "4"]))["across"]


def test_what_only_shares_a_passage_is_told_apart():
    """Folded documents are in the first list, and in no other."""
    some = articles(["1", "1", "1", "1"])
    ids = [document.id for document in some.documents]
    claims = [
        claim.model_copy(update={"origin": ids[0]}) for claim in some.claims if claim.document != ids[3]
    ]

    folded, shared = couples(claims, {ids[0]: ids[0], ids[1]: ids[0], ids[2]: ids[2]})

    assert ([(ids[1], ids[0])], [(ids[2], ids[0])]) == (folded, shared)
