"""What is denied, and what there is said to be none of, met by others in words of their own."""

from datetime import date

import pytest

from claims.base.records import Claim
from claims.rules import RULES
from claims.rules.denied import says_none
from claims.rules.kindred import kin
from claims.rules.pairs import Pair

DAY = date(2024, 1, 10)
DENIAL, NEGATION = ("denial", "denial"), ("negation", "conflict")


def claim(name, text, slots="", **known):
    """A claim of a document of its own; `slots` are its subject, predicate and object."""
    subject, predicate, thing = (slot.strip() or None for slot in (slots or "||").split("|"))
    read = {"subject": subject, "predicate": predicate, "object": thing, "document": name, "published": DAY}
    return Claim(
        id=name, origin=name, start=0, end=len(text), text=text, quote=text, sentence=text, **(read | known)
    )


def compare(rule, left, right, *, similarity=0.4, one_story=True):
    """Kind and reading of what a rule says of two claims; the same whichever comes first."""
    found = [
        RULES[rule](Pair(mine, theirs, similarity, "unknown", one_story=one_story))
        for mine, theirs in ((left, right), (right, left))
    ]
    first, second = (row and (row.kind, row.reading) for row in found)
    assert first == second
    return first


@pytest.mark.parametrize(
    ("denied", "told", "expected"),
    [
        (
            ("The bank denied that it had sheltered the fugitive", "it|shelter|the fugitive"),
            ("the bank hid the fugitive in a flat", "the bank|hide|the fugitive"),
            DENIAL,
        ),
        (
            ("The bank disputed reports of a collapse of the roof", "The bank|dispute|reports"),
            ("the roof fell during a concert", "the roof|fall|"),
            DENIAL,
        ),
        (
            ("The bank denied that the pool would be closed", "the pool|close|the pool"),
            ("the pool is to be shut in May", "the pool|shut|the pool"),
            DENIAL,
        ),
        (
            ("The bank denied that the pool would be closed", "the pool|close|the pool"),
            ("the library is to be shut in May", "the library|shut|the library"),
            None,
        ),
        (
            ("The bank denied that the pool would be closed", "the pool|close|the pool"),
            ("the pool was heated with gas", "the pool|heat|the pool"),
            None,
        ),
        (
            ("The bank denied that the pool would be closed", "the pool|close|the pool"),
            ("the pool is not to be shut in May", "the pool|shut|the pool"),
            None,
        ),
        (
            ("The bank denied that the gala had been called off", "the gala|call|the gala"),
            ("the gala was cancelled", "the gala|cancel|the gala"),
            DENIAL,
        ),
        (
            ("The bank denied that its chef had been sacked", "its chef|sack|its chef"),
            ("the bank sacked its gardener", "the bank|sack|its gardener"),
            None,
        ),
        (
            ("The bank denied that its vans had delivered rotten fish", "its vans|deliver|rotten fish"),
            ("the cooks buy fish from vans", "the cooks|buy|fish"),
            None,
        ),
        (
            ("The bank denied having robbed the widow", "it|rob|the widow"),
            ("the bank was robbed while the widow waited", "the bank|rob|the bank"),
            None,
        ),
    ],
)
def test_denials_in_other_words(denied, told, expected):
    """A denial meets what tells the same deed of the same thing, not another deed or another thing."""
    denial = claim("a", *denied, stance="denies", speaker="The bank")
    assert expected == compare("denial", denial, claim("b", *told, speaker="a clerk"))


@pytest.mark.parametrize(
    ("charge", "expected"),
    [("It accused Oslo of housing pirates", DENIAL), ("It accused Oslo of taxing herring", None)],
)
def test_accusations_need_no_more_than_the_deed(charge, expected):
    """Who rejects a charge of harbouring answers who accuses of housing."""
    denial = claim(
        "a",
        "The envoy rejected the charge that Oslo harbours smugglers",
        "The envoy|reject|",
        stance="denies",
    )
    accusation = claim("b", charge, "It|accuse|Oslo", stance="accuses", speaker="Bergen")
    assert expected == compare("denial", denial, accusation)


@pytest.mark.parametrize(("one_story", "similarity"), [(False, 0.4), (True, 0.1)])
def test_other_words_count_within_one_story(one_story, similarity):
    """Pools are closed in many towns."""
    denial = claim("a", "The bank denied that the pool would be closed", "the pool|close|", stance="denies")
    other = claim("b", "the pool is to be shut in May", "the pool|shut|", speaker="a clerk")
    assert compare("denial", denial, other, similarity=similarity, one_story=one_story) is None


