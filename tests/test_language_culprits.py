"""Who did a deed, as a text says: read, and left alone."""

import pytest

from claims.language.culprits import ANY, camps_of, culprit_of, go_together


def told(text):
    """Deed, doer and thing that a text tells."""
    found = culprit_of(text)
    return found and (found.deed, found.doer, found.thing)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels torched the court house", ("arson", "Rebels", "the court house")),
        ("The court house was burned down by rebels.", ("arson", "rebels", "The court house")),
        ("Dockers set the customs shed ablaze", ("arson", "Dockers", "the customs shed")),
        ("Marauders have blown up the viaduct near Lund", ("bombing", "Marauders", "the viaduct")),
        ("Norway accused Denmark of shelling the lighthouse", ("strike", "Denmark", "the lighthouse")),
        ("the jet was shot down by a Danish missile", ("downing", "a Danish missile", "the jet")),
        ("Deserters carried out the raid on the depot", ("attack", "Deserters", "the depot")),
        ("Monday's heist was the work of the Red Gang", ("theft", "the Red Gang", "")),
        ("the consul blamed the abduction on smugglers", ("kidnapping", "smugglers", "")),
        ("the consul blamed smugglers for the abduction", ("kidnapping", "smugglers", "")),
        ("The Dawn Front (DF) claimed responsibility for the bombing", ("bombing", "The Dawn Front", "")),
        ("it was Danish marines who fired first", ("first", "Danish marines", "")),
        ("the first shots came from the roof", ("shots", "the roof", "")),
        ("Swedish troops violated the truce", ("truce", "Swedish troops", "")),
        ("the consul blamed the Dawn Front", (ANY, "the Dawn Front", "")),
        ("when the patrol passed, guards opened fire", ("first", "guards", "")),
    ],
)
def test_who_is_said_to_have_done_it(text, expected):
    """Active or passive, by a verb or a noun, of one's own or as blame, the doer is read."""
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The court house was torched",
        "Rebels did not torch the court house",
        "It is unclear whether rebels torched the court house",
        "Rebels might have blown up the viaduct",
        "Nobody claimed responsibility for the bombing",
        "Danish-backed rebels torched the court house",
        "Guards saw a man who torched the court house",
        "Four sailors killed in a raid were buried",
        "The firm carried out the repairs",
        "The driver broke the law",
        "The mayor violated the rules of the truce committee",
    ],
)
def test_texts_that_tell_no_doer(text):
    """What is denied or open, whose deed it is is left open, or is no deed names nobody."""
    assert culprit_of(text) is None


@pytest.mark.parametrize(
    ("text", "vague"), [("Deserters carried out the raid", False), ("Deserters carried out a raid", True)]
)
def test_a_deed_that_is_one_of_several(text, vague):
    """What is called "a raid" may be another than the one that is spoken of."""
    assert culprit_of(text).vague is vague


@pytest.mark.parametrize(
    ("phrase", "camps"),
    [
        ("Riot police", {"forces"}),
        ("men with badges of the ruling party", {"ruling"}),
        ("the Liberation Army", set()),
        ("gunmen", set()),
    ],
)
def test_the_camp_of_a_phrase(phrase, camps):
    """Sides without a name are told by what they are called, but not by a word of a name."""
    assert camps_of(phrase) == camps


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [("attack", "bombing", True), ("killing", "attack", True), ("bombing", "arson", False)],
)
def test_deeds_that_can_be_one(mine, theirs, expected):
    """An attack can be a bombing; a bombing is no arson."""
    assert go_together(mine, theirs) is go_together(theirs, mine) is expected
