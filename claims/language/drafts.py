"""Claims in the making: what one sentence says, and what the sentences of one document say together.

A draft starts from its own clause; then events, places and speakers are settled over the whole
document, in reading order.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.base.records import Document, Sentence, TimeSpan, content_id
from claims.base.settings import Settings
from claims.language.attribution import Statement
from claims.language.clauses import Token, subtree_phrase, text_of
from claims.language.events import Event, actor_words, target_words
from claims.language.incidents import Incident, Mention, link_mentions
from claims.language.parties import Parties
from claims.language.places import Places
from claims.language.quantities import Amount
from claims.language.scenes import Named, frame_of, is_location, pick_event, pick_times, within
from claims.language.speakers import Speaker
from claims.language.times import When, times_overlap
from claims.language.whereabouts import places_agree

SAME_MATTER = 2  # sentences back to the event that a bare toll belongs to
TOLLS = frozenset({"killed", "injured", "casualties", "missing", "rescued"})


@dataclass(frozen=True)
class Leaves:
    """What reading needs beside the parser: who is who, and what lies where."""

    parties: Parties
    places: Places

    @classmethod
    def load(cls, settings: Settings) -> "Leaves":
        """The shipped tables with the user's additions."""
        return cls(Parties.load(settings.parties), Places.load())


@dataclass
class Draft:
    """A claim in the making."""

    statement: Statement
    sentence: Sentence
    index: int
    amounts: list[Amount]
    time: TimeSpan | None
    places: tuple[str, ...]
    event: Event | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    sides: tuple[str, ...]
    names: tuple[str, ...]
    speaker: Speaker | None = None
    via: Speaker | None = None
    incident: Incident | None = None
    incident_id: str | None = None


@dataclass
class Page:
    """One sentence with everything that was read in it."""

    sentence: Sentence
    doc: Any
    amounts: list[Amount]
    times: list[When]
    places: list[Named]
    parties: list[Named]
    statements: list[Statement] = field(default_factory=list)


def drop_stray_places(
    document: Document, drafts: Sequence[Draft], pages: Sequence[Page], leaves: Leaves
) -> None:
    """Takes back homonyms: places in countries never named, told beside places in named ones."""
    titled = document.title or ""
    countries = {row.name for page in pages for row in (*page.places, *page.parties)}
    countries |= {name for _, _, name in (*leaves.places.find(titled), *leaves.parties.mentions(titled))}
    for draft in drafts:
        kept = [
            place for place in draft.places if (leaves.places.regions(place) or (place,))[-1] in countries
        ]
        draft.places = tuple(kept) or draft.places


def draft_claim(page: Page, statement: Statement, index: int, leaves: Leaves, document: Document) -> Draft:
    """A claim with the slots that its own clause fills, and the clause it hangs on where it is silent."""
    clause = statement.clause
    own = {token.i for token in clause.tokens}
    around = own | {token.i for above in frame_of(statement) for token in above.tokens}
    source = statement.voice.source
    told_by = (
        {token.i for token in source.subtree} if source is not None else set()
    )  # whose words do not name the matter
    event = pick_event(statement)
    actors, targets = parties_of(event, statement, page, leaves, document)
    times = pick_times(page.doc, [when for when in page.times if when.role != "base"], event, own, around)
    located = [row for row in page.places if is_location(page.doc, row.start)]
    places = within(page.doc, located, own) or within(page.doc, located, around)
    return Draft(
        statement,
        page.sentence,
        index,
        [amount for amount in page.amounts if amount.token in own],
        times[0].span if times else None,
        tuple(dict.fromkeys(row.name for row in places)),
        event,
        actors,
        targets,
        tuple(sorted({row.name for row in within(page.doc, page.parties, own - told_by)})),
        tuple(
            sorted(
                {
                    *entity_names(page, around - told_by),
                    *(row.name for row in within(page.doc, page.places, around - told_by)),
                }
            )
        ),
    )


