"""Lines -> paragraphs: whether a line end is where a paragraph ends, or only where the page did."""

import re
from itertools import pairwise

WRAP_CHARACTERS = 120  # nobody wraps lines by hand or program at more than this

_STOP = re.compile(r"[.!?\u2026:][\"'\u201d\u2019)\]]*$")
_ITEM = re.compile(r"(?:[\u2022\u25cf\u25aa\u2023\u00b7*\u2013-]|\d{1,2}[.)])\s")


def split_lines(text: str) -> list[str]:
    r"""The paragraphs of a text that is tidy, each on one line.

    Lines end paragraphs, unless the text is wrapped: then those end them that had room for the next word.

    >>> split_lines("One paragraph.\nAnother one.")
    ['One paragraph.', 'Another one.']
    """
    blocks = [[line.strip() for line in block.split("\n") if line.strip()] for block in text.split("\n\n")]
    width = _wrap_width(blocks)
    return [paragraph for block in blocks if block for paragraph in _unwrap(block, width)]


def _wrap_width(blocks: list[list[str]]) -> int:
    """How wide the text is wrapped; 0 if it is not."""
    lines = [line for block in blocks for line in block]
    overlong = sum(len(line) for line in lines if len(line) > WRAP_CHARACTERS)
    ends = [above for block in blocks for above, _ in pairwise(block)]
    stops = sum(1 for line in ends if _STOP.search(line))
    if 2 * stops >= len(ends) or 4 * overlong > sum(map(len, lines)):
        return 0
    return max(len(line) for line in lines if len(line) <= WRAP_CHARACTERS)


def _unwrap(block: list[str], width: int) -> list[str]:
    paragraphs = [block[0]]
    for above, below in pairwise(block):
        word = below.split(maxsplit=1)[0]
        is_continued = below[0].islower() and not _STOP.search(above)
        if is_continued or (len(above) + 1 + len(word) > width > 0 and not _ITEM.match(below)):
            paragraphs[-1] += f" {below}"
        else:
            paragraphs.append(below)
    return paragraphs
