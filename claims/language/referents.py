"""Parsed sentence -> the persons, bodies and things in it that a later "she" or "the group" may mean.

A mention keeps the words that say what it is: titles in front ("Acme spokeswoman Jane Doe"), what
stands between commas behind ("Jane Doe, 42, a nurse at Acme,") and the noun that it describes ("The
mayor of Lyon, Jane Doe,").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from claims.language.bodies import kinds_of
from claims.language.clauses import SUBJECTS, Token, subtree_phrase, text_of
from claims.language.lexicon import load_lexicon, words_of
from claims.language.names import key_of
from claims.language.sexes import sex_of

# somebody: a person without a name; crowd: several; thing: a text
Sort = Literal["person", "body", "somebody", "crowd", "thing"]
PERSON_LABELS = frozenset({"PER", "PERSON"})
BODY_LABELS = frozenset({"ORG", "LOC", "GPE", "NORP"})
TITLE_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB", "IN"})
INSIDE = frozenset({"of", "for", "the", "'s", "’s", "&", "-", "de", "du", "la"})  # inside the name of a body
DASHES = frozenset({"-", "–", "—", "--"})
FRONT = 8  # words of the longest title that is read
SUBJECT_WEIGHT, OTHER_WEIGHT = 3.0, 1.0


@dataclass(frozen=True)
class Mention:
    """A stretch of a sentence that names somebody or something."""

    sort: Sort
    name: str
    start: int  # first token and one past the last
    end: int
    described: tuple[str, ...] = ()  # phrases that say what it is
    weight: float = OTHER_WEIGHT  # subjects are taken up again more often


def mentions_in(doc: Any) -> list[Mention]:
    """Everything in the sentence that can be referred to later, in reading order."""
    persons = [mention for span in doc.ents if (mention := _person(doc, span)) is not None]
    taken = {at for mention in persons for at in range(mention.start, mention.end)}
    bodies = list(_bodies(doc, taken))
    taken |= {at for mention in bodies for at in range(mention.start, mention.end)}
    others = [mention for token in doc if token.i not in taken and (mention := _unnamed(token)) is not None]
    return sorted([*persons, *bodies, *others], key=lambda mention: (mention.start, mention.end))


def _person(doc: Any, span: Any) -> Mention | None:
    start, end = span.start, span.end
    if span.label_ not in PERSON_LABELS:
        return None
    while end > start and (doc[end - 1].tag_ == "POS" or not doc[end - 1].text.strip()):
        end -= 1
    end = next((at for at in range(start, end) if doc[at].text in DASHES and doc[at].whitespace_), end)
    follows = doc[end].lower_ if end < len(doc) else ""
    if (
        end == start
        or not doc[start].text[0].isalpha()
        or follows in words_of("bodies", "plain")
        or follows == "county"
    ):
        return None  # "Springfield police" taken for a person
    name = doc[start:end].text
    front = _title(doc, start)
    described = [front, _behind(doc, end), _introducing(doc, start, end)]
    return Mention("person", name, start, end, tuple(filter(None, described)), _weight(doc, start, end))


def _title(doc: Any, start: int) -> str:
    """The title that stands directly in front of a name."""
    at = start
    while at and start - at < FRONT and _is_title_word(doc, at - 1):
        at -= 1
    return str(doc[at:start].text)


def _is_title_word(doc: Any, at: int) -> bool:
    token = doc[at]
    if token.text == "." or token.lower_ == "of":
        return at > 0 and doc[at - 1].text[0].isupper()
    return (token.tag_ in TITLE_TAGS and token.ent_type_ not in PERSON_LABELS) or _owns(doc, at)


def _owns(doc: Any, at: int) -> bool:
    """Whether a name taken for a person's only says whose: "[Doe]'s lawyer", "[Springfield] police Lt."."""
    follows = doc[at + 1].lower_
    return doc[at].ent_type_ in PERSON_LABELS and follows in {"'s", "’s"} | words_of("bodies", "plain")


def _behind(doc: Any, end: int) -> str:
    """What is said of a name between commas behind it, or with "of" or "with" a body."""
    if end >= len(doc):
        return ""
    if doc[end].lower_ in {"of", "with", "from"}:
        phrase = doc[end + 1 : _stop(doc, end + 1)].text
        return f"official with {phrase}" if phrase[:1].isupper() and kinds_of(phrase) else ""
    while end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].like_num:
        end = end + 2
    if end + 1 >= len(doc) or doc[end].text != ",":
        return ""
    last = _stop(doc, end + 1)
    words = doc[end + 1 : last]
    is_name = any(word.ent_type_ in PERSON_LABELS for word in words[:1]) and not any(
        word.tag_ == "POS" for word in words
    )
    is_name = is_name or (len(words) > 0 and words[0].tag_ == "IN")  # "Jane Doe, of Lyon,"
    return (
        ""
        if is_name or not any(word.pos_ == "NOUN" or word.pos_ == "PROPN" for word in words)
        else str(words.text)
    )


def _stop(doc: Any, at: int) -> int:
    """Where an apposition that starts at a word ends: at a comma or at the verb of the sentence."""
    while at < len(doc) and not (
        (doc[at].is_punct and doc[at].text not in {"-", ".", "&"})
        or (doc[at].tag_ in FINITE and doc[at].tag_ != "IN")
    ):
        at += 1
    return at


