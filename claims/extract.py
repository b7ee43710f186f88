"""Sentences -> claims.

Each sentence is parsed once, cut into clauses, and each clause is given its voice; what the clause
counts, when and where are read inside it, and only where it is silent taken from the clause it
hangs on or from the event that it speaks of.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from typing import Any, NamedTuple

from claims.base.protocols import Parser
from claims.base.records import Claim, Document, Quantity, Sentence, TimeSpan, content_id
from claims.language.attribution import read_statements
from claims.language.checkworthiness import FLOOR, Known, checkworthiness, floor_for
from claims.language.clauses import (
    Clause,
    Token,
    cut_clauses,
    is_predicate,
    subtree_phrase,
    text_of,
    whole_text,
)
from claims.language.drafts import (
    Draft,
    Leaves,
    Page,
    draft_claim,
    drop_stray_places,
    link_events,
    link_headline,
)
from claims.language.events import takes_lives
from claims.language.frames import frames_of
from claims.language.headlines import plain_sentence
from claims.language.issues import find_issue
from claims.language.polarity import is_hedged, is_negated
from claims.language.quantities import read_amounts
from claims.language.repetition import is_told
from claims.language.scenes import Named, find_places
from claims.language.speakers import Speakers
from claims.language.statements import own_words, span_of, stands_alone, word_statement
from claims.language.tallies import take_up
from claims.language.times import read_times
from claims.language.titles import headline_statements, span_in
from claims.language.utterances import name_speakers, name_titled

PARSE_AT_ONCE = 2048  # sentences that are held in memory
HEADLINE_FLOOR = 0.5  # least checkworthiness of a headline without figure or speaker: many only tease


class Settled(NamedTuple):
    """The statements of the running text of a document, and everybody whom it names."""

    drafts: list[Draft]
    speakers: Speakers


def extract_claims(
    documents: Sequence[Document],
    sentences: Sequence[Sentence],
    *,
    parser: Parser,
    leaves: Leaves,
    floor: float = FLOOR,
) -> Iterator[Claim]:
    """The claims of the documents, in reading order, one document after the other.

    Headings, questions and what is less checkworthy than `floor` are not claims; of a headline is, what
    its article does not say in the same way. Every claim obeys `document.text[start:end] == quote`.

    Args:
        documents: that the sentences are of.
        sentences: those of a document stand together.
        parser: asked ahead, so that it works while the sentences before are read.
        leaves: tables of parties and places.
        floor: least checkworthiness.
    """
    known = {document.id: document for document in documents}
    chunks = (sentences[start : start + PARSE_AT_ONCE] for start in range(0, len(sentences), PARSE_AT_ONCE))
    pages = (page for chunk in chunks for page in read_pages(known, chunk, parser=parser, leaves=leaves))
    for document, of_document in groupby(pages, key=lambda page: page.sentence.document):
        yield from read_document(known[document], list(of_document), leaves, floor=floor)


def read_pages(
    documents: Mapping[str, Document], sentences: Sequence[Sentence], *, parser: Parser, leaves: Leaves
) -> Iterator[Page]:
    """Some sentences, parsed together and read one by one; headings and unknown documents apart."""
    known = [sentence for sentence in sentences if sentence.document in documents]
    told = [(sentence, words_to_read(sentence, documents[sentence.document], leaves)) for sentence in known]
    running = [(sentence, words) for sentence, words in told if words]
    with closing(parser.pipe([words for _, words in running])) as docs:  # an interrupt waits for none
        for (sentence, _), doc in zip(running, docs, strict=True):
            yield read_page(sentence, doc, documents[sentence.document], leaves)


def words_to_read(sentence: Sentence, document: Document, leaves: Leaves) -> str | None:
    """What of a sentence is parsed: its text, of a headline what it is short for; other headings are not."""
    if sentence.title:
        return plain_sentence(sentence.text, document.text[sentence.end :], leaves.parties)
    return None if sentence.heading else sentence.text


def read_page(sentence: Sentence, doc: Any, document: Document, leaves: Leaves) -> Page:
    """Everything that can be read in one sentence by itself."""
    named = leaves.parties.named_in(document.text, on=document.published)
    page = Page(
        sentence,
        doc,
        read_amounts(doc),
        read_times(doc, document.published),
        find_places(doc, document, leaves.places),
        [Named(*row) for row in leaves.parties.mentions(whole_text(doc), context=named)],
    )
    if not sentence.text.rstrip("”\"')").endswith("?"):
        page.statements = [
            statement
            for statement in read_statements(cut_clauses(doc))
            if is_predicate(statement.clause.head)
        ]
    if sentence.title:
        page.statements = headline_statements(page)
    return page


def read_document(document: Document, pages: Sequence[Page], leaves: Leaves, *, floor: float) -> list[Claim]:
    """The claims of one document."""
    claims: list[Claim] = []
    running = running_of(pages)
    take_up_counts(running)
    body = settle(document, running, leaves)
    for draft in body.drafts:
        claim = finish_claim(document, draft, claims, leaves)
        if (
            claim is not None
            and claim.checkworthy >= floor_for(known_of(draft), floor)
            and all(claim.id != other.id for other in claims[-8:])
        ):
            claims.append(claim)
    titled = [page for page in pages if page.sentence.title]
    return [*headline_claims(document, titled, body, claims, leaves, floor), *claims]


def take_up_counts(pages: Sequence[Page]) -> None:
    """Gives "the number" what the sentence before it in the paragraph counts."""
    before: Page | None = None
    for page in pages:
        follows = before is not None and before.sentence.paragraph == page.sentence.paragraph
        page.amounts = take_up(page.amounts, before.amounts if follows and before is not None else [])
        before = page


def headline_claims(
    document: Document,
    titled: Sequence[Page],
    body: Settled,
    told: Sequence[Claim],
    leaves: Leaves,
    floor: float,
) -> list[Claim]:
    """What the headline claims and the article below it does not say in the same way."""
    drafts = [
        draft_claim(page, statement, -1, leaves, document) for page in titled for statement in page.statements
    ]
    drop_stray_places(document, drafts, titled, leaves)
    claims: list[Claim] = []
    for draft in drafts:
        link_headline(document, draft, body.drafts, leaves.places)
        name_titled(draft, body.speakers)
        span = span_in(draft.statement, draft.sentence.text, whole=len(drafts) == 1)
        claim = finish_claim(document, draft, [], leaves, span=span)
        if claim is None or is_told(claim, told) or any(claim.id == other.id for other in claims):
            continue
        least = floor if claim.quantities or claim.speaker else max(HEADLINE_FLOOR, floor)
        if claim.checkworthy >= max(floor_for(known_of(draft), floor), least):
            claims.append(claim)
    return claims


def settle_drafts(document: Document, pages: Sequence[Page], leaves: Leaves) -> list[Draft]:
    """Every statement below the headline of a document with its event, places and speakers, in order."""
    return settle(document, running_of(pages), leaves).drafts


def running_of(pages: Sequence[Page]) -> list[Page]:
    """The pages below the headline: it is read last, so that nothing in them depends on it."""
    return [page for page in pages if not page.sentence.title]


def settle(document: Document, pages: Sequence[Page], leaves: Leaves) -> Settled:
    """Every statement of a document with its event, places and speakers, in reading order, and who speaks."""
    drafts = [
        draft_claim(page, statement, index, leaves, document)
        for index, page in enumerate(pages)
        for statement in page.statements
    ]
    drop_stray_places(document, drafts, pages, leaves)
    link_events(document, drafts, leaves.places)
    return Settled(drafts, name_speakers(document, pages, drafts, leaves.parties))


def finish_claim(
    document: Document,
    draft: Draft,
    before: Sequence[Claim],
    leaves: Leaves,
    *,
    span: tuple[int, int] | None = None,
) -> Claim | None:
    """The claim, or None when the clause holds no words.

    Args:
        document: that it is of.
        draft: with its event, places and speaker.
        before: claims of the document that it may answer.
        leaves: tables of parties and places.
        span: of its words in the sentence, where other words than those were parsed.
    """
    statement, voice, clause = draft.statement, draft.statement.voice, draft.statement.clause
    text = word_statement(statement)
    if not text:
        return None
    start, end = (at + draft.sentence.start for at in span or span_of(statement))
    speaker = draft.speaker
    quantities = tuple(counted_thing(amount.quantity, clause) for amount in draft.amounts)
    return Claim(
        id=content_id(document.id, start, end, speaker.name if speaker else None, voice.stance),
        document=document.id,
        origin=document.origin,
        text=text,
        quote=document.text[start:end],
        start=start,
        end=end,
        sentence=draft.sentence.text,
        speaker=speaker.name if speaker else None,
        via=draft.via.name if draft.via else None,
        party=speaker.party if speaker else None,
        stance=voice.stance,
        negated=is_negated(clause.head),
        hedged=voice.hedged or is_hedged(clause.tokens),
        quantities=quantities,
        time=time_of(draft),
        incident=draft.incident_id,
        standalone=stands_alone(statement),
        checkworthy=checkworthiness(clause, known_of(draft)),
        issue=issue_of(text, draft, leaves),
        answers=answered_claim(draft, before) if voice.answers else None,
        **slots_of(document, draft, leaves),
    )


def time_of(draft: Draft) -> TimeSpan | None:
    """When it happened: as its own words say, else as its event is told."""
    told = draft.incident
    return draft.time or (told.times[0] if told is not None and told.times else None)


def known_of(draft: Draft) -> Known:
    """What was read of a statement, as far as it says whether it can be checked."""
    return Known(
        stance=draft.statement.voice.stance,
        attributed=draft.statement.voice.source is not None,
        figures=len(draft.amounts),
        names=len(draft.names) + len(draft.sides),
        dated=time_of(draft) is not None,
    )


def slots_of(document: Document, draft: Draft, leaves: Leaves) -> dict[str, Any]:
    """What of a claim only the rules read; what its own clause leaves open comes from its event."""
    statement, clause, told = draft.statement, draft.statement.clause, draft.incident
    subject = clause.inherited_subject
    sort = draft.event.sort if draft.event is not None else told.sort if told is not None else None
    where = draft.places or (tuple(told.places) if told is not None else ())
    return {
        "places": where,
        "regions": tuple(dict.fromkeys(region for place in where for region in leaves.places.regions(place))),
        "mention": draft.incident_id,
        "published": document.published,
        "carrier": document.publisher or document.title or document.source.rsplit("/", 1)[-1],
        "subject": text_of(subtree_phrase(subject)) if subject is not None else None,
        "predicate": clause.head.lemma_.lower(),
        "object": object_of(clause.head),
        "event": sort,
        "actors": draft.actors or (tuple(sorted(told.actors)) if told is not None else ()),
        "targets": draft.targets,
        "sides": draft.sides,
        "names": draft.names,
        "deadly": draft.event is not None and takes_lives(clause.head),
        "frames": frames_of(own_words(statement)),
    }


def issue_of(text: str, draft: Draft, leaves: Leaves) -> tuple[str, str] | None:
    """The standing question that the statement bears on, and the party it is about."""
    mentions = leaves.parties.mentions(text)
    bodies = [party for _, _, party in mentions if not leaves.places.regions(party)]
    denier = (
        draft.speaker.party
        if draft.statement.voice.stance == "denies" and draft.speaker is not None
        else None
    )
    accused = (
        (denier,)
        if denier is not None
        else draft.targets
        if draft.statement.voice.stance == "accuses"
        else ()
    )
    return find_issue(text, mentions, accused=accused, bodies=bodies)


def counted_thing(quantity: Quantity, clause: Clause) -> Quantity:
    """The quantity with what it measures: the subject of a figure that is the predicate."""
    subject = clause.inherited_subject
    if quantity.of is not None or quantity.unit is None or subject is None or quantity.text.endswith("-old"):
        return quantity  # "the death of a 3-year-old" tells nothing of its subject's age
    return quantity.model_copy(update={"of": text_of(subtree_phrase(subject))})


def object_of(head: Token) -> str | None:
    """What the predicate is done to, as written."""
    found = next((child for child in head.children if child.dep_ in {"obj", "nsubj:pass", "xcomp"}), None)
    if found is None:
        return None
    words = subtree_phrase(found)
    for child in found.children:  # "the fugitive banker Jane Doe"
        if (
            child.dep_ in {"appos", "flat"}
            and words
            and words[-1].i < child.i
            and child.left_edge.i == words[-1].i + 1
        ):
            words = [*words, *subtree_phrase(child)]
    return text_of(words)


def answered_claim(draft: Draft, before: Sequence[Claim]) -> str | None:
    """The claim that "an accusation denied by …" denies: the latest before it by somebody else."""
    speaker = draft.speaker.name if draft.speaker else None
    for claim in reversed(before[-6:]):
        near = claim.sentence == draft.sentence.text or claim.stance in {"accuses", "asserts"}
        if claim.speaker is not None and claim.speaker != speaker and near and claim.stance != "denies":
            return claim.id
    return None
