"""RSS and Atom feeds -> entries: what a feed says of each article, newest first.

What a feed holds comes from strangers. It is turned into text and looked through for definitions of entities
before any XML parser sees it. A feed with such is refused, so that nothing can be blown up and nothing from
outside be drawn in; real feeds have none. The parser itself follows no reference that leads out of the feed.
"""

import re
from datetime import date
from io import BytesIO
from typing import Any

from pydantic import Field

from claims.base.records import Record, Skipped, content_id
from claims.sources.dates import parse_date
from claims.sources.decode import decode
from claims.sources.html import words_of
from claims.sources.reading import Reading, tidy_name
from claims.sources.url import is_url

FEED_BYTES = 5_000_000  # a hundred long articles in full have one million
FULL_WORDS = 200  # from which on what a feed tells of an article is the article

_ENCODING = re.compile(rb"""^[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,40})""")
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[?(?:…|\.\.\.)\]|read more|continue reading)\W*$", re.IGNORECASE)


class Entry(Record):
    """An article that a feed names, with what the feed itself says of it."""

    source: str = Field(description="the address of the article, or the feed and what it calls the entry")
    link: str | None = Field(description="where the article is")
    stamp: str = Field(description="what tells this state of the entry from another")
    markup: str = Field(description="its text or summary, as HTML")
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    updated: date | None = None

    def own_text(self) -> Reading | Skipped:
        """The article as far as the feed itself holds it."""
        text = words_of(self.markup)
        if not text:
            return Skipped(source=self.source, reason="empty", detail="the feed tells nothing of it")
        return self.dated(Reading(source=self.source, text=text))

    def dated(self, reading: Reading | Skipped) -> Reading | Skipped:
        """The reading with the day that the feed gives, and with what else its page does not say."""
        if isinstance(reading, Skipped):
            return reading
        known = {
            "title": reading.title or self.title,
            "author": reading.author or self.author,
            "publisher": self.publisher if _is_host(reading) and self.publisher else reading.publisher,
            "published": self.published or reading.published or self.updated,
            "url": reading.url or self.link,
        }
        return reading.model_copy(update=known)


def is_full(reading: Reading | Skipped) -> bool:
    """Whether what a feed tells of an article is all of it: it is long, and not broken off."""
    return (
        isinstance(reading, Reading)
        and len(reading.text.split()) >= FULL_WORDS
        and not _CUT_OFF.search(reading.text[-100:])
    )


def read_feed(content: bytes, source: str, *, limit: int, url: str | None = None) -> list[Entry] | Skipped:
    """The newest entries of a feed, at most `limit`; those without a date stand last, as in the feed.

    Args:
        content: the feed, not packed.
        source: what to call it.
        limit: most entries that are wanted.
        url: where it was fetched from, for links that are relative to it.
    """
    if len(content) > FEED_BYTES:
        return Skipped(source=source, reason="too large", detail=f"a feed of more than {FEED_BYTES:,} bytes")
    named = _ENCODING.search(content[:200])
    decoded = decode(content, named[1].decode("ascii") if named else None)
    if decoded is None:
        return Skipped(source=source, reason="unreadable", detail="the feed is in no encoding that we know")
    if "<!entity" in decoded.text.lower():
        return Skipped(source=source, reason="refused", detail="the feed defines XML entities of its own")
    found = _parse(decoded.text, url)
    if not found.version:
        return Skipped(
            source=source, reason="unsupported", detail="a site map, or XML of a kind that is not read"
        )
    if not found.entries:
        return Skipped(source=source, reason="empty", detail="the feed names no article")
    publisher = tidy_name(found.feed.get("title"))
    entries = [_entry(row, source, publisher) for row in found.entries]
    newest = sorted(entries, key=lambda entry: entry.published or entry.updated or date.min, reverse=True)
    return newest[:limit]


def _is_host(reading: Reading) -> bool:
    """Whether the page names no publisher: at best the host that it lies on stands for one."""
    return reading.publisher is None or f"/{reading.publisher}/" in f"{reading.url}/".replace("www.", "")


def _parse(text: str, url: str | None) -> Any:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url or ""}
    # a stream, never the text itself: that would be opened if it were a name or an address
    return feedparser.parse(BytesIO(text.encode("utf-8", "replace")), response_headers=headers)


def _entry(row: Any, source: str, publisher: str | None) -> Entry:
    link = row.get("link") or ""
    name = tidy_name(row.get("id")) or tidy_name(row.get("title")) or "?"
    bodies = [body.get("value", "") for body in row.get("content", ())]
    markup = max([*bodies, row.get("summary", "")], key=len)
    title, author = tidy_name(row.get("title")), tidy_name(row.get("author"))
    # its own `get` would give the one for the other
    published, updated = (dict.get(row, field) for field in ("published", "updated"))
    return Entry(
        source=link if is_url(link) else f"{source}#{name}",
        link=link if is_url(link) else None,
        stamp=content_id(link, title, published, updated, markup),
        markup=markup,
        title=title,
        author=author,
        publisher=tidy_name((row.get("source") or {}).get("title")) or publisher,
        published=_day_of(row, "published"),
        updated=_day_of(row, "updated"),
    )


def _day_of(row: Any, field: str) -> date | None:
    """The day as the publisher's clock has it; in a form that we do not know, as that of Greenwich has it."""
    day, moment = parse_date(dict.get(row, field)), dict.get(row, f"{field}_parsed")
    try:
        return day or (date(*moment[:3]) if moment else None)
    except ValueError:  # the year 0
        return None
