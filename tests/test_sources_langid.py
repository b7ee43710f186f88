"""Which language a text is in: English is read, the rest is named."""

import pytest

from claims.sources.langid import describe_language, find_language, is_foreign_script, load_ahead

ENGLISH = "The harbour master said on Monday that 12 boats had been lost in the storm. He gave no names. "
GERMAN = "Der Hafenmeister sagte am Montag, dass im Sturm zwölf Boote verloren gegangen seien. "
ARABIC = "قال مسؤول في الميناء إن اثني عشر قاربا فقدت في العاصفة يوم الاثنين ولم يذكر أسماء. "
CHINESE = "港务长星期一表示有十二艘船在风暴中失踪。他没有透露姓名。"
RUSSIAN = "Начальник порта сообщил в понедельник, что в шторме пропали двенадцать лодок. "


def text(*parts):
    """One paragraph for each (sentence, times)."""
    return "\n\n".join(sentence * times for sentence, times in parts)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(ENGLISH, 5)], "en"),
        ([(GERMAN, 5)], "de"),
        ([(ARABIC, 5)], "ar"),
        ([(CHINESE, 3)], "zh"),
        ([(RUSSIAN, 4)], "ru"),
    ],
)
def test_an_article_in_one_language(parts, expected):
    """As it is."""
    assert expected == find_language(text(*parts))


@pytest.mark.parametrize(("words", "expected"), [(ARABIC[:40], "ar"), (CHINESE, "zh"), (RUSSIAN, "ru")])
def test_another_script_is_known_by_few_letters(words, expected):
    """One sentence is enough."""
    assert expected == find_language(words)


@pytest.mark.parametrize("words", ["", "1945", "Zwei Soldaten.", ENGLISH, "Jakarta, Surabaya, Medan"])
def test_few_latin_letters_say_nothing(words):
    """What may be English is not turned away."""
    assert find_language(words) is None


@pytest.mark.parametrize(
    "parts",
    [
        [(ARABIC, 1), (ENGLISH, 6)],
        [(ENGLISH, 4), (ARABIC, 3), (ENGLISH, 2)],
        [(ENGLISH, 4), (GERMAN, 3), (ENGLISH, 2)],
        [(ARABIC, 60), (ENGLISH, 75)],
        *[[(RUSSIAN, 1), (ENGLISH, 3)] * times for times in (1, 40)],
    ],
)
def test_an_english_article_with_foreign_words_is_english(parts):
    """A headline in another script, quotes in full, a long statement in front."""
    assert "en" == find_language(text(*parts))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [([(ENGLISH, 2), (ARABIC, 7)], "ar"), ([(GERMAN, 9), (ENGLISH, 3)], "de")],
)
def test_a_foreign_article_with_english_words_is_foreign(parts, expected):
    """Most of the letters decide."""
    assert expected == find_language(text(*parts))


def test_names_are_no_language():
    """A list of foreign names is not taken for a foreign article."""
    assert find_language("Maria Schmidt met Yusuf Karim, Jean Dupont and Li Wei in Tallinn. " * 5) in {
        None,
        "en",
    }


def test_scripts_are_told_apart():
    """By most of the letters."""
    assert [True, False, False] == list(map(is_foreign_script, [RUSSIAN, GERMAN, "“…” 12"]))


def test_relatives_have_one_name():
    """What is said is what a reader calls it."""
    assert ["Arabic (ary)", "another language (tlh)"] == [describe_language(code) for code in ("ary", "tlh")]


def test_what_is_loaded_ahead_answers_the_same():
    """It is unpacked in a thread, once; who asks waits for it."""
    load_ahead()
    load_ahead()

    assert ("en", "de") == (find_language(text((ENGLISH, 5))), find_language(text((GERMAN, 5))))
