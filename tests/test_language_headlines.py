"""A headline becomes the sentence that it is short for, or none where it could be meant in two ways."""

import pytest

from claims.base.records import Claim, Quantity
from claims.language.completing import complete
from claims.language.headlines import plain_sentence
from claims.language.parties import Parties
from claims.language.recasing import Forms, recase
from claims.language.repetition import is_told

TEXT = (
    "The port of Bergen was shut. On Monday Ann Lee said the mayor, who lives in Oslo, had known of it. "
    "Nobody in Molde answered. Fishermen in Molde said so."
)


@pytest.fixture(scope="module")
def parties():
    """The shipped sides."""
    return Parties.load()


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Eight killed in mine blast", "Eight people were killed in mine blast"),
        ("1 dead, dozens hurt in crash", "1 person is dead and dozens of people are hurt in crash"),
        ("Four men held over bank raid", "Four men were held over bank raid"),
        ("Boy, 9, badly hurt in fall", "Boy, 9, is badly hurt in fall"),
        ("Skipper shot and wounded at sea", "Skipper was shot and wounded at sea"),
        ("Suspect in arson of two barns arrested", "Suspect in arson of two barns was arrested"),
        ("Family of five found dead in cabin", "Family of five was found dead in cabin"),
        ("Bergen to close port in June", "Bergen is to close port in June"),
    ],
)
def test_what_is_left_out_is_put_back(said, whole):
    """The auxiliary, in the number of those it is said of, and the people whom a bare number counts."""
    assert whole == complete(said)


@pytest.mark.parametrize(
    "said",
    [
        "Storm kills nine in valley",
        "Gunman killed two guards",
        "Council plans to close port",
        "Man unlikely to face trial",
        "Bread prices were raised in May",
        "Town buries its dead",
    ],
)
def test_what_lacks_nothing_stays(said):
    """A verb with a tense, an object behind it, or a word that asks for its "to"."""
    assert said == complete(said)


@pytest.mark.parametrize(
    "said",
    [
        "Woman hurt in fall dies",
        "Driver killed in crash named by police",
        "Two held, mayor questioned over fire",
        "Deputies visit girl injured in fire",
        "Rower rescued, sister still missing",
        "Five men shot at party, gunman on the run",
        "",
    ],
)
def test_two_readings_give_none(said):
    """Where another word may be the predicate, or something else is told of, nothing is made up."""
    assert complete(said) is None


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Police: three held after riot", "Police said that three people were held after riot."),
        ("Three held after riot: police", "Police said that three people were held after riot."),
        ("Three held after riot, police say", "Police say that three people were held after riot."),
        ("Three held after riot, say doctors", "Doctors say that three people were held after riot."),
        ("Officials say three held after riot", "Officials say that three people were held after riot."),
        ("Lee: mayor knew of riot", "Lee said that mayor knew of riot."),
        ("Storm kills nine: Norway", "Norway said that storm kills nine."),
        ("Mayor Knew Of Riot In Bergen", "Mayor knew of riot in Bergen."),
    ],
)
def test_who_says_it_is_read_off_colons_and_verbs(parties, title, sentence):
    """In front, behind, before or after its verb; capitals are those of the article."""
    assert sentence == plain_sentence(title, TEXT, parties)


@pytest.mark.parametrize(
    "title",
    [
        "Live: storm kills nine people",
        "Norway: storm kills nine people",
        "Molde: storm kills nine people",
        "Opinion: the port must go",
        "Storm kills nine; port shut",
        "Storm kills nine - live",
        "Did the storm kill nine?",
        "How the storm killed nine",
        "Five things to know of it",
        "What we know: storm kills nine",
        "Storm hits",
        "Lee: I knew of the riot",
        "Lee: a life",
    ],
)
def test_labels_places_questions_and_lists_give_none(parties, title):
    """Not every colon has a speaker before it, and not every headline states something."""
    assert plain_sentence(title, TEXT, parties) is None


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("MAYOR OF BERGEN KNEW OF RIOT", "Mayor of Bergen knew of riot"),
        ("Mayor Of Bergen Knew, Says Two-Year-Old Report", "Mayor of Bergen knew, says two-year-old report"),
        ("Erik Moe Leaves NATO Job", "Erik moe leaves NATO job"),
        ("Mayor of Bergen knew of Riot", "Mayor of Bergen knew of Riot"),
    ],
)
def test_capitals_are_those_of_the_article(parties, title, written):
    """Names of the text, given names and acronyms keep theirs; other headlines stay as they are."""
    assert written == recase(title, Forms(TEXT, parties))


def claim(text, *figures, **slots):
    """A claim of a document that says just this."""
    quantities = tuple(Quantity(text=str(count), low=count, high=count, role=role) for count, role in figures)
    given = {"document": "d", "origin": "d", "quote": text, "start": 0, "end": len(text), "sentence": text}
    return Claim(id=text, text=text, quantities=quantities, **{**given, **slots})


@pytest.mark.parametrize(
    "body",
    [
        claim("Nine miners were killed in a blast near Bergen.", (9, "killed")),
        claim("The blast killed nine, two of them boys.", (9, "killed"), (2, "killed")),
    ],
)
def test_the_same_toll_is_told(body):
    """One claim of the article that gives the figure is enough, whatever its words."""
    assert is_told(claim("Nine killed in mine blast", (9, "killed")), [body])


@pytest.mark.parametrize(
    "body",
    [
        claim("Eight miners were killed in a mine blast.", (8, "killed")),
        claim("Nine miners were hurt in a mine blast.", (9, "injured")),
        claim("Nobody was killed in the mine blast.", (9, "killed"), negated=True),
        claim("The owner denied that nine were killed in the blast.", (9, "killed"), stance="denies"),
        claim("Nine killed in mine blast", (9, "killed"), party="Sweden"),
    ],
)
def test_another_figure_or_voice_is_not_told(body):
    """What the article says with another figure, role, side or the other way round is worth a claim."""
    assert not is_told(claim("Nine killed in mine blast", (9, "killed"), party="Norway"), [body])
