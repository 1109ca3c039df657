"""Whisper, through faster-whisper: any language its model knows, for dictation as for commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import BotError, message

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

_SILENT = 0.6
"""A segment that is more likely than this to be no speech is left out: there Whisper makes words up."""


class Whisper:
    """A Whisper model that was converted for CTranslate2, from a folder."""

    name = "whisper"

    def __init__(self, folder: Path) -> None:
        """Load the model; raises BotError where the library or the model is not there."""
        try:
            # Imported here: most installs listen without it.
            from faster_whisper import WhisperModel
        except ImportError as error:
            raise BotError(
                message("whisper needs faster-whisper: {mend}", mend="pip install 'plugbot[whisper]'")
            ) from error
        try:
            self._model: WhisperModel = WhisperModel(
                str(folder), device="cpu", compute_type="int8", local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as error:
            why = " ".join(str(error).split())
            raise BotError(
                message("{path} is no model of faster-whisper: {error}", path=str(folder), error=why)
            ) from error

    def recognise(self, pcm: bytes, *, language: str, dictation: bool) -> str:
        """Return the words of an utterance."""
        import numpy as np

        del dictation
        sound: Any = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
        try:
            segments, _ = self._model.transcribe(sound, language=language, condition_on_previous_text=False)
        except ValueError as error:  # a language that the model lacks
            raise BotError(message("this model does not know the language '{language}'", language=language)) from error
        return " ".join(segment.text.strip() for segment in segments if segment.no_speech_prob < _SILENT)
