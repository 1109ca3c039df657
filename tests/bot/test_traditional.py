"""Traditional characters are read as simplified ones, wherever they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.traditional import simplified_words
from bot.words import split_words


def test_words_keep_how_they_were_typed() -> None:
    """What is typed in simplified characters, or in other letters, is no other spelling."""
    found = simplified_words("打開那個box，然後往后走")
    assert [(word.text, word.spelled) for word in found if word.spelled] == [
        ("開", "开"),
        ("個", "个"),
        ("後", "后"),
    ]


def test_neighbours_say_how_a_character_is_read() -> None:
    """乾 is 干 where something is dry, and stays in a word that has it in both."""
    assert [word.spelled or word.text for word in simplified_words("乾燥的乾坤")] == list("干燥的乾坤")


@given(st.text(alphabet="a 走開後，\x00\n🚪é") | st.text())
def test_words_stand_where_they_stood(text: str) -> None:
    """Whatever is typed."""
    found = simplified_words(text)
    assert [(word.text, word.start, word.end) for word in found] == [
        (word.text, word.start, word.end) for word in split_words(text)
    ]
