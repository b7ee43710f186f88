"""Rival words for one thing: characterisation, denial, blame, negation."""

from claims.base.records import Claim, Finding, Kind, Reading, SameIncident
from claims.language.incidents import sorts_agree
from claims.language.lexicon import words_of
from claims.language.naming import shorten
from claims.rules.contents import content_words, shared_words
from claims.rules.counts import singular
from claims.rules.denied import denies_deed, is_done_to, lacks, meets_deed, meets_half, refutes, says_not
from claims.rules.hands import denies_authorship, lays_it_on
from claims.rules.incidents import (
    SAME_STORY,
    SURE_IN_STORY,
    actors_agree,
    can_be_one,
    is_aside,
    is_looking_back,
    names_two,
    of_one_story,
    on_one_subject,
    printed_within,
    told_apart,
    where_agree,
)
from claims.rules.kindred import root, roots_of
from claims.rules.pairs import Pair, same_predicate, who
from claims.rules.persons import is_same_person
from claims.rules.retelling import do_it_to_two, words_in

DENIED_WORDS = 2  # of content that a denial shares with what it denies
ANSWER_FLOOR = 0.3  # masked cosine from which a denial can be of an accusation that is worded otherwise
SAME_CONTENT = 0.72  # masked cosine from which two statements say the same but for a "not"
TOLD_OTHERWISE = 0.2  # masked cosine from which two statements of one story share what their words do
MUCH_ALIKE = 0.6  # masked cosine from which two texts characterise one event of unknown date
NEARBY = 0.35  # masked cosine from which two statements characterise one thing


def find_denial(pair: Pair) -> Finding | None:
    """One side denies what the other asserts.

    What it compares
        A denial with the claim that it answers in its own text, with accusations against the denier,
        and with statements of what is denied, in one story also in other words ("harbour", "shelter"),
        which are in `data/kindred.json`. "No hand in it" with who puts it down to that side.
    Why that contradicts
        The two parties take opposite sides on one question. A denial is not evidence of the opposite.
    Known false alarms
        A denial of another accusation against the same party, worded alike.
    For instance
        "The army killed civilians, residents say." / "The army denied that civilians were killed."
    But not
        "The army killed civilians, residents say." / "The army denied that it had closed the road."
    """
    for denial, other in (pair.claims, pair.claims[::-1]):
        how = _how_denied(pair, denial, other) if _can_deny(denial, other) else None
        if how is None and _disowns_it(pair, denial, other):
            how = "same", 0.75
        if how is not None:
            incident, weight = how
            return _finding(pair, "denial", ("denial", incident), weight, _denial_words(denial, other))
    return None


def _disowns_it(pair: Pair, cleared: Claim, other: Claim) -> bool:
    """Whether one says who had no hand in what the other puts down to them, in one story."""
    if not pair.one_story or pair.incident == "different" or not lays_it_on(other, cleared):
        return False
    if _one_voice(cleared, other) or told_apart(cleared, other) or is_aside(cleared, other):
        return False
    return pair.incident == "same" or pair.similarity >= TOLD_OTHERWISE


def _can_deny(denial: Claim, other: Claim) -> bool:
    """Whether one denies and the other, in another voice, does not."""
    if denial.stance != "denies" or other.stance == "denies" or _one_voice(denial, other):
        return False
    if is_done_to(denial, other) or do_it_to_two(denial, other):
        return False  # nobody denies that they did what was done to them, or to another
    # nobody says it in the sentence of the denial: it is what the denial is of
    return other.speaker is not None or other.sentence != denial.sentence


def _how_denied(pair: Pair, denial: Claim, other: Claim) -> tuple[SameIncident, float] | None:
    """Whether they are of one incident and how sure that is; None if the one does not deny the other."""
    if denial.answers == other.id:
        return ("same", 0.95) if _is_of(denial, other) else None
    accused = other.stance == "accuses" and denial.party is not None and denial.party in other.targets
    one_issue = denial.issue is not None and denial.issue == other.issue
    near = pair.similarity >= ANSWER_FLOOR or (pair.one_story and denies_authorship(denial))
    if accused and other.party != denial.party and (one_issue or near):
        return "same" if denial.document == other.document else pair.incident, 0.85
    if denial.answers is None and pair.incident != "different":
        alike = pair.similarity >= SAME_CONTENT and (
            on_one_subject(pair) or printed_within(pair.left, pair.right, SAME_STORY)
        )
        if (alike and meets_half(denial, other)) or (
            of_one_story(pair, ANSWER_FLOOR) and not says_not(other) and _is_on_it(denial, other)
        ):
            return "same", 0.75
        if _is_of_one_matter(pair) and denies_deed(denial, other) and not _is_background(other, denial):
            return "same", 0.7
    if pair.incident == "same" and denial.document != other.document and _takes_up(denial, other):
        return "same", 0.65
    return None


