"""What varies between reports is blotted out, so that likeness means one question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.base.records import Claim
from claims.language.masking import mask, masked_statements, replace_spans


def claim(text):
    """A claim that says the text."""
    return Claim(
        id="1", document="1", origin="1", text=text, quote=text, start=0, end=len(text), sentence=text
    )


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("47 people died", "# people died"),
        ("Eight people died", "# people died"),
        ("1,500 people died", "# people died"),
        ("2.5 percent of pupils", "# percent of pupils"),
        ("dozens were hurt", "# were hurt"),
        ("It opened in 1971", "It opened in DATE"),
        ("It opened on April 27, 2022", "It opened on DATE"),
        ("It opened in May 2022", "It opened in DATE"),
        ("It closed in March", "It closed in DATE"),
    ],
)
def test_figures_and_dates_are_blotted_out(text, masked):
    """However they are written."""
    assert masked == mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The bridge collapsed",
        "They may march in the rain",
        "Someone weighed the freight",
        "A tenant often listens",
    ],
)
def test_other_words_stay(text):
    """Number words inside other words and months that are verbs are left alone."""
    assert text == mask(text)


@given(text=st.text(max_size=60))
def test_masking_twice_changes_nothing_more(text):
    """What is masked is masked."""
    assert mask(text) == mask(mask(text))


def test_parties_go_under_one_name_or_none():
    """A capital and a country read alike in the first wording, and no side is named in the second."""

    def mentions(text):
        words = {"Oslo": "Norway", "Norway": "Norway"}
        return [
            (text.index(word), text.index(word) + len(word), words[word]) for word in words if word in text
        ]

    left, right = (
        masked_statements(claim(f"{side} closed 9 roads"), mentions) for side in ("Oslo", "Norway")
    )

    assert left == right == ("Norway closed # roads", "they closed # roads")


@pytest.mark.parametrize(
    ("spans", "replaced"),
    [
        ([], "Rome and Oslo met"),
        ([(0, 4, "Italy")], "Italy and Oslo met"),
        ([(0, 4, "Italy"), (9, 13, "Norway")], "Italy and Norway met"),
    ],
)
def test_spans_are_replaced_and_nothing_else(spans, replaced):
    """What stands between the spans is kept to the letter."""
    assert replaced == replace_spans("Rome and Oslo met", spans, lambda party: party)
