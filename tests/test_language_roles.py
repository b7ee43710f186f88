"""Roles: killed, injured, shot and the rest, however it is put, and never of what did not happen."""

import pytest

from claims.language.quantities import read_amounts

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def roles():
    """Sentence -> low, high, role and part of each amount, read with the shipped parser."""
    from claims.base.settings import Settings
    from claims.models.parser import load_parser

    parser = load_parser(Settings())

    def read(sentence):
        (doc,) = parser.parse([sentence])
        amounts = [amount.quantity for amount in read_amounts(doc)]
        return [(one.low, one.high, one.role, one.part) for one in amounts]

    return read


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("The crash left three people dead.", 3),
        ("The flood claimed the lives of 14 farmers.", 14),
        ("The toll rose to 14.", 14),
        ("The death toll stands at 14.", 14),
        ("The blast brings the death toll to 14.", 14),
        ("Monday's collapse brings to 14 the number of people killed.", 14),
        ("That took the number of dead to 14.", 14),
        ("A bus crashed, with three dead.", 3),
        ("Three people were found dead.", 3),
        ("Two were shot and killed.", 2),
        ("Two hikers were fatally shot.", 2),
        ("Both climbers died at the scene.", 2),
        ("Police say a double homicide shook the town.", 2),
        ("Four miners were taken to a hospital, where they died.", 4),
        ("Nine sailors who drowned were buried on Friday.", 9),
        ("Officers mourned the two men whom smugglers killed.", 2),
        ("No one was killed.", 0),
        ("A total of 14 farmers were killed.", 14),
        ("Rangers found two hikers shot to death.", 2),
    ],
)
def test_deaths_are_read_however_they_are_told(roles, sentence, killed):
    """Light verbs, passives, tolls, relative clauses, pairs and nobody."""
    assert [(killed, killed, "killed", False)] == roles(sentence)


