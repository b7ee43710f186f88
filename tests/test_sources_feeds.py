"""Feeds: what they say of each article, and what they may not do to us."""

from datetime import date

import pytest

from claims.base.records import Skipped
from claims.sources.feeds import is_full, read_feed
from claims.sources.reading import Reading

LONG = "The ferry company said on Monday that 212 people had been on board when the engine failed. " * 20
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour News</title><link>https://example.org/</link>
<item><title>Older</title><link>https://example.org/older</link>
  <pubDate>Mon, 02 Mar 2026 23:30:00 -0500</pubDate>
  <description>Two boats &lt;b&gt;sank&lt;/b&gt;.</description></item>
<item><title>Newer</title><link>/newer</link><author>Jane Doe</author>
  <pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><description>In short.</description>
  <content:encoded><![CDATA[<p>{LONG}</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>Undated</title><guid isPermaLink="false">tag:7</guid><description>No link.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<entry><title>A ferry</title><id>tag:1</id><link rel="alternate" href="https://example.org/ferry"/>
<updated>2026-03-04T01:00:00+02:00</updated><author><name>Li Wei</name></author>
<summary>Twelve people were saved.</summary></entry></feed>"""
ENTITIES = """<?xml version="1.0"?>\n<!DOCTYPE rss [\n<!ENTITY x {}>\n]>
<rss version="2.0"><channel><item><title>a &x; b</title></item></channel></rss>"""


def read(feed, limit=10, url="https://example.org/feed"):
    """The entries of a feed."""
    return read_feed(feed.encode() if isinstance(feed, str) else feed, "feed", limit=limit, url=url)


def test_the_newest_come_first():
    """By the day that the publisher gives, as his own clock has it; what has no date stands last."""
    assert [("Newer", date(2026, 3, 3)), ("Older", date(2026, 3, 2)), ("Undated", None)] == [
        (entry.title, entry.published) for entry in read(RSS)
    ]


def test_no_more_than_wanted():
    """The newest are kept."""
    assert ["Newer"] == [entry.title for entry in read(RSS, limit=1)]


def test_links_are_whole():
    """A relative one is joined with where the feed was; what has no link is named by the feed."""
    assert [
        ("https://example.org/newer", "https://example.org/newer"),
        ("https://example.org/older", "https://example.org/older"),
        (None, "feed#tag:7"),
    ] == [(entry.link, entry.source) for entry in read(RSS)]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.org/a", "//"])
def test_a_link_that_leads_elsewhere_is_none(link):
    """Only pages are fetched."""
    feed = f"<rss version='2.0'><channel><item><title>A</title><link>{link}</link></item></channel></rss>"

    assert [None] == [entry.link for entry in read(feed, url=None)]


def test_atom_is_read():
    """The other format says the same things; without a day of publication the last change stands in."""
    [entry] = read(ATOM)
    own = entry.own_text()

    assert ("A ferry", "Li Wei", "Harbour News", date(2026, 3, 4), "https://example.org/ferry") == (
        own.title, own.author, own.publisher, own.published, own.url,
    )  # fmt: skip
    assert "Twelve people were saved." == own.text


def test_what_the_feed_holds_is_text():
    """Markup goes, scripts with all that they say."""
    newer, older, _ = (entry.own_text() for entry in read(RSS))

    assert LONG.strip() == newer.text
    assert "Two boats sank." == older.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LONG, True),
        (LONG + "…", False),
        (LONG + "[...]", False),
        (LONG + "Continue reading →", False),
        ("Two boats sank.", False),
    ],
)
def test_an_article_is_told_from_a_teaser(text, expected):
    """Long, and not broken off."""
    assert expected == is_full(Reading(source="a", text=text))


def test_the_page_is_better_known_than_the_feed_but_for_the_day():
    """A page's own title stands; its date is often that of the last change."""
    [entry] = read(RSS, limit=1)
    page = Reading(source="p", text="Text.", title="Full title", published=date(2026, 3, 9))

    assert ("Full title", "Jane Doe", "Harbour News", date(2026, 3, 3)) == (
        (dated := entry.dated(page)).title, dated.author, dated.publisher, dated.published,
    )  # fmt: skip


def test_a_changed_entry_has_another_stamp():
    """And one that is the same has the same."""
    stamps = [entry.stamp for entry in read(RSS)]

    assert stamps == [entry.stamp for entry in read(RSS)]
    assert stamps[1] != read(RSS.replace("Two boats", "Three boats"))[1].stamp


@pytest.mark.parametrize(
    "value", ['SYSTEM "file:///etc/passwd"', '"aaaaaaaaaa"', 'SYSTEM "http://10.0.0.1/"']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-7", "utf-16"])
def test_a_feed_with_entities_of_its_own_is_refused(value, encoding):
    """Neither a file of ours nor a bomb gets in, in whatever encoding it comes."""
    feed = ENTITIES.format(value).replace('version="1.0"', f'version="1.0" encoding="{encoding}"')

    row = read(feed.encode(encoding))

    assert isinstance(row, Skipped)
    assert row.reason in {"refused", "unreadable"}


def test_a_broken_feed_gives_what_it_can():
    """Unclosed, with bare ampersands: as feeds are."""
    feed = RSS.replace("Two boats", "Fish & chips, two boats").replace("</channel></rss>", "")

    assert ["Newer", "Older", "Undated"] == [entry.title for entry in read(feed)]


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        ("<rss version='2.0'><channel></channel></rss>", "empty"),
        ("<sitemapindex><sitemap/></sitemapindex>", "unsupported"),
        ("<rss>" + "x" * 5_000_000, "too large"),
    ],
)
def test_what_is_no_feed_says_why(feed, reason):
    """One row, with the reason."""
    assert reason == read(feed).reason


def test_encodings_are_heard():
    """A feed says in its first line how it is written."""
    feed = ATOM.replace("A ferry", "Près de Besançon")
    latin = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + feed.encode("latin-1")

    assert ["Près de Besançon"] == [entry.title for entry in read(latin)]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Mon, 02 Mar 2026 23:30:00 -0500", date(2026, 3, 2)),
        ("2026-03-02T23:30:00-05:00", date(2026, 3, 2)),
        ("Mon Mar  2 10:00:00 2026", date(2026, 3, 2)),
        ("03/04/2026", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_days_are_the_publishers(written, day):
    """In his time zone, in the forms that feeds have; what may be two days is none."""
    item = f"<item><title>A</title><pubDate>{written}</pubDate></item>"

    assert [day] == [row.published for row in read(f"<rss version='2.0'><channel>{item}</channel></rss>")]