def _introducing(doc: Any, start: int, end: int) -> str:
    """The noun that the name explains: "[The group's leader], Jane Doe, …"."""
    for token in doc[start:end]:
        if token.dep_ == "appos" and token.head.i < start and token.head.pos_ == "NOUN":
            return text_of([word for word in subtree_phrase(token.head) if word.i < start])
    return ""


def _bodies(doc: Any, taken: set[int]) -> Iterator[Mention]:
    """Runs of names that end as bodies do ("Springfield fire department"), are marked as one, or act."""
    at = 0
    while at < len(doc):
        end = at + 1 if at in taken else _run_end(doc, at, taken)
        if end > at and at not in taken:
            at = _opening(doc, at, end)
            words = doc[at:end]
            weight = _weight(doc, at, end)
            labels = {word.ent_type_ for word in words}
            name = words.text.removesuffix("'s").removesuffix("’s")
            if kinds_of(name) or "ORG" in labels or weight == SUBJECT_WEIGHT:
                is_person = not labels & BODY_LABELS and sex_of("", name) is not None
                sort: Sort = "person" if is_person else "body"
                yield Mention(sort, name, at, end, tuple(_said_of(doc, at, end)), weight)
        at = max(end, at + 1)


def _opening(doc: Any, start: int, end: int) -> int:
    """Where a name starts whose first word opens the sentence like a verb: "Watch Zambia, a group,"."""
    opens = start == 1 and doc[0].text.istitle() and doc[0].tag_ not in {"DT", "IN", "PRP", "CC", "WRB", "RB"}
    return (
        0
        if opens and any(word in load_lexicon("bodies")["called"] for word in _behind(doc, end).split())
        else start
    )


def _run_end(doc: Any, at: int, taken: set[int]) -> int:
    """One past the name that starts at a word; the word itself if none does."""
    end = at
    while end < len(doc) and end not in taken and _is_name_word(doc[end]):
        end += 1
        skipped = end
        while skipped < len(doc) and end > at and doc[skipped].lower_ in INSIDE:
            skipped += 1
        if skipped > end and skipped < len(doc) and skipped not in taken and _is_name_word(doc[skipped]):
            end = skipped
    return _with_plain_head(doc, end) if end > at else at


def _is_name_word(token: Token) -> bool:
    marked = token.ent_type_ in BODY_LABELS and token.ent_type_ != "NORP"
    return bool(token.text[0].isupper() and (token.tag_ in {"NNP", "NNPS"} or marked))


def _with_plain_head(doc: Any, end: int) -> int:
    """With the small words that close the name of a body: "Springfield [police]"."""
    for size in (3, 2, 1):
        if end + size <= len(doc) and key_of(doc[end : end + size].text) in _plain():
            return end + size
    return end


def _said_of(doc: Any, start: int, end: int) -> Iterator[str]:
    """What a body is said to be: "the charity Water Now", "Water Now, a charity", "Water Now (WN)"."""
    if start and doc[start - 1].tag_ == "NN":
        yield doc[start - 1].text
    if (
        end + 2 < len(doc)
        and doc[end].text == "("
        and doc[end + 2].text == ")"
        and doc[end + 1].text.isupper()
    ):
        yield doc[end + 1].text
    if behind := _behind(doc, end):
        yield behind


def _unnamed(token: Token) -> Mention | None:
    """A person or a text without a name that is the subject: "A nurse", "The report"."""
    introduces = any(child.dep_ == "appos" and child.ent_type_ in PERSON_LABELS for child in token.children)
    if token.dep_ not in SUBJECTS or token.pos_ != "NOUN" or introduces:
        return None
    words = subtree_phrase(token)
    lemma = token.lemma_.lower()
    if any(word.pos_ == "PROPN" for word in words) or not words:
        return None
    sort: Sort | None = None
    if token.lower_ == "police" or (token.tag_ == "NNS" and lemma in people()):
        sort = "crowd"
    elif token.tag_ == "NN" and lemma in people():
        sort = "somebody"
    elif lemma in words_of("cues", "carriers") and token.tag_ == "NN":
        sort = "thing"
    if sort is None:
        return None
    known = sort == "somebody" and words[0].lower_ in {"the", "this", "that"}  # mostly somebody with a name
    weight = OTHER_WEIGHT if known else SUBJECT_WEIGHT
    return Mention(sort, bare(text_of(words)), words[0].i, words[-1].i + 1, (), weight)


def bare(name: str) -> str:
    """The name without its article."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else name


@cache
def people() -> frozenset[str]:
    """Nouns for one person, named or not."""
    lists = load_lexicon("bodies")
    sorts = ("posts", "private", "female", "male", "persons")
    return frozenset(word for sort in sorts for word in lists[sort]) - words_of("bodies", "no_persons")


@cache
def _plain() -> frozenset[str]:
    return frozenset(key_of(head) for head in load_lexicon("bodies")["plain"])


def _weight(doc: Any, start: int, end: int) -> float:
    opens = start == 0 and end < len(doc) and doc[end].text == ","  # "Lima, even as it denies it, …"
    is_subject = opens or any(token.dep_ in SUBJECTS for token in doc[start:end])
    introduces = any(token.dep_ == "appos" and token.head.dep_ in SUBJECTS for token in doc[start:end])
    return SUBJECT_WEIGHT if is_subject or introduces else OTHER_WEIGHT
