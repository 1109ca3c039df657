"""Reading without doing: programs and how sure the reader is of them, with nobody else asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import BotError, open_judge, open_reader, services
from bot.program import Call
from bot.services import Models

PLUGIN = """
from bot import hookimpl

@hookimpl
def bot_fallback(utterance):
    raise SystemExit(f"asked about {utterance}")

@hookimpl
def bot_before_call(call):
    raise SystemExit(f"asked about {call}")
"""


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, plugin_file: Callable[..., Path]) -> None:
    """A process of its own, with a plugin that ends the program when it is asked anything."""
    plugin_file("nosy", PLUGIN)
    monkeypatch.setattr(services, "_shared", [])


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch, models: Models) -> None:
    """The models that are loaded already."""
    monkeypatch.setattr(services, "_shared", [models])


def test_a_program_or_none(shared: None) -> None:
    """None where something is missing, unread or not to be done at all; each utterance is the first of a session."""
    del shared
    read = open_reader()
    assert read("  turn\nleft ") == (Call("robot.turn", {"direction": "left"}),)
    assert [read(text) for text in ("go to", "it", "turn left and bake a cake", "bake a cake", "")] == [None] * 5
    assert read("turn left") == read("turn left")


def test_how_sure_the_reader_is(shared: None) -> None:
    """Sure of a command, and not at all of what is none."""
    del shared
    judge = open_judge()
    assert 0.8 < judge("turn left and go forward two steps") <= 1
    assert [judge(text) for text in ("go to", "bake a cake")] == [0, 0]


def test_nobody_is_asked(alone: None) -> None:
    """Whatever was only thought to be said is told to no plugin: a language model might answer it."""
    del alone
    assert open_judge()("who won the match yesterday") == 0
    assert open_judge()("turn left") > 0
    assert open_reader()("who won the match yesterday") is None


def test_a_backend_that_is_not_there() -> None:
    """Is an error that names those that are."""
    with pytest.raises(BotError, match="there is no backend 'heart'; installed: bert"):
        open_reader("heart")
