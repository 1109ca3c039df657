"""How often: the surfaces of a count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader.slots import MOST_REPEATS, read_count
from bot.sentences.files import parse, spelled_out
from bot.sentences.furniture import load_furniture
from bot.slots.base import Unreadable
from bot.slots.numbers import number_words


@pytest.mark.parametrize(
    ("surface", "count"),
    [
        ("twice", 2), ("once", 1), ("three times", 3), ("a total of three times", 3), ("x3", 3), ("3x", 3), ("×4", 4),
        ("a couple of times", 2), ("half a dozen times", 6), ("a hundred times", 100), ("twenty five times.", 25),
        ("and then once more", 2), ("and once again", 2), ("and twice more", 3),
    ],
)  # fmt: skip
def test_people_say_how_often_in_many_ways(surface: str, count: int) -> None:
    """In words, digits and signs."""
    assert read_count(surface, "en") == count


def test_what_training_says_of_repetition_is_read_so() -> None:
    """Each line that says a number of times by itself is read as that number."""
    lines = [line for key, lines in load_furniture("en").lines.items() if key.startswith("repeat") for line in lines]
    counted = [(text, line["count"]) for line in lines if "count" in line for text in spelled_out(parse(line["text"]))]
    assert len(counted) > 40
    for text, count in counted:
        assert read_count(text.strip(" ,.:"), "en") == count, text


@given(st.integers(1, 999))
def test_every_number_of_times_is_read(count: int) -> None:
    """In digits and in words."""
    assert read_count(f"{count} times", "en") == count
    assert read_count(f"{number_words(count)} times", "en") == count


@pytest.mark.parametrize(
    "surface", ["", "again", "0 times", "no times", f"{MOST_REPEATS + 1} times", "a million times", "2.5 times"]
)
def test_what_is_no_sensible_count_is_unreadable(surface: str) -> None:
    """None, too many, or no number at all."""
    with pytest.raises(Unreadable):
        read_count(surface, "en")
