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
from claims.base.records import Claim, Document, Sentence, TimeSpan, content_id
from claims.base.settings import Settings
from claims.language.attribution import Statement, read_statements
from claims.language.checkworthiness import FLOOR, checkworthiness
from claims.language.clauses import Clause, Token, cut_clauses, is_hedged, is_negated, is_predicate, subtree_phrase, text_of
from claims.language.events import Event, actor_words, find_events, sort_of, takes_lives, target_words
from claims.language.frames import frames_of
from claims.language.incidents import Incident, Mention, link_mentions
from claims.language.issues import find_issue
from claims.language.parties import Parties
from claims.language.places import Places
from claims.language.whereabouts import places_agree
from claims.language.quantities import Amount, read_amounts
from claims.language.speakers import Speaker, Speakers
from claims.language.statements import PERSONAL, own_words, span_of, word_statement
from claims.language.times import When, read_times, times_overlap

LOCATIVE = frozenset(
    "in at near inside within across along around outside on over into through throughout off north south east west".split()
)
INSIDE_PHRASE = frozenset({"compound", "flat", "nmod", "nmod:poss", "amod", "conj", "appos", "nmod:unmarked"})
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
    places: list[tuple[int, int, str]]
    parties: list[tuple[int, int, str]]
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
        leaves.places.find(doc.text),
        leaves.parties.mentions(doc.text),
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
    link_events(document, drafts, leaves.places)
    name_speakers(document, drafts, leaves.parties)
    claims: list[Claim] = []
    for draft in drafts:
        claim = finish_claim(document, draft, claims, leaves)
        if claim is not None and claim.checkworthy >= floor and all(claim.id != other.id for other in claims[-8:]):
            claims.append(claim)
    return claims


def draft_claim(page: Page, statement: Statement, index: int, leaves: Leaves, document: Document) -> Draft:
    """A claim with the slots that its own clause fills, and the clause it hangs on where it is silent."""
    clause = statement.clause
    own = {token.i for token in clause.tokens}
    around = own | {token.i for above in frame_of(statement) for token in above.tokens}
    event = pick_event(statement)
    actors, targets = parties_of(event, statement, page, leaves, document)
    times = [when for when in within(page.doc, page.times, own) or within(page.doc, page.times, around) if when.role != "base"]
    located = [row for row in page.places if is_location(page.doc, row[0])]
    places = within(page.doc, located, own) or within(page.doc, located, around)
    return Draft(
        statement,
        page.sentence,
        index,
        [amount for amount in page.amounts if amount.token in own],
        times[0].span if times else None,
        tuple(dict.fromkeys(name for _, _, name in places)),
        event,
        actors,
        targets,
        tuple(sorted({name for _, _, name in within(page.doc, page.parties, own)})),
        tuple(sorted({*entity_names(page, around), *(name for _, _, name in within(page.doc, page.places, around))})),
    )


def frame_of(statement: Statement) -> list[Clause]:
    """The clauses above whose circumstances a clause shares: of participles, relatives, second predicates."""
    above, clause = [], statement.clause
    while clause.parent is not None and clause.relation.startswith(("advcl", "acl", "conj")):
        clause = clause.parent
        above.append(clause)
    return above


def is_location(doc: Any, start: int) -> bool:
    """Whether the place at a character is where something happens, rather than a side that acts.

    Climbs from the name to the phrase that holds it and looks for a preposition of place.
    """
    token = next((token for token in doc if token.idx <= start < token.idx + len(token.text)), None)
    while token is not None:
        cases = {child.lower_ for child in token.children if child.dep_ == "case"}
        if cases & LOCATIVE or ("of" in cases and sort_of(token.head) is not None):  # "the bombing of Dresden"
            return True
        if token.dep_ == "compound" and sort_of(token.head) is not None:  # "the Dresden bombing"
            return True
        if token.head.i == token.i or token.dep_ not in INSIDE_PHRASE:
            return False
        token = token.head
    return False


def entity_names(page: Page, places: set[int]) -> set[str]:
    """Named entities inside a set of tokens, as written, without an article; parties are named elsewhere."""
    return {
        span.text.removeprefix("the ").removeprefix("The ")
        for span in page.doc.ents
        if any(token.i in places for token in span)
        and not any(start < span.end_char and span.start_char < end for start, end, _ in page.parties)
    }


def within(doc: Any, found: Sequence[Any], tokens: set[int]) -> list[Any]:
    """Those findings whose first character lies in one of the tokens."""
    starts = {doc[at].idx: at for at in tokens}
    ends = {at: doc[at].idx + len(doc[at].text) for at in tokens}
    kept = []
    for row in found:
        start = row[0] if isinstance(row, tuple) else row.start
        if start in starts or any(doc[at].idx <= start < ends[at] for at in tokens):
            kept.append(row)
    return kept


def pick_event(statement: Statement) -> Event | None:
    """The event that a clause speaks of: named in it, in its subject, or in the clause it hangs on.

    A relative clause speaks of the event nearest to it: "an attack on a post, in which nine died". A toll
    whose own clause names no event belongs to the one named last before it in the sentence.
    """
    clause = statement.clause
    start = clause.tokens[0].i
    if clause.antecedent is not None:
        for token in (clause.antecedent, *clause.antecedent.ancestors):
            found = find_events([token])
            if found and token.i < start:
                return found[0]
    own = find_events(clause.tokens)
    if own:
        return own[0]
    subject = clause.inherited_subject
    near = find_events(list(subject.subtree)) if subject is not None and clause.subject is None else []
    for above in frame_of(statement):
        near = near or find_events(above.tokens)
    if not near and takes_lives(clause.head):
        near = find_events(list(clause.head.doc[:start]))[-1:]
    return near[0] if near else None


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
    """Gives every draft with an event the incident of the document that it belongs to."""
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
        draft.incident = incidents[at]
        draft.incident_id = content_id(document.id, "incident", at)


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
    quantities = tuple(amount.quantity for amount in draft.amounts)
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
        checkworthy=worth,
        standalone=not leans_on_context(statement),
        published=document.published,
        carrier=document.publisher or document.title or document.source.rsplit("/", 1)[-1],
        subject=text_of(subtree_phrase(subject)) if subject is not None else None,
        predicate=clause.head.lemma_.lower(),
        object=object_of(clause.head),
        event=draft.event.sort if draft.event is not None else None,
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


def object_of(head: Token) -> str | None:
    """What the predicate is done to, as written."""
    found = next((child for child in head.children if child.dep_ in {"obj", "nsubj:pass", "xcomp"}), None)
    return text_of(subtree_phrase(found)) if found is not None else None


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

