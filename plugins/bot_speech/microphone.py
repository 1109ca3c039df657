"""The microphone, as a sound that goes on until somebody ends it."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from bot import BotError, message
from bot_speech.audio import Sound

if TYPE_CHECKING:
    from bot_speech.audio import Samples

LIBRARY = "PortAudio"
_WAIT = 0.1
"""Seconds between two looks at whether to end, where no sound comes in."""


def how_to_install() -> str:
    """Return what installs PortAudio here."""
    return "`sudo apt install libportaudio2`" if sys.platform == "linux" else LIBRARY


def open_microphone(is_over: Callable[[], bool], device: str = "") -> Sound:
    """Return what the microphone hears until `is_over`; raises BotError, saying what to install, where there is none.

    `device`: a number or a part of the name of a device; empty for the system's own choice.
    """
    # Imported here: without the system's PortAudio the import itself fails.
    try:
        import sounddevice
    except OSError as error:
        told = message("the microphone needs {library}: install {mend}", library=LIBRARY, mend=how_to_install())
        raise BotError(told) from error
    chosen = int(device) if device.isdigit() else device or None
    try:
        rate = int(sounddevice.query_devices(chosen, "input")["default_samplerate"])
    except (sounddevice.PortAudioError, ValueError) as error:
        why = " ".join(str(error).split())
        raise BotError(
            message("there is no microphone ({error}); a file can be heard: `transcribe FILE`", error=why)
        ) from error
    return Sound(rate, _blocks(sounddevice, chosen, rate, is_over))


def _blocks(sounddevice: Any, device: int | str | None, rate: int, is_over: Callable[[], bool]) -> Iterator[Samples]:
    waiting: queue.SimpleQueue[Samples] = queue.SimpleQueue()

    def take(block: Any, _frames: int, _time: Any, _status: Any) -> None:
        waiting.put(block[:, 0].copy())

    try:
        with sounddevice.InputStream(rate, device=device, channels=1, dtype="float32", callback=take) as stream:
            while not is_over():
                try:
                    yield waiting.get(timeout=_WAIT)
                except queue.Empty:
                    if not stream.active:
                        raise BotError(message("the microphone is gone")) from None
    except sounddevice.PortAudioError as error:
        raise BotError(
            message("the microphone cannot be opened: {error}", error=" ".join(str(error).split()))
        ) from error
