"""Graph, topics -> briefing, report.

The ending of a file chooses the writer; what it writes is prepared and laid out in `claims.writers`.
"""

from collections.abc import Callable
from pathlib import Path

from claims.base.errors import ClaimsError
from claims.base.views import View
from claims.writers.briefing import write_briefing
from claims.writers.claimreview import write_claim_reviews
from claims.writers.tables import write_csv, write_json

__all__ = ["FORMATS", "write_briefing", "write_report"]


def _page(view: View) -> str:
    from claims.writers.page import write_page  # loads networkx, which the others do without

    return write_page(view)


FORMATS: dict[str, Callable[[View], str]] = {
    ".md": write_briefing,
    ".json": write_json,
    ".csv": write_csv,
    ".html": _page,
    ".jsonld": write_claim_reviews,
}


def write_report(view: View, path: Path) -> None:
    """Write the report in the format that the ending of `path` names.

    Raises:
        ClaimsError: no format has this ending; the hint lists those that work.
    """
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise ClaimsError(
            f"cannot write `{path}`: no report format ends in `{path.suffix}`",
            hint=f"endings that work: {' '.join(FORMATS)}",
        )
    # in JSON and CSV a stray half of a surrogate pair is kept, as an escape
    path.write_text(write(view), encoding="utf-8", errors="backslashreplace", newline="")
