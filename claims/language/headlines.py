"""A headline as the sentence that it is short for, and what of that sentence is a claim.

Headlines leave out auxiliaries, write every word with a capital, and name who says it before or behind a
colon. `plain_sentence` puts back what is left out, so that a headline can be parsed like any other sentence;
one that could be meant in two ways gives none. `headline_statements` keeps of what was parsed only a single
plain statement. Word lists are in `data/headlines.json`.
"""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from claims.base.records import Quantity
from claims.language.attribution import Statement, Voice
from claims.language.clauses import SUBJECTS, Token
from claims.language.drafts import Page
from claims.language.lexicon import class_of, words_of
from claims.language.parties import Parties
from claims.language.phrasing import FINITE
from claims.language.recasing import Forms, recase
from claims.language.sourcing import is_speaker
from claims.language.statements import stands_alone

SHORTEST, LONGEST = 4, 24  # words
SOURCE_WORDS = 6  # of who speaks
PHRASE_WORDS = 12  # of those to whom something is done

_UNCLEAR = re.compile(r"[?!;|\u2026()\[\]\u2014]|\.\.\.|\s[\u2013-]{1,2}\s|--|[a-z]{3}\.\s")
_COLON = re.compile(r":\s+")
_SAID_BEHIND = re.compile(r"(.{12,}),\s+([^,]{2,60}?)\s+([a-z]+)")
_SAID_BEFORE = re.compile(r"(.{12,}),\s+(says|say|said)\s+([^,]{2,60})")
_QUOTES = "\u2018\u2019'\"\u201c\u201d"
_QUOTED = re.compile(r"(?<!\w)[\u2018'\"\u201c].{2,200}?[\u2019'\"\u201d](?!\w)")
_COUNT = (
    r"(?:(?:at least|more than|over|about|nearly|almost|some|up to) )?(?:\d[\d,.]*|an?|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|thousands|several|many)"
)
_JOINT = re.compile(r",(?: and)? | and | & ")
_MANY = re.compile(
    r"\d*[2-9]|\d+[01]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve", re.IGNORECASE
)
_ROUND = frozenset({"dozens", "hundreds", "scores", "thousands"})
_PLURALS = _ROUND | {"children", "many", "men", "others", "people", "police", "several", "troops", "women"}
_PREPOSITIONS = frozenset(
    {"at", "behind", "by", "for", "from", "in", "near", "of", "on", "to", "who", "with"}
)
_BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "get", "gets", "got", "has", "have", "had", "to"}
)
_BE |= {
    "not",
    "n't",
    "never",
    "a",
    "an",
    "the",
    "most",
    "its",
    "their",
    "his",
    "her",
    "of",
    "for",
    "with",
    "over",
    "no",
}
_OPENERS = frozenset(
    {
        "after",
        "as",
        "because",
        "before",
        "how",
        "if",
        "that",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whose",
    }
)
_SAYS = (
    r"(?:said|says|told|tells|tweeted|added|announced|argued|denied|insisted|claimed|wrote|warned|confirmed)"
)


def plain_sentence(title: str, text: str, parties: Parties) -> str | None:
    """The sentence that a headline is short for; None where that is not clear.

    Args:
        title: the headline.
        text: of its article, which shows how words are written inside a sentence, and who speaks.
        parties: names of sides.
    """
    words = title.split()
    plain = re.sub(r"[.]([\u2019\u201d'\"]?)$", r"\1", " ".join(words))
    lower = set(plain.lower().split())
    if not SHORTEST <= len(words) <= LONGEST or _UNCLEAR.search(plain):
        return None
    if lower & words_of("headlines", "explaining") or words[0].lower() in words_of("headlines", "openings"):
        return None
    forms = Forms(text, parties)
    source, verb, said = split_source(recase(plain, forms), text, parties)
    content = complete(said)
    if content is None:
        return None
    opener = content.split(" ", 1)[0]
    if source:
        inside = forms.inside(opener.rstrip(",")) + "," * opener.endswith(",")
        return f"{source[0].upper()}{source[1:]} {verb} that {inside}{content[len(opener) :]}."
    return f"{content}."


