"""Parts -> one page that holds all it needs and can ask the network for nothing.

The scripts and styles of a page stand in it, and its policy allows these by their hashes and nothing else: what
an article says could not run, load or send anything even if it became markup.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from claims.writers.templates import TEMPLATES, render

# what could end the script element that the data stand in, or a line of it
_LEAVES_DATA = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def enclose(template: str, *, scripts: Sequence[str], data: Any = None, **values: object) -> str:
    """The page that a template makes, with the style of all pages, the named scripts and the data in it."""
    from markupsafe import Markup

    style, frame = _text("page.css"), _text("frame.css")
    codes = [_text(name) for name in scripts]
    policy = (
        f"default-src 'none'; script-src {_hashes(codes)}; style-src {_hashes([style, frame])}; "
        "base-uri 'none'; form-action 'none'"
    )
    return render(
        template,
        policy=Markup(policy),
        style=Markup(style),
        frame=Markup(frame),
        scripts=[Markup(code) for code in codes],
        data=Markup(data_words(data)),
        **values,
    )


def data_words(data: Any) -> str:
    """The data as JSON that can stand in a script element whatever words it holds.

    >>> data_words(["</script>"])
    '["\\\\u003c/script\\\\u003e"]'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_LEAVES_DATA)


def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hashes(parts: Sequence[str]) -> str:
    digests = (b64encode(sha256(part.encode()).digest()).decode() for part in parts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
