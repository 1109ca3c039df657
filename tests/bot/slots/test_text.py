"""Texts and paths keep the user's own words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slots.base import SlotContext, Unreadable, find
from bot.slots.choices import ChoiceSlot
from bot.slots.quantities import DURATION
from bot.slots.text import NamedText, PathSlot, TextSlot

HERE = SlotContext("en")


@pytest.mark.parametrize(
    ("surface", "text"),
    [
        ("the Moon", "Moon"), ("“Hello there”", "Hello there"), ("Hello!", "Hello"), ("  New   York, ", "New York"),
        ("a", "a"), ("Theatre", "Theatre"),
    ],
)  # fmt: skip
def test_words_and_case_are_kept(surface: str, text: str) -> None:
    """Only quotes, closing marks, doubled spaces and a leading article go."""
    assert TextSlot().read(surface, HERE) == text


def test_verbatim_keeps_the_article() -> None:
    """What is to be said or translated is said in full."""
    assert TextSlot(verbatim=True).read("the moon", HERE) == "the moon"


@given(st.text(max_size=60))
def test_a_text_read_twice_is_the_same(text: str) -> None:
    """Verbatim text without quotes is stable; nothing but emptiness is unreadable."""
    slot = TextSlot(verbatim=True)
    try:
        once = slot.read(text.replace('"', ""), HERE)
    except Unreadable:
        assert not any(letter.isalnum() for letter in text)
    else:
        assert once
        assert str(once) in " ".join(text.replace('"', "").split())


def test_a_path_is_kept_and_its_home_expanded() -> None:
    """The program holds what was said, the function gets a path."""
    slot = PathSlot()
    assert slot.read("'~/My Notes/todo.md' ", HERE) == "~/My Notes/todo.md"
    assert slot.value("~/notes") == Path.home() / "notes"


@pytest.mark.parametrize("slot", [TextSlot(), PathSlot()])
def test_nothing_is_no_text_and_no_path(slot: TextSlot | PathSlot) -> None:
    """An empty surface, quoted or not, is unreadable, and so is a value that is no text."""
    for surface in ("", "  ", '""'):
        with pytest.raises(Unreadable):
            slot.read(surface, HERE)
    with pytest.raises(Unreadable):
        slot.value(3)


def test_named_text_has_proper_names_and_free_words() -> None:
    """A listed surface becomes its name, any other words stay."""
    slot = NamedText("text", ChoiceSlot("text", {"boss level": "BossLevel"}), TextSlot())
    assert slot.read("the boss level", HERE) == "BossLevel"
    assert slot.read("My Own Level", HERE) == "My Own Level"


def test_a_value_is_found_inside_a_sentence() -> None:
    """The longest stretch of words that the type reads, with where it stands."""
    text = "wake me in one hour and ten minutes please"
    found = find(DURATION, text, HERE)
    assert found is not None
    start, end, value = found
    assert text[start:end].endswith("one hour and ten minutes")
    assert value == 4200
    assert find(DURATION, "no time here", HERE) is None
