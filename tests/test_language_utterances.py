"""Every claim in the making gets its speaker, out of the whole document."""

from datetime import date

import pytest

from claims.base.records import Document
from claims.base.settings import Settings
from claims.collect import split_sentences
from claims.extract import extract_claims
from claims.language.drafts import Leaves
from claims.models.parser import ShippedParser

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def read():
    """Text -> (speaker, party) of its claims, by the words of the claim."""
    parser, leaves = ShippedParser(), Leaves.load(Settings())

    def to(text):
        document = Document.of(text, source="t", published=date(2024, 5, 1))
        claims = extract_claims(
            [document], split_sentences([document]), parser=parser, leaves=leaves, floor=0.0
        )
        return {claim.quote: (claim.speaker, claim.party) for claim in claims}

    return to


def says(claims, words):
    """Who says the claim that holds the words."""
    return next(speaker for quote, speaker in claims.items() if words in quote)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "“We closed the road at noon. I think the bridge is unsafe,” said Ann Lee, a spokeswoman for "
            "Acme Rail.",
            "bridge is unsafe",
            ("Ann Lee", "Acme Rail"),
        ),
        (
            "Springfield police spokesman Tom Berg said the bank was shut. It rained all night. "
            "He said nine people were inside.",
            "nine people",
            ("Tom Berg", "Springfield police"),
        ),
        (
            "Oxbow Trust, a charity in Lusaka, counted the wells. The charity said 12 wells were dry.",
            "12 wells",
            ("Oxbow Trust", "Oxbow Trust"),
        ),
        (
            "Shelbyville Police Department officers closed the street. Police said three men were held.",
            "three men",
            ("Police", "Shelbyville Police Department"),
        ),
        (
            "Mali's parliament met on Monday. Army spokesman Col. Amadou Keita said nine soldiers died.",
            "nine soldiers",
            ("Army spokesman Col. Amadou Keita", "Mali"),
        ),
    ],
)
def test_later_mentions_point_to_the_first(read, text, words, speaker):
    """Quotations, pronouns, acronyms, descriptions and bare offices."""
    assert speaker == says(read(text), words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tom Berg met Jim Dahl. He said nine people were inside.", "nine people"),
        ("Mali and Niger signed the pact. The Interior Ministry said nine people died.", "nine people"),
        (
            "Shelbyville Police and Springfield Police closed the street. Police said three men were held.",
            "three men",
        ),
    ],
)
def test_what_is_not_clear_stays_open(read, text, words):
    """Two men, two countries, two police forces: no side is guessed."""
    assert says(read(text), words)[1] is None
