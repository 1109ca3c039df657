"""Figures: what is measured of the readings of many sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evaluation.metrics import (
    calibration_error,
    chance_error,
    exact_match,
    in_scope,
    intent_accuracy,
    oos_auroc,
    oos_recall,
    reliability,
    several,
    slot_f1,
)
from bot.evaluation.prediction import Prediction
from bot.evaluation.writing import fraction, milliseconds, number, percent
from bot.program import JSON


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; rates are fractions of 1, None where the data does not allow them."""

    intent_accuracy: float | None
    slot_f1: float | None
    exact_match: float | None
    overall: float | None
    oos_auroc: float | None
    oos_recall_at_95: float | None
    ece: float | None
    ece_by_chance: float | None
    read_p50_ms: float
    """Half of the sentences are read in this time, in milliseconds."""
    read_p99_ms: float
    """One in a hundred takes longer, in milliseconds."""
    sentences: int

    def to_json(self) -> dict[str, JSON]:
        """Return the figures that the data allows, by name."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value if name == "sentences" else round(value, 6) for name, value in values if value is not None}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as people are told of it."""

    key: str
    """Its name in Figures, and in JSON."""
    name: str
    meaning: str
    write: Callable[[float], str] = percent

    def of(self, figures: Figures) -> float | None:
        """Return its value, None where the data does not allow it."""
        value: float | None = getattr(figures, self.key)
        return value

    def written(self, figures: Figures) -> str:
        """Return its value with its unit, a dash where the data does not allow it."""
        value = self.of(figures)
        return "–" if value is None else self.write(value)


FIGURES = (
    Figure(
        "intent_accuracy", "intent accuracy",
        "Sentences in scope whose intents are all right, in order; one that is rejected counts as wrong.",
    ),
    Figure("slot_f1", "slot F1", "How well slots are found; one counts only with its exact stretch and its name."),
    Figure(
        "exact_match", "exact match",
        "Sentences that are right as a whole: all intents and all slots, and rejected where no action fits.",
    ),
    Figure("overall", "overall", "Exact match, as data is reported whose sentences say several things at once."),
    Figure(
        "oos_auroc", "out-of-scope AUROC",
        "How often a sentence in scope scores higher than one out of scope; 0.5 is chance, 1 perfect.", fraction,
    ),
    Figure(
        "oos_recall_at_95", "out-of-scope recall at 95 % accepted",
        "Sentences out of scope that are rejected when 95 % of those in scope are accepted.",
    ),
    Figure(
        "ece", "calibration error",
        "How far the confidence is from the share that is right, on average; less is better.",
    ),
    Figure(
        "ece_by_chance", "the same if confidence were true",
        "The calibration error that true confidences show on so few sentences, by chance alone.",
    ),
    Figure("read_p50_ms", "reading time, half within", "Half of the sentences are read faster.", milliseconds),
    Figure("read_p99_ms", "reading time, 99 in 100 within", "One in a hundred takes longer.", milliseconds),
    Figure("sentences", "sentences", "How many were read.", number),
)  # fmt: skip
"""All figures, in the order in which they are shown."""
HOLDS_UP = tuple(
    each for each in FIGURES if each.key in ("intent_accuracy", "slot_f1", "exact_match", "oos_auroc", "ece")
)
"""Those that are shown of changed sentences too."""


def measure(predictions: Sequence[Prediction]) -> Figures:
    """Return the figures of one or more predictions."""
    import numpy as np  # here, since only what measures needs it

    exact = exact_match(predictions)
    bins = reliability(predictions)
    scores = [(each.scope, in_scope(each.sentence)) for each in predictions]
    p50, p99 = np.percentile([1000 * each.seconds for each in predictions], [50, 99])
    return Figures(
        intent_accuracy=intent_accuracy(predictions),
        slot_f1=slot_f1(predictions),
        exact_match=exact,
        overall=exact if any(several(each.sentence) for each in predictions) else None,
        oos_auroc=oos_auroc(scores),
        oos_recall_at_95=oos_recall(scores),
        ece=calibration_error(bins),
        ece_by_chance=chance_error(bins),
        read_p50_ms=float(p50),
        read_p99_ms=float(p99),
        sentences=len(predictions),
    )
