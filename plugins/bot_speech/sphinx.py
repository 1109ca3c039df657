"""PocketSphinx, whose English model is inside its package: commands by the plugins' own sentences, dictation by its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bot import BotError, message
from bot_speech.compiled import Compiled, compiled

if TYPE_CHECKING:
    from pocketsphinx import Decoder

_LANGUAGE = "en"
_FLOOR = 30
"""Noise that is added, in decibels below the sound: what is perfectly clean is unlike all that the model has heard."""
_COMMANDS, _GRAMMAR = "commands", "grammar"


class Sphinx:
    """One decoder with the plugins' language model, their grammar, and, once something is dictated, its own model."""

    name = "sphinx"

    def __init__(self, tell: Callable[[str], None] = lambda _: None) -> None:
        """Load the model; the first time, compile what the plugins can be told, which takes some seconds."""
        # Imported here: whoever types needs no decoder.
        from pocketsphinx import Decoder, get_model_path

        words = known_words(Path(get_model_path("en-us/cmudict-en-us.dict")))
        tell(message("Getting ready to listen ..."))
        self._compiled: Compiled = compiled(words, _LANGUAGE)
        self._decoder: Decoder = Decoder(lm=str(self._compiled.language_model), remove_noise=False, loglevel="FATAL")
        self._dictation: Decoder | None = None

    def recognise(self, pcm: bytes, *, language: str, dictation: bool) -> str:
        """Return the words of an utterance; raises BotError for another language than English."""
        if language != _LANGUAGE:
            told = message(
                "PocketSphinx hears English alone; for '{language}' name a model of whisper or vosk under [options.speech]",
                language=language,
            )
            raise BotError(told)
        sound = floored(pcm)
        if dictation:
            return self._decoded(self._dictated(), sound)
        self._decoder.activate_search()
        free = self._decoded(self._decoder, sound)
        return (self._held(sound) if free else "") or free

    def _dictated(self) -> Decoder:
        if self._dictation is None:
            from pocketsphinx import Decoder

            self._dictation = Decoder(remove_noise=False, loglevel="FATAL")
        return self._dictation

    def _held(self, sound: bytes) -> str:
        """Return what the grammar makes of a sound, out of the words that the language model has thought of."""
        words = self._thought_of()
        transitions = self._compiled.grammar.transitions(words)
        if not transitions:
            return ""
        grammar = self._decoder.create_fsg(_GRAMMAR, 0, 1, transitions)
        self._decoder.add_fsg(_GRAMMAR, grammar)
        self._decoder.activate_search(_GRAMMAR)
        return self._decoded(self._decoder, sound)

    def _thought_of(self) -> set[str]:
        """Return the words of the lattice of what was decoded last."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "lattice"
            lattice = self._decoder.get_lattice()
            if lattice is None:
                return set()
            lattice.write(str(path))
            return lattice_words(path.read_text(encoding="utf-8"))

    @staticmethod
    def _decoded(decoder: Any, sound: bytes) -> str:
        decoder.start_utt()
        decoder.process_raw(sound, full_utt=True)
        decoder.end_utt()
        found = decoder.hyp()
        return found.hypstr if found else ""


def known_words(path: Path) -> frozenset[str]:
    """Return the words of a pronunciation dictionary."""
    return frozenset(line.partition(" ")[0] for line in path.read_text(encoding="utf-8").splitlines())


def lattice_words(text: str) -> set[str]:
    """Return the words of a lattice as PocketSphinx writes it: a line each, between those of its nodes and edges."""
    nodes = text.partition("\nNodes ")[2].partition("\nInitial ")[0]
    words = (line.split()[1] for line in nodes.splitlines()[1:] if line[:1].isdigit())
    return {word.partition("(")[0] for word in words if word[0] not in "<[+"}


def floored(pcm: bytes) -> bytes:
    """Return a sound with a little noise in it, always the same."""
    import numpy as np

    sound = np.frombuffer(pcm, "<i2").astype(np.float32)
    if not sound.any():
        return pcm
    power = np.sqrt((sound**2).mean()) * 10 ** (-_FLOOR / 20)
    noise = np.random.default_rng(0).standard_normal(len(sound)).astype(np.float32) * power
    data: bytes = (sound + noise).clip(-32768, 32767).astype("<i2").tobytes()
    return data
