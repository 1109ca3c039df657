"""A simulated robot in a MiniGrid world that does what one says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot import Action, SlotType, hookimpl
from bot_robot.actions import ACTIONS
from bot_robot.objects import ObjectSlot, Target


@hookimpl
def bot_actions() -> Sequence[Action]:
    """Return the robot's actions."""
    return ACTIONS


@hookimpl
def bot_slot_types() -> Mapping[Any, SlotType]:
    """Return the slot type that reads objects."""
    return {Target: ObjectSlot()}


@hookimpl
def bot_cli() -> Sequence[Any]:
    """Return `bot robot benchmark`."""
    from bot_robot.command import robot

    return (robot,)
