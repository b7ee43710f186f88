"""What headlines leave out, put back: "Three held" is "Three people were held".

Only the word forms are known here, before anything is parsed; where more than one word could be the
predicate, nothing is put back and the words are given up.
"""

import re
from functools import cache
from itertools import pairwise

from claims.language.lexicon import words_of

PHRASE_WORDS = 12  # of those to whom something is done
PLANNER_WORDS = 6  # of who is to do something

_COUNT = (
    r"(?:(?:at least|more than|over|about|nearly|almost|some|up to) )?(?:\d[\d,.]*|an?|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|thousands|several|many)"
)
_BARE_COUNT = re.compile(_COUNT, re.IGNORECASE)
_JOINT = re.compile(r",(?: and)? | and | & ")
_AGE = re.compile(r", \d{1,3},")
_MANY = re.compile(r"\d*[2-9]|\d+[01]")
_SINGULAR_ENDINGS = ("ss", "us", "is", "'s", "\u2019s")


def complete(said: str) -> str | None:
    """The words with the auxiliary that they leave out; None where they leave open which, or what of.

    >>> complete("Three men held over fire"), complete("2 dead, 3 hurt"), complete("Oslo to ban cars")
    ('Three men were held over fire', '2 people are dead and 3 people are hurt', 'Oslo is to ban cars')
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
    rest = words[run_end(words, at) :]
    if len(bare) > 1 or is_verb_behind(rest) or has_second_thing(words[at:]):
        return None
    while at > 1 and words[at - 1] in words_of("headlines", "adverbs"):
        at -= 1
    phrase = words[:at]
    return (
        " ".join([*phrase, *helper(phrase, words[bare[0]].strip(",")), *words[at:]])
        if is_thing(phrase)
        else None
    )


def complete_tolls(said: str) -> str | None:
    """A list of tolls with the auxiliaries that it leaves out; None if it is none."""
    clauses: list[str] = []
    at = 0
    while (match := _toll().match(said, at)) is not None:
        phrase = match[1].split()
        clauses.append(" ".join([*phrase, *helper(phrase, match[2].lower()), match[2].lower()]))
        joint = _JOINT.match(said, match.end())
        if joint is None or _toll().match(said, joint.end()) is None:
            rest = said[match.end() :].split()
            unclear = len(clauses) < 2 or bare_participles(rest) or is_verb_behind(rest)
            return None if unclear else " ".join([" and ".join(clauses), *rest])
        at = joint.end()
    return None


def complete_plan(words: list[str]) -> str | None:
    """What is to be: "Oslo is to close port"; None where another word asks for the "to"."""
    at = words.index("to") if "to" in words else 0
    phrase = words[:at]
    if not 0 < at <= PLANNER_WORDS or len(words) < at + 3 or not is_thing(phrase):
        return None
    last, verb = phrase[-1].strip(",\u2019'"), words[at + 1]
    looks_finite = (at == 1 or last.islower()) and last.endswith(("s", "ed", "ing", "ly"))
    asks = looks_finite or last.lower() in words_of("headlines", "asking")
    if (
        asks
        or not verb.islower()
        or verb in words_of("headlines", "before")
        or is_verb_behind(words[at + 2 :])
    ):
        return None
    return " ".join([*phrase, "are" if is_many(phrase) else "is", *words[at:]])


@cache
def _toll() -> re.Pattern[str]:
    """A count, a few words and what became of them: "2 men held"."""
    states = "|".join(sorted(words_of("headlines", "participles") | words_of("headlines", "states")))
    between = r"(?: (?!(?:and|in|at|by|after)\b)[\w\u2019'-]+){0,4}?"
    return re.compile(rf"({_COUNT}{between}) ({states})\b(?! [a-z]+ed\b)", re.IGNORECASE)


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
        elif is_free(words, at) and not is_helped(words, at):
            found.append(at)
            last = at
    return found


def run_end(words: list[str], at: int) -> int:
    """Where the words go on behind a participle and those joined to it: "shot and killed"."""
    following = at + 2 if words[at + 1 : at + 2] == ["and"] else at + 1
    joined = following < len(words) and words[following].strip(",") in words_of("headlines", "participles")
    return run_end(words, following) if joined else at + 1


def is_helped(words: list[str], at: int) -> bool:
    """Whether a participle has its auxiliary, or is no predicate: "was badly hurt", "of wounded men"."""
    near = {word.lower() for word in words[max(0, at - 2) : at]}
    return bool(near & words_of("headlines", "before")) or words[at - 1].lower() in words_of(
        "headlines", "governing"
    )


def is_free(words: list[str], at: int) -> bool:
    """Whether a participle has no object: the headline ends there, or a phrase of its own follows."""
    end = run_end(words, at)
    if words[end - 1].endswith(",") or end == len(words):
        return True
    following = words[end].strip(",").lower()
    return following in words_of("headlines", "behind") | words_of("headlines", "adverbs")


def is_thing(phrase: list[str]) -> bool:
    """Whether some words are those that something is done to: few, without a verb or a second thing."""
    lists = "," in _AGE.sub("", " ".join(phrase))
    others = words_of("headlines", "finite") | words_of("headlines", "conjunctions") | {"among", "believed"}
    return (
        0 < len(phrase) <= PHRASE_WORDS and not lists and others.isdisjoint(word.lower() for word in phrase)
    )


def is_verb_behind(words: list[str]) -> bool:
    """Whether a finite verb follows that no conjunction brings along: the participle was no predicate."""
    for at, word in enumerate(words):
        if word.lower() in words_of("headlines", "conjunctions"):
            return False
        if word in words_of("headlines", "finite") or (at and word.endswith("ed") and is_free(words, at)):
            return True
    return False


def has_second_thing(words: list[str]) -> bool:
    """Whether behind a comma something else is told of: "…, shooter on the loose"."""
    known = words_of("headlines", "participles") | {"including", "and"}
    return any(word.endswith(",") and after.strip(",") not in known for word, after in pairwise(words))


def helper(phrase: list[str], state: str) -> list[str]:
    """The auxiliary that is left out, in the number of those it is said of; a bare number counts people."""
    many = is_many(phrase)
    is_now = state in words_of("headlines", "states")
    people = []
    if _BARE_COUNT.fullmatch(" ".join(phrase)):
        linked = ["of"] if phrase[-1].lower() in words_of("headlines", "round") else []
        people = [*linked, "people" if many else "person"]
    return [*people, ("are" if many else "is") if is_now else ("were" if many else "was")]


def is_many(phrase: list[str]) -> bool:
    """Whether some words name several."""
    bare = _AGE.sub("", " ".join(phrase)).lower().replace(",", "").split()
    end = next(
        (at for at, word in enumerate(bare) if at and word in words_of("headlines", "prepositions")),
        len(bare),
    )
    head = bare[end - 1]
    if "and" in bare[:end] or head in words_of("headlines", "plurals") | words_of("headlines", "numbers"):
        return True
    return bool(_MANY.fullmatch(head)) or (head.endswith("s") and not head.endswith(_SINGULAR_ENDINGS))
