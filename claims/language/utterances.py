"""Gives every claim in the making its speaker: in reading order, then back into the quotations.

"I" and "we" in a quotation, and sentences that stand in one whole, are the words of whoever the text
says is quoted, be it before the quotation, within it or only at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from claims.base.records import Document, Sentence
from claims.language.drafts import Draft, Page
from claims.language.parties import Parties
from claims.language.quotations import Quotations
from claims.language.relations import resumed_in
from claims.language.speakers import Speaker, Speakers

FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves"})


@dataclass(frozen=True)
class Saying:
    """Who the text itself says speaks, and where it says so."""

    speaker: Speaker
    sentence: Sentence
    at: int


def name_speakers(
    document: Document, pages: Sequence[Page], drafts: Sequence[Draft], parties: Parties
) -> Speakers:
    """Speaker and via of every draft; everybody whom the document names."""
    quotations = Quotations.of(document.text)
    speakers = Speakers(parties, document.published, parties.named_in(document.text, on=document.published))
    for page in pages:
        speakers.read(page.doc, partial(_is_quoted, quotations, page.sentence))
    sayings: list[Saying] = []
    for draft in drafts:
        voice, quoted = draft.statement.voice, partial(_is_quoted, quotations, draft.sentence)
        if voice.via is not None and voice.via.lower_ not in FIRST_PERSON:
            draft.via = speakers.identify(voice.via, quoted=quoted(voice.via.idx))
        if voice.source is None or voice.source.lower_ in FIRST_PERSON:
            continue
        draft.speaker = speakers.identify(voice.source, quoted=quoted(voice.source.idx))
        said_by = voice.via if voice.via is not None and draft.via is not None else voice.source
        speaker = draft.via or draft.speaker
        if speaker is not None and not _is_quoted(quotations, draft.sentence, said_by.idx):
            sayings.append(Saying(speaker, draft.sentence, draft.sentence.start + said_by.idx))
    for draft in drafts:
        if draft.speaker is None:
            name_quoted(draft, sayings, quotations)
    return speakers


def name_titled(draft: Draft, speakers: Speakers) -> None:
    """Speaker and via of a draft of the headline, among those whom the document below it names."""
    voice = draft.statement.voice
    draft.via = speakers.identify(voice.via) if voice.via is not None else None
    draft.speaker = speakers.identify(voice.source) if voice.source is not None else None


def _is_quoted(quotations: Quotations, sentence: Sentence, at: int) -> bool:
    """Whether a character of a sentence stands inside a quotation."""
    return quotations.holds(sentence.start + at)


def name_quoted(draft: Draft, sayings: Sequence[Saying], quotations: Quotations) -> None:
    """The speaker of a draft in the first person, or of one that only quotation marks give to somebody."""
    source, sentence = draft.statement.voice.source, draft.sentence
    if source is None:
        whole = quotations.around(sentence.start)
        if whole is not None and sentence.end <= whole[1] + 1 and not draft.statement.voice.hearsay:
            goes_on = draft.statement.clause.head.i in resumed_in(draft.statement.clause.head.doc)
            draft.speaker = quoted_by(whole, sentence, sayings, goes_on=goes_on)
    elif source.lower_ in FIRST_PERSON:
        span = quotations.around(sentence.start + source.idx)
        draft.speaker = draft.via or (quoted_by(span, sentence, sayings) if span is not None else None)
        draft.via = None if draft.via == draft.speaker else draft.via


def quoted_by(
    span: tuple[int, int], sentence: Sentence, sayings: Sequence[Saying], *, goes_on: bool = False
) -> Speaker | None:
    """Who says a quotation: named in a sentence that holds part of it, else last in the paragraph.

    Args:
        span: of the quotation.
        sentence: in it.
        sayings: of the document, in order.
        goes_on: whether the parser heard in the sentence that it goes on with what was said before, be
            it in an earlier paragraph.
    """
    start, end = span
    beside = [row for row in sayings if row.sentence.start < end and start < row.sentence.end]
    if beside:
        return min(beside, key=lambda row: min(abs(row.at - start), abs(row.at - end))).speaker
    before = [
        row for row in sayings if row.at < start and (goes_on or row.sentence.paragraph == sentence.paragraph)
    ]
    return before[-1].speaker if before else None
