"""Graph, topics -> briefing, report.

The briefing is prepared here as plain rows (`_Section`, `_Block`, `_Row`) and laid out by
`templates/briefing.md.j2`, where every value is escaped: what a document says never becomes markup.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from claims.base.errors import ClaimsError
from claims.base.records import (
    READING_RANK,
    Agreement,
    Claim,
    Contradiction,
    Document,
    Quantity,
    Topic,
    earliest_first,
    public,
)
from claims.base.views import Pair, View, document_rows, sides_of
from claims.language.escaping import escape_cell, escape_markdown, printable
from claims.language.wording import count_words, day_words, figure_words, letter_of, stance_words, time_words

VALUE_KINDS = frozenset({"figure", "date", "place"})  # kinds whose sides differ in a value
TEMPLATES = Path(__file__).parent / "templates"
SHORT_QUOTE = 6  # words; a shorter quote is shown inside its sentence

PairT = TypeVar("PairT", Contradiction, Agreement)


@dataclass(frozen=True)
class _Source:
    number: int
    name: str
    day: str


_Sources = Mapping[str, _Source]


@dataclass(frozen=True)
class _Quoted:
    """One wording of one voice, with every source that carries it."""

    claim: Claim
    sources: tuple[_Source, ...]


_Odd = tuple[tuple[str, tuple[_Quoted, ...]], ...]  # why some claims cannot all hold, and they


@dataclass(frozen=True)
class _Block:
    """One disagreement, or one agreement with a single side; a side lists every wording of it."""

    pair: Pair
    sides: tuple[tuple[_Quoted, ...], ...]
    settling: tuple[tuple[str, _Source], ...] = ()


@dataclass(frozen=True)
class _Row:
    """One line of a figures table."""

    quantity: Quantity
    claim: Claim
    incident: str
    sources: tuple[_Source, ...]


@dataclass(frozen=True)
class _Section:
    """One topic: its disputes, and its figures side by side."""

    label: str
    blocks: tuple[_Block, ...]
    rows: tuple[_Row, ...]
    side_by_side: int
    quotes: tuple[_Quoted, ...]
    odd: _Odd = ()


def write_briefing(view: View) -> str:
    """The Markdown briefing: what is in dispute, then what is agreed, new and skipped, then the sources."""
    sources = _number_sources(view.documents)
    disputed = [pair for pair in view.contradictions if pair.status != "dismissed"]
    agreements = _by_topic(view.agreements, view.topics)
    agreed = {topic: pairs for topic, _, pairs in agreements}
    labels = {topic.id: topic.label for topic in view.topics}
    groups, odd = _by_topic(disputed, view.topics), _odd_by_topic(view, sources)
    known = {topic for topic, _, _ in groups}
    alone: list[tuple[str, str, list[Contradiction]]] = [
        (topic, labels.get(topic, "Other claims"), []) for topic in odd if topic not in known
    ]
    text = _render(
        "briefing.md.j2",
        view=view,
        sections=[
            replace(_section(label, pairs, agreed.get(topic, []), sources), odd=odd.get(topic, ()))
            for topic, label, pairs in [*groups, *alone]
        ],
        agreed=[(label, _agreed_blocks(pairs, sources)) for _, label, pairs in agreements],
        disputed=disputed,
        dismissed=len(view.contradictions) - len(disputed),
        new=[pair for pair in sorted(disputed, key=_strength) if pair.status == "new"],
        readings=list(dict.fromkeys(pair.reading for pair in sorted(disputed, key=_strength))),
        labels=labels,
        sources=[(sources[document.id], document) for document in earliest_first(view.documents)],
    )
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def write_report(view: View, path: Path) -> None:
    """Write the report in the format that the ending of `path` names.

    Raises:
        ClaimsError: no format has this ending; the hint lists those that work.
    """
    write = _FORMATS.get(path.suffix.lower())
    if write is None:
        raise ClaimsError(
            f"cannot write `{path}`: no report format ends in `{path.suffix}`",
            hint=f"endings that work: {' '.join(_FORMATS)}",
        )
    # in JSON and CSV a stray half of a surrogate pair is kept, as an escape
    path.write_text(write(view), encoding="utf-8", errors="backslashreplace", newline="")


def _json(view: View) -> str:
    rows: dict[str, Any] = {"documents": document_rows(earliest_first(view.documents), view.claims)}
    for name in ("topics", "claims", "contradictions", "agreements", "skipped"):
        rows[name] = [public(record) for record in getattr(view, name)]
    return json.dumps({**rows, "made": public(view.made)}, ensure_ascii=False, indent=2) + "\n"


def _csv(view: View) -> str:
    """One line for each contradiction; RFC 4180, no cell is a formula."""
    labels = {topic.id: topic.label for topic in view.topics}
    documents = {document.id: document for document in view.documents}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_PAIR_CELLS, "topic", *(f"{side}_{name}" for side in _SIDES for name in _CLAIM_CELLS)])
    for pair in view.contradictions:
        cells = [getattr(pair, name) for name in _PAIR_CELLS] + [labels.get(pair.topic, pair.topic)]
        for side in (pair.left, pair.right):
            document = documents[side.document]
            source = document.url or document.source
            cells += [side.speaker, side.party, side.stance, side.quote, source, document.published]
        writer.writerow(["" if cell is None else escape_cell(str(cell)) for cell in cells])
    return out.getvalue()


_PAIR_CELLS = ("id", "kind", "reading", "incident", "probability", "status", "first_seen", "why")
_SIDES = ("left", "right")
_CLAIM_CELLS = ("speaker", "party", "stance", "quote", "source", "published")
_FORMATS: dict[str, Callable[[View], str]] = {".md": write_briefing, ".json": _json, ".csv": _csv}


def _render(template: str, **values: object) -> str:
    return str(_environment().get_template(template).render(values))


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["short_quote"] = SHORT_QUOTE
    environment.filters |= {
        "capital": lambda text: text[:1].upper() + text[1:],
        "count": count_words,
        "day": day_words,
        "figure": figure_words,
        "file": lambda source: Path(source).name or source,
        "link": _link,
        "stance": stance_words,
        "time": time_words,
    }
    return environment


def _shown(value: object) -> str:
    """The value as Markdown that shows it and does nothing else; None is empty."""
    from markupsafe import Markup

    if value is None or isinstance(value, Markup):
        return value or Markup()
    return Markup(escape_markdown(str(value)))


def _link(url: str) -> str:
    """A link where the address is one of the web, else its words."""
    from markupsafe import Markup

    is_web = urlsplit(url).scheme in {"http", "https"} and not re.search(r"[\s<>\\]", url)
    return Markup(f"<{url}>") if is_web and printable(url) == url else url


def _number_sources(documents: Sequence[Document]) -> dict[str, _Source]:
    return {
        document.id: _Source(
            number=number,
            name=document.publisher or document.title or Path(document.source).name,
            day=day_words(document.published) if document.published else "undated",
        )
        for number, document in enumerate(earliest_first(documents), start=1)
    }


def _by_topic(pairs: Sequence[PairT], topics: Sequence[Topic]) -> list[tuple[str, str, list[PairT]]]:
    """Topic id, label and pairs, strongest first; the topic with the strongest pair comes first."""
    labels = {topic.id: topic.label for topic in topics}
    groups: dict[str, list[PairT]] = {}
    for pair in sorted(pairs, key=_strength):
        groups.setdefault(pair.topic, []).append(pair)
    return [(topic, labels.get(topic, "Other claims"), kept) for topic, kept in groups.items()]


def _strength(pair: Pair) -> tuple[int, float, str]:
    if isinstance(pair, Agreement):
        return 0, 0.0, pair.id
    return READING_RANK[pair.reading], -pair.probability, pair.id


def _section(
    label: str, pairs: Sequence[Contradiction], agreements: Sequence[Agreement], sources: _Sources
) -> _Section:
    beside = [pair for pair in pairs if _is_side_by_side(pair)]
    blocks = _blocks([pair for pair in pairs if not _is_side_by_side(pair)], sources)
    figures = [pair for pair in pairs if pair.kind == "figure"]
    agreed = [pair for pair in agreements if figures and pair.kind == "figure"]
    shown = {quoted.claim.id for block in blocks for side in block.sides for quoted in side}
    rest = [claim for claim in _sides(beside) if claim.id not in shown]
    return _Section(
        label, blocks, _figure_rows([*figures, *agreed], sources), len(beside), _quoted(rest, sources)
    )


def _odd_by_topic(view: View, sources: _Sources) -> dict[str, _Odd]:
    """Topic id -> what cannot all hold in it."""
    claims = {claim.id: claim for claim in view.claims}
    odd: dict[str, _Odd] = {}
    for found in view.discords:
        members = [claims[claim] for claim in found.claims if claim in claims]
        odd[found.topic or ""] = (*odd.get(found.topic or "", ()), (found.why, _quoted(members, sources)))
    return odd


def _is_side_by_side(pair: Contradiction) -> bool:
    # n figures of n incidents make n(n-1)/2 pairs: one table shows them all
    return pair.kind == "figure" and pair.reading == "incident"


def _sides(pairs: Iterable[Pair]) -> list[Claim]:
    return [claim for pair in pairs for claim in sides_of(pair)]


def _blocks(pairs: Sequence[Contradiction], sources: _Sources) -> tuple[_Block, ...]:
    """One block for all pairs that set the same voices against each other over the same values."""
    groups: dict[tuple[object, ...], list[tuple[Contradiction, Claim, Claim]]] = {}
    for pair in pairs:
        (first, one), (second, other) = sorted(_keyed_sides(pair), key=lambda side: side[0])
        groups.setdefault((pair.kind, pair.reading, first, second), []).append((pair, one, other))
    return tuple(_block(members, sources) for members in groups.values())


def _keyed_sides(pair: Contradiction) -> list[tuple[tuple[str, ...], Claim]]:
    return [(_side_key(pair, claim, value), claim) for claim, value in _valued_sides(pair)]


def _valued_sides(pair: Pair) -> list[tuple[Claim, str]]:
    """Each side with the value that the deciding finding gives it; empty if none does."""
    findings = pair.decided_by if isinstance(pair, Contradiction) else ()
    finding = next((finding for finding in findings if finding.kind == pair.kind), None)
    left, right = (finding.left_value, finding.right_value) if finding else ("", "")
    return [(pair.left, left), (pair.right, right)]


def _side_key(pair: Contradiction, claim: Claim, value: str) -> tuple[str, ...]:
    voice = claim.party or claim.speaker or ""
    if value and (pair.kind == "figure" or (pair.kind in VALUE_KINDS and claim.incident)):
        return voice, value.casefold(), claim.incident or ""
    return voice, " ".join(claim.quote.casefold().split()), claim.stance


def _block(members: Sequence[tuple[Contradiction, Claim, Claim]], sources: _Sources) -> _Block:
    pairs, ones, others = [[*column] for column in zip(*members, strict=True)]
    sides = [_quoted(ones, sources), _quoted(others, sources)]
    # who denies answers: the denied claim reads first, else the earlier source
    sides.sort(key=lambda side: (side[0].claim.stance == "denies", side[0].sources[0].number))
    return _Block(pairs[0], tuple(sides), _settling(pairs[0], sources))


def _quoted(claims: Iterable[Claim], sources: _Sources) -> tuple[_Quoted, ...]:
    """Each wording once, with its sources; the earliest source first."""
    groups: dict[tuple[str, ...], dict[str, Claim]] = {}
    for claim in claims:
        words = " ".join(claim.quote.casefold().split())
        key = (claim.speaker or "", claim.via or "", claim.stance, words)
        groups.setdefault(key, {})[claim.id] = claim
    quoted = [
        _Quoted(min(same.values(), key=lambda claim: claim.id), _cited(same.values(), sources))
        for same in groups.values()
    ]
    return tuple(sorted(quoted, key=lambda item: (item.sources[0].number, item.claim.start, item.claim.id)))


def _cited(claims: Iterable[Claim], sources: _Sources) -> tuple[_Source, ...]:
    return tuple(sorted({sources[claim.document] for claim in claims}, key=lambda source: source.number))


def _settling(pair: Contradiction, sources: _Sources) -> tuple[tuple[str, _Source], ...]:
    """Which slot is missing at which source, where it would tell whether the two speak of one incident."""
    of_events = pair.kind in VALUE_KINDS or pair.left.incident or pair.right.incident
    if pair.incident != "unknown" or not of_events:
        return ()
    missing = [(_missing_slots(claim), sources[claim.document]) for claim in sides_of(pair)]
    return tuple(dict.fromkeys(slots for slots in missing if slots[0]))


def _missing_slots(claim: Claim) -> str:
    return " and ".join(slot for slot, value in (("date", claim.time), ("place", claim.places)) if not value)


def _figure_rows(pairs: Sequence[Pair], sources: _Sources) -> tuple[_Row, ...]:
    """Each rival figure once for each voice, time, place and incident, incidents in order of time."""
    told = {
        (claim.id, quantity.text): (claim, quantity) for pair in pairs for claim, quantity in _rivals(pair)
    }
    letters = _incident_letters([claim for claim, _ in told.values()])
    groups: dict[tuple[object, ...], list[tuple[Claim, Quantity]]] = {}
    for claim, quantity in told.values():
        voice = claim.party or claim.speaker
        what = (figure_words(quantity), (quantity.of or "").casefold(), quantity.role, voice)
        where = (time_words(claim.time), claim.places, claim.incident)
        groups.setdefault((*what, *where), []).append((claim, quantity))
    rows = []
    for members in groups.values():
        claim, quantity = min(members, key=lambda member: member[0].id)
        cited = _cited([member[0] for member in members], sources)
        rows.append(_Row(quantity, claim, letters.get(claim.incident, ""), cited))
    return tuple(sorted(rows, key=_row_order))


def _row_order(row: _Row) -> tuple[object, ...]:
    letter, claim, amount = row.incident, row.claim, row.quantity.high or row.quantity.low or 0
    return not letter, len(letter), letter, -amount, row.sources[0].number, claim.start, claim.id


def _rivals(pair: Pair) -> list[tuple[Claim, Quantity]]:
    """The quantities the pair compares: those the finding names, else those of a shared role, else all."""
    left, right = ({quantity.role for quantity in claim.quantities} for claim in sides_of(pair))
    rivals: list[tuple[Claim, Quantity]] = []
    for claim, value in _valued_sides(pair):
        named = [q for q in claim.quantities if value.casefold() in {q.text.casefold(), figure_words(q)}]
        alike = [q for q in claim.quantities if q.role in left & right]
        rivals.extend((claim, quantity) for quantity in named or alike or claim.quantities)
    return rivals


def _incident_letters(claims: Iterable[Claim]) -> dict[str | None, str]:
    """Incident id -> A, B, C … in order of time, undated last."""
    first: dict[str, date] = {}
    for claim in claims:
        if claim.incident:
            day = (claim.time and (claim.time.start or claim.time.end)) or date.max
            first[claim.incident] = min(day, first.get(claim.incident, date.max))
    ordered = sorted(first, key=lambda incident: (first[incident], incident))
    return {incident: letter_of(number) for number, incident in enumerate(ordered)}


def _agreed_blocks(pairs: Sequence[Agreement], sources: _Sources) -> list[_Block]:
    """One block for all claims of a topic that agree through each other."""
    group_of: dict[str, str] = {}

    def root(claim: str) -> str:
        while group_of.setdefault(claim, claim) != claim:
            claim = group_of[claim]
        return claim

    for pair in pairs:
        group_of[root(pair.right.id)] = root(pair.left.id)
    groups: dict[str, list[Agreement]] = {}
    for pair in pairs:
        groups.setdefault(root(pair.left.id), []).append(pair)
    return [_Block(group[0], (_quoted(_sides(group), sources),)) for group in groups.values()]
