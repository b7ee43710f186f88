"""What stands around an article on a page: buttons, teasers, captions, notices.

Only whole paragraphs that match a pattern go, and scraps at their edges that are no sentences: running text
is never dropped. Single sentences beside it (whom to call, who contributed, captions) stay in the text and
are told apart, so that nothing is read out of them. The patterns are in `data/boilerplate.toml`.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from claims.language.sentences import OPENERS

LABEL_WORDS = 4  # a picture's alternative text is a few names; longer ones are captions that say something
CAPTION_CHARACTERS = 300
BUTTON_WORDS = 12
PROMOTION_PHRASES = 2
SHORTEST_LAST = 4  # letters: "Mc" and "De" are no words
ADDRESS_WORDS = 12
TAIL_CHARACTERS = 2_000  # of one paragraph in which a publisher speaks of itself

_BULLET = re.compile(r"[\u2022\u25cf\u25aa\u2023\u25ba\u00b7*>|\u2013-]\s+")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_STOPPED = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019)\]]*$")
_CAPTION = re.compile(  # "…, left, with his counterpart"
    r"[,(]\s*(?:(?:second |third |far )?(?:left|right)|cent(?:re|er)|middle|above|below)\s*(?:[,)]|$)",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w\u2019'.-]{0,30}"
# "Border FenceOnly two days ago": words in capitals, and two of them grown together
_GLUED = re.compile(
    rf"(?:(?<=^)|(?<=[.!?\"\u201d])\s*)((?:{_NAME}[ ]){{1,5}}[A-Z]?[a-z]+)(?=([A-Z][a-z]+)[\u2019'\s])"
)
_SCRAP = re.compile(
    rf"(?<=[.!?\"\u201d])\s*(?:{_NAME}[ ]){{0,4}}(?:Logo|Icon|Image|Photo|Avatar|Thumbnail)\s*$"
)
_TEASER_AT_END = re.compile(
    r"(?<=[.!?\"\u201d\u2019)])\s*(?:also read|read also|read more|must read|read|also watch|watch)\s*[:|]"
    r"[^.!?]{1,160}$",
    re.IGNORECASE,
)
_TEASER_IN_BRACKETS = re.compile(
    r"\s*[(\[](?:also |must )?(?:read|watch|see)(?: also| more)?\s*:[^()\[\]]{1,160}[)\]]", re.I
)
_EDGES = " *#\u2026"
_PICTURE = re.compile(r"\bImage \d{1,3} of\b")
_ENDS = dict.fromkeys(("notices", "captions"), r"\W{0,6}")
_ADDRESS = re.compile(r"[\w.]@\w|^\W{0,2}@\w|https?://|www\.|\w\.com/|\d{3}[-.]\d{4}\b")
_ADDRESS_WORDS = frozenset(
    {"and", "at", "e-mail", "email", "ext", "facebook", "on", "or", "phone", "twitter", "via"}
)
_JOINED_NAMES = frozenset({"LinkedIn"})
_IMAGE_WORDS = frozenset({"logo", "icon", "image", "photo", "avatar", "thumbnail"})


def strip_boilerplate(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs of the article alone, in order, words unchanged.

    >>> strip_boilerplate(["• Facebook Icon", "Two men died on Monday.", "Also Read: Deal Done", "Comments"])
    ['Two men died on Monday.']
    """
    words = frozenset(_WORD.findall(" ".join(paragraphs)))
    pieces = [piece for paragraph in paragraphs for piece in _unglue(paragraph, words)]
    kept = [
        trimmed
        for piece in _drop_captions(pieces)
        if (trimmed := _trim(piece)) and not _is_furniture(trimmed)
    ]
    while kept and _is_promotion(kept[-1]):
        kept.pop()
    return kept


def is_notice(sentence: str) -> bool:
    """Whether a sentence is said to the reader of the page, or of a picture, and states no news.

    >>> is_notice("Anyone with information is asked to call 555-0100."), is_notice("He asked us to call.")
    (True, False)
    """
    bare = sentence.strip(_EDGES)
    return bool(_patterns()["notices"].fullmatch(bare)) or is_caption(bare) or _is_address(bare)


def is_caption(paragraph: str) -> bool:
    """Whether a paragraph, or a sentence of it, stands below a picture, by its credit, or is a signed post.

    >>> is_caption("Two men wait. Photo: Jane Roe"), is_caption("Two men wait for a photo.")
    (True, False)
    """
    return len(_PICTURE.findall(paragraph)) > 1 or bool(_patterns()["captions"].fullmatch(paragraph))


