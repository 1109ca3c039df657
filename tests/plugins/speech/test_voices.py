"""Speaking: which program says what in which language, and what is told where none can."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import soundfile

from bot.call_context import CallContext
from bot.errors import ActionCancelled, ActionFailed
from bot.program import Call, Program, Repeat, unrolled
from bot_speech import say


def said(text: str, language: str = "en", program: Program = (), index: int = 0) -> str:
    """Say a text, the one that a call of a program is about."""
    calls = tuple(unrolled(program)) or (Call("speech.say", {"text": text}),)
    told: str = say(CallContext(calls, index, language), text)
    return told


@pytest.mark.parametrize(
    ("text", "language", "voice"),
    [
        ("good night", "en", "en-us"), ("早上好", "en", "cmn"), ("早上好", "zh", "cmn"), ("good night", "zh", "en-us"),
        ("guten Tag", "de", "de"), ("guten Tag", "en", "en-us"), ("доброе утро", "en", "ru"),
    ],
)  # fmt: skip
def test_a_text_is_said_in_the_language_of_its_script(voices: Any, text: str, language: str, voice: str) -> None:
    """Else in that of the session; the words go to standard input, where nothing in them is an option."""
    voices.add("espeak-ng")
    assert said(text, language) == f"I have said: {text}"
    assert voices.arguments("espeak-ng") == ["-v", voice, "--stdin"]
    assert voices.words("espeak-ng") == text


TRANSLATED = Call("translate.text", {"text": "good morning", "to": "fr"})
SAID = Call("speech.say", {"text": {"result_of": 1}})
TIME = Call("clock.time")


@pytest.mark.parametrize(
    ("program", "index", "voice"),
    [
        ((TRANSLATED, SAID), 1, "fr"),
        ((TRANSLATED, TIME, Call("speech.say", {"text": {"result_of": 2}})), 2, "fr"),
        ((TRANSLATED, TIME, SAID), 2, "en-us"),
        ((TRANSLATED, Repeat(3, (SAID,))), 3, "fr"),
        ((Repeat(2, (TRANSLATED, SAID)),), 3, "fr"),
        ((Repeat(2, (TIME,)), TRANSLATED, SAID), 3, "fr"),
        ((TRANSLATED, Call("speech.say", {"text": "hello"})), 1, "en-us"),
    ],
)
def test_a_translation_is_said_in_its_language(voices: Any, program: Program, index: int, voice: str) -> None:
    """However often it is said, and only where it is what is said."""
    voices.add("espeak-ng")
    said("Bonjour", program=program, index=index)
    assert voices.arguments("espeak-ng")[1] == voice


def test_the_systems_own_voices(voices: Any) -> None:
    """Of macOS the voice that speaks a language; English as the user has chosen."""
    listed = "Albert              en_US    # Hello!\nEddy (French (France)) fr_FR    # Bonjour!\n"
    voices.add("say", first=f'if [ "$2" = "?" ]; then printf "{listed}"; exit; fi')
    said("hello", "en")
    assert voices.arguments("say") == ["-f", "-"]
    said("bonjour", "fr")
    assert voices.arguments("say") == ["-v", "Eddy (French (France))", "-f", "-"]
    said("hej", "sv")
    assert voices.arguments("say") == ["-f", "-"]


def test_another_voice_is_a_setting(voices: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is not there, or not known, is a line."""
    voices.add("espeak-ng")
    voices.add("spd-say")
    monkeypatch.setenv("BOT_OPTIONS", "speech.voice=spd-say")
    said("hello")
    assert voices.arguments("spd-say") == ["--wait", "--language", "en", "--pipe-mode"]
    monkeypatch.setenv("BOT_OPTIONS", "speech.voice=espeak")
    with pytest.raises(ActionFailed, match="there is no voice on this machine: `sudo apt install espeak-ng`"):
        said("hello")
    monkeypatch.setenv("BOT_OPTIONS", "speech.voice=parrot")
    with pytest.raises(ActionFailed, match=r"there is no voice 'parrot'; there are say, espeak-ng, .*piper"):
        said("hello")


@pytest.mark.parametrize(
    ("manager", "command"),
    [("", "sudo apt install espeak-ng"), ("dnf", "sudo dnf install espeak-ng"), ("brew", "brew install espeak-ng")],
)
def test_without_a_voice_the_command_that_installs_one_is_named(voices: Any, manager: str, command: str) -> None:
    """The one of this system."""
    if manager:
        voices.add(manager)
    with pytest.raises(ActionFailed) as failed:
        said("hello")
    assert str(failed.value) == f"there is no voice on this machine: `{command}` installs one"


@pytest.mark.parametrize(
    ("then", "why"),
    [
        ("echo warning: slow >&2; echo no such voice >&2; exit 1", "no such voice"),
        ("exit 3", "3"),
        ("echo error: No such file or directory >&2", "error: No such file or directory"),
    ],
)
def test_a_voice_that_fails_says_why(voices: Any, then: str, why: str) -> None:
    """In its last line; so does espeak-ng without a sound card, where it claims to have succeeded."""
    voices.add("espeak-ng", then)
    with pytest.raises(ActionFailed) as failed:
        said("hello")
    assert str(failed.value) == f"espeak-ng failed: {why}"


def test_a_voice_that_does_not_listen_is_no_trouble(voices: Any) -> None:
    """Nor are many words: what it says is what counts."""
    voices.add("espeak-ng", first="exit 0")
    assert said("hello " * 100_000).startswith("I have said: hello")


