"""Sentences become claims: every one is found again in its document, and has the slots that it states."""

from datetime import date

import pytest

from claims.base.records import Document, public
from claims.base.settings import Settings
from claims.collect import split_sentences
from claims.extract import Leaves, extract_claims
from claims.models.parser import load_parser

pytestmark = pytest.mark.model
FERRY = """# A ferry sinks

Nine people died when a ferry sank off Bergen on Monday, the coast guard said.

The owner, Nordline, denied that the ferry was overloaded. It said 40 passengers were on board, including
two children.

“The ferry was sound,” said Ann Lee, a spokeswoman for Nordline. “We checked it in May.” Was the ferry safe?

The ferry, which was built in 1971, had been inspected in May 2023.
"""
MINE = """Norway accused Sweden of closing the border, an accusation denied by Stockholm.

On April 27, 2022, an explosion in a mine near Leeds killed 12 people. Officials said the explosion
also injured at least 30 miners. The mine, which employs more than 400 people, reopened in June 2022.
"""


@pytest.fixture(scope="module")
def extract():
    """Documents -> their claims."""
    settings = Settings()
    parser, leaves = load_parser(settings), Leaves.load(settings)

    def of(*documents, floor=0.4):
        sentences = split_sentences(list(documents))
        return list(extract_claims(documents, sentences, parser=parser, leaves=leaves, floor=floor))

    return of


def document(text, **known):
    """A document of May 2024, unless dated otherwise."""
    return Document.of(text, source="a.txt", **{"published": date(2024, 5, 1), **known})


def find(claims, words):
    """The one claim whose statement holds the words."""
    (found,) = [claim for claim in claims if words in claim.text]
    return found


@pytest.mark.parametrize("text", [FERRY, MINE, FERRY + MINE, "\n\n" + MINE.replace(" ", "  ")])
def test_every_quote_is_found_where_it_says(extract, text):
    """No word is lost, invented or shifted."""
    given = document(text)
    claims = extract(given)

    assert claims
    assert [] == [claim for claim in claims if given.text[claim.start : claim.end] != claim.quote]
    assert [] == [claim for claim in claims if claim.sentence not in given.text]


def test_the_same_document_gives_the_same_claims(extract):
    """Ids hold from run to run, and no two claims share one."""
    once, again = extract(document(FERRY)), extract(document(FERRY))

    assert once == again
    assert len({claim.id for claim in once}) == len(once)


def test_documents_do_not_change_each_other(extract):
    """What is read in one does not depend on what is read beside it."""
    ferry, mine = document(FERRY), document(MINE)

    assert extract(ferry) + extract(mine) == extract(ferry, mine)
    assert extract(mine) + extract(ferry) == extract(mine, ferry)


@pytest.mark.parametrize("text", ["", "# A heading", "Was the ferry safe?", "Hello!", "We love it here."])
def test_nothing_to_check_gives_no_claim(extract, text):
    """Headings, questions and talk are not claims."""
    assert [] == extract(document(text))


BODY = "\n\nIt rained all night in the valley. The bridge was closed to heavy lorries last spring."


@pytest.mark.parametrize(
    ("title", "text", "speaker", "stance"),
    [
        ("Police: eight killed in mill fire", "eight people were killed in mill fire", "Police", "asserts"),
        ("Mill fire kills eight, ministry says", "mill fire kills eight", "Ministry", "asserts"),
        ("Nordline denies hiding losses", "Nordline denies hiding losses", "Nordline", "denies"),
        ("Minister \u2018never took bribes\u2019", "Minister \u2018never took bribes\u2019", None, "reports"),
        ("Oslo to close port in June", "Oslo is to close port in June", None, "asserts"),
    ],
)
def test_a_headline_is_read_for_what_it_says_and_who(extract, title, text, speaker, stance):
    """Colons, commas, denials, and words in quotation marks of nobody; the quote is as printed."""
    (found,) = [claim for claim in extract(document(title + BODY)) if claim.end <= len(title)]

    assert (text, speaker, stance) == (found.text, found.speaker, found.stance)
    assert title == found.quote == found.sentence


@pytest.mark.parametrize(
    "title",
    [
        "Why the mill burned down",
        "Norway: eight killed in mill fire",
        "Girl hurt in mill fire dies",
        "Aid groups dispute official account of fire",
        "Boy shoots, kills father in Ohio",
        "Oslo says 46 killed, Stockholm says eight",
        "A long night at the mill",
    ],
)
def test_an_unclear_headline_gives_no_claim(extract, title):
    """Labels, garden paths, empty denials, shared objects, two voices: rather nothing than a wrong claim."""
    assert [] == [claim for claim in extract(document(title + BODY)) if claim.end <= len(title)]


def test_each_toll_of_a_headline_has_words_of_its_own(extract):
    """Two claims of one headline are two: with two quotes and two ids."""
    title = "2 dead, 3 wounded in mill fire"
    claims = [claim for claim in extract(document(title + BODY)) if claim.end <= len(title)]

    assert ["2 dead", "3 wounded in mill fire"] == [claim.quote for claim in claims]
    assert [(2, "killed"), (3, "injured")] == [
        (figure.low, figure.role) for claim in claims for figure in claim.quantities
    ]
    assert 2 == len({claim.id for claim in claims})


