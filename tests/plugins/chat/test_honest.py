"""Where no action fits and no language model is named: an honest answer, without the network, which tests shut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.interpreter import Interpreter


@pytest.mark.parametrize(
    ("asked", "deed"),
    [
        ("set an alarm for 7 am", "set a timer"),
        ("what day is christmas", "say what day it is"),
        ("throw the ball at the wall", "walk up to an object"),
        ("设个七点的闹钟", "定一个计时器"),
        ("圣诞节是几号", "说说今天是几号"),
    ],
)
def test_what_comes_close_is_named(interpreter: Interpreter, asked: str, deed: str) -> None:
    """In the language of the question, after a plain no, with a way to say it; nothing is done."""
    reply = interpreter.respond(asked)
    assert (reply.status, reply.program, reply.outcomes) == ("rejected", (), ())
    no = "I have no action for that. The closest I can do: " if asked.isascii() else "这个我不会做。最接近的，我会："
    assert reply.text.startswith(no + deed)


@pytest.mark.parametrize("asked", ["who wrote hamlet", "what is the capital of france", "tell me a joke", "唱首歌"])
def test_where_nothing_is_close_nothing_is_claimed(interpreter: Interpreter, asked: str) -> None:
    """Small talk is no stand-in for an answer either."""
    assert interpreter.respond(asked).text in ("I have no action for that.", "这个我不会做。")


def test_a_reason_says_more_than_what_is_close(interpreter: Interpreter) -> None:
    """What is wrong with a sentence that an action nearly fits is all there is to say."""
    assert "closest" not in interpreter.respond("pick up the sofa").text
    assert interpreter.respond("don't turn left").text == "I only do things; I cannot be told what not to do."


def test_new_actions_come_close_too(plugin_file: Callable[..., Path]) -> None:
    """Those that the model was not trained on, as soon as they are installed."""
    from bot.plugins import load_plugins
    from bot.settings import load_settings

    code = (
        "from bot import action, hookimpl\n\n"
        '@action("tea.brew")\ndef brew() -> str:\n    """Brew some tea."""\n    return "Tea."\n\n'
        "@hookimpl\ndef bot_actions():\n    return [brew]\n"
    )
    plugin_file("tea", code, 'language: en\nintents: {tea.brew: {data: [{sentences: ["brew a cup of tea"]}]}}\n')
    settings = load_settings()
    reply = Interpreter(load_plugins(settings), settings).respond("the price of a cup of tea in the tea shop")
    assert 'The closest I can do: brew some tea ("brew a cup of tea")' in reply.text