def entity_names(page: Page, places: set[int]) -> set[str]:
    """Named entities inside a set of tokens, as written, without an article; parties are named elsewhere."""
    return {
        span.text.removeprefix("the ").removeprefix("The ")
        for span in page.doc.ents
        if span.label_ != "NORP"
        and any(token.i in places for token in span)
        and not any(start < span.end_char and span.start_char < end for start, end, _ in page.parties)
    }


def parties_of(
    event: Event | None, statement: Statement, page: Page, leaves: Leaves, document: Document
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parties that act in the event, and parties that it is done to or that are accused."""
    named = leaves.parties.named_in(document.text, on=document.published)

    def resolved(words: Sequence[Token]) -> tuple[str, ...]:
        found = []
        for word in words:
            phrase = text_of(subtree_phrase(word))
            start, end = word.idx, word.idx + len(word.text)
            party = leaves.parties.resolve(phrase, context=named, on=document.published) or next(
                (name for left, right, name in page.parties if left < end and start < right), None
            )
            found.append(party)
        return tuple(dict.fromkeys(party for party in found if party))

    accused = [statement.voice.accused] if statement.voice.accused is not None else []
    if event is None:
        return (), resolved(accused)
    return resolved(actor_words(event, statement.clause)), resolved([*accused, *target_words(event)])


def link_events(document: Document, drafts: Sequence[Draft], places: Places) -> None:
    """Gives every draft with an event the incident of the document that it belongs to.

    A toll or a denial that names no event speaks of the one that the text just before it is most about.
    """
    speaking = [draft for draft in drafts if draft.event is not None]
    mentions = [
        Mention(
            draft.event.sort,
            draft.index,
            draft.event.definite,
            frozenset(draft.actors),
            draft.places,
            draft.time,
        )
        for draft in speaking
        if draft.event is not None
    ]
    joined, incidents = link_mentions(
        mentions,
        apart=lambda left, right: places_agree(left, right, places) is False,
        disjoint=lambda left, right: times_overlap(left, right) is False,
    )
    for draft, at in zip(speaking, joined, strict=True):
        draft.incident, draft.incident_id = incidents[at], content_id(document.id, "incident", at)
    told: list[Draft] = []
    for draft in drafts:
        if draft.event is not None:
            told.append(draft)
        elif leans_on_event(draft):
            near = [other for other in told if draft.index - other.index <= SAME_MATTER]
            main = max(
                near,
                key=lambda other: sum(one.incident_id == other.incident_id for one in told),
                default=None,
            )
            if main is not None:
                draft.incident, draft.incident_id = main.incident, main.incident_id


def link_headline(document: Document, draft: Draft, told: Sequence[Draft], places: Places) -> None:
    """Gives the draft of a headline the event that its article tells most of, if it can be that one."""
    counts = Counter(other.incident_id for other in told if other.incident_id is not None)
    known = {other.incident_id: other.incident for other in told if other.incident is not None}
    main = next((name for name, _ in counts.most_common()), None)
    if draft.event is None:
        if leans_on_event(draft) and main is not None:
            draft.incident, draft.incident_id = known[main], main
        return
    mention = Mention(
        draft.event.sort, 0, draft.event.definite, frozenset(draft.actors), draft.places, draft.time
    )
    for name, _ in counts.most_common():
        if known[name].accepts(
            mention,
            lambda left, right: places_agree(left, right, places) is False,
            lambda left, right: times_overlap(left, right) is False,
        ):
            draft.incident, draft.incident_id = known[name], name
            return
    draft.incident_id = content_id(document.id, "incident", "headline")


def leans_on_event(draft: Draft) -> bool:
    """Whether a statement without an event gives a toll of the one told before, or denies something of it."""
    if draft.time is not None and draft.time.start is not None:
        return False
    tolls = any(amount.quantity.role in TOLLS and not amount.quantity.part for amount in draft.amounts)
    return (tolls and not draft.places) or draft.statement.voice.stance == "denies"
