"""A statement says truthfully whether it can be read without its article."""

import pytest

from claims.language.attribution import read_statements
from claims.language.clauses import cut_clauses
from claims.language.statements import stands_alone
from claims.models.parser import ShippedParser

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def alone():
    """Whether the first statement of a sentence stands alone."""
    parser = ShippedParser()
    return lambda text: stands_alone(read_statements(cut_clauses(parser.parse([text])[0]))[0])


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine people died in Oslo on Monday.",
        "The mayor of Bergen sold his boat.",
        "The first ferry reached Dublin last week.",
        "The Norwegian minister resigned.",
        "The bridge over the Rhine was closed.",
        "Ann Lee sold her boat in Oslo.",
        "There are two bridges in Bergen.",
        "The economy of Norway grew by 2 percent this year.",
        "Two of the prisoners of Dublin escaped.",
    ],
)
def test_what_names_its_things_stands_alone(alone, sentence):
    """Names, counts, restrictions, times, and pronouns whose noun comes before."""
    assert alone(sentence) is True


@pytest.mark.parametrize(
    "sentence",
    [
        "He died in Oslo.",
        "Their ferry sank near Bergen.",
        "The ferry sank on Monday.",
        "Police searched the house.",
        "This was announced in Oslo.",
        "Those plans were dropped in Oslo.",
        "Nine people died there.",
        "We closed the port of Bergen.",
        "Ann Lee told me of Oslo.",
        "Both were taken to Oslo.",
        "Two were taken to Oslo.",
        "Ann Lee praised him.",
    ],
)
def test_what_points_elsewhere_does_not(alone, sentence):
    """Pronouns without their noun, "the ferry", "this", "there", and numbers of nobody knows what."""
    assert alone(sentence) is False
