"""The recogniser that ships: commands that espeak-ng speaks come through, and what is none is not made up."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot import services
from bot.errors import BotError
from bot.program import Call
from bot.services import Models
from bot_speech.audio import open_file, resampled, utterances
from bot_speech.recognising import texts
from bot_speech.sphinx import Heard, Sphinx, agreed

Samples = np.ndarray[Any, np.dtype[np.float64]]
Say = Callable[[str], Samples]


@pytest.fixture(scope="module")
def sphinx(models: Models) -> Iterator[Sphinx]:
    """Return the recogniser, compiled once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "_shared", [models])
        yield Sphinx()


@pytest.fixture
def say(tmp_path: Path) -> Say:
    """Return a function that gives a text as espeak-ng speaks it, with a second of silence around it."""
    program = shutil.which("espeak-ng")
    if program is None:
        pytest.skip("needs espeak-ng")

    def speak(text: str) -> Samples:
        path = tmp_path / "said.wav"
        subprocess.run([program, "-v", "en-us", "-w", str(path), text], check=True)
        return np.pad(np.frombuffer(b"".join(resampled(open_file(path))), "<i2") / 32768, 16_000)

    return speak


@pytest.fixture
def hear(sphinx: Sphinx, pcm: Callable[[Samples], bytes]) -> Callable[..., list[str]]:
    """Return a function that gives the words of each utterance of a sound."""

    def heard(sound: Samples, *, dictation: bool = False) -> list[str]:
        return [*texts(utterances([pcm(sound)]), sphinx, "en", dictation=dictation)]

    return heard


COMMANDS = ("pick up the red ball", "stop", "what time is it", "turn around three times", "open the blue door")


def test_the_command_of_the_first_page(sphinx: Sphinx) -> None:
    """Comes through word by word, on a machine without a voice too."""
    sound = open_file(Path(__file__).parent / "turn_left_and_go_forward_two_steps.ogg")
    assert [*texts(utterances(resampled(sound)), sphinx, "en")] == ["turn left and go forward two steps"]


@pytest.mark.parametrize(("decibels", "right"), [(None, 4), (20, 3)])
def test_commands_come_through(say: Say, hear: Callable[..., list[str]], decibels: int | None, right: int) -> None:
    """Nearly all of them, and most with a fan running in the room."""
    heard = []
    for seed, command in enumerate(COMMANDS):
        sound = say(command)
        noise = np.random.default_rng(seed).standard_normal(len(sound))
        loud = 0 if decibels is None else (sound[16_000:-16_000] ** 2).mean() / 10 ** (decibels / 10)
        heard += hear(sound + noise * np.sqrt(loud))
    assert len({*heard} & {*COMMANDS}) >= right, heard


def test_two_commands_with_a_pause(say: Say, hear: Callable[..., list[str]]) -> None:
    """Are two."""
    one, two = hear(np.concatenate([say("turn left"), say("what time is it")]))
    assert (one, two[:9]) == ("turn left", "what time")


def test_dictation_has_words_of_its_own(say: Say, hear: Callable[..., list[str]]) -> None:
    """Which no plugin's sentence has."""
    heard = " ".join(hear(say("the government of the united states"), dictation=True))
    assert {"government", "united", "states"} & {*heard.split()}


def test_what_is_no_speech_has_no_words(hear: Callable[..., list[str]]) -> None:
    """Silence, noise, a hum."""
    random = np.random.default_rng(0)
    at = np.arange(32_000)
    for sound in (np.zeros(32_000), 0.2 * random.standard_normal(32_000), 0.3 * np.sin(at * 2 * np.pi * 50 / 16_000)):
        assert hear(sound) == []


def test_too_short_to_hear(sphinx: Sphinx) -> None:
    """Has no words, and breaks nothing."""
    for pcm in (b"", b"\x00\x00", bytes(800), bytes(2000)):
        for dictation in (False, True):
            assert len(sphinx.recognise(pcm, language="en", dictation=dictation).split()) <= 1


def test_english_alone(sphinx: Sphinx) -> None:
    """For another language the line says what to do."""
    why = r"PocketSphinx hears English alone; for 'fr' name a model of whisper, vosk under \[options\.speech\]"
    with pytest.raises(BotError, match=why):
        next(texts([], sphinx, "fr"))


def heard(words: str, score: float, action: str = "") -> Heard:
    """Return what was heard once; without an action it can't be done."""
    return Heard(words, score, (Call(action, {}),) if action else None)


@pytest.mark.parametrize(
    ("every", "words"),
    [
        ([heard("stop", -9.0, "robot.stop"), heard("top", -1.0), heard("stop it", -8.0, "robot.stop")], "stop it"),
        ([heard("stop", -9.0, "robot.stop"), heard("help", -3.0, "bot.help"), heard("top", -1.0)], "help"),
        ([heard("the top", -3.0), heard("stop", -9.0, "robot.stop")], "stop"),
        ([heard("the top", -3.0), heard("a top", -1.0)], "the top"),
        ([heard("", 0.0), heard("stop", -1.0, "robot.stop")], ""),
        ([], ""),
    ],
)
def test_what_two_hear_is_done(every: list[Heard], words: str) -> None:
    """Else what is likeliest of what can be done; and where nothing was heard at first, nothing is made up."""
    assert agreed(every) == words


def test_nobody_listens_longer_than_needed() -> None:
    """Where two agree the third isn't asked: it takes time."""
    asked = iter([heard("stop", -9.0, "robot.stop"), heard("stop", -9.0, "robot.stop"), heard("help", 0.0, "bot.help")])
    assert agreed(asked) == "stop"
    assert next(asked).words == "help"


def test_what_is_clear_is_not_heard_again() -> None:
    """The first time that the reader is that sure of what was heard, it is done."""
    clear = Heard("stop", -9.0, (Call("robot.stop", {}),), clear=True)
    asked = iter([heard("help", 0.0, "bot.help"), clear, heard("help", 0.0, "bot.help")])
    assert agreed(asked) == "stop"
    assert next(asked).words == "help"
