"""Documents of one story: joined by rare names, likeness and time, and by nothing less."""

from datetime import date, timedelta

import numpy as np
import pytest

from claims.base.records import Claim
from claims.rules.digests import read_digests, words_with_capitals
from claims.rules.stories import Stories

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
        Stories([left, right], read_digests([left, right], rows)).are_one(left.document, right.document),
        Stories([right, left], read_digests([right, left], rows[::-1])).are_one(
            right.document, left.document
        ),
    }
    assert len(found) == 1
    return found.pop()


FERRY = "The ferry Sea Star sank off Lundvik."


@pytest.mark.parametrize(
    ("other", "vectors", "expected"),
    [
        ("Divers reached the Sea Star near Lundvik.", (ALIKE, ALIKE), True),
        ("Divers reached the ferry near Lundvik.", (ALIKE, ALIKE), True),
        ("Divers reached the Sea Star.", (ALIKE, UNLIKE), True),
        ("A bakery opened in Lundvik.", (ALIKE, UNLIKE), False),
        ("Divers reached the ferry.", (ALIKE, ALIKE), False),
    ],
)
def test_names_and_likeness_make_a_story(other, vectors, expected):
    """One name joins what reads alike, two join anything; none joins nothing, and one alone does not."""
    assert expected == are_one(claim("a", FERRY), claim("b", other), vectors)


@pytest.mark.parametrize(
    ("published", "expected"),
    [(DAY + timedelta(days=100), True), (DAY + timedelta(days=130), False), (None, True)],
)
def test_a_story_has_its_time(published, expected):
    """Many months apart the same names are in the news for something else; undated may be near."""
    assert expected == are_one(claim("a", FERRY), claim("b", FERRY, published=published))


def test_it_takes_more_where_there_are_more_documents():
    """One name in common says little among a hundred documents."""
    others = [claim(f"{number:03}", "Rain fell.") for number in range(100)]
    claims = [*others, claim("a", FERRY), claim("b", "Divers reached the ferry near Lundvik.")]
    digests = read_digests(claims, np.array([ALIKE] * 102, dtype=np.float32))

    assert not Stories(claims, digests).are_one("a", "b")


@pytest.mark.parametrize(("named", "expected"), [(2, True), (60, False)])
def test_two_long_texts_share_a_few_rare_names_by_chance(named, expected):
    """Where there are many documents, a fair part of the names must be common to both."""
    others = [claim(f"{number:03}", "Rain fell.") for number in range(300)]
    shared = "The Sea Star, the Blue Heron and the Old Mole left Lundvik."
    pages = [
        claim(name, f"{shared} " + " ".join(f"Then Q{name}{'x' * at}v came." for at in range(named)))
        for name in ("a", "b")
    ]
    claims = [*others, *pages]
    digests = read_digests(claims, np.array([ALIKE] * len(claims), dtype=np.float32))

    assert expected == Stories(claims, digests).are_one("a", "b")


@pytest.mark.parametrize(("others", "expected"), [(20, True), (700, False)])
def test_a_page_of_many_stories_is_of_none(others, expected):
    """A year of reports on one page shares rare names with anything."""
    names = " ".join(f"Then Q{'x' * (at % 40)}{chr(97 + at // 40)}v came." for at in range(others))
    page = claim("b", f"Divers reached the Sea Star near Lundvik. {names}")

    assert expected == are_one(claim("a", FERRY), page)


def test_names_that_many_hold_join_nothing():
    """A name that every document of a ledger holds singles out no story."""
    claims = [claim(f"{number:02}", "The mayor of Lundvik spoke.") for number in range(12)]
    digests = read_digests(claims, np.array([ALIKE] * 12, dtype=np.float32))
    stories = Stories(claims, digests)
    assert [] == list(stories.couples)


def test_capitals_inside_a_sentence():
    """The first word, days and months are no names."""
    assert words_with_capitals("On Monday in May the Sea Star left Cebu.") == {"Sea", "Star", "Cebu"}
