"""The sort of event that words speak of, who acts in it and upon whom."""

import pytest

from claims.language.clauses import cut_clauses, subtree_phrase, text_of
from claims.language.events import actor_words, event_label, find_events, takes_lives, target_words
from claims.language.lexicon import load_lexicon
from claims.models.parser import ShippedParser

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parse():
    """Text -> parsed document."""
    parser = ShippedParser()
    return lambda text: parser.parse([text])[0]


@pytest.mark.parametrize(
    ("sentence", "sorts"),
    [
        ("An earthquake hit the village on Monday.", ["earthquake"]),
        ("The air strike destroyed a bridge.", ["strike"]),
        ("Two drone attacks were reported.", ["strike"]),
        ("Voters went home after the election.", ["election"]),
        ("The police arrested nine men.", ["arrest"]),
        ("Sweden expelled two diplomats.", ["expulsion"]),
    ],
)
def test_an_event_is_known_by_its_words(parse, sentence, sorts):
    """A noun, a verb or two words together name one event of one sort."""
    assert sorts == [event.sort for event in find_events(parse(sentence))]


@pytest.mark.parametrize(
    "sentence",
    [
        "The library opens on Sunday.",
        "The mayor bought a hat.",
        "Storm Publishing moved to Leeds.",
        "Soldiers returned fire.",
        "There was a surge in attacks.",
        "Rain fell on election day.",
        "",
    ],
)
def test_what_names_no_event_gives_none(parse, sentence):
    """Names, trends and ordinary doings are not events."""
    assert [] == find_events(parse(sentence))


@pytest.mark.parametrize(
    ("sentence", "definite"),
    [
        ("The earthquake destroyed a village.", True),
        ("This earthquake destroyed a village.", True),
        ("An earthquake destroyed a village.", False),
        ("Earthquakes destroyed a village.", False),
    ],
)
def test_a_definite_mention_points_back(parse, sentence, definite):
    """An article tells whether the reader is meant to know the event already."""
    assert [definite] == [event.definite for event in find_events(parse(sentence))]


@pytest.mark.parametrize(
    ("sentence", "actors", "targets"),
    [
        ("Norway bombed a bridge.", ["Norway"], ["a bridge"]),
        ("A bridge was bombed by Norway.", ["Norway"], ["A bridge"]),
        ("A bridge was bombed.", [], ["A bridge"]),
        ("Norway launched an air strike on a bridge.", ["Norway"], ["a bridge"]),
        ("An air strike by Norway destroyed a mill.", ["Norway"], []),
    ],
)
def test_an_event_has_actors_and_targets(parse, sentence, actors, targets):
    """Whoever does it and to whom, in every voice; nobody where nobody is named."""
    doc = parse(sentence)
    event = find_events(doc)[0]
    # words that only describe the event ("air") come too: they name no party
    done_by = [token for token in actor_words(event, cut_clauses(doc)[0]) if token.pos_ == "PROPN"]

    assert actors == list(dict.fromkeys(text_of(subtree_phrase(token)) for token in done_by))
    assert targets == [text_of(subtree_phrase(token)) for token in target_words(event)]


@pytest.mark.parametrize(
    ("sentence", "deadly"),
    [
        ("The storm killed nine people.", True),
        ("Nine people died in the storm.", True),
        ("The storm took the lives of nine people.", True),
        ("The storm injured nine people.", False),
        ("The storm took the roof off.", False),
    ],
)
def test_what_takes_lives_is_told_apart(parse, sentence, deadly):
    """Death in any wording, and nothing less."""
    doc = parse(sentence)

    assert deadly == takes_lives(next(token for token in doc if token.head.i == token.i))


@pytest.mark.parametrize("sort", sorted(load_lexicon("events")["sorts"]))
def test_every_sort_has_a_label(sort):
    """A topic can name each sort in a word or two."""
    assert 0 < len(event_label(sort).split()) <= 3
