"""Predictions: what a backend made of each sentence of a data set."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.backend import Backend, Context
from bot.evaluation.dataset import Dataset, Sentence
from bot.interpretation import Interpretation
from bot.reading import NONE, Clause


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a backend made of a sentence."""

    sentence: Sentence
    found: Interpretation
    seconds: float

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses as read; one that no action fits where there is no reading."""
        reading = self.found.evidence.reading
        return reading.clauses if reading is not None else (Clause(NONE, 0, len(self.sentence.text)),)

    @property
    def scope(self) -> float:
        """How sure the backend is that some action fits; told from its confidence where it does not say."""
        reading = self.found.evidence.reading
        if reading is not None and reading.scope is not None:
            return reading.scope
        if self.found.need != "rejection":
            return self.found.confidence
        # Without a reading and without confidence there was nothing to read: surely out of scope, not surely in it.
        return 1.0 - self.found.confidence if reading is not None or self.found.confidence else 0.0


def predict(
    backend: Backend, dataset: Dataset, sentences: Sequence[Sentence], progress: Callable[[int, int], None]
) -> list[Prediction]:
    """Return what a backend makes of sentences, each read alone as an utterance of its own and timed."""
    context = Context(dataset.catalog, language=dataset.language)
    found = []
    for done, sentence in enumerate(sentences):
        started = time.perf_counter()
        best = backend.interpret([sentence.text], context)[0][0]
        found.append(Prediction(sentence, best, time.perf_counter() - started))
        progress(done + 1, len(sentences))
    return found
