"""Single persons: one for "a man was killed", never a rival of a toll, never the one who does it."""

import pytest

from claims.language.agreement import is_one_person, quantities_agree
from claims.language.quantities import read_amounts

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def persons():
    """Sentence -> the persons counted in it, read with the shipped parser."""
    from claims.base.settings import Settings
    from claims.models.parser import load_parser

    parser = load_parser(Settings())

    def read(sentence):
        (doc,) = parser.parse([sentence])
        return [amount.quantity for amount in read_amounts(doc) if is_one_person(amount.quantity)]

    return read


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A 20-year-old man was killed.", [("A 20-year-old man", "killed")]),
        ("A 20-year-old was killed.", [("A 20-year-old", "killed")]),
        ("A man and a woman were killed.", [("A man", "killed"), ("a woman", "killed")]),
        ("Jane Doe died in a fall.", [("Jane Doe", "killed")]),
        ("Smoke killed a 15-year-old swimmer.", [("a 15-year-old swimmer", "killed")]),
        ("The boy was taken to hospital and died.", [("The boy", "killed")]),
        ("One of the climbers died.", [("One", "killed")]),
        ("She was pronounced dead at the scene.", [("She", "killed")]),
        ("The driver suffered minor injuries.", [("The driver", "injured")]),
        ("A woman is in critical condition.", [("A woman", "injured")]),
        ("Three people died and another was injured.", [("another", "injured")]),
        ("Police mourned the death of a nurse.", [("a nurse", "killed")]),
        ("A boy accidentally shot and killed himself.", [("A boy", "killed")]),
        (
            "A farmer stabbed his brother to death, then committed suicide.",
            [
                ("A farmer", "killed"),
                ("his brother", "killed"),
            ],
        ),
        ("A farmer killed his wife and then himself.", [("his wife", "killed"), ("himself", "killed")]),
        ("The farmer burned the barn before killing himself.", [("himself", "killed")]),
        (
            "Rangers found Ann Hill, 41, and her brother Ben, 15, shot to death.",
            [
                ("Ann Hill", "killed"),
                ("her brother Ben", "killed"),
            ],
        ),
        ("Ann Hill, 29 and pregnant, was killed.", [("Ann Hill", "killed")]),
        ("The guard was hit along with his cousin, who died.", [("his cousin", "killed")]),
        ("Two boys are dead along with their father.", [("their father", "killed")]),
    ],
)
def test_a_person_told_of_counts_one(persons, sentence, expected):
    """Named or not, with an age or without, as subject, object or after a noun."""
    found = persons(sentence)

    assert expected == [(one.text, one.role) for one in found]
    assert [(1, 1, True)] * len(found) == [(one.low, one.high, one.part) for one in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Two men were killed.",
        "No man was killed.",
        "A man killed two hunters.",
        "The boy who shot two hunters ran away.",
        "The storm could have killed a man.",
        "He wanted to kill his neighbour.",
        "A man was arrested on Friday.",
        "She was hurt.",
        "The engine died.",
        "The closure of the mine may be one of the deaths of the town.",
        "Her father is thought to have shot them.",
        "She could've been dead.",
        "He threatened to burn the barn and kill himself.",
        "The farmer burned the barn without killing himself.",
        "A rope lay near one of the bodies.",
    ],
)
def test_nobody_is_counted_who_is_not_harmed(persons, sentence):
    """Numbers, doers, threats, the arrested and things; a pronoun counts only where it dies."""
    assert [] == persons(sentence)


def test_persons_are_no_rivals(persons):
    """Two reports of one man each may tell of two men: they neither agree nor disagree."""
    (man,), (boy,) = persons("A man was killed."), persons("A boy was killed.")

    assert quantities_agree(man, boy) is None
    assert quantities_agree(man, man) is None