def split_source(title: str, text: str, parties: Parties) -> tuple[str, str, str]:
    """Who says it, with which verb, and what: nobody where the headline itself speaks, nothing if unclear."""
    parts = _COLON.split(title)
    if len(parts) == 2:
        first, last = parts
        if speaks(first, text, parties, opens=True):
            return first, "said", last
        if speaks(last, text, parties, opens=False):
            return last, "said", first
    if len(parts) > 1:
        return "", "", ""
    behind = _SAID_BEHIND.fullmatch(title)
    if behind and behind[3] in words_of("headlines", "saying"):
        return behind[2], behind[3], behind[1]
    before = _SAID_BEFORE.fullmatch(title)
    if before:
        return before[3], before[2], before[1]
    words = title.split()
    at = next((at for at, word in enumerate(words) if word in {"says", "say", "said"}), 0)
    if 0 < at <= SOURCE_WORDS and len(words) > at + 3:
        rest = words[at + 1 :]
        return " ".join(words[:at]), words[at], " ".join(rest[1:] if rest[0] == "that" else rest)
    return "", "", title


def speaks(words: str, text: str, parties: Parties, *, opens: bool) -> bool:
    """Whether what stands at a colon names who says the rest, rather than a place or a label.

    A state or capital in front is mostly where it happened, one behind is who says it.
    """
    bare = words.casefold().strip(_QUOTES)
    if not bare or len(bare.split()) > SOURCE_WORDS or bare in words_of("headlines", "labels"):
        return False
    if words[0] in _QUOTES or "," in bare or " and " in bare:
        return False
    kind = parties.kind_of(words)
    if kind is not None:
        return kind in {"group", "body", "seat"} or (not opens and kind in {"state", "capital"})
    noun = bare.split()[-1]
    nouns = words_of("cues", "speaker_nouns") | words_of("cues", "bodies") | words_of("headlines", "offices")
    if nouns & {
        noun,
        noun.removesuffix("s"),
        noun.removesuffix("ies") + "y",
        noun.removesuffix("men") + "man",
    }:
        return True
    last = re.escape(words.split()[-1])
    told = rf"\b{last}\b[^.\n]{{0,40}}?\b{_SAYS}\b|\b{_SAYS} [^.\n]{{0,40}}?\b{last}\b"
    return words.split()[-1][0].isupper() and re.search(told, text) is not None


def complete(said: str) -> str | None:
    """The words with the auxiliary that they leave out; None where they leave open which, or what of.

    >>> complete("Three men held over fire"), complete("2 dead, 3 hurt in fire"), complete("Ship runs aground")
    ('Three men were held over fire', '2 people are dead and 3 people are hurt in fire', 'Ship runs aground')
    """
    if not said:
        return None
    tolls = complete_tolls(said)
    if tolls is not None:
        return tolls
    words = said.split()
    bare = bare_participles(words)
    if not bare:
        return complete_plan(words) or said
    at = bare[0]
    while at > 1 and (words[at - 1].endswith("ly") or words[at - 1] in {"now", "still", "also"}):
        at -= 1
    phrase = words[:at]
    rest = words[bare[0] + 1 :]
    if len(bare) > 1 or not is_thing(phrase) or is_verb_behind(rest) or has_second_thing(words[bare[0] :]):
        return None
    return " ".join([*phrase, *helper(phrase, words[bare[0]].strip(",")), *words[at:]])


def complete_plan(words: list[str]) -> str | None:
    """What is to be: "Oslo to close port" -> "Oslo is to close port"; None where another word asks for the "to"."""
    at = words.index("to") if "to" in words else 0
    phrase = words[:at]
    if not 0 < at <= SOURCE_WORDS or len(words) < at + 3 or not is_thing(phrase):
        return None
    last, verb = phrase[-1].strip(",\u2019'"), words[at + 1]
    looks_finite = (at == 1 or last.islower()) and last.endswith(("s", "ed", "ing", "ly"))
    if (
        looks_finite
        or last.lower() in words_of("headlines", "asking")
        or not verb.islower()
        or verb in _BE
        or is_verb_behind(words[at + 2 :])
    ):
        return None
    return " ".join([*phrase, "are" if is_many(phrase) else "is", *words[at:]])


