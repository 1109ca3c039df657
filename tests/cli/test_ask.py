"""`bot ask`: what scripts rely on."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.interpreter import Interpreter

Bot = Callable[..., Any]
NOISY = """
import sys
from bot import action, hookimpl
print("a plugin prints while it is imported")

@action("noise.make")
def make() -> str:
    '''Make a noise.'''
    print("a plugin prints while it acts")
    return "It was loud."

@hookimpl
def bot_actions():
    return [make]

@hookimpl
def bot_shutdown():
    print("noise is over", file=sys.stderr)
"""
SENTENCES = 'language: en\nintents: {noise.make: {data: [{sentences: ["make a noise"]}]}}\n'


def test_many_lines_are_one_session(bot: Bot) -> None:
    """One answer a line; "it" reaches back; blank lines are none, and nothing is said beside the answers."""
    done = bot("ask", "--json", lines="go to the red ball\n\n  \nturn left\nundo that\n")
    replies = [json.loads(line) for line in done.out.splitlines()]
    assert [reply["utterance"] for reply in replies] == ["go to the red ball", "turn left", "undo that"]
    assert [reply["status"] for reply in replies] == ["done"] * 3
    assert "robot.turn(left)" in replies[-1]["reply"]
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("turn left",), 0), (("--dry-run", "turn", "left"), 0), (("undo that",), 1), (("--lame", "turn left"), 2),
        (("--backend", "nobody", "turn left"), 2), (("the weather in the sea of tales",), 3), (("go to",), 3),
        (("--lang", "fr", "turn left"), 3),
    ],
)  # fmt: skip
def test_the_exit_status_tells_the_kind_of_answer(bot: Bot, arguments: tuple[str, ...], code: int) -> None:
    """As `docs/scripts.md` lists them."""
    assert bot("ask", *arguments).code == code


def test_a_backend_without_a_model_is_one_line(bot: Bot, mute: str) -> None:
    """Which says how to train one."""
    done = bot("ask", "--backend", mute, "turn left")
    line = "bot: the backend mute has no model yet; `bot train --backend mute` trains one\n"
    assert (done.code, done.out, done.err) == (2, "", line)


def test_a_backend_that_cannot_be_loaded_costs_its_language_only(
    bot: Bot, mute: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line in a language whose backend cannot be loaded is rejected; the others are answered."""
    monkeypatch.setenv("BOT_BACKENDS", f"mi={mute}")
    assert bot("ask", "--lang", "mi", "huri ki te taha maui").code == 3
    done = bot("ask", "--json", "turn left")
    assert (done.code, json.loads(done.out)["backend"]) == (0, "bert")


def test_what_the_settings_deny_or_ask_about_has_a_status_of_its_own(bot: Bot, own_home: Path) -> None:
    """4, and of several lines the first that is not 0."""
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "settings.toml").write_text('[policy]\nrobot.turn = "deny"\nclock.time = "ask"\n')
    assert bot("ask", "turn left").code == 4
    assert bot("ask", "what time is it").code == 4
    assert bot("ask", lines="hello\nthe weather in the sea of tales\nturn left\n").code == 3


def test_nothing_but_answers_goes_to_standard_output(bot: Bot, plugin_file: Callable[..., Path]) -> None:
    """Whatever plugins print, on loading and in their actions."""
    plugin_file("noise", NOISY, SENTENCES)
    done = bot("ask", "make a noise")
    assert (done.code, done.out) == (0, "It was loud.\n")
    assert "while it is imported" in done.err
    assert "while it acts" in done.err


def test_plugins_are_let_go_however_it_ends(
    bot: Bot, plugin_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """After the last line, after Ctrl-C, and where the model cannot be loaded."""
    plugin_file("noise", NOISY, SENTENCES)
    assert "noise is over" in bot("ask", "hello").err

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Interpreter, "respond", interrupted)
        done = bot("ask", "hello")
    assert done.code == 130
    assert "noise is over" in done.err
    monkeypatch.setenv("BOT_MODEL", str(tmp_path / "nowhere"))
    done = bot("ask", "hello")
    assert done.code == 2
    assert "noise is over\nbot: " in done.err
    assert done.out == ""


