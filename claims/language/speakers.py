"""From the words that name a speaker to the speaker and the side, through one document.

Sentences are read in order; everybody and everything they name is remembered. A pronoun points to
whom the text before it is most about, by the weights of Lappin and Leass (1994) in short: subjects
count more than other words, speakers most, everything fades with each sentence, and what a quotation names
counts little outside of it. It agrees in sex and number; where two fit about as well, it points to nobody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from claims.language.bodies import called, kinds_of
from claims.language.clauses import Token, subtree_phrase, text_of
from claims.language.lexicon import words_of
from claims.language.names import key_of
from claims.language.parties import Parties
from claims.language.phrases import appositions, bare_name, owner_of, phrase_of
from claims.language.referents import OTHER_WEIGHT, SUBJECT_WEIGHT, Mention, mentions_in, people
from claims.language.roster import Body, Person, Referent, Roster, plain_role
from claims.language.sexes import Sex
from claims.language.sides import Sides

SEXES: dict[str, Sex] = {
    "he": "male",
    "him": "male",
    "his": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
}
THINGS = frozenset({"it", "its", "which", "this"})
MANY = frozenset({"they", "them", "their"})
DEFINITE = frozenset({"the", "this", "that", "its", "their", "his", "her"})
SPEAKING = 3.0  # a speaker is taken up again more often than another subject
CLEAR = 1.2  # by how much the first must lead the second
FAINT = 0.1  # salience below which nobody is meant
Found = TypeVar("Found", bound=Referent)


@dataclass(frozen=True)
class Speaker:
    """A speaker as named in the text, and the side it stands for."""

    name: str
    party: str | None
    person: bool = False


@dataclass
class Speakers:
    """Everybody who is named in one document, and who has spoken."""

    parties: Parties
    published: date | None
    # every party that the document names: they decide what an ambiguous name means
    named: tuple[str, ...] = ()
    heard: list[Speaker] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nothing is read yet."""
        self._roster = Roster()
        self._sides = Sides(self.parties, self._roster, self.published, self.named)
        self._crowds: list[Referent] = []  # "residents", "police": whom "they" may mean
        self._at: dict[tuple[int, int], Referent] = {}  # sentence and token -> who or what it names
        self._known: dict[tuple[int, int], Speaker | None] = {}  # source words already identified
        self._order: dict[int, int] = {}  # id of a parsed sentence -> its number
        self._docs: list[Any] = []  # keeps them alive, and the ids with them

    def read(self, doc: Any, quoted: Callable[[int], bool] | None = None) -> None:
        """Takes note of whom a sentence names; sentences come in order.

        Args:
            doc: the parsed sentence.
            quoted: whether a character of it stands inside a quotation.
        """
        number = self._order.setdefault(id(doc), len(self._docs))
        self._docs.append(doc)
        for mention in mentions_in(doc):
            referent = self._add(mention)
            place = (number, mention.start)
            referent.places[place] = max(mention.weight, referent.places.get(place, 0))
            if quoted is not None and quoted(doc[mention.start].idx):
                referent.quoted.add(place)
            self._at |= {(number, token): referent for token in range(mention.start, mention.end)}

    def _add(self, mention: Mention) -> Referent:
        known = self._roster.person(mention.name) if mention.sort == "body" else None
        if known is not None and not kinds_of(mention.name):
            return known  # a surname that the network takes for a body
        is_side = self.parties.kind_of(mention.name) is not None and not mention.described
        if mention.sort == "person" and not is_side:
            return self._roster.add_person(mention.name, mention.described)
        if mention.sort == "crowd":
            self._crowds.append(Referent(mention.name))
            return self._crowds[-1]
        if mention.sort == "somebody":
            return self._roster.add_person(mention.name, (mention.name,), named=False)
        return self._roster.add_body(mention.name, mention.described)

    def identify(self, source: Token, *, quoted: bool = False) -> Speaker | None:
        """Who the phrase around `source` names; None for a pronoun that points to nobody.

        Args:
            source: head of the phrase that names the speaker.
            quoted: whether it stands inside a quotation.
        """
        if id(source.doc) not in self._order:
            self.read(source.doc)
        at = (self._order[id(source.doc)], source.i)
        if at not in self._known:
            pronoun = source.pos_ == "PRON"
            speaker = (
                self._point_back(source.lower_, at, quoted=quoted) if pronoun else self._named(source, at)
            )
            self._known[at] = speaker
            if speaker is not None:
                self.heard.append(speaker)
        return self._known[at]

    def _named(self, source: Token, at: tuple[int, int]) -> Speaker:
        words, owner = phrase_of(source)
        name = bare_name(words)
        person = self._person_in(source, words)
        if person is not None:
            person.places[at] = weight_of(source)
            heard = self._heard_parties()
            party = self._sides.of_person(person, at, heard)
            phrases = self._phrases(source, name, owner)
            return Speaker(name, party or self._sides.known(phrases, heard), True)
        party = self._party(source, name, owner, at)
        if source.pos_ != "PROPN":
            return self._described(source, name, party, at)
        self._roster.add_body(name).places[at] = weight_of(source)
        return Speaker(name, party)

    def _person_in(self, source: Token, words: Sequence[Token]) -> Person | None:
        """The person whose name the source word is part of, or whom it introduces."""
        own = [source, *(child for child in source.children if child.dep_ in {"appos", "flat"})]
        number = self._order[id(source.doc)]
        for word in own:
            found = self._at.get((number, word.i))
            if isinstance(found, Person) and found.named:
                return found
        if source.pos_ == "PROPN" and len(words) == 1:
            return self._roster.person(source.text)
        return None

    def _party(self, source: Token, name: str, owner: Token | None, at: tuple[int, int]) -> str | None:
        return self._sides.of_phrases(self._phrases(source, name, owner), at, self._heard_parties())

    def _phrases(self, source: Token, name: str, owner: Token | None) -> list[str]:
        """The ways in which the sentence says who the speaker is, the most telling first."""
        phrases = [name, text_of(subtree_phrase(source)), *appositions(source)]
        subject = owner_of(source) if owner is not None else None
        return phrases if subject is None else [f"{text_of(subtree_phrase(subject))}'s {name}", *phrases]

    def _described(self, source: Token, name: str, party: str | None, at: tuple[int, int]) -> Speaker:
        """Who "the spokesman" or "the ministry" is: somebody named before, if it is clear who."""
        noun = plain_role(source.lemma_.lower())
        definite = any(child.lower_ in DEFINITE for child in source.children)
        if source.tag_ == "NN" and definite and party is None:
            person = self._person_called(name, at)
            if person is not None:
                person.places[at] = weight_of(source)
                return Speaker(person.name, self._sides.of_person(person, at, self._heard_parties()), True)
            body = self._roster.body_called(noun, at)
            if body is not None:
                body.places[at] = weight_of(source)
                return Speaker(body.name, self._sides.of_body(body, self._heard_parties()))
        if party is None and (source.tag_ == "NNS" or definite) and "police" in called(noun):
            body = self._roster.body_called("police", at, anywhere=True)
            party = self._sides.of_body(body) if body is not None else None
        self._remember(source, name, at)
        return Speaker(name, party)

    def _remember(self, source: Token, name: str, at: tuple[int, int]) -> None:
        """Keeps somebody without a name for the pronouns to come."""
        referent = self._at.get(at)
        if referent is None and (source.tag_ == "NNS" or source.lower_ == "police"):
            referent = Referent(name)
            self._crowds.append(referent)
        elif referent is None and source.lemma_.lower() in people():
            referent = self._roster.add_person(name, (name,), named=False)
        elif referent is None:
            referent = self._roster.add_body(name)
        referent.places[at] = weight_of(source)

    def _person_called(self, name: str, at: tuple[int, int]) -> Person | None:
        """The one person whose titles hold every word of a description."""
        words = {plain_role(word) for word in key_of(name).split()} - words_of("bodies", "small_words")
        fitting = [
            person for person in self._roster.persons if person.named and words and words <= person.roles
        ]
        before = [person for person in fitting if any(place < at for place in person.places)]
        return before[0] if len(before) == 1 else None

    def _point_back(self, word: str, at: tuple[int, int], *, quoted: bool) -> Speaker | None:
        heard = self._heard_parties()
        if word in SEXES:
            fitting = [person for person in self._roster.persons if person.sex in (None, SEXES[word])]
            person = foremost(fitting, at, quoted=quoted)
            if person is None:
                return None
            person.sex = SEXES[word]
            person.places[at] = SUBJECT_WEIGHT + SPEAKING
            return Speaker(person.name, self._sides.of_person(person, at, heard), True)
        if word in THINGS or word in MANY:
            pool: list[Referent] = [*self._roster.bodies]
            thing = foremost([*self._crowds, *pool] if word in MANY else pool, at, quoted=quoted)
            if thing is None or (word in MANY and self._is_led(at)):
                return None
            thing.places[at] = SUBJECT_WEIGHT + SPEAKING
            if isinstance(thing, Body):
                return Speaker(thing.name, self._sides.of_body(thing, heard))
            return Speaker(thing.name, self._sides.of_phrases([thing.name], at, heard))
        return None

    def _is_led(self, at: tuple[int, int]) -> bool:
        """Whether a person stands before a place in its sentence: "they" may be whom it speaks for."""
        return any(
            (at[0], 0) <= place < at and weight >= SUBJECT_WEIGHT
            for person in self._roster.persons
            for place, weight in person.places.items()
        )

    def _heard_parties(self) -> list[str]:
        return [speaker.party for speaker in self.heard if speaker.party]


def weight_of(source: Token) -> float:
    """How likely a speaker is taken up again: "Doe said" more than "Doe's claim that"."""
    return SUBJECT_WEIGHT + SPEAKING if source.dep_ != "nmod:poss" else OTHER_WEIGHT + 1


def foremost(referents: Sequence[Found], at: tuple[int, int], *, quoted: bool) -> Found | None:
    """Whom the text before a place is most about; None if nobody, or two about as much."""
    ranked = sorted(
        ((referent.salience(at, quoted=quoted), -order) for order, referent in enumerate(referents)),
        reverse=True,
    )
    if not ranked or ranked[0][0] < FAINT:
        return None
    if len(ranked) > 1 and ranked[0][0] < CLEAR * ranked[1][0]:
        return None
    return referents[-ranked[0][1]]
