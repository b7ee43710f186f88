"""What a report shows, and which records were asked for.

Plain functions over records, so that the command line, the reports and the review page choose alike.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from pydantic import Field

from claims.base.errors import LookupFailed, SettingsError
from claims.base.records import (
    Agreement,
    Claim,
    Contradiction,
    Document,
    Kind,
    Reading,
    Record,
    Run,
    Skipped,
    Status,
    Topic,
    content_id,
    public,
)

SHORT = 8  # fewest characters of an id that are printed for people


Pair = Contradiction | Agreement


def sides_of(pair: Pair) -> tuple[Claim, Claim]:
    """The two claims of the pair."""
    return pair.left, pair.right


class Made(Record):
    """How findings were made, for the foot of a page."""

    version: str
    day: date
    models: tuple[str, ...] = ()
    settings: dict[str, str] = Field(default_factory=dict)


class Discord(Record):
    """What several claims say that cannot all hold, though no two of them need be rivals."""

    id: str
    rule: str
    kind: Kind
    topic: str | None
    claims: tuple[str, ...]
    values: tuple[str, ...]
    why: str

    @classmethod
    def of(
        cls, rule: str, kind: Kind, members: Sequence[Claim], values: Sequence[str], why: str
    ) -> "Discord":
        """The discord of these claims; its id comes from who says what, as that of a contradiction does."""
        said = {f"{claim.speaker or ''} {' '.join(claim.quote.casefold().split())}" for claim in members}
        return cls(
            id=content_id(rule, *sorted(said), *values),
            rule=rule,
            kind=kind,
            topic=next((claim.topic for claim in members if claim.topic), None),
            claims=tuple(dict.fromkeys(claim.id for claim in members)),
            values=tuple(values),
            why=why,
        )

    def touches(self, claims: Collection[str]) -> bool:
        """Whether one of the claims with these ids is a member."""
        return not set(self.claims).isdisjoint(claims)


class View(Record):
    """Everything a report shows. `documents` holds the document of every claim in it."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    topics: tuple[Topic, ...]
    contradictions: tuple[Contradiction, ...]
    agreements: tuple[Agreement, ...]
    discords: tuple[Discord, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    made: Made
    templates: str = Field("", description="folder of a user whose templates take the place of ours")

    def only(self, topics: Collection[str]) -> "View":
        """The part that belongs to the topics with these ids, and the documents it needs."""
        contradictions = tuple(pair for pair in self.contradictions if pair.topic in topics)
        agreements = tuple(pair for pair in self.agreements if pair.topic in topics)
        kept = [claim for claim in self.claims if claim.topic in topics]
        ids = {claim.id for claim in kept}
        sides = [
            claim for pairs in (contradictions, agreements) for pair in pairs for claim in sides_of(pair)
        ]
        used = {claim.document for claim in (*kept, *sides)}
        return self.model_copy(
            update={
                "documents": tuple(document for document in self.documents if document.id in used),
                "claims": tuple(kept),
                "topics": tuple(topic for topic in self.topics if topic.id in topics),
                "contradictions": contradictions,
                "agreements": agreements,
                "discords": tuple(found for found in self.discords if found.touches(ids)),
            }
        )


class Explanation(Record):
    """What one rule does. A section that its docstring lacks is empty."""

    rule: str
    summary: str
    compares: str = ""
    why: str = ""
    false_alarms: str = ""
    example: str = ""
    counterexample: str = ""


def report_day(environment: Mapping[str, str] = os.environ) -> date:
    """Today, or the day of SOURCE_DATE_EPOCH, with which two runs write the same page.

    >>> report_day({"SOURCE_DATE_EPOCH": "0"})
    datetime.date(1970, 1, 1)
    """
    return report_moment(environment).date()


def report_moment(environment: Mapping[str, str] = os.environ) -> datetime:
    """Now, or the moment of SOURCE_DATE_EPOCH, in UTC.

    Raises:
        SettingsError: SOURCE_DATE_EPOCH is no number of seconds since 1970.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        hint = "give seconds since 1970, or unset it"
        raise SettingsError(f"SOURCE_DATE_EPOCH is no date: `{epoch}`", hint=hint) from error


def document_rows(documents: Iterable[Document], counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The documents in the shape of the public contract: length and number of claims in place of the text.

    Args:
        documents: in order.
        counts: how many claims each has, by id; one that is missing has none.
    """
    return [
        {name: value for name, value in public(document).items() if name != "text"}
        | {"characters": len(document.text), "claims": counts.get(document.id, 0)}
        for document in documents
    ]


class ClaimFilter(Record):
    """Which claims are asked for; what is None does not matter. Words match inside, whatever their case."""

    topic: str | None = None
    speaker: str | None = None
    party: str | None = None
    document: str | None = None
    since: date | None = Field(None, description="first day on which its document may have been published")
    text: str | None = Field(None, description="words of the claim or of its sentence")
    current: bool = Field(False, description="only of the newest version of each article")


class PairFilter(Record):
    """Which contradictions are asked for; what is None does not matter."""

    new: bool = False
    status: Status | None = None
    kind: Kind | None = None
    reading: Reading | None = None
    topic: str | None = None
    party: str | None = Field(None, description="words in the name of a side's party")
    since: date | None = Field(None, description="first day on which it may have been found")
    min_probability: float = 0.0
    standing: bool = Field(False, description="only what no person dismissed")


def find_start(runs: Sequence[Run], name: str | None) -> tuple[int, date | None]:
    """From which run, or from which day on, if a user names one of the two.

    Raises:
        LookupFailed: it is neither, or there was no such run.
    """
    if name is None or name.isdecimal():
        return (find_run(runs, name) if name else 0), None
    return 0, _day(name)


def find_run(runs: Sequence[Run], name: str) -> int:
    """The number of the run that a user names: its number, or a day, whose last run is meant.

    Before the first run, the number is 0.

    Raises:
        LookupFailed: it is neither, or there was no such run.
    """
    if name.isdecimal():
        if int(name) <= len(runs):
            return int(name)
        last = f"the last is {len(runs)}" if runs else "there was none yet"
        raise LookupFailed(f"no run has the number {name}, {last}", hint="`claims runs` lists them")
    day = _day(name).isoformat()
    return max((run.number for run in runs if run.when[:10] <= day), default=0)


def _day(name: str) -> date:
    try:
        return date.fromisoformat(name)
    except ValueError as error:
        message = f"`{name}` is neither the number of a run nor a day such as 2024-12-31"
        raise LookupFailed(message, hint="`claims runs` lists the runs") from error


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Each id with its shortest prefix of at least eight characters that no other id has.

    >>> short_ids(["aaaaaaaabb", "aaaaaaaabc", "ffffffffff"])
    {'aaaaaaaabb': 'aaaaaaaabb', 'aaaaaaaabc': 'aaaaaaaabc', 'ffffffffff': 'ffffffff'}
    """
    short = {name: name[:SHORT] for name in ids}
    counts = Counter(short.values())
    ordered = sorted(name for name, start in short.items() if counts[start] > 1)
    # in sorted order the id that shares most with another stands beside it
    for left, right in pairwise(ordered):
        needed = _shared_length(left, right) + 1
        for name in (left, right):
            short[name] = max(short[name], name[:needed], key=len)
    return short


def _shared_length(left: str, right: str) -> int:
    pairs = zip(left, right, strict=False)
    return next(
        (index for index, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right))
    )
