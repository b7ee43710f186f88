"""Mends what the parser regularly gets wrong in news, where the words alone show it."""

from collections.abc import Sequence

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
BEFORE_NOUNS = frozenset({"CD", "DT", "JJ", "JJR", "JJS", "PRP$", "POS", "HYPH", "VBN", "VBG"}) | NOUNS


def mend_series(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Makes a finite verb of a "participle" after a comma that has an object, in place.

    "It curbed trade with its neighbour, expelled 9,000 people and …": the parser hangs "expelled" on
    "neighbour" and the people beside it. A participle takes no object of its own.

    Args:
        words: of one sentence.
        tags: Penn Treebank tags.
        heads: from 1, 0 = root.
        labels: Universal Dependencies.
    """
    for at in range(1, len(words) - 1):
        if tags[at] != "VBN" or labels[at] != "acl" or words[at - 1] != ",":
            continue
        noun = object_after(tags, at)
        verb = _verb_above(tags, heads, at)
        if noun is None or verb is None or heads[noun] != heads[at]:
            continue
        tags[at], labels[at], heads[at] = "VBD", "conj", verb + 1
        labels[noun], heads[noun] = "obj", at + 1


def mend_charge(words: Sequence[str], heads: list[int], labels: Sequence[str]) -> None:
    """Hangs "of …" behind a relative clause on the verb that it completes, in place.

    "They accused the group, which runs the plant, of locking the exits": the parser hangs the charge on
    "runs". A relative clause between commas is over at the second.

    Args:
        words: of one sentence.
        heads: from 1, 0 = root.
        labels: Universal Dependencies.
    """
    for at in range(1, len(words) - 1):
        if words[at].lower() != "of" or words[at - 1] != ",":
            continue
        charge = heads[at] - 1
        inner = heads[charge] - 1
        if charge < at or inner < 0 or labels[inner] != "acl:relcl":
            continue
        outer = heads[heads[inner] - 1] - 1
        if outer >= 0 and labels[heads[inner] - 1] in {"obj", "nsubj:pass"}:
            heads[charge] = outer + 1


def object_after(tags: Sequence[str], at: int) -> int | None:
    """Where the noun phrase that begins right after a word has its last noun; None if none begins there.

    >>> object_after(["VBN", "CD", "JJ", "NNS", "."], 0)
    3
    >>> object_after(["VBN", "IN", "NNS"], 0) is None
    True
    """
    last, place = None, at + 1
    while place < len(tags) and tags[place] in BEFORE_NOUNS:
        last = place if tags[place] in NOUNS else last
        place += 1
    return last


def _verb_above(tags: Sequence[str], heads: Sequence[int], at: int) -> int | None:
    """The finite verb that a word hangs under."""
    for _ in range(len(heads)):
        at = heads[at] - 1
        if at < 0:
            return None
        if tags[at] in {"VBD", "VBZ", "VBP", "VBN", "VB"}:
            return at
    return None
