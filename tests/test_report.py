"""The briefing and the reports: what an editor reads, and what a document can never do to them."""

import csv
import io
import json
import re
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claims.base.errors import ClaimsError, SettingsError
from claims.base.records import (
    Agreement,
    Claim,
    Contradiction,
    Document,
    Finding,
    Quantity,
    Review,
    Skipped,
    TimeSpan,
    Topic,
    content_id,
)
from claims.base.views import Discord, Made, View, report_day
from claims.report import write_briefing, write_report

MADE = Made(version="9.9", day=date(2024, 6, 1), models=("small model",), settings={"pair_floor": "0.3"})
EARLY = Document.of("one", source="in/early.txt", publisher="The Early", published=date(2024, 5, 1))
LATE = Document.of(
    "two", source="in/late.txt", title="Late news", published=date(2024, 5, 9), url="https://late.example/a_b"
)
UNDATED = Document.of("three", source="in/undated.txt")


def make_claim(quote, document=EARLY, **known):
    """A claim in the document's own voice, unless told otherwise."""
    name = content_id(quote, document.id, known.get("speaker"), known.get("incident"))
    plain = {"text": quote, "sentence": quote, "start": 0, "end": len(quote), "topic": "t1"}
    return Claim(id=name, document=document.id, origin=document.id, quote=quote, **{**plain, **known})


def dead(text, low, high=None, **known):
    """A count of people killed."""
    return Quantity(text=text, low=low, high=high, **{"of": "people", "role": "killed", **known})


def make_pair(left, right, values=("", ""), **known):
    """A contradiction of two figures, unless told otherwise."""
    shape = {"kind": "figure", "reading": "conflict", "incident": "same", "probability": 0.8, "topic": "t1"}
    shape |= {"why": f"{left.quote} / {right.quote}", "status": "open", **known}
    finding = Finding(
        rule="r",
        relation="contradiction",
        weight=1,
        left_value=values[0],
        right_value=values[1],
        why="w",
        **{name: shape[name] for name in ("kind", "reading", "incident")},
    )
    moment = "2024-06-01T00:00:00Z"
    name = content_id(left.id, right.id)
    return Contradiction(id=name, left=left, right=right, decided_by=(finding,), first_seen=moment, **shape)


def make_view(contradictions=(), agreements=(), documents=(EARLY, LATE, UNDATED), **known):
    """Everything the pairs need, on two topics."""
    pairs = [*contradictions, *agreements]
    claims = {claim.id: claim for pair in pairs for claim in (pair.left, pair.right)}
    claims |= {claim.id: claim for claim in known.pop("claims", ())}
    names = {"t1": "tolls (46 vs 8)", "t2": "who shelters whom"}
    topics = [
        Topic(id=name, label=label, claims=(), documents=(), parties=(), figures=())
        for name, label in names.items()
    ]
    return View(
        documents=documents,
        claims=tuple(claims.values()),
        topics=tuple(topics),
        contradictions=tuple(contradictions),
        agreements=tuple(agreements),
        made=MADE,
        **known,
    )


def section(text, heading):
    """The part of the page under a heading of the second level."""
    return text.split(f"\n## {heading}\n")[1].split("\n## ")[0]


TOLL = make_claim("killed at least 46 people", LATE, quantities=(dead("at least 46", 46),), incident="i1")
OTHER_TOLL = make_claim(
    "eight people died there that night",
    speaker="officials",
    party="North",
    via="a radio",
    quantities=(dead("eight", 8, 8),),
    time=TimeSpan(text="in April", start=date(2024, 4, 1), end=date(2024, 4, 30)),
    places=("Harbour", "Hill"),
    incident="i1",
)
ACCUSED = make_claim("they shelter the rebels", speaker="Southland", stance="accuses", topic="t2")
DENIED = make_claim("no rebel is sheltered here", LATE, speaker="Northland", stance="denies", topic="t2")


def test_an_empty_ledger_gives_a_page_without_empty_sections():
    """No heading stands over nothing."""
    text = write_briefing(make_view(documents=()))

    assert ["## How this was made"] == re.findall(r"^## .*", text, flags=re.MULTILINE)
    assert "0 documents with 0 claims.\nNothing is in dispute.\n" in text


