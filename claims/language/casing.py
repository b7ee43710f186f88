"""How a word is written: what an uncased encoder no longer sees."""

CASINGS = ("other", "lower", "title", "upper", "mixed")


def casing_of(word: str) -> str:
    """One of CASINGS.

    >>> [casing_of(word) for word in ["village", "Oslo", "NATO", "McCain", "47"]]
    ['lower', 'title', 'upper', 'mixed', 'other']
    """
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return "other"
    if all(letter.islower() for letter in letters):
        return "lower"
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return "upper"
    if letters[0].isupper() and all(letter.islower() for letter in letters[1:]):
        return "title"
    return "mixed"