def complete_tolls(said: str) -> str | None:
    """A list of tolls with the auxiliaries that it leaves out; None if it is none."""
    clauses: list[str] = []
    at = 0
    while (match := _toll().match(said, at)) is not None:
        phrase = match[1].split()
        clauses.append(" ".join([*phrase, *helper(phrase, match[2].lower()), match[2]]))
        end = match.end()
        joint = _JOINT.match(said, end)
        if joint is None or _toll().match(said, joint.end()) is None:
            rest = said[end:]
            unclear = bare_participles(rest.split()) or is_verb_behind(rest.split())
            return None if len(clauses) < 2 or unclear else " and ".join(clauses) + rest
        at = joint.end()
    return None


@cache
def _toll() -> re.Pattern[str]:
    states = "|".join(sorted(words_of("headlines", "participles") | words_of("headlines", "states")))
    return re.compile(
        rf"({_COUNT}(?: (?!(?:and|in|at|by|after)\b)[\w\u2019'-]+){{0,4}}?) ({states})\b(?! [a-z]+ed\b)", re.I
    )


def bare_participles(words: list[str]) -> list[int]:
    """Where participles stand whose auxiliary is left out; of a run of them ("shot and killed") the first."""
    known = words_of("headlines", "participles") | words_of("headlines", "states")
    found: list[int] = []
    last = -2
    for at, word in enumerate(words):
        if at == 0 or word.strip(",") not in known:
            continue
        if at - last == 1 or (at - last == 2 and words[at - 1] == "and"):
            last = at
        elif is_free(words, at) and not _BE & {word.lower() for word in words[max(0, at - 2) : at]}:
            found.append(at)
            last = at
    return found


def is_free(words: list[str], at: int) -> bool:
    """Whether a participle has no object: the headline ends there, or a phrase of its own follows."""
    after = at + 2 if words[at + 1 : at + 2] == ["and"] else at + 1
    if after < len(words) and words[after].strip(",") in words_of("headlines", "participles"):
        return is_free(words, after)
    if words[at].endswith(",") or at + 1 == len(words):
        return True
    following = words[at + 1].strip(",").lower()
    return following in words_of("headlines", "behind") or following.endswith("ly")


def is_thing(phrase: list[str]) -> bool:
    """Whether some words are those that something is done to: few, without a verb or a second thing."""
    said = " ".join(phrase)
    commas = said.count(",") - 2 * len(re.findall(r", \d{1,3},", said))
    few = 0 < len(phrase) <= PHRASE_WORDS
    others = {"among", "after", "as", "when", "while", "that", "who", "believed"}
    return (
        few
        and not commas
        and not {word.lower() for word in phrase} & (others | words_of("headlines", "finite"))
    )


def is_verb_behind(words: list[str]) -> bool:
    """Whether a finite verb follows that no conjunction brings along: the participle was no predicate."""
    for at, word in enumerate(words):
        if word.lower() in _OPENERS:
            return False
        if word in words_of("headlines", "finite") or (at and word.endswith("ed") and is_free(words, at)):
            return True
    return False


def has_second_thing(words: list[str]) -> bool:
    """Whether behind a comma something else is told of: "…, shooter on the loose"."""
    known = words_of("headlines", "participles") | {"including", "and"}
    return any(
        word.endswith(",") and after.strip(",") not in known
        for word, after in zip(words, words[1:], strict=False)
    )


def helper(phrase: list[str], state: str) -> list[str]:
    """The auxiliary that is left out, in the number of those it is said of; a bare number counts people."""
    many = is_many(phrase)
    is_now = state in words_of("headlines", "states")
    people = []
    if re.fullmatch(_COUNT, " ".join(phrase), re.I):
        people = ["of"] * (phrase[-1].lower() in _ROUND) + ["people" if many else "person"]
    return [*people, "are" if is_now and many else "is" if is_now else "were" if many else "was"]


def is_many(phrase: list[str]) -> bool:
    """Whether some words name several."""
    bare = re.sub(r", \d{1,3},", "", " ".join(phrase)).lower().replace(",", "").split()
    end = next((at for at, word in enumerate(bare) if at and word in _PREPOSITIONS), len(bare))
    head = bare[end - 1]
    if end == 1 or "and" in bare[:end]:
        return end > 1 or bool(_MANY.fullmatch(head)) or head in _PLURALS or is_plural(head)
    return bool(_MANY.fullmatch(head)) or is_plural(head)


