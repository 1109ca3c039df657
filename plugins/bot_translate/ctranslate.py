"""Bigger engines: a model that CTranslate2 runs, from a folder."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot import BotError, message, simplified
from bot_translate.engines import Translation
from bot_translate.families import Family, recognise
from bot_translate.labels import Sides
from bot_translate.texts import tidied

_BEAM = 4
_LONGEST = 200
"""Characters of what a library says that are told."""
_LIBRARIES = ("ctranslate2", "sentencepiece")
INSTALL = "`pip install 'plugbot[ctranslate2]'`"


def missing_libraries() -> list[str]:
    """Return the libraries of the extra `ctranslate2` that are not installed."""
    return [name for name in _LIBRARIES if find_spec(name) is None]


class CTranslate:
    """Translates between the languages of one model, loaded on first use."""

    def __init__(self, name: str, folder: Path, sides: Sides) -> None:
        """Load nothing yet; `sides` are the languages that the model reads and writes."""
        self.name = name
        self._folder = folder
        self._sources, self._targets = sides
        self._loaded: tuple[Family, Any] | None = None

    def translates(self, source: str, target: str) -> bool:
        """Return whether the model reads the one and writes the other."""
        return source != target and source in self._sources and target in self._targets

    def sources(self) -> frozenset[str]:
        """Return the languages that it reads."""
        return self._sources

    def targets(self) -> frozenset[str]:
        """Return the languages that it writes."""
        return self._targets

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[Translation]:
        """Return the translation of each sentence; Chinese comes out in simplified characters, whatever goes in."""
        family, model = self.load()
        asked = [family.ask(tidied(_plain(each, source), source), source, target) for each in sentences]
        try:
            found = model.translate_batch(
                [tokens for tokens, _ in asked], [prefix or None for _, prefix in asked],
                beam_size=_BEAM, disable_unk=True, return_scores=True,
            )  # fmt: skip
        except RuntimeError as error:
            raise self._failed(error) from error
        return [
            Translation(
                _plain(family.told(each.hypotheses[0][len(prefix) :]), target),
                _certainty(each.scores[0], len(each.hypotheses[0]), len(prefix)),
            )
            for each, (_, prefix) in zip(found, asked, strict=True)
        ]

    def load(self) -> tuple[Family, Any]:
        """Load the model, if it is not yet, and return it; raises BotError where it is damaged, or a library missing."""
        if self._loaded is None:
            if missing := missing_libraries():
                words = message(
                    "{model} needs {missing}: {command}", model=self.name, missing=" ".join(missing), command=INSTALL
                )
                raise BotError(words)
            family = recognise(self._folder)
            try:
                self._loaded = family, _opened(family.model)
            except (RuntimeError, ValueError, ImportError, MemoryError) as error:
                raise self._failed(error) from error
            source = min(self._sources)
            family.ask("", source, min(self._targets - {source}))  # raises where its tokenizer is damaged
        return self._loaded

    def _failed(self, error: Exception) -> BotError:
        told = message(
            "the translation model {model} cannot be used ({reason}); {command} says where it lies",
            model=self.name, reason=" ".join(str(error).split())[:_LONGEST], command="`bot translate list`",
        )  # fmt: skip
        return BotError(told)


def _opened(folder: Path) -> Any:
    """Return CTranslate2's model of a folder; it raises RuntimeError and others."""
    # Imported here: only a translation by a model of this kind needs it.
    import ctranslate2

    ctranslate2.set_log_level(logging.ERROR)  # what it warns of would stand in the middle of the terminal
    return ctranslate2.Translator(str(folder), device="cpu")


def _plain(text: str, language: str) -> str:
    return simplified(text) if language == "zh" else text


def _certainty(score: float, written: int, prefix: int) -> float:
    """Return the geometric mean of the probabilities of the tokens that a model was free to choose.

    `score` is the sum of their logarithms divided by the count of all: `written` ones, with the prefix, and the end.
    """
    return math.exp(score * (written + 1) / (written + 1 - prefix))
