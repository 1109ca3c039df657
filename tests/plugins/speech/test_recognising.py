"""Which recogniser listens, and the bigger ones, played by libraries of the tests' own that speak the real protocols."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from bot.errors import BotError
from bot_speech.recognising import open_recogniser, speech_options, texts

SOUND = (np.arange(16_000) % 100 * 100).astype("<i2").tobytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a model folder."""
    made = tmp_path / "model"
    made.mkdir()
    (made / "tokenizer.json").touch()
    return made


def named(monkeypatch: pytest.MonkeyPatch, recogniser: str, model: object = "") -> None:
    """Name a recogniser and its model in the settings."""
    more = f",speech.model={model}" if model else ""
    monkeypatch.setenv("BOT_OPTIONS", f"speech.recogniser={recogniser}{more}")


def test_another_recogniser_is_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One that is not known, has no model or one that is not there, is one line."""
    named(monkeypatch, "parrot")
    with pytest.raises(BotError, match="there is no recogniser 'parrot'; there are sphinx, whisper, vosk"):
        open_recogniser()
    for name in ("whisper", "vosk"):
        named(monkeypatch, name)
        with pytest.raises(BotError, match=rf"{name} needs a model: put `model = .*` under \[options\.speech\]"):
            open_recogniser()
        named(monkeypatch, name, tmp_path / "none")
        with pytest.raises(BotError, match=r"there is no model folder .*/none"):
            open_recogniser()


def test_a_misspelt_option_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With those that there are."""
    monkeypatch.setenv("BOT_OPTIONS", "speech.recognizer=whisper,chat.model=x")
    with pytest.raises(BotError) as failed:
        open_recogniser()
    assert str(failed.value) == (
        "[options.speech] has no 'recognizer'; it has recogniser, model, microphone, voice, piper"
    )
    monkeypatch.setenv("BOT_OPTIONS", "speech.piper_fr=x,chat.model=x")
    assert speech_options() == {"piper_fr": "x"}


@pytest.mark.parametrize(
    ("name", "library", "mend"),
    [
        (
            "whisper",
            "faster_whisper",
            r"faster-whisper is not installed: `pip install 'plugbot\[whisper\]'` installs it",
        ),
        ("vosk", "vosk", r"vosk is not installed: `pip install 'plugbot\[vosk\]'` installs it"),
    ],
)
def test_a_missing_library_is_named(
    monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, library: str, mend: str
) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, library, None)
    named(monkeypatch, name, folder)
    with pytest.raises(BotError, match=mend):
        open_recogniser()


class WhisperModel:
    """As faster-whisper's."""

    supported_languages = ("en", "zh")

    def __init__(self, path: str, *, device: str, compute_type: str, local_files_only: bool) -> None:
        """Load a model that is not damaged, and from this machine alone."""
        assert (device, compute_type, local_files_only) == ("cpu", "int8", True)
        if (Path(path) / "damaged").exists():
            raise RuntimeError("Unable to open file 'model.bin'\n in model")

    def transcribe(
        self, audio: Any, *, language: str, condition_on_previous_text: bool
    ) -> tuple[Iterator[SimpleNamespace], None]:
        """Return segments one after the other, the last one made up."""
        assert audio.dtype == np.float32
        assert np.abs(audio).max() <= 1
        assert not condition_on_previous_text
        said = ["你好", ""] if language == "zh" else [" Turn left,", " and go on. "]
        return iter(
            [
                *(SimpleNamespace(text=text, no_speech_prob=0.1) for text in said),
                SimpleNamespace(text=" Thanks for watching!", no_speech_prob=0.9),
            ]
        ), None


@pytest.fixture
def whisper(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Return the folder of a Whisper model, the one in the settings."""
    module = ModuleType("faster_whisper")
    module.WhisperModel = WhisperModel  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "faster_whisper", module)
    named(monkeypatch, "whisper", folder)
    return folder


def test_whisper_hears_the_languages_of_its_model(whisper: Path) -> None:
    """And leaves out what it makes up in silence."""
    del whisper
    recogniser = open_recogniser()
    assert [*texts([SOUND], recogniser, "en")] == ["Turn left, and go on."]
    assert [text.strip() for text in texts([SOUND], recogniser, "zh", dictation=True)] == ["你好"]
    with pytest.raises(BotError, match="this model does not know the language 'fr'"):
        next(texts([SOUND], recogniser, "fr"))


def test_a_damaged_model_of_whisper(whisper: Path) -> None:
    """Is one line, and a missing tokenizer is not fetched from the network."""
    (whisper / "damaged").touch()
    with pytest.raises(
        BotError, match=r"model is no model of faster-whisper: Unable to open file 'model.bin' in model"
    ):
        open_recogniser()
    (whisper / "tokenizer.json").unlink()
    with pytest.raises(BotError, match=r"model is no model of faster-whisper: there is no tokenizer\.json"):
        open_recogniser()


@pytest.fixture
def vosk(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Return the folder of a Vosk model, the one in the settings."""

    class Model:
        def __init__(self, model_path: str) -> None:
            if (Path(model_path) / "damaged").exists():
                raise Exception("Failed to create a model")  # noqa: TRY002 - as the library does

    class KaldiRecognizer:
        def __init__(self, model: Model, rate: float) -> None:
            assert isinstance(model, Model)
            assert rate == 16_000
            self.heard = b""

        def AcceptWaveform(self, data: bytes) -> int:  # noqa: N802 - as there
            self.heard += data
            return 0

        def FinalResult(self) -> str:  # noqa: N802 - as there
            return json.dumps({"text": "biege links ab"} if len(self.heard) == len(SOUND) else {"text": ""})

    module = SimpleNamespace(Model=Model, KaldiRecognizer=KaldiRecognizer, SetLogLevel=lambda _level: None)
    monkeypatch.setitem(sys.modules, "vosk", module)
    named(monkeypatch, "vosk", folder)
    return folder


def test_vosk_hears_the_language_of_its_model(vosk: Path) -> None:
    """Each utterance by itself; one without words is none."""
    del vosk
    assert [*texts([SOUND, b"", SOUND], open_recogniser(), "de")] == ["biege links ab"] * 2


def test_a_damaged_model_of_vosk(vosk: Path) -> None:
    """Is one line."""
    (vosk / "damaged").touch()
    with pytest.raises(BotError, match="model is no model of Vosk"):
        open_recogniser()
