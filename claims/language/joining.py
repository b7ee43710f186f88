"""Tokens that stood apart -> text: with the spaces they had, and no comma, mark or dash left over."""

from collections.abc import Sequence
from typing import Any

Piece = Any  # a spacy.tokens.Token, or a str that stands between tokens

PAIRS = {"“": "”", "(": ")", "[": "]"}
STRAIGHT = ('"', "''", "``")
EDGES = " \n\t,;:–—"
TIGHT_BEFORE = frozenset({",", ".", ";", ":", "”", ")", "]", "%", "’s", "'s"})  # no space before these


def join(pieces: Sequence[Piece]) -> str:
    """Words with the spaces they have in the text; where words between were left out, one space.

    A comma or stop that is left without its phrase is dropped, and so is half a pair of quotation marks.
    """
    text = ""
    for at, piece in enumerate(pieces):
        before = pieces[at - 1]
        if isinstance(piece, str):
            text = add(text, piece) + " "
            continue
        apart = at > 0 and (isinstance(before, str) or before.i + 1 != piece.i)
        if piece.text in {",", ".", ";"} and (apart or hangs(pieces, at)):
            text = text.rstrip() + " "
            continue
        text = (add(text, piece.text) if apart else text + piece.text) + piece.whitespace_
    return tidy(text)


def hangs(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a comma has nothing of its own behind it: the end, a gap, or another comma."""
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if pieces[at].text != ",":
        return False
    if following is None or isinstance(following, str):
        return True
    return bool(following.text == "," or following.i != pieces[at].i + 1)


def add(text: str, word: str) -> str:
    """The text with one more word, a space between them where there is one in print."""
    text = text.rstrip()
    closes = word in STRAIGHT and text.count(word) % 2 == 1
    opened = any(text.endswith(mark) and text.count(mark) % 2 for mark in STRAIGHT)
    glue = not text or closes or opened or word in TIGHT_BEFORE or text[-1] in "“(["
    return text + ("" if glue else " ") + word


def tidy(text: str) -> str:
    """The text without what is left over at its edges and without half pairs.

    >>> tidy('" the dam broke, –'), tidy("“It held”"), tidy("a “safe dam")
    ('the dam broke', '“It held”', 'a safe dam')
    """
    for opening, closing in PAIRS.items():
        text = without_halves(text, opening, closing)
    for mark in STRAIGHT:
        if text.count(mark) % 2:
            at = 0 if text.startswith(mark) else text.rfind(mark)
            text = text[:at] + text[at + len(mark) :]
    return text.strip(EDGES).removeprefix("--").removesuffix("--").strip(EDGES).replace("  ", " ")


def without_halves(text: str, opening: str, closing: str) -> str:
    """The text without an opening sign that nothing closes, or the other way round.

    >>> without_halves("(a) b) (c", "(", ")")
    '(a) b c'
    """
    if opening not in text and closing not in text:
        return text
    open_at: list[int] = []
    left_over: set[int] = set()
    for at, letter in enumerate(text):
        if letter == opening:
            open_at.append(at)
        elif letter == closing and open_at:
            open_at.pop()
        elif letter == closing:
            left_over.add(at)
    left_over.update(open_at)
    return "".join(letter for at, letter in enumerate(text) if at not in left_over)
