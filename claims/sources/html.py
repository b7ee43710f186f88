"""Web pages -> readings: the article without what stands around it, and the metadata in the page's head."""

import re
from typing import Any

from claims.base.records import Skipped
from claims.sources.dates import parse_date
from claims.sources.reading import Reading, tidy, tidy_name

_BULLET = re.compile(r"^- ", re.MULTILINE)
_TABLE_RULE = re.compile(r"^\|[-|]+\|\s*$", re.MULTILINE)
_TABLE_EDGE = re.compile(r"^\| ?| ?\| *$", re.MULTILINE)


def read_html(page: str, source: str, url: str | None = None) -> Reading | Skipped:
    """The article of a page; `url` is where it was fetched from."""
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is None:
        return Skipped(source=source, reason="unreadable", detail="the page is not HTML that can be parsed")
    # no extensive search: it would take a date from the running text
    dating = {"original_date": True, "extensive_search": False}
    known = trafilatura.extract_metadata(tree, default_url=url, date_config=dating)
    article = trafilatura.extract(tree, include_comments=False, favor_recall=True) or _all_text(page)
    if not article.strip():
        return Skipped(source=source, reason="empty", detail="the page holds no article")
    return Reading(
        source=source,
        text=_paragraphs(article),
        title=tidy_name(known.title),
        author=tidy_name(known.author),
        publisher=tidy_name(known.sitename),
        published=parse_date(known.date),
        url=tidy_name(known.url) or url,
    )


def _all_text(page: str) -> str:
    """Everything that a page says, for one too short to tell an article from its surroundings."""
    import trafilatura

    found: Any = trafilatura.baseline(page)
    return str(found[1])


def _paragraphs(article: str) -> str:
    """Each line of the extracted text is a block of the page: a paragraph, a heading, an item, a row."""
    plain = _TABLE_EDGE.sub("", _TABLE_RULE.sub("", _BULLET.sub("", article)))
    return tidy(plain.replace("\n", "\n\n"))
