"""The report as one page: what stands in it, and what a document can never do to it."""

import json
import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from claims.base.records import (
    Claim,
    Contradiction,
    Document,
    Finding,
    Quantity,
    Review,
    Skipped,
    Topic,
    content_id,
)
from claims.base.views import Discord, Made, View
from claims.writers import page
from claims.writers.graphs import build_graph, party_graph
from claims.writers.page import draw_page, write_page

MADE = Made(version="9.9", day=date(2024, 6, 1), models=("small model",), settings={"pair_floor": "0.3"})
HARBOUR = Document.of("one", source="in/a.txt", publisher="Harbour Post", published=date(2024, 5, 1))
VALLEY = Document.of("two", source="in/b.txt", title="Valley news", url="https://valley.example/a_b?c=1&d=2")
# what would do something if it became markup, a script, an address or another order of letters
HOSTILE = (
    '<script>document.title="owned"</script>',
    '</script><script>document.title="owned"</script>',
    '"><img src=https://evil.example/x.png onerror=alert(1)>',
    "javascript:document.title='owned'",
    "[a](javascript:alert(1)) **b** ![c](https://evil.example/c.png)",
    '=HYPERLINK("https://evil.example")',
    "\u202egnihtemos\u202c \u2066left\u2069",
    "{{ 7 * 7 }} {% raw %} ${7*7} <!-- ]]> &lt;b&gt; \u2028 \u2029 \ud800 \x00 \x1b[31m",
    "</style><style>*{display:none}</style>",
)


def make_claim(quote, document=HARBOUR, **known):
    """A claim in the document's own voice, unless told otherwise."""
    name = content_id(quote, document.id, known.get("speaker"))
    plain = {"text": quote, "sentence": quote, "start": 0, "end": len(quote), "topic": "t1"}
    carried = {"carrier": document.publisher or document.title, "published": document.published}
    return Claim(
        id=name, document=document.id, origin=document.id, quote=quote, **{**plain, **carried, **known}
    )


def make_pair(left, right, **known):
    """A contradiction of two figures, unless told otherwise."""
    shape = {"kind": "figure", "reading": "conflict", "incident": "same", "probability": 0.8, "topic": "t1"}
    shape |= {"why": f"{left.quote} / {right.quote}", "status": "open", **known}
    told = {name: shape[name] for name in ("kind", "reading", "incident")}
    values = {"left_value": "", "right_value": "", "why": "w"}
    finding = Finding(rule="r", relation="contradiction", weight=1, **values, **told)
    name = content_id(left.id, right.id, shape["reading"])
    return Contradiction(
        id=name, left=left, right=right, decided_by=(finding,), first_seen="2024-06-01T00:00:00Z", **shape
    )


def make_view(*pairs, documents=(HARBOUR, VALLEY), **known):
    """Everything that the pairs need, on two topics."""
    claims = {claim.id: claim for pair in pairs for claim in (pair.left, pair.right)}
    claims |= {claim.id: claim for claim in known.pop("claims", ())}
    labels = known.pop("labels", {"t1": "ferry tolls (9 vs 12)", "t2": "who dredges the bay"})
    topics = [
        Topic(id=name, label=label, claims=(), documents=(), parties=(), figures=())
        for name, label in labels.items()
    ]
    return View(
        documents=documents,
        claims=tuple(claims.values()),
        topics=tuple(topics),
        contradictions=pairs,
        agreements=(),
        made=MADE,
        **known,
    )


def drowned(number):
    """A count of people who died."""
    return (Quantity(text=str(number), low=number, high=number, of="people", role="killed"),)


TWELVE = make_claim("12 people drowned off the pier", quantities=drowned(12))
NINE = make_claim(
    "nine drowned", VALLEY, speaker="the coastguard", party="Coastguard", quantities=drowned(9), via="a radio"
)
ACCUSED = make_claim("they dump the sludge", speaker="anglers", party="Anglers", stance="accuses", topic="t2")
DENIED = make_claim(
    "no sludge is dumped", VALLEY, speaker="the port", party="Port", stance="denies", topic="t2"
)
TOLLS = make_pair(TWELVE, NINE)
SLUDGE = make_pair(ACCUSED, DENIED, kind="denial", reading="denial", topic="t2", probability=0.9)


