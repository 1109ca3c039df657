"""What a slot type writes for training, it reads itself."""

import datetime
import enum
from pathlib import Path
from random import Random
from typing import Any, Literal

import pytest

from bot import Angle, Duration, Language, Length, Percent
from bot.errors import PluginError
from bot.slots import slot_type
from bot.slots.base import SimpleSlot, SlotContext, SlotType


class Size(enum.Enum):
    """For the test of enums."""

    SMALL = "small"
    VERY_LARGE = "very_large"


ANNOTATIONS = {
    "bool": bool, "int": int, "float": float, "str": str, "Literal": Literal["kitchen", "hall"], "Enum": Size,
    "date": datetime.date, "time": datetime.time, "datetime": datetime.datetime, "path": Path, "Percent": Percent,
    "Duration": Duration, "Length": Length, "Angle": Angle, "Language": Language,
}  # fmt: skip
SEEDS = 300


@pytest.mark.parametrize("annotation", ANNOTATIONS.values(), ids=ANNOTATIONS.keys())
def test_every_surface_written_is_read(annotation: Any) -> None:
    """Over 300 seeds, no surface is unreadable, and the function gets a value for it."""
    slot = slot_type(annotation)
    for surface in {slot.write(Random(seed), "en") for seed in range(SEEDS)}:
        assert slot.value(slot.read(surface, SlotContext("en"))) is not None, surface


@pytest.mark.parametrize("annotation", ANNOTATIONS.values(), ids=ANNOTATIONS.keys())
def test_a_seed_writes_one_surface(annotation: Any) -> None:
    """The same seed always writes the same, so that training data can be made again."""
    slot = slot_type(annotation)
    assert [slot.write(Random(seed), "en") for seed in range(20)] == [
        slot.write(Random(seed), "en") for seed in range(20)
    ]


def test_a_type_that_nobody_reads_is_named() -> None:
    """The author of a plugin learns which type it is and what to do."""
    with pytest.raises(PluginError, match=r"'complex'.*bot_slot_types"):
        slot_type(complex)


def test_a_plugin_adds_a_type_of_its_own() -> None:
    """A slot type made of three functions serves a Python type that the core does not know."""
    slot: SlotType = SimpleSlot(
        "complex", lambda text, _: text, lambda random, _: str(random.random()), lambda j: complex(str(j))
    )
    assert slot_type(complex, {complex: slot}) is slot
    assert slot.value(slot.read("1+2j", SlotContext())) == 1 + 2j
