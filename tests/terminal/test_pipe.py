"""Lines from a pipe: plain answers, and an exit status."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

BOT = str(Path(sys.executable).parent / "bot")
DOG = '''
import time
from bot import CallContext, action, hookimpl

@action("dog.walk")
def walk(context: CallContext) -> str:
    """Walk the dog, who is never tired."""
    print("walking")
    while True:
        context.check()
        time.sleep(0.01)

@hookimpl
def bot_actions():
    return [walk]
'''
SENTENCES = """
language: en
intents:
  dog.walk:
    data:
      - sentences: ["walk the dog", "take the dog for a walk"]
"""


def talk(lines: str, env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Give `bot` some lines."""
    return subprocess.run(
        [BOT, *arguments],
        input=lines,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_answers_are_plain(env: dict[str, str]) -> None:
    """One answer a line, no map, no colour, nothing else."""
    result = talk("turn left\n\nturn right\n", env)
    assert (result.stdout, result.stderr, result.returncode) == ("I turned left.\nI turned right.\n", "", 0)


def test_the_exit_status_is_that_of_the_first_line_not_done(env: dict[str, str]) -> None:
    """As `bot ask` counts it: 3 rejected, 2 wrong usage."""
    assert talk("turn left\nblah blah blubb\n/nonsense\n", env).returncode == 3
    assert talk("/nonsense\nblah blah blubb\n", env).returncode == 2


def test_a_line_without_end_and_a_line_without_words(env: dict[str, str]) -> None:
    """Ten thousand characters are refused; so is punctuation; the last line needs no newline."""
    result = talk("word " * 2000 + "\n???\nturn left", env)
    assert "9999 characters long" in result.stdout
    assert "There are no words in that." in result.stdout
    assert result.stdout.endswith("I turned left.\n")


def test_quitting_ends_the_lines(env: dict[str, str]) -> None:
    """What stands after it is not done."""
    assert talk("/quit\nturn left\n", env).stdout == "Bye.\n"


def test_a_byte_that_is_no_letter_costs_its_line_only(env: dict[str, str]) -> None:
    """The lines around it are answered, however strict the input is."""
    result = subprocess.run(
        [BOT],
        input=b"turn left\n\xff\nturn right\n",
        env={**env, "PYTHONIOENCODING": "utf-8:strict"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert result.stdout.decode().splitlines() == ["I turned left.", "There are no words in that.", "I turned right."]
    assert result.returncode == 3


def test_ctrl_c_ends_all_lines(env: dict[str, str], plugin: Callable[[str, str, str], None]) -> None:
    """What stands after the line that is stopped is not done: 130."""
    plugin("dog", DOG, SENTENCES)
    # A suite that runs in the background ignores Ctrl-C, and so would what it starts.
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import bot.cli; bot.cli.main()"
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write("walk the dog\nturn left\n")
        process.stdin.flush()
        assert "walking\n" in iter(process.stderr.readline, "")
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=60)
    assert (told, process.returncode) == ("Stopped.\n", 130)


@pytest.mark.parametrize(("closing", "model", "code"), [("<&-", "", 0), (">&-", "", 0), ("2>&-", "/nowhere", 2)])
def test_a_stream_that_is_closed_is_an_empty_one(env: dict[str, str], closing: str, model: str, code: int) -> None:
    """Nothing is read from it, nothing written to it, and nothing breaks."""
    result = subprocess.run(
        ["sh", "-c", f'exec "$0" {closing}', BOT],
        input="turn left\n",
        env={**env, "BOT_MODEL": model},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (result.stdout, result.stderr, result.returncode) == ("", "", code)


def test_a_closed_pipe_ends_quietly(env: dict[str, str]) -> None:
    """`bot | head -1` shows one line and no traceback."""
    process = subprocess.Popen(
        [BOT], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write("turn left\n")
    process.stdin.flush()
    assert process.stdout.readline() == "I turned left.\n"
    process.stdout.close()
    process.stdin.write("turn left\n" * 20)
    process.stdin.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) in (0, 1)
    process.stderr.close()


def test_a_missing_model_and_an_unknown_backend(env: dict[str, str]) -> None:
    """One line on standard error; a model that cannot read is wrong usage."""
    result = talk("turn left\n", {**env, "BOT_MODEL": "/nowhere/at/all"})
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1


def test_the_line_editor_is_not_imported(env: dict[str, str]) -> None:
    """A pipe does not pay for prompt_toolkit."""
    code = (
        "import sys; from bot.settings import load_settings; from bot.terminal import run_terminal\n"
        "code = run_terminal(load_settings()); sys.exit(9 if 'prompt_toolkit' in sys.modules else code)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], input="turn left\n", env=env, text=True, timeout=60, check=False
    )
    assert result.returncode == 0
