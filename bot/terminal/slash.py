"""Slash commands: the registry, and how a line finds its command."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.terminal.conversation import WRONG_USAGE, Answer, Conversation


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command for the terminal itself."""

    name: str
    help: str
    run: Callable[[Conversation, str], Answer]
    """Gets the conversation and what stands after the name; may raise BotError."""
    usage: str = ""
    """What may stand after the name."""
    arguments: Callable[[Conversation], Sequence[str]] = lambda _: ()
    """What completion offers after the name; called only once everything is loaded."""


def commands() -> dict[str, SlashCommand]:
    """Return all slash commands by name, in the order in which help lists them."""
    from bot.terminal.slash_commands import COMMANDS

    return {command.name: command for command in COMMANDS}


def run_slash(conversation: Conversation, line: str) -> Answer:
    """Return what a line that begins with a slash leads to; one line for an unknown command. Raises BotError."""
    name, _, argument = line.removeprefix("/").partition(" ")
    table = commands()
    command = table.get(name.casefold())
    if command is None:
        return Answer(_unknown(name, tuple(table)), WRONG_USAGE)
    return command.run(conversation, argument.strip())


def _unknown(name: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(name.casefold(), names, n=1, cutoff=0.5)
    near = near or [other for other in names if name and other.startswith(name[:1].casefold())]
    hint = f"did you mean /{near[0]}?" if near else "/help lists them all."
    return f"There is no /{name}; {hint}"
