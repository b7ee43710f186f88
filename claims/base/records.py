"""The rows that flow between the steps: frozen, strict, with ids made from their content.

The public JSON shapes are these records less the fields of `INTERNAL`, which only carry slots from
the parser to the rules.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Stance = Literal["asserts", "denies", "accuses", "reports", "promises", "expects"]
Kind = Literal["figure", "date", "place", "denial", "negation", "blame", "characterisation", "attribute"]
Reading = Literal["conflict", "denial", "revision", "scope", "incident"]
SameIncident = Literal["same", "different", "unknown"]
Opinion = Literal["confirmed", "dismissed", "resolved"]
Status = Literal["new", "open", "confirmed", "dismissed", "resolved"]
Relation = Literal["contradiction", "agreement"]
Label = Literal["contradiction", "agreement", "neutral"]

# strongest first: what speaks of one thing before what does not
READING_RANK: dict[Reading, int] = {"conflict": 0, "denial": 0, "revision": 1, "scope": 2, "incident": 3}

VERBS: dict[str, Opinion] = {"confirm": "confirmed", "dismiss": "dismissed", "resolve": "resolved"}
REVIEW_CELLS = ("verdict", "note", "by")  # columns of a CSV report for a person to fill in

ID_LENGTH = 16  # hex digits: 64 bits, a collision among a million rows has odds of 3 in 100 million


def content_id(*parts: object) -> str:
    """Short hash of the parts; the same parts give the same id on every machine.

    >>> content_id("a", 1) == content_id("a", 1) != content_id("a1")
    True
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


class Record(BaseModel):
    """Immutable row; an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Document(Record):
    """One text with where it came from. `text` is what every span of a claim points into."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    source: str = Field(description="the path, URL or `-` it was read from")
    language: str | None = Field(None, description="ISO 639-1 code")
    origin: str = Field(description="document that first published this text; itself unless a near-copy")
    replaces: str | None = Field(None, description="document that it is a later version of")

    @classmethod
    def of(cls, text: str, *, source: str, **known: Any) -> "Document":
        """A document whose id comes from its text, publisher, URL and date."""
        identity = content_id(text, known.get("publisher"), known.get("url"), known.get("published"))
        return cls(id=identity, text=text, source=source, origin=identity, **known)


class Sentence(Record):
    """A span of a document that reads as one sentence."""

    document: str
    start: int = Field(ge=0)
    end: int = Field(gt=0, description="one past the last character")
    text: str
    paragraph: int = Field(0, ge=0, description="which paragraph of the document, from 0")
    heading: bool = Field(False, description="a title, label, notice or caption rather than running text")
    title: bool = Field(False, description="the headline of the document, alone in its paragraph")


class Quantity(Record):
    """A stated amount: "more than 1,500 deaths" has low 1500, high None, of "deaths", role "killed"."""

    text: str
    low: float | None = Field(description="smallest value it allows; None = no lower bound")
    high: float | None = Field(description="largest value it allows; None = no upper bound")
    approximate: bool = Field(False, description='"about", "nearly", "dozens"')
    unit: str | None = Field(None, description='"km", "USD", "%", "pp"; None for a plain count')
    of: str | None = Field(None, description="what is counted, as written")
    role: str | None = Field(
        None, description="killed, injured, displaced, change, length …; None if unknown"
    )
    part: bool = Field(False, description='a share of another figure of its claim ("including 500 soldiers")')
    base: str | None = Field(None, description='what a change is measured against ("compared to 2022")')


class TimeSpan(Record):
    """When something happened: first and last possible day, both included; None = open."""

    text: str
    start: date | None
    end: date | None


class Claim(Record):
    """One proposition that can be checked, with who says it."""

    id: str
    document: str
    origin: str
    text: str
    quote: str
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    sentence: str
    speaker: str | None = None
    via: str | None = None
    party: str | None = None
    stance: Stance = "asserts"
    negated: bool = False
    hedged: bool = False
    quantities: tuple[Quantity, ...] = ()
    time: TimeSpan | None = None
    places: tuple[str, ...] = ()
    incident: str | None = None
    topic: str | None = None
    checkworthy: float = Field(1.0, ge=0, le=1)
    standalone: bool = Field(True, description="whether `text` can be read without `sentence`")
    # slots: what the parser saw, for the rules
    mention: str | None = Field(
        None, description="the event as its own document tells it, before documents are joined"
    )
    published: date | None = None
    carrier: str | None = Field(None, description="who prints it: publisher, else title, else file name")
    subject: str | None = None
    predicate: str | None = None
    object: str | None = None
    event: str | None = Field(None, description="sort of event spoken of (strike, clash, earthquake …)")
    actors: tuple[str, ...] = Field((), description="parties that act in it")
    targets: tuple[str, ...] = Field((), description="parties it is done to, or that are accused")
    regions: tuple[str, ...] = Field((), description="the places with everything that contains them")
    sides: tuple[str, ...] = Field((), description="parties it names")
    names: tuple[str, ...] = Field((), description="other persons, organisations and places it names")
    issue: tuple[str, str] | None = Field(
        None, description="standing question it bears on, and the party it is about"
    )
    deadly: bool = Field(False, description="says that somebody died in the event")
    frames: dict[str, tuple[int, str]] = Field(
        default_factory=dict, description="disputes over wording: the side that its words take, and the word"
    )
    answers: str | None = Field(None, description="id of the claim of the document that this one denies")


