"""What decoding learns from a trained network: where its labels lie, and how sure its readings are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import Catalog, Clause, Labelled, Reading, action_of
from bot_bert.chain import Chain
from bot_bert.confidence import Classes, Judge, fit, locate, log_odds, parts
from bot_bert.decoding import Decoder, Scores
from bot_bert.scheme import NONE, Scheme
from bot_bert.tokens import Pieces, Tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST_HELD_BACK = 3000
"""More held-back utterances make confidence no better, only later."""
MOST_LOCATED = 12_000
"""As many utterances tell where the labels lie."""
_FEW = 20
"""With fewer held-back utterances that no action fits, the label for it is trusted as it is."""
_SCOPE_START = (1.0, 0.0, 0.0)
_START = (0.2, 1.0, 1.0, 0.2, 0.0)
"""Weights before anything was seen: for SCOPE_PARTS and for PARTS, with the constant behind them."""

Score = Callable[[Pieces], Scores]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned from held-back utterances, and how well they were read."""

    judge: Judge
    scores: Mapping[str, float]

    def arrays(self) -> dict[str, Any]:
        """Return what a model folder keeps of it."""
        judge, found = self.judge, {}
        if judge.weighing is not None:
            found["confidence"] = np.array(judge.weighing.weights, np.float32)
        if judge.scope_weighing is not None:
            found["scope"] = np.array(judge.scope_weighing.weights, np.float32)
        if judge.classes is not None:
            found |= {"means": judge.classes.means, "whitening": judge.classes.whitening}
        return found


@dataclass(slots=True)
class _Notes(Judge):
    """A judge that writes down what it is asked about the best reading, which comes first."""

    asked: list[tuple[float, float]] = field(default_factory=list)
    told: list[tuple[list[float], float, float, bool]] = field(default_factory=list)

    def scope(self, none: float, distance: float) -> float:
        self.asked.append((float(log_odds(1.0 - none)), distance))
        return 1.0 - none

    def confidence(
        self, said: Sequence[float], share: float, filled: float, fits: float, clauses: Sequence[Clause]
    ) -> float:
        del fits
        self.told.append((list(said), share, filled, all(clause.action == NONE for clause in clauses)))
        return 0.5


def calibrate(
    held_back: Sequence[Labelled], classes: Classes | None, score: Score, tokenizer: Tokenizer, scheme: Scheme,
    catalog: Catalog, chain: Chain,
) -> Calibration:  # fmt: skip
    """Return how sure readings are, learned from how held-back utterances are read."""
    notes: list[_Notes] = []
    right, known, fits = [], [], []
    for utterance in held_back[:MOST_HELD_BACK]:
        pieces = tokenizer.pieces(utterance.text)
        if not pieces.words:
            continue
        note = _Notes(classes=classes)
        reading = Decoder(scheme, catalog, chain, note).readings(pieces.words, score(pieces), most=1)[0]
        notes.append(note)
        right.append(is_right(reading, utterance))
        known.append(_labels(reading) == [action_of(span.name) for span in utterance.clauses])
        fits.append(any(span.name != NONE for span in utterance.clauses))
    asked = np.array([note.asked[0] for note in notes], np.float32)
    scope = fit(asked, np.array(fits, np.float32), _SCOPE_START) if len(fits) - sum(fits) >= _FEW else None
    judge = Judge(None, scope, classes)
    odds = [_parts(judge, note) for note in notes]
    weighing = fit(np.array(odds, np.float32), np.array(right, np.float32), _START)
    scores = {"held-back utterances read exactly": np.mean(right), "their labels": np.mean(known)}
    return Calibration(
        Judge(weighing, scope, classes), {name: round(float(value), 4) for name, value in scores.items()}
    )


def _parts(judge: Judge, note: _Notes) -> tuple[float, ...]:
    said, share, filled, rejects = note.told[0]
    odds, distance = note.asked[0]
    none = 1.0 / (1.0 + np.exp(odds))
    scope = judge.scope(float(none), distance)
    return parts(said, share, filled, 1.0 - scope if rejects else scope)


def is_right(reading: Reading, utterance: Labelled) -> bool:
    """Return whether a reading has the clauses, in order, and the slots of an utterance."""
    if _labels(reading) != [action_of(span.name) for span in utterance.clauses]:
        return False
    found = {(slot.name, slot.start, slot.end) for clause in reading.clauses for slot in clause.slots}
    wanted = {
        (slot.name, slot.start, slot.end)
        for slot in utterance.slots
        if not any(span.name.startswith("@") and span.start <= slot.start < span.end for span in utterance.clauses)
    }
    return found == wanted


def _labels(reading: Reading) -> list[tuple[str, dict[str, Any]]]:
    return [(clause.action, dict(clause.fixed)) for clause in reading.clauses]


def locate_labels(utterances: Sequence[Labelled], score: Score, tokenizer: Tokenizer, scheme: Scheme) -> Classes | None:
    """Return where the labels lie, from utterances of one clause each; None where there are too few."""
    vectors, labels = [], []
    for utterance in utterances[:MOST_LOCATED]:
        if len(utterance.clauses) == 1 and utterance.clauses[0].name != NONE:
            pieces = tokenizer.pieces(utterance.text)
            found = score(pieces).vectors if pieces.words else None
            if found is not None:
                vectors.append(found.mean(axis=0))
                labels.append(scheme.labels.index(utterance.clauses[0].name))
    if len(vectors) < 2 * len(scheme.labels):
        return None
    return locate(np.stack(vectors), np.array(labels, np.int32))