def test_claims_that_cannot_all_hold_stand_in_their_topic():
    """With every member quoted, beside the pairs of the topic or alone."""
    pair = make_pair(TOLL, OTHER_TOLL)
    odd = Discord.of("wholes", "figure", [TOLL, OTHER_TOLL], ["46", "8"], "A part is *more*.")

    text = write_briefing(make_view([pair], discords=(odd,)))
    alone = write_briefing(make_view([], claims=(TOLL, OTHER_TOLL), discords=(odd,)))

    for page in (text, alone):
        told = section(page, "In dispute").split("**Cannot all hold**: ")[1]
        assert "### Tolls (46 vs 8)" in page
        assert told.startswith("A part is \\*more\\*.\n")
        assert TOLL.quote in told
        assert OTHER_TOLL.quote in told
    assert "1 topic in dispute, 0 contradictions.\n" in alone


def test_the_summary_counts_with_right_plurals():
    """One is one, two are two."""
    agreement = Agreement(id="a1", kind="figure", topic="t1", left=TOLL, right=OTHER_TOLL, why="Same.")
    skipped = (Skipped(source="x.pdf", reason="unreadable"),)

    text = write_briefing(make_view([make_pair(ACCUSED, DENIED, topic="t2")], [agreement], skipped=skipped))

    assert (
        "3 documents with 4 claims.\n"
        "1 topic in dispute, 1 contradiction, none of them new in this run.\n"
        "1 pair of claims agrees.\n"
        "1 source could not be read.\n"
    ) in text


def test_a_contradiction_shows_both_sides_with_speaker_quote_source_and_date():
    """Everything an editor needs to print it."""
    text = section(write_briefing(make_view([make_pair(TOLL, OTHER_TOLL)])), "In dispute")

    assert "**Conflict** (figure): killed at least 46 people / eight people died there that night\n" in text
    assert (
        "- **officials** (North) say, as reported by a radio: “eight people died there that night” "
        "(The Early [1], 1 May 2024)\n"
    ) in text
    assert "- **The article itself** says: “killed at least 46 people” (Late news [2], 9 May 2024)\n" in text


def test_a_denial_reads_after_what_it_denies():
    """First the accusation, then the answer, whatever the order of ids."""
    pair = {"kind": "denial", "reading": "denial", "topic": "t2"}
    for left, right in ((ACCUSED, DENIED), (DENIED, ACCUSED)):
        text = write_briefing(make_view([make_pair(left, right, **pair)]))

        assert text.index("**Southland** accuses") < text.index("**Northland** denies")


def test_the_strongest_reading_comes_first_and_then_the_most_probable():
    """Conflict and denial, revision, scope; topics in the order of their strongest pair."""
    others = [
        make_claim(f"claim number {number} of the many", quantities=(dead(str(number), number, number),))
        for number in range(4)
    ]
    readings = ["scope", "revision", "conflict", "conflict"]
    pairs = [
        make_pair(TOLL, other, ("46", str(number)), reading=reading, probability=0.5 + number / 10)
        for number, (other, reading) in enumerate(zip(others, readings, strict=True))
    ]

    text = write_briefing(make_view([*pairs, make_pair(ACCUSED, DENIED, topic="t2", probability=0.99)]))

    leads = re.findall(r"^\*\*(?:Conflict|Revision|Different scope)\*\*.*number (\d)", text, re.MULTILINE)
    assert ["3", "2", "1", "0"] == leads
    assert text.index("### Who shelters whom") < text.index("### Tolls (46 vs 8)")


