"""Parts -> one page that holds all it needs and can ask the network for nothing.

The scripts and styles of a page stand in it, and its policy allows these by their hashes and nothing else:
what an article says could not run, load or send anything even if it became markup.
"""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from claims.writers.templates import asset, render

# Cytoscape.js would add the last by itself, which the policy forbids: it finds it by its id
STYLES = {"page.css": "", "drawing.css": "", "cytoscape.css": "__________cytoscape_stylesheet"}

# what could end the script element that the data stand in, or a line of it
_LEAVES_DATA = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def enclose(template: str, *, scripts: Sequence[str], data: Any = None, **values: object) -> str:
    """The page that a template makes, with the styles of all pages, the named scripts and the data in it."""
    return enclose_with(template, values, scripts=scripts, data=data)


def enclose_with(
    template: str,
    values: Mapping[str, object],
    *,
    scripts: Sequence[str],
    styles: Mapping[str, str] = STYLES,
    forms: str = "'none'",
    data: Any = None,
) -> str:
    """The page that a template makes of the values, with the named scripts and styles and the data in it.

    Args:
        template: its name.
        values: what it shows.
        scripts: names of files; the first runs before the page is drawn.
        styles: names of files, each with the id that its element gets, if any.
        forms: where forms may be sent, in the words of a content security policy.
        data: for the scripts.
    """
    from markupsafe import Markup

    looks = [asset(name) for name in styles]
    codes = [asset(name) for name in scripts]
    policy = (
        f"default-src 'none'; script-src {_hashes(codes)}; style-src {_hashes(looks)}; "
        f"base-uri 'none'; form-action {forms}"
    )
    page = render(
        template,
        policy=Markup(policy),
        styles=list(zip(styles.values(), looks, strict=True)),
        scripts=codes,
        data=Markup(data_words(data)),
        **values,
    )
    return page + "\n"


def data_words(data: Any, indent: int | None = None) -> str:
    r"""The data as JSON that can stand in a script element whatever words it holds.

    >>> data_words(["</script>"])
    '["\\u003c/script\\u003e"]'
    """
    between = None if indent else (",", ":")
    return json.dumps(data, ensure_ascii=False, indent=indent, separators=between).translate(_LEAVES_DATA)


def _hashes(parts: Sequence[str]) -> str:
    digests = (b64encode(sha256(part.encode()).digest()).decode() for part in parts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