def read(text):
    """The page as a browser takes it apart."""
    return html.document_fromstring(text)


def words(element):
    """The text of an element that a reader gets, blanks as one."""
    parts = element.xpath(".//text()[not(parent::script or parent::style)]")
    return re.sub(r" (?=[,;:.)])", "", " ".join(" ".join(parts).split()))


def rows_of(text):
    """The rows of the table of disputes."""
    return read(text).xpath("//table[@id='table']/tbody/tr")


def test_a_dispute_shows_what_differs_and_both_sides_with_speaker_source_and_date():
    """A row can be judged without opening anything."""
    (row,) = rows_of(write_page(make_view(TOLLS)))

    matter, one, other = (words(cell) for cell in row)
    assert "Conflict figure 12 people drowned off the pier / nine drowned" in matter
    assert "open · probability 0.80 · ferry tolls (9 vs 12)" in matter
    assert "12 people drowned off the pier The article itself says · Harbour Post [1], 1 May 2024" == one
    assert (
        "nine drowned the coastguard (Coastguard) says, as reported by a radio · Valley news [2], undated"
        == other
    )


def test_the_strongest_dispute_comes_first_and_what_was_dismissed_last():
    """By reading, then by probability; nothing is missing."""
    pairs = [
        make_pair(TWELVE, NINE, reading=reading, probability=probability, status=status)
        for reading, probability, status in (
            ("incident", 0.9, "open"),
            ("revision", 0.5, "new"),
            ("conflict", 0.7, "dismissed"),
            ("denial", 0.4, "open"),
        )
    ]

    rows = rows_of(write_page(make_view(*pairs, SLUDGE)))

    assert ["denial", "denial", "revision", "incident", "conflict"] == [
        row.get("data-reading") for row in rows
    ]
    assert [SLUDGE.id, pairs[3].id] == [row.get("data-id") for row in rows[:2]]


def test_a_denial_reads_after_what_it_denies():
    """First the accusation, then the answer, whatever the order of the pair."""
    for pair in (SLUDGE, make_pair(DENIED, ACCUSED, kind="denial", reading="denial", topic="t2")):
        (row,) = rows_of(write_page(make_view(pair)))

        assert ["they", "no"] == [words(cell).split()[0] for cell in row[1:]]


def test_what_persons_said_and_what_changed_stands_with_the_dispute():
    """Every verdict with who, when and why."""
    reviews = (
        Review(status="dismissed", by="Ann", note="other pier", when="2024-06-02T09:00:00+00:00"),
        Review(status="confirmed", when="2024-06-03T09:00:00+00:00"),
    )
    pair = TOLLS.model_copy(
        update={"reviews": reviews, "changed": "the figure was 9, now 10", "reopened": True}
    )

    (row,) = rows_of(write_page(make_view(pair)))

    assert "Reopened: the figure was 9, now 10" in words(row)
    assert "Dismissed by Ann on 2 June 2024: other pier Confirmed on 3 June 2024" in words(row)


def test_what_would_settle_a_dispute_is_said():
    """The slot that is missing, and in which source; nothing where nothing is missing."""
    unknown = make_pair(TWELVE, NINE.model_copy(update={"places": ("Bay",)}), incident="unknown")

    (row,) = rows_of(write_page(make_view(unknown)))
    (other,) = rows_of(write_page(make_view(SLUDGE)))

    assert "What would settle it: the date, not stated by Harbour Post [1] and Valley news [2]" in words(row)
    assert "settle" not in words(other)


def test_a_topic_says_who_stands_where_with_figures_and_every_claim():
    """All of it without opening another page; claims beside the dispute too."""
    beside = make_claim("the ferry was full", VALLEY)
    text = write_page(make_view(TOLLS, SLUDGE, claims=[beside]))

    (topic,) = read(text).xpath("//section[@id='t-t1']")

    captions = [words(caption) for caption in topic.xpath(".//caption")]
    assert ["Who stands where", "Figures side by side", "In order of publication"] == captions
    assert ["The articles themselves", "Coastguard"] == [
        words(cell) for cell in topic.xpath(".//table[1]/tbody/tr/th")
    ][:2]
    assert ["12", "9"] == [words(cell) for cell in topic.xpath("./div//tbody/tr/th")]
    assert "All 3 claims side by side" in words(topic)
    assert "the ferry was full" in words(topic.xpath("./details")[0])


