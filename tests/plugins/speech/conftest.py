"""Sounds made of numbers, an ear that hears what it is told, and voices that only write down what they are to say."""

from __future__ import annotations

import builtins
import io
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

Samples = np.ndarray[Any, np.dtype[np.float64]]


@pytest.fixture
def voiced() -> Callable[..., Samples]:
    """Return a function that makes a sound as loud and soft as speech, for so many seconds, with silence around it."""

    def make(seconds: float = 1.0, rate: int = 16_000, around: float = 1.0) -> Samples:
        at = np.arange(int(seconds * rate)) / rate
        buzz = sum(np.sin(2 * np.pi * 140 * harmonic * at) / harmonic for harmonic in range(1, 24))
        return np.pad(0.2 * buzz * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * at)), int(around * rate))

    return make


@pytest.fixture
def pcm() -> Callable[[Samples], bytes]:
    """Return a function that gives a sound as recognisers take it."""
    return lambda samples: (samples.clip(-1, 1) * 32767).astype("<i2").tobytes()


@pytest.fixture
def encoded() -> Callable[..., bytes]:
    """Return a function that gives a sound as an audio file."""

    def make(samples: Samples, rate: int = 16_000, kind: str = "WAV", subtype: str | None = None) -> bytes:
        held = io.BytesIO()
        soundfile.write(held, samples, rate, format=kind, subtype=subtype)
        return held.getvalue()

    return make


@pytest.fixture
def without_portaudio(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function that takes PortAudio away, without which sounddevice cannot even be imported."""
    real: Callable[..., Any] = builtins.__import__

    def fails(name: str, *given: Any) -> Any:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return real(name, *given)

    return lambda: monkeypatch.setattr(builtins, "__import__", fails)


class Ear:
    """A recogniser that hears what a test has it hear."""

    name = "ear"

    def __init__(self) -> None:
        """Hear nothing yet."""
        self.says: list[str] = []
        """What each utterance is taken for, one after the other; nothing where there is no more."""
        self.heard: list[tuple[float, str, bool]] = []
        """How many seconds each utterance had, its language, and whether it was dictated."""

    def need(self, language: str) -> None:
        """Know all languages but Klingon."""
        from bot import BotError

        if language == "tlh":
            raise BotError("no Klingon")

    def recognise(self, pcm: bytes, *, language: str, dictation: bool) -> str:
        """Return the next words."""
        self.heard.append((len(pcm) / 32_000, language, dictation))
        return self.says.pop(0) if self.says else ""


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Ear:
    """Return the ear that listens in place of the recogniser of the settings."""
    made = Ear()
    monkeypatch.setattr("bot_speech.recognising.open_recogniser", lambda _tell=None: made)
    return made


class Voices:
    """Programs on the PATH that speak, and what they were told."""

    def __init__(self, folder: Path) -> None:
        """Have none yet."""
        self.folder = folder

    def add(self, name: str, then: str = "", first: str = "") -> None:
        """Add a program that does something before and after it has written down what it is to say."""
        path = self.folder / name
        noted = f'printf "%s\\n" "$@" > "{path}.arguments"\ncat > "{path}.words"'
        path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{first}\n{noted}\n{then}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)

    def arguments(self, name: str) -> list[str]:
        """Return what a program was called with."""
        return Path(f"{self.folder / name}.arguments").read_text(encoding="utf-8").splitlines()

    def words(self, name: str) -> str:
        """Return what a program was to say."""
        return Path(f"{self.folder / name}.words").read_text(encoding="utf-8")


@pytest.fixture
def voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Voices:
    """Return the only programs that are found."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return Voices(folder)
