"""`bot listen`, for scripts and for hands that are busy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from bot.errors import BotError
from bot_speech.command import listen

Samples = np.ndarray[Any, np.dtype[np.float64]]
Run = Callable[..., Result]


@pytest.fixture
def run(ear: Any) -> Run:
    """Return a function that runs `bot listen` with an ear that hears some texts."""

    def called(*arguments: str, hears: tuple[str, ...] = (), sound: bytes | None = None) -> Result:
        ear.says = [*hears]
        return CliRunner().invoke(listen, list(arguments), input=sound, catch_exceptions=False)

    return called


@pytest.fixture
def two(voiced: Callable[..., Samples], encoded: Callable[..., bytes]) -> bytes:
    """Return a recording of two utterances."""
    return encoded(np.concatenate([voiced(0.6), voiced(0.6)]))


@pytest.fixture
def recording(two: bytes, tmp_path: Path) -> str:
    """Return the path of a recording of two utterances."""
    path = tmp_path / "two.wav"
    path.write_bytes(two)
    return str(path)


def test_what_is_said_is_done(run: Run, recording: str) -> None:
    """In one session; only the answers go to standard output."""
    done = run(recording, hears=("turn left", "undo that"))
    first, second = done.stdout.splitlines()
    assert (first, second[:8]) == ("I turned left.", "Undone: ")
    assert done.stderr.splitlines() == ["> turn left", "> undo that"]
    assert done.exit_code == 0


def test_a_pipe_is_heard_as_a_file_is(run: Run, two: bytes) -> None:
    """Also as bare samples."""
    assert run("-", hears=("turn left",), sound=two).stdout == "I turned left.\n"
    assert run("-", hears=("turn left",), sound=two[44:]).stdout == "I turned left.\n"
    assert run(
        "-", "--rate", "48000", hears=("turn left",), sound=np.repeat(np.frombuffer(two[44:], "<i2"), 3).tobytes()
    ).stdout


def test_json_and_a_dry_run_as_with_ask(run: Run, recording: str) -> None:
    """One object a line."""
    done = run(recording, "--json", "--dry-run", hears=("turn left", "colourless green ideas"))
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["status"], first["utterance"]) == ("dry_run", "turn left")
    assert (second["status"], done.exit_code) == ("rejected", 3)


def test_text_alone_does_nothing(run: Run, recording: str, ear: Any) -> None:
    """As lines or as JSON; dictation is for any words."""
    assert run(recording, "--text", hears=("turn left", "bye")).stdout == "turn left\nbye\n"
    assert [dictated for *_, dictated in ear.heard] == [False, False]
    done = run(recording, "--dictation", "--json", "--lang", "fr", hears=("ça va",))
    assert [json.loads(line) for line in done.stdout.splitlines()] == [{"text": "ça va"}]
    assert ear.heard[2][1:] == ("fr", True)


def test_quit_ends_it(run: Run, recording: str, ear: Any) -> None:
    """What comes after is not heard."""
    run(recording, hears=("quit", "turn left"))
    assert len(ear.heard) == 1


@pytest.mark.parametrize("arguments", [(), ("--text",), ("--json",)])
def test_without_words_a_script_is_told(run: Run, recording: str, arguments: tuple[str, ...]) -> None:
    """By a line on standard error and the exit status."""
    done = run(recording, *arguments, hears=("", " .. "))
    assert (done.stdout, done.stderr, done.exit_code) == ("", "there are no words in what I hear\n", 3)


@pytest.mark.parametrize("sound", [b"", b"\x00", bytes(64_000), b"hello, this is text\n"])
def test_a_pipe_without_speech(run: Run, sound: bytes) -> None:
    """Is no error of the program's."""
    done = run("-", sound=sound)
    assert (done.stdout, done.stderr, done.exit_code) == ("", "there are no words in what I hear\n", 3)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("/nowhere/at/all.wav",), "there is no file /nowhere/at/all.wav"),
        (("/",), "/ is a folder"),
        (("-", "--rate", "4000"), "standard input has 4000 samples a second"),
    ],
)
def test_what_cannot_be_heard(run: Run, arguments: tuple[str, ...], why: str) -> None:
    """Is one line, before anything is loaded."""
    with pytest.raises(BotError, match=why):
        run(*arguments, sound=b"\x00\x01\x02\x03")


def test_a_language_that_is_not_heard(run: Run, recording: str, ear: Any) -> None:
    """Is told before anything is."""
    with pytest.raises(BotError, match="no Klingon"):
        run(recording, "--lang", "tlh", "--text")
    assert ear.heard == []


def test_whoever_types_pays_for_no_ears() -> None:
    """The plugin and its command, whose help others show too, import nothing that only listening needs."""
    code = "import sys, bot_speech, bot_speech.command; bot_speech.bot_actions(); bot_speech.bot_cli(); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True, env=environment)
    dear = {"numpy", "pocketsphinx", "sounddevice", "soundfile", "soxr", "hassil", "yaml", "faster_whisper", "vosk"}
    assert dear & {*done.stdout.split()} == set()


PROGRAM = """
import sys
from bot_speech import recognising
class Ear:
    name = "ear"
    need = staticmethod(lambda language: None)
    recognise = staticmethod(lambda pcm, *, language, dictation: "turn left")
recognising.open_recogniser = lambda tell: Ear()
from bot.cli import app
from bot_speech.command import listen
app.cli.add_command(listen)
app.Commands.get_command = lambda self, context, name: listen
app.main()
"""


def in_a_process(*arguments: str, **given: Any) -> subprocess.CompletedProcess[str]:
    """Run `bot listen` as a shell does."""
    command = [sys.executable, "-c", PROGRAM, "listen", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, timeout=60, check=False, env=environment, **given)


def test_closed_pipes(recording: str) -> None:
    """Where nothing can be read there is no sound, and where nobody reads on nothing more is written: one line each."""
    done = in_a_process("-", stdout=subprocess.PIPE, preexec_fn=lambda: os.close(0))
    assert done.stderr == "bot: standard input is closed: there is no sound\n"
    assert done.returncode == 2
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody:
        done = in_a_process(recording, "--text", stdout=nobody)
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1


def test_the_meter_is_for_terminals(recording: str) -> None:
    """In a log it would be thousands of lines."""
    done = in_a_process(recording, "--text", stdout=subprocess.PIPE)
    assert (done.stdout, done.stderr) == ("turn left\nturn left\n", "")