def test_topics_without_dispute_and_claims_without_topic_are_there_too():
    """No claim is lost."""
    agreed = make_claim("the pier is closed", topic="t2")
    stray = make_claim("it rained", topic=None)

    text = words(
        read(write_page(make_view(TOLLS, claims=[agreed, stray]))).xpath("//section[@id='topics']")[0]
    )

    assert "2 topics without dispute" in text
    assert "Who dredges the bay 1 claim" in text
    assert "the pier is closed" in text
    assert "Other claims 1 claim" in text
    assert "it rained" in text


def test_what_cannot_all_hold_stands_in_its_topic():
    """Claims that clash as a whole, though no two of them do."""
    odd = Discord.of("wholes", "figure", [TWELVE, NINE], ["12", "9"], "Parts are more than the whole.")

    text = write_page(make_view(claims=[TWELVE, NINE], discords=(odd,)))

    (topic,) = read(text).xpath("//section[@id='t-t1']")
    assert words(topic).startswith("Ferry tolls (9 vs 12) Cannot all hold Parts are more than the whole.")


def test_an_empty_ledger_gives_a_page_that_says_so():
    """No table, no graph, no heading over them."""
    tree = read(write_page(make_view(documents=())))

    assert "0 documents with 0 claims" in words(tree)
    assert "Nothing is in dispute." in words(tree)
    assert [] == tree.xpath("//table | //form | //*[@id='graph']")


def test_only_addresses_of_the_web_are_links():
    """What else a document gives as its address is shown as words."""
    sly = Document.of("three", source="c", title="Sly", url="javascript:alert(1)")
    broken = Document.of("four", source="d", title="Broken", url="https://[")
    tree = read(write_page(make_view(TOLLS, documents=(HARBOUR, VALLEY, sly, broken))))

    links = tree.xpath("//a[not(starts-with(@href, '#'))]")
    assert {
        ("https://valley.example/a_b?c=1&d=2", "noopener noreferrer"),
        ("https://[", "noopener noreferrer"),
    } == {(link.get("href"), link.get("rel")) for link in links}
    assert "javascript:alert(1)" in words(tree)


