"""The catalog: the installed actions with the slot types of their parameters."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.actions import REQUIRED, Action
from bot.errors import PluginError
from bot.program import JSON, Call
from bot.slots import slot_type
from bot.slots.base import SlotType, clean
from bot.slots.choices import ChoiceSlot
from bot.slots.guarded import guarded
from bot.slots.text import NamedText
from bot.translations import Translations


@dataclass(frozen=True)
class Catalog:
    """Action name to action, and the slot type of each of its parameters."""

    actions: Mapping[str, Action]
    slot_types: Mapping[str, Mapping[str, SlotType]] = field(repr=False)
    """Action name, then parameter name, to slot type; with the words of the sentence files in it."""

    @cached_property
    def fingerprint(self) -> str:
        """Names and parameters of all actions, hashed; a model remembers the one it was trained on."""
        lines = (
            f"{action.name}({','.join(parameter.name for parameter in action.parameters)})"
            for action in sorted(self.actions.values(), key=lambda action: action.name)
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    @cached_property
    def translations(self) -> Translations:
        """What the core and the plugins of these actions are told in other languages."""
        actions = self.actions.values()
        return Translations((action.folder, Path(action.function.__code__.co_filename).stem) for action in actions)

    def slot(self, action: str, parameter: str) -> SlotType | None:
        """Return the slot type of a parameter, or None where there is no such parameter."""
        return self.slot_types.get(action, {}).get(parameter)

    def complete(self, action: str, given: Mapping[str, JSON]) -> Call:
        """Return a call with the defaults filled in and its arguments in the order of the signature."""
        args: dict[str, JSON] = {}
        for parameter in self.actions[action].parameters:
            if parameter.name in given:
                args[parameter.name] = given[parameter.name]
            elif parameter.default is not REQUIRED and parameter.default is not None:
                args[parameter.name] = _as_json(parameter.default, self.slot(action, parameter.name))
        return Call(action, args)

    def missing(self, call: Call) -> tuple[str, ...]:
        """Return the names of the required slots that a call lacks."""
        parameters = self.actions[call.action].parameters
        return tuple(
            parameter.name for parameter in parameters if parameter.required and parameter.name not in call.args
        )


def _as_json(default: Any, slot: SlotType | None) -> JSON:
    """Return a default of a signature as a call holds it: an enum's member, a path or a date as text."""
    if isinstance(slot, ChoiceSlot):
        return next((name for name, member in slot.members.items() if member == default), default)
    if isinstance(default, datetime.date | datetime.time):
        return default.isoformat()
    value: JSON = str(default) if isinstance(default, Path) else default
    return value


def make_catalog(
    actions: Iterable[Action],
    extra: Mapping[Any, SlotType],
    words: Mapping[str, Mapping[str, Mapping[str, JSON]]],
) -> Catalog:
    """Return the catalog of some actions.

    `extra` maps the types that plugins add to slot types; `words` maps an action's name and a slot's name to the
    surfaces and values that its sentence files list, which are read beside those of its type. Raises PluginError.
    """
    table: dict[str, Action] = {}
    types: dict[str, dict[str, SlotType]] = {}
    for action in actions:
        if action.name in table:
            raise PluginError(f"the action name {action.name} is taken")
        table[action.name] = action
        lists = words.get(action.name, {})
        types[action.name] = {
            parameter.name: _with_words(guarded(slot_type(parameter.annotation, extra)), lists.get(parameter.name))
            for parameter in action.parameters
        }
    return Catalog(table, types)


def _with_words(slot: SlotType, surfaces: Mapping[str, JSON] | None) -> SlotType:
    if surfaces and isinstance(slot, ChoiceSlot):
        return ChoiceSlot(slot.name, {**slot.surfaces, **_cleaned(surfaces)}, slot.members)
    if surfaces and slot.name == "text":  # a list of names: "boss level" is BossLevel; other words stay as they are
        return NamedText(slot.name, ChoiceSlot(slot.name, _cleaned(surfaces)), slot)
    return slot


def _cleaned(surfaces: Mapping[str, JSON]) -> dict[str, JSON]:
    return {clean(surface): value for surface, value in surfaces.items()}
