"""What two runs found, side by side: new, changed, gone, reopened or the same, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from claims.base.records import READING_RANK, Contradiction, Kind, Reading, Record, Status

Shift = Literal["new", "reopened", "changed", "gone", "same"]
SHIFTS: tuple[Shift, ...] = (
    "new",
    "reopened",
    "changed",
    "gone",
    "same",
)  # in the order in which they are told
FLAGGED: frozenset[Shift] = frozenset({"new", "reopened"})


class Difference(Record):
    """One contradiction in two runs."""

    change: Shift
    id: str
    was: str | None = None  # the id in the earlier run, where it is another
    kind: Kind
    reading: Reading
    status: Status
    why: str
    reason: str


@dataclass(frozen=True)
class Past:
    """What is known of the time between two runs.

    Contradictions go by the first id under which they were found.
    """

    before: int
    replaces: Mapping[str, str]  # a contradiction -> the one whose place it took
    first_runs: Mapping[str, int]  # a contradiction -> the run that found it first
    added: Mapping[str, int]  # a document -> the run that added it
    edits: Mapping[str, str]  # a document -> the one that is its next version


def compare_runs(
    earlier: Mapping[str, Contradiction], later: Mapping[str, Contradiction], past: Past
) -> list[Difference]:
    """Every contradiction of either run once: first what is new, what is the same last.

    Args:
        earlier: what the earlier run found, by the first id of each.
        later: what the later run found.
        past: what happened in between.
    """
    rows, told = [], set()
    for root, pair in later.items():
        before = _predecessor(root, earlier, past.replaces)
        told.add(before)
        rows.append(_differ(pair, earlier.get(before or ""), _why_new(root, pair, past)))
    rows += [
        _difference("gone", pair, _why_gone(pair, past)) for root, pair in earlier.items() if root not in told
    ]
    return sorted(rows, key=lambda row: (SHIFTS.index(row.change), READING_RANK[row.reading], row.id))


def _predecessor(root: str, earlier: Mapping[str, Contradiction], replaces: Mapping[str, str]) -> str | None:
    seen = set()
    while root not in earlier and root in replaces and root not in seen:
        seen.add(root)
        root = replaces[root]
    return root if root in earlier else None


def _differ(pair: Contradiction, before: Contradiction | None, why_new: str) -> Difference:
    if before is None:
        if pair.reopened:
            return _difference("reopened", pair, pair.changed or "")
        return _difference("new", pair, why_new)
    was = before.id if before.id != pair.id else None
    if was and pair.replaces:
        return _difference("reopened" if pair.reopened else "changed", pair, pair.changed or "", was)
    if before.reading != pair.reading:
        return _difference("changed", pair, f"it was read as {before.reading}, now as {pair.reading}", was)
    return _difference("same", pair, "told in other words" if was else "found by both", was)


def _difference(change: Shift, pair: Contradiction, reason: str, was: str | None = None) -> Difference:
    shown = {name: getattr(pair, name) for name in ("id", "kind", "reading", "status", "why")}
    return Difference(change=change, was=was, reason=reason, **shown)


def _why_new(root: str, pair: Contradiction, past: Past) -> str:
    if past.first_runs.get(root, 0) <= past.before:
        return "found again"
    sides = {side.document: side.carrier or "an article" for side in (pair.left, pair.right)}
    fresh = {document: name for document, name in sides.items() if past.added.get(document, 0) > past.before}
    if not fresh:
        return "its articles were known; what came since tells more of what they speak of"
    edited = {name for document, name in fresh.items() if document in past.edits.values()}
    came = {name for name in fresh.values() if name not in edited}
    told = [
        f"{' and '.join(sorted(names))} {verb}"
        for names, verb in ((edited, "changed"), (came, "came in"))
        if names
    ]
    return ", ".join(told)


def _why_gone(pair: Contradiction, past: Past) -> str:
    edited = [side.carrier or "an article" for side in (pair.left, pair.right) if side.document in past.edits]
    if edited:
        return f"{' and '.join(dict.fromkeys(edited))} changed and says it no longer"
    return "weighed anew with what came since, or by other models, it is told no longer"
