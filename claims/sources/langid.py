"""Which language a text is in."""

import re
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from operator import itemgetter
from typing import Any

LETTERS_FLOOR = 200  # below, Latin letters are too few to be sure
PIECES = 25  # of a text that are looked at, spread over all of it
PROBABILITY_FLOOR = 0.5  # of a piece; close relatives share theirs (Arabic 0.87, its Moroccan form 0.13)
ENGLISH = ("en", "pcm")  # the second is Nigerian Pidgin, as which headlines may pass

NAMES = {
    "ar": "Arabic", "ary": "Arabic", "arz": "Arabic", "bn": "Bengali", "de": "German", "en": "English",
    "es": "Spanish", "fa": "Persian",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ru": "Russian",
    "sw": "Swahili", "ta": "Tamil", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "wuu": "Chinese",
    "yue": "Chinese", "zh": "Chinese",
}  # fmt: skip

_BEYOND_LATIN = re.compile("[\u0250-\U0010ffff]")


def find_language(text: str) -> str | None:
    """ISO 639 code of the language that most of the text is in; None if it is too short or mixed to be sure.

    Long quotes in another language, wherever they stand, do not make an English article a foreign one.
    Another script is known by few letters.

    >>> find_language("Zwei Soldaten.") is None
    True
    """
    shares: Counter[str | None] = Counter()
    for piece in _pieces(text):
        shares[_language_of(piece)] += _letters(piece)
    letters, unclear = shares.total(), shares.pop(None, 0)
    code, most = max(shares.items(), key=itemgetter(1), default=(None, 0))
    # what is unclear in an English article is English, and in a foreign one may be
    return code if 2 * most >= letters - (unclear if code == "en" else 0) else None


def is_foreign_script(text: str) -> bool:
    """Whether most letters of the text are other than Latin.

    >>> is_foreign_script("Он сказал: yes"), is_foreign_script("He said: да"), is_foreign_script("1945")
    (True, False, False)
    """
    foreign = sum(map(str.isalpha, _BEYOND_LATIN.findall(text)))
    return foreign > 0 and 2 * foreign > _letters(text)


def _language_of(piece: str) -> str | None:
    if _letters(piece) < LETTERS_FLOOR and not is_foreign_script(piece):
        return None
    code, probability = _identifier().result().classify(piece)
    if code in ENGLISH:
        return "en"
    return str(code) if probability >= PROBABILITY_FLOOR else None


def _pieces(text: str) -> list[str]:
    """The paragraphs, short ones joined with what follows; of many, some from everywhere."""
    pieces = [""]
    for paragraph in text.split("\n\n"):
        if _letters(pieces[-1]) >= LETTERS_FLOOR or is_foreign_script(pieces[-1]) != is_foreign_script(
            paragraph
        ):
            pieces.append("")
        pieces[-1] += f"{paragraph}\n"
    return pieces[:: len(pieces) // PIECES + 1]


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def describe_language(code: str) -> str:
    """The name of a language with its code.

    >>> describe_language("ur"), describe_language("xx")
    ('Urdu (ur)', 'another language (xx)')
    """
    return f"{NAMES.get(code, 'another language')} ({code})"


def load_ahead() -> None:
    """Start to load what tells languages: it is unpacked in a thread while other things are imported."""
    _identifier()


@cache
def _identifier() -> Future[Any]:
    pool = ThreadPoolExecutor(1)
    loaded = pool.submit(_load)
    pool.shutdown(wait=False)
    return loaded


def _load() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
