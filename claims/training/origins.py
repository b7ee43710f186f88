"""Measures what is folded as near-copies: `python -m claims.training.origins DATA [--read N]`.

DATA holds `incidents_dev.jsonl.gz`: articles on shootings, those of one `incident` on one event; many
carry the story of an agency or of another outlet. Articles of two incidents are no copies of each other:
what is folded across incidents is wrong, or words that a page has around its article. Within an incident
somebody has to read: `--read N` prints N folded pairs and N that share a passage and are not folded.

What was read is told in `reports/quality.md`.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from claims.base.records import Claim
from claims.base.settings import Settings
from claims.rules.origins import trace_origins
from claims.tools import Tools
from claims.training.incident_groups import Articles, read_articles
from claims.training.incidents import SOURCE, load_rows

SHOWN = 400  # characters of a text that is printed to be read

Couples = list[tuple[str, str]]  # documents, each with its origin


def measure(data: Path) -> dict[str, Any]:
    """How many documents and claims are folded, and how many documents across incidents."""
    return figures(read(data))


def read(data: Path) -> Articles:
    """All articles with their claims."""
    return read_articles(load_rows(data), Tools(Settings()))


def figures(articles: Articles) -> dict[str, Any]:
    """The counts; an article that is reprinted to the letter is one document here."""
    incidents = defaultdict(set)
    for row, document in zip(articles.rows, articles.documents, strict=True):
        incidents[document.id].add(row["incident"])
    claims, origins = trace_origins(articles.claims)
    folded, shared = couples(claims, origins)
    return {
        "documents": len(origins),
        "folded": len(folded),
        "across": sum(incidents[document].isdisjoint(incidents[origin]) for document, origin in folded),
        "claims": len(claims),
        "claims_copied": sum(claim.origin != claim.document for claim in claims),
        "documents_with_passages": len({document for document, _ in shared}),
    }


def couples(claims: Sequence[Claim], origins: Mapping[str, str]) -> tuple[Couples, Couples]:
    """Documents that are folded, and documents that only share a passage with an earlier one."""
    folded = sorted((document, origin) for document, origin in origins.items() if document != origin)
    shared = {(claim.document, claim.origin) for claim in claims if claim.document != claim.origin}
    return folded, sorted(couple for couple in shared if origins[couple[0]] == couple[0])


def print_couples(pairs: Couples, texts: Mapping[str, str], count: int) -> None:
    """Some of them, drawn by chance, to be read."""
    for document, origin in random.Random(0).sample(pairs, min(count, len(pairs))):
        print(f"  origin: {texts[origin][:SHOWN]!r}\n  copy:   {texts[document][:SHOWN]!r}\n")


def main() -> None:
    """Print the figures, and pairs to read if asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help=f"folder with {SOURCE}")
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print N pairs of each sort")
    options = parser.parse_args()
    articles = read(options.data)
    for name, value in figures(articles).items():
        print(f"{name}: {value}")
    texts = {document.id: document.text for document in articles.documents}
    for title, pairs in zip(("folded", "shared"), couples(*trace_origins(articles.claims)), strict=True):
        print(f"{title} ({len(pairs)}):")
        print_couples(pairs, texts, options.read)


if __name__ == "__main__":
    main()
