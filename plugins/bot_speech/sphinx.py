"""PocketSphinx, whose English model is inside its package: commands by the plugins' own sentences, dictation by its own."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import BotError, message
from bot_speech.cepstra import cepstra
from bot_speech.compiled import Compiled, compiled

if TYPE_CHECKING:
    from pocketsphinx import Decoder

_LANGUAGE = "en"
_WEIGHT = 9.0
"""How much the language model counts beside the sound."""
_HYPOTHESES = 500
"""So many hypotheses are looked at."""
_ALIKE = 0.6
"""This alike has a hypothesis that can be said to be to the best one; else something else was said, a text of one's own."""


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
        self._decoder: Decoder = Decoder(lm=str(self._compiled.language_model), lw=_WEIGHT, loglevel="FATAL")
        self._dictation: Decoder | None = None

    def recognise(self, pcm: bytes, *, language: str, dictation: bool) -> str:
        """Return the words of an utterance; raises BotError for another language than English."""
        if language != _LANGUAGE:
            told = message(
                "PocketSphinx hears English alone; for '{language}' name a model of whisper or vosk under [options.speech]",
                language=language,
            )
            raise BotError(told)
        sound = cepstra(pcm)
        if dictation:
            return self._decoded(self._dictated(), sound)
        return self._decoded(self._decoder, sound, self._held)

    def _dictated(self) -> Decoder:
        if self._dictation is None:
            from pocketsphinx import Decoder

            self._dictation = Decoder(loglevel="FATAL")
        return self._dictation

    def _held(self, found: str) -> str:
        """Return the likeliest hypothesis that plugins can be told; the likeliest of all where none is like that one."""
        words = found.split()
        for hypothesis in chain([found], (each.hypstr for each in islice(self._decoder.nbest(), _HYPOTHESES))):
            said = hypothesis.split()
            if self._compiled.grammar.accepts(said) and SequenceMatcher(None, words, said).ratio() >= _ALIKE:
                return str(hypothesis)
        return found

    @staticmethod
    def _decoded(decoder: Any, sound: bytes, choose: Callable[[str], str] = lambda found: found) -> str:
        decoder.start_utt()
        decoder.process_cep(sound, full_utt=True)
        decoder.end_utt()
        found = decoder.hyp()
        return choose(found.hypstr) if found else ""


def known_words(path: Path) -> frozenset[str]:
    """Return the words of a pronunciation dictionary."""
    return frozenset(line.partition(" ")[0] for line in path.read_text(encoding="utf-8").splitlines())
