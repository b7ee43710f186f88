"""Facts that can be looked up are told from opinions, advice and talk."""

import pytest

from claims.language.checkworthiness import FLOOR, Known, checkworthiness, features, floor_for
from claims.language.clauses import cut_clauses
from claims.models.parser import ShippedParser

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def clause():
    """The first clause of a sentence."""
    parser = ShippedParser()
    return lambda text: cut_clauses(parser.parse([text])[0])[0]


@pytest.fixture(scope="module")
def rate(clause):
    """Sentence and what is known of it -> how checkworthy its first clause is."""
    return lambda text, **known: checkworthiness(clause(text), Known(**known))


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("Nine people died in the storm.", {"figures": 1}),
        ("The bridge collapsed on Monday.", {"dated": True}),
        ("The council closed the school.", {}),
        ("The bridge was inspected in Oslo.", {"names": 1}),
        ("Ann Lee signed the contract.", {"names": 1}),
        ("The bridge is unsafe.", {"attributed": True}),
    ],
)
def test_facts_are_claims(rate, sentence, known):
    """What happened, how much, and what somebody holds of a thing can be checked."""
    assert rate(sentence, **known) >= FLOOR


@pytest.mark.parametrize(
    "sentence",
    [
        "You could take the bus.",
        "We all love a good story.",
        "I think of home.",
        "That will be a wonderful day.",
        "Nobody should believe everything.",
        "Sign up for our newsletter.",
        "Maybe there is a better way.",
        "It is what it is.",
    ],
)
def test_opinions_advice_and_notices_are_not(rate, sentence):
    """In the document's own voice nobody needs to check them."""
    assert rate(sentence) < FLOOR


@pytest.mark.parametrize("known", [{"figures": 1}, {"dated": True}, {"attributed": True}])
@pytest.mark.parametrize("sentence", ["The council closed the school.", "The bridge is unsafe."])
def test_what_can_be_looked_up_raises_it(rate, sentence, known):
    """A figure, a date or a source makes a statement more checkable, not less."""
    assert rate(sentence, **known) > rate(sentence)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("The council should close the school.", "The council closed the school."),
        ("The mayor will resign.", "The mayor resigned."),
        ("We closed the school.", "The council closed the school."),
        ("It is a wonderful bridge.", "The bridge was opened in June."),
    ],
)
def test_forecasts_advice_and_praise_rank_below_reports(rate, less, more):
    """Of two statements the one that reports what happened stands first."""
    assert rate(less) < rate(more)


def test_a_speakers_words_are_claims_sooner(rate):
    """What an official expects is kept with its low probability; the document's own forecast is not."""
    spoken = Known(attributed=True)

    assert floor_for(spoken) < floor_for(Known())
    assert rate("The harbour may close again.", attributed=True) >= floor_for(spoken)
    assert 0.0 == floor_for(spoken, 0.0) == floor_for(Known(), 0.0)


@pytest.mark.parametrize(
    "sentence", ["Nine people died.", "Yes.", "Storm warning", "“", "Go! Now…", "a@b.org"]
)
def test_it_is_a_probability(rate, sentence):
    """Whatever the words, and with everything known at once."""
    everything = {"figures": 99, "names": 99, "dated": True, "attributed": True}

    assert 0.0 <= rate(sentence) <= rate(sentence, **everything) <= 1.0


@pytest.mark.parametrize(
    ("sentence", "present", "absent"),
    [
        ("We will win.", {"subject first person", "will", "short"}, {"modal", "imperative"}),
        ("Call the office.", {"imperative", "subject none"}, {"will", "past auxiliary"}),
        ("The dam was built by hand.", {"has nsubj:pass", "past auxiliary"}, {"says first person", "link"}),
        ("It could be worse!", {"subject pointing", "modal", "exclamation"}, {"will", "own object"}),
    ],
)
def test_features_say_what_is_there(clause, sentence, present, absent):
    """Every feature has a name that a person can read, and is there only with its cause."""
    found = set(features(clause(sentence), Known()))

    assert present <= found
    assert set() == absent & found
