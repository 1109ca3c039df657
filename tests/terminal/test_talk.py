"""Answers that come in pieces, in the terminal, in a pipe and by `bot ask`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BOT = str(Path(sys.executable).parent / "bot")
CTRL_C = "\x03"
TALKER = """
import time
from bot import Call, hookimpl

@hookimpl
def bot_fallback(utterance, context):
    if "count" not in utterance:
        return None
    def counted():
        for number in range(1000 if "forever" in utterance else 3):
            context.check()
            yield f"n{number} "
            time.sleep(0.3)
        if "turn" in utterance:
            yield (Call("robot.turn", {"direction": "left"}),)
            yield "\\x1b[2Jover"
    return counted()
"""
Plugin = Callable[..., None]


def test_an_answer_grows_and_ctrl_c_ends_it(start: Callable[..., Any], plugin: Plugin) -> None:
    """What came so far is seen at once and stays; the terminal goes on."""
    plugin("talker", TALKER)
    terminal = start()
    terminal.prompt()
    terminal.type("count sheep forever\r")
    terminal.wait("n0 n1")
    terminal.type(CTRL_C)
    screen = terminal.wait("Stopped.", "n0 n1")
    assert screen.count("n0 n1") == 1, "what grew left a trail"
    terminal.prompt()
    terminal.say("turn right", "I turned right")


def test_what_is_proposed_is_seen_and_asked_about(start: Callable[..., Any], plugin: Plugin, tmp_path: Path) -> None:
    """Above the question stands what was said and what is going to run; nothing steers the terminal."""
    plugin("talker", TALKER)
    (tmp_path / "config" / "settings.toml").write_text('[policy]\n"robot.turn" = "ask"\n', encoding="utf-8")
    terminal = start()
    terminal.prompt()
    terminal.type("count sheep and turn them into wool\r")
    terminal.wait("n0 n1 n2", "Proposed: robot.turn(left).", "Go ahead? [y/N]")
    terminal.type("y")
    terminal.wait("I turned left.", "?[2Jover")
    terminal.prompt()


def test_a_pipe_gets_pieces_as_they_come(env: dict[str, str], plugin: Plugin) -> None:
    """One answer a line all the same."""
    plugin("talker", TALKER)
    with subprocess.Popen([BOT], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"count sheep\nturn left\n")
        process.stdin.close()
        first = process.stdout.read(2)
        rest = process.stdout.read()
    assert (first, rest.decode()) == (b"n0", " n1 n2\nI turned left.\n")
    assert process.returncode == 3


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_bot_ask_prints_pieces_as_they_come(env: dict[str, str], plugin: Plugin, arguments: tuple[str, ...]) -> None:
    """As JSON the whole answer, on one line."""
    plugin("talker", TALKER)
    with subprocess.Popen(
        [BOT, "ask", *arguments, "count sheep"], env=env, stdout=subprocess.PIPE, bufsize=0
    ) as process:
        assert process.stdout
        first = process.stdout.read(2)
        rest = process.stdout.read().decode()
    assert process.wait() == 3
    if arguments:
        assert '"status": "rejected"' in rest
        assert '"reply": "n0 n1 n2"' in rest
    else:
        assert (first, rest) == (b"n0", " n1 n2\n")
