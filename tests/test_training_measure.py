"""Figures of the parser: what counts as right, and how it is shown."""

from collections import Counter

import pytest

from claims.base.errors import ModelError
from claims.training.card import BEGIN, END, fill_card
from claims.training.measure import Reading, count_hits, figures_of, place_entities, show_figures, spans_of


def reading(words, *, heads=None, labels=None, entities=None):
    """A reading in which every word is a noun and hangs on the first, unless said otherwise."""
    size = len(words)
    return Reading(
        spans_of(words),
        ["NOUN"] * size,
        ["NN"] * size,
        [word.lower() for word in words],
        heads or [0] + [1] * (size - 1),
        labels or ["root"] + ["dep"] * (size - 1),
        entities,
    )


GOLD = reading(["can", "not", "go", "Oslo"], entities={(8, 12, "LOC")})


def test_the_annotators_reading_is_perfect():
    """Every layer is a hundred percent."""
    assert {100.0} == set(figures_of(count_hits(GOLD, GOLD)).values())


def test_words_are_matched_by_their_characters():
    """One token for two words costs both, and what hangs on them; the rest still counts."""
    hits = count_hits(GOLD, reading(["cannot", "go", "Oslo"], entities=set()))

    assert (4, 3, 2, 2) == (hits["gold_words"], hits["our_words"], hits["words"], hits["lemma"])
    assert (0, 1, 0) == (hits["uas"], hits["gold_entities"], hits["entities"])
    assert pytest.approx(100 * 2 * 2 / 7) == figures_of(hits)["words"]


@pytest.mark.parametrize(
    ("heads", "labels", "uas", "las"),
    [
        ([0, 1, 1, 1], ["root", "dep", "dep", "dep"], 4, 4),
        ([0, 1, 1, 1], ["root", "dep", "dep", "obj"], 4, 3),
        ([0, 1, 2, 1], ["root", "dep", "dep", "dep"], 3, 3),
        ([2, 0, 2, 2], ["dep", "root", "dep", "dep"], 0, 0),
    ],
)
def test_a_label_counts_only_on_the_right_head(heads, labels, uas, las):
    """LAS is never above UAS."""
    hits = count_hits(GOLD, reading(["can", "not", "go", "Oslo"], heads=heads, labels=labels))

    assert (uas, las) == (hits["uas"], hits["las"])


@pytest.mark.parametrize(
    ("entities", "both"), [({(8, 12, "LOC")}, 1), ({(8, 12, "PER")}, 0), ({(6, 12, "LOC")}, 0), (set(), 0)]
)
def test_an_entity_counts_with_its_span_and_type(entities, both):
    """Half right is wrong."""
    assert both == count_hits(GOLD, reading(["can", "not", "go", "Oslo"], entities=entities))["entities"]


def test_a_sentence_without_entity_layer_counts_for_none():
    """What nobody annotated cannot be missed."""
    hits = count_hits(reading(["go"]), reading(["go"], entities={(0, 2, "LOC")}))

    assert 0 == hits["our_entities"]


def test_entities_stand_where_their_words_stand():
    """Words become characters."""
    assert {(3, 8, "LOC")} == place_entities(spans_of(["can", "not", "go"]), {(1, 3, "LOC")})


def test_nothing_measured_divides_by_nothing():
    """No sentences, no figures above zero."""
    assert {0.0} == set(figures_of(Counter()).values())


@pytest.mark.parametrize("ways", [["pipeline"], ["pipeline", "int8"], ["pipeline", "int8", "float32"]])
def test_the_table_shows_what_was_measured(ways):
    """A column a way of measuring; a layer that is given rather than found has a dash."""
    figures = {way: {"uas": 91.84} for way in ways}
    lines = show_figures({"words": 25094, "figures": figures}).splitlines()

    assert lines[0].startswith("| 25,094 words of test | pipeline, raw text |")
    assert f"| heads (UAS) |{' 91.8 |' * len(ways)}" in lines
    assert f"| lemmas |{' – |' * len(ways)}" in lines


def test_a_card_is_filled_between_its_marks():
    """What a person wrote around the table stays, and filling twice is filling once."""
    card = f"# Card\n{BEGIN}\nold\n{END}\nend\n"
    filled = fill_card(card, "| new |")

    assert f"# Card\n{BEGIN}\n| new |\n{END}\nend\n" == filled
    assert filled == fill_card(filled, "| new |")


@pytest.mark.parametrize("card", ["", "# Card", f"{BEGIN}", f"{END}"])
def test_a_card_without_marks_is_refused(card):
    """Figures are not put just anywhere."""
    with pytest.raises(ModelError, match="no place for its figures"):
        fill_card(card, "| new |")
