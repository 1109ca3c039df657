"""PocketSphinx, whose English model is inside its package: commands by the plugins' own sentences, dictation by its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import BotError, message, open_judge
from bot_speech.cepstra import cepstra
from bot_speech.compiled import Compiled, compiled
from bot_speech.recognising import TABLE

if TYPE_CHECKING:
    from pocketsphinx import Decoder

_LANGUAGE = "en"
_WEIGHT = 6.5
"""How much the language model counts beside the sound."""
_LISTED, _HYPOTHESES = 300, 20
"""So many hypotheses are listed, of which so many different ones are looked at."""
_SURE = 0.95
"""So sure the reader has to be of a hypothesis with words of the speaker's own, which no grammar has."""
_LOG_BASE = 1.0001
"""The base of PocketSphinx's logarithms."""
_UNKNOWN = -25.0
"""The logarithm of how likely a word is that English at large has not heard of."""
_CONTEXT = 2
"""Words before one that the language at large is asked with."""


class Sphinx:
    """One decoder with the plugins' language model, their grammar, and, once something is dictated, its own model."""

    name = "sphinx"

    def __init__(self, tell: Callable[[str], None] = lambda _: None) -> None:
        """Load the model; the first time, compile what the plugins can be told, which takes some seconds: `tell` says so."""
        # Imported here: whoever types needs no decoder.
        from pocketsphinx import Decoder, get_model_path

        words = known_words(Path(get_model_path("en-us/cmudict-en-us.dict")))
        self._dictation: Decoder | None = None
        self._compiled: Compiled = compiled(words, _LANGUAGE, self._natural, tell)
        self._decoder: Decoder = Decoder(lm=str(self._compiled.language_model), lw=_WEIGHT, loglevel="FATAL")
        self._judge = open_judge()

    @staticmethod
    def need(language: str) -> None:
        """Raise BotError for another language than English."""
        if language != _LANGUAGE:
            told = message(
                "{name} hears English alone; for '{language}' name a model of {engines} under {table}",
                name="PocketSphinx",
                language=language,
                engines="whisper, vosk",
                table=TABLE,
            )
            raise BotError(told)

    def recognise(self, pcm: bytes, *, language: str, dictation: bool) -> str:
        """Return the words of an utterance."""
        del language
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
        """Return the likeliest hypothesis that the reader would do: one that plugins can be told, or of which it is sure."""
        listed = (str(each.hypstr) for each in islice(self._decoder.nbest(), _LISTED))
        for hypothesis in list(dict.fromkeys(chain([found], listed)))[:_HYPOTHESES]:
            sure = self._judge(hypothesis)
            if sure >= _SURE or (sure and self._compiled.grammar.accepts(hypothesis.split())):
                return hypothesis
        return found

    def _natural(self, words: Sequence[str]) -> float:
        """Return the average of the logarithms of how likely the words are in English at large, each behind those before it."""
        model = self._dictated().get_lm()
        said = ["<s>", *words]
        grams = (said[max(0, at - _CONTEXT) : at + 1][::-1] for at in range(1, len(said)))
        chances = (model.prob(gram) * math.log(_LOG_BASE) for gram in grams)
        return sum(max(float(chance), _UNKNOWN) for chance in chances) / len(words)

    @staticmethod
    def _decoded(decoder: Any, sound: bytes, choose: Callable[[str], str] = lambda found: found) -> str:
        if not sound:
            return ""
        decoder.start_utt()
        decoder.process_cep(sound, full_utt=True)
        decoder.end_utt()
        found = decoder.hyp()
        return choose(found.hypstr) if found else ""


def known_words(path: Path) -> frozenset[str]:
    """Return the words of a pronunciation dictionary."""
    return frozenset(line.partition(" ")[0] for line in path.read_text(encoding="utf-8").splitlines())