def test_figures_stand_side_by_side_with_bounds_dates_places_and_incidents():
    """Each figure with who counts whom, published and happened when, where, and of which incident."""
    dozens = make_claim(
        "dozens were killed by it", UNDATED, quantities=(dead("dozens", 24, approximate=True),), incident="i0"
    )
    pairs = [make_pair(TOLL, OTHER_TOLL), make_pair(TOLL, dozens, reading="incident", incident="different")]

    rows = re.findall(r"^\| .*", write_briefing(make_view(pairs)), flags=re.MULTILINE)

    assert [
        "| 1 May 2024 | 8 | people, killed | officials | April 2024 | Harbour, Hill | A | [1] |",
        "| 9 May 2024 | at least 46 | people, killed | no named source | not stated | not stated | A | [2] |",
        "| undated | 24 or more (dozens) | people, killed | no named source "
        "| not stated | not stated | B | [3] |",
    ] == rows[2:]


def test_many_incidents_are_one_table_and_one_sentence():
    """Six figures of six incidents are six lines, not fifteen blocks."""
    tolls = [
        make_claim(f"strike {n} killed {n} people", quantities=(dead(str(n), n, n),), incident=f"i{n}")
        for n in range(1, 7)
    ]
    pairs = [
        make_pair(left, right, reading="incident", incident="different")
        for left, right in combinations(tolls, 2)
    ]

    text = write_briefing(make_view(pairs))

    assert "15 pairs of figures speak of different incidents and do not exclude each other." in text
    assert (6, 0) == (text.count("| people, killed |"), text.count("- **The article itself** says"))


def test_a_pair_told_by_many_sources_is_shown_once():
    """Two wordings here and one there make one block with three quotes."""
    repeated = make_claim(
        "the toll stands at 46 at least", quantities=(dead("at least 46", 46),), incident="i1"
    )
    pairs = [make_pair(side, OTHER_TOLL, ("at least 46", "eight")) for side in (TOLL, repeated)]

    text = section(write_briefing(make_view(pairs)), "In dispute")

    assert (1, 3) == (text.count("**Conflict**"), text.count("\n- **"))


def test_the_same_words_in_two_sources_are_quoted_once_with_both():
    """A wire story in two papers is one line."""
    copy = make_claim(OTHER_TOLL.quote, UNDATED, **OTHER_TOLL.model_dump(include={"speaker", "party", "via"}))
    pairs = [make_pair(TOLL, side, ("at least 46", "eight")) for side in (OTHER_TOLL, copy)]
    pairs = [pair.model_copy(update={"reading": "scope"}) for pair in pairs]
    folded = [
        pair.model_copy(update={"right": pair.right.model_copy(update={"incident": "i1"})}) for pair in pairs
    ]

    text = section(write_briefing(make_view(folded)), "In dispute")

    assert "(The Early [1], 1 May 2024; undated.txt [3], undated)" in text
    assert 1 == text.count("“eight people died there that night”")


def test_what_would_settle_it_names_the_missing_slots():
    """Only where a date or a place is missing and would tell."""
    unknown = write_briefing(make_view([make_pair(TOLL, OTHER_TOLL, incident="unknown")]))
    same = write_briefing(make_view([make_pair(TOLL, OTHER_TOLL, incident="same")]))

    assert "What would settle it: the date and place, not stated by Late news [2].\n" in unknown
    assert "What would settle it: the day up to which was counted, not stated by Late news [2].\n" in same


def test_agreeing_claims_are_one_block_however_many_pairs():
    """Three that say the same are one line, with all sources."""
    third = make_claim("46 people lost their lives", UNDATED, quantities=(dead("46", 46, 46),))
    agreements = [
        Agreement(id=f"a{n}", kind="figure", topic="t1", left=left, right=right, why="Both say 46.")
        for n, (left, right) in enumerate(combinations((TOLL, OTHER_TOLL, third), 2))
    ]

    text = section(write_briefing(make_view((), agreements)), "Agreed")

    assert "\n- **Tolls (46 vs 8)**: Both say 46. (3 origins: [1] [2] [3])" in text
    assert 1 == text.count("Both say 46.")


