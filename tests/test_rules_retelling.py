"""What a statement tells, and how much of it another one tells in words of its own."""

import pytest

from claims.base.records import Claim
from claims.rules.retelling import are_told_apart, do_it_to_two, met_by, told_by


def claim(text, slots="||", **known):
    """A claim; `slots` are its subject, predicate and object."""
    subject, predicate, thing = (slot or None for slot in slots.split("|"))
    read = {"subject": subject, "predicate": predicate, "object": thing} | known
    return Claim(
        id=text,
        document="d",
        origin="d",
        start=0,
        end=len(text),
        text=text,
        quote=text,
        sentence=text,
        **read,
    )


@pytest.mark.parametrize(
    ("text", "other", "met"),
    [
        ("the orchestra sheltered the deserters", "the orchestra hid the deserters", 3),
        ("the concert was called off", "the concert was cancelled", 2),
        ("the concert was called off", "the conductor called his mother", 0),
        ("the closure of the mill", "the mill was shut", 2),
    ],
)
def test_words_are_met_in_other_words(text, other, met):
    """By themselves, by derivation, by kinship, and as a verb with its particle."""
    assert met == len(met_by(claim(other), told_by(claim(text)).words))


def test_who_says_it_is_not_told():
    """The name of the speaker says nothing of what is said; the words of saying around a denial neither."""
    denial = claim("Ann Lee rejected the charge of arson", speaker="Ann Lee", stance="denies")
    assert 1 == len(told_by(denial).words)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("a boat lent to anglers", "a boat lent to students", True),
        ("a boat lent to anglers", "a boat lent to the anglers of Bergen", False),
        ("a boat lent to anglers", "a boat was lent", False),
        ("a boat lent in June", "a boat lent in May", False),
    ],
)
def test_things_behind_one_preposition_tell_apart(left, right, expected):
    """Boats lent to two sorts of people are two loans; a time is not looked at here."""
    assert expected is are_told_apart(claim(left), claim(right))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("the chef was sacked", "the chef|sack|the chef"), ("it fired its cook", "it|fire|its cook"), True),
        (("the chef was sacked", "the chef|sack|the chef"), ("it fired the chef", "it|fire|the chef"), False),
        (("the chef was sacked", "the chef|sack|the chef"), ("it paid its cook", "it|pay|its cook"), False),
    ],
)
def test_one_deed_done_to_two(left, right, expected):
    """Who sacks a cook has not sacked the chef."""
    assert expected is do_it_to_two(claim(*left), claim(*right))
