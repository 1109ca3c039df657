"""Recognition: who turns an utterance's sound into words, chosen by the settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from bot import BotError, Message, message, options

TABLE = "[options.speech]"
_OPTIONS = ("recogniser", "model", "microphone", "voice", "piper")


class Recogniser(Protocol):
    """Turns sound into words."""

    name: str

    def need(self, language: str) -> None:
        """Raise BotError, saying what to do, for a language that is not understood."""

    def recognise(self, pcm: bytes, *, language: str, dictation: bool) -> str:
        """Return the words of an utterance, empty where there are none.

        pcm: 16 bits, 16 kHz, one channel; dictation: anything may be said, not only what plugins can be told.
        """


def speech_options() -> dict[str, str]:
    """Return what the user's settings tell this plugin; raises BotError for what it does not have, as a misspelt name."""
    chosen = options("speech")
    for name in chosen:
        if name.partition("_")[0] not in _OPTIONS:  # `piper_fr` is a voice for French
            known = ", ".join(_OPTIONS)
            raise BotError(message("{table} has no '{name}'; it has {known}", table=TABLE, name=name, known=known))
    return chosen


def open_recogniser(tell: Callable[[str], None] = lambda _: None) -> Recogniser:
    """Return the recogniser of the settings, loaded; raises BotError saying what is missing. `tell`: what takes long."""
    chosen = speech_options()
    name = chosen.get("recogniser", "sphinx")
    if name not in _OPENERS:
        raise BotError(
            message("there is no recogniser '{name}'; there are {known}", name=name, known=", ".join(_OPENERS))
        )
    return _OPENERS[name](chosen, tell)


def _sphinx(_: Mapping[str, str], tell: Callable[[str], None]) -> Recogniser:
    # Imported here, as are those below: each only where it is the one in use.
    from bot_speech.sphinx import Sphinx

    return Sphinx(tell)


def _whisper(chosen: Mapping[str, str], _: Callable[[str], None]) -> Recogniser:
    from bot_speech.whisper import Whisper

    return Whisper(_model(chosen, "whisper"))


def _vosk(chosen: Mapping[str, str], _: Callable[[str], None]) -> Recogniser:
    from bot_speech.vosk import Vosk

    return Vosk(_model(chosen, "vosk"))


_OPENERS = {"sphinx": _sphinx, "whisper": _whisper, "vosk": _vosk}


def _model(chosen: Mapping[str, str], name: str) -> Path:
    """Return the model folder that the settings name; raises BotError where there is none."""
    folder = Path(chosen.get("model", "")).expanduser()
    if not chosen.get("model"):
        raise BotError(needs_model(name, 'model = "~/models/..."'))
    if not folder.is_dir():
        raise BotError(message("there is no model folder {path}", path=str(folder)))
    return folder


def needs_model(name: str, setting: str) -> Message:
    """Return the line that a model has to be named."""
    return message(
        "{name} needs a model: put `{setting}` under {table} in the settings", name=name, setting=setting, table=TABLE
    )


def not_installed(name: str, command: str) -> Message:
    """Return the line that something is missing, with the one command that installs it."""
    return message("{name} is not installed: `{command}` installs it", name=name, command=command)


class Ears:
    """What a session keeps of listening: the recogniser, loaded on first use."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._recogniser: Recogniser | None = None

    def recogniser(self, tell: Callable[[str], None] = lambda _: None) -> Recogniser:
        """Return the recogniser; raises BotError saying what is missing."""
        if self._recogniser is None:
            self._recogniser = open_recogniser(tell)
        return self._recogniser


def texts(
    utterances: Iterable[bytes], recogniser: Recogniser, language: str, *, dictation: bool = False
) -> Iterator[str]:
    """Yield the words of each utterance that has any; raises BotError for a language before anything is heard."""
    recogniser.need(language)
    for pcm in utterances:
        words = recogniser.recognise(pcm, language=language, dictation=dictation)
        if re.search(r"\w", words):
            yield words