def test_what_is_new_stands_on_top():
    """One line each: who against whom, and both values; nothing where nothing is new."""
    old = make_pair(TOLL, OTHER_TOLL, ("at least 46", "eight"))
    denial = make_pair(ACCUSED, DENIED, kind="denial", reading="denial", topic="t2", status="new")

    text = write_briefing(make_view([old, denial]))
    figures = write_briefing(make_view([old.model_copy(update={"status": "new"})]))

    assert "1 of them new in this run" in text
    assert (
        "- **Who shelters whom**: Northland [2] denies what Southland [1] says: they shelter the rebels\n"
    ) == section(text, "New in this run").strip() + "\n"
    assert "- **Tolls (46 vs 8)**: eight (officials [1]) against at least 46 (Late news [2])\n" in figures
    assert "## New in this run" not in write_briefing(make_view([old]))


def test_the_summary_is_short_however_much_is_new():
    """The five strongest, and how many more stand below."""
    sides = [
        (make_claim(f"{n} people died", quantities=(dead(str(n), n, n),)), make_claim(f"{n} men died", LATE))
        for n in range(7)
    ]
    pairs = [make_pair(*pair, (str(n), f"{n} men"), status="new") for n, pair in enumerate(sides)]

    lines = section(write_briefing(make_view(pairs)), "New in this run").strip().splitlines()

    assert (6, "- 2 more below") == (len(lines), lines[-1])


def test_dismissed_pairs_are_left_out_and_counted():
    """A person's verdict holds; nothing goes silently."""
    text = write_briefing(make_view([make_pair(TOLL, OTHER_TOLL, status="dismissed")]))

    assert "Nothing is in dispute (1 dismissed, not shown).\n" in text
    assert "## In dispute" not in text


def test_what_a_person_said_of_a_dispute_is_shown():
    """Who confirmed it, when, with the note; and what changed since a dismissal."""
    said = Review(status="confirmed", by="Ana", note="two *lists*", when="2024-05-30T10:00:00Z")
    confirmed = make_pair(TOLL, OTHER_TOLL, status="confirmed", reviews=(said,))
    changed = {"changed": "the figure was 8, now 9", "replaces": "x", "reopened": True, "status": "new"}

    text = write_briefing(make_view([confirmed]))
    assert "**Conflict** (figure), confirmed: killed" in text
    assert "\n\nReviewed: confirmed by Ana on 30 May 2024: two \\*lists\\*\n\n" in text
    assert "**Conflict** (figure), new (reopened: the figure was 8, now 9): killed" in write_briefing(
        make_view([make_pair(TOLL, OTHER_TOLL, **changed)])
    )


def test_what_is_no_longer_found_is_left_out():
    """A finding that is gone is kept for its review, not for the briefing."""
    text = write_briefing(make_view([make_pair(TOLL, OTHER_TOLL, gone=True)]))

    assert "Nothing is in dispute.\n" in text


def test_copies_are_counted_as_one_origin():
    """In the count of documents, at the figure, and in the list of sources."""
    copy = Document.of("four", source="in/copy.txt", publisher="The Copy", published=date(2024, 5, 2))
    copy = copy.model_copy(update={"origin": EARLY.id})
    known = OTHER_TOLL.model_dump(include={"speaker", "party", "via", "incident"})
    again = make_claim(OTHER_TOLL.quote, copy, quantities=OTHER_TOLL.quantities, **known)
    again = again.model_copy(update={"origin": EARLY.id})
    pairs = [make_pair(TOLL, side, ("at least 46", "eight")) for side in (OTHER_TOLL, again)]

    text = write_briefing(make_view(pairs, documents=(EARLY, LATE, copy)))

    assert "1 June 2024: 3 documents (2 origins) with 3 claims.\n" in text
    assert re.search(
        r"^\| 1 May 2024 \| 8 \|.*\| \[1\] \[2\] \(2 articles, 1 origin\) \|$", text, re.MULTILINE
    )
    assert "2. copy.txt, The Copy, 2 May 2024, the text of [1]. in/copy.txt\n" in text


