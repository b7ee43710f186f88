"""Commands that write files: graph, briefing, report."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from claims import __version__, options, terminal
from claims.base.records import Topic
from claims.base.views import Made, PairFilter, View, find_start, report_day, sides_of
from claims.commands.app import command, find_one, open_ledger, settings_of
from claims.progress import showing_progress

READING = "reading the ledger"  # the step that each command here begins with
SHOWN_SETTINGS = ("topic_floor", "pair_floor", "min_probability")


@command("graph", example="claims graph -o disputes.svg")
def graph(
    context: typer.Context,
    output: options.Output,
    parties: Annotated[bool, typer.Option("--parties", help="Party against party, with counts.")] = False,
) -> None:
    """Write the graph of disagreement.

    The ending of the file is the format: .html (a page to look around in) .svg (a drawing), for other
    programs .graphml .gexf .json (node-link) .mmd (Mermaid). What a person dismissed is left out.
    """
    from claims import link

    build = link.party_graph if parties else link.build_graph
    with showing_progress() as progress:
        progress(READING)
        with open_ledger(context) as ledger:
            found = ledger.contradictions()
            standing = [pair for pair in found if pair.status != "dismissed"]
            drawn = build(ledger.current_claims(), standing, ledger.agreements())
        terminal.note_dismissed(len(found) - len(standing))
        progress("drawing the graph")
        with options.writing(output):
            link.write_graph(drawn, output)


@command("brief", example="claims brief -o briefing.md")
def brief(
    context: typer.Context,
    topics: Annotated[
        list[str] | None, typer.Argument(help="Ids of topics; all without.", metavar="TOPIC…")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Only topics with something new.")] = False,
    since: options.SinceRun = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write, else stdout.")] = None,
) -> None:
    """Write the briefing, as Markdown.

    What is new on top; then by topic what is in dispute, with the strongest quotes of both sides, the
    figures in order of publication and what would settle it; what is agreed; all sources. With --new or
    --since, only the topics in which the latest run, or a run since then, was the first to find a dispute.
    `templates` in claims.toml names a folder whose `briefing.md.j2` lays it out instead of ours.
    """
    from claims import report

    with showing_progress() as progress:
        progress(READING)
        view = _view(context, topics or [])
        if new or since:
            fresh = _fresh_topics(context, since, new=new)
            if not fresh:
                terminal.note("nothing new")
            view = view.only(fresh)
        progress("writing the briefing")
        text = report.write_briefing(view)
    if output is None:
        typer.echo(text, nl=False)
        return
    with options.writing(output):
        output.write_text(text, encoding="utf-8")


@command("report", example="claims report -o disputes.html")
def write_report(context: typer.Context, output: options.Output) -> None:
    """Write the report of all discrepancies.

    The ending of the file is the format: .html (one page to search, read and print) .md .csv .json, and
    .jsonld (ClaimReview of schema.org, only of what a person confirmed).
    """
    from claims import report

    with showing_progress() as progress, options.writing(output):
        progress(READING)
        view = _view(context, [])
        progress("writing the report")
        report.write_report(view, output)
    if output.suffix.lower() == ".jsonld" and all(pair.status != "confirmed" for pair in view.contradictions):
        terminal.note("no review in it yet: `claims review ID confirm` says what is confirmed")


def _fresh_topics(context: typer.Context, since: str | None, *, new: bool) -> set[str]:
    """Topics in which a dispute was found from then on."""
    with open_ledger(context) as ledger:
        run, day = find_start(ledger.runs(), since)
        wanted = PairFilter(new=new, since=day, standing=True)
        return {pair.topic for pair in ledger.list_contradictions(wanted, since=run)}


def _view(context: typer.Context, topics: Sequence[str]) -> View:
    """What the ledger holds, or only what belongs to these topics."""
    from claims.models import model_names
    from claims.rules import find_discords

    settings = settings_of(context)
    with open_ledger(context) as ledger:
        wanted = {find_one(ledger, prefix, Topic).id for prefix in topics}
        claims, found = tuple(ledger.current_claims()), tuple(ledger.contradictions())
        past = ledger.newest_versions().keys() - {side.document for pair in found for side in sides_of(pair)}
        view = View(
            documents=tuple(document for document in ledger.documents() if document.id not in past),
            claims=claims,
            topics=tuple(ledger.topics()),
            contradictions=found,
            agreements=tuple(ledger.agreements()),
            discords=tuple(find_discords(claims)),
            skipped=tuple(ledger.skipped()),
            made=Made(
                version=__version__,
                day=report_day(),
                models=model_names(settings),
                settings={name: str(getattr(settings, name)) for name in SHOWN_SETTINGS},
            ),
            templates=settings.templates,
        )
    asked = view.only(wanted) if wanted else view
    terminal.note_dismissed(sum(pair.status == "dismissed" for pair in asked.contradictions))
    return asked