def is_plural(noun: str) -> bool:
    """Whether a noun looks like several."""
    return noun in _PLURALS or (noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s", "\u2019s")))


def headline_statements(page: Page) -> list[Statement]:
    """What a headline states, if that is plain: one finite predicate with a subject, and nothing beside it.

    Words between quotation marks that nobody is named for are somebody's, not the headline's own.

    "No deaths were hidden" counts nothing: a zero is read too easily.
    """
    statements, doc, amounts = page.statements, page.doc, page.amounts
    told = {word.casefold() for word in page.sentence.text.split()}
    added = [
        token for token in doc if token.lower_ in {"is", "are", "was", "were"} and token.lower_ not in told
    ]
    heads = {statement.clause.head.i for statement in statements}
    joined = [at for at in heads if doc[at].dep_ == "conj" and doc[at].head.i in heads]
    if (
        any(map(is_doubtful, (amount.quantity for amount in amounts)))
        or not statements
        or len(heads) > max(1, len(added)) + len(joined)
        or any(t.text == "." for t in doc[:-1])
    ):
        return []
    if any(token.head.i not in heads for token in added) or has_stray_verb(doc, heads):
        return []
    if not all(is_plain(statement) for statement in statements):
        return []
    return [in_quotes(without_teller(statement), doc) for statement in statements]


def is_doubtful(quantity: Quantity) -> bool:
    """Whether a figure is one that a headline seldom means: none of something, or so many attacks of another thing."""
    counted = (quantity.of or "").split()[-1:]
    attacks = class_of("roles", "nouns")
    is_attack = any(attacks.get(noun.removesuffix("s")) == "attacks" for noun in counted)
    return quantity.high == 0 or (quantity.role == "attacks" and not is_attack)


def is_plain(statement: Statement) -> bool:
    """Whether it is a main clause, or what somebody says, with a subject that can be read by itself."""
    head, subject = statement.clause.head, statement.clause.subject
    subject = subject or statement.clause.inherited_subject
    if subject is None or subject.i > head.i or subject.pos_ == "PRON" or not stands_alone(statement):
        return False
    source = statement.voice.source
    if source is not None and not is_speaker(source):
        return False
    if any(child.dep_ == "csubj" for child in head.children) or is_empty_denial(statement):
        return False  # a misread participle or noun
    top = head
    while top.dep_ in {"conj", "ccomp"} and top.i != top.head.i:
        top = top.head
    if top.head.i != top.i or head.lemma_ in {"say", "tell"}:  # nobody was heard to say it
        return False
    helpers = [child for child in head.children if child.dep_ in {"aux", "aux:pass", "cop"}]
    return any(token.tag_ in FINITE for token in (head, *helpers))


def is_empty_denial(statement: Statement) -> bool:
    """Whether it denies a "claim" or an "account" without telling it: what is denied stays open."""
    head = statement.clause.head
    told = (
        words_of("cues", "answered_nouns")
        | words_of("cues", "opinion_nouns")
        | class_of("cues", "nouns").keys()
    )
    return statement.voice.stance == "denies" and any(
        child.dep_ == "obj" and child.lemma_.lower() in told for child in head.children
    )


def has_stray_verb(doc: Any, heads: set[int]) -> bool:
    """Whether a finite verb stands where no clause of a plain sentence has one: the parse is wrong."""
    return any(
        token.tag_ in FINITE - {"MD"}
        and token.i not in heads
        and token.dep_ not in {"aux", "aux:pass", "cop", "ccomp", "acl:relcl", "ROOT"}
        and not any(child.dep_ == "mark" or child.tag_ in {"WRB", "WP", "WDT"} for child in token.children)
        for token in doc
    )


def without_teller(statement: Statement) -> Statement:
    """The statement that its own subject says something as the headline's: "Poll shows gap", "Boy calls police"."""
    voice, subject = statement.voice, statement.clause.subject
    own = subject is not None and voice.source is not None and voice.source.i == subject.i
    if voice.stance not in {"asserts", "reports"} or statement.cue is not None or not own:
        return statement
    return replace(statement, voice=Voice(hedged=voice.hedged))


def in_quotes(statement: Statement, doc: Any) -> Statement:
    """The statement as hearsay, where its predicate stands in quotation marks of nobody."""
    at: Token = statement.clause.head
    quoted = any(match.start() < at.idx < match.end() for match in _QUOTED.finditer(doc.text))
    if not quoted or statement.voice.source is not None:
        return statement
    return replace(statement, voice=Voice(stance="reports", hedged=True, hearsay=True))
