"""PocketSphinx, whose English model is inside its package: commands by the plugins' own sentences, dictation by its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import BotError, Program, message, open_judge, open_reader
from bot_speech.cepstra import cepstra
from bot_speech.compiled import Compiled, compiled
from bot_speech.recognising import TABLE

if TYPE_CHECKING:
    from pocketsphinx import Decoder

_LANGUAGE = "en"
_WEIGHT = 6.5
"""How much the language model counts beside the sound."""
_CLEAR = 0.98
"""So sure the reader has to be of the likeliest hypothesis for the utterance not to be heard again."""
_LISTED, _HYPOTHESES = 300, 20
"""So many hypotheses are listed, of which so many different ones are looked at."""
_JUDGED = 1000
"""So many hypotheses are kept with what the reader makes of them."""
_STRETCHES = (1.0, 1.1, 0.9)
"""The scales of frequencies in which an utterance is heard, until two of them agree."""
_SURE = 0.95
"""So sure the reader has to be of a hypothesis with words of the speaker's own, which no grammar has."""
_LOG_BASE = 1.0001
"""The base of PocketSphinx's logarithms."""
_UNKNOWN = -25.0
"""The logarithm of how likely a word is that English at large has not heard of."""
_CONTEXT = 2
"""Words before one that the language at large is asked with."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of an utterance once."""

    words: str
    score: float
    """How well words and sound go together."""
    program: Program | None
    """What would be done; None where the words are nothing that plugins can be told."""
    clear: bool = False
    """Whether the reader is so sure of the likeliest words that they need not be heard again."""


def agreed(every: Iterable[Heard]) -> str:
    """Return words that are clear, or by which the same would be done as by others before; else the likeliest that do anything.

    Of several recognisers that err in different places, most are right more often than one is (Fiscus 1997). Nothing
    more is taken from `every` than it needs.
    """
    done: list[Heard] = []
    first = ""
    for number, heard in enumerate(every):
        first = first if number else heard.words
        if not first:
            break
        if heard.program is not None:
            if heard.clear or any(other.program == heard.program for other in done):
                return heard.words
            done.append(heard)
    return max(done, key=lambda heard: heard.score).words if done else first


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
        # The scales have most of their hypotheses in common.
        self._judge, self._read = lru_cache(_JUDGED)(open_judge()), lru_cache(_JUDGED)(open_reader())

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
        if dictation:
            return self._decoded(self._dictated(), cepstra(pcm))
        return agreed(self._heard(cepstra(pcm, stretch)) for stretch in _STRETCHES)

    def _heard(self, sound: bytes) -> Heard:
        found = self._decoded(self._decoder, sound)
        return self._held(found, float(self._decoder.hyp().score)) if found else Heard("", 0.0, None)

    def _dictated(self) -> Decoder:
        if self._dictation is None:
            from pocketsphinx import Decoder

            self._dictation = Decoder(loglevel="FATAL")
        return self._dictation

    def _held(self, found: str, score: float) -> Heard:
        """Return the likeliest hypothesis that the reader would do: one that plugins can be told, or of which it is sure."""
        listed = (str(each.hypstr) for each in islice(self._decoder.nbest(), _LISTED) if each)
        for hypothesis in list(dict.fromkeys(chain([found], listed)))[:_HYPOTHESES]:
            sure = self._judge(hypothesis)
            if sure >= _SURE or (sure and self._compiled.grammar.accepts(hypothesis.split())):
                return Heard(hypothesis, score, self._read(hypothesis), clear=hypothesis == found and sure >= _CLEAR)
        return Heard(found, score, None)

    def _natural(self, words: Sequence[str]) -> float:
        """Return the average of the logarithms of how likely the words are in English at large, each behind those before it."""
        model = self._dictated().get_lm()
        said = ["<s>", *words]
        grams = (said[max(0, at - _CONTEXT) : at + 1][::-1] for at in range(1, len(said)))
        chances = (model.prob(gram) * math.log(_LOG_BASE) for gram in grams)
        return sum(max(float(chance), _UNKNOWN) for chance in chances) / len(words)

    @staticmethod
    def _decoded(decoder: Any, sound: bytes) -> str:
        if not sound:
            return ""
        decoder.start_utt()
        decoder.process_cep(sound, full_utt=True)
        decoder.end_utt()
        found = decoder.hyp()
        return found.hypstr if found else ""


def known_words(path: Path) -> frozenset[str]:
    """Return the words of a pronunciation dictionary."""
    return frozenset(line.partition(" ")[0] for line in path.read_text(encoding="utf-8").splitlines())
