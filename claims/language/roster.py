"""Who and what one document names: persons under all their names, bodies under one.

A surname, a given name or a title alone finds the person who was introduced with it; "Miami Police"
and "City of Miami Police" are one body, known by its longest name.
"""

from dataclasses import dataclass, field

from claims.language.bodies import called, is_same_body, kinds_of
from claims.language.lexicon import load_lexicon
from claims.language.names import key_of
from claims.language.sexes import Sex, sex_of

FADING = 0.4  # from one sentence to the next
ACROSS = 0.25  # what is named in a quotation counts little outside of it, and the other way round
UNNAMED = 0.7
REST = 0.25  # of all mentions but the weightiest
NEAR = 2  # sentences back within which one of several bodies is the one just spoken of


@dataclass(eq=False)
class Referent:
    """Somebody or something, with every place where the document names it: (sentence, token) -> weight."""

    name: str
    described: list[str] = field(default_factory=list)
    places: dict[tuple[int, int], float] = field(default_factory=dict)
    quoted: set[tuple[int, int]] = field(default_factory=set)  # those of the places inside quotations

    def salience(self, at: tuple[int, int], *, quoted: bool = False) -> float:
        """How much the text just before a place is about it: less with every sentence.

        Args:
            at: sentence and token.
            quoted: whether the place stands inside a quotation, where somebody else speaks.
        """
        heard = sorted(
            (
                weight * FADING ** (at[0] - place[0]) * (1 if (place in self.quoted) == quoted else ACROSS)
                for place, weight in self.places.items()
                if place < at
            ),
            reverse=True,
        )
        return heard[0] + REST * sum(heard[1:]) if heard else 0.0


@dataclass(eq=False)
class Person(Referent):
    """A person, named or not ("a nurse")."""

    sex: Sex | None = None
    named: bool = True

    def salience(self, at: tuple[int, int], *, quoted: bool = False) -> float:
        """As of any referent; somebody without a name is taken up less."""
        return super().salience(at, quoted=quoted) * (1 if self.named else UNNAMED)

    def describe(self, phrase: str) -> None:
        """Adds what a title or apposition says of the person."""
        if phrase not in self.described:
            self.described.append(phrase)
        self.sex = self.sex or sex_of(phrase, self.name if self.named else "")

    @property
    def roles(self) -> set[str]:
        """Words of the titles, long for short ("senator" for "Sen.")."""
        return {plain_role(word) for phrase in self.described for word in key_of(phrase).split()}


@dataclass(eq=False)
class Body(Referent):
    """An organisation, an office, a town: whatever is "it"."""

    kinds: set[str] = field(default_factory=set)


class Roster:
    """Everybody and everything named in one document so far."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self.bodies: list[Body] = []
        self._aliases: dict[str, Body] = {}

    def person(self, name: str) -> Person | None:
        """The one person who goes by the name; None if nobody or several do."""
        words = key_of(name).split()
        found = [person for person in self.persons if person.named and _goes_by(person.name, words)]
        exact = [person for person in found if key_of(person.name).split() == words]
        return exact[0] if exact else found[0] if len(found) == 1 else None

    def add_person(self, name: str, described: tuple[str, ...] = (), *, named: bool = True) -> Person:
        """The person of that name, known or new, with what is said of them here."""
        person = self.person(name) if named else None
        if person is None:
            person = Person(name, named=named, sex=sex_of(name if not named else "", name if named else ""))
            self.persons.append(person)
        elif len(name) > len(person.name) and person.name in name:
            person.name = name
        for phrase in described:
            person.describe(phrase)
        return person

    def body(self, name: str) -> Body | None:
        """The body of that name or of a shorter or longer form of it."""
        return self._aliases.get(key_of(name)) or next(
            (body for body in self.bodies if is_same_body(body.name, name) or _is_short_for(name, body.name)),
            None,
        )

    def add_body(self, name: str, described: tuple[str, ...] = ()) -> Body:
        """The body of that name, known or new; an acronym among what is said of it becomes a name."""
        body = self.body(name)
        if body is None:
            body = Body(name)
            self.bodies.append(body)
        elif len(name) > len(body.name) and is_same_body(body.name, name):
            body.name = name
        self._aliases.setdefault(key_of(name), body)
        body.kinds |= kinds_of(name)
        for phrase in described:
            if phrase.isupper():
                self._aliases.setdefault(key_of(phrase), body)
            else:
                body.described.append(phrase)
                nouns = phrase.lower().split(" of ")[0].split(" for ")[0].split()
                body.kinds |= called(nouns[-1]) if nouns else set()
        return body

    def body_called(self, noun: str, at: tuple[int, int], *, anywhere: bool = False) -> Body | None:
        """The body that "the NOUN" means at a place: the only one of its sort, or the one just spoken of.

        Args:
            noun: as in "the ministry".
            at: sentence and token.
            anywhere: only a body that is the only one of its sort in the whole document counts.
        """
        sorts = called(noun)
        fitting = [body for body in self.bodies if body.kinds & sorts]
        before = [body for body in fitting if any(place < at for place in body.places)]
        if len(fitting) == 1:
            return fitting[0]
        if anywhere or not before:
            return None
        near = [
            body for body in before if at[0] - max(place[0] for place in body.places if place < at) <= NEAR
        ]
        return before[0] if len(before) == 1 else near[0] if len(near) == 1 else None


def _is_short_for(acronym: str, name: str) -> bool:
    """Whether an acronym has the initials of a name: "DNC", "Democratic National Committee"."""
    if len(acronym) < 3 or not acronym.isupper():
        return False
    words = name.replace("-", " ").split()
    initials = "".join(word[0] for word in words if word[0].isupper())
    force = "".join(word[0] for word in words if word[0].isupper() and word not in ("Police", "Department"))
    return initials == acronym or ("police" in name.lower() and f"{force}PD" == acronym)


def _goes_by(full: str, words: list[str]) -> bool:
    """Whether somebody of the full name may be called by the words: surname, given name, first and last."""
    known = key_of(full).split()
    if not words or not known:
        return False
    if len(words) == 1 or len(known) == 1:
        return words[-1] in (known[0], known[-1]) or known[-1] == words[-1]
    return (
        known[-1] == words[-1]
        and known[0][0] == words[0][0]
        and (known[0] == words[0] or 1 in map(len, (known[0], words[0])))
    )


def plain_role(word: str) -> str:
    """A title in the form that titles are compared in."""
    titles: dict[str, str] = load_lexicon("bodies")["titles"]
    return titles.get(word, word)
