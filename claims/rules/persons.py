"""Who leads what."""

from claims.base.records import Claim, Finding
from claims.language.lexicon import class_of, words_of
from claims.rules.pairs import Pair, is_telling, who


def find_office_clash(pair: Pair) -> Finding | None:
    """One person is put at the head of two rival things.

    What it compares
        Statements that somebody leads something, about one person, when both name a thing of one sort
        ("wing", "party", "company") but tell it apart by other words.
    Why that contradicts
        A person leads one of the two, or both reports need a word more.
    Known false alarms
        People who hold two offices, or changed from one to the other.
    For instance
        "The youth wing, led by Jane Doe, met on Monday." / "The military wing, commanded by Jane Doe, met
        on Monday."
    But not
        "The youth wing, led by Jane Doe, met on Monday." / "The youth wing, commanded by Jane Doe, met on
        Tuesday."
    """
    left, right = pair.claims
    if not (leads(left) and leads(right)) or pair.left.negated != pair.right.negated:
        return None
    person = shared_person(left, right)
    mine, theirs = (claim.subject or "" for claim in pair.claims)
    if person is None or not is_other_of_its_sort(mine, theirs):
        return None
    return Finding(
        rule="offices",
        relation="contradiction",
        kind="attribute",
        reading="conflict",
        incident="same",
        weight=0.65,
        left_value=mine,
        right_value=theirs,
        why=f"{who(left)} and {who(right)} put {person} at the head of different things: {mine}, {theirs}",
    )


def leads(claim: Claim) -> bool:
    """Whether the statement says who leads something."""
    return class_of("predicates", "classes").get(claim.predicate or "") == "lead"


def shared_person(left: Claim, right: Claim) -> str | None:
    """A name of both sides, where one may be the shorter form of the other."""
    for mine in left.names:
        for theirs in right.names:
            if is_same_person(mine, theirs):
                return max(mine, theirs, key=len)
    return None


def names_one(left: Claim, right: Claim) -> bool:
    """Whether both name one person or thing, in whole or by the last of its names."""
    mine, theirs = ([name for name in claim.names if is_telling(name)] for claim in (left, right))
    return any(is_same_person(one, other) for one in mine for other in theirs)


def is_same_person(left: str, right: str) -> bool:
    """Whether two names end alike and neither has a given name that the other contradicts.

    >>> is_same_person("General Ada Byron", "Byron"), is_same_person("Ada Byron", "Ben Byron")
    (True, False)
    """
    mine, theirs = name_words(left), name_words(right)
    if not mine or not theirs or mine[-1] != theirs[-1]:
        return False
    return set(mine) <= set(theirs) or set(theirs) <= set(mine)


def name_words(name: str) -> list[str]:
    """The words of a name but for titles, in lower case.

    >>> name_words("General Ada Byron")
    ['ada', 'byron']
    """
    titles = words_of("cues", "titles")
    return [word for word in name.casefold().split() if word not in titles]


def is_other_of_its_sort(left: str, right: str) -> bool:
    """Whether two phrases name one sort of thing but tell it apart.

    >>> is_other_of_its_sort("the youth wing", "the military wing")
    True
    >>> is_other_of_its_sort("the wing", "the youth wing")
    False
    """
    mine, theirs = (phrase.casefold().removeprefix("the ").split() for phrase in (left, right))
    if not mine or not theirs or mine[-1] != theirs[-1]:
        return False
    return not set(mine) <= set(theirs) and not set(theirs) <= set(mine)
