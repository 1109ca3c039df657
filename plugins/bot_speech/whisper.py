"""Whisper, through faster-whisper: any language its model knows, for dictation as for commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import BotError, message
from bot_speech.recognising import not_installed

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
            raise BotError(not_installed("faster-whisper", "pip install 'plugbot[whisper]'")) from error
        if not (folder / "tokenizer.json").is_file():  # else the library fetches one from the network
            raise _no_model(folder, message("there is no {file}", file="tokenizer.json"))
        try:
            self._model: WhisperModel = WhisperModel(
                str(folder), device="cpu", compute_type="int8", local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise _no_model(folder, " ".join(str(error).split())) from error

    def need(self, language: str) -> None:
        """Raise BotError for a language that the model lacks."""
        if language not in self._model.supported_languages:
            raise BotError(message("this model does not know the language '{language}'", language=language))

    def recognise(self, pcm: bytes, *, language: str, dictation: bool) -> str:
        """Return the words of an utterance."""
        import numpy as np

        del dictation
        sound: Any = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
        segments, _ = self._model.transcribe(sound, language=language, condition_on_previous_text=False)
        return " ".join(segment.text.strip() for segment in segments if segment.no_speech_prob < _SILENT)


def _no_model(folder: Path, why: str) -> BotError:
    return BotError(
        message("{path} is no model of {name}: {error}", path=str(folder), name="faster-whisper", error=why)
    )
