"""Voices that the parser hears where the rules hear nobody."""

import pytest

from claims.base.settings import Settings
from claims.language.attribution import read_statements
from claims.language.clauses import cut_clauses, text_of
from claims.language.relations import Relation, relations_of, set_relations
from claims.models.parser import load_parser

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parser():
    """The shipped parser."""
    return load_parser(Settings())


def voices(doc):
    """Predicate -> speaker of each statement."""
    return {
        row.clause.head.text: row.voice.source.text if row.voice.source is not None else None
        for row in read_statements(cut_clauses(doc))
    }


def test_a_cue_that_no_list_holds_is_heard(parser):
    """Verbs of saying are many; what stands around them shows them."""
    (doc,) = parser.parse(["“The tide took the pier,” Halvorsen continued."])

    assert "Halvorsen" in voices(doc).values()


def test_without_relations_the_rules_stand_alone(parser):
    """A parser that finds no relations leaves every voice to the rules."""
    (doc,) = parser.parse(["The harbour master said that the pier had sunk."])
    heard = voices(doc)
    set_relations(doc, ())

    assert heard == voices(doc)
    assert () == relations_of(doc)


@pytest.mark.parametrize(
    "sentence",
    [
        "The pier sank in March.",
        "Two boats and a crane were lost in the storm.",
        "The council owns the harbour and rents it to the fishermen.",
    ],
)
def test_plain_reports_have_no_speaker(parser, sentence):
    """Nobody is made to say what the document tells in its own voice."""
    (doc,) = parser.parse([sentence])

    assert {None} == set(voices(doc).values())


def test_a_thing_is_not_said(parser):
    """What follows from a relation whose content is no clause stays with the document."""
    (doc,) = parser.parse(["The museum unveiled a list of 40 donors, including two banks."])
    set_relations(doc, [Relation(cue=(2,), source=(0, 1), content=tuple(range(3, len(doc) - 1)))])

    assert "museum" not in voices(doc).values()


def test_a_relation_inside_a_relative_clause_speaks_for_it_alone(parser):
    """Whom an aside names does not say the whole sentence."""
    (doc,) = parser.parse(["The ferry, which the owner says was sound, sank on Sunday."])
    everything = tuple(at for at in range(len(doc)) if doc[at].text not in {"the", "owner", "says"})
    cue = next(token.i for token in doc if token.text == "says")
    owner = next(token.i for token in doc if token.text == "owner")
    set_relations(doc, [Relation(cue=(cue,), source=(owner,), content=everything)])

    assert voices(doc)["sank"] is None


def test_relations_are_spans_of_the_sentence(parser):
    """Every relation has a cue, and its parts do not share a word."""
    (doc,) = parser.parse(["Residents told Radio Costa that oil had reached the beach, the mayor added."])

    for row in relations_of(doc):
        assert row.cue
        assert not set(row.cue) & set(row.content)
        assert not set(row.source) & set(row.content)
        assert text_of([doc[at] for at in row.cue])
