"""Every hook a plugin may implement, on one page. Hooks return values; their order never means anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from bot.actions import Action
    from bot.backend import BackendSpec
    from bot.fallback import FallbackContext
    from bot.outcome import Outcome
    from bot.policy import Verdict
    from bot.program import Call, Program
    from bot.slots.base import SlotType

hookspec = pluggy.HookspecMarker("bot")
hookimpl = pluggy.HookimplMarker("bot")


@hookspec
def bot_actions() -> Sequence[Action]:
    """Return the actions that this plugin brings."""
    return ()


@hookspec
def bot_slot_types() -> Mapping[Any, SlotType]:
    """Return slot types for the Python types that this plugin's signatures use."""
    return {}


@hookspec
def bot_backends() -> Sequence[BackendSpec]:
    """Return the backends that this plugin brings; nothing heavy is imported to say so."""
    return ()


@hookspec
def bot_before_call(call: Call, action: Action) -> Verdict | None:
    """Return a verdict on a call about to run (allow, ask, deny), or None for no opinion; the strictest counts."""


@hookspec
def bot_after_call(outcome: Outcome) -> None:
    """Be told what became of a call."""


@hookspec
def bot_fallback(utterance: str, language: str, context: FallbackContext) -> str | Iterable[str | Program] | None:
    """Return an answer where no action fits, or None: a text, or pieces of one as they come and programs it proposes."""


@hookspec
def bot_cli() -> Sequence[Any]:
    """Return click commands that become subcommands of `bot`."""
    return ()


@hookspec
def bot_shutdown() -> None:
    """Let go of what the plugin holds; the program ends."""
