"""Schemas: the installed actions as the tools of a language model, made from their signatures."""

from __future__ import annotations

import datetime
import enum
import json
import typing
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Annotated, Any

from bot import JSON, Action, BotError, Call, Catalog, SlotType, Unreadable, message
from bot_chat.model import Tool, Wish

_NOT_OFFERED = ("bot", "chat")
"""Plugins whose actions are about the conversation itself, which a model leads in its own words."""
_TYPES: dict[Any, dict[str, JSON]] = {
    bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"}, str: {"type": "string"},
    Path: {"type": "string", "description": "a path"},
    datetime.date: {"type": "string", "format": "date"}, datetime.time: {"type": "string", "format": "time"},
    datetime.datetime: {"type": "string", "format": "date-time"},
}  # fmt: skip
_UNITS = {
    "duration": "seconds", "length": "metres", "angle": "degrees", "percent": "percent, 0 to 100",
    "ordinal": "place in a row, from 1", "language": "ISO 639-1 code",
}  # fmt: skip
"""Slot type to what its value is counted in."""


def offered(catalog: Catalog) -> dict[str, Action]:
    """Return the actions that a model may propose, by the names that the protocol allows, which has no dots."""
    actions = catalog.actions.values()
    return {action.name.replace(".", "-"): action for action in actions if action.plugin not in _NOT_OFFERED}


def tools(actions: Iterable[tuple[str, Action]], catalog: Catalog) -> list[Tool]:
    """Return actions as tools, each with a JSON schema of its parameters."""
    return [
        {
            "type": "function",
            "function": {"name": name, "description": action.help, "parameters": _schema(action, catalog)},
        }
        for name, action in actions
    ]


def wished(wish: Wish, actions: dict[str, Action]) -> Call:
    """Return the call that a model wishes; raises BotError where it names no tool or gives it no arguments."""
    if wish.name not in actions:
        raise BotError(message("The language model proposed '{name}', which it was not offered.", name=wish.name[:80]))
    try:
        arguments = json.loads(wish.arguments or "{}")
    except (ValueError, RecursionError):
        arguments = None
    if not isinstance(arguments, dict):
        name = actions[wish.name].name
        raise BotError(message("The language model proposed {name} with arguments that cannot be read.", name=name))
    return Call(actions[wish.name].name, arguments)


def _schema(action: Action, catalog: Catalog) -> dict[str, JSON]:
    properties: dict[str, JSON] = {}
    for parameter in action.parameters:
        properties[parameter.name] = _property(parameter.annotation, catalog.slot(action.name, parameter.name))
    required: list[JSON] = [parameter.name for parameter in action.parameters if parameter.required]
    return {"type": "object", "properties": properties, "required": required}


def _property(annotation: Any, slot: SlotType | None) -> dict[str, JSON]:
    """Return the schema of a parameter by its type; of a type that JSON does not know, how people say it."""
    if typing.get_origin(annotation) is Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) is typing.Literal:
        return {"type": "string", "enum": [str(value) for value in typing.get_args(annotation)]}
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return {"type": "string", "enum": [str(member.value) for member in annotation]}
    if annotation not in _TYPES:
        return {"type": "string", "description": f"as people say it: {_example(slot)}"}
    unit = _UNITS.get(slot.name) if slot is not None else None
    return {**_TYPES[annotation], **({"description": unit} if unit else {})}


def _example(slot: SlotType | None) -> str:
    try:
        return " or ".join(slot.write(Random(seed), "en") for seed in range(2)) if slot is not None else ""
    except Unreadable:  # a plugin's slot type that cannot write costs the example, nothing else
        return ""