class Finding(Record):
    """What one witness says of a pair."""

    rule: str
    relation: Relation
    kind: Kind
    reading: Reading
    incident: SameIncident
    weight: float = Field(ge=0, le=1, description="how sure the rule is, before calibration")
    left_value: str
    right_value: str
    why: str


class Review(Record):
    """What a person said of a contradiction."""

    status: Opinion
    by: str = ""
    note: str = ""
    when: str = Field(description="ISO 8601 moment")


class Contradiction(Record):
    """A pair that disagrees, with what is in dispute, how, and why we say so."""

    id: str
    kind: Kind
    reading: Reading
    incident: SameIncident
    probability: float = Field(ge=0, le=1)
    status: Status = "new"
    topic: str
    left: Claim
    right: Claim
    decided_by: tuple[Finding, ...]
    why: str
    first_seen: str = Field(description="ISO 8601 moment of the run that found it")
    reviews: tuple[Review, ...] = Field((), description="what persons said of it; the last one counts")
    replaces: str | None = Field(None, description="the finding whose place it took when a claim changed")
    changed: str | None = Field(None, description='how that claim changed: "the figure was 47, now 46"')
    reopened: bool = Field(False, description="whether the finding that it replaces was dismissed")
    gone: bool = Field(False, description="no longer found; kept with what was said of it")


class Agreement(Record):
    """A pair that says the same."""

    id: str
    kind: Kind
    topic: str
    left: Claim
    right: Claim
    why: str


class Topic(Record):
    """One question that claims answer."""

    id: str
    label: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    parties: tuple[str, ...]
    figures: tuple[str, ...]
    contradictions: int = 0
    agreements: int = 0


class Verdict(Record):
    """What `compare` says of two statements."""

    id: str | None
    label: Label
    probability: float
    kind: Kind | None
    reading: Reading | None
    incident: SameIncident
    why: str
    probabilities: dict[str, float]


class Run(Record):
    """One time that documents were added and compared."""

    number: int
    when: str = Field(description="ISO 8601 moment")
    documents: int
    new: int = Field(description="contradictions that it was the first to find")


class Skipped(Record):
    """Why a source gave no document. Shown in the briefing's footer."""

    source: str
    reason: str
    detail: str = ""


INTERNAL = frozenset(
    [
        "mention",
        "published",
        "carrier",
        "subject",
        "predicate",
        "object",
        "event",
        "actors",
        "targets",
        "regions",
        "sides",
        "names",
        "issue",
        "deadly",
        "frames",
        "answers",
    ]
)


def public(record: Record) -> dict[str, Any]:
    """The record in the shape of the public contract, ready for JSON."""
    row = record.model_dump(mode="json")
    if isinstance(record, Claim):
        return _public_claim(row)
    for side in ("left", "right"):
        if isinstance(row.get(side), dict):
            row[side] = _public_claim(row[side])
    return row


def _public_claim(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in INTERNAL}


class Dated(Protocol):
    """What the place of a document among all depends on."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def published(self) -> Any:
        """Its day, in one form for all; nothing stands for the last of days."""

    @property
    def replaces(self) -> str | None:
        """The version before it."""


DatedT = TypeVar("DatedT", bound=Dated)


def earliest_first(documents: Sequence[DatedT]) -> list[DatedT]:
    """Documents by date, undated last, then by id, a version after the one before it: how all is shown."""
    known = {document.id: document for document in documents}
    return sorted(documents, key=lambda row: (row.published or date.max, *_place_among_versions(row, known)))


def _place_among_versions(document: DatedT, known: Mapping[str, DatedT]) -> tuple[str, int]:
    """The first known version of the article, and how many follow until this one."""
    depth = 0
    while (before := known.get(document.replaces or "")) is not None:
        document, depth = before, depth + 1
    return document.id, depth
