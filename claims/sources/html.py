"""Web pages -> readings: the article without what stands around it, and the metadata in the page's head."""

import re
from typing import Any

from claims.base.records import Skipped
from claims.sources.dates import parse_date
from claims.sources.reading import Reading, tidy, tidy_name

_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
))  # fmt: skip
_SILENT = frozenset(("script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head"))
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


def words_of(markup: str) -> str:
    r"""All that a piece of HTML says, a blank line between its blocks.

    >>> words_of("<p>Two <b>boats</b><br>sank.</p><script>x</script><p>One came back.</p>")
    'Two boats\nsank.\n\nOne came back.'
    """
    import trafilatura

    tree = trafilatura.load_html(f"<html><body>{markup}</body></html>")
    if tree is None:
        return tidy(markup)
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in _SILENT:  # a comment has no name
            element.text = ""
        elif element.tag == "br":
            element.tail = f"\n{element.tail or ''}"
        elif element.tag not in _INLINE:
            element.text, element.tail = f"\n\n{element.text or ''}", f"\n\n{element.tail or ''}"
    return tidy("".join(tree.itertext()))


def _all_text(page: str) -> str:
    """Everything that a page says, for one too short to tell an article from its surroundings."""
    import trafilatura

    found: Any = trafilatura.baseline(page)
    return str(found[1])


def _paragraphs(article: str) -> str:
    """Each line of the extracted text is a block of the page: a paragraph, a heading, an item, a row."""
    plain = _TABLE_EDGE.sub("", _TABLE_RULE.sub("", _BULLET.sub("", article)))
    return tidy(plain.replace("\n", "\n\n"))
