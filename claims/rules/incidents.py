"""Do two claims speak of one incident?

Told from what both say: sort of event, time, place, actors, and the mentions that the reading of one
document already joined. Silence is no evidence: what neither contradicts nor confirms is `unknown`.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from claims.base.records import Claim, SameIncident, TimeSpan
from claims.language.incidents import sorts_agree
from claims.language.lexicon import class_of, words_of
from claims.language.times import times_overlap
from claims.language.whereabouts import places_agree
from claims.rules.pairs import Pair, countries, gazetteer, is_telling, same_predicate

SLACK = timedelta(days=1)  # reports of one night's event name either day
RECENT = timedelta(days=45)  # an event that a report does not date has happened shortly before it
ONE_DEED = timedelta(days=14)  # reports of one arrest, speech or death are this near in print
NARROW = timedelta(days=10)  # a time this exact can tell one event from the next of its sort


def relate_incidents(left: Claim, right: Claim) -> SameIncident:
    """`same`, `different` or `unknown`; symmetric.

    Claims that speak of no event are of one incident when they name one thing, which is for the
    rules to see: here they are `unknown`.
    """
    if left.event is None or right.event is None:
        return "unknown"
    joined = left.incident is not None and left.incident == right.incident
    if not sorts_agree(left.event, right.event):
        return "unknown" if joined else "different"  # the arrest that followed is told with the attack
    if joined:
        return "same"
    if is_one_deed(left, right):
        return "same"
    when, where, who = times_agree(left, right), where_agree(left, right), actors_agree(left, right)
    if when is False or where is False or who is False:
        return "different"
    if left.document == right.document:
        return "unknown"
    exact = left.event == right.event and is_narrow(left) and is_narrow(right)
    if when and exact and (where or who):
        return "same"
    return "unknown"


def relate_joined(left: Claim, right: Claim) -> SameIncident:
    """The same of claims whose incidents were joined across documents: what was left apart is not `same`.

    Only one deed to one named person is, wherever the grouping put it.
    """
    relation = relate_incidents(left, right)
    if relation == "same" and left.incident != right.incident and not is_one_deed(left, right):
        return "unknown"
    return relation


def is_one_deed(left: Claim, right: Claim) -> bool:
    """Whether both tell one deed to one named person or thing, wherever and whenever they put it."""
    if not same_predicate(left, right) or not printed_within(left, right, ONE_DEED):
        return False
    mine, theirs = (f"{claim.subject} {claim.object}" for claim in (left, right))
    return any(
        is_telling(name) and name in mine and name in theirs for name in set(left.names) & set(right.names)
    )


def window_of(claim: Claim) -> tuple[date, date] | None:
    """When the event of a claim must have happened; for an undated one the weeks before publication."""
    if claim.time is not None and claim.time.start is not None and claim.time.end is not None:
        return claim.time.start, claim.time.end
    if claim.time is not None or claim.published is None:
        return None
    return claim.published - RECENT, claim.published


def is_narrow(claim: Claim) -> bool:
    """Whether the text itself dates the event within days."""
    time: TimeSpan | None = claim.time
    return (
        time is not None
        and time.start is not None
        and time.end is not None
        and time.end - time.start <= NARROW
    )


def times_agree(left: Claim, right: Claim) -> bool | None:
    """Whether the two windows overlap; None when one is unknown."""
    mine, theirs = window_of(left), window_of(right)
    if mine is None or theirs is None:
        return None
    return mine[0] - SLACK <= theirs[1] and theirs[0] - SLACK <= mine[1]


def where_agree(left: Claim, right: Claim) -> bool | None:
    """Whether the most exact places can be one place; None when one side names none."""
    return places_agree(left.places, right.places, gazetteer())


def actors_agree(left: Claim, right: Claim) -> bool | None:
    """Whether a party acts in both; None when one side names none."""
    if not left.actors or not right.actors:
        return None
    return bool(set(left.actors) & set(right.actors))


def is_within(left: Claim, right: Claim) -> bool:
    """Whether the one is told of a place inside the other's: a district, and the country."""
    inside = bool(right.places) and set(right.places) <= set(left.regions)
    named = set(left.names) & set(right.names) <= set(right.places)
    return inside and named and not set(left.places) & set(right.places)


