"""Sources as a user names them, pages and feeds above all: what is fetched, read, and passed over."""

from datetime import date

import httpx
import pytest

from claims.base.records import Skipped
from claims.base.settings import Settings
from claims.sources.seen import TRIES, Seen
from claims.sources.source import Reader
from claims.sources.url import Fetcher

SETTINGS = Settings(max_bytes=100_000, max_entries=3)
SAID = "The harbour master said on Monday that 12 boats had been lost in the storm. He gave no names."
PAGE = "<html><head><title>{0}</title></head><body><article><p>" + SAID + " {0}.</p></article></body></html>"
ITEM = "<item><title>{0}</title><link>http://example.org/{0}</link><pubDate>{1}</pubDate>{2}</item>"
DAY = "Tue, 03 Mar 2026 08:00:00 GMT"


def feed(*names, text=""):
    """A feed that names these articles."""
    items = "".join(ITEM.format(name, DAY, f"<description>{text}</description>") for name in names)
    return f"<rss version='2.0'><channel><title>Harbour News</title>{items}</channel></rss>"


def resolve(host, port):
    """Names lead to a public address; an address is its own."""
    return [host] if host[0].isdigit() else ["93.184.215.14"]


class Site:
    """A web with pages by path; a path that it does not have is a 404. It counts what is asked for."""

    def __init__(self, **pages):
        self.pages = {f"/{path}": page for path, page in pages.items()}
        self.asked = []

    def __call__(self, request):
        """The answer to a request."""
        self.asked.append(request.url.path.removeprefix("/"))
        page = self.pages.get(request.url.path)
        if page is None or isinstance(page, httpx.Response):
            return page or httpx.Response(404)
        return httpx.Response(200, text=page, headers={"content-type": "text/html; charset=utf-8"})

    def reader(self, seen=None):
        """What reads it."""
        web = Fetcher(transport=httpx.MockTransport(self), resolve=resolve, sleep=lambda _: None)
        return Reader(SETTINGS, fetcher=web, seen=seen)

    def read(self, source="http://example.org/feed", seen=None):
        """What a source gives: the title of each text, and the reason of each failure."""
        rows = list(self.reader(seen).read(source))
        return [row.reason if isinstance(row, Skipped) else row.title for row in rows]


def test_a_page_is_read():
    """As before there were feeds."""
    assert ["one"] == Site(one=PAGE.format("one")).read("http://example.org/one")


def test_a_feed_gives_the_articles_that_it_names():
    """Each from its page, with the day and the publisher of the feed; no more than the limit."""
    site = Site(
        feed=feed("one", "two", "three", "four"), **{name: PAGE.format(name) for name in ("one", "two")}
    )
    [one, two, three] = site.reader().read("http://example.org/feed")

    assert ("one", "http://example.org/one", date(2026, 3, 3), "Harbour News") == (
        one.title, one.source, one.published, one.publisher,
    )  # fmt: skip
    assert "two" == two.title
    assert ("http://example.org/three", "missing") == (three.source, three.reason)
    assert ["feed", "robots.txt", "one", "two", "three"] == site.asked


def test_a_feed_is_a_feed_wherever_it_lies(tmp_path):
    """In a file, whatever its name."""
    path = tmp_path / "a.txt"
    path.write_text(feed("one"))

    assert ["one"] == Site(one=PAGE.format("one")).read(str(path))


def test_an_article_in_full_in_the_feed_needs_no_page():
    """Nothing else is asked for."""
    site = Site(feed=feed("one", text=SAID * 20))

    assert ["one"] == site.read()
    assert ["feed"] == site.asked


@pytest.mark.parametrize("page", [None, httpx.Response(403), httpx.Response(503), "<html></html>"])
def test_where_the_page_cannot_be_read_the_feed_stands_in(page, caplog):
    """Its summary is better than nothing, and it is said."""
    site = Site(feed=feed("one", text=SAID), one=page)
    [row] = site.reader().read("http://example.org/feed")

    assert (SAID, date(2026, 3, 3)) == (row.text, row.published)
    assert "read as far as the feed tells it" in caplog.text


def test_robots_txt_holds_for_what_a_feed_names():
    """The user named the feed, not the page."""
    site = Site(feed=feed("one"), one=PAGE.format("one"), **{"robots.txt": "User-agent: *\nDisallow: /"})

    assert ["refused"] == site.read()
    assert ["one"] == site.read("http://example.org/one")


