"""Rows -> pages, by Jinja templates that escape every value: a document never becomes markup."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from claims.language.escaping import escape_markdown, printable
from claims.language.wording import (
    count_words,
    day_words,
    figure_words,
    reading_words,
    stance_words,
    time_words,
)

TEMPLATES = Path(__file__).parent.parent / "templates"
SHORT_QUOTE = 6  # words; a shorter quote is shown inside its sentence


def render(template: str, **values: object) -> str:
    """The page that a template makes of the values, each of them escaped."""
    return str(_environment(template.endswith(".md.j2")).get_template(template).render(values))


def asset(name: str) -> Any:
    """A file beside the templates as it is: style or script that we wrote or ship."""
    from markupsafe import Markup

    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))


@cache
def _environment(is_markdown: bool) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_as_markdown if is_markdown else _as_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["short_quote"] = SHORT_QUOTE
    environment.filters |= {
        "capital": lambda text: text[:1].upper() + text[1:],
        "count": count_words,
        "day": day_words,
        "figure": figure_words,
        "file": lambda source: Path(source).name or source,
        "is_web": is_web,
        "link": _link,
        "reading": reading_words,
        "stance": stance_words,
        "time": time_words,
    }
    return environment


def _as_text(value: object) -> object:
    """The value for HTML and SVG, where Jinja escapes it: without hidden signs; None is empty."""
    from markupsafe import Markup

    return value if isinstance(value, Markup) else printable("" if value is None else str(value))


def _as_markdown(value: object) -> str:
    """The value as Markdown that shows it and does nothing else; None is empty."""
    from markupsafe import Markup

    if value is None or isinstance(value, Markup):
        return value or Markup()
    return Markup(escape_markdown(str(value)))


def _link(url: str) -> str:
    """A link where the address is one of the web, else its words."""
    from markupsafe import Markup

    return Markup(f"<{url}>") if is_web(url) else url


def is_web(url: str) -> bool:
    """Whether the address is one of the web that says what it does."""
    return printable(url) == url and re.fullmatch(r"https?://[^\s<>\\]+", url, re.IGNORECASE) is not None