def name_two_places(left: Claim, right: Claim) -> bool:
    """Whether each names a province or a town, and neither lies in the other's."""
    mine, theirs = (
        [name for name in claim.names if gazetteer().regions(name)[1:]] for claim in (left, right)
    )
    apart = (places_agree((one,), (other,), gazetteer()) is False for one in mine for other in theirs)
    return bool(mine and theirs) and all(apart)


def told_apart(left: Claim, right: Claim) -> bool:
    """Whether the texts themselves give two times, places or actors, not only their dates of publication."""
    dated = left.time is not None and right.time is not None and times_overlap(left.time, right.time) is False
    return dated or where_agree(left, right) is False or actors_agree(left, right) is False


def names_two(left: Claim, right: Claim) -> bool:
    """Whether both name things that a name can tell apart, and none in common: they are on two things.

    Who says it is none of them; a shorter form of a name ("Themba", "Brenner Antrieb") is the longer one's.
    """
    mine, theirs = (
        {name for name in claim.names if is_telling(name) and name not in (claim.speaker or "")}
        for claim in (left, right)
    )
    if not (mine and theirs and mine.isdisjoint(theirs)):
        return False
    words = [[set(name.casefold().split()) for name in names] for names in (mine, theirs)]
    return not any(one <= other or other <= one for one in words[0] for other in words[1])


ALIKE = 0.45  # masked cosine from which two statements on one sort of event and place can be of one event
SIMILAR = 0.55  # the same for two statements that name nothing by which they could be told apart
SAME_WORDS = 0.75  # masked cosine of two statements that are alike but for figures and names
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those"])
SAME_NEWS = timedelta(days=3)  # what names nothing is of one thing only within one turn of the news
SAME_STORY = timedelta(days=60)  # how long one event is reported on as such


def can_be_one(pair: Pair) -> bool:
    """Whether two statements of no certain incident are near enough to be set against each other."""
    left, right = pair.claims
    if left.event is None or left.event != right.event or pair.incident == "different":
        return False
    sides = len(set(left.sides) & set(right.sides)) > 1
    near = (
        bool(where_agree(left, right))
        or any(map(is_telling, pair.shared_names))
        or sides
        or shares_side_as_place(pair)
    )
    if near and printed_within(left, right, SAME_STORY):
        return pair.similarity >= ALIKE
    return is_bare(pair) and pair.similarity >= SIMILAR


