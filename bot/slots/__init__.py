"""Slot types, and which one reads a parameter of which annotation."""

from __future__ import annotations

import datetime
import enum
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from bot.errors import PluginError
from bot.slots.base import SlotType
from bot.slots.choices import LANGUAGE, YES_NO, choice
from bot.slots.dates import DateSlot
from bot.slots.numbers import NumberSlot, OrdinalSlot, PercentSlot
from bot.slots.quantities import ANGLE, DURATION, LENGTH
from bot.slots.text import PathSlot, TextSlot

# What authors write in a signature. The second part of each names the slot type that reads it.
Percent = Annotated[int, PercentSlot()]
Ordinal = Annotated[int, OrdinalSlot()]
Duration = Annotated[float, DURATION]
Length = Annotated[float, LENGTH]
Angle = Annotated[float, ANGLE]
Language = Annotated[str, LANGUAGE]
Words = Annotated[str, TextSlot(verbatim=True)]
"""The user's own words with a leading article, which a plain `str` drops."""

_BY_TYPE: dict[Any, SlotType] = {
    str: TextSlot(),
    int: NumberSlot(),
    float: NumberSlot("float", integer=False),
    bool: YES_NO,
    Path: PathSlot(),
    datetime.date: DateSlot("date", datetime.date),
    datetime.time: DateSlot("time", datetime.time),
    datetime.datetime: DateSlot("datetime", datetime.datetime),
}


def slot_type(annotation: Any, extra: Mapping[Any, SlotType] | None = None) -> SlotType:
    """Return the slot type for the annotation of a parameter; raises PluginError where there is none.

    `extra` maps the types that plugins add (hook `bot_slot_types`) to their slot types.
    """
    if extra and annotation in extra:
        return extra[annotation]
    if typing.get_origin(annotation) is Annotated:
        for mark in annotation.__metadata__:
            if isinstance(mark, SlotType):
                return mark
        return slot_type(annotation.__origin__, extra)
    if typing.get_origin(annotation) is typing.Literal:
        return choice("choice", {str(value): value for value in typing.get_args(annotation)})
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return choice(annotation.__name__, {str(member.value): member for member in annotation})
    if annotation in _BY_TYPE:
        return _BY_TYPE[annotation]
    raise PluginError(
        f"no slot type reads {getattr(annotation, '__name__', annotation)!r}: add one with bot_slot_types"
    )
