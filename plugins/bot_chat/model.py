"""Language models: what each kind of them can do, and which one the settings name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from bot import BotError, FallbackContext, message

Message: TypeAlias = dict[str, Any]
"""One message of a conversation, as OpenAI's protocol writes it: `role`, `content`, `tool_calls`, `tool_call_id`."""
Tool: TypeAlias = dict[str, Any]
"""A function that a model may call, as OpenAI's protocol writes it."""

PATIENCE = 60.0
"""Seconds that a model may be silent."""
_TABLE = "[options.chat]"
_KNOWN = ("address", "model", "folder", "key_from", "patience")


@dataclass(frozen=True, slots=True)
class Wish:
    """A call of a tool, as a language model writes it: nothing of it is to be trusted."""

    id: str
    name: str
    arguments: str
    """JSON, or what the model takes for it."""


class LanguageModel(Protocol):
    """Answers a conversation."""

    def answer(
        self, messages: Sequence[Message], tools: Sequence[Tool], context: FallbackContext
    ) -> Iterator[str | Wish]:
        """Yield the answer piece by piece; raises BotError with one line, ActionCancelled where the user stops it."""


def named_model(options: Mapping[str, str]) -> LanguageModel:
    """Return the language model that the options of this plugin name; raises BotError for what is wrong with them."""
    for name in options:
        if name not in _KNOWN:
            known = ", ".join(_KNOWN)
            raise BotError(message("{table} has no '{name}'; it has {known}.", table=_TABLE, name=name, known=known))
    # Imported here: each needs its own library, and only when it is asked.
    if options.get("folder"):
        if options.get("address"):
            raise BotError(message("{table} names both an address and a folder: keep one of them.", table=_TABLE))
        from bot_chat.local import local_model

        return local_model(Path(options["folder"]).expanduser())
    if not options.get("address") or not options.get("model"):
        raise BotError(message("{table} has to name an address and a model, or a folder.", table=_TABLE))
    from bot_chat.server import Server

    return Server(options["address"], options["model"], options.get("key_from", ""), _seconds(options))


def _seconds(options: Mapping[str, str]) -> float:
    text = options.get("patience", str(PATIENCE))
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise BotError(message("{name} has to be a number of seconds, not '{text}'.", name="chat.patience", text=text))
    return seconds