def test_a_line_at_which_the_program_breaks_has_failed(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next ones go on; --debug shows where."""
    respond = Interpreter.respond

    def breaks(self: Interpreter, line: str, **options: Any) -> Any:
        return respond(self, line, **options) if line != "break" else 1 / 0

    monkeypatch.setattr(Interpreter, "respond", breaks)
    done = bot("ask", "--json", lines="break\nturn left\n")
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert (first["status"], first["reply"]) == ("failed", "That broke: ZeroDivisionError: division by zero")
    assert second["status"] == "done"
    assert (done.code, done.err) == (1, "")
    assert "Traceback" in bot("--debug", "ask", "break").err


SHINE = """
from bot import SimpleSlot, action, hookimpl

class Colour: ...

@action("shine.on")
def on(colour: Colour) -> str:
    '''Shine.'''
    return f"Shining {colour}."

@hookimpl
def bot_actions():
    return [on]

@hookimpl
def bot_slot_types():
    return {Colour: SimpleSlot("colour", READ, WRITE)}
"""
SHINING = 'language: en\nintents: {shine.on: {data: [{sentences: ["shine in {colour}", "go all {colour}"]}]}}\n'


@pytest.mark.parametrize(
    ("read", "write", "status"),
    [
        ("lambda surface, context: surface", "lambda random, language: 1 / 0", "done"),
        ("lambda surface, context: surface", "lambda random, language: None", "done"),
        ("lambda surface, context: 1 / 0", "lambda random, language: 'pink'", "needs_input"),
        ("lambda surface, context: {surface}", "lambda random, language: 'pink'", "needs_input"),
    ],
)
def test_a_slot_type_that_breaks_stops_nothing_else(
    bot: Bot, plugin_file: Callable[..., Path], read: str, write: str, status: str
) -> None:
    """Neither by what it raises nor by what it returns, in reading or in writing."""
    plugin_file("shine", SHINE.replace("READ", read).replace("WRITE", write), SHINING)
    done = bot("ask", "--json", lines="shine in pink\nturn left\n")
    assert [json.loads(line)["status"] for line in done.out.splitlines()] == [status, "done"]


def test_a_hook_that_exits_does_not_end_the_program(bot: Bot, plugin_file: Callable[..., Path]) -> None:
    """The reply is told all the same."""
    code = "from bot import hookimpl\n@hookimpl\ndef bot_after_call(outcome):\n    raise SystemExit(4)\n"
    plugin_file("leave", code)
    done = bot("ask", "turn left")
    assert (done.code, done.out) == (0, "I turned left.\n")
    assert done.err == "plugin leave broke in bot_after_call: SystemExit: 4\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_words_that_the_output_cannot_hold_are_no_reason_to_stop(process: Bot, encoding: str) -> None:
    """Letters that it does not have, and bytes that are no text."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = process('"$0" ask --json --dry-run "$1"', b"\xff \xe5\x90\x91\xe5\xb7\xa6\xe8\xbd\xac", env=environment)
    found = json.loads(done.stdout.decode(encoding))
    assert found["program"] == [{"action": "robot.turn", "args": {"direction": "left"}}]
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_stream_holds_nothing_and_takes_nothing(process: Bot) -> None:
    """Standard input, output or error."""
    done = process('"$0" ask <&-')
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    done = process('"$0" ask turn left >&-')
    assert (done.returncode, done.stderr) == (0, b"")
    assert process('"$0" ask turn left 2>&-').stdout == b"I turned left.\n"


def test_a_closed_pipe_ends_quietly() -> None:
    """`bot ask | head -1` shows one line, no traceback, and an exit status of 1."""
    command = [str(Path(sys.executable).parent / "bot"), "ask"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as started:
        stdin, stdout, stderr = started.stdin, started.stdout, started.stderr
        assert isinstance(stdin, io.BufferedWriter)
        assert stdout
        assert stderr
        stdin.write(b"turn left\n")
        stdin.flush()
        assert stdout.readline() == b"I turned left.\n"
        stdout.close()
        stdin.write(b"turn left\n" * 20)
        stdin.close()
        assert stderr.read() == b""
        assert started.wait(timeout=60) == 1