def test_a_program_that_is_none(voices: Any) -> None:
    """Is one line."""
    path = voices.folder / "espeak-ng"
    path.write_bytes(b"\x7fELF nonsense")
    path.chmod(0o755)
    with pytest.raises(ActionFailed, match="espeak-ng cannot be run: "):
        said("hello")


@pytest.mark.parametrize("kind", [ActionCancelled, KeyboardInterrupt])
def test_a_voice_is_silent_at_once_when_stopped(voices: Any, kind: type[BaseException]) -> None:
    """Nothing of it runs on."""
    voices.add("espeak-ng", f'echo $$ > "{voices.folder}/pid"\nexec sleep 60')
    pid = voices.folder / "pid"

    class Context(CallContext):
        def check(self) -> None:
            if pid.exists() and pid.read_text():
                raise kind

    started = time.monotonic()
    with pytest.raises(kind):
        say(Context((Call("speech.say"),), 0, "en"), "hello")
    assert time.monotonic() - started < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


class Loudspeaker:
    """Stands in for sounddevice, and notes what is played."""

    class PortAudioError(Exception):
        """As the library's own."""

    def __init__(self) -> None:
        """Play nothing yet."""
        self.played: list[tuple[int, int]] = []
        self.stopped = self.refuses = False

    def play(self, samples: Any, rate: int) -> None:
        """Take a sound, unless there is nothing to play it on."""
        if self.refuses:
            raise self.PortAudioError("Error querying device -1")
        self.played.append((len(samples), rate))

    def get_stream(self) -> SimpleNamespace:
        """Return the stream, which is over when it was looked at once."""
        self.stopped, active = True, not self.stopped
        return SimpleNamespace(active=active)

    def sleep(self, milliseconds: int) -> None:
        """Wait, no longer than one notices."""
        assert milliseconds <= 100

    def stop(self) -> None:
        """Be silent."""
        self.stopped = True


@pytest.fixture
def loudspeaker(monkeypatch: pytest.MonkeyPatch) -> Loudspeaker:
    """Return what sound is played on."""
    made = Loudspeaker()
    monkeypatch.setitem(sys.modules, "sounddevice", made)
    return made


@pytest.fixture
def piper(voices: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return a function that installs Piper with an English and a French model, and with what it does."""

    def install(then: str) -> Path:
        soundfile.write(tmp_path / "made.wav", np.zeros(2000), 22_050)
        voices.add("piper", then.format(made=tmp_path / "made.wav"))
        for name in ("en", "fr"):
            (tmp_path / f"{name}.onnx").touch()
        named = f"speech.voice=piper,speech.piper={tmp_path}/en.onnx,speech.piper_fr={tmp_path}/fr.onnx"
        monkeypatch.setenv("BOT_OPTIONS", named)
        return tmp_path

    return install


def test_piper_speaks_and_is_played(voices: Any, loudspeaker: Loudspeaker, piper: Callable[[str], Path]) -> None:
    """Of several lines each is said, and French by the model for French."""
    folder = piper('cp "{made}" "$4"')
    said("One line,\nand another.")
    assert voices.words("piper") == "One line, and another."
    assert voices.arguments("piper")[:3] == ["--model", f"{folder}/en.onnx", "--output_file"]
    assert (loudspeaker.played, loudspeaker.stopped) == ([(2000, 22_050)], True)


def test_piper_has_a_model_for_each_language(
    voices: Any, loudspeaker: Loudspeaker, piper: Callable[[str], Path]
) -> None:
    """The one that is named for all is for the rest."""
    folder = piper('cp "{made}" "$4"')
    said("Bonjour", program=(TRANSLATED, SAID), index=1)
    assert voices.arguments("piper")[1] == f"{folder}/fr.onnx"
    assert loudspeaker.played


@pytest.mark.parametrize(
    ("then", "why"),
    [("", "piper failed: "), ('echo nonsense > "$4"', "piper failed: "), ("echo bad model >&2; exit 1", "bad model")],
)
def test_piper_without_a_sound(piper: Callable[[str], Path], then: str, why: str) -> None:
    """Is one line."""
    piper(then)
    with pytest.raises(ActionFailed, match=why):
        said("hello")


def test_piper_needs_a_model(voices: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """And itself."""
    monkeypatch.setenv("BOT_OPTIONS", "speech.voice=piper")
    with pytest.raises(ActionFailed, match="piper is not installed: `pipx install piper-tts` installs it"):
        said("hello")
    voices.add("piper")
    with pytest.raises(ActionFailed, match=r"piper needs a model: put `piper = .*` under \[options\.speech\]"):
        said("hello")
    monkeypatch.setenv("BOT_OPTIONS", "speech.voice=piper,speech.piper=/nowhere/x.onnx")
    with pytest.raises(ActionFailed, match=r"there is no file /nowhere/x\.onnx"):
        said("hello")


def test_nothing_to_play_on(
    loudspeaker: Loudspeaker, piper: Callable[[str], Path], without_portaudio: Callable[[], None]
) -> None:
    """Is one line, and so is a missing PortAudio, without which the library cannot even be imported."""
    piper('cp "{made}" "$4"')
    loudspeaker.refuses = True
    with pytest.raises(ActionFailed, match="there is nothing to play sound on: Error querying device -1"):
        said("hello")
    without_portaudio()
    with pytest.raises(ActionFailed, match="playing sound needs PortAudio: install `sudo apt install libportaudio2`"):
        said("hello")
