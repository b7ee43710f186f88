"""Sentences -> claims.

Each sentence is parsed once, cut into clauses, and each clause is given its voice; what the clause
counts, when and where are read inside it, and only where it is silent taken from the clause it
hangs on or from the event that it speaks of.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.base.protocols import Parser
from claims.base.records import Claim, Document, Quantity, Sentence, TimeSpan, content_id
from claims.base.settings import Settings
from claims.language.attribution import Statement, read_statements
from claims.language.checkworthiness import FLOOR, checkworthiness
from claims.language.clauses import Clause, Token, cut_clauses, is_hedged, is_negated, is_predicate, subtree_phrase, text_of
from claims.language.events import Event, actor_words, takes_lives, target_words
from claims.language.frames import frames_of
from claims.language.incidents import Incident, Mention, link_mentions
from claims.language.issues import find_issue
from claims.language.parties import Parties
from claims.language.places import Places
from claims.language.whereabouts import places_agree
from claims.language.quantities import Amount, read_amounts
from claims.language.scenes import Named, frame_of, is_location, pick_event, pick_times, within
from claims.language.speakers import Speaker, Speakers
from claims.language.statements import PERSONAL, own_words, span_of, word_statement
from claims.language.times import When, read_times, times_overlap

SAME_MATTER = 2  # sentences back to the event that a bare toll belongs to
TOLLS = frozenset({"killed", "injured", "casualties", "missing", "rescued"})
PARSE_AT_ONCE = 2048  # sentences: enough to batch by length, little enough to hold in memory


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


def extract_claims(
    documents: Sequence[Document], sentences: Sequence[Sentence], *, parser: Parser, leaves: Leaves, floor: float = FLOOR
) -> list[Claim]:
    """The claims of the documents, in reading order.

    Headings, questions and what is less checkworthy than `floor` are not claims. Every claim obeys `document.text[start:end] == quote`.
    """
    known = {document.id: document for document in documents}
    running = [sentence for sentence in sentences if not sentence.heading and sentence.document in known]
    by_document: dict[str, list[Page]] = defaultdict(list)
    for start in range(0, len(running), PARSE_AT_ONCE):
        chunk = running[start : start + PARSE_AT_ONCE]
        for sentence, doc in zip(chunk, parser.parse([row.text for row in chunk]), strict=True):
            by_document[sentence.document].append(read_page(sentence, doc, known[sentence.document], leaves))
    return [
        claim
        for document in documents
        for claim in read_document(document, by_document.get(document.id, []), leaves, floor=floor)
    ]


def read_page(sentence: Sentence, doc: Any, document: Document, leaves: Leaves) -> Page:
    """Everything that can be read in one sentence by itself."""
    page = Page(
        sentence,
        doc,
        read_amounts(doc),
        read_times(doc, document.published),
        [Named(*row) for row in leaves.places.find(doc.text)],
        [Named(*row) for row in leaves.parties.mentions(doc.text)],
    )
    if not sentence.text.rstrip("”\"')").endswith("?"):
        page.statements = [
            statement for statement in read_statements(cut_clauses(doc)) if is_predicate(statement.clause.head)
        ]
    return page


def read_document(document: Document, pages: Sequence[Page], leaves: Leaves, *, floor: float) -> list[Claim]:
    """The claims of one document."""
    drafts = [
        draft_claim(page, statement, index, leaves, document)
        for index, page in enumerate(pages)
        for statement in page.statements
    ]
    drop_stray_places(document, drafts, pages, leaves)
    link_events(document, drafts, leaves.places)
    name_speakers(document, drafts, leaves.parties)
    claims: list[Claim] = []
    for draft in drafts:
        claim = finish_claim(document, draft, claims, leaves)
        if claim is not None and claim.checkworthy >= floor and all(claim.id != other.id for other in claims[-8:]):
            claims.append(claim)
    return claims


def drop_stray_places(
    document: Document, drafts: Sequence[Draft], pages: Sequence[Page], leaves: Leaves
) -> None:
    """Takes back places in countries that the document never names, told beside places in those it names: homonyms."""
    titled = document.title or ""
    countries = {row.name for page in pages for row in (*page.places, *page.parties)}
    countries |= {name for _, _, name in (*leaves.places.find(titled), *leaves.parties.mentions(titled))}
    for draft in drafts:
        kept = [place for place in draft.places if (leaves.places.regions(place) or (place,))[-1] in countries]
        draft.places = tuple(kept) or draft.places


def draft_claim(page: Page, statement: Statement, index: int, leaves: Leaves, document: Document) -> Draft:
    """A claim with the slots that its own clause fills, and the clause it hangs on where it is silent."""
    clause = statement.clause
    own = {token.i for token in clause.tokens}
    around = own | {token.i for above in frame_of(statement) for token in above.tokens}
    source = statement.voice.source
    told_by = {token.i for token in source.subtree} if source is not None else set()  # whose words do not name the matter
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
        tuple(sorted({*entity_names(page, around - told_by), *(row.name for row in within(page.doc, page.places, around - told_by))})),
    )


def entity_names(page: Page, places: set[int]) -> set[str]:
    """Named entities inside a set of tokens, as written, without an article; parties are named elsewhere."""
    return {
        span.text.removeprefix("the ").removeprefix("The ")
        for span in page.doc.ents
        if any(token.i in places for token in span)
        and not any(start < span.end_char and span.start_char < end for start, end, _ in page.parties)
    }


def parties_of(
    event: Event | None, statement: Statement, page: Page, leaves: Leaves, document: Document
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parties that act in the event, and parties that it is done to or that are accused."""

    def resolved(words: Sequence[Token]) -> tuple[str, ...]:
        found = []
        for word in words:
            phrase = text_of(subtree_phrase(word))
            start, end = word.idx, word.idx + len(word.text)
            party = leaves.parties.resolve(phrase, on=document.published) or next(
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
        Mention(draft.event.sort, draft.index, draft.event.definite, frozenset(draft.actors), draft.places, draft.time)
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
            main = max(near, key=lambda other: sum(one.incident_id == other.incident_id for one in told), default=None)
            if main is not None:
                draft.incident, draft.incident_id = main.incident, main.incident_id


def leans_on_event(draft: Draft) -> bool:
    """Whether a statement without an event of its own gives a toll, or denies something, of the event told before."""
    if draft.time is not None and draft.time.start is not None:
        return False
    tolls = any(amount.quantity.role in TOLLS and not amount.quantity.part for amount in draft.amounts)
    return (tolls and not draft.places) or draft.statement.voice.stance == "denies"


def name_speakers(document: Document, drafts: Sequence[Draft], parties: Parties) -> None:
    """Speaker and via of every draft, in reading order; an open quotation goes on speaking."""
    named = dict.fromkeys(party for _, _, party in parties.mentions(document.text, on=document.published))
    speakers = Speakers(parties, document.published, tuple(named))
    quoted = open_quotes(document.text)
    for draft in drafts:
        voice = draft.statement.voice
        if voice.via is not None:
            draft.via = speakers.identify(voice.via)
        if voice.source is not None:
            draft.speaker = speakers.identify(voice.source)
        elif speakers.heard and draft.sentence.start in quoted and not voice.hearsay:
            draft.speaker = speakers.heard[-1]


def open_quotes(text: str) -> "Inside":
    """Where the text stands inside a curly quotation that an earlier sentence opened."""
    spans, start = [], None
    for at, letter in enumerate(text):
        if letter == "“" and start is None:
            start = at
        elif letter == "”" and start is not None:
            spans.append((start, at))
            start = None
        elif text.startswith("\n\n", at):
            start = None
    return Inside(spans)


@dataclass(frozen=True)
class Inside:
    """Positions strictly inside one of some spans."""

    spans: list[tuple[int, int]]

    def __contains__(self, at: int) -> bool:
        """Whether a character lies inside a span, past its first."""
        return any(start < at < end for start, end in self.spans)


def finish_claim(document: Document, draft: Draft, before: Sequence[Claim], leaves: Leaves) -> Claim | None:
    """The claim, or None when there is nothing to check in it."""
    statement, sentence = draft.statement, draft.sentence
    voice, clause = statement.voice, statement.clause
    start, end = span_of(statement)
    start, end = start + sentence.start, end + sentence.start
    time = draft.time or (draft.incident.times[0] if draft.incident is not None and draft.incident.times else None)
    where = draft.places or (tuple(draft.incident.places) if draft.incident is not None else ())
    quantities = tuple(counted_thing(amount.quantity, clause) for amount in draft.amounts)
    worth = checkworthiness(
        clause,
        stance=voice.stance,
        attributed=voice.source is not None,
        figures=len(quantities),
        names=len(draft.names) + len(draft.sides),
        dated=time is not None,
    )
    text = word_statement(statement)
    if not text:
        return None
    subject = clause.inherited_subject
    return Claim(
        id=content_id(document.id, start, end, draft.speaker.name if draft.speaker else None, voice.stance),
        document=document.id,
        origin=document.origin,
        text=text,
        quote=document.text[start:end],
        start=start,
        end=end,
        sentence=sentence.text,
        speaker=draft.speaker.name if draft.speaker else None,
        via=draft.via.name if draft.via else None,
        party=draft.speaker.party if draft.speaker else None,
        stance=voice.stance,
        negated=is_negated(clause.head),
        hedged=voice.hedged or is_hedged(clause.tokens),
        quantities=quantities,
        time=time,
        places=where,
        incident=draft.incident_id,
        mention=draft.incident_id,
        checkworthy=worth,
        standalone=not leans_on_context(statement),
        published=document.published,
        carrier=document.publisher or document.title or document.source.rsplit("/", 1)[-1],
        subject=text_of(subtree_phrase(subject)) if subject is not None else None,
        predicate=clause.head.lemma_.lower(),
        object=object_of(clause.head),
        event=draft.event.sort if draft.event is not None else draft.incident.sort if draft.incident is not None else None,
        actors=draft.actors or (tuple(sorted(draft.incident.actors)) if draft.incident is not None else ()),
        targets=draft.targets,
        regions=tuple(dict.fromkeys(region for place in where for region in leaves.places.regions(place))),
        sides=draft.sides,
        names=draft.names,
        issue=issue_of(text, draft, leaves),
        deadly=draft.event is not None and takes_lives(clause.head),
        frames=frames_of(own_words(statement)),
        answers=answered_claim(draft, before) if voice.answers else None,
    )


def issue_of(text: str, draft: Draft, leaves: Leaves) -> tuple[str, str] | None:
    """The standing question that the statement bears on, and the party it is about."""
    mentions = leaves.parties.mentions(text)
    bodies = [party for _, _, party in mentions if not leaves.places.regions(party)]
    denier = draft.speaker.party if draft.statement.voice.stance == "denies" and draft.speaker is not None else None
    accused = (denier,) if denier is not None else draft.targets if draft.statement.voice.stance == "accuses" else ()
    return find_issue(text, mentions, accused=accused, bodies=bodies)


def counted_thing(quantity: Quantity, clause: Clause) -> Quantity:
    """The quantity with what it measures: the subject, where the figure itself is what is said of it ("turnout was 68%")."""
    subject = clause.inherited_subject
    if quantity.of is not None or quantity.role is not None or quantity.unit is None or subject is None:
        return quantity
    return quantity.model_copy(update={"of": text_of(subtree_phrase(subject))})


def object_of(head: Token) -> str | None:
    """What the predicate is done to, as written."""
    found = next((child for child in head.children if child.dep_ in {"obj", "nsubj:pass", "xcomp"}), None)
    if found is None:
        return None
    words = subtree_phrase(found)
    for child in found.children:  # "the fugitive banker Jane Doe"
        if child.dep_ in {"appos", "flat"} and words and words[-1].i < child.i and child.left_edge.i == words[-1].i + 1:
            words = [*words, *subtree_phrase(child)]
    return text_of(words)


def leans_on_context(statement: Statement) -> bool:
    """Whether the statement opens with a pronoun that only the text around it explains."""
    subject = statement.clause.inherited_subject
    return subject is not None and (
        subject.lower_ in PERSONAL or any(child.lower_ in {"these", "this", "those", "such"} for child in subject.children)
    )


def answered_claim(draft: Draft, before: Sequence[Claim]) -> str | None:
    """The claim that "an accusation denied by …" denies: the latest one just before, said by somebody else."""
    speaker = draft.speaker.name if draft.speaker else None
    for claim in reversed(before[-6:]):
        near = claim.sentence == draft.sentence.text or claim.stance in {"accuses", "asserts"}
        if claim.speaker is not None and claim.speaker != speaker and near and claim.stance != "denies":
            return claim.id
    return None