def test_who_stands_where_is_told_where_more_is_said_than_quoted():
    """By party of the dispute, with how often it takes which stance; copies count once."""
    denial = make_pair(
        ACCUSED.model_copy(update={"party": "Southland"}),
        DENIED.model_copy(update={"party": "Northland"}),
        kind="denial",
        reading="denial",
        topic="t2",
    )
    more = [
        make_claim(f"they send weapons, part {n}", party="Southland", stance="accuses", topic="t2")
        for n in range(2)
    ]
    others = [make_claim("we are neutral", party="Westland", topic="t2")]

    text = write_briefing(make_view([denial], claims=[*more, *others]))

    assert "\nWho stands where: Southland: 3 accusations; Northland: 1 denial.\n" in text
    assert "Who stands where" not in write_briefing(make_view([denial]))


def test_both_sides_of_one_sentence_are_not_told_twice():
    """The first stands in the sentence, the second only in its own words."""
    sentence = "The port was hit, which the navy calls an attack, a charge denied by the rebels."
    left = make_claim("which the navy calls an attack", speaker="the navy", sentence=sentence)
    right = make_claim(
        "a charge denied by the rebels", speaker="the rebels", stance="denies", sentence=sentence
    )

    text = write_briefing(make_view([make_pair(left, right, kind="denial", reading="denial")]))

    assert "“The port was hit, **which the navy calls an attack**, a charge denied by the rebels.” (" in text
    assert "- **the rebels** deny: “a charge denied by the rebels” (The Early [1], 1 May 2024)\n" in text
    assert 2 == text.count("a charge denied by the rebels")


def test_a_side_with_many_wordings_is_three_quotes_and_the_rest_cited():
    """A desk reads the strongest; the others are one line."""
    wordings = [
        make_claim(f"they shelter group {n}", LATE if n > 3 else EARLY, speaker="Southland", topic="t2")
        for n in range(6)
    ]
    pairs = [make_pair(side, DENIED, kind="denial", reading="denial", topic="t2") for side in wordings]

    text = section(write_briefing(make_view(pairs)), "In dispute")

    assert (1, 4) == (text.count("**Denial**"), text.count("\n- **"))
    assert "\n- also in The Early [1], 1 May 2024; Late news [2], 9 May 2024\n" in text


def test_figures_that_moved_while_all_agree_are_told_in_order():
    """A bound and a later count agree, and are two days."""
    moved = make_claim("50 people died", UNDATED, quantities=(dead("50", 50, 50),), incident="i1")
    agreement = Agreement(id="a1", kind="figure", topic="t1", left=TOLL, right=moved, why="Both say so")

    text = write_briefing(make_view([], [agreement]))

    expected = "Both say so (2 origins: [2] [3]); in order: at least 46 (9 May 2024), 50 (undated)\n"
    assert expected in section(text, "Agreed")


def test_skipped_sources_and_the_making_are_told():
    """The foot says what is missing and what was used, and what the probability means."""
    skipped = (
        Skipped(source="a.pdf", reason="unreadable", detail="no pages"),
        Skipped(source="b", reason="empty"),
    )

    text = write_briefing(make_view([make_pair(TOLL, OTHER_TOLL)], skipped=skipped))

    assert "- a.pdf: unreadable (no pages)\n- b: empty\n" in section(text, "Skipped")
    made = section(text, "How this was made")
    assert "- Version: claims 9.9\n- Models: small model\n- Settings: pair\\_floor 0.3\n" in made
    assert "is calibrated on pairs read by hand" in made


def test_only_web_addresses_become_links():
    """A script in place of an address stays words."""
    sly = [
        Document.of("x", source="x", url="javascript:alert(1)", published=date(2024, 5, 2)),
        Document.of("y", source="y", url="https://a.example/><script>", published=date(2024, 5, 3)),
    ]

    sources = section(write_briefing(make_view(documents=(LATE, *sly))), "Sources")

    assert ["https://late.example/a_b"] == re.findall(r"<([^>]*)>", sources)
    assert "javascript:alert(1)" in sources


HOSTILE = st.text(alphabet="<>&[]()|`*_#-+=~!$\\\n\r\t\u202e\x1b\x00 1.:/ab“”", max_size=30)


