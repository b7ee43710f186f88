"""Sentences are cut into what can be true or false by itself, and into nothing smaller."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.language.clauses import cut_clauses, text_of, trim
from claims.language.polarity import is_hedged, is_negated
from claims.models.parser import ShippedParser

pytestmark = pytest.mark.model
WORDS = [
    "the", "a", "ship", "mayor", ",", ".", "who", "that", "said", "denied", "and", "but", "if",
    "killed", "nine", "people", "in", "Oslo", "while", "because", "not", "which", "claims", "accused",
    "of", "sinking", "it", "was", "by", "1971", "reported", '"', "'", "’s", "–", "to",
]  # fmt: skip


@pytest.fixture(scope="module")
def parse():
    """Text -> parsed document."""
    parser = ShippedParser()
    return lambda text: parser.parse([text])[0]


def clauses_of(doc):
    """All clauses of a sentence, in order of their first word."""
    found = [clause for top in cut_clauses(doc) for clause in top.walk()]
    return sorted(found, key=lambda clause: clause.tokens[0].i)


@pytest.mark.parametrize(
    ("sentence", "heads"),
    [
        ("The train left Bergen and reached Oslo at noon.", ["left", "reached"]),
        ("The minister spoke in Oslo and the crowd cheered.", ["spoke", "cheered"]),
        ("The storm, which killed nine people, reached Dublin on Monday.", ["reached", "killed"]),
        ("The storm hit Dublin on Monday, killing nine people.", ["hit", "killing"]),
        ("The plant, built in 1971, closed on Friday.", ["closed", "built"]),
        ("The committee, chaired by Ann Lee, met on Tuesday.", ["met", "chaired"]),
        ("The ship sank after it hit a reef.", ["sank", "hit"]),
        ("The factory closed while the owner denied it.", ["closed", "denied"]),
        ("The minister said that the bridge had collapsed.", ["said", "collapsed"]),
    ],
)
def test_second_facts_are_cut(parse, sentence, heads):
    """A second predicate, a relative, a participle and a contrast each state something."""
    assert heads == [clause.head.text for clause in clauses_of(parse(sentence))]


@pytest.mark.parametrize(
    "sentence",
    [
        "If it rains, the match will be moved.",
        "The council will close the school unless parents object.",
        "The council plans to close the school.",
        "The army closed the road to protect the village.",
        "The dam that feeds the town failed.",
        "Workers searching for survivors found a dog.",
        "The police arrested nine men and women.",
        "The old and the young voted alike.",
        "He left without paying.",
        "The museum lost 40 paintings, including two by Munch.",
        "Sales fell compared to last year.",
        "Nobody was hurt.",
    ],
)
def test_what_nobody_asserts_by_itself_stays_whole(parse, sentence):
    """Conditions, purposes, restrictions and lists are parts of one statement."""
    assert 1 == len(clauses_of(parse(sentence)))


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_every_word_belongs_to_exactly_one_clause(parse, words):
    """Nothing is lost and nothing is said twice, however garbled the sentence."""
    doc = parse(" ".join(words))

    placed = sorted(token.i for clause in clauses_of(doc) for token in clause.tokens)

    assert [token.i for token in doc] == placed


def test_an_empty_text_has_no_clause(parse):
    """Nothing in, nothing out."""
    assert [] == cut_clauses(parse(""))


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("The train left Bergen and reached Oslo at noon.", ["train", "train"]),
        ("The minister spoke in Oslo and the crowd cheered.", ["minister", "crowd"]),
        ("The storm, which killed nine people, reached Dublin.", ["storm", "storm"]),
        ("The plant, built in 1971, closed on Friday.", ["plant", "plant"]),
        ("The fire, which the owner says began in the kitchen, went out.", ["fire", "fire", "owner"]),
    ],
)
def test_a_clause_knows_its_subject(parse, sentence, subjects):
    """Shared with the clause it hangs on, or the noun that a relative pronoun stands for."""
    assert subjects == [clause.inherited_subject.text for clause in clauses_of(parse(sentence))]


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("The bank did not fail.", True),
        ("The bank never failed.", True),
        ("Nobody was hurt.", True),
        ("No ships sank.", True),
        ("The bank refused to pay.", True),
        ("The bank failed to pay.", True),
        ("The bank failed.", False),
        ("The bank paid nine clerks.", False),
        ("The bank agreed to pay.", False),
        ("The Notting bank paid.", False),
    ],
)
def test_negation_is_seen(parse, sentence, negated):
    """Negators and refusals turn a statement round; nothing else does."""
    assert negated == is_negated(cut_clauses(parse(sentence))[0].head)


@pytest.mark.parametrize(
    ("sentence", "hedged"),
    [
        ("The plant reportedly leaked oil.", True),
        ("The alleged thief fled.", True),
        ("The plant may close.", True),
        ("The plant probably leaked oil.", True),
        ("The plant leaked oil in May.", False),
        ("The plant will close.", False),
    ],
)
def test_doubt_in_the_words_is_seen(parse, sentence, hedged):
    """Hearsay, likelihood and modals; the month of May is no modal."""
    assert hedged == is_hedged(list(parse(sentence)))


def test_trimming_drops_marks_at_the_edges(parse):
    """Commas and joiners at the ends are not part of what is said; inside they stay."""
    doc = parse("and the ship, which sank, was old.")

    assert "the ship, which sank, was old" == text_of(trim(list(doc)))
    assert "" == text_of([])
