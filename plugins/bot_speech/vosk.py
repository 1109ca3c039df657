"""Vosk: a model folder for each language, small enough for small machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot import BotError, message
from bot_speech.audio import RATE
from bot_speech.recognising import not_installed


class Vosk:
    """A Vosk model from a folder, which knows one language."""

    name = "vosk"

    def __init__(self, folder: Path) -> None:
        """Load the model; raises BotError where the library or the model is not there."""
        try:
            # Imported here: most installs listen without it.
            import vosk
        except ImportError as error:
            raise BotError(not_installed("vosk", "pip install 'plugbot[vosk]'")) from error
        vosk.SetLogLevel(-1)
        try:
            self._model: Any = vosk.Model(model_path=str(folder))
        except Exception as error:  # the library raises nothing narrower
            raise BotError(message("{path} is no model of {name}", path=str(folder), name="Vosk")) from error
        self._recogniser = vosk.KaldiRecognizer

    @staticmethod
    def need(language: str) -> None:
        """Take any language: which one the model knows stands nowhere in its folder."""

    def recognise(self, pcm: bytes, *, language: str, dictation: bool) -> str:
        """Return the words of an utterance."""
        del language, dictation
        recogniser = self._recogniser(self._model, RATE)
        recogniser.AcceptWaveform(pcm)
        return str(json.loads(recogniser.FinalResult()).get("text", ""))
