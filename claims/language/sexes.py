"""Whether a text speaks of a woman or a man, by title or given name: what "she" and "he" agree with."""

from functools import cache
from typing import Literal

from claims.language.lexicon import load_lexicon
from claims.language.names import key_of

Sex = Literal["female", "male"]
SEXES: tuple[Sex, Sex] = ("female", "male")


def sex_of(phrase: str, name: str) -> Sex | None:
    """What a title ("spokeswoman") or else a given name says; None if neither does.

    >>> sex_of("spokeswoman", "Sam Lee"), sex_of("", "Mary Lee"), sex_of("officer", "Lee")
    ('female', 'female', None)
    """
    lists = load_lexicon("bodies")
    words = key_of(phrase).split()
    for sex in SEXES:
        if any(word in lists[sex] for word in words):
            return sex
    given = key_of(name).split()
    return _sexes().get(given[0]) if len(given) > 1 else None


@cache
def _sexes() -> dict[str, Sex]:
    names = load_lexicon("given_names")
    return {name: sex for sex in SEXES for name in names[sex]}
