"""From the words that name a speaker to the speaker and the party, through one document.

Remembers who has spoken: "he added", "it said" and "the ministry" point back, a surname points to
the full name it was introduced with. A pronoun that points to nobody stays unresolved.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from claims.language.clauses import SUBJECTS, Token, subtree_phrase, text_of
from claims.language.parties import Parties

AGE = re.compile(r",\s*\d{1,3}$")  # "Jane Doe, 42"
NAMED = frozenset({"PER", "PERSON", "ORG"})
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVE = frozenset({"its", "their", "his", "her"})
SINGULAR_PERSON = frozenset({"he", "she"})
THINGS = frozenset({"it", "they", "which"})


@dataclass(frozen=True)
class Speaker:
    """A speaker as named in the text, and the side it stands for."""

    name: str
    party: str | None
    person: bool = False


@dataclass
class Speakers:
    """Everybody who has spoken in one document so far."""

    parties: Parties
    published: date | None
    # every party that the document names: they decide what an ambiguous name means
    named: tuple[str, ...] = ()
    heard: list[Speaker] = field(default_factory=list)

    def identify(self, source: Token) -> Speaker | None:
        """Who the phrase around `source` names; None for a pronoun that points to nobody."""
        word = source.lower_
        if source.pos_ == "PRON":
            return self._point_back(word, source)
        speaker = self._named(source)
        self.heard.append(speaker)
        return speaker

    def _named(self, source: Token) -> Speaker:
        named = next(
            (
                child
                for child in source.children
                if child.dep_ in {"appos", "flat"} and child.ent_type_ in NAMED
            ),
            None,
        )
        if named is not None and source.pos_ == "NOUN" and named.i > source.i:
            words = whole_name(named, subtree_phrase(named))  # "a nurse, Jane Doe, said"
        else:
            words = whole_name(source, subtree_phrase(source))
        owner = next(
            (token for token in words if token.lower_ in POSSESSIVE and token.dep_ == "nmod:poss"), None
        )
        words = [token for token in words if token.i > owner.i] if owner is not None else words
        while len(words) > 1 and words[0].lower_ in ARTICLES:
            words = words[1:]
        name = AGE.sub("", text_of(words)).removesuffix("'s").removesuffix("’s").strip()
        person = source.ent_type_ in {"PER", "PERSON"} or any(
            token.ent_type_ in {"PER", "PERSON"} for token in words
        )
        before = self._same_name(name, person)
        if before is not None:
            return Speaker(name, before.party, person)
        return Speaker(name, self._party(source, name, owner), person)

    def _party(self, source: Token, name: str, owner: Token | None) -> str | None:
        context = [*self.named, *(speaker.party for speaker in self.heard if speaker.party)]
        phrases = [name]
        if owner is not None:
            subject = _owner_of(source)
            if subject is not None:
                phrases.insert(0, f"{text_of(subtree_phrase(subject))}'s {name}")
        phrases.append(text_of(subtree_phrase(source)))
        phrases += [
            text_of(subtree_phrase(child))
            for child in source.children
            if child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}
        ]
        for phrase in phrases:
            party = self.parties.resolve(phrase, context=context, on=self.published)
            if party is not None:
                return party
        return None

    def _same_name(self, name: str, person: bool) -> Speaker | None:
        """An earlier speaker of whom this is the surname, or "the ministry" of a ministry named before."""
        last = name.split()[-1].lower() if name.split() else ""
        for speaker in reversed(self.heard):
            known = speaker.name.lower().split()
            if (
                speaker.party
                and known
                and known[-1] == last
                and len(known) > len(name.split())
                and (person or len(name.split()) == 1)
            ):
                return speaker
        return None

    def _point_back(self, word: str, source: Token) -> Speaker | None:
        named = [
            token
            for token in source.doc[: source.i]
            if token.dep_ in SUBJECTS
            and (token.pos_ == "PROPN" or token.ent_type_)
            and token.lower_ not in THINGS
        ]
        if named and word in THINGS:
            return self._named(named[-1])
        wanted = [speaker for speaker in self.heard if speaker.person == (word in SINGULAR_PERSON)]
        return wanted[-1] if wanted and word in SINGULAR_PERSON | THINGS else None


def whole_name(source: Token, words: list[Token]) -> list[Token]:
    """The phrase with all of the entity it stands in: parsers cut "the Centre for Research and Studies"."""
    entity = next((span for span in source.doc.ents if span.start <= source.i < span.end), None)
    if entity is None or not words:
        return words
    return list(source.doc[min(words[0].i, entity.start) : max(words[-1].i + 1, entity.end)])


def _owner_of(source: Token) -> Token | None:
    """The named subject that "its" or "their" before the speaker refers to."""
    before = [
        token
        for token in source.doc[: source.i]
        if token.dep_ in SUBJECTS and (token.pos_ == "PROPN" or token.ent_type_)
    ]
    return before[-1] if before else None
