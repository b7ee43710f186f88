"""Plain text and Markdown -> a reading."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from claims.sources.front_matter import split_front_matter
from claims.sources.reading import Reading, tidy

# One of these and the text is taken for Markdown. Weak signs (a list, an indent) are in plain text, too.
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^```|^> \S|^\|.+\|$"  # headings, code, quotes, tables
    r"|\*\*[^*\n]{1,300}\*\*|(?<!\w)_[^_\n]{1,300}_(?!\w)|\[[^][\n]{0,300}\]\([^)\n]{1,500}\)",
    re.MULTILINE,
)
# Lines of one paragraph are one line, short ones in front of others (a byline, a date) perhaps not.
_SOFT_BREAK = re.compile(r"(?<=[^\n]{40})\n|\n(?=[a-z])")
# Tokens of Markdown that hold text of their own.
_VERBATIM = frozenset({"code_block", "fence"})


def read_text(text: str, source: str) -> Reading:
    r"""The words of a text, its front matter as metadata, its Markdown marks gone.

    >>> read_text("# Strikes\n\nThe *army* [said](http://x.org) so.", "a.md").text
    'Strikes\n\nThe army said so.'
    """
    fields, body = split_front_matter(text)
    if fields or _MARKDOWN.search(body):
        body = render_markdown(body)
    return Reading(source=source, text=tidy(body), **fields)


def render_markdown(text: str) -> str:
    """What a reader of the Markdown sees, a blank line after each block; pictures and HTML marks left out."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(tidy(text))
    return "\n\n".join(block for block in _blocks(tokens) if block.strip())


def _blocks(tokens: Sequence[Any]) -> Iterator[str]:
    row: list[str] | None = None  # the cells of the row of a table that we are in
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield " | ".join(row or [])
            row = None
        elif token.type in _VERBATIM:
            yield token.content
        elif token.type == "inline":
            words = _SOFT_BREAK.sub(" ", "".join(_inline(token.children or [])))
            if row is None:
                yield words
            else:
                row.append(words)


def _inline(tokens: Sequence[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield "\n"
