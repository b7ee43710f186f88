"""The first lines of an article: title, date, byline and dateline, told from the running text below them."""

import re
from collections.abc import Sequence
from datetime import date

from claims.base.records import Record
from claims.sources.dates import find_leading_date
from claims.sources.front_matter import known_fields

LINES = 8  # of a masthead, at most; below them everything is running text
TITLE_WORDS = 25
PART_WORDS = 5  # of what stands beside a date or byline on its line: a place, a reading time

_STOPPED = re.compile(r"[.!\u2026:;,][\"'\u201d\u2019)\]]*$")
_LABEL = re.compile(
    r"(?:date|published|posted|(?:last )?(?:updated|modified))(?: (?:on|at))?\s*:?\s+", re.IGNORECASE
)
_FIELD = re.compile(r"(title|headline|author|by|publisher|source|url|link)\s*:\s+(\S.*)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|\u2022\u00b7]\s*|\s+[\u2013\u2014-]\s+")
_JOINT = re.compile(r"\s*[|\u2022\u00b7]\s*|\s+(?:[\u2013\u2014-]|--|//?)\s+|[,.]\s+")
_SIGNED = re.compile(r"\s*\(([A-Z][\w .&/-]{1,40})\)$")  # the agency behind a dateline on a line of its own
_PARTICLES = "al|bin|da|de|del|der|di|el|ibn|ul|ur|van|von"
_PERSON = rf"[A-Z][\w\u2019'.-]*(?:\s+(?:[A-Z][\w\u2019'.-]*|{_PARTICLES})){{0,4}}"
_BYLINE = re.compile(
    rf"(?:by|By|BY)\s+({_PERSON}(?:(?:,|\s+and|\s+&)\s+{_PERSON}){{0,4}}?)(?:\s+in\s+{_PERSON})?"
)
_CAPITALS = re.compile(r"[A-Z][A-Z'\u2019.-]+(?:\s+[A-Z][A-Z'\u2019.-]*){1,3}")
# Words in capitals that are a section or a stamp rather than somebody's name.
_STAMPS = frozenset(
    {
        "analysis",
        "breaking",
        "daily",
        "desk",
        "editorial",
        "exclusive",
        "explained",
        "explainer",
        "feature",
        "live",
    }
    | {
        "latest",
        "news",
        "opinion",
        "politics",
        "press",
        "release",
        "report",
        "special",
        "the",
        "update",
        "world",
    }
)
# The last word of the names that newspapers, agencies and stations give themselves.
_PRESS = (
    "Agency|Bulletin|Chronicle|Courier|Daily|Dispatch|Examiner|Express|Gazette|Globe|Guardian|Herald|Independent"
    "|Inquirer|Journal|Ledger|Magazine|Mail|Media|Mercury|Mirror|Monitor|News|Observer|Page|Post|Press|Record"
    "|Register|Reporter|Review|Standard|Star|Sun|Telegraph|Times|Today|Tribune|Weekly|Wire|World"
)
_AGENCIES = frozenset({"Reuters", "Bloomberg", "Xinhua", "Anadolu", "Interfax", "Kyodo"})
_PUBLICATION = re.compile(rf"(?:The )?(?:[A-Z][\w\u2019'&-]* ){{1,3}}?(?:{_PRESS})\b")
# "OSLO, April 27 (Reuters) - ", "Lima [Peru], 3 May (DPA): ", "HELSINKI: "
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.'\u2019-]+(?:[ /][A-Z][\w.'\u2019-]+){0,3})"
    r"(?:,\s*[A-Z][\w. ]{1,30}?|\s*\[[\w ]{1,30}\])?"
    r"(?:,?\s+(?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?|\d{1,2}\s[A-Z][a-z]{2,8}\.?(?:\s\d{4})?))?"
    r"\s*(?:\((?P<agency>[A-Z][\w .&/-]{1,40})\))?"
    r"\s*(?:(?P<dash>\u2014)\s*|(?P<mark>[\u2013:]|--?)\s+)(?=\S)"
)


