"""Two claims side by side, and what every rule asks of them first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.base.records import Claim, Finding, SameIncident
from claims.language.lexicon import class_of, load_lexicon
from claims.language.places import Places


@dataclass(frozen=True)
class Pair:
    """Two claims worth comparing; `left.id < right.id`."""

    left: Claim
    right: Claim
    likeness: float | Callable[[], float]  # cosine of the masked statements, or how to work it out
    incident: SameIncident
    one_story: bool = False  # their documents tell one story, in which nothing tells them apart

    @property
    def similarity(self) -> float:
        """Cosine of the masked statements, in [-1, 1]."""
        return self.likeness() if callable(self.likeness) else self.likeness

    @property
    def claims(self) -> tuple[Claim, Claim]:
        """Both sides."""
        return self.left, self.right

    @property
    def one_sentence(self) -> bool:
        """Whether one sentence stands on both sides, as where one text carries the other."""
        left, right = (" ".join(claim.sentence.casefold().split()) for claim in self.claims)
        return left == right

    @property
    def shared_names(self) -> set[str]:
        """Names, of parties aside, that both sides hold."""
        return set(self.left.names) & set(self.right.names)

    @property
    def rival_voices(self) -> bool:
        """Whether two speakers speak who are not of one party."""
        left, right = self.claims
        if left.party is not None or right.party is not None:
            return self.rival_parties
        return left.speaker is not None and right.speaker is not None and left.speaker != right.speaker

    @property
    def rival_parties(self) -> bool:
        """Whether two different parties speak."""
        return (
            self.left.party is not None
            and self.right.party is not None
            and self.left.party != self.right.party
        )

    @property
    def is_later_word(self) -> bool:
        """Whether one voice says the one first and the other later."""
        left, right = self.claims
        voice = left.speaker is not None and left.speaker == right.speaker
        return voice and left.published is not None and right.published not in (None, left.published)


Rule = Callable[[Pair], Finding | None]


def gazetteer() -> Places:
    """The places of the world."""
    return Places.load()


@cache
def countries() -> frozenset[str]:
    """Names of all countries."""
    return frozenset(row["name"] for row in load_lexicon("countries"))


@lru_cache(1 << 16)
def is_telling(name: str) -> bool:
    """Whether a name singles out a thing: not a country, a province or a town, which many things share."""
    return name not in countries() and len(gazetteer().regions(name)) <= 1


def same_predicate(left: Claim, right: Claim) -> bool:
    """Whether the two verbs can report one happening."""
    if left.predicate is None or right.predicate is None:
        return False
    classes = class_of("predicates", "classes")
    if left.predicate == right.predicate:
        return True
    return classes.get(left.predicate) is not None and classes.get(left.predicate) == classes.get(
        right.predicate
    )


def who(claim: Claim) -> str:
    """Who says it and when it was printed, for a sentence to a person."""
    day = f" ({claim.published.isoformat()})" if claim.published is not None else ""
    return (claim.speaker or claim.carrier or "the article") + day
