"""How sure readings are, learned from how a trained network reads held-back utterances."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np

from bot import (
    NONE,
    Catalog,
    Clause,
    Labelled,
    Reading,
    Weighing,
    action_of,
    fit_weighing,
    is_right,
    labels_of,
    log_odds,
)
from bot_bert.chain import Chains
from bot_bert.confidence import Judge, parts
from bot_bert.decoding import Decoder, Scores
from bot_bert.scheme import Scheme
from bot_bert.tokens import Pieces, Tokenizer

MOST_HELD_BACK = 3000
"""More held-back utterances make confidence no better, only later."""
_FEW = 20
"""With fewer held-back utterances that no action fits, the label for it is trusted as it is."""
_SCOPE_START = (1.0, 0.0)
_START = (0.2, 1.0, 1.0, 0.0)
"""Weights before anything was seen: for the label for none and for PARTS, with the constant behind them."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned from held-back utterances, and how well they were read."""

    judge: Judge
    scores: Mapping[str, float]

    def arrays(self) -> dict[str, Any]:
        """Return what a model folder keeps of it."""
        found = {"confidence": self.judge.weighing, "scope": self.judge.scope_weighing}
        return {name: np.array(each.weights, np.float32) for name, each in found.items() if each is not None}


@dataclass(slots=True)
class _Notes(Judge):
    """A judge that writes down what it is asked about the best reading, which comes first."""

    nones: list[float] = field(default_factory=list)
    told: list[tuple[float, ...]] = field(default_factory=list)

    def scope(self, none: float) -> float:
        self.nones.append(none)
        return Judge.scope(self, none)

    def confidence(self, ordered: float, share: float, filled: float, clauses: Sequence[Clause]) -> float:
        del clauses
        self.told.append(parts(ordered, share, filled))
        return 0.5


class Calibrator:
    """Reads held-back utterances and weighs what the network says of them."""

    def __init__(
        self, held_back: Sequence[Labelled], score: Callable[[Pieces], Scores], tokenizer: Tokenizer, scheme: Scheme,
        catalog: Catalog, chains: Chains,
    ) -> None:  # fmt: skip
        """Score the utterances."""
        # Drawn, not cut off: data sets keep what is out of scope at the end.
        drawn = Random(0).sample(held_back, min(MOST_HELD_BACK, len(held_back)))
        cut = [(utterance, tokenizer.pieces(utterance.text)) for utterance in drawn]
        self._scored = [(utterance, pieces, score(pieces)) for utterance, pieces in cut if pieces.words]
        self._scheme, self._catalog, self._chains = scheme, catalog, chains

    def calibrate(self) -> Calibration:
        """Return how sure readings are."""
        scope = self._scope()
        notes, right, known = [], [], []
        for utterance, note, reading in self._read(scope):
            notes.append(note.told[0])
            right.append(is_right(reading, utterance))
            known.append(labels_of(reading) == [action_of(span.name) for span in utterance.clauses])
        if not notes:
            return Calibration(Judge(), {})
        weighing = fit_weighing(np.array(notes, np.float32), np.array(right, np.float32), _START)
        scores = {"held-back utterances read exactly": np.mean(right), "their labels": np.mean(known)}
        return Calibration(Judge(weighing, scope), {name: round(float(value), 4) for name, value in scores.items()})

    def _scope(self) -> Weighing | None:
        """Return how the label for none is weighed, from utterances that are one clause and are read as one."""
        asked, fits = [], []
        for utterance, note, _ in self._read(None):
            if len(note.nones) == len(utterance.clauses) == 1:
                asked.append(log_odds(1.0 - note.nones[0]))
                fits.append(utterance.clauses[0].name != NONE)
        if len(fits) - sum(fits) < _FEW:
            return None
        return fit_weighing(np.array(asked, np.float32)[:, None], np.array(fits, np.float32), _SCOPE_START)

    def _read(self, scope: Weighing | None) -> Iterator[tuple[Labelled, _Notes, Reading]]:
        """Yield each utterance with its best reading and, until the next one, what the judge was asked about it."""
        notes = _Notes(scope_weighing=scope)
        decoder = Decoder(self._scheme, self._catalog, self._chains, notes)
        for utterance, pieces, scores in self._scored:
            notes.nones, notes.told = [], []
            yield utterance, notes, decoder.readings(pieces.words, scores, most=1)[0]
