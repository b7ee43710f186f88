"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.language.sentences import split_paragraph


def sentences(text: str) -> list[str]:
    """The sentences themselves."""
    return [text[start:end] for start, end in split_paragraph(text)]


# "|" marks where a sentence begins
@pytest.mark.parametrize(
    "marked",
    [
        "Gen. Asim Rahim met Lt. Col. Ahmed Noor in the U.S. on Monday. |He left on Tuesday.",
        "Maj. Gen. Ahmed Sharif spoke on Dec. 24. |He denied it.",
        "It happened at 5 p.m. on Friday. |Two people died.",
        "It happened at 5 p.m. |Two people died.",
        "The No. 5 battalion fired. |It withdrew.",
        "It was Vol. 3, pp. 12-14, of the report. |It was false.",
        "J. K. Rowling wrote it. |Nobody read it.",
        "The Ph.D. student left. |Dr. Smith stayed.",
        "He rose 3.5% in 2021. |That was a record.",
        "He returned to power in 2021.|January 21 was a Tuesday.",
        "The war ended.|The men went home.",
        "Officials said 8 died.|46 were hurt.",
        "They “disrupt their sanctuaries on our soil.” |But those hopes evaporated.",
        "The reply will be \"more severe than before.\" |The violence is new.",
        "It followed the fall of the city (PIPS). |Attacks rose.",
        "The group said so (in a statement on Monday.) |It denied it.",
        "He waited … and waited. |Nothing came.",
        "He waited... |Nothing came.",
        "Are there cracks in the alliance? |Here's what the news says",
        "He lives in the U.S. |She lives in the U.K.",
        "They met in Washington, D.C. |The talks failed.",
        "They met in Washington, D.C. on Monday.",
        "It cost Rs. 500 million. |It was paid.",
        "The company, Acme Inc., said so. |It lied.",
        "It struck two towns, villages, etc. in April. |Approx. 500 people fled. |Est. losses were high.",
        "He is currently based in Islamabad. |fter the withdrawal, war came.",
        "He asked, \"Why?\" and left. |No one answered.",
        "“Is it over?” he asked. |It was not.",
        "The bid of the party 2.0’s men failed. |The party 2.0 refused.",
        "• The town fell. |• The city fell.",
        "1. The town fell.",
        "Read more at example.com today. |Thanks.",
        "“Is it over?” Mayor Jane Roe asked. |It was not.",
        "\"Stop!\" the driver of the bus shouted. |He ran.",
        "“Is it over?” |Jane Roe asked whether it was.",
        "‘Is it over?’ |Nobody answered.",
        "He called it “over”. |Roe left.",
        "Sgt. Ann Lee and Det. Bo Li of the Dept. of Works came. |Atty. Gen. Roe did not.",
        "The road is closed at Main St. |The bridge is open at 5th Ave. and Park Blvd. today.",
        "They met in Salem, Ore. police said, or in Salem, Mass. |Two of them left.",
        "He said they came. |they know that. |what now? |it is late.",
        "It was sold at approx. five a piece, or max. seven.",
        "Visit www.example.com/Some.Page or Example.Com today. |Write to a.b@example.Org.",
        "See claims.toml and node.js, from the U.S.A. and the U.K., at 3.5 and 1,200.50.",
        "BERGEN (AP) — The talks failed. |They may go on.",
        "BERGEN, Norway (Reuters) - The talks failed.",
        "They named Ann Lee, 29; Bo Li, 31; and Jane Roe, 40. |All are well.",
        "He ran. |She ran. ***",
        "What?! |Why!! |He left...",
        "He said: 'It rose. It fell.' |She left.",
        "The boys' coats were wet. |The girls' coats were dry.",
    ],
)  # fmt: skip
def test_sentences_of_news(marked):
    """Abbreviations, initials, figures, quotations and lost spaces do not mislead."""
    expected = [piece.strip() for piece in marked.split("|")]

    assert expected == sentences(marked.replace("|", ""))


def test_a_short_quotation_stays_with_its_speaker():
    """Who says it and all that is said are one sentence."""
    text = "He said: “We will not stop. We will fight.” Then he left."

    assert ["He said: “We will not stop. We will fight.”", "Then he left."] == sentences(text)


def test_a_long_quotation_is_split():
    """A quotation of a page does not become one sentence."""
    text = "He said: “" + "We will fight on every hill. " * 30 + "It is over.”"

    assert 31 == len(sentences(text))


@pytest.mark.parametrize("text", ["", " ", "\t "])
def test_nothing_gives_nothing(text):
    """White space holds no sentence."""
    assert [] == split_paragraph(text)


PIECES = st.lists(
    st.sampled_from(
        ["Gen.", "U.S.", "5 p.m.", "ended.The", "“We", "fight.”", '"', "…", "2021.", " ", "No. 5", "he"]
    )
    | st.text(max_size=8)
)


MARKS = st.text(alphabet="\u202e\u200b\xad\xa0\t\0\ud800“”‘’'\"()[].?! aB1\U0001f600", max_size=60)


@given(PIECES.map(" ".join) | st.text() | MARKS)
def test_spans_cover_every_word_once(text):
    """Spans are ordered and disjoint, and no sign outside them is anything but white space."""
    spans = split_paragraph(text)
    bounds = [0, *(bound for span in spans for bound in span), len(text)]
    gaps = [text[end:start] for end, start in zip(bounds[::2], bounds[1::2], strict=True)]

    assert sorted(bounds) == bounds
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert "" == "".join(gaps).strip()


@pytest.mark.parametrize(
    "text",
    ["word " * 50_000, "\n" * 10_000, "(" * 20_000 + "a" + ")" * 20_000, "“a. " * 900, "'a. " * 900,
     "\ud800. " * 9_000, "a\0. " * 9_000, "\u202eThe end. " * 3_000, "“a?” " + "Bo " * 9_000, "." * 50_000],
)  # fmt: skip
def test_a_hostile_text_takes_no_time(text):
    """However long the line and deep the quotations, every word is covered, and soon."""
    spans = split_paragraph(text)

    assert "".join(text.split()) == "".join("".join(text[start:end].split()) for start, end in spans)
