"""Actions: what a plugin can do, typed by the signature of a function."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.call_context import CallContext
from bot.errors import PluginError
from bot.messages import message

NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
KEY = re.compile(r"f(?:[1-9]|1[0-2])")
REQUIRED = inspect.Parameter.empty

Undo = Callable[[], str]
"""Undoes one call; returns what the user is told."""


class Touch(StrEnum):
    """What a call may touch; the policy decides by it."""

    FILES = "files"
    NETWORK = "network"
    MOTION = "motion"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed parameter of an action."""

    name: str
    annotation: Any
    """The type as written in the signature, without `| None`; a slot type is found for it."""
    default: Any
    """REQUIRED where the user has to give it, None where it may be left out, else the default value."""

    @property
    def required(self) -> bool:
        """Whether a call without it is incomplete."""
        return self.default is REQUIRED


@dataclass(frozen=True, slots=True)
class Action:
    """Something a plugin can do."""

    name: str
    function: Callable[..., Any]
    parameters: tuple[Parameter, ...]
    help: str
    """One sentence for people, from the docstring."""
    touches: frozenset[Touch]
    undo: Callable[[CallContext], Undo] | None
    """Called before the call; returns what undoes it. None where nothing needs to, or can, be undone."""
    undoable: bool
    """False where a done call changes what nothing puts back: undo then says so. What merely looks or tells is undoable."""
    gives_text: bool
    """Whether its answer is a text that another call may take (`result_of`)."""
    folder: Path
    """Where its sentences lie: `sentences/<lang>.yaml` in it, or `<module>.<lang>.yaml` beside a single file."""
    key: str = ""
    """The function key that calls it in the terminal, `f1` to `f12`; empty for none."""

    @property
    def plugin(self) -> str:
        """The name before the dot."""
        return self.name.partition(".")[0]

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of that name, or None."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the function, so that a decorated action is still callable where it was written."""
        return self.function(*args, **kwargs)


def action(
    name: str,
    *,
    touches: tuple[Touch, ...] = (),
    undo: Callable[[CallContext], Undo] | None = None,
    undoable: bool = True,
    gives_text: bool = False,
    key: str = "",
) -> Callable[[Callable[..., Any]], Action]:
    """Make an action of a function; types and defaults come from its signature, the help from its docstring.

    `key` names a function key that calls it in the terminal. Raises PluginError for a name that is not `plugin.verb`, for
    a parameter without a type, and for a key that is none or that calls an action which needs to be told something.
    """
    if not NAME.fullmatch(name):
        raise PluginError(f"'{name}' is no action name: write it as plugin.verb, in small letters")
    if key and not KEY.fullmatch(key):
        raise PluginError(f"{name}: '{key}' is no key: f1 to f12 are")

    def decorate(function: Callable[..., Any]) -> Action:
        if inspect.iscoroutinefunction(function):
            raise PluginError(f"{name}: an action is a plain function, not `async def`")
        parameters = _parameters(name, function)
        if key and any(parameter.required for parameter in parameters):
            raise PluginError(f"{name}: a key says no more than which action is meant, and this one needs arguments")
        return Action(
            name=name,
            function=function,
            parameters=parameters,
            help=message((inspect.getdoc(function) or "").partition("\n\n")[0].replace("\n", " ")),
            touches=frozenset(touches),
            undo=undo,
            undoable=undoable,
            gives_text=gives_text,
            folder=Path(function.__code__.co_filename).parent,
            key=key,
        )

    return decorate


def _parameters(name: str, function: Callable[..., Any]) -> tuple[Parameter, ...]:
    hints = typing.get_type_hints(function, include_extras=True)
    found = []
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name not in hints:
            raise PluginError(f"{name}: parameter '{parameter.name}' has no type")
        annotation = _without_none(hints[parameter.name])
        if annotation is not CallContext:
            # `from` is a Python keyword, so a parameter of that name is written `from_`.
            found.append(Parameter(parameter.name.removesuffix("_"), annotation, parameter.default))
    return tuple(found)


def _without_none(hint: Any) -> Any:
    members = [member for member in typing.get_args(hint) if member is not type(None)]
    if type(None) in typing.get_args(hint) and len(members) == 1:
        return members[0]
    return hint
