"""Commands that show what a ledger holds and what a rule does."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from claims import details, options, terminal
from claims.base.records import (
    Agreement,
    Claim,
    Contradiction,
    Document,
    Kind,
    Reading,
    Record,
    Status,
    Topic,
)
from claims.base.views import ClaimFilter, Discord, PairFilter, document_rows, find_start, sides_of
from claims.commands.app import command, find_one, open_ledger, whole_id

if TYPE_CHECKING:  # takes 0.1 s or more to load
    from claims.store.ledger import Ledger

CLAIM_OPTIONS = "--topic, --speaker, --party, --since or --text"
PAIR_OPTIONS = "--new, --reading, --kind, --party or --min-probability"


@command("list", example="claims list --party ministry --since 2024-12-01")
def list_claims(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    topic: options.Topic = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only with this in the name of the speaker.")
    ] = None,
    party: options.Party = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only of this document.")] = None,
    since: options.Since = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Only with these words.")] = None,
    as_json: options.Json = False,
) -> None:
    """List claims: who says what, published when.

    Of an article that was edited, those of the newest version; --document names another. A terminal shows
    the first 100, a pipe (`claims list | less`) and --json all of them.
    """
    with open_ledger(context) as ledger:
        wanted = ClaimFilter(
            topic=whole_id(ledger, topic, Topic),
            speaker=speaker,
            party=party,
            document=whole_id(ledger, document, Document),
            since=since,
            text=text,
            current=not document,
        )
        found = ledger.list_claims(wanted)
        terminal.show_rows(found, terminal.print_claims, as_json=as_json, narrow=CLAIM_OPTIONS)


@command("documents", example="claims documents --json")
def documents(context: typer.Context, as_json: options.Json = False) -> None:
    """List the documents, earliest first."""
    with open_ledger(context) as ledger:
        counts = ledger.count_claims()
        rows = ledger.listing(Document).shaped(lambda documents: document_rows(documents, counts))
        print_rows = partial(terminal.print_documents, links=ledger.document_links())
        terminal.show_rows(rows, print_rows, as_json=as_json)


@command("topics", example="claims topics")
def topics(context: typer.Context, as_json: options.Json = False) -> None:
    """List the topics, the most disputed first."""
    with open_ledger(context) as ledger:
        terminal.show_rows(ledger.listing(Topic), terminal.print_topics, as_json=as_json)


@command("topic", example="claims topic 4f2a91c0")
def topic(context: typer.Context, name: options.Identifier, as_json: options.Json = False) -> None:
    """Show one topic in full.

    Every claim side by side, by party, with figures, dates and places.
    """
    with open_ledger(context) as ledger:
        found = find_one(ledger, name, Topic)
        _show(found, ledger, as_json=as_json)


@command("contradictions", example="claims contradictions --new --reading conflict --min-probability 0.8")
def contradictions(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    new: Annotated[bool, typer.Option("--new", help="Only what the latest run found.")] = False,
    status: Annotated[Status | None, typer.Option(help="Only with this status.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only with this in dispute.")] = None,
    reading: Annotated[Reading | None, typer.Option(help="Only of this reading.")] = None,
    topic: options.Topic = None,
    party: options.Party = None,
    since: options.SinceRun = None,
    min_probability: Annotated[
        float, typer.Option(min=0, max=1, help="Only from this probability on.")
    ] = 0.0,
    as_json: options.Json = False,
) -> None:
    """List what disagrees, strongest first.

    Conflict and denial come first, then revision, then scope and incident; in each the newest first. What
    a person dismissed is left out, unless --status asks for it.
    """
    with open_ledger(context) as ledger:
        run, day = find_start(ledger.runs(), since)
        wanted = PairFilter(
            new=new,
            status=status,
            standing=status is None,
            kind=kind,
            reading=reading,
            topic=whole_id(ledger, topic, Topic),
            party=party,
            since=day,
            min_probability=min_probability,
        )
        found = ledger.list_contradictions(wanted, since=run)
        left_out = wanted.model_copy(update={"status": status or "dismissed", "standing": False})
        dismissed = len(ledger.list_contradictions(left_out, since=run)) if status is None else 0
        terminal.show_rows(found, terminal.print_contradictions, as_json=as_json, narrow=PAIR_OPTIONS)
    terminal.note_dismissed(dismissed)


@command("agreements", example="claims agreements --json")
def agreements(context: typer.Context, as_json: options.Json = False) -> None:
    """List the pairs of claims that say the same."""
    with open_ledger(context) as ledger:
        terminal.show_rows(ledger.listing(Agreement), terminal.print_agreements, as_json=as_json)


@command("show", example="claims show 91c04f2a")
def show(context: typer.Context, name: options.Identifier, as_json: options.Json = False) -> None:
    """Show whatever has this id in full.

    A claim, contradiction, agreement, document or topic, with quote, context and the reasons.
    """
    with open_ledger(context) as ledger:
        _show(ledger.find(name), ledger, as_json=as_json)


def _show(found: Record, ledger: "Ledger", *, as_json: bool) -> None:
    documents: Sequence[Document] = ()
    claims: Sequence[Claim] = ()
    discords: Sequence[Discord] = ()
    if isinstance(found, Claim):
        documents = [find_one(ledger, found.document, Document)]
    elif isinstance(found, Contradiction | Agreement):
        documents = [find_one(ledger, side.document, Document) for side in sides_of(found)]
    elif isinstance(found, Document):
        claims = list(ledger.list_claims(ClaimFilter(document=found.id)))
    elif isinstance(found, Topic):
        claims = list(ledger.list_claims(ClaimFilter(topic=found.id)))
        discords = _discords_of(found, claims, ledger)
    details.show_record(found, documents, claims, discords, as_json=as_json)


def _discords_of(topic: Topic, claims: Sequence[Claim], ledger: "Ledger") -> list[Discord]:
    """What the claims of the topic, and others with them, cannot all say together."""
    from claims.rules import clues_of, find_discords

    clues = clues_of(claims)
    return find_discords(ledger.claims_around(topic.id, clues.incidents, clues.predicates, clues.names))


@command("explain", example="claims explain figures")
def explain(
    name: Annotated[str | None, typer.Argument(help="The rule; all without.", metavar="RULE")] = None,
    as_json: options.Json = False,
) -> None:
    """Say what a rule compares, why, and when it errs.

    What decided a finding is named in it by these names. Without a name all rules are listed.
    """
    from claims.rules import CHECKS, WITNESSES, load_rules
    from claims.rules.explain import explain, explain_one

    things: dict[str, object] = {**load_rules(), **CHECKS, **WITNESSES}
    if name is None:
        found = [explain(rule, thing) for rule, thing in things.items()]
        terminal.show_rows(found, terminal.print_explanations, as_json=as_json)
    else:
        terminal.show_rows([explain_one(name, things)], details.print_explanation, as_json=as_json)
