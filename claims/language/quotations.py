"""Where a text stands inside quotation marks, straight or curly; a quotation may run over paragraphs."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

OPENING, CLOSING = frozenset({"“", "``"}), frozenset({"”"})
MARK = re.compile(r"[“”\"]|''|``")  # typewriters' double apostrophes too


@dataclass(frozen=True)
class Quotations:
    """The quotations of one text: first character (the mark) and one past the closing mark, in order."""

    spans: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Quotations":
        """The quotations of a text; one that its paragraph leaves open goes on if the next opens with a mark.

        >>> Quotations.of('He said "no" and “never”.').spans
        [(8, 12), (17, 24)]
        """
        spans: list[tuple[int, int]] = []
        start: int | None = None
        offset = 0
        for paragraph in text.split("\n\n"):
            opens = MARK.match(paragraph.lstrip()) is not None
            if start is not None and not opens:
                spans.append((start, offset))
                start = None
            first = len(paragraph) - len(paragraph.lstrip()) if start is not None else -1
            for at, mark in _marks(paragraph):
                if at == first:
                    continue  # the mark that takes the quotation up again
                if start is None and mark not in CLOSING:
                    start = offset + at
                elif start is not None and mark not in OPENING:
                    spans.append((start, offset + at + len(mark)))
                    start = None
            offset += len(paragraph) + 2
        if start is not None:
            spans.append((start, len(text)))
        return cls(spans)

    def holds(self, at: int) -> bool:
        """Whether a character stands inside a quotation."""
        return self.around(at) is not None

    def around(self, at: int) -> tuple[int, int] | None:
        """The quotation that a character stands in; None outside."""
        place = bisect_right(self.spans, (at, len(self.spans) and self.spans[-1][1])) - 1
        if place < 0:
            return None
        start, end = self.spans[place]
        return (start, end) if start <= at < end else None


def _marks(paragraph: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0]) for found in MARK.finditer(paragraph)]
