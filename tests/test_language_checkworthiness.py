"""Facts that can be looked up are told from opinions, advice and talk."""

import pytest

from claims.language.checkworthiness import FLOOR, checkworthiness
from claims.language.clauses import cut_clauses
from claims.models.parser import ShippedParser

pytestmark = pytest.mark.model
PLAIN = {"stance": "asserts", "attributed": False, "figures": 0, "names": 0, "dated": False}


@pytest.fixture(scope="module")
def rate():
    """Sentence and what is known of it -> how checkworthy its first clause is."""
    parser = ShippedParser()
    return lambda text, **known: checkworthiness(cut_clauses(parser.parse([text])[0])[0], **PLAIN | known)


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("Nine people died in the storm.", {"figures": 1}),
        ("The bridge collapsed on Monday.", {"dated": True}),
        ("The council closed the school.", {"names": 1}),
        ("The bridge is unsafe.", {"attributed": True}),
        ("The council should close the school.", {"attributed": True}),
    ],
)
def test_facts_are_claims(rate, sentence, known):
    """A figure, a date, a name or somebody's word makes a statement checkable."""
    assert rate(sentence, **known) >= FLOOR


@pytest.mark.parametrize(
    "sentence",
    [
        "The council should close the school.",
        "You could take the bus.",
        "We all love a good story.",
        "I think of home.",
        "Sadly, nothing changed.",
        "The day is beautiful.",
    ],
)
def test_opinions_and_advice_are_not(rate, sentence):
    """In the document's own voice nobody needs to check them."""
    assert rate(sentence) < FLOOR


@pytest.mark.parametrize("known", [{"figures": 1}, {"names": 1}, {"dated": True}, {"attributed": True}])
@pytest.mark.parametrize("sentence", ["The council closed the school.", "The bridge is unsafe."])
def test_what_can_be_looked_up_only_raises_it(rate, sentence, known):
    """No figure, name, date or source makes a statement less checkable."""
    assert rate(sentence, **known) > rate(sentence)


def test_it_stays_within_its_bounds(rate):
    """All at once is no more than certain, nothing at all no less than never."""
    everything = {"figures": 3, "names": 3, "dated": True, "attributed": True}

    assert 1.0 == rate("Nine people died in the storm.", **everything)
    assert 0.0 == rate("You should perhaps obviously leave.")
