"""Closed sets of values: Literal, Enum, yes and no, languages."""

import enum
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slots import slot_type
from bot.slots.base import SlotContext, Unreadable
from bot.slots.choices import LANGUAGE, YES_NO

HERE = SlotContext("en")
ROOM = slot_type(Literal["kitchen", "hall", "living_room"])


class Season(enum.Enum):
    """For the test of enums."""

    SPRING = "spring"
    HIGH_SUMMER = "high_summer"


@pytest.mark.parametrize(
    ("surface", "room"),
    [
        ("kitchen", "kitchen"),
        ("The Kitchen", "kitchen"),
        ("living room", "living_room"),
        ("hall.", "hall"),
        (" a  hall ", "hall"),
    ],
)
def test_a_literal_is_read_whatever_its_dress(surface: str, room: str) -> None:
    """Case, article, punctuation and underscores do not matter."""
    assert ROOM.read(surface, HERE) == room


@given(st.integers(0, 6), st.sampled_from("aeiou"))
def test_one_typo_in_a_long_word_is_forgiven(at: int, letter: str) -> None:
    """A letter too many anywhere in `kitchen` still means the kitchen."""
    assert ROOM.read("kitchen"[:at] + letter + "kitchen"[at:], HERE) == "kitchen"


def test_another_word_is_not_bent_into_a_choice() -> None:
    """What is not alike is unreadable, and the message names what there is."""
    with pytest.raises(Unreadable, match=r"'garden' is not one of kitchen, hall, living_room"):
        ROOM.read("garden", HERE)


def test_an_enum_gives_its_member() -> None:
    """The program holds the value, the function gets the member."""
    slot = slot_type(Season)
    assert slot.read("high summer", HERE) == "high_summer"
    assert slot.value("high_summer") is Season.HIGH_SUMMER


def test_a_literal_of_numbers_gives_numbers() -> None:
    """The function of `Literal[1, 2]` gets an int."""
    slot = slot_type(Literal[1, 2])
    assert slot.value(slot.read("2", HERE)) == 2


def test_a_value_outside_the_set_is_refused() -> None:
    """A program from outside cannot name a room that is not there."""
    with pytest.raises(Unreadable):
        ROOM.value("garden")


@pytest.mark.parametrize(("surface", "truth"), [("yes", True), ("on", True), ("No.", False), ("off", False)])
def test_a_bool_is_yes_or_no(surface: str, truth: bool) -> None:  # noqa: FBT001 - a table's column
    """In the words that people use for it."""
    assert YES_NO.read(surface, HERE) is truth


@pytest.mark.parametrize(
    ("surface", "code"), [("French", "fr"), ("deutsch", "de"), ("Spanich", "es"), ("mandarin", "zh")]
)
def test_a_language_is_its_code(surface: str, code: str) -> None:
    """By its English or its own name, with a typo."""
    assert LANGUAGE.read(surface, HERE) == code


def test_an_invented_language_is_unreadable() -> None:
    """Elvish is not taken for English."""
    with pytest.raises(Unreadable):
        LANGUAGE.read("elvish", HERE)