def _hostile_briefing(words):
    document = Document.of("text", source="s", title=words, author=words, published=date(2024, 5, 1))
    sides = [
        make_claim(
            quote,
            document,
            speaker=f"{words} {n}",
            party=words,
            places=(words,),
            sentence=f"{words} {quote}, {words} and number {n}",
        )
        for n, quote in enumerate((f"x {words} side 1 of the two", f"x {words} side 2 of the two"), start=1)
    ]
    pair = make_pair(*(side.model_copy(update={"quantities": (dead(words, 5, of=words),)}) for side in sides))
    text = write_briefing(
        make_view([pair], documents=(document,), skipped=(Skipped(source=words, reason=words),))
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]| $|\n\n\n", text, flags=re.MULTILINE)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    return text


def _structure(text):
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    inline = [
        child.type for token in tokens for child in token.children or () if child.type != "text_special"
    ]
    return [token.type for token in tokens], [kind for kind in inline if kind not in {"text", "softbreak"}]


PLAIN = _structure(_hostile_briefing("plain words"))


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_what_a_document_says_never_becomes_markup(words):
    """Whatever stands in a quote, title or name: same page structure, no HTML, no hidden signs."""
    assert PLAIN == _structure(_hostile_briefing(words + "x"))


def test_json_holds_everything_in_the_public_shapes(tmp_path):
    """Programs get what people get; documents without their text."""
    path = tmp_path / "report.json"
    write_report(make_view([make_pair(TOLL, OTHER_TOLL)]), path)

    data = json.loads(path.read_text(encoding="utf-8"))

    names = {"documents", "topics", "claims", "contradictions", "agreements", "skipped", "made"}
    assert names == set(data)
    assert (3, 1) == (data["documents"][0]["characters"], data["documents"][0]["claims"])
    assert "text" not in data["documents"][0]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_of_the_csv_is_a_formula(start, tmp_path):
    """A spreadsheet shows the words and runs nothing; the words are all there."""
    path = tmp_path / "report.csv"
    sly = make_claim(f'{start} "quoted", and\nbroken', speaker=start)
    write_report(make_view([make_pair(sly, OTHER_TOLL)]), path)

    content = path.read_bytes().decode()
    (row,) = csv.DictReader(io.StringIO(content, newline=""))

    assert (f"'{start}", f"'{sly.quote}") == (row["left_speaker"], row["left_quote"])
    assert content.startswith("id,kind,reading,") and content.endswith("\r\n")  # noqa: PT018 - one file


def test_markdown_report_is_the_briefing(tmp_path):
    """One text, two ways to get it."""
    view = make_view([make_pair(TOLL, OTHER_TOLL)])
    write_report(view, tmp_path / "report.md")

    assert write_briefing(view) == (tmp_path / "report.md").read_text(encoding="utf-8")


def test_an_ending_without_format_says_which_work(tmp_path):
    """The hint lists what can be written."""
    with pytest.raises(ClaimsError, match=r"report\.pptx") as caught:
        write_report(make_view(), tmp_path / "report.pptx")

    assert "endings that work: .md .json .csv .html .jsonld" == caught.value.hint


def test_the_order_of_input_is_not_seen_in_the_briefing():
    """Same findings, same page."""
    pairs = [make_pair(TOLL, OTHER_TOLL), make_pair(ACCUSED, DENIED, topic="t2")]

    forwards = write_briefing(make_view(pairs))
    backwards = write_briefing(make_view(pairs[::-1], documents=(UNDATED, LATE, EARLY)))

    assert forwards == backwards


def test_a_briefing_of_one_topic_holds_only_that_topic():
    """Its pairs, its claims, and the sources they need."""
    view = make_view([make_pair(TOLL, OTHER_TOLL), make_pair(ACCUSED, DENIED, topic="t2")]).only({"t2"})

    assert {ACCUSED.id, DENIED.id} == {claim.id for claim in view.claims}
    assert {EARLY.id, LATE.id} == {document.id for document in view.documents}
    assert "Tolls" not in write_briefing(view)


def test_a_wrong_epoch_is_an_error_that_names_it():
    """The reproducible day is checked like any other input."""
    with pytest.raises(SettingsError, match="yesterday"):
        report_day({"SOURCE_DATE_EPOCH": "yesterday"})
