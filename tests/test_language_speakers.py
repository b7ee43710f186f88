"""From the words that name a speaker to the speaker and the party, through one document."""

from datetime import date

import pytest

from claims.language.attribution import read_statements
from claims.language.clauses import cut_clauses
from claims.language.parties import Parties
from claims.language.speakers import Speakers
from claims.models.parser import ShippedParser

pytestmark = pytest.mark.model
PARTIES = Parties.load()


@pytest.fixture(scope="module")
def listen():
    """Sentences of one document -> its speakers, in order; None for one that stays unknown."""
    parser = ShippedParser()

    def to(*sentences):
        speakers = Speakers(PARTIES, date(2024, 5, 1))
        found = [
            statement for doc in parser.parse(sentences) for statement in read_statements(cut_clauses(doc))
        ]
        return [speakers.identify(row.voice.source) for row in found if row.voice.source is not None]

    return to


def named(speakers):
    """Name and party of each."""
    return [speaker and (speaker.name, speaker.party) for speaker in speakers]


def test_an_apposition_says_whom_a_person_speaks_for(listen):
    """The spokeswoman of a body speaks for it, under her own name."""
    assert [("Ann Lee", "Greenpeace")] == named(
        listen("Ann Lee, a spokeswoman for Greenpeace, said the dam was old.")
    )


@pytest.mark.parametrize(
    ("later", "name"),
    [("She said the pump failed.", "Ann Lee"), ("Lee added that the gate was shut.", "Lee")],
)
def test_a_person_is_known_again(listen, later, name):
    """By a pronoun or by the surname, with the party of the introduction."""
    heard = listen("Ann Lee, a spokeswoman for Greenpeace, said the dam was old.", later)

    assert (name, "Greenpeace") == named(heard)[1]


@pytest.mark.parametrize("later", ["The ministry said nine people died.", "It added that the crew was safe."])
def test_a_ministry_is_known_again(listen, later):
    """The ministry and "it" are the ministry named before."""
    heard = listen("The Norwegian defence ministry said the ship sank.", later)

    assert ["Norway", "Norway"] == [speaker.party for speaker in heard]


def test_a_possessive_leads_to_its_owner(listen):
    """Its foreign minister is the minister of the country just named."""
    heard = listen("Sweden said the road was open, and its foreign minister said the bridge was safe.")

    assert [("Sweden", "Sweden"), ("foreign minister", "Sweden")] == named(heard)


def test_a_capital_stands_for_its_government(listen):
    """Two capitals are two sides."""
    assert [("Oslo", "Norway"), ("Stockholm", "Sweden")] == named(
        listen("Oslo says the border is shut.", "Stockholm denied it.")
    )


@pytest.mark.parametrize("pronoun", ["He", "She", "It", "They"])
def test_a_pronoun_that_points_to_nobody_stays_unknown(listen, pronoun):
    """At the start of a text nobody has spoken yet."""
    assert [None] == listen(f"{pronoun} said the dam was old.")


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("Ann Lee said the dam was old.", "It said the pump failed."),
        ("Residents said the dam was old.", "She said the pump failed."),
        ("Norway said the dam was old.", "He said the pump failed."),
    ],
)
def test_a_pronoun_does_not_point_to_what_it_cannot_mean(listen, first, later):
    """A person is not "it", a crowd or a country is not "he"."""
    assert listen(first, later)[1] is None


def test_another_surname_is_another_person(listen):
    """Whoever was not introduced has no party from somebody else."""
    heard = listen("Ann Lee, a spokeswoman for Greenpeace, said the dam was old.", "Berg said it was new.")

    assert ("Berg", None) == named(heard)[1]


def test_ordinary_people_stand_for_no_party(listen):
    """Residents and mayors without a name are speakers, not sides."""
    assert [("Residents", None), ("mayor", None)] == named(
        listen("Residents said the dam was old.", "The mayor said it was new.")
    )


def test_documents_share_nobody(listen):
    """What was heard in one document is not known in the next."""
    listen("Ann Lee, a spokeswoman for Greenpeace, said the dam was old.")

    assert [None] == listen("She said the pump failed.")


def test_a_long_name_is_kept_whole(listen):
    """A body is named in full, joiners included."""
    heard = listen("A study by the Centre for Research and Studies found that pupils walk.")

    assert ["Centre for Research and Studies"] == [speaker.name for speaker in heard]
