"""Slot types of plugins, kept so that one that breaks costs the words at hand and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from json import dumps
from random import Random
from typing import Any

from bot.messages import message
from bot.program import JSON
from bot.slots.base import SimpleSlot, SlotContext, SlotType, Unreadable


@dataclass(frozen=True, slots=True)
class GuardedSlot:
    """A slot type of a plugin; whatever it raises is an Unreadable, which all callers are ready for."""

    slot: SlotType

    @property
    def name(self) -> str:
        """The name of the slot type within."""
        return self.slot.name

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the JSON value of a surface; raises Unreadable, also for a value that is no JSON."""
        value: JSON = self._kept(self.slot.read, surface, context)
        self._kept(dumps, value)
        return value

    def write(self, random: Random, language: str) -> str:
        """Return an example surface; raises Unreadable where the slot type breaks."""
        return str(self._kept(self.slot.write, random, language))

    def value(self, json: JSON) -> Any:
        """Return what the action's function gets; raises Unreadable."""
        return self._kept(self.slot.value, json)

    def _kept(self, function: Callable[..., Any], *given: Any) -> Any:
        try:
            return function(*given)
        except Unreadable:
            raise
        except (Exception, SystemExit) as error:  # whatever a plugin raises
            broken = f"{type(error).__name__}: {error}"
            raise Unreadable(message("the slot type {name} broke: {error}", name=self.name, error=broken)) from error


def guarded(slot: SlotType) -> SlotType:
    """Return a slot type that raises nothing but Unreadable; the core's own are as they are."""
    own = type(slot).__module__.startswith("bot.slots.") and not isinstance(slot, SimpleSlot)
    return slot if own else GuardedSlot(slot)
