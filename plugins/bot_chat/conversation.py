"""The conversation with a language model: what it is told of what was said before. It lives in memory only."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot_chat.model import Message, Wish

_MOST_MESSAGES = 40
_MOST_LETTERS = 24_000
"""What is kept at most; the oldest questions are dropped first, each with its answer."""
_SYSTEM = (
    "You are plugbot, a command interpreter in a terminal on the user's own machine. You are asked what none of its "
    "actions does by itself. Answer in a few sentences, in the language of the user, as plain text without Markdown. "
    "Call a tool only where the user wants done what it does; the user is asked before anything that matters. Never say "
    "that something was done unless a tool has said so. Say so where you do not know."
)
INTERRUPTED = "(interrupted)"


class Conversation:
    """Messages, the newest last; a session keeps one, and resetting it forgets it."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._messages: list[Message] = []

    def messages(self) -> list[Message]:
        """Return what a model is to answer, with what it is told first."""
        return [{"role": "system", "content": _SYSTEM}, *self._messages]

    def ask(self, utterance: str) -> None:
        """Add what the user says; what is too old is forgotten."""
        self._messages.append({"role": "user", "content": utterance})
        while len(self._messages) > _MOST_MESSAGES or self._letters() > _MOST_LETTERS:
            later = [at for at, each in enumerate(self._messages) if each["role"] == "user" and at]
            if not later:
                return
            del self._messages[: later[0]]

    def answer(self, said: str, wishes: Sequence[Wish], *, whole: bool) -> None:
        """Add what the model answered; a question without any answer is forgotten."""
        if not whole:
            wishes, said = (), f"{said} {INTERRUPTED}" if said else ""
        if wishes:
            asked = [
                {
                    "id": wish.id,
                    "type": "function",
                    "function": {"name": wish.name, "arguments": _valid(wish.arguments)},
                }
                for wish in wishes
            ]
            self._messages.append({"role": "assistant", "content": said, "tool_calls": asked})
        elif said:
            self._messages.append({"role": "assistant", "content": said})
        elif self._messages and self._messages[-1]["role"] == "user":
            self._messages.pop()

    def results(self, wishes: Sequence[Wish], told: Sequence[str]) -> None:
        """Add what became of each wish; those after the last that was tried were not."""
        for number, wish in enumerate(wishes):
            text = told[number] if number < len(told) else "It was not done."
            self._messages.append({"role": "tool", "tool_call_id": wish.id, "content": text or "Done."})

    def _letters(self) -> int:
        return sum(len(json.dumps(each, ensure_ascii=False)) for each in self._messages)


def _valid(arguments: str) -> str:
    """Return arguments that a server can read again; those that are no JSON were refused."""
    try:
        return json.dumps(json.loads(arguments), ensure_ascii=False)
    except ValueError:
        return "{}"
