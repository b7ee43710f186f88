"""Documents of one story: joined by rare names, likeness and time, and by nothing less."""

from datetime import date, timedelta

import numpy as np
import pytest

from claims.base.records import Claim
from claims.rules.stories import Stories, words_with_capitals

DAY = date(2024, 1, 10)
ALIKE, UNLIKE = (1.0, 0.0), (0.0, 1.0)


def claim(document, sentence, *, published=DAY):
    """The only claim of a document."""
    return Claim(
        id=document,
        document=document,
        origin=document,
        text=sentence,
        quote=sentence,
        sentence=sentence,
        start=0,
        end=len(sentence),
        published=published,
    )


def are_one(left, right, vectors=(ALIKE, ALIKE)):
    """Whether two documents are of one story, whichever comes first."""
    rows = np.array(vectors, dtype=np.float32)
    found = {
        Stories([left, right], rows).are_one(left, right),
        Stories([right, left], rows[::-1]).are_one(right, left),
    }
    assert len(found) == 1
    return found.pop()


FERRY = "The ferry Sea Star sank off Lundvik."


@pytest.mark.parametrize(
    ("other", "vectors", "expected"),
    [
        ("Divers reached the Sea Star near Lundvik.", (ALIKE, ALIKE), True),
        ("Divers reached the ferry near Lundvik.", (ALIKE, ALIKE), True),
        ("A bakery opened in Lundvik.", (ALIKE, UNLIKE), False),
        ("Divers reached the ferry.", (ALIKE, ALIKE), False),
    ],
)
def test_names_and_likeness_make_a_story(other, vectors, expected):
    """One name joins what reads alike; none joins nothing, and one alone does not."""
    assert expected == are_one(claim("a", FERRY), claim("b", other), vectors)


@pytest.mark.parametrize(
    ("published", "expected"),
    [(DAY + timedelta(days=20), True), (DAY + timedelta(days=60), False), (None, False)],
)
def test_a_story_has_its_time(published, expected):
    """Months apart, or undated, the same names may be in the news for something else."""
    assert expected == are_one(claim("a", FERRY), claim("b", FERRY, published=published))


def test_names_that_many_hold_join_nothing():
    """A name that every document of a ledger holds singles out no story."""
    claims = [claim(f"{number:02}", "The mayor of Lundvik spoke.") for number in range(12)]
    stories = Stories(claims, np.array([ALIKE] * 12, dtype=np.float32))
    assert [] == list(stories.couples())


def test_capitals_inside_a_sentence():
    """The first word, days and months are no names."""
    assert words_with_capitals("On Monday in May the Sea Star left Cebu.") == {"Sea", "Star", "Cebu"}