# "five years after a massacre" tells another event beside the story; "a week after" may be its own
BESIDE = re.compile(r"\b(?:months?|years?|decades?) (?:before|after|since)\b", re.I)
ELSEWHERE = re.compile(r"\b(?:(?:a|another) similar|elsewhere|in a separate)\b|\bthen(?:[,.;]| but\b)", re.I)
# what several places or events come to
SUMMED = re.compile(
    r"\b(?:in|across|of|from|to) (?:the |all )?(?:two|both|three|four|five|six|seven|eight|nine|ten|\d+)"
    r" (?:countries|provinces|districts|regions|states|counties|towns|villages|cities|islands)\b"
    r"|\bin (?:\w+ )?(?:separate|different|distinct|several|various) \w+s\b"
    r"|\b(?:across|throughout) the (?:whole )?(?:country|nation|state|province|region|county|island)\b"
    r"|\b(?:nation|country|state|province)-?wide\b"
)
NEXT_DOOR = re.compile(r"\b[Ii]n (?:the )?neighbou?ring (?:[a-z]+ (?:of )?)?([A-Z][\w-]*(?: [A-Z][\w-]*)?)")
# a clause that only says when: "just days after five officers were shot"; with a comma more follows it
WHEN = re.compile(r"(?:(?:just|only|barely) )?(?:[\w-]+ ){0,2}(?:hours|days) after [^,]*", re.I)
SHORTLY_BESIDE = re.compile(r"\bweeks? (?:before|after|since)\b", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
IN_STORY = 0.35  # masked cosine from which two statements out of one story can be on one thing
SURE_IN_STORY = 0.5  # the same where nothing but the story holds the two together


def of_one_story(pair: Pair, floor: float = IN_STORY) -> bool:
    """Whether two documents of one story say somewhat alike things that no time or place tells apart."""
    left, right = pair.claims
    if not pair.one_story or left.document == right.document or pair.similarity < floor:
        return False
    if pair.incident == "different" or is_aside(left, right):
        return False
    if names_two(left, right):
        return False
    if is_of_a_day(left) or is_of_a_day(right):  # its time is that of the count, not of the event
        return where_agree(left, right) is not False and actors_agree(left, right) is not False
    return not told_apart(left, right)


def is_of_a_day(claim: Claim) -> bool:
    """Whether a claim tells how a count stands on a day: "the death toll stood at 38 on Monday"."""
    subject = set(f"{claim.subject or ''} {claim.object or ''}".casefold().split())
    roles = {figure.role for figure in claim.quantities}
    counted = words_of("roles", "counts") | class_of("roles", "states").keys()
    return bool(subject & counted) or bool(roles & words_of("roles", "standing"))


def _is_next_door(sentence: str) -> bool:
    """Whether it is told of a province or town beside that of the story: "in neighbouring Devon"."""
    told = NEXT_DOOR.search(sentence)
    return told is not None and told[1] not in countries()


@lru_cache(1 << 16)
def _is_worded_aside(sentence: str, text: str) -> bool:
    """Whether the words of a claim or its sentence put it beside the story."""
    aside = any(words.search(sentence) for words in (BESIDE, ELSEWHERE, SUMMED)) or _is_next_door(sentence)
    return aside or SHORTLY_BESIDE.search(text) is not None or WHEN.fullmatch(text) is not None


def is_looking_back(claim: Claim) -> bool:
    """Whether a claim tells of a time long before its text was printed, or beside it: background."""
    if _is_worded_aside(claim.sentence, claim.text):
        return True
    if claim.published is None:
        return False
    if claim.time is None or claim.time.end is None:
        return any(int(year) < claim.published.year - 1 for year in YEAR.findall(claim.text))
    return claim.published - claim.time.end > RECENT


def is_aside(left: Claim, right: Claim) -> bool:
    """Whether just one tells of background."""
    return is_looking_back(left) != is_looking_back(right)


def may_be_two_pasts(left: Claim, right: Claim) -> bool:
    """Whether both tell of background, and no time that both give holds the two together."""
    if not (is_looking_back(left) and is_looking_back(right)):
        return False
    return left.time is None or right.time is None or not times_overlap(left.time, right.time)


def are_of_two_voices(pair: Pair) -> bool:
    """Whether two voices speak in one text, of what no time, place or background tells apart."""
    left, right = pair.claims
    one_text = left.document == right.document and pair.rival_voices
    return one_text and not (told_apart(left, right) or is_aside(left, right))


def shares_side_as_place(pair: Pair) -> bool:
    """Whether one names as a side ("the Turkish quake") what the other names as a place ("in Turkey")."""
    left, right = pair.claims
    return bool(set(left.places) & set(right.sides) or set(right.places) & set(left.sides))


def is_bare(pair: Pair) -> bool:
    """Whether neither names anything, in one turn of the news: nothing could tell the two apart."""
    named = any((*claim.names, *claim.sides, *claim.places) for claim in pair.claims)
    return not named and printed_within(pair.left, pair.right, SAME_NEWS)


def printed_within(left: Claim, right: Claim, span: timedelta) -> bool:
    """Whether both were published within a span, or neither is dated."""
    if left.published is None or right.published is None:
        return left.published is right.published
    return abs(left.published - right.published) <= span


def on_one_subject(pair: Pair) -> bool:
    """Whether two statements outside any event are about one thing: by name, or for want of a difference."""
    return any(map(is_telling, pair.shared_names)) or is_bare(pair) or has_one_subject(pair)


def has_one_subject(pair: Pair) -> bool:
    """Whether both say nearly the same of one thing ("turnout"), in one turn of the news and one place."""
    left, right = pair.claims
    subjects = {(claim.subject or "").casefold().removeprefix("the ") for claim in pair.claims}
    if len(subjects) > 1 or subjects <= {""} | PRONOUNS or subjects & words_of("cues", "speaker_nouns"):
        return False
    near = printed_within(left, right, SAME_NEWS) and where_agree(left, right) is not False
    return near and pair.similarity >= SAME_WORDS
