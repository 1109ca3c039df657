"""Figures: what is measured of the readings of many sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.metrics import (
    calibration_error,
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
    read_p50_ms: float
    """Half of the sentences are read in this time, in milliseconds."""
    read_p99_ms: float
    """One in a hundred takes longer, in milliseconds."""
    sentences: int

    def to_json(self) -> dict[str, JSON]:
        """Return the figures that the data allows, by name."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value if name == "sentences" else round(value, 6) for name, value in values if value is not None}


def measure(predictions: Sequence[Prediction]) -> Figures:
    """Return the figures of one or more predictions."""
    import numpy as np  # here, since only what measures needs it

    exact = exact_match(predictions)
    scores = [(each.scope, in_scope(each.sentence)) for each in predictions]
    p50, p99 = np.percentile([1000 * each.seconds for each in predictions], [50, 99])
    return Figures(
        intent_accuracy=intent_accuracy(predictions),
        slot_f1=slot_f1(predictions),
        exact_match=exact,
        overall=exact if any(several(each.sentence) for each in predictions) else None,
        oos_auroc=oos_auroc(scores),
        oos_recall_at_95=oos_recall(scores),
        ece=calibration_error(reliability(predictions)),
        read_p50_ms=float(p50),
        read_p99_ms=float(p99),
        sentences=len(predictions),
    )
