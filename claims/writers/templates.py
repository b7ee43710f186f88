"""Rows -> pages, by Jinja templates that escape every value: a document never becomes markup."""

import re
import textwrap
import traceback
from functools import cache
from pathlib import Path
from typing import Any

from claims.base.errors import ClaimsError
from claims.language.escaping import escape_markdown, printable
from claims.language.wording import (
    changed_words,
    count_words,
    day_words,
    figure_words,
    reading_words,
    review_words,
    stance_words,
    stances_words,
    time_words,
)

TEMPLATES = Path(__file__).parent.parent / "templates"
SHORT_LINE = 100  # letters of a statement in a summary


def render(template: str, **values: object) -> str:
    """The page that a template makes of the values, each of them escaped."""
    return str(_environment(template.endswith(".md.j2")).get_template(template).render(values))


def render_own(folder: str, template: str, **values: object) -> str:
    """The same, by the template of that name in the folder of a user, where there is one.

    Raises:
        ClaimsError: the folder is none, or the template in it is wrong.
    """
    if not folder or not _is_replaced(template, folder):
        return render(template, **values)
    from jinja2 import TemplateError

    try:
        return str(_environment(template.endswith(".md.j2"), folder).get_template(template).render(values))
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, OSError) as error:
        raise _wrong_template(Path(folder) / template, error) from error


def _is_replaced(template: str, folder: str) -> bool:
    if not Path(folder).is_dir():
        raise ClaimsError(f"`templates` names no folder: `{folder}`", hint="make it, or unset it")
    return (Path(folder) / template).is_file()


def _wrong_template(path: Path, error: Exception) -> ClaimsError:
    line = getattr(error, "lineno", None) or _line_of(error, path)
    where = f"`{path}`" + (f", line {line}" if line else "")
    hint = f"ours, to begin with: `{TEMPLATES / path.name}`"
    return ClaimsError(f"the template {where} is wrong: {error}", hint=hint)


def _line_of(error: Exception, path: Path) -> int | None:
    """The last line of the template that was reached: Jinja rewrites tracebacks to name it."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if Path(frame.filename) == path), None)


def asset(name: str) -> Any:
    """A file beside the templates as it is: style or script that we wrote or ship."""
    from markupsafe import Markup

    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))


@cache
def _environment(is_markdown: bool, folder: str = "") -> Any:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # a template may come from somebody else: it lays out, and reaches nothing beside
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([folder, TEMPLATES] if folder else TEMPLATES),
        autoescape=True,
        finalize=_as_markdown if is_markdown else _as_text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "capital": lambda text: text[:1].upper() + text[1:],
        "count": count_words,
        "day": day_words,
        "figure": figure_words,
        "file": lambda source: Path(source).name or source,
        "is_web": is_web,
        "link": _link,
        "reading": reading_words,
        "short": lambda text: textwrap.shorten(printable(text), SHORT_LINE, placeholder=" …"),
        "review": review_words,
        "stance": stance_words,
        "stances": stances_words,
        "changed": changed_words,
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
