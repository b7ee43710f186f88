"""Two statements that put one thing into two states: open and closed, acquitted and convicted."""

from collections.abc import Mapping
from functools import cache

from claims.base.records import Claim, Finding, Reading
from claims.language.lexicon import words_of
from claims.language.times import times_overlap
from claims.rules.contents import content_words, heads_of, states_of
from claims.rules.counts import bare_words
from claims.rules.incidents import PRONOUNS, SAME_STORY, of_one_story, printed_within
from claims.rules.kindred import roots_of
from claims.rules.pairs import Pair, who
from claims.rules.persons import names_one
from claims.rules.retelling import before_joint, telling

SHARED = 2  # words that name one thing
ALIKE = 0.35  # masked cosine from which two statements can be of one thing


def find_state_clash(pair: Pair) -> Finding | None:
    """One thing is put into two states that exclude each other.

    What it compares
        Words of two sides of one question (open / closed, acquitted / convicted, rose / fell) in
        statements on one thing, out of one story, also by another name ("plant", "factory"). The
        questions are in `data/states.json`, the names in `data/kindred.json`.
    Why that contradicts
        A thing is in one state at a time. A later report in the same voice is a `revision`.
    Known false alarms
        Two things that are called alike; a state that changed between two reports.
    For instance
        "The plant in Halden will remain open, the firm said." / "The Halden plant is to be shut."
    But not
        "The plant in Halden will remain open, the firm said." / "The road to the plant was shut."
    """
    left, right = pair.claims
    if not pair.one_story or "denies" in {left.stance, right.stance}:
        return None
    mine, theirs = lasting_states(left), lasting_states(right)
    if any(bare_words(claim.quote.casefold()) & words_of("states", "some") for claim in pair.claims):
        return None  # "cleared of three further counts"
    apart = sorted(name for name in mine.keys() & theirs.keys() if mine[name][0] != theirs[name][0])
    if not apart or not _is_on_one_thing(pair):
        return None
    for question in apart:
        words, rival = mine[question][1], theirs[question][1]
        if not (question in words_of("states", "dated") and _may_be_two(pair)):
            why = f"{who(left)} and {who(right)} disagreed on {question}: “{words}” against “{rival}”"
            return _finding(pair, (words, rival), why)
    return None


def lasting_states(claim: Claim) -> Mapping[str, tuple[int, str]]:
    """The states that a claim tells and its sentence does not tell changed: "closed and later reopened"."""
    told = states_of(claim.quote)
    if not told or claim.quote == claim.sentence:
        return told
    around = states_of(claim.sentence)
    return {question: state for question, state in told.items() if question in around}


def _is_on_one_thing(pair: Pair) -> bool:
    """Whether two statements are about one thing: what the one is about the other speaks of."""
    left, right = pair.claims
    return _meet(pair) and (
        bool(heads_of(left) & heads_of(right) - offices())
        or (names_one(left, right) and not any(map(_is_of_kin, pair.claims)))
        or _are_kin(*map(subject_of, pair.claims))
    )


def _is_of_kin(claim: Claim) -> bool:
    """Whether what is told is of somebody who is only somebody's: "Joe Doe's daughters"."""
    subject = (claim.subject or "").replace("\u2019", "'")
    return any(f"{name}'s " in subject for name in claim.names)


def subject_of(claim: Claim) -> str:
    """What a claim is about, as written; for a pronoun who says it, most likely of himself."""
    subject = claim.subject or ""
    return (claim.speaker or "") if subject.casefold() in PRONOUNS else subject


def _are_kin(left: str, right: str) -> bool:
    """Whether two phrases name one thing: by kindred heads ("plant", "factory"), or by two words."""
    mine, theirs = (
        telling(" ".join(map(before_joint, phrase.split(","))), _of_any_story()) for phrase in (left, right)
    )
    if sum(any(word & other for other in theirs) for word in mine) >= SHARED:
        return True
    return any(one & other for one in mine[-1:] for other in theirs[-1:])


@cache
def _of_any_story() -> frozenset[str]:
    """Roots of the words for whom every story tells of: "a man", "the victims", "police"."""
    return roots_of("counted") | roots_of("states", "empty") | roots_of("cues", "speaker_nouns")


@cache
def offices() -> frozenset[str]:
    """Words for those who speak and act in any story, as stems: "police", "the spokesman"."""
    return frozenset(content_words(" ".join(words_of("cues", "speaker_nouns"))))


def _may_be_two(pair: Pair) -> bool:
    """Whether two movements need not be one: of other things, or one of them of an unknown time.

    A thing that rose by 3.1 percent and fell by as much is told of one movement.
    """
    left, right = pair.claims
    heads = [content_words((claim.subject or "").split(" in ")[0]) for claim in pair.claims]
    measures = [{(row.low, row.unit) for row in claim.quantities if row.unit} for claim in pair.claims]
    one_time = (left.time is None) == (right.time is None)
    return heads[0] != heads[1] or not (one_time or measures[0] & measures[1])


def _meet(pair: Pair) -> bool:
    """Whether two statements out of two documents, or of two voices, are of one story and time."""
    left, right = pair.claims
    if left.time is not None and right.time is not None and times_overlap(left.time, right.time) is False:
        return False
    if left.document == right.document:
        return pair.rival_voices and pair.similarity >= ALIKE
    return of_one_story(pair, ALIKE) and printed_within(left, right, SAME_STORY)


def _finding(pair: Pair, values: tuple[str, str], why: str) -> Finding:
    reading: Reading = "revision" if pair.is_later_word else "conflict"
    return Finding(
        rule="states",
        relation="contradiction",
        kind="attribute",
        reading=reading,
        incident="same",
        weight=0.65,
        left_value=values[0],
        right_value=values[1],
        why=why,
    )
