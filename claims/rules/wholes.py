"""Parts that are more than their whole: "12 dead, nine women and six men among them"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.base.records import Claim, Quantity
from claims.base.views import Discord
from claims.language.agreement import quantities_agree
from claims.language.amounts import is_included
from claims.language.wording import figure_words
from claims.rules.counts import TOLL, are_apart, head_of, is_everybody
from claims.rules.figures import describe
from claims.rules.pairs import who

JOINING = re.compile(r"[\s,]*(?:and|as well as|plus)?\s*(?:at least|up to|about|some)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Split:
    """A whole with the parts that a claim names of it."""

    claim: Claim
    whole: Quantity
    parts: tuple[Quantity, ...]


def find_excesses(claims: Iterable[Claim]) -> list[Discord]:
    """Parts are more than the whole that they are of.

    What it compares
        The parts of a toll ("including nine children", "six men and nine women") with the toll of the
        same claim, and the largest part with the whole toll that a report of the same incident gives
        that is not older. Bounds and rounding are respected; only groups that share nobody are added
        (`data/wholes.json`).
    Why that contradicts
        No part is larger than its whole, whoever gives the one and the other.
    Known false alarms
        Groups that overlap after all; a report that gives the toll of one scene of several.
    For instance
        "The fire killed 12 people, including nine women and six men." / "The fire killed 12 people."
    But not
        "The fire killed 15 people, including nine women and six men." / "The fire killed 15 people."
    """
    told = sorted(claims, key=lambda claim: claim.id)
    splits = [split for claim in told for split in _splits_of(claim)]
    inside = [(split, discord) for split in splits if (discord := _excess(split))]
    wrong = {split.claim.id for split, _ in inside}
    sound = [split for split in splits if split.claim.id not in wrong and split.claim.incident is not None]
    return [*(discord for _, discord in inside), *_excesses_between(sound, told)]


def _splits_of(claim: Claim) -> list[Split]:
    """The tolls of a claim that are told with parts."""
    placed = [] if claim.negated else _placed(claim)
    found = []
    for at, (_, _, whole) in enumerate(placed):
        parts = _parts_of(placed[at:], claim.sentence)
        if parts and whole.role in TOLL and not whole.part and whole.unit is None:
            found.append(Split(claim, whole, tuple(parts)))
    return found


def _parts_of(placed: Sequence[tuple[int, int, Quantity]], sentence: str) -> list[Quantity]:
    """What is named as parts of the first of these right behind it: "including two men and a boy"."""
    (_, end, whole), *rest = placed
    parts: list[Quantity] = []
    for start, after, quantity in rest:
        if quantity.unit is not None or quantity.role not in {whole.role, None}:
            break
        opens = quantity.part and is_included(sentence, start)
        if not (JOINING.fullmatch(sentence, end, start) if parts else opens):
            break
        parts.append(quantity)
        end = after
    return parts


def _placed(claim: Claim) -> list[tuple[int, int, Quantity]]:
    """The quantities in the order of the sentence, each with where it stands there."""
    found, after = [], 0
    for quantity in claim.quantities:
        start = claim.sentence.find(quantity.text, after)
        if start < 0:
            return []
        after = start + len(quantity.text)
        found.append((start, after, quantity))
    return found


def _excess(split: Split) -> Discord | None:
    """The discord of a whole and the sum of its parts, or its largest part, in one claim."""
    parts = split.parts if len(split.parts) == 1 or are_apart(split.parts) else split.parts[:1]
    if not _exceeds(_sum_of(parts, split.whole), split.whole):
        return None
    what, whole = describe(split.whole, split.claim), figure_words(split.whole)
    named = " and ".join(part.text for part in parts)
    why = f"{who(split.claim)} put {what} at {whole}, fewer than the parts named: {named}"
    return Discord.of("wholes", "figure", [split.claim], [whole, *map(figure_words, parts)], why)


def _sum_of(parts: Sequence[Quantity], whole: Quantity) -> Quantity:
    """What the parts make together, as a figure that compares with the whole."""
    lows = [part.low or 0 for part in parts]
    update = {"low": sum(lows), "high": sum(lows), "part": False, "role": whole.role, "text": "the parts"}
    approximate = any(part.approximate for part in parts)
    return parts[0].model_copy(update={**update, "approximate": approximate})


def _exceeds(part: Quantity, whole: Quantity) -> bool:
    """Whether even the least that the part can be is more than the most that the whole can be."""
    above = part.low is not None and whole.high is not None and part.low > whole.high
    return above and quantities_agree(part, whole) is False


def _excesses_between(splits: Sequence[Split], claims: Sequence[Claim]) -> Iterator[Discord]:
    """The discord of the largest part told of an incident with the wholes that are less, each once."""
    told: dict[str | None, list[Claim]] = {split.claim.incident: [] for split in splits}
    for claim in claims:
        if claim.incident in told and not claim.negated:
            told[claim.incident].append(claim)
    done: set[tuple[str | None, str | None]] = set()
    for split in sorted(splits, key=lambda split: (-(_largest(split).low or 0), split.claim.id)):
        key, part = (split.claim.incident, split.whole.role), _largest(split)
        wholes = _wholes(split, told[split.claim.incident])
        less = [row for row in wholes if _exceeds(_sum_of([part], row[1]), row[1])]
        if less and key not in done:
            done.add(key)
            yield _between(split, part, less)


def _largest(split: Split) -> Quantity:
    return max(split.parts, key=lambda part: part.low or 0)


def _wholes(split: Split, claims: Sequence[Claim]) -> list[tuple[Claim, Quantity]]:
    """The largest toll that each other document, not older than that of the parts, gives of the incident."""
    largest: dict[str, tuple[Claim, Quantity]] = {}
    for claim in claims:
        for quantity in claim.quantities if _is_as_late(claim, split.claim) else ():
            kept = largest.get(claim.document)
            if _is_rival(quantity, split.whole) and (kept is None or _most(kept[1]) < _most(quantity)):
                largest[claim.document] = (claim, quantity)
    largest.pop(split.claim.document, None)
    return list(largest.values())


def _is_rival(quantity: Quantity, whole: Quantity) -> bool:
    same = quantity.role == whole.role and quantity.unit is None and not quantity.part
    return same and _counted(quantity) == _counted(whole)


def _counted(quantity: Quantity) -> str:
    """Who is counted; one word for everybody."""
    return "anyone" if is_everybody(quantity) else str(head_of(quantity))


def _most(quantity: Quantity) -> float:
    return float("inf") if quantity.high is None else quantity.high


def _is_as_late(claim: Claim, other: Claim) -> bool:
    if claim.published is None or other.published is None:
        return claim.published is other.published
    return claim.published >= other.published


def _between(split: Split, part: Quantity, less: Sequence[tuple[Claim, Quantity]]) -> Discord:
    claim, whole = less[0]
    why = (
        f"{who(split.claim)} counted {part.text} among {describe(split.whole, split.claim)}, "
        f"more than the whole toll of {who(claim)}: {whole.text}"
    )
    members = [split.claim, *(row[0] for row in less)]
    return Discord.of("wholes", "figure", members, [figure_words(part), figure_words(whole)], why)
