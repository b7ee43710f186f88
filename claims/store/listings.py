"""What is asked for -> the ids of all of it in order, and the rows of some ids. Functions on a connection.

What is shown of a large ledger is a small part of it: only that part is read and validated.
"""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select

from claims.base.records import Agreement, Claim, Document, Record, Topic, earliest_first
from claims.base.views import ClaimFilter
from claims.store import tables
from claims.store.documents import IDS_AT_ONCE, UNDATED, read_document

Kept = TypeVar("Kept", bound=Record)

LONGEST: Final = 100  # signs of the words that LIKE is given
# What one sign may fold into ("ß" is "ss" then), what is written otherwise in JSON, and signs beside accents.
_OTHERWISE = re.compile(r"""s[st]+|f[fil]+|.?[^ -~]+.?|["\\]""", re.DOTALL)
_ONE_SIGN = re.compile(r"[sk_%]")  # into the letters, others fold: "K" of the Kelvin scale
_UNSTORED = re.compile("[\ud800-\udfff]")
ABSENT: Final = "\U0010ffff"  # no text has this sign


SHELVES: Final[dict[type[Record], Table]] = {
    Document: tables.documents,
    Claim: tables.claims,
    Topic: tables.topics,
    Agreement: tables.agreements,
}


class Place(NamedTuple):
    """What a document's place among all depends on."""

    id: str
    published: str
    replaces: str | None


def within(words: str, stated: Any) -> ColumnElement[bool]:
    """Whether the words stand in what is stated, whatever their case."""
    return func.instr(func.casefold(stated), _folded(words)) > 0


def _folded(words: str) -> str:
    return _UNSTORED.sub(ABSENT, words).casefold()


def likely_within(words: str, record: Any) -> ColumnElement[bool]:
    """Whether the words may stand in the JSON of a record: sooner told, and true of all where they do."""
    likely: ColumnElement[bool] = record.like(f"%{_loosened(_folded(words))}%")
    return likely


def _loosened(folded: str) -> str:
    r"""A pattern for LIKE that fits every text which has these words once its case is folded.

    LIKE tells the case of ASCII letters only, and other signs fold into such letters: what could be part of
    one is left open.

    >>> _loosened("strasse 50"), _loosened('"no" signs')
    ('ra%e 5', 'no% _ign')
    """
    opened = _OTHERWISE.sub("\0", folded[:LONGEST])[1:-1]
    return _ONE_SIGN.sub("_", opened).replace("\0", "%")


def find_claims(connection: Connection, wanted: ClaimFilter) -> list[str]:
    """Ids of the claims in the order of the documents, then of the text."""
    claims, documents = tables.claims.c, tables.documents.c
    query = (
        select(claims.id)
        .join(tables.documents, documents.id == claims.document)
        .order_by(documents.published.nulls_last(), documents.id, claims.start, claims.end, claims.id)
    )
    return list(connection.scalars(query.where(*_claim_terms(wanted))))


def _claim_terms(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    claims, documents = tables.claims.c, tables.documents.c
    terms: list[ColumnElement[bool]] = []
    if wanted.topic is not None:
        terms.append(claims.topic == wanted.topic)
    if wanted.document is not None:
        terms.append(claims.document == wanted.document)
    if wanted.since is not None:
        terms.append(documents.published >= wanted.since.isoformat())
    if wanted.current:
        terms.append(documents.id.not_in(_replaced()))
    if wanted.speaker is not None:
        terms.append(within(wanted.speaker, claims.speaker))
    if wanted.party is not None:
        terms.append(within(wanted.party, claims.party))
    if wanted.text is not None:
        text, sentence = (func.json_extract(claims.record, path) for path in ("$.text", "$.sentence"))
        terms.append(likely_within(wanted.text, claims.record))
        terms.append(within(wanted.text, text.concat("\n").concat(sentence)))
    return terms


def find_around(
    connection: Connection,
    topic: str,
    incidents: Collection[str],
    predicates: Collection[str],
    words: Collection[str],
) -> list[str]:
    """Ids of claims of the topic, of an incident, or of a document with a verb and a word in one claim."""
    claims = tables.claims.c
    terms = [claims.topic == topic]
    ordered = sorted(incidents)
    for start in range(0, len(ordered), IDS_AT_ONCE):
        terms.append(claims.incident.in_(ordered[start : start + IDS_AT_ONCE]))
    if words:
        said = or_(*(likely_within(word, claims.record) for word in sorted(words)))
        telling = select(claims.document).where(claims.predicate.in_(sorted(predicates)), said)
        terms.append(claims.document.in_(telling))
    is_current = claims.document.not_in(_replaced())
    ids = [name for term in terms for name in connection.scalars(select(claims.id).where(term, is_current))]
    return sorted(set(ids))


def _replaced() -> Select[tuple[str | None]]:
    replaces = tables.documents.c.replaces
    return select(replaces).where(replaces.is_not(None))


def find_all(connection: Connection, sort: type[Record]) -> list[str]:
    """Ids of all documents, topics or agreements, in the order in which they are shown."""
    return FINDERS[sort](connection)


def _find_topics(connection: Connection) -> list[str]:
    """The most disputed first, then the largest, then by id."""
    table = tables.topics.c
    disputes = func.json_extract(table.record, "$.contradictions")
    size = func.json_array_length(table.record, "$.claims")
    return list(connection.scalars(select(table.id).order_by(disputes.desc(), size.desc(), table.id)))


def _find_agreements(connection: Connection) -> list[str]:
    table = tables.agreements.c
    return list(connection.scalars(select(table.id).order_by(table.topic, table.id)))


def _find_documents(connection: Connection) -> list[str]:
    table = tables.documents.c
    published = func.coalesce(table.published, UNDATED).label("published")
    rows = connection.execute(select(table.id, published, table.replaces))
    return [row.id for row in earliest_first([Place(*row) for row in rows])]


FINDERS: Final[dict[type[Record], Callable[[Connection], list[str]]]] = {
    Document: _find_documents,
    Topic: _find_topics,
    Agreement: _find_agreements,
}


def document_links(connection: Connection) -> list[str]:
    """Those of `replaces` and `origin` by which any document is tied to another."""
    columns = [tables.documents.c.replaces, tables.documents.c.origin]
    counts = connection.execute(select(*map(func.count, columns))).one()
    return [column.name for column, count in zip(columns, counts, strict=True) if count]


def read_records(connection: Connection, ids: Sequence[str], sort: type[Kept]) -> list[Kept]:
    """The documents, claims, topics or agreements with these ids, in this order."""
    table = SHELVES[sort]
    found: dict[str, Any] = {}
    for start in range(0, len(ids), IDS_AT_ONCE):
        rows = connection.execute(select(table).where(table.c.id.in_(ids[start : start + IDS_AT_ONCE])))
        for row in rows:
            is_document = sort is Document
            found[row.id] = read_document(row) if is_document else sort.model_validate_json(row.record)
    return [found[name] for name in ids if name in found]


def count_claims(connection: Connection) -> dict[str, int]:
    """How many claims each document has that has any."""
    document = tables.claims.c.document
    rows = connection.execute(select(document, func.count().label("claims")).group_by(document))
    return {row.document: row.claims for row in rows}