def label_end(sentence: str) -> int:
    """Where the words begin behind a label such as "UPDATE:" or "14:32 GMT"; 0 if there is none.

    >>> label_end("UPDATE: Two men died."), label_end("Updated figures show more.")
    (8, 0)
    """
    match = _patterns()["labels"].match(sentence)
    return match.end() if match else 0


def _is_address(sentence: str) -> bool:
    """Whether a sentence is little but an address: "Jane Roe: 555-010-0100, @janeroe"."""
    words = sentence.split()
    if len(words) > ADDRESS_WORDS:
        return False
    others = [word for word in words if not _ADDRESS.search(word)]
    return len(others) < len(words) and all(
        word[0].isupper() or not word[0].isalpha() or word in _ADDRESS_WORDS for word in others
    )


def _trim(paragraph: str) -> str:
    """The paragraph without teasers and labels at its edges."""
    plain = _TEASER_IN_BRACKETS.sub("", paragraph)
    return _SCRAP.sub("", _TEASER_AT_END.sub("", plain)).strip()


def _is_furniture(paragraph: str) -> bool:
    bare = _BULLET.sub("", paragraph, count=1).strip() if _BULLET.match(paragraph) else paragraph
    words = [word.lower() for word in _WORD.findall(bare)]
    patterns = _patterns()
    if not words:
        return True
    named = {word for word in words if not word.isdigit()}
    if (
        len(words) <= BUTTON_WORDS
        and named & patterns["strong"]
        and named <= patterns["strong"] | patterns["weak"]
    ):
        return True
    return bool(patterns["paragraphs"].fullmatch(bare))


def _is_promotion(paragraph: str) -> bool:
    patterns = _patterns()
    return (
        len(paragraph) <= TAIL_CHARACTERS
        and len(patterns["promotion"].findall(paragraph)) >= PROMOTION_PHRASES
        and bool(patterns["address"].search(paragraph))
    )


def _drop_captions(paragraphs: list[str]) -> list[str]:
    """The paragraphs without the captions, and without the alternative text that stands before a caption."""
    if not paragraphs:
        return []
    captions = [_tells_positions(paragraph) for paragraph in paragraphs]
    labels = [
        position > 0 and followed and _is_label(paragraph)
        for position, (paragraph, followed) in enumerate(zip(paragraphs, [*captions[1:], False], strict=True))
    ]
    return [
        paragraph
        for paragraph, caption, label in zip(paragraphs, captions, labels, strict=True)
        if not caption and not label
    ]


def _tells_positions(paragraph: str) -> bool:
    """Whether the paragraph says who stands where in a picture, and ends like no sentence."""
    return (
        len(paragraph) <= CAPTION_CHARACTERS
        and not _STOPPED.search(paragraph)
        and bool(_CAPTION.search(paragraph))
    )


def _is_label(text: str) -> bool:
    """Whether the text is a few names or other words in capitals, as a picture's alternative text has."""
    words = text.split()
    return (
        len(words) <= LABEL_WORDS and all(word[0].isupper() for word in words) and not _STOPPED.search(text)
    )


def _unglue(paragraph: str, words: frozenset[str]) -> list[str]:
    """The paragraph, parted where a picture's text has grown together with what follows it.

    A name such as "McCain" is left alone: the second half must be a word that opens a sentence, or both
    must be words that the text uses by themselves.
    """
    pieces, start = [], 0
    for match in _GLUED.finditer(paragraph):
        if _has_grown_together(match[1].rsplit(" ", 1)[-1], match[2], words):
            pieces.append(paragraph[start : match.start(1)])
            pieces += [] if _is_label(match[1]) else [match[1]]
            start = match.end(1)
    return [piece.strip() for piece in (*pieces, paragraph[start:]) if piece.strip()]


def _has_grown_together(last: str, following: str, words: frozenset[str]) -> bool:
    """Whether two words, of which the first ends a label, are one only by mistake."""
    if last + following in _JOINED_NAMES:
        return False
    if last.lower() in _IMAGE_WORDS or following.lower() in OPENERS:
        return len(last) >= SHORTEST_LAST or last in words
    return last in words and following in words


@cache
def _patterns() -> Any:
    """The data file, ready for use."""
    text = files("claims.language").joinpath("data/boilerplate.toml").read_text("utf-8")
    data = tomllib.loads(text)
    joined = {
        name: re.compile(f"(?:{'|'.join(data[name])}){_ENDS.get(name, '')}", re.IGNORECASE)
        for name in ("paragraphs", "promotion", "address", "notices", "captions", "labels")
    }
    return joined | {name: frozenset(data[name].split()) for name in ("strong", "weak")}