@pytest.mark.parametrize(
    ("sentence", "injured"),
    [
        ("Six skiers were hurt.", 6),
        ("Six skiers suffered minor injuries.", 6),
        ("Six skiers were taken to a hospital.", 6),
        ("The avalanche sent six people to the hospital.", 6),
        ("Six skiers are in critical condition.", 6),
        ("Rescuers found six men with burns.", 6),
        ("Nobody was hurt.", 0),
    ],
)
def test_injuries_are_read_however_they_are_told(roles, sentence, injured):
    """Wounds, hospitals and conditions are injuries."""
    assert [(injured, injured, "injured", False)] == roles(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The storm could have killed 20 people.",
        "He threatened to kill 20 hostages.",
        "They planned to injure several guards.",
        "The police did not kill three men.",
        "The drug would kill 20 patients.",
        "No one else was hurt.",
        "None of the injuries was life-threatening.",
        "Five people were shot, though none received life-threatening wounds.",
        "There were no indications that any of the dead had killed themselves.",
        "Police executed 44 search warrants.",
        "There were no serious injuries.",
        "He was charged with two counts of murder and three counts of attempted murder.",
        "He suffered three gunshot wounds.",
        "Smith sent two letters to the hospital.",
        "Two men killed a bear.",
        "Two helicopters were sent to the hospital.",
        "It was an attempted murder-suicide.",
        "The murder-suicide rate fell.",
    ],
)
def test_what_did_not_happen_to_people_is_no_toll(roles, sentence):
    """Threats, might-have-beens, denials, charges, wounds, things and those who do it."""
    assert [] == [row for row in roles(sentence) if row[2] in {"killed", "injured", "casualties"}]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Five hikers were shot.", [(5, "shot")]),
        ("Five hikers were shot, three fatally.", [(5, "shot"), (3, "killed")]),
        ("The crash left two people dead and three others in the hospital.", [(2, "killed"), (3, "injured")]),
        ("Three dead, five hurt in crash.", [(3, "killed"), (5, "injured")]),
        ("Two of the four victims died.", [(2, "killed"), (4, None)]),
        ("Police arrested 12 protesters.", [(12, "detained")]),
        ("The firm laid off 300 workers.", [(300, "dismissed")]),
        ("The company will cut 500 jobs.", [(500, "dismissed")]),
        ("The firm hired 200 engineers.", [(200, "recruited")]),
        ("Doctors reported 56 new infections.", [(56, "infected")]),
        ("She received 12,000 votes.", [(12_000, "votes")]),
        ("Turnout stood at 56 percent.", [(56, "turnout")]),
        ("A crowd of 45,000 attended.", [(45_000, "attending")]),
        ("The wildfire burned 5,000 hectares.", [(5000, "area")]),
        ("The town is 30 miles from the coast.", [(30, "distance")]),
        ("The lake is at a depth of 10 km.", [(10, "depth")]),
        ("They put the magnitude at 6.1.", [(6.1, "magnitude")]),
        ("The rate rose by 25 basis points.", [(25, "change")]),
    ],
)
def test_each_figure_has_its_own_role(roles, sentence, expected):
    """Tolls beside one another, work, votes, measures and changes."""
    found = [
        (low, role) for low, _, role, _ in roles(sentence) if role is not None or expected[-1][1] is None
    ]

    assert expected[: len(found)] == found
    assert [row for row in expected if row[1] is not None] == [row for row in found if row[1] is not None]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("The collapse killed 47, including 5 children.", [False, True]),
        ("Forty-seven people died, five of them children.", [False, True]),
        ("The dead included five children.", [True]),
        ("Three more people died on Sunday, bringing the toll to 14.", [True, False]),
        ("More than 1,500 people died and another six were hurt.", [False, False]),
        ("Two men were killed and three others were hurt.", [False, False]),
        ("Four others, including two boys, were hurt.", [False, True]),
    ],
)
def test_a_part_is_no_rival_of_its_whole(roles, sentence, parts):
    """What is included or added is marked; what stands for itself is not."""
    assert parts == [part for *_, part in roles(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The town mourned after a murder-suicide.", [(2, None, "killed", False)]),
        ("The town mourned after a murder/suicide.", [(2, None, "killed", False)]),
        ("Three people died in a murder-suicide.", [(3, 3, "killed", False)]),
    ],
)
def test_a_murder_suicide_has_two_dead_or_more(roles, sentence, expected):
    """Unless the sentence counts them itself."""
    assert expected == roles(sentence)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Some 60 people had been aboard.", [(60, 60, "aboard")]),
        ("The trawler carried 14 people.", [(14, 14, "aboard")]),
        ("Nine tourists were travelling in the cable car's minibus.", [(9, 9, "aboard")]),
        ("The bus was crammed with 80 people.", [(80, 80, "aboard")]),
        ("The trawler is licensed to carry 14 people.", [(14, 14, None)]),
        ("Nine tourists waited at the ferry terminal.", [(9, 9, None)]),
        ("All nine people on the bus died.", [(9, 9, "killed")]),
    ],
)
def test_who_was_aboard(roles, sentence, told):
    """However it is put; who may be carried, waits or died is not counted as aboard."""
    assert told == [row[:3] for row in roles(sentence)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Five bodies were taken to the hospital.", (5, 5, "killed")),
        ("The council listed 30 sheds as destroyed.", (30, 30, "destroyed")),
        ("Some 900 pupils have fallen ill.", (900, 900, "infected")),
        ("Three men are in custody.", (3, 3, "detained")),
    ],
)
def test_states_that_are_told_behind(roles, sentence, told):
    """The dead are nobody's patients; what is listed, fallen or held is in that state."""
    assert told in [row[:3] for row in roles(sentence)]


@pytest.mark.parametrize(
    ("sentence", "aged"),
    [
        ("A boy of 12 drowned in the canal.", 12),
        ("A woman of about 60 was rescued.", 60),
        ("The captain of 12 sailors drowned.", None),
    ],
)
def test_an_age_behind_of_is_no_toll(roles, sentence, aged):
    """So "a boy of 12" is one boy, twelve years old."""
    found = roles(sentence)

    assert ([aged] if aged else []) == [low for low, _, role, _ in found if role == "age"]
    assert not any(low == 12 and role == "killed" for low, _, role, _ in found)
