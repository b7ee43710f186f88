"""Amounts: what is one, its bounds and units, what is counted and in which role, and when two agree."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from claims.base.records import Quantity
from claims.language.agreement import intervals_overlap
from claims.language.measures import measure_of, to_base
from claims.language.number_words import SMALL, TENS
from claims.language.numerals import find_numerals
from claims.language.quantities import quantities_agree, read_amounts

VOCAB = English().vocab
LONG = 10_000  # characters
LINES_A_CHARACTER = 200
UNITS = [None, "km", "mile", "%", "USD", "day"]
ROLES = [None, "killed", "injured"]


@st.composite
def quantities(draw):
    """Any quantity that can be stated, with or without bounds."""
    low, high = sorted(draw(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7))))
    bound = draw(st.sampled_from(["both", "low", "high"]))
    return Quantity(
        text="",
        low=None if bound == "high" else low,
        high=None if bound == "low" else high,
        approximate=draw(st.booleans()),
        unit=draw(st.sampled_from(UNITS)),
        role=draw(st.sampled_from(ROLES)),
    )


def built(*rows):
    """A parsed sentence from rows "word lemma POS TAG relation head"."""
    columns = list(zip(*(row.split() for row in rows), strict=True))
    words, lemmas, pos, tags, deps, heads = columns
    return Doc(
        VOCAB,
        words=words,
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        deps=deps,
        heads=[int(head) for head in heads],
    )


def spelled(number):
    """An integer below a million in words."""
    small = SMALL[number] if number < 20 else ""
    if small:
        return small
    if number < 100:
        rest = f"-{SMALL[number % 10]}" if number % 10 else ""
        return TENS[number // 10 - 2] + rest
    size, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = number % size
    joint = " and " if size == 100 else " "
    return f"{spelled(number // size)} {name}" + (f"{joint}{spelled(rest)}" if rest else "")


def lines_run(function, text):
    """How many lines of Python a call runs: the same on every machine, unlike seconds."""
    count = 0

    def tracer(frame, event, argument):
        nonlocal count
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        function(text)
    finally:
        sys.settrace(before)
    return count


def stated(text):
    """Low, high, approximate, unit of each amount in the text."""
    return [(found.low, found.high, found.approximate, found.unit) for found in find_numerals(text)]


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate", "unit"),
    [
        ("47", 47, 47, False, None),
        ("1,500", 1500, 1500, False, None),
        ("1,00,000", 100_000, 100_000, False, None),
        ("one hundred and twenty-five", 125, 125, False, None),
        ("five hundred thousand", 500_000, 500_000, False, None),
        ("half a million", 500_000, 500_000, False, None),
        ("two and a half million", 2_500_000, 2_500_000, False, None),
        ("two dozen", 24, 24, False, None),
        ("dozens", 24, None, True, None),
        ("tens of thousands", 10_000, None, True, None),
        ("hundreds of thousands", 200_000, None, True, None),
        ("several positions", 3, None, True, None),
        ("at least 40", 40, None, False, None),
        ("no fewer than 40", 40, None, False, None),
        ("40 or more", 40, None, False, None),
        ("more than two dozen", 24, None, False, None),
        ("as many as 40", None, 40, False, None),
        ("fewer than 10", None, 10, False, None),
        ("nearly 40", 40, 40, True, None),
        ("between 10 and 15", 10, 15, False, None),
        ("10–15 people", 10, 15, False, None),
        ("two to three", 2, 3, False, None),
        ("2 to 3 million", 2_000_000, 3_000_000, False, None),
        ("2,640 km", 2640, 2640, False, "km"),
        ("2,640-km border", 2640, 2640, False, "km"),
        ("$5bn", 5_000_000_000, 5_000_000_000, False, "USD"),
        ("Rs 300 crore", 3_000_000_000, 3_000_000_000, False, "INR"),
        ("billions of dollars", 2_000_000_000, None, True, "USD"),
        ("over 56 per cent", 56, None, False, "%"),
        ("5 percentage points", 5, 5, False, "pp"),
        ("a 23-year-old", 23, 23, False, "year"),
        ("for over three decades", 3, None, False, "decade"),
        ("two-thirds of", 66.7, 66.7, True, "%"),
        ("1 in 10", 10, 10, True, "%"),
        ("2½ million", 2_500_000, 2_500_000, False, None),
        ("2 1/2 years", 2.5, 2.5, False, "year"),
        ("50 000 people", 50_000, 50_000, False, None),
        ("1\u202f250\u202f000", 1_250_000, 1_250_000, False, None),
        ("600-plus", 600, None, False, None),
        ("30-odd people", 30, 30, True, None),
        ("1,000-strong crowd", 1000, None, False, None),
        ("25 basis points", 25, 25, False, "bp"),
        ("HK$5bn", 5_000_000_000, 5_000_000_000, False, "HKD"),
        ("80 km/h", 80, 80, False, "km/h"),
        ("a magnitude of 6.1", 6.1, 6.1, False, "magnitude"),
        ("at least 112 people", 112, None, False, None),
        ("911 miners", 911, 911, False, None),
        ("6.1 on the Richter scale", 6.1, 6.1, False, "magnitude"),
    ],
)
def test_an_amount_has_its_bounds_and_unit(text, low, high, approximate, unit):
    """Digits, words, ranges, bounds, money and measures read as a person reads them."""
    assert [(low, high, approximate, unit)] == stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "in 2023",
        "April 27",
        "9/11",
        "at 3:30 p.m.",
        "the 27th",
        "since World War II",
        "Covid-19",
        "Web 2.0",
        "Flight 370",
        "No. 5",
        "an AK-47",
        "a 9mm handgun",
        "a .45-caliber pistol",
        "they won 3-1",
        "call 911",
        "1-800-555-0199",
        "the 2300 block of Main Street",
        "8509 Oak Lane",
        "two days ago",
        "over the last three years",
        "a five-member panel",
        "(202) 555-0147",
        "+1 202 555 0147",
        "call 222-8477",
        "case no. 12-3456",
        "KABC 7 reports",
        "Alpine, TX 79830",
        "agent 007",
    ],
)
def test_what_is_no_amount_is_left_out(text):
    """Years, days, times, names, houses, scores, calibres and the like count nothing."""
    assert [] == stated(text)


@given(st.integers(0, 10**12))
def test_an_integer_with_commas_reads_back(number):
    """Whatever its size."""
    assert [(number, number)] == [(found.low, found.high) for found in find_numerals(f"saw {number:,} birds")]


@given(st.integers(1, 999_999))
def test_a_number_in_words_reads_back(number):
    """As a person spells it out, with "and" and with hyphens."""
    assert [(number, number)] == [
        (found.low, found.high) for found in find_numerals(f"saw {spelled(number)} birds")
    ]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_range_reads_back(one, other):
    """The ends are the bounds, the lower one first."""
    low, high = sorted((one, other + 10**6))

    assert [(low, high)] == [
        (found.low, found.high) for found in find_numerals(f"between {low:,} and {high:,}")
    ]


@given(st.sampled_from(["at least", "more than", "up to", "fewer than", "nearly"]), st.integers(1, 10**6))
def test_a_bound_keeps_its_figure(bound, number):
    """One side stays open, or both are the figure, and the words are part of the text."""
    text = f"{bound} {number:,}"
    (found,) = find_numerals(text)

    assert {number} == {end for end in (found.low, found.high) if end is not None}
    assert text == text[found.start : found.end]


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    """No character of any script makes the reading fail, and every bound is a number."""
    assert all(one.low is not None or one.high is not None for one in find_numerals(text))


@given(st.text(alphabet="0123456789,.-–$% abcdefgkmoprstuvwyz", max_size=80))
def test_bounds_are_in_order_and_spans_inside(text):
    """No input gives a low above its high, an overlap, or characters that are not there."""
    found = find_numerals(text)

    assert all(one.low <= one.high for one in found if None not in (one.low, one.high))
    assert all(0 <= one.start <= one.at < one.end <= len(text) for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize("unit", ["1", "1,", "1,111", " ", "1 ", "at least ", "1-", "two and ", "$", "of "])
def test_no_text_takes_for_ever(unit):
    """Ten thousand characters of one kind stay within an operation budget linear in their number."""
    assert lines_run(find_numerals, unit * (LONG // len(unit))) < LINES_A_CHARACTER * LONG


def test_who_does_it_is_not_whom_it_is_done_to():
    """The subject of an active "killed" has no role, the object has."""
    doc = built(
        "Twelve twelve NUM CD nummod 1",
        "militants militant NOUN NNS nsubj 2",
        "killed kill VERB VBD ROOT 2",
        "five five NUM CD nummod 4",
        "soldiers soldier NOUN NNS obj 2",
    )

    assert [("militants", None), ("soldiers", "killed")] == [
        (amount.quantity.of, amount.quantity.role) for amount in read_amounts(doc)
    ]


def test_a_number_alone_counts_what_it_is_joined_to():
    """Of "two police officers were killed and six injured", six are police officers."""
    doc = built(
        "Two two NUM CD nummod 2",
        "police police NOUN NN compound 2",
        "officers officer NOUN NNS nsubj:pass 4",
        "were be AUX VBD aux:pass 4",
        "killed kill VERB VBN ROOT 4",
        "and and CCONJ CC cc 7",
        "six six NUM CD nummod 7",
        "injured injured ADJ JJ conj 4",
    )
    killed, injured = read_amounts(doc)

    assert ("Two police officers", "killed") == (killed.quantity.text, killed.quantity.role)
    assert ("police officers", "injured") == (injured.quantity.of, injured.quantity.role)
    assert "six" == doc[injured.token].text


def test_nobody_is_zero():
    """The words "no one was killed" state a figure."""
    doc = built(
        "No no DET DT det 1",
        "one one PRON NN nsubj:pass 3",
        "was be AUX VBD aux:pass 3",
        "killed kill VERB VBN ROOT 3",
    )
    (amount,) = read_amounts(doc)

    assert (0, 0, "killed") == (amount.quantity.low, amount.quantity.high, amount.quantity.role)


def figure(low, high=None, **known):
    """A quantity; one value is exact."""
    return Quantity(text="", low=low, high=low if high is None else high, **known)


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        (figure(47), figure(46), False),
        (figure(40).model_copy(update={"high": None}), figure(46), True),
        (figure(40).model_copy(update={"high": None}), figure(400), False),
        (figure(24).model_copy(update={"high": None, "approximate": True}), figure(150), True),
        (figure(20, approximate=True), figure(22), True),
        (figure(20, approximate=True), figure(26), False),
        (figure(500_000), figure(498_700), True),
        (figure(100), figure(98), False),
        (figure(56, unit="%"), figure(56.3, unit="%"), True),
        (figure(56, unit="%"), figure(57, unit="%"), False),
        (figure(3, unit="km"), figure(3000, unit="m"), True),
        (figure(10, 15), figure(12), True),
        (figure(46), figure(46, unit="km"), None),
        (figure(46, role="killed"), figure(47, role="injured"), None),
        (figure(46, part=True), figure(47), None),
        (figure(1, part=True), figure(1, part=True), None),
        (figure(1, part=True), figure(5, part=True), None),
    ],
)
def test_figures_agree_as_a_reader_says(left, right, agree):
    """Bounds, rounding and "about" agree; other measures, roles or shares do not compare."""
    assert agree is quantities_agree(left, right)


@given(quantities(), quantities())
def test_agreement_is_symmetric(left, right):
    """The order of two sources never matters."""
    assert quantities_agree(left, right) is quantities_agree(right, left)


@given(quantities())
def test_agreement_is_reflexive(quantity):
    """A source is not set against itself."""
    assert quantities_agree(quantity, quantity) is True


@given(
    st.tuples(st.integers(), st.integers()).map(sorted), st.tuples(st.integers(), st.integers()).map(sorted)
)
def test_overlap_is_sharing_a_value(left, right):
    """The plain definition, the slow way round."""
    ends = [*left, *right]

    assert intervals_overlap(left, right) == any(
        low <= end <= high and other_low <= end <= other_high
        for end in ends
        for (low, high), (other_low, other_high) in [(left, right)]
    )


def test_units_of_one_measure_convert():
    """Three kilometres are three thousand metres, and money is no length."""
    assert to_base(3, "km") == to_base(3000, "m")
    assert measure_of("mile") == measure_of("km") != measure_of("USD")


@pytest.fixture(scope="module")
def parser():
    """The shipped parser."""
    from claims.base.settings import Settings
    from claims.models.parser import load_parser

    return load_parser(Settings())


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The raids resulted in the killing of 47 innocent civilians.", [("innocent civilians", "killed")]),
        ("The strikes killed 46 people, mostly women and children.", [("people", "killed")]),
        ("The blast claimed 46 lives and left 30 injured.", [("lives", "killed"), (None, "injured")]),
        ("The death toll has risen to 46.", [(None, "killed")]),
        ("The raid killed at least 12 and injured 30.", [(None, "killed"), (None, "injured")]),
        ("It inflicted dozens of casualties on the troops.", [("casualties", "casualties")]),
        ("The country expelled 500,000 undocumented migrants.", [("undocumented migrants", "expelled")]),
        ("A report reveals a 56% increase in fatalities.", [("fatalities", "change")]),
        ("Terror events surged by 42% in 2021.", [("Terror events", "change")]),
        ("Forces stood on both sides of the 2,640 km border.", [("border", "length")]),
        ("Mary Smith, 34, was promoted.", [("Mary Smith", "age")]),
        ("Jane Doe, who is 57, resigned.", [(None, "age")]),
        ("The women, both 22, resigned.", [(None, "age")]),
        ("Two men, 19 and 20, resigned.", [("men", None), (None, "age"), (None, "age")]),
        ("The two countries have talks.", []),
    ],
)
def test_the_role_is_read_off_the_sentence(parser, sentence, expected):
    """However it is put: active, passive, nominal, as a toll, as a change."""
    (doc,) = parser.parse([sentence])

    assert expected == [(amount.quantity.of, amount.quantity.role) for amount in read_amounts(doc)]


@pytest.mark.model
def test_a_part_is_told_from_its_whole(parser):
    """The 500 included are a share of the 1,500, killed too; the spans are the words."""
    (doc,) = parser.parse(["More than 1,500 people were killed, including 500 security personnel."])
    whole, part = read_amounts(doc)

    assert (False, True) == (whole.quantity.part, part.quantity.part)
    assert "killed" == whole.quantity.role == part.quantity.role
    assert [doc.text[one.start : one.end] for one in (whole, part)] == [
        whole.quantity.text,
        part.quantity.text,
    ]


@pytest.mark.model
def test_a_change_keeps_its_base(parser):
    """A figure says what it is measured against: "compared to 2022", "from 12 to 46"."""
    docs = parser.parse(
        ["Deaths rose by 56% in 2023 compared to 2022.", "The death toll rose from 12 to 46."]
    )
    bases = [(amount.quantity.high, amount.quantity.base) for doc in docs for amount in read_amounts(doc)]

    assert [(56, "2022"), (46, "12")] == bases


@pytest.mark.model
@pytest.mark.parametrize(
    "sentence",
    [
        "Five of the sixty miners, seven of them welders, were found dead, three in the north gallery.",
        "Crews rescued 12 sailors; at least 3 more drowned, and 40 others, including two cooks, are missing.",
        "Sales rose from $3.2bn to $5bn (up 56%) while 2,000 jobs were cut.",
        "Nobody was hurt, both drivers walked away, and a double murder went unsolved.",
    ],
)
def test_every_amount_is_words_of_the_sentence(parser, sentence):
    """Spans hold, come in order, and bounds are in order."""
    (doc,) = parser.parse([sentence])
    amounts = read_amounts(doc)

    assert amounts
    assert [doc.text[one.start : one.end] for one in amounts] == [one.quantity.text for one in amounts]
    assert [one.start for one in amounts] == sorted(one.start for one in amounts)
    assert all(
        one.quantity.low <= one.quantity.high
        for one in amounts
        if None not in (one.quantity.low, one.quantity.high)
    )


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("Five people are still hospitalized.", True),
        ("Two people remain in hospital.", True),
        ("Five people were injured.", False),
        ("Forty people were still missing.", False),
    ],
)
def test_those_still_in_hospital_are_some_of_the_injured(parser, sentence, part):
    """Who is left of the injured is no rival of how many there were; the missing are all that are missing."""
    (doc,) = parser.parse([sentence])

    assert [part] == [amount.quantity.part for amount in read_amounts(doc)]