def test_nothing_in_the_page_asks_for_another_file():
    """One file, and a policy that lets only its own scripts and styles act."""
    for text in (write_page(make_view(TOLLS)), draw_page(build_graph([], [TOLLS]))):
        tree = read(text)
        (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        own = [*tree.xpath("//script[not(@type)]"), *tree.xpath("//style")]
        hashes = [b64encode(sha256(part.text.encode()).digest()).decode() for part in own]

        assert [] == tree.xpath(
            "//link | //img | //iframe | //object | //base | //*[@src] | //@style | //@onclick"
        )
        assert policy.startswith("default-src 'none'; script-src 'sha256-")
        assert set(hashes) == set(re.findall(r"'sha256-([^']+)'", policy))
        assert "unsafe" not in policy
        assert "http" not in policy


def test_the_page_can_be_walked_by_its_landmarks_and_labels():
    """What a screen reader goes by: headings in order, tables with headers, named fields."""
    tree = read(write_page(make_view(TOLLS, SLUDGE, skipped=(Skipped(source="x.pdf", reason="unreadable"),))))

    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    ids = tree.xpath("//@id")
    assert (1, 1) == (levels[0], levels.count(1))
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert [1, 1, 1] == [len(tree.xpath(f"/html/body/{part}")) for part in ("header", "main", "footer")]
    assert [] == tree.xpath("//th[not(@scope)] | //table[not(caption)] | //nav[not(@aria-label)]")
    assert [] == tree.xpath("//*[self::input or self::select][not(ancestor::label)]")
    assert set(" ".join(tree.xpath("//@aria-labelledby")).split()) <= set(ids)
    assert {link[1:] for link in tree.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    assert ["polite"] == tree.xpath("//output/@aria-live")


def test_a_large_ledger_caps_the_graph_and_never_the_table(monkeypatch):
    """What the graph leaves out is said."""
    monkeypatch.setattr(page, "MOST_MOVED", 3)
    tolls = [make_claim(f"{number} drowned", VALLEY, quantities=drowned(number)) for number in range(5)]
    pairs = [make_pair(TWELVE, toll, probability=number / 10) for number, toll in enumerate(tolls)]

    text = write_page(make_view(*pairs))

    data = json.loads(read(text).xpath("//script[@id='graph-data']/text()")[0])
    assert "The 3 strongest of 5 disputes; the table has all." in words(read(text))
    assert 5 == len(rows_of(text))
    assert [pair.id for pair in pairs[:1:-1]] == [edge["id"] for edge in data["edges"]]


def test_the_graph_leaves_out_what_was_dismissed():
    """A person has said that it is none."""
    pair = TOLLS.model_copy(update={"status": "dismissed"})

    tree = read(write_page(make_view(pair)))

    assert [] == tree.xpath("//*[@id='graph']")
    assert "Nothing is in dispute. 1 dispute that a person dismissed is kept apart." in words(tree)


def test_order_of_input_is_not_seen_in_the_page():
    """Same ledger, same bytes."""
    view = make_view(TOLLS, SLUDGE)
    turned = view.model_copy(
        update={name: getattr(view, name)[::-1] for name in ("documents", "claims", "contradictions")}
    )

    assert write_page(view) == write_page(turned)


def test_the_page_of_the_graph_tells_every_pair_in_words():
    """Without a mouse, a script or eyes the same is there."""
    tree = read(draw_page(build_graph([TWELVE, NINE], [TOLLS, SLUDGE])))
    parties = read(draw_page(party_graph([ACCUSED, DENIED], [SLUDGE])))

    first, second = (words(item) for item in tree.xpath("//ol[@class='pairs']/li"))
    assert first.startswith("Denial they dump the sludge / no sludge is dumped")
    assert "12 people drowned off the pier The article itself, Harbour Post, 1 May 2024" in second
    assert "nine drowned the coastguard (Coastguard), Valley news, undated" in second
    assert "Denial 1 Show in the graph 1 claim Anglers 1 claim Port" in words(parties)


def _hostile_view(said):
    document = Document.of(
        "text", source=said, title=said, publisher=said, author=said, url=said, published=date(2024, 1, 2)
    )
    sides = [
        make_claim(
            f"{said} {side}", document, speaker=f"{said} {side}", party=said, via=said, places=(said,),
            carrier=said, quantities=(Quantity(text=said, low=side, high=side, of=said, role=said),),
        )
        for side in (1, 2)
    ]  # fmt: skip
    review = Review(status="confirmed", by=said, note=said, when="2024-06-02T09:00:00+00:00")
    pair = make_pair(*sides, why=said, status="confirmed")
    return make_view(
        pair.model_copy(update={"reviews": (review,), "changed": said}),
        documents=(document,),
        labels={"t1": said},
        discords=(Discord.of("wholes", "figure", sides, [said], said),),
        skipped=(Skipped(source=said, reason=said, detail=said),),
    )


def _structure(text):
    """Tags with the names of their attributes: what a browser would build; but not the lines of a drawing."""
    tree = read(text)
    drawing = {element.tag for element in tree.xpath("//svg[@class='drawn']//*")}
    assert drawing <= {"title", "desc", "rect", "text", "path", "g"}
    return [(element.tag, *element.keys()) for element in tree.xpath("//*[not(ancestor::svg)]")]


PLAIN = _structure(write_page(_hostile_view("plain words")))


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_words_are_shown_as_words(said):
    """Known attacks: same structure, no hidden signs, and the data can still be read."""
    text = write_page(_hostile_view(said))

    data = json.loads(read(text).xpath("//script[@id='graph-data']/text()")[0])
    assert PLAIN == _structure(text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u2029\x00\x1b\ud800]", text)
    assert 2 == len(data["nodes"])
    text.encode()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30) | st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join))
def test_what_a_document_says_never_becomes_markup(said):
    """Whatever stands in a quote, name, title or note: the same structure as with plain words."""
    assert PLAIN == _structure(write_page(_hostile_view(said + "x")))