NO_BELL = ("No bell was heard that night", "No bell|hear|No bell")
NO_FEE = ("the club never charged visitors a fee", "the club|charge|a fee")
NO_DOGS = ("The guards have not used dogs", "The guards|use|dogs")


@pytest.mark.parametrize(
    ("none", "told", "expected"),
    [
        (NO_BELL, ("the sexton rang the bell twice", "the sexton|ring|the bell"), NEGATION),
        (NO_BELL, ("the sexton rang the alarm twice", "the sexton|ring|the alarm"), None),
        (NO_BELL, ("the bell was never rung", "the bell|ring|the bell"), None),
        (NO_DOGS, ("a boy was chased by guards with dogs", "a boy|chase|a boy"), NEGATION),
        (NO_DOGS, ("a boy was chased by guards on horses", "a boy|chase|a boy"), None),
        (
            ("nothing has arrived from the seed bank", "nothing|arrive|"),
            ("a crate of seed reached the island on Monday", "a crate of seed|reach|the island"),
            NEGATION,
        ),
        (
            ("None of the paintings had been moved to the cellar", "None of the paintings|move|"),
            ("sixty paintings were taken to the cellar", "sixty paintings|take|sixty paintings"),
            NEGATION,
        ),
        (
            ("None of the paintings had been moved to the cellar", "None of the paintings|move|"),
            ("sixty carpets were taken to the cellar", "sixty carpets|take|sixty carpets"),
            None,
        ),
        (
            ("No pupil raised an objection", "No pupil|raise|an objection"),
            ("We objected", "We|object|"),
            NEGATION,
        ),
        (
            ("There is no decision to sell the lighthouse", "no decision|be|"),
            ("the lighthouse is to be sold in June", "the lighthouse|sell|the lighthouse"),
            NEGATION,
        ),
        (
            ("There is no problem with the lighthouse lamp", "no problem|be|"),
            ("the lighthouse lamp is lit at dusk", "the lighthouse lamp|light|the lighthouse lamp"),
            None,
        ),
        (
            ("No other bell was heard that night", "No other bell|hear|No other bell"),
            ("the sexton rang the bell twice", "the sexton|ring|the bell"),
            None,
        ),
        (
            ("No crack was found in the bell", "No crack|find|No crack"),
            ("the crack in the bell grew", "the crack in the bell|grow|"),
            None,
        ),
        (
            ("nobody was seriously scalded by the steam", "nobody|scald|nobody"),
            ("six cooks were scalded by the steam", "six cooks|scald|six cooks"),
            None,
        ),
        (
            ("There was no sign of mould", "no sign of mould|be|"),
            ("the hearing on mould was held in May", "the hearing on mould|hold|the hearing on mould"),
            None,
        ),
        (
            ("the club never lent boats to anglers", "the club|lend|boats"),
            ("the club lent boats to students", "the club|lend|boats"),
            None,
        ),
        (NO_FEE, ("visitors paid the club a fee", "visitors|pay|the club"), None),
        (
            ("he never rowed the boat", "he|row|the boat"),
            ("two sisters rowed the boat home", "two sisters|row|the boat"),
            None,
        ),
        (
            ("nobody was injured", "nobody|injure|nobody"),
            ("six cooks were injured", "six cooks|injure|six cooks"),
            None,
        ),
    ],
)
def test_one_instance_refutes_what_there_was_none_of(none, told, expected):
    """An instance of the very thing or deed refutes; another thing, another doer or a bound does not."""
    left, right = claim("a", *none, negated=True, speaker="one"), claim("b", *told, speaker="another")
    assert expected == compare("negation", left, right)


@pytest.mark.parametrize(("day", "expected"), [(9, NEGATION), (10, NEGATION), (12, None)])
def test_what_has_not_come_so_far_may_come_later(day, expected):
    """A crate refutes that nothing has arrived, unless it came after that was said."""
    none = claim("a", "nothing has arrived from the seed bank", "nothing|arrive|", negated=True)
    told = claim("b", "a crate of seed reached the island", "a crate of seed|reach|the island")
    told = told.model_copy(update={"published": date(2024, 1, day)})
    assert expected == compare("negation", none, told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No bell was heard", True),
        ("not one of the bells was heard", True),
        ("the bell was not heard", False),
        ("no other bell was heard", False),
        ("no bell has been heard since", False),
        ("the bell was heard", False),
    ],
)
def test_what_says_that_there_was_none(text, expected):
    """A "no" or "never" says it of all; a plain "not", or one within bounds, does not."""
    assert expected is says_none(claim("a", text, "the bell|hear|the bell", negated="no" in text.casefold()))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("closed", "shutdown", True),
        ("objection", "objected", True),
        ("warning", "warned", True),
        ("fled", "flee", True),
        ("hungry", "starved", True),
        ("station", "state", False),
        ("harbour", "enter", False),
    ],
)
def test_kindred_words(one, other, expected):
    """Words are kin by derivation or by meaning."""
    assert expected is bool(kin(one) & kin(other))


