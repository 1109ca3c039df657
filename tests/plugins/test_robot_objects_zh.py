"""Objects named in Chinese."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import JSON, NothingToReferTo, SlotContext, Unreadable
from bot_robot.objects import ObjectSlot

ZH, SLOT = SlotContext("zh"), ObjectSlot()
BLUE_KEY: JSON = {"kind": "key", "color": "blue"}


@pytest.mark.parametrize(
    ("surface", "target"),
    [
        ("红色的球", {"kind": "ball", "color": "red"}), ("那个红球", {"kind": "ball", "color": "red"}),
        ("左边的箱子", {"kind": "box", "where": "left"}), ("你前面的门", {"kind": "door", "where": "front"}),
        ("蓝钥匙", BLUE_KEY), ("绿色盒子", {"kind": "box", "color": "green"}), ("东西", {"kind": "object"}),
        ("箱子，左边那个", {"kind": "box", "where": "left"}), ("右手边那扇门", {"kind": "door", "where": "right"}),
        ("身后那把灰色的钥匙", {"kind": "key", "color": "grey", "where": "behind"}), ("那把藍色的鑰匙", BLUE_KEY),
        ("你前头有没有钥匙", {"kind": "key", "where": "front"}), ("机器人右首那个盒子", {"kind": "box", "where": "right"}),
        ("我身后头有把红钥匙", {"kind": "key", "color": "red", "where": "behind"}),
        ("左手边儿的门", {"kind": "door", "where": "left"}),
        ("红色的", {"kind": "object", "color": "red"}), ("灰色得合子", {"kind": "box", "color": "grey"}),
    ],
)  # fmt: skip
def test_objects_are_read(surface: str, target: dict[str, str]) -> None:
    """By kind, colour and place, with or without the small words."""
    assert SLOT.read(surface, ZH) == target


@pytest.mark.parametrize("surface", ["白色的球", "桌子", "红蓝球", "粉红色的门", "红门和蓝门"])
def test_what_the_robot_does_not_know_is_refused(surface: str) -> None:
    """Other colours, other things, and two of them at once."""
    with pytest.raises(Unreadable):
        SLOT.read(surface, ZH)


def test_a_pronoun_stands_for_the_last_object() -> None:
    """And for nothing where none was named."""
    assert SLOT.read("它", SlotContext("zh", BLUE_KEY)) == BLUE_KEY
    assert SLOT.read("红色的那个", SlotContext("zh", BLUE_KEY)) == {"kind": "key", "color": "red"}
    with pytest.raises(NothingToReferTo):
        SLOT.read("那个", ZH)


@given(st.integers(0, 10**6))
def test_every_surface_written_is_read(seed: int) -> None:
    """What is written for training names an object of the contract."""
    surface = SLOT.write(Random(seed), "zh")
    assert SLOT.value(SLOT.read(surface, ZH)), surface
