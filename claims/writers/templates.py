"""Rows -> pages, by Jinja templates that escape every value: a document never becomes markup."""

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from claims.language.escaping import escape_markdown, printable
from claims.language.wording import count_words, day_words, figure_words, stance_words, time_words

TEMPLATES = Path(__file__).parent.parent / "templates"
SHORT_QUOTE = 6  # words; a shorter quote is shown inside its sentence


def render(template: str, **values: object) -> str:
    """The page that a template makes of the values, each of them escaped."""
    return str(_environment().get_template(template).render(values))


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_shown,
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
        "link": _link,
        "stance": stance_words,
        "time": time_words,
    }
    return environment


def _shown(value: object) -> str:
    """The value as Markdown that shows it and does nothing else; None is empty."""
    from markupsafe import Markup

    if value is None or isinstance(value, Markup):
        return value or Markup()
    return Markup(escape_markdown(str(value)))


def _link(url: str) -> str:
    """A link where the address is one of the web, else its words."""
    from markupsafe import Markup

    is_web = urlsplit(url).scheme in {"http", "https"} and not re.search(r"[\s<>\\]", url)
    return Markup(f"<{url}>") if is_web and printable(url) == url else url
