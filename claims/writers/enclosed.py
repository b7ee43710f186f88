"""Parts -> one page that holds all it needs and can ask the network for nothing.

The scripts and styles of a page stand in it, and its policy allows these by their hashes and nothing else:
what an article says could not run, load or send anything even if it became markup.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from claims.writers.templates import asset, render

# Cytoscape.js would add the last by itself, which the policy forbids: it finds it by its id
STYLES = {"page.css": "", "drawing.css": "", "cytoscape.css": "__________cytoscape_stylesheet"}

# what could end the script element that the data stand in, or a line of it
_LEAVES_DATA = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def enclose(template: str, *, scripts: Sequence[str], data: Any = None, **values: object) -> str:
    """The page that a template makes, with the styles of all pages, the named scripts and the data in it."""
    from markupsafe import Markup

    styles = [asset(name) for name in STYLES]
    codes = [asset(name) for name in scripts]
    policy = (
        f"default-src 'none'; script-src {_hashes(codes)}; style-src {_hashes(styles)}; "
        "base-uri 'none'; form-action 'none'"
    )
    page = render(
        template,
        policy=Markup(policy),
        styles=list(zip(STYLES.values(), styles, strict=True)),
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
