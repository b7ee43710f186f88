"""Sentence -> the days that it speaks of, anchored on the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claims.base.records import TimeSpan
from claims.language import periods
from claims.language.clauses import whole_text
from claims.language.periods import UNKNOWN, Period
from claims.language.tenses import tense_of
from claims.language.time_context import Context
from claims.language.time_forms import Phrase, find_phrases

if TYPE_CHECKING:  # for its name only: spaCy takes a second to import
    from spacy.tokens import Doc

LEAD_WINDOW = 100  # characters before a phrase in which "since …" can govern it


@dataclass(frozen=True)
class When:
    """A time with its place in the sentence: `doc.text[start:end] == span.text`."""

    span: TimeSpan
    start: int
    end: int
    role: str  # at | since | until | base


@dataclass(frozen=True)
class Lead:
    """What the words before a phrase make of it, and where they begin."""

    role: str
    kind: str
    start: int


_LEAD = re.compile(
    r"\b(?P<kind>since|until|till|up to|through|by|before|prior to|ahead of|after|following|from|over|on"
    r"|compared (?:to|with)|than(?: (?:in|during|for|at|on))?|versus|against)"
    r"\s+(?:(?:the|early on|about|around|in|on|at|as early as)\s+)*$",
    re.IGNORECASE,
)
# "since the fall of the capital in August": the whole stretch begins in August
_FAR_LEAD = re.compile(
    r"\b(?P<kind>since|until|till)\b(?! then)[^,;:.()]*\b(?:in|on|at|during)\s+(?:the\s+)?$", re.IGNORECASE
)
_CHANGE = re.compile(
    r"%|\bper ?cent\b|\b(?:up|down|increas|decreas|rose|risen|rise|rising|fell|fall|drop|grew|grow"
    r"|declin|surg|jump|(?:more|fewer|less)(?! than \d)|higher|lower|change)",
    re.IGNORECASE,
)
_CLOCK_JOINTS = frozenset(
    {
        "",
        "on",
        "at",
        "around",
        "about",
        "at around",
        "at about",
        "shortly after",
        "shortly before",
        "just after",
    }
)
_BASE = ("compared", "than", "versus", "against")
_CLOSED = frozenset({"months", "months_near", "years"})  # stretches that name both ends
# forms whose year or week only the tense tells
_LEANING = frozenset({"weekday", "month_day", "day_month", "month", "months_near", "feast", "year_part"})
_DAYS_OF_FEASTS = frozenset({"day", "eve", "night", "weekend", "monday", "friday", "sunday"})
_LIKELY = 300  # days back beyond which nobody leaves out the year, unless in the past tense
_YEAR_BEFORE = re.compile(r"\byear (?:before|earlier|prior)$|^a year ago$", re.IGNORECASE)


def lead_of(text: str, phrase: Phrase) -> Lead:
    """How the words before the phrase tie it to the sentence: role at, since, until or base.

    >>> text = "Deaths rose 56% in 2023 compared to 2022."
    >>> [lead_of(text, phrase).role for phrase in find_phrases(text)]
    ['at', 'base']
    """
    begin = max(0, phrase.start - LEAD_WINDOW)
    near = _LEAD.search(text, begin, phrase.start)
    kind = near["kind"].lower().split()[0] if near else ""
    start = near.start() if near else phrase.start
    if kind in _BASE:
        return Lead("base", kind, phrase.start)
    words = text[phrase.start : phrase.end]
    is_base = kind in ("from", "over") and phrase.form not in _CLOSED
    if (is_base or _YEAR_BEFORE.search(words)) and _compares(text[:start], words, kind):
        return Lead("base", kind, phrase.start)
    opening = _opening(text, phrase, kind, start)
    if opening:
        return opening
    far = _FAR_LEAD.search(text, begin, phrase.start)
    if far:
        return Lead("until" if far["kind"].lower() != "since" else "since", far["kind"].lower(), phrase.start)
    if kind in ("by", "before", "prior", "ahead", "after", "following"):
        return Lead("at", kind, start)
    return Lead("at", "", phrase.start)


def _opening(text: str, phrase: Phrase, kind: str, start: int) -> Lead | None:
    """What "from", "since" or "until" right before the phrase makes of it."""
    if kind == "from" and phrase.form in _CLOSED:
        return Lead("at", "", start)
    if kind == "from" and text[phrase.end : phrase.end + 2] in ("'s", "’s"):
        return Lead("at", "", phrase.start)  # "the toll from Tuesday's earthquake"
    if kind in ("from", "since"):
        return Lead("since", kind, start)
    return Lead("until", kind, start) if kind in ("until", "till", "up", "through") else None


def _compares(before: str, words: str, kind: str) -> bool:
    """Whether "from 2022" or "over the previous year" tells what a change is measured against."""
    if not _CHANGE.search(before[-LEAD_WINDOW:]):
        return False
    return kind == "from" or bool(
        re.match(r"(?:the )?(?:previous|same|preceding|year|a year|last year|\d{4}$)", words, re.IGNORECASE)
    )


def base_of(text: str, after: int) -> str | None:
    """What a change told before the place `after` is measured against, as written; None if unsaid.

    >>> base_of("Attacks surged by 42% in 2021 compared to the previous year.", 20)
    'the previous year'
    """
    for phrase in find_phrases(text):
        if phrase.start >= after and lead_of(text, phrase).role == "base":
            return text[phrase.start : phrase.end]
    return None


def read_times(doc: Doc, published: date | None) -> list[When]:
    """The times of a parsed sentence, in order; what cannot be told without a date stays open.

    Args:
        doc: one sentence. A verb in the future turns "on Monday" into the next one.
        published: the only anchor; without it "last month" has neither start nor end.
    """
    text = whole_text(doc)
    phrases = [phrase for phrase in find_phrases(text) if not _is_in_name(doc, phrase)]
    if not phrases:
        return []
    leads = [lead_of(text, phrase) for phrase in phrases]
    year: int | None = None
    resolved: list[Period] = []
    for phrase, lead in zip(phrases, leads, strict=True):
        period = _resolve(doc, phrase, lead, Context(published, year))
        resolved.append(period)
        if lead.role != "base" and period[0] and period[1] and period[0].year == period[1].year:
            year = period[0].year
    whens = [_when(text, *row) for row in zip(phrases, leads, resolved, strict=True)]
    return _merge_ranges(text, _merge_clocks(text, phrases, whens))


def _is_in_name(doc: Doc, phrase: Phrase) -> bool:
    """Whether the words are part of a longer name: "Friday Harbor", "April Smith", "a Halloween party"."""
    if phrase.form not in ("weekday", "month", "feast", "month_day"):
        return False
    words = doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
    if words is None:
        return False
    if phrase.form == "feast":
        return words[-1].dep_ == "compound" and words[-1].lower_ not in _DAYS_OF_FEASTS
    return any(
        entity.start <= words.start and words.end <= entity.end and len(entity) > len(words)
        for entity in doc.ents
    )


def _resolve(doc: Doc, phrase: Phrase, lead: Lead, context: Context) -> Period:
    words = whole_text(doc)[phrase.start : phrase.end]
    if phrase.form == "elsewhen":  # "than the year before": the year before the one spoken of
        if lead.role != "base" or not _YEAR_BEFORE.search(words):
            return UNKNOWN
        if context.year is not None:
            return periods.year_of(context.year - 1)
        return (
            periods.unit_around(periods.shift(context.anchor, -1, "year"), "year")
            if context.anchor
            else UNKNOWN
        )
    if context.anchor is None or phrase.form not in _LEANING:
        return phrase.resolve(context)
    if phrase.form == "year_part":  # "by the end of the year", of which none is named
        promised = lead.kind == "by" and tense_of(doc, phrase.start) == "future"
        return phrase.resolve(Context(context.anchor, context.year or context.anchor.year * promised or None))
    tense = tense_of(doc, phrase.start)
    if tense == "present" and phrase.form == "weekday" and not dict(phrase.parts).get("lead"):
        return UNKNOWN  # "the club opens Friday", "he appears in court Friday": to come, past or a habit
    found = phrase.resolve(Context(context.anchor, context.year, tense == "future"))
    return UNKNOWN if tense != "past" and _is_long_past(phrase, found, context.anchor) else found


def _is_long_past(phrase: Phrase, found: Period, anchor: date) -> bool:
    """Whether a day written without a year came so long before the anchor that the next one is likelier."""
    bare = not {"year", "lead"} & dict(phrase.parts).keys()
    return bare and found[1] is not None and found[1] < periods.shift_days(anchor, -_LIKELY)


def _when(text: str, phrase: Phrase, lead: Lead, period: Period) -> When:
    start, end = period
    if lead.role == "base":
        pass
    elif lead.kind in ("since", "from", "after", "following"):
        end = None
    elif lead.role == "until" or lead.kind == "by":
        start = None
    elif lead.kind in ("before", "prior", "ahead"):
        start, end = None, periods.shift_days(start, -1) if start else None
    first = lead.start
    return When(TimeSpan(text=text[first : phrase.end], start=start, end=end), first, phrase.end, lead.role)


def _merge_clocks(text: str, phrases: Sequence[Phrase], whens: list[When]) -> list[When]:
    """The times with "3 p.m. on Saturday" and "Saturday at 3 p.m." made one, of that day."""
    merged: list[tuple[bool, When]] = []
    for phrase, when in zip(phrases, whens, strict=True):
        is_clock = phrase.form == "clock"
        if merged and is_clock != merged[-1][0]:
            before = merged[-1][1]
            if text[before.end : when.start].strip(" ,").lower() in _CLOCK_JOINTS:
                day = before if is_clock else when
                role = before.role if before.role in ("since", "until") else day.role
                opened = {"since": {"end": None}, "until": {"start": None}}.get(role, {})
                span = day.span.model_copy(update={"text": text[before.start : when.end], **opened})
                when, is_clock = When(span, before.start, when.end, role), False
                merged.pop()
        merged.append((is_clock, when))
    return [when for _, when in merged]


def _merge_ranges(text: str, whens: list[When]) -> list[When]:
    """The times with "from Monday to Wednesday" and "between 2014 and 2016" made one stretch."""
    merged: list[When] = []
    for when in whens:
        before = merged[-1] if merged else None
        if before and before.span.start and when.span.end and _is_range(text, before, when):
            start, end = before.span.start, when.span.end
            if (
                timedelta(0) < start - end < timedelta(days=7)
            ):  # "between Monday and Wednesday", told on a Monday
                start -= timedelta(days=7)
            span = TimeSpan(text=text[before.start : when.end], start=start, end=end)
            when = When(span, before.start, when.end, "at") if start <= end else when
            merged.pop()
        merged.append(when)
    return merged


def _is_range(text: str, left: When, right: When) -> bool:
    between = text[left.end : right.end].lower().split()[0]
    if between == "and":
        return text[: left.start].lower().endswith("between ")
    if between == "into":  # "Saturday night into Sunday", not "on Friday into the house on Monday"
        return text[left.end : right.start].strip().lower() == "into"
    return between in ("to", "-", "–", "until", "till", "through") and right.role != "base"


def times_overlap(left: TimeSpan, right: TimeSpan) -> bool | None:
    """Whether two stretches share a day; None when either is unknown.

    >>> since = TimeSpan(text="since 2022", start=date(2022, 1, 1), end=None)
    >>> times_overlap(since, since), times_overlap(since, TimeSpan(text="then", start=None, end=None))
    (True, None)
    """
    if any(span.start is None and span.end is None for span in (left, right)):
        return None
    starts = [span.start for span in (left, right) if span.start]
    ends = [span.end for span in (left, right) if span.end]
    return not starts or not ends or max(starts) <= min(ends)
