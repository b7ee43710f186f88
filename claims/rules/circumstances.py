"""When and where one thing happened."""

from claims.base.records import Claim, Finding, Kind
from claims.language.lexicon import words_of
from claims.language.times import times_overlap
from claims.language.whereabouts import most_exact
from claims.rules.counts import bare_words
from claims.rules.incidents import SAME_STORY, is_one_deed, names_two, printed_within, where_agree
from claims.rules.pairs import Pair, gazetteer, is_telling, same_predicate, who

ALIKE = 0.35  # masked cosine from which two statements with one name and verb report one happening
EQUAL = 0.85  # masked cosine that stands in for a telling name: alike but for the date


def find_date_clash(pair: Pair) -> Finding | None:
    """One happening is put at two times.

    What it compares
        Times of statements with the same sort of verb and a shared name that is not a place of the
        gazetteer, or of one incident.
    Why that contradicts
        What happens once happens at one time; intervals that do not meet cannot both hold.
    Known false alarms
        Happenings that repeat (talks, elections) when both texts name them alike. What differs in its
        place too is taken for two happenings.
    For instance
        "The treaty of Halden was signed in 1893." / "The treaty of Halden, concluded during World War
        II, gave away the islands."
    But not
        "The treaty of Halden was signed in 1893." / "The treaty of Halden, concluded in November 1893,
        gave away the islands."
    """
    left, right = pair.claims
    if left.time is None or right.time is None or not is_dated(left) or not is_dated(right):
        return None
    overlap = times_overlap(left.time, right.time)
    if not overlap and left.document == right.document and not pair.rival_voices:
        return None  # one text tells two happenings
    if not overlap and (is_reprint(pair) or not is_dated_deed(left) or not is_dated_deed(right)):
        return None
    if (left.event is not None or right.event is not None) and not is_one_deed(left, right):
        return None
    if not is_one_deed(left, right) and not _one_happening(pair):
        return None
    if not overlap and where_agree(left, right) is False:
        return None  # what differs in time and place is two happenings
    if overlap:
        return _finding(pair, "date", left.time.text, right.time.text, 0.75, agree=True)
    return _finding(pair, "date", left.time.text, right.time.text, 0.75)


def find_place_clash(pair: Pair) -> Finding | None:
    """One happening is put at two places.

    What it compares
        Places of statements with the same sort of verb about one named subject or object, and no time
        that tells them apart.
    Why that contradicts
        One thing happens at one place; places that lie apart cannot both hold.
    Known false alarms
        A wide event with several scenes.
    For instance
        "Jane Doe was arrested in Lyon." / "Jane Doe, who was arrested in Marseille, denies it."
    But not
        "Jane Doe was arrested in Lyon." / "Jane Doe, who was arrested in France, denies it."
    """
    left, right = pair.claims
    if not left.places or not right.places or where_agree(left, right) is not False:
        return None
    if not is_one_deed(left, right) and not _one_happening(pair):
        return None
    if left.time is not None and right.time is not None and times_overlap(left.time, right.time) is False:
        return None
    if not any(
        all(name in f"{side.subject} {side.object}" for side in pair.claims) for name in pair.shared_names
    ):
        return None
    mine, theirs = (", ".join(most_exact(claim.places, gazetteer())) for claim in pair.claims)
    return _finding(pair, "place", mine, theirs, 0.65)


def is_reprint(pair: Pair) -> bool:
    """Whether one text carries on what the other printed: their "on Sunday" means one Sunday.

    Told by one sentence in both, or by one wording of the time in statements that are alike otherwise.
    """
    left, right = pair.claims
    times = {claim.time.text.casefold() for claim in (left, right) if claim.time is not None}
    return pair.one_sentence or (len(times) == 1 and pair.similarity >= EQUAL)


def is_dated_deed(claim: Claim) -> bool:
    """Whether what is dated happened once: no state, and nothing that did not happen."""
    lasts = bool(bare_words(claim.text.casefold()) & words_of("predicates", "lasting"))
    return not claim.negated and not lasts and claim.predicate not in words_of("predicates", "states")


def is_dated(claim: Claim) -> bool:
    """Whether the time of a claim is known at both ends."""
    return claim.time is not None and claim.time.start is not None and claim.time.end is not None


def _one_happening(pair: Pair) -> bool:
    left, right = pair.claims
    if pair.incident == "different" or left.negated != right.negated:
        return False
    telling = any(map(is_telling, pair.shared_names)) or (
        pair.similarity >= EQUAL and printed_within(left, right, SAME_STORY) and not names_two(left, right)
    )
    if not telling or pair.similarity < ALIKE:
        return False
    return same_predicate(left, right)


def _finding(
    pair: Pair, kind: Kind, mine: str, theirs: str, weight: float, *, agree: bool = False
) -> Finding:
    left, right = pair.claims
    what = "times" if kind == "date" else "places"
    words = "agreed on the time" if agree else f"gave different {what}"
    return Finding(
        rule=what,
        relation="agreement" if agree else "contradiction",
        kind=kind,
        reading="conflict",
        incident="same",
        weight=weight,
        left_value=mine,
        right_value=theirs,
        why=f"{who(left)} and {who(right)} {words}: {mine}, {theirs}",
    )