def _is_background(other: Claim, denial: Claim) -> bool:
    """Whether a statement tells of a time before or beside that of a denial."""
    return is_looking_back(other) and not is_looking_back(denial)


def _is_of(denial: Claim, other: Claim) -> bool:
    """Whether a denial is of a statement: of a whole report it is of what the report says."""
    texts = {root(word) for word in words_in(denial.object or "")} & roots_of("cues", "reviews")
    return not texts or not texts.isdisjoint(map(root, words_in(f"{other.speaker or ''} {other.via or ''}")))


def _is_of_one_matter(pair: Pair) -> bool:
    """Whether two voices of one story may speak of one thing, whenever the one denied it."""
    left, right = pair.claims
    if not pair.one_story or pair.similarity < TOLD_OTHERWISE:
        return False
    if left.document == right.document and not pair.rival_voices:
        return False
    apart = where_agree(left, right) is False or actors_agree(left, right) is False
    return not apart and not names_two(left, right)


def _is_on_it(denial: Claim, other: Claim) -> bool:
    """Whether what is said shares a word and the verb with what is denied, or two words and the deed."""
    shared = shared_words(denial, other)
    core = content_words(f"{denial.predicate or ''} {denial.object or ''}")
    if same_predicate(denial, other):
        return bool(shared)
    return len(shared) >= DENIED_WORDS and bool(core & shared) and meets_deed(denial, other)


def _takes_up(denial: Claim, other: Claim) -> bool:
    """Whether a denial names the thing to which another voice says it was done: "a hospital"."""
    if (
        other.stance not in {"asserts", "accuses"}
        or denial.object is None
        or other.speaker in {None, denial.speaker}
    ):
        return False
    thing = denial.object.split()[-1].casefold()
    return thing in f"{other.subject} {other.object}".casefold().split()


def _one_voice(left: Claim, right: Claim) -> bool:
    """Whether one party speaks, or one person under a shorter name."""
    if left.party is not None and left.party == right.party:
        return True
    return bool(left.speaker and right.speaker) and is_same_person(left.speaker or "", right.speaker or "")


def _denial_words(denial: Claim, other: Claim) -> str:
    return f"{who(denial)} denied what {who(other)} said: “{shorten(other.text)}”"


def find_blame(pair: Pair) -> Finding | None:
    """Two parties blamed each other, or one event is blamed on two.

    What it compares
        Accusations about one incident or one question: who accuses, and who is accused.
    Why that contradicts
        Each puts the responsibility on the other.
    Known false alarms
        Two accusations about different matters between the same parties.
    For instance
        "Chad blamed Niger for the fire at the mine." / "Niger blamed Chad for the fire at the mine."
    But not
        "Chad blamed Niger for the fire at the mine." / "Niger blamed Mali for the fire at the mine."
    """
    left, right = pair.claims
    if not pair.rival_parties or pair.incident == "different" or pair.similarity < NEARBY:
        return None
    if left.party not in blamed_by(right) or right.party not in blamed_by(left):
        return None
    if not left.stance == right.stance == "accuses" and not (pair.incident == "same" or can_be_one(pair)):
        return None
    words = f"{who(left)} and {who(right)} blamed each other"
    return _finding(pair, "blame", ("conflict", pair.incident), 0.7, words)


def blamed_by(claim: Claim) -> set[str]:
    """Whom a party holds responsible: whom it accuses, or says did it."""
    blamed = claim.targets if claim.stance == "accuses" else claim.actors if claim.stance == "asserts" else ()
    return set(blamed) - {claim.party or ""}


