"""Other backends in the open terminal: who answers, and what they looked at."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BOT = str(Path(sys.executable).parent / "bot")
PAINTER = '''
from pathlib import Path
from bot import (
    Attention, BackendSpec, Clause, Reading, hookimpl, interpret_readings, open_model_folder, split_words,
)


class Painter:
    """Looks around whatever it is told, and tells what it looked at."""

    name = "painter"
    languages = frozenset({"en", "zh"})

    def interpret(self, utterances, context):
        return [interpret_readings(text, [self.read(text)], context) for text in utterances]

    def read(self, text):
        words = tuple(word.text for word in split_words(text))
        weights = ((1.0, *[0.0] * (len(words) - 1)), (1 / len(words),) * len(words))
        return Reading(
            (Clause("robot.look", 0, len(text)),), 0.9, attention=Attention(words, ("robot.look", "end"), weights)
        )


@hookimpl
def bot_backends():
    return [
        BackendSpec("painter", Painter.languages, Path(__file__).parent, lambda folder: Painter()),
        BackendSpec(
            "mute", frozenset({"en"}), Path("nowhere"), lambda folder: open_model_folder(folder, "mute"), trainer="a:b"
        ),
    ]
'''
MAP = ["           看 看 周 围", "robot.look ██", "end        ▒▒ ▒▒ ▒▒ ▒▒"]


@pytest.fixture(autouse=True)
def painter(plugin: Callable[..., None]) -> None:
    """A backend that tells what it looked at, and one without a model."""
    plugin("painter", PAINTER)


def talk(lines: str, env: dict[str, str], *arguments: str) -> list[str]:
    """Give `bot` some lines; return those that it answers."""
    done = subprocess.run(
        [BOT, *arguments], input=lines, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    return done.stdout.splitlines()


def test_what_was_looked_at_is_drawn_in_a_pipe(env: dict[str, str]) -> None:
    """Without colour, below the rest, with who read the sentence and why."""
    said = talk("看看周围\n/explain\n", env)
    assert "Read by painter, since bert does not read Chinese." in said
    assert said[-4:] == ["What was looked at, the words across, for each part that was written:", *MAP]


def test_a_backend_that_does_not_tell_has_no_map(env: dict[str, str]) -> None:
    """Nothing is drawn then."""
    assert not any("looked at" in line for line in talk("turn left\n/explain\n", env))


def test_letters_that_a_pipe_lacks(env: dict[str, str]) -> None:
    """Shares in tenths then."""
    said = talk(
        "turn left\n/explain\n", {**env, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}, "--backend", "painter"
    )
    assert said[-3:] == ["           turn left", "robot.look 9    .", "end        5    5"]


def test_backends_are_listed_with_what_they_answer(env: dict[str, str]) -> None:
    """One that was chosen answers all that it reads; one without a model is told so, and the one in use stays."""
    said = talk("/backend\n/backend mute\n/backend painter\n/backend\n", env)
    assert "mute (no model yet)" in said[0]
    assert said[1] == "English is read by bert, Chinese by painter."
    assert said[2] == ("the backend mute has no model yet; `bot train --backend mute` trains one; bert stays in use")
    assert said[3] == "painter reads now."
    assert said[-1] == "English is read by painter, Chinese by painter."


def test_the_settings_choose_for_a_language(env: dict[str, str]) -> None:
    """Also the one that is loaded first."""
    said = talk("turn left\n/explain\n/backend bert\nturn left\n", {**env, "BOT_BACKENDS": "en=painter"})
    assert "Read by painter, as the settings want for English." in said
    assert said[-1] == "I turned left."


def test_what_was_looked_at_is_coloured_in_a_terminal(start: Callable[..., Any]) -> None:
    """In shades, below each other where the window is narrow; NO_COLOR is kept to."""
    terminal = start()
    terminal.prompt()
    terminal.say("/backend painter", "painter reads now.")
    terminal.say("turn left", "turn left")
    before = len(terminal.raw)
    terminal.say("/explain", "turn left\nrobot.look")
    assert "48;5;255" in terminal.raw[before:]
    plain = start("--backend", "painter", NO_COLOR="1")
    plain.prompt()
    plain.say("turn left", "turn left")
    plain.say("/explain", "robot.look ████")
    assert "48;5;" not in plain.raw
