"""Two statements that give rival causes of one thing: a short circuit and arson, storms and bad steel."""

from claims.base.records import Claim, Finding, Reading
from claims.language.causes import ANY, IT, Cause, causes_of, go_together
from claims.language.lexicon import words_of
from claims.language.naming import shorten
from claims.rules.contents import content_words
from claims.rules.incidents import are_of_two_voices, can_be_one, of_one_story, on_one_subject
from claims.rules.pairs import Pair, who

IN_STORY = 0.15  # masked cosine from which two texts of one story can tell of one effect
ALIKE = 0.45  # the same where nothing says that they are of one story
SORTED = 0.7  # how sure two causes of known and different sorts are rivals ...
UNSORTED = 0.6  # ... and two that share no word
LESS = 0.05  # taken off where an effect is not named, and where a cause is guessed
SHORTEST = 4  # letters that two forms of one word have in common: "drains", "drainage"


def find_cause_clash(pair: Pair) -> Finding | None:
    """Two voices give rival causes of one thing, or one gives a cause that the other rules out.

    What it compares
        What is said to have brought a thing about ("started the fire", "blamed the fire on", "the cause
        was") in statements out of one story. The words are in `data/causes.json`.
    Why that contradicts
        A fire has one cause: where two are given that share no word and are not of one sort (a short
        circuit, a worn cable), at most one voice is right.
    Known false alarms
        Two links of one chain of causes (frost, and the pipe that it burst); one cause in other words; a
        cause like one that was ruled out (a bomb, and a missile).
    For instance
        "A short circuit started the fire at the mill in Halden, the owner said." / "The fire brigade
        blamed arson for the blaze at the mill in Halden."
    But not
        "A short circuit started the fire at the mill in Halden, the owner said." / "The fire brigade
        blamed worn cables for the blaze at the mill in Halden."
    """
    left, right = pair.claims
    mine, theirs = causes_of(with_reason(left)), causes_of(with_reason(right))
    if not (mine and theirs) or "denies" in {left.stance, right.stance} or not is_on_one_thing(pair):
        return None
    found = [
        (weight, one.denied, other.denied)
        for one in mine
        for other in theirs
        if (weight := _weight(one, other, pair)) is not None
    ]
    return _finding(pair, *max(found)) if found else None


def gives_cause(claim: Claim) -> bool:
    """Whether a claim says what brought a thing about, or what did not."""
    return bool(causes_of(with_reason(claim)))


def with_reason(claim: Claim) -> str:
    """What is claimed, with the reason that its sentence gives for it next: "the ferry sank because …"."""
    start = claim.sentence.find(f"{claim.text} because ")
    return claim.text if start < 0 else claim.sentence[start:]


def is_on_one_thing(pair: Pair) -> bool:
    """Whether two statements are out of one story, or of one subject, and of two voices where of one text."""
    if pair.incident == "different":
        return False
    left, right = pair.claims
    if left.document == right.document:
        return are_of_two_voices(pair)
    if pair.incident == "same" or of_one_story(pair, IN_STORY):
        return True
    return not pair.one_story and (can_be_one(pair) or (pair.similarity >= ALIKE and on_one_subject(pair)))


def _weight(one: Cause, other: Cause, pair: Pair) -> float | None:
    """How sure it is that the two cannot both be true; None where they can."""
    if one.denied != other.denied:
        sure = UNSORTED if _is_denied(one, other) else None
    elif one.denied or not _is_one_effect(one, other) or _may_be_one(one, other, pair):
        sure = None
    else:
        sure = SORTED if one.sorts and other.sorts else UNSORTED
    vague = (ANY in {one.effect, other.effect}) + any(claim.hedged for claim in pair.claims)
    return None if sure is None else sure - LESS * vague


def _is_one_effect(one: Cause, other: Cause) -> bool:
    """Whether both are causes of one thing; where one does not name it, both tell of what sort they are."""
    named = {one.effect, other.effect}
    if ANY in named and not (one.sorts and other.sorts):
        return False
    return named.isdisjoint({None, IT}) and (ANY in named or len(named) == 1)


def _is_denied(one: Cause, other: Cause) -> bool:
    """Whether the cause that the one gives is the one that the other rules out: by its words, or its sort."""
    named = {one.effect, other.effect}
    if not _is_one_effect(one, other) and (IT not in named or None in named):
        return False
    if one.sorts and other.sorts:
        return bool(one.sorts & other.sorts)
    return _share(_telling(one), _telling(other))


def _may_be_one(one: Cause, other: Cause, pair: Pair) -> bool:
    """Whether two causes can be one in other words, or the one part of the other."""
    places = content_words(" ".join(place for claim in pair.claims for place in claim.places))
    mine, theirs = _telling(one) - places, _telling(other) - places
    return not mine or not theirs or go_together(one.sorts, other.sorts) or _share(mine, theirs)


def _telling(cause: Cause) -> set[str]:
    """The stems of the words of a cause that tell it from others: not "failure", nor "the fire"."""
    vague = " ".join((*words_of("causes", "vague"), cause.effect or ""))
    return content_words(cause.words) - content_words(vague)


def _share(mine: set[str], theirs: set[str]) -> bool:
    """Whether a stem of the one begins as one of the other does: "drain", "draina"."""
    return any(
        one.startswith(other) or other.startswith(one)
        for one in mine
        for other in theirs
        if min(len(one), len(other)) >= SHORTEST or one == other
    )


def _finding(pair: Pair, weight: float, left_denies: bool, right_denies: bool) -> Finding:
    left, right = pair.claims
    voices, done = f"{who(left)} and {who(right)}", "gave rival causes"
    if left_denies or right_denies:
        one, other = (left, right) if left_denies else (right, left)
        voices, done = who(one), f"ruled out the cause that {who(other)} gave"
    reading: Reading = "revision" if pair.is_later_word else "conflict"
    return Finding(
        rule="causes",
        relation="contradiction",
        kind="attribute",
        reading=reading,
        incident="same",
        weight=round(weight, 2),
        left_value=left.quote,
        right_value=right.quote,
        why=f"{voices} {done}: “{shorten(left.text)}” against “{shorten(right.text)}”",
    )