def test_a_host_in_trouble_is_tried_again():
    """Also if it cannot even say what may be read."""
    site, seen = Site(feed=feed("one"), one=PAGE.format("one"), **{"robots.txt": httpx.Response(503)}), Seen()
    assert ["unreachable"] == site.read(seen=seen)
    seen.keep()
    del site.pages["/robots.txt"]

    assert ["one"] == site.read(seen=seen)


def test_a_feed_does_not_lead_into_our_network():
    """Whatever it calls an article."""
    text = feed("one").replace("http://example.org/one", "http://127.0.0.1/admin")

    assert ["refused"] == Site(feed=text).read()


def test_a_feed_in_a_feed_is_not_followed():
    """No feed leads us round in circles."""
    assert ["unsupported"] == Site(feed=feed("feed")).read()


def test_what_has_not_changed_is_not_read_again():
    """Neither the pages of a feed, nor a page, nor a file."""
    site, seen = Site(feed=feed("one"), one=PAGE.format("one"), two=PAGE.format("two")), Seen()
    for source in ("http://example.org/feed", "http://example.org/two"):
        assert 1 == len(site.read(source, seen))
        seen.keep()
        site.asked.clear()

        assert [] == site.read(source, seen)
        assert 1 == len(site.asked)


def test_of_a_changed_feed_only_what_is_new_is_fetched():
    """An entry that stands as it stood is not asked for."""
    site, seen = Site(feed=feed("one"), one=PAGE.format("one"), two=PAGE.format("two")), Seen()
    site.read(seen=seen)
    seen.keep()
    site.pages["/feed"] = feed("two", "one")
    site.asked.clear()

    assert ["two"] == site.read(seen=seen)
    assert ["feed", "robots.txt", "two"] == site.asked


def test_what_was_read_and_not_saved_is_read_again():
    """Only what is kept counts."""
    site, seen = Site(one=PAGE.format("one")), Seen()
    site.read("http://example.org/one", seen)
    seen.drop()
    seen.keep()

    assert ["one"] == site.read("http://example.org/one", seen)


def test_an_article_out_of_reach_is_tried_again_then_given_up():
    """A server in trouble loses no article, one that is gone costs no request for ever."""
    site, seen = Site(feed=feed("one"), one=httpx.Response(503)), Seen()
    for _ in range(TRIES):
        assert ["unreachable"] == site.read(seen=seen)
        seen.keep()

    assert [] == site.read(seen=seen)


def test_an_article_that_comes_back_is_read():
    """In the next round."""
    site, seen = Site(feed=feed("one"), one=httpx.Response(503)), Seen()
    site.read(seen=seen)
    seen.keep()
    site.pages["/one"] = PAGE.format("one")

    assert ["one"] == site.read(seen=seen)


def test_a_file_is_read_again_when_it_has_changed(tmp_path):
    """Also what could not be read is named once."""
    (tmp_path / "a.txt").write_text(SAID)
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    seen = Seen()
    reader = Reader(SETTINGS, seen=seen)

    def names():
        rows = [row.source.rpartition("/")[2] for row in reader.read(str(tmp_path))]
        seen.keep()
        return rows

    assert ["a.txt", "b.txt"] == names()
    assert [] == names()
    (tmp_path / "a.txt").write_text(SAID + " More.")
    assert ["a.txt"] == names()


def test_stamps_can_be_stored():
    """What one process has read, the next one knows."""
    site, seen = Site(one=PAGE.format("one")), Seen()
    site.read("http://example.org/one", seen)

    assert [] == site.read("http://example.org/one", Seen(seen.keep()))


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "text/html", "unsupported"),
        (b"%PDF-1.7 broken", "text/html", "unreadable"),
        (b"", "text/html", "empty"),
    ],
)
def test_a_content_type_that_lies_is_found_out(content, kind, reason):
    """What a page is, its bytes tell."""
    answer = httpx.Response(200, content=content, headers={"content-type": kind})

    assert [reason] == Site(one=answer).read("http://example.org/one")


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "application/rss+xml"])
def test_a_feed_under_any_content_type(kind):
    """Servers often do not know what they send."""
    answer = httpx.Response(200, text=feed("one", text=SAID * 20), headers={"content-type": kind})

    assert ["one"] == Site(feed=answer).read()


def test_an_old_encoding_is_read():
    """As the server names it."""
    body = PAGE.format("Čáslav").encode("cp1250")
    answer = httpx.Response(200, content=body, headers={"content-type": "text/html; charset=windows-1250"})

    assert ["Čáslav"] == Site(one=answer).read("http://example.org/one")
