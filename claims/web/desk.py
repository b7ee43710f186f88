"""Ledger -> the page to review on; form -> verdict in the ledger. Knows nothing of HTTP."""

from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import urlencode

from pydantic import Field, ValidationError

from claims.base.errors import ClaimsError
from claims.base.records import READING_RANK, VERBS, Contradiction, Document, Kind, Reading, Record, Review
from claims.base.views import report_moment, sides_of
from claims.language.wording import reading_words
from claims.store.ledger import Ledger
from claims.writers.enclosed import enclose_with
from claims.writers.quotes import number_sources, quoted_by

ON_A_PAGE = 25
SCRIPTS = ("theme.js", "desk.js")
STYLES = {"page.css": "", "drawing.css": "", "desk.css": ""}
WAITING = ("new", "open")  # for a verdict
DONE = ("confirmed", "dismissed", "resolved")


class Asked(Record):
    """What the reader wants to see, as the address of the page says it."""

    words: str = Field("", max_length=200)
    status: Literal["", "all", "new", "confirmed", "dismissed", "resolved"] = ""
    kind: Kind | Literal[""] = ""
    reading: Reading | Literal[""] = ""
    topic: str = Field("", max_length=64)
    party: str = Field("", max_length=200)
    page: int = Field(1, ge=1, le=1_000_000)
    done: str = Field("", max_length=64, description="id of what was reviewed just now")

    def keeps(self, pair: Contradiction, documents: Mapping[str, Document]) -> bool:
        """Whether the contradiction is asked for."""
        return (
            self.kind in ("", pair.kind)
            and self.reading in ("", pair.reading)
            and self.topic in ("", pair.topic)
            and (pair.status in WAITING if not self.status else self.status in ("all", pair.status))
            and (not self.party or self.party in {side.party for side in sides_of(pair)})
            and all(word in _text_of(pair, documents) for word in self.words.casefold().split())
        )

    def address(self, **changes: object) -> str:
        """The address of the page that this asks for, but for the changes."""
        asked = {**self.model_dump(exclude_defaults=True, exclude={"done"}), **changes}
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"


class Verdict(Record):
    """What a person says on the form."""

    id: str = Field(max_length=64)
    verdict: str = Field(max_length=20)
    note: str = Field("", max_length=2_000)


def read_asked(query: Mapping[str, str]) -> Asked:
    """What an address asks for; where it makes no sense, the first page."""
    known = {name: value for name, value in query.items() if name in Asked.model_fields}
    try:
        return Asked.model_validate(known)
    except ValidationError:
        return Asked()


class Desk:
    """The review page of a ledger.

    Args:
        ledger: its path.
        by: who reviews, kept with each verdict.
    """

    def __init__(self, ledger: str, *, by: str = "") -> None:
        self._path = ledger
        self._by = by

    def page(self, asked: Asked) -> str:
        """What is asked for, with a form for each finding, most pressing first."""
        with Ledger.open(self._path) as ledger:
            pairs, documents = ledger.contradictions(), ledger.documents()
            labels = {topic.id: topic.label for topic in ledger.topics()}
        texts = {document.id: document for document in documents}
        found = [pair for pair in pairs if asked.keeps(pair, texts)]
        last = max(1, -(-len(found) // ON_A_PAGE))
        asked = asked.model_copy(update={"page": min(asked.page, last)})
        shown = found[(asked.page - 1) * ON_A_PAGE : asked.page * ON_A_PAGE]
        cited = _cited(shown, documents)
        sources = number_sources(cited)
        values = {
            "asked": asked,
            "rows": [(pair, [quoted_by([side], sources)[0] for side in sides_of(pair)]) for pair in shown],
            "found": len(found),
            "last": last,
            "counts": _counts(pairs),
            "labels": labels,
            "choices": _choices(pairs, labels),
            "cited": [(sources[document.id], document) for document in cited],
            "done": next((pair for pair in pairs if pair.id == asked.done), None),
            "by": self._by,
        }
        return enclose_with("desk.html.j2", values, scripts=SCRIPTS, styles=STYLES, forms="'self'")

    def review(self, form: Mapping[str, str]) -> str:
        """The id of the contradiction of which the form says something, once that is saved.

        Raises:
            ClaimsError: the form is not one of ours, or the ledger cannot take it.
        """
        try:
            said = Verdict.model_validate(dict(form))
        except ValidationError as error:
            raise ClaimsError(f"the form is wrong: {error.errors()[0]['msg'].lower()}") from error
        if said.verdict not in VERBS:
            raise ClaimsError(f"`{said.verdict}` is no verdict")
        when = report_moment().isoformat(timespec="seconds")
        review = Review(status=VERBS[said.verdict], by=self._by, note=said.note.strip(), when=when)
        with Ledger.open(self._path) as ledger:
            ledger.save_reviews([(said.id, review)])
        return said.id


def _text_of(pair: Contradiction, documents: Mapping[str, Document]) -> str:
    """All that a search looks through."""
    parts: list[str | None] = [pair.why]
    parts += [f"{review.by} {review.note}" for review in pair.reviews]
    for side in sides_of(pair):
        document = documents[side.document]
        parts += [side.sentence, side.speaker, side.party, document.publisher, document.title]
    return " ".join(filter(None, parts)).casefold()


def _cited(pairs: Sequence[Contradiction], documents: Sequence[Document]) -> list[Document]:
    used = {side.document for pair in pairs for side in sides_of(pair)}
    return [document for document in documents if document.id in used]


def _choices(pairs: Sequence[Contradiction], labels: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: only what occurs, each value with its words."""
    readings = {pair.reading for pair in pairs}
    parties = {side.party for pair in pairs for side in sides_of(pair) if side.party}
    topics = dict.fromkeys(pair.topic for pair in pairs if pair.topic in labels)
    return {
        "status": [("all", "all"), ("new", "only new"), *((name, name) for name in DONE)],
        "kind": [(kind, kind) for kind in sorted({pair.kind for pair in pairs})],
        "reading": [(name, reading_words(name)) for name in READING_RANK if name in readings],
        "party": [(party, party) for party in sorted(parties, key=str.casefold)],
        "topic": [(topic, labels[topic]) for topic in topics],
    }


def _counts(pairs: Sequence[Contradiction]) -> list[tuple[str, str, int]]:
    """What there is, for the head of the page: what to ask for, in words, how many."""
    waiting = sum(pair.status in WAITING for pair in pairs)
    done = [(name, name, sum(pair.status == name for pair in pairs)) for name in DONE]
    return [("", "to review", waiting), *done]
