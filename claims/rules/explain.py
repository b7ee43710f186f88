"""What each rule does, read out of its own docstring: the one home of these words.

A docstring has a first line, then sections under the headings of `SECTIONS`. One that has none, such
as that of a plug-in, is told by its first line alone.
"""

import inspect
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import pairwise, takewhile

from claims.base.errors import LookupFailed
from claims.base.views import Explanation

SECTIONS = {  # heading -> field
    "What it compares": "compares",
    "Why that contradicts": "why",
    "Known false alarms": "false_alarms",
    "For instance": "example",
    "But not": "counterexample",
}
UNTOLD = "its author does not say"


def explain(rule: str, thing: object) -> Explanation:
    """What the docstring of a rule says of it.

    >>> explain("odd", lambda pair: None).summary
    'its author does not say'
    """
    lines = (inspect.getdoc(thing) or UNTOLD).splitlines()
    heads = [at for at, line in enumerate(lines) if line in SECTIONS]
    told = {
        SECTIONS[lines[head]]: _joined(lines[head + 1 : end]) for head, end in pairwise([*heads, len(lines)])
    }
    first = takewhile(lambda line: line and line not in SECTIONS, lines)
    return Explanation(rule=rule, summary=_joined(first), **told)


def _joined(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())


def explain_one(name: str, things: Mapping[str, object]) -> Explanation:
    """The explanation of the rule with this name.

    Raises:
        LookupFailed: none has it; the message lists those there are, the hint the nearest.
    """
    if name not in things:
        near = get_close_matches(name.casefold(), things, n=1)
        hint = f"did you mean `{near[0]}`?" if near else ""
        raise LookupFailed(f"no rule is called `{name}`; there are: {', '.join(things)}", hint=hint)
    return explain(name, things[name])
