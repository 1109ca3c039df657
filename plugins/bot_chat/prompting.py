"""Prompts of models that were not taught to call tools: they are told of actions in words, and answer with a line of JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot import JSON
from bot_chat.model import Message, Tool, Wish
from bot_chat.thoughts import begun

_MOST = 4000
"""Braces that do not end for so many letters are no call."""
_BRACE = re.compile(r"\n\s*(?=\{)")
_BLANK = re.compile(r"\n\s*\Z")
"""The end of a text behind which a brace would begin a line."""
_ACTIONS = (
    'To have one of these actions carried out, answer with a line like {"action": "NAME", "args": {"SLOT": "VALUE"}} and '
    "nothing else:"
)


def dialogue(messages: Sequence[Message], tools: Sequence[Tool]) -> list[Message]:
    """Return a conversation in plain texts: who called which tool and what that gave is said in words."""
    lines = [_line(tool["function"]) for tool in tools]
    first = "\n".join([messages[0]["content"], *([_ACTIONS, *lines] if lines else [])])
    found: list[Message] = [{"role": "system", "content": first}]
    for each in messages[1:]:
        role = "user" if each["role"] == "tool" else each["role"]
        text = f"Result: {each['content']}" if each["role"] == "tool" else _said(each)
        if found[-1]["role"] == role:  # templates want both to take turns
            found[-1] = {"role": role, "content": f"{found[-1]['content']}\n{text}"}
        else:
            found.append({"role": role, "content": text})
    return found


def wishes_in(pieces: Iterable[str | Wish]) -> Iterator[str | Wish]:
    """Yield texts as they come, until a JSON object with an `action` begins a line: that is a wish, and the end."""
    held = "\n"  # the first line begins as the others do
    for piece in pieces:
        held += str(piece)
        brace = _BRACE.search(held)
        told = brace.start() if brace else len(_BLANK.sub("", held))
        if told:
            yield held[:told]
            held = held[told:]
        if not brace:
            continue
        value = _object(held)
        match value:
            case {"action": str(name), **rest}:
                yield Wish("call_0", name.replace(".", "-"), json.dumps(rest.get("args") or {}))
                return
        if value is not None or len(held) > _MOST:
            yield held
            held = ""
    yield held


def until(pieces: Iterable[str], mark: str) -> Iterator[str]:
    """Yield texts up to a mark, which may be cut anywhere."""
    text = ""
    for piece in pieces:
        before, found, _ = (text + piece).partition(mark)
        kept = 0 if found else begun(before, mark)
        if told := before[: len(before) - kept]:
            yield told
        if found:
            return
        text = before[len(before) - kept :]
    yield text


def _object(text: str) -> JSON:
    """Return the JSON that a text begins with; None where it is not whole yet, or none at all."""
    try:
        value: JSON = json.JSONDecoder().raw_decode(text.lstrip())[0]
    except (ValueError, RecursionError):
        return None
    return value


def _line(function: dict[str, Any]) -> str:
    """Return a tool in a line: its name, its slots with what they take, and what it does."""
    slots = {
        name: "|".join(schema["enum"])
        if "enum" in schema
        else f"{schema['type']}, {schema.get('description', '')}".rstrip(", ")
        for name, schema in function["parameters"]["properties"].items()
    }
    return f"{function['name'].replace('-', '.')} {json.dumps(slots)}: {function['description']}"


def _said(each: Message) -> str:
    calls = [call["function"] for call in each.get("tool_calls", ())]
    lines = [
        json.dumps({"action": call["name"].replace("-", "."), "args": json.loads(call["arguments"])}) for call in calls
    ]
    return "\n".join(filter(None, [each["content"], *lines]))
