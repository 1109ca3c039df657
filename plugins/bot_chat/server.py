"""Servers that speak OpenAI's protocol (llama.cpp, Ollama, vLLM and others): `POST /chat/completions`, answered as a stream."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot import BotError, FallbackContext, message
from bot_chat.background import handed_over
from bot_chat.model import Message, Tool, Wish
from bot_chat.thoughts import thoughtless

if TYPE_CHECKING:
    import httpx2

_CONNECT = 5.0
"""Seconds in which a server has to take a connection."""
_MOST_BYTES = 4_000_000
"""A stream with more in it, thoughts and all, is one that does not end."""
_TOLD = 200
"""So many letters of what a server says went wrong are told."""
_EXAMPLE = "http://localhost:11434/v1"
_KEY_SETTING = "chat.key_from"
_NO_KEY = (401, 403)
_NOT_THERE = 404
_BAD = 400
_HERE = ("localhost", "127.0.0.1", "::1")


class Server:
    """A language model behind an address."""

    def __init__(self, address: str, model: str, key_from: str, patience: float) -> None:
        """Take the address up to `/v1`, the model's name there, the environment variable with its key, and seconds."""
        self._address = address.rstrip("/")
        self._model = model
        self._key_from = key_from
        self._patience = patience

    def answer(
        self, messages: Sequence[Message], tools: Sequence[Tool], context: FallbackContext
    ) -> Iterator[str | Wish]:
        """Yield the answer piece by piece, then what the model wishes; raises BotError, ActionCancelled."""
        headers = self._headers()

        def ask(hand: Callable[[str | Wish], None]) -> None:
            try:
                self._ask(messages, tools, headers, hand)
            except BotError:
                raise
            except Exception as error:
                raise self._problem(error) from error

        try:
            yield from thoughtless(handed_over(ask, context.check, self._patience + _CONNECT))
        except TimeoutError:
            raise self._silent() from None

    def _headers(self) -> dict[str, str]:
        if not self._key_from:
            return {}
        key = os.environ.get(self._key_from, "").strip()
        if not key:
            told = message(
                "The language model's key is to be in the environment variable {name}, which is not set.",
                name=self._key_from,
            )
            raise BotError(told)
        return {"Authorization": f"Bearer {key}"}

    def _ask(
        self,
        messages: Sequence[Message],
        tools: Sequence[Tool],
        headers: dict[str, str],
        hand: Callable[[str | Wish], None],
    ) -> None:
        import httpx2  # imported here: only a question needs it

        body = {
            "model": self._model,
            "messages": list(messages),
            "stream": True,
            **({"tools": list(tools)} if tools else {}),
        }
        url = httpx2.URL(f"{self._address}/chat/completions")
        limits = httpx2.Timeout(self._patience, connect=_CONNECT)
        # What is on this machine is reached without a proxy, whatever the environment says; and where nothing is
        # encrypted there is no certificate, reading those of the system takes half a second.
        trusted, verified = url.host not in _HERE, url.scheme == "https"
        with (
            httpx2.Client(timeout=limits, trust_env=trusted, verify=verified) as client,
            client.sse(url, method="POST", json=body, headers=headers) as events,
        ):
            if events.response.status_code != httpx2.codes.OK:
                told = _said_wrong(events.response)
                if events.response.status_code == _BAD and tools and "tool" in told:
                    return self._ask(messages, (), headers, hand)  # a model that can only talk
                raise self._status(events.response.status_code, told)
            _Stream(hand).take(events)
        return None

    def _status(self, status: int, told: str) -> BotError:
        if status in _NO_KEY:
            return BotError(
                message(
                    "The language model at {address} wants another key: {setting} in the settings names the environment"
                    " variable that holds it.",
                    address=self._address,
                    setting=_KEY_SETTING,
                )
            )
        if status == _NOT_THERE:
            return BotError(
                message(
                    "There is no language model '{model}' at {address}: see address and model in the settings.",
                    model=self._model, address=self._address,
                )
            )  # fmt: skip
        return BotError(
            message(
                "The language model at {address} answers with error {status}: {told}",
                address=self._address, status=status, told=told or "-",
            )
        )  # fmt: skip

    def _silent(self) -> BotError:
        return BotError(
            message(
                "The language model at {address} has said nothing for {seconds} seconds; I wait no longer.",
                address=self._address, seconds=f"{self._patience:g}",
            )
        )  # fmt: skip

    def _problem(self, error: Exception) -> BotError:
        import httpx2

        reason = " ".join(str(error).split())[:_TOLD] or type(error).__name__
        match error:
            case httpx2.ReadTimeout():
                return self._silent()
            case httpx2.InvalidURL() | httpx2.UnsupportedProtocol():
                told = message(
                    "'{address}' is no address of a language model: it is one like {example}.",
                    address=self._address,
                    example=_EXAMPLE,
                )
            case httpx2.ConnectError() | httpx2.ConnectTimeout():
                told = message(
                    "The language model at {address} cannot be reached: {reason}.", address=self._address, reason=reason
                )
            case httpx2.SSEError() | ValueError() | TypeError() | KeyError() | AttributeError() | IndexError():
                told = message(
                    "What {address} answers is not how a language model streams: see address in the settings.",
                    address=self._address,
                )
            case _:
                told = message(
                    "The language model at {address} broke off: {reason}.", address=self._address, reason=reason
                )
        return BotError(told)


@dataclass(slots=True)
class _Stream:
    """The events of one answer, put together."""

    hand: Callable[[str | Wish], None]
    _calls: dict[int, dict[str, str]] = field(default_factory=dict)
    """What there is of each tool call, by its place."""
    _ended: bool = False

    def take(self, events: httpx2.EventSource) -> None:
        """Hand over texts as they come, and tool calls at the end; raises EOFError where there is none."""
        size = 0
        for event in events:
            size += len(event.data)
            if size > _MOST_BYTES:
                raise BotError(message("The language model does not come to an end; I stop here."))
            if event.data.strip() == "[DONE]":
                self._ended = True
                break
            self._take(json.loads(event.data))
        if not self._ended:
            raise EOFError("the answer is not whole")
        for call in self._calls.values():
            self.hand(Wish(call["id"], call["name"], call["arguments"]))

    def _take(self, event: dict[str, Any]) -> None:
        if event.get("error"):
            error = event["error"]
            raise EOFError(str(error.get("message", error) if isinstance(error, dict) else error))
        for choice in event.get("choices", ())[:1]:  # the last event may tell of nothing but what it cost
            delta = choice.get("delta") or {}
            if delta.get("content"):
                self.hand(str(delta["content"]))
            for place, part in enumerate(delta.get("tool_calls") or ()):
                self._take_call(place, part)
            self._ended = self._ended or bool(choice.get("finish_reason"))

    def _take_call(self, place: int, part: dict[str, Any]) -> None:
        place = int(part.get("index", place if part.get("id") is None else len(self._calls)))
        call = self._calls.setdefault(place, {"id": f"call_{place}", "name": "", "arguments": ""})
        function = part.get("function") or {}
        call["id"] = str(part.get("id") or call["id"])
        call["name"] += str(function.get("name") or "")
        arguments = function.get("arguments") or ""
        call["arguments"] += arguments if isinstance(arguments, str) else json.dumps(arguments)


def _said_wrong(response: httpx2.Response) -> str:
    """Return what a server says went wrong, in one short line."""
    text = ""
    for chunk in response.iter_text():
        text += chunk
        if len(text) > _MOST_BYTES:
            break
    try:
        error = json.loads(text)["error"]
        text = str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, KeyError, TypeError):
        pass
    return " ".join(text.split())[:_TOLD]
