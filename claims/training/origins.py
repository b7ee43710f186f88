"""Measures what is folded as near-copies: `python -m claims.training.origins DATA [--read N]`.

DATA holds `incidents_dev.jsonl.gz`: articles on shootings, those of one `incident` on one event; many
carry the story of an agency or of another outlet. Articles of two incidents are no copies of each other:
what is folded across incidents is wrong, or words that a page has around its article. Within an incident
somebody has to read: `--read N` prints N folded pairs and N that share a passage and are not folded.
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from claims.base.records import Claim
from claims.base.settings import Settings
from claims.rules.origins import trace_origins
from claims.run import Tools
from claims.training.incident_groups import Articles, read_articles
from claims.training.incidents import SOURCE, load_rows

SHOWN = 400  # characters of a text that is printed to be read


def figures(articles: Articles) -> dict[str, Any]:
    """How many documents and claims are folded, how many documents across incidents, and how long it took."""
    incidents = defaultdict(set)
    for row, document in zip(articles.rows, articles.documents, strict=True):
        incidents[document.id].add(row["incident"])
    start = time.perf_counter()
    claims, origins = trace_origins(articles.claims)
    seconds = time.perf_counter() - start
    folded = {document: origin for document, origin in origins.items() if document != origin}
    return {
        "documents with claims": len(origins),
        "folded": len(folded),
        "folded across incidents": sum(
            incidents[document].isdisjoint(incidents[origin]) for document, origin in folded.items()
        ),
        "claims": len(claims),
        "claims of another origin": sum(claim.origin != claim.document for claim in claims),
        "of these in documents not folded": sum(
            claim.origin != claim.document and claim.document not in folded for claim in claims
        ),
        "seconds": round(seconds, 1),
    }


def pairs_to_read(claims: Sequence[Claim]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Documents with their origins: those that are folded, and those that only share a passage."""
    traced, origins = trace_origins(claims)
    folded = sorted((document, origin) for document, origin in origins.items() if document != origin)
    shared = {(claim.document, claim.origin) for claim in traced if claim.document != claim.origin}
    return folded, sorted(pair for pair in shared if origins[pair[0]] == pair[0])


def print_pairs(pairs: Sequence[tuple[str, str]], texts: Mapping[str, str], count: int) -> None:
    """Some of the pairs, drawn by chance, to be read."""
    for document, origin in random.Random(0).sample(pairs, min(count, len(pairs))):
        print(f"  origin: {texts[origin][:SHOWN]!r}\n  copy:   {texts[document][:SHOWN]!r}\n")


def main() -> None:
    """Print the figures, and pairs to read if asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help=f"folder with {SOURCE}")
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print N pairs of each sort")
    options = parser.parse_args()
    articles = read_articles(load_rows(options.data), Tools(Settings()))
    for name, value in figures(articles).items():
        print(f"{name}: {value}")
    texts = {document.id: document.text for document in articles.documents}
    for title, pairs in zip(("folded", "not folded"), pairs_to_read(articles.claims), strict=True):
        print(f"{title} ({len(pairs)}):")
        print_pairs(pairs, texts, options.read)


if __name__ == "__main__":
    main()
