"""Words and marks of an utterance."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.words import closed_up, joined, printable, split_words


def test_marks_are_words_of_their_own() -> None:
    """An apostrophe inside a word stays in it."""
    assert [word.text for word in split_words("don't stop, it’s 5%!")] == ["don't", "stop", ",", "it’s", "5", "%", "!"]


def test_an_accent_behind_its_letter_is_part_of_the_word() -> None:
    """As macOS writes them; the letter with the accent on it is one word too."""
    assert [word.text for word in split_words("meet Ade\u0301 O\u0302te\u0301, now")] == [
        "meet",
        "Ade\u0301",
        "O\u0302te\u0301",
        ",",
        "now",
    ]


@given(st.text())
def test_words_stand_where_they_say_and_nothing_is_lost(text: str) -> None:
    """Each word is the text between its ends, in order, and only white space is left out."""
    words = split_words(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(first.end <= second.start for first, second in pairwise(words))
    covered = {at for word in words for at in range(word.start, word.end)}
    assert all(text[at].isspace() for at in range(len(text)) if at not in covered)


def test_each_chinese_character_is_a_word() -> None:
    """Numbers and other letters beside it stay whole."""
    words = [word.text for word in split_words("走3.5米，打开BossLevel！")]
    assert words == ["走", "3.5", "米", "，", "打", "开", "BossLevel", "！"]


def test_no_space_stands_beside_chinese() -> None:
    """Between other words they stay."""
    assert closed_up("走 三步 ， 然后 go to 门") == "走三步，然后go to门"
    assert joined(["走", "到", "BossLevel", "map"]) == "走到BossLevel map"


@given(st.text(alphabet="走门，。 ab,!3"))
def test_closing_up_loses_nothing_but_spaces(text: str) -> None:
    """And a second time changes nothing."""
    assert closed_up(text).replace(" ", "") == text.replace(" ", "")
    assert closed_up(closed_up(text)) == closed_up(text)


def test_control_characters_do_not_reach_the_terminal() -> None:
    """An answer cannot move the cursor."""
    assert printable("a\x1b[2Jb\x07\nc\td\x9b") == "a?[2Jb?\nc\td?"
