"""Which language a text is in."""

from functools import cache
from typing import Any

SAMPLE_CHARACTERS = 5_000
LETTERS_FLOOR = 200  # below, a text is too short to be sure
PROBABILITY_FLOOR = 0.95

NAMES = {
    "ar": "Arabic", "bn": "Bengali", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ru": "Russian",
    "sw": "Swahili", "ta": "Tamil", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the language; None if the text is too short or mixed to be sure.

    >>> find_language("Zwei Soldaten.") is None
    True
    """
    sample = text[:SAMPLE_CHARACTERS]
    if sum(map(str.isalpha, sample)) < LETTERS_FLOOR:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= PROBABILITY_FLOOR else None


def describe_language(code: str) -> str:
    """The name of a language with its code.

    >>> describe_language("ur"), describe_language("xx")
    ('Urdu (ur)', 'another language (xx)')
    """
    return f"{NAMES.get(code, 'another language')} ({code})"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
