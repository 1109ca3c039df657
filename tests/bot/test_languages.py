"""The language of a text, by its script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import chinese_names, guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("turn left", "en"), ("向左转", "zh"), ("左に曲がって", "ja"),
        ("東京時間教えて", "ja"), ("поверни налево", "ru"), ("왼쪽으로 돌아", "ko"),
        ("استدر يسارا", "ar"), ("στρίψε αριστερά", "el"), ("", "en"), ("123 !?", "en"), ("😀", "en"),
    ],
)  # fmt: skip
def test_a_script_gives_its_language(text: str, language: str) -> None:
    """Letters of another script are another language; no letters are the default."""
    assert guess_language(text, "en") == language


def test_a_foreign_word_does_not_change_the_language() -> None:
    """English about a Chinese word is still English."""
    assert guess_language("what does 左 mean in the sentence that I read", "en") == "en"


def test_latin_letters_are_the_default_language() -> None:
    """Accents do not make another language of a text: the settings say which it is."""
    assert guess_language("où est la clé", "fr") == "fr"


@given(st.text())
def test_every_text_has_a_language(text: str) -> None:
    """Any text gives a short code."""
    assert guess_language(text, "en").isalpha()


def test_a_latin_name_in_chinese_is_chinese() -> None:
    """Words count, not letters; and what is not Chinese is not, whatever the settings say."""
    assert guess_language("打开BossLevel", "en") == "zh"
    assert guess_language("open the door", "zh") == "en"
    assert guess_language("3", "zh") == "zh"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("from Japanese to English: 終電を逃しました", "en"), ("从日语翻成中文：お会計お願いします", "zh"),
        ("translate 'Поезд опаздывает на час' please", "en"), ("「こんにちは」是什么意思", "zh"),
        ("Python: 怎么读文件", "zh"), ("“turn left”", "en"), ("“向左转”", "zh"),
    ],
)  # fmt: skip
def test_what_is_quoted_may_be_in_another_language(text: str, language: str) -> None:
    """What is said about it tells, where that is more than a word."""
    assert guess_language(text, "en") == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("こんにちは是什么意思", "zh"), ("把ありがとう翻译成中文", "zh"), ("用日语说おはよう", "zh"),
        ("What are you doing tonight是什么意思？", "zh"), ("查一下how to bake bread without any yeast", "zh"),
        ("ありがとう翻译过来中文是什么", "zh"), ("日译中 お疲れ様でした", "zh"), ("譯成中文：終電を逃しました", "zh"),
        ("how do you say 你好吗", "en"), ("please translate “这是什么意思”", "en"),
        ("将来の夢は何ですか", "ja"), ("把握できません", "ja"),
    ],
)  # fmt: skip
def test_chinese_may_ask_about_words_of_any_language(text: str, language: str) -> None:
    """However many they are: what asks about them tells the language."""
    assert guess_language(text, "en") == language


def test_a_language_has_every_chinese_name_that_it_is_called_by() -> None:
    """What ends in 语 may end in 文 and 话, where a country is named; 德 alone is none."""
    assert {"越南语", "越南文", "越南话"} <= {*chinese_names("vi")}
    assert chinese_names("de")[0] == "德语"
    assert "德话" not in chinese_names("de")
    assert chinese_names("xx") == []