@pytest.mark.parametrize(
    ("none", "told", "expected"),
    [
        (
            ("No weapon was thrown into the lake", "No weapon|throw|No weapon"),
            ("a thief threw a knife into the lake", "a thief|throw|a knife"),
            NEGATION,
        ),
        (
            ("No knife was thrown into the lake", "No knife|throw|No knife"),
            ("a thief threw a weapon into the lake", "a thief|throw|a weapon"),
            None,
        ),
        (
            ("No boy was scalded by the soup", "No boy|scald|No boy"),
            ("two girls were scalded by the soup", "two girls|scald|two girls"),
            None,
        ),
        (
            ("None of its balloons flew over the farm", "None of its balloons|fly|"),
            ("the hay was lit by a low-flying balloon", "the hay|light|the hay"),
            NEGATION,
        ),
        (
            ("No guest was turned away", "No guest|turn|No guest"),
            ("the inn refused to admit her", "the inn|refuse|admit her"),
            NEGATION,
        ),
        (
            ("No guest was turned away", "No guest|turn|No guest"),
            ("the inn fed her", "the inn|feed|her"),
            None,
        ),
        (
            ("the museum has not been closed for a single day", "the museum|close|the museum"),
            ("the director closed the museum in May", "the director|close|the museum"),
            NEGATION,
        ),
        (
            ("none was scalded by the soup", "none|scald|none"),
            ("two cooks were scalded by the soup", "two cooks|scald|two cooks"),
            None,
        ),
        (
            ("No guest was moved against her will", "No guest|move|No guest"),
            ("three guests were moved to the attic", "three guests|move|three guests"),
            None,
        ),
        (
            ("No guest was moved", "No guest|move|No guest"),
            ("three guests were moved to the attic", "three guests|move|three guests"),
            NEGATION,
        ),
        (
            ("No ambulance came to the lake", "No ambulance|come|"),
            ("an ambulance reached the lake", "an ambulance|reach|the lake"),
            NEGATION,
        ),
    ],
)
def test_one_of_a_sort_refutes_that_there_was_none(none, told, expected):
    """A knife is a weapon, but a weapon need be no knife; "her" can be a guest."""
    left, right = claim("a", *none, negated=True, speaker="one"), claim("b", *told, speaker="another")
    assert expected == compare("negation", left, right)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("the barge showed its lamps", "the barge|show|its lamps"), NEGATION),
        (("the barge had a new lamp", "the barge|have|a new lamp"), NEGATION),
        (("the lamp cost 40 crowns", "the lamp|cost|40 crowns"), None),
        (("the barge showed no lamp", "the barge|show|no lamp"), None),
    ],
)
def test_what_one_is_without(told, expected):
    """Who has or shows a thing is not without it."""
    without = claim("a", "the barge sailed without lamps", "the barge|sail|", speaker="one")
    assert expected == compare("negation", without, claim("b", *told, speaker="another"))


def test_what_is_of_a_country_is_of_its_name():
    """Danish soil is in Denmark, and what is prepared is planned."""
    denied = claim(
        "a",
        "The envoy rejected statements that the robbery was prepared in Denmark",
        "the robbery|prepare|the robbery",
        stance="denies",
        speaker="The envoy",
    )
    told = claim("b", "the robbery was planned on Danish soil", "the robbery|plan|it", speaker="a judge")
    assert DENIAL == compare("denial", denied, told)


@pytest.mark.parametrize(("speaker", "expected"), [("a cook", None), ("the inspection report", "denial")])
def test_a_report_is_rejected_as_a_whole(speaker, expected):
    """Who rejects a report denies what the report says, not what stood last before it."""
    told = claim("b", "the oven was too old", "the oven|be|", speaker=speaker, document="a")
    denial = claim(
        "a",
        "The baker rejected the report",
        "The baker|reject|the report",
        stance="denies",
        speaker="The baker",
        answers="b",
    )
    finding = RULES["denial"](Pair(denial, told, 0.2, "unknown", one_story=True))
    assert expected == (finding and finding.kind)
