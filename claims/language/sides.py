"""Phrases about a speaker -> the side it stands for, with all that the document says.

First the sides of the world that everybody knows, then bodies under their own names, then offices
whose country or force only the document tells ("Army spokesman", "police").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.language.bodies import body_of, kinds_of
from claims.language.lexicon import words_of
from claims.language.names import key_of
from claims.language.parties import Parties
from claims.language.roster import Body, Person, Roster


@dataclass
class Sides:
    """What the sides of one document's speakers are."""

    parties: Parties
    roster: Roster
    published: date | None
    named: tuple[str, ...]  # parties that the document names

    def of_phrases(
        self, phrases: Iterable[str], at: tuple[int, int], heard: Sequence[str] = ()
    ) -> str | None:
        """The side that the first telling phrase names."""
        for phrase in phrases:
            party = self.parties.resolve(phrase, context=[*self.named, *heard], on=self.published)
            party = party or self._own_name(body_of(phrase)) or self._office(phrase, at)
            if party is not None:
                return party
        return None

    def of_title(self, phrase: str, at: tuple[int, int], heard: Sequence[str] = ()) -> str | None:
        """The side that a person of this title or description speaks for."""
        known = self.known([phrase], heard)
        return known or self._own_name(body_of(phrase, titled=True)) or self._office(phrase, at)

    def known(self, phrases: Iterable[str], heard: Sequence[str] = ()) -> str | None:
        """The side that everybody knows by the first telling phrase."""
        context = [*self.named, *heard]
        found = (self.parties.resolve(phrase, context=context, on=self.published) for phrase in phrases)
        return next((party for party in found if party is not None), None)

    def of_person(self, person: Person, at: tuple[int, int], heard: Sequence[str] = ()) -> str | None:
        """The side that a person was said to stand for anywhere in the document; None if for several."""
        if not person.named:
            return None
        sides = [self.of_title(phrase, at, heard) for phrase in person.described]
        found = list(dict.fromkeys(side for side in sides if side is not None))
        return found[0] if len(found) == 1 else None

    def of_body(self, body: Body, heard: Sequence[str] = ()) -> str | None:
        """The side that a body is: a known one, else itself under its longest name."""
        known = self.parties.resolve(body.name, context=[*self.named, *heard], on=self.published)
        return known or self._own_name(body_of(body.name))

    def _own_name(self, name: str | None) -> str | None:
        """A body by the name that the document knows it by; None for states, persons and the like."""
        if name is None:
            return None
        known = self.roster.body(name)
        name = known.name if known is not None else name
        kind = self.parties.kind_of(name)
        if kind in ("capital", "seat"):
            return f"city of {name}"  # "the mayor of Lima" does not speak for the state that Lima stands for
        if kind in ("group", "body"):
            return self.known([name])
        person = self.roster.person(name)
        is_person = person is not None and not kinds_of(name)
        return None if is_person or kind is not None else name

    def _office(self, phrase: str, at: tuple[int, int]) -> str | None:
        """The side of an office without a name: "police" where there is one force, "the army" likewise."""
        keys = key_of(phrase).split()
        if not keys or set(keys) & words_of("institutions", "blockers"):
            return None
        if "police" in keys or "sheriff" in keys:
            body = self.roster.body_called("police", at, anywhere=True)
            return self.of_body(body) if body is not None else None
        states = [side for side in dict.fromkeys(self.named) if self.parties.is_state(side)]
        if set(keys) & words_of("bodies", "state_offices") and len(states) == 1:
            return states[0]
        return None