class Masthead(Record):
    """What the first lines say, and the paragraphs that are left: title and headings stay, the rest goes."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


Facts = dict[str, str | date]


def read_masthead(paragraphs: Sequence[str]) -> Masthead:
    """The facts that stand above the running text.

    >>> head = read_masthead(["Deal done", "By Jane Doe", "3 May 2024", "OSLO (AP) - The two sides met."])
    >>> head.title, head.author, head.publisher, head.paragraphs
    ('Deal done', 'Jane Doe', 'AP', ('Deal done', 'The two sides met.'))
    """
    facts: Facts = {}
    kept: list[str] = []
    at = 0
    while at < min(LINES, len(paragraphs)) and (not kept or is_headline(kept[-1])):
        found, rest = _facts_of(paragraphs[at], paragraphs[at + 1 :], is_first=at == 0)
        facts = found | facts
        if rest and rest not in kept:
            kept.append(rest)
        at += 1
    if kept and not is_headline(kept[-1]):
        found, kept[-1] = _split_dateline(kept[-1], paragraphs)
        facts = found | facts
    kept += paragraphs[at:]
    if len(kept) > 1 and is_headline(kept[0]):
        facts.setdefault("title", kept[0])
    updated = facts.pop("updated", None)
    if updated:
        facts.setdefault("published", updated)
    return Masthead.model_validate({"paragraphs": tuple(kept), **facts})


def is_headline(text: str) -> bool:
    """Whether a paragraph is short and ends like a title rather than like a sentence."""
    return len(text.split()) <= TITLE_WORDS and not _STOPPED.search(text)


def find_publication(line: str) -> str | None:
    """The newspaper or agency that a line begins with.

    >>> find_publication("The Example Review World"), find_publication("Talks go on") is None
    ('The Example Review', True)
    """
    match = _PUBLICATION.match(line)
    return match[0] if match else None


def dateline_end(paragraph: str, paragraphs: Sequence[str]) -> int:
    """Where the words begin behind the dateline of a paragraph of the text; 0 if it has none.

    Below the masthead a name with a colon is no dateline: in interviews it says who speaks.

    >>> dateline_end("BERGEN, Norway (AP) \u2014 The talks failed.", [])
    22
    """
    match = _DATELINE.match(paragraph)
    if match is None or (match["mark"] == ":" and not match["agency"] and not match["day"]):
        return 0
    return match.end() if _is_dateline(match, paragraphs) else 0


def _facts_of(line: str, below: Sequence[str], *, is_first: bool) -> tuple[Facts, str]:
    """What one line states, and what is left of it: all of it, if it states nothing."""
    field = _FIELD.fullmatch(line)
    stated = known_fields({field[1]: field[2]}) if field else {}
    if stated:
        return stated, ""
    facts, rest = _split_date(line)
    if facts:
        more, rest = _facts_of(rest, below, is_first=False) if rest else ({}, "")
        return more | facts, rest
    if is_first and any(map(is_headline, below[:1])):
        if find_publication(line) == line:
            return {"publisher": line}, ""
        if _STAMPS.issuperset(line.casefold().split()):
            return {}, ""
    facts, rest = _split_parts(line, is_first=is_first)
    if facts or is_first:
        return facts, rest
    if _is_name_in_capitals(line, below):
        return {"author": line}, ""
    return _split_imprint(line)


def _split_date(line: str) -> tuple[Facts, str]:
    """The date that a line begins with, if it is one of the masthead, and what follows it."""
    label = _LABEL.match(line)
    start = label.end() if label else 0
    found = find_leading_date(line[start:])
    if found is None:
        return {}, line
    day, end = found
    after = line[start + end :].lstrip(" ,")
    rest = after.lstrip("|\u2022\u00b7\u2013\u2014- ")
    # running text may begin with a date, too: "January 21, 2025 was a cold day."
    if rest and rest == after and not label and not (line[:4].isdigit() and rest[0].isupper()):
        return {}, line
    is_update = label and label[0].lower().startswith(("updated", "modified", "last"))
    return {"updated" if is_update else "published": day}, rest


def _split_parts(line: str, *, is_first: bool) -> tuple[Facts, str]:
    """The byline and date of a line such as "By Jane Doe | Oslo | 3 May 2024"; a title in front is left."""
    parts = [part for part in _SEPARATOR.split(line) if part]
    stated = [_facts_of_part(part) for part in parts]
    facts = {name: value for part in stated for name, value in part.items()}
    others = [part for part, known in zip(parts, stated, strict=True) if not known]
    title = others.pop(0) if is_first and others and not stated[0] else ""
    if not facts or any(len(part.split()) > PART_WORDS for part in others) or not is_headline(line):
        return {}, line
    return facts, title


def _split_imprint(line: str) -> tuple[Facts, str]:
    """Who prints it, where and when, of a line of names that ends in its date; the place is not kept.

    >>> _split_imprint("Example Review, Oslo, 3 May 2024")
    ({'published': datetime.date(2024, 5, 3), 'publisher': 'Example Review'}, '')
    >>> _split_imprint("OSLO, May 3, 2024 (AP)")
    ({'published': datetime.date(2024, 5, 3), 'publisher': 'AP'}, '')
    """
    signed = _SIGNED.search(line)
    if signed:
        told, rest = _split_imprint(line[: signed.start()])
        return ({}, line) if rest else (told | {"publisher": signed[1]}, "")
    for joint in _JOINT.finditer(line):
        found = find_leading_date(line[joint.end() :])
        if found is None or found[1] != len(line) - joint.end():
            continue
        names = [part for part in _JOINT.split(line[: joint.start()]) if part]
        if not all(map(_is_name, names)):
            return {}, line
        facts: Facts = {"published": found[0]}
        if find_publication(names[0]) or (len(names) > 1 and not names[0].isupper()):
            facts["publisher"] = names[0]
        return facts, ""
    return {}, line


def _is_name(part: str) -> bool:
    """Whether some words are a name: few, with capitals but for particles; a place may be in brackets."""
    words = part.replace("&", " ").split()
    is_led = all(word.lstrip("(")[:1].isupper() or (word.islower() and len(word) <= 3) for word in words)
    return (
        0 < len(words) <= PART_WORDS + 1
        and words[0].lstrip("(")[:1].isupper()
        and (is_led or part.endswith(")"))
    )


def _facts_of_part(part: str) -> Facts:
    byline = _BYLINE.fullmatch(part)
    if byline:
        return _byline_facts(byline[1])
    facts, rest = _split_date(part)
    return {} if rest else facts


def _byline_facts(names: str) -> Facts:
    """Who wrote, and for whom: "Jane Doe, Example Dispatch"."""
    author, _, outlet = names.rpartition(", ")
    if author and find_publication(outlet) == outlet:
        return {"author": author, "publisher": outlet}
    return {"author": names}


def _is_name_in_capitals(line: str, below: Sequence[str]) -> bool:
    """Whether a line in capitals is somebody's name: a title's words come back in the text below it."""
    words = set(line.casefold().split())
    if not _CAPITALS.fullmatch(line) or not words.isdisjoint(_STAMPS):
        return False
    return bool(below) and words.isdisjoint(" ".join(below).casefold().split())


def _split_dateline(paragraph: str, paragraphs: Sequence[str]) -> tuple[Facts, str]:
    """Agency and date of the dateline that opens a paragraph, and the paragraph without it."""
    match = _DATELINE.match(paragraph)
    if match is None or not _is_dateline(match, paragraphs):
        return {}, paragraph
    found = find_leading_date(match["day"] or "")
    facts: Facts = {"published": found[0]} if found else {}
    if match["agency"]:
        facts["publisher"] = match["agency"]
    return facts, paragraph[match.end() :]


def _is_dateline(match: re.Match[str], paragraphs: Sequence[str]) -> bool:
    """Whether it names an agency, or a day, or a town in capitals that are not those of an acronym."""
    place, agency = match["place"], match["agency"]
    if not place.isupper():  # a town as in running text: the rest must speak for it
        return bool(agency and (match["day"] or agency.isupper() or agency in _AGENCIES or "[" in match[0]))
    if agency or match["day"]:
        return True
    if len(place) < 4 or " ".join(paragraphs).count(place) > 1:  # an acronym
        return False
    mark = match["dash"] or match["mark"]
    return mark != ":" or " " not in place
