"""Claims of an earlier version of an article -> beside the claims of the newest that took their place."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from claims.base.records import Claim, Finding
from claims.language.versions import SAME_PLACE, WORDINGS, change_between, likeness, said_alike
from claims.rules.pairs import Pair

SURE = 0.9  # an edit is read off two texts that are alike otherwise


def find_edit(pair: Pair) -> Finding | None:
    """One article was changed: a later version says otherwise than an earlier one.

    What it compares
        A claim of an earlier version of an article with the claim of the newest that stands in its
        place: figures, a "not", places, dates, words of rival frames, who says it. Claims that both
        versions hold in the same words are one claim.
    Why that contradicts
        Readers of the two versions were told two things. It is always a `revision`.
    Known false alarms
        A sentence that was split or joined with another, so that it stands beside its neighbour.
    For instance
        "The fire killed 47 people." / "The fire killed 46 people."
    But not
        "The fire killed 47 people." / "Forty-seven people were killed by the fire."
    """
    old, new = pair.claims
    change = change_between(old, new)
    if change is None:
        return None
    was, now = (f"“{text}”" if change.what in WORDINGS else text for text in (change.was, change.now))
    of = f" {change.of}" if change.of else ""
    slot = "" if change.what in WORDINGS | {"figure"} else f" (the {change.what})"
    name = new.carrier or old.carrier
    return Finding(
        rule="versions",
        relation="contradiction",
        kind=change.kind,
        reading="revision",
        incident="same",
        weight=SURE,
        left_value=change.was,
        right_value=change.now,
        why=f"the article{f' of {name}' if name else ''} said {was}{of}, now {now}{slot}",
    )


def pair_versions(
    past: Sequence[Claim],
    present: Sequence[Claim],
    newest: Mapping[str, str],
    cosine: Callable[[Claim, Claim], float],
) -> list[Pair]:
    """Each claim that the newest version holds otherwise beside what it holds now; the old one is left.

    Args:
        past: claims of versions that were replaced.
        present: claims of all other documents.
        newest: for each replaced document the newest version.
        cosine: likeness of two masked claims.
    """
    earlier, now = defaultdict(list), defaultdict(list)
    for claim in past:
        earlier[claim.document].append(claim)
    for claim in present:
        now[claim.document].append(claim)
    return [
        Pair(old.model_copy(update={"incident": new.incident}), new, round(cosine(old, new), 4), "same")
        for document, claims in sorted(earlier.items())
        for old, new in _in_each_others_place(claims, now[newest[document]])
    ]


def _in_each_others_place(past: Sequence[Claim], present: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """The most alike first, each claim once, among those that the other version does not hold."""
    dropped = [claim for claim in past if not any(said_alike(claim, other) for other in present)]
    fresh = [claim for claim in present if not any(said_alike(claim, other) for other in past)]
    ranked = sorted(
        ((likeness(old, new), old, new) for old in dropped for new in fresh),
        key=lambda row: (-row[0], row[1].start, row[2].start, row[1].id, row[2].id),
    )
    paired: dict[str, Claim] = {}
    couples = []
    for share, old, new in ranked:
        if share >= SAME_PLACE and old.id not in paired and new.id not in paired:
            paired |= {old.id: new, new.id: old}
            couples.append((old, new))
    return couples