def test_two_predicates_of_a_headline_are_two_claims(extract):
    """What the first says does not make the second said again."""
    title = "Prime minister slams Sweden, praises Norway as loyal partner"
    claims = [claim for claim in extract(document(title + BODY)) if claim.end <= len(title)]

    assert ["Prime minister slams Sweden", "Prime minister praises Norway as loyal partner"] == [
        claim.text for claim in claims
    ]


@pytest.mark.parametrize(("count", "claims"), [("Eight", 0), ("Seven", 1)])
def test_a_headline_that_its_article_repeats_is_left_out(extract, count, claims):
    """Only what the headline says otherwise is worth a claim; and below the title nothing changes."""
    title, body = (
        "Eight killed in mill fire",
        f"\n\n{count} people were killed in a mill fire near Bergen on Monday.",
    )
    found = extract(document(title + body))

    assert claims == len([claim for claim in found if claim.end <= len(title)])
    assert [claim.text for claim in found if claim.end > len(title)] == [
        claim.text for claim in extract(document(f"A long night at the mill{body}"))
    ]


def test_a_figure_of_somebody_else_is_no_age_of_the_subject(extract):
    """The age of the dead is not that of the accused."""
    (found,) = extract(document("A father was sentenced on Monday in the shooting death of a 3-year-old."))

    assert [] == [row for row in found.quantities if row.role == "age" and "father" in (row.of or "")]


def test_who_says_it_is_kept(extract):
    """Speaker, stance and party, with a pronoun led back to its name."""
    claims = extract(document(FERRY))
    said = {
        words: (find(claims, words).speaker, find(claims, words).stance)
        for words in ("Nine people died", "overloaded", "40 passengers", "built in 1971")
    }

    assert {
        "Nine people died": ("coast guard", "asserts"),
        "overloaded": ("Nordline", "denies"),
        "40 passengers": ("Nordline", "asserts"),
        "built in 1971": (None, "asserts"),
    } == said


def test_figures_and_times_belong_to_their_clause(extract):
    """What one clause counts and dates is not lent to its neighbours."""
    claims = extract(document(MINE))
    killed, employs = find(claims, "killed 12"), find(claims, "employs")

    assert [(12, 12, "killed")] == [(row.low, row.high, row.role) for row in killed.quantities]
    assert (date(2022, 4, 27), date(2022, 4, 27)) == (killed.time.start, killed.time.end)
    assert [(400, None)] == [(row.low, row.high) for row in employs.quantities]


@pytest.mark.parametrize(
    ("done", "day"),
    [
        ("Two men were charged on Monday over the fire at the mill.", None),
        ("Two men were hurt on Monday in the fire at the mill.", date(2024, 4, 29)),
    ],
)
def test_what_is_done_over_an_event_does_not_date_it(extract, done, day):
    """The day of a charge is not that of the fire, nor of what is said of it next."""
    claims = extract(document(f"{done} The fire service said the blaze was started with petrol."))
    when = find(claims, "petrol").time

    assert day == (when and when.start)


def test_one_event_told_twice_is_one_incident(extract):
    """The second mention takes time and place from the first."""
    claims = extract(document(MINE))
    killed, injured = find(claims, "killed 12"), find(claims, "injured at least 30")

    assert killed.incident == injured.incident is not None
    assert killed.time == injured.time
    assert find(claims, "Norway accused").incident is None


def test_a_denial_answers_the_claim_that_it_denies(extract):
    """Both voices of "an accusation denied by" are kept, and joined."""
    accusation, denial = extract(document(MINE))[:2]

    assert ("Norway", "accuses") == (accusation.party, accusation.stance)
    assert ("Sweden", "denies", accusation.id) == (denial.party, denial.stance, denial.answers)


def test_an_undated_document_dates_nothing_by_itself(extract):
    """A weekday means no day without a date of publication; a month with its year still does."""
    claims = extract(document(FERRY, published=None))

    assert all(claim.published is None for claim in claims)
    monday = find(claims, "Nine people died").time
    assert monday is None or (monday.start, monday.end) == (None, None)
    assert date(2023, 5, 1) == find(claims, "inspected").time.start


def test_a_dated_document_dates_its_weekdays(extract):
    """Monday is the last one before publication."""
    monday = find(extract(document(FERRY)), "Nine people died").time

    assert (date(2024, 4, 29), date(2024, 4, 29)) == (monday.start, monday.end)


def test_a_higher_floor_only_leaves_out(extract):
    """What is hardly checkworthy goes first, and nothing else changes."""
    every, some = extract(document(FERRY), floor=0.0), extract(document(FERRY), floor=0.7)
    kept = {claim.id for claim in some}

    assert [claim for claim in every if claim.id in kept] == some
    assert all(claim.checkworthy < 0.7 for claim in every if claim.id not in kept)
    assert len(some) < len(every)


def test_a_claim_has_the_public_shape(extract):
    """Slots for the rules are not shown."""
    shown = public(extract(document(MINE))[0])

    assert {"id", "text", "quote", "speaker", "party", "stance", "quantities", "time"} <= set(shown)
    assert set() == {"actors", "targets", "frames", "predicate"} & set(shown)
