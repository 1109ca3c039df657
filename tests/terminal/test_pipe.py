"""Lines from a pipe: plain answers, and an exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BOT = str(Path(sys.executable).parent / "bot")


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
