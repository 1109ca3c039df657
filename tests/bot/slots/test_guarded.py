"""Slot types of plugins that break."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from bot.slots import slot_type
from bot.slots.base import NothingToReferTo, SimpleSlot, SlotContext, SlotType, Unreadable
from bot.slots.guarded import guarded

HERE = SlotContext("en")


def broken(*_: Any) -> Any:
    """Break."""
    raise KeyError("colour")


def leaving(*_: Any) -> Any:
    """Try to end the program."""
    raise SystemExit(3)


@pytest.mark.parametrize("function", [broken, leaving])
def test_whatever_a_plugin_raises_is_unreadable(function: Any) -> None:
    """In all that a slot type does; the line names it."""
    slot = guarded(SimpleSlot("colour", function, function, function))
    assert slot.name == "colour"
    for call in (lambda: slot.read("red", HERE), lambda: slot.write(Random(0), "en"), lambda: slot.value("red")):
        with pytest.raises(Unreadable, match="the slot type colour broke: "):
            call()


def test_what_it_says_about_the_words_is_told_as_it_is() -> None:
    """Why they are unreadable, and that a pronoun has nothing to stand for."""

    def refuse(*_: Any) -> Any:
        raise NothingToReferTo("what?")

    with pytest.raises(NothingToReferTo, match=r"^what\?$"):
        guarded(SimpleSlot("colour", refuse, refuse)).read("it", HERE)


def test_a_value_is_json_and_a_surface_is_text() -> None:
    """Whatever the plugin gives."""
    slot = guarded(SimpleSlot("colour", lambda surface, _: {surface}, lambda *_: 7))  # type: ignore[arg-type,return-value]
    with pytest.raises(Unreadable, match="not JSON serializable"):
        slot.read("red", HERE)
    assert slot.write(Random(0), "en") == "7"


def test_the_core_s_own_are_as_they_are() -> None:
    """So that what they are can be asked."""
    own: SlotType = slot_type(int)
    assert guarded(own) is own
