"""A readable label for a topic: the question, and the rival figures where it has them."""

from collections.abc import Sequence

from claims.base.records import Claim
from claims.language.events import event_label
from claims.language.issues import issue_label
from claims.language.lexicon import load_lexicon

LONGEST = 90  # characters of a label before the figures: it has to fit a heading
MOST_FIGURES = 6


def name_topic(
    claims: Sequence[Claim], central: Claim, question: tuple[str, str] | None, issue: tuple[str, str] | None
) -> str:
    """The label of a topic.

    Args:
        claims: all of it, in reading order.
        central: the claim nearest to the middle of the topic.
        question: role of the toll and sort of the event that it is about, if it is about a toll.
        issue: standing question and party that it is about, if it is about one.
    """
    if question is not None:
        role, sort = question
        names = load_lexicon("naming")["tolls"]
        figures = rival_figures(claims, role)
        label = names.get(role, f"{{event}}: {role}").format(event=event_label(sort))
        return f"{label} ({' vs '.join(figures)})" if len(figures) > 1 else label
    if issue is not None:
        return issue_label(*issue)
    accused = next((claim for claim in claims if claim.stance == "accuses"), None)
    named = accused or central
    if not named.standalone and named.speaker is not None:
        return f"{named.speaker}: {shorten(named.text)}"
    return shorten(named.text)


def rival_figures(claims: Sequence[Claim], role: str) -> list[str]:
    """The distinct figures of one role, in digits, in reading order."""
    values = [
        figure
        for claim in claims
        for quantity in claim.quantities
        if quantity.role == role and not quantity.part and (figure := in_digits(quantity.low, quantity.high))
    ]
    return list(dict.fromkeys(values))[:MOST_FIGURES]


def in_digits(low: float | None, high: float | None) -> str:
    """A figure as short as it can be said.

    >>> in_digits(47, 47), in_digits(1500, None), in_digits(None, 10), in_digits(10, 15)
    ('47', '1,500+', 'up to 10', '10-15')
    """
    if low is not None and low == high:
        return f"{low:,.10g}"
    if low is not None and high is not None:
        return f"{low:,.10g}-{high:,.10g}"
    if low is not None:
        return f"{low:,.10g}+"
    return f"up to {high:,.10g}" if high is not None else ""


def shorten(text: str) -> str:
    """The first words of a statement, cut at a word.

    >>> shorten("The river burst its banks")
    'The river burst its banks'
    """
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + " …"
