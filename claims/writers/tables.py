"""Views -> JSON and CSV, for programs and spreadsheets."""

import csv
import io
import json
from collections import Counter
from typing import Any

from claims.base.records import REVIEW_CELLS, earliest_first, public
from claims.base.views import View, document_rows
from claims.language.escaping import escape_cell

_PAIR_CELLS = ("id", "kind", "reading", "incident", "probability", "status", "first_seen", "why")
_SIDES = ("left", "right")
_CLAIM_CELLS = ("speaker", "party", "stance", "quote", "source", "published")


def write_json(view: View) -> str:
    """Everything, in the shapes of the public contract."""
    counts = Counter(claim.document for claim in view.claims)
    rows: dict[str, Any] = {"documents": document_rows(earliest_first(view.documents), counts)}
    for name in ("topics", "claims", "contradictions", "agreements", "skipped"):
        rows[name] = [public(record) for record in getattr(view, name)]
    return json.dumps({**rows, "made": public(view.made)}, ensure_ascii=False, indent=2) + "\n"


def write_csv(view: View) -> str:
    """One line for each contradiction; RFC 4180, no cell is a formula.

    Its last columns are empty: filled in, `claims review --from` reads them.
    """
    labels = {topic.id: topic.label for topic in view.topics}
    documents = {document.id: document for document in view.documents}
    out = io.StringIO()
    writer = csv.writer(out)
    sides = [f"{side}_{name}" for side in _SIDES for name in _CLAIM_CELLS]
    writer.writerow([*_PAIR_CELLS, "topic", *sides, *REVIEW_CELLS])
    for pair in view.contradictions:
        cells = [getattr(pair, name) for name in _PAIR_CELLS] + [labels.get(pair.topic, pair.topic)]
        for side in (pair.left, pair.right):
            document = documents[side.document]
            source = document.url or document.source
            cells += [side.speaker, side.party, side.stance, side.quote, source, document.published]
        cells += [""] * len(REVIEW_CELLS)
        writer.writerow(["" if cell is None else escape_cell(str(cell)) for cell in cells])
    return out.getvalue()