def find_characterisation(pair: Pair) -> Finding | None:
    """Two parties characterise one thing in rival words.

    What it compares
        Words of rival frames ("civilians" / "militants", "retaliatory" / "unprovoked") that two
        parties use of one incident. The frames are in `data/frames.json`.
    Why that contradicts
        Each word carries a claim about who was hit, who began or what it was.
    Known false alarms
        Both can be true of different people: an attack may kill militants and civilians.
    For instance
        "Monday's raid in Lyon killed 12 civilians, villagers said." / "Monday's raid in Lyon killed 12
        militants, the army said."
    But not
        "Monday's raid in Lyon killed 12 civilians, villagers said." / "Monday's raid in Lyon killed seven
        villagers, the army said."
    """
    if not pair.rival_voices or pair.incident == "different" or not _on_one_thing(pair):
        return None
    mine, theirs = pair.left.frames, pair.right.frames
    for dispute in sorted(set(mine) & set(theirs)):
        (side, word), (other, rival) = mine[dispute], theirs[dispute]
        left, right = pair.claims
        if side != other and not (_is_of_doer(left, dispute, word) or _is_of_doer(right, dispute, rival)):
            words = f"{who(left)} spoke of “{word}”, {who(right)} of “{rival}”: rival words for {dispute}"
            weight = 0.75 if pair.incident == "same" else 0.6
            return _finding(pair, "characterisation", ("conflict", "same"), weight, words, (word, rival))
    return None


def _is_of_doer(claim: Claim, dispute: str, word: str) -> bool:
    """Whether the word is for those who do it, where the dispute is to whom it was done."""
    if dispute not in words_of("frames", "undergone") or claim.object in (None, claim.subject):
        return False
    return word.casefold() in (claim.subject or "").casefold().split()


def _on_one_thing(pair: Pair) -> bool:
    """Whether two statements are of one event: one incident, one sort of event in one text, or much alike."""
    left, right = pair.claims
    if pair.incident == "same":
        return True
    if (left.published is None) != (right.published is None):
        return False  # an undated text may be of any year
    if of_one_story(pair, MUCH_ALIKE):
        return True
    if left.document != right.document:
        return can_be_one(pair) and pair.similarity >= MUCH_ALIKE
    return left.event is not None and right.event is not None and sorts_agree(left.event, right.event)


def find_negation(pair: Pair) -> Finding | None:
    """One side affirms what the other negates.

    What it compares
        Statements that are alike but for a "not", with the same verb and a shared name. In one story
        also a "no" or "never" with what tells, in whatever words, an instance of it.
    Why that contradicts
        A statement and its negation cannot both hold at one time.
    Known false alarms
        A state that changed between two reports; a "not" that negates another part.
    For instance
        "The border crossing was closed." / "The border crossing was not closed."
    But not
        "The border crossing was closed." / "The road to the airport was not closed."
    """
    left, right = pair.claims
    if pair.incident == "different" or "denies" in {left.stance, right.stance}:
        return None
    if not _is_refuted(pair) and not _is_denied_word_for_word(pair):
        return None
    if is_aside(left, right):
        return None
    words = f"{who(left)} and {who(right)} said opposite things"
    return _finding(pair, "negation", ("conflict", "same"), 0.65, words)


def _is_denied_word_for_word(pair: Pair) -> bool:
    """Whether the two are alike but for a "not"."""
    left, right = pair.claims
    if left.negated == right.negated or not same_predicate(left, right):
        return False
    alike = pair.similarity >= SAME_CONTENT and on_one_subject(pair)
    if not (alike or of_one_story(pair, SURE_IN_STORY)):
        return False
    if not _share_ends(left.subject, right.subject) or not _share_ends(left.object, right.object):
        return False
    return not is_negated_in_word(left, right) and not is_negated_in_word(right, left)


def _is_refuted(pair: Pair) -> bool:
    """Whether one says that there was none of what the other tells an instance of, in one story."""
    left, right = pair.claims
    if not pair.one_story:
        return False
    if not any(refutes(one, other) or lacks(other, one) for one, other in ((left, right), (right, left))):
        return False
    return _is_of_one_matter(pair) and not told_apart(left, right)


def _share_ends(mine: str | None, theirs: str | None) -> bool:
    """Whether two phrases end in one word, or one of them is missing: "the south gate", "a gate"."""
    if not mine or not theirs:
        return not mine and not theirs
    return singular(mine.split()[-1].casefold()) == singular(theirs.split()[-1].casefold())


def is_negated_in_word(left: Claim, right: Claim) -> bool:
    """Whether the one negates within a word what the other names: "non-violent" beside "not violent"."""
    words = right.text.casefold().split()
    return any(
        word.startswith("non-") and word.removeprefix("non-") in words
        for word in left.text.casefold().split()
    )


def _finding(
    pair: Pair,
    kind: Kind,
    how: tuple[Reading, SameIncident],
    weight: float,
    why: str,
    values: tuple[str, str] | None = None,
) -> Finding:
    reading, incident = how
    left, right = values or (pair.left.quote, pair.right.quote)
    return Finding(
        rule=kind,
        relation="contradiction",
        kind=kind,
        reading=reading,
        incident=incident,
        weight=weight,
        left_value=left,
        right_value=right,
        why=why,
    )
