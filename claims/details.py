"""One record -> everything that is known of it, for a person: quote, context and the reasons."""

import shutil
from collections.abc import Mapping, Sequence
from functools import partial
from textwrap import wrap
from typing import Any

import typer

from claims.base.records import Agreement, Claim, Contradiction, Document, Record, Topic, public
from claims.base.views import SHORT, Discord, Explanation, document_rows, short_ids
from claims.language.escaping import printable
from claims.language.wording import (
    changed_words,
    count_words,
    figure_words,
    review_words,
    stance_words,
    time_words,
)
from claims.terminal import print_claims, print_table, show_rows

CONTEXT = 200  # characters of the document that are shown before and after a quote
FEWEST = 20  # letters on a folded line, however narrow the window


def show_record(
    found: Record,
    documents: Sequence[Document],
    claims: Sequence[Claim],
    discords: Sequence[Discord] = (),
    *,
    as_json: bool,
) -> None:
    """One record in full; `documents`, `claims` and `discords` are those of its ledger."""
    texts = {document.id: document for document in documents}
    if isinstance(found, Document):
        own = [claim for claim in claims if claim.document == found.id]
        rows = document_rows([found], {found.id: len(own)})
        show_rows(rows, partial(_print_document, own), as_json=as_json)
    elif isinstance(found, Topic):
        own = [claim for claim in claims if claim.topic == found.id]
        odd = [discord for discord in discords if discord.touches(found.claims)]
        row = {
            **public(found),
            "members": [public(claim) for claim in own],
            "discords": [public(discord) for discord in odd],
        }
        show_rows([row], lambda _: _print_topic(found, own, odd), as_json=as_json)
    elif isinstance(found, Claim):
        show_rows([found], lambda _: _print_claim(found, texts[found.document]), as_json=as_json)
    elif isinstance(found, Contradiction | Agreement):
        show_rows([found], lambda _: _print_pair(found, texts), as_json=as_json)


def _print_document(claims: Sequence[Claim], rows: Sequence[Mapping[str, Any]]) -> None:
    """One document, given in its public shape, with its claims."""
    _print_fields(*rows[0].items())
    typer.echo()
    print_claims(claims)


def _print_topic(topic: Topic, claims: Sequence[Claim], discords: Sequence[Discord]) -> None:
    """Every claim of the topic side by side: by party, with its figures, dates and places."""
    counts = count_words(topic.contradictions, "contradiction"), count_words(topic.agreements, "agreement")
    typer.echo(f"{printable(topic.label)}: {', '.join(counts)}\n")
    ids = short_ids(claim.id for claim in claims)
    print_table(
        ("id", "party", "speaker", "stance", "figures", "when", "where", "claim"),
        (
            (
                ids[c.id],
                c.party or "-",
                c.speaker or "the article itself",
                c.stance,
                ", ".join(map(figure_words, c.quantities)),
                time_words(c.time) if c.time else "",
                ", ".join(c.places),
                c.text,
            )
            for c in sorted(claims, key=lambda claim: (claim.party is None, claim.party or ""))
        ),
    )
    for discord in discords:
        members = ", ".join(ids.get(claim, claim[:SHORT]) for claim in discord.claims)
        typer.echo(f"\ncannot all hold ({discord.rule}; {members}): {printable(discord.why)}")


def print_explanation(rows: Sequence[Explanation]) -> None:
    """One rule in full, its words folded to the width of the window."""
    (row,) = rows
    _print_fields(
        ("rule", row.rule),
        ("finds", row.summary),
        ("compares", row.compares),
        ("why", row.why),
        ("false alarms", row.false_alarms),
        ("for instance", row.example),
        ("but not", row.counterexample),
        width=shutil.get_terminal_size().columns,
    )


def _print_claim(claim: Claim, document: Document) -> None:
    """One claim in full, with the words around it."""
    first, last = max(0, claim.start - CONTEXT), claim.end + CONTEXT
    before = ("… " if first else "") + document.text[first : claim.start]
    after = document.text[claim.end : last] + (" …" if last < len(document.text) else "")
    figures = "; ".join(
        " ".join(filter(None, (figure_words(q), q.of, q.role and f"({q.role})"))) for q in claim.quantities
    )
    _print_fields(
        ("claim", claim.id),
        ("says", claim.text),
        *_voice_fields(claim, document),
        ("figures", figures),
        ("when", time_words(claim.time) if claim.time else ""),
        ("where", ", ".join(claim.places)),
        ("topic", claim.topic),
        ("incident", claim.incident),
        ("at", f"{claim.start} to {claim.end} of document {claim.document}"),
        ("context", f"{before}[{document.text[claim.start : claim.end]}]{after}"),
    )


def _voice_fields(claim: Claim, document: Document) -> list[tuple[str, object]]:
    via = f", as reported by {claim.via}" if claim.via else ""
    party = f" ({claim.party})" if claim.party and claim.speaker else ""
    who = f"{claim.speaker or 'the article itself'}{party} {stance_words(claim.stance, claim.speaker)}{via}"
    source = document.publisher or document.title or document.source
    return [
        ("who", who),
        ("quote", f"“{claim.quote}”"),
        ("source", f"{source}, {document.published or 'undated'}"),
    ]


def _print_pair(pair: Contradiction | Agreement, documents: Mapping[str, Document]) -> None:
    """One contradiction or agreement in full, with both quotes and the reasons."""
    _print_fields(
        ("agreement" if isinstance(pair, Agreement) else "contradiction", pair.id),
        ("why", pair.why),
        ("kind", pair.kind),
        ("topic", pair.topic),
        *_reading_fields(pair),
    )
    for name, claim in (("left", pair.left), ("right", pair.right)):
        typer.echo()
        _print_fields(
            (name, claim.id),
            *_voice_fields(claim, documents[claim.document]),
            ("sentence", claim.sentence if claim.sentence != claim.quote else ""),
        )
    for finding in pair.decided_by if isinstance(pair, Contradiction) else ():
        typer.echo()
        values = f"{finding.left_value} | {finding.right_value}"
        _print_fields(("rule", finding.rule), ("compares", values), ("finds", finding.why))


def _reading_fields(pair: Contradiction | Agreement) -> list[tuple[str, object]]:
    if isinstance(pair, Agreement):
        return []
    chance = f"{pair.probability:.2f} that a careful reader would call the two rivals on one question"
    return [
        ("reading", pair.reading),
        ("incident", pair.incident),
        ("status", pair.status),
        ("probability", chance),
        ("first seen", pair.first_seen),
        ("found", "no longer" if pair.gone else ""),
        ("instead of", pair.replaces),
        ("since then", changed_words(pair)),
        *(("review", review_words(review)) for review in pair.reviews),
    ]


def _print_fields(*fields: tuple[str, object], width: int | None = None) -> None:
    """One field a line; with a width, its words are folded to fit beside its name."""
    kept = [(name, printable(str(value))) for name, value in fields if value not in (None, "")]
    margin = max(len(name) for name, _ in kept) + 2
    for name, value in kept:
        lines = [value] if width is None else wrap(value, max(width - margin, FEWEST), break_on_hyphens=False)
        for at, line in enumerate(lines):
            typer.echo(f"{'' if at else name:{margin}}{line}")
