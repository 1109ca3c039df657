"""How the commands print figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.evaluation.figures import Figures

NAMES = {
    "intent_accuracy": "intent accuracy",
    "slot_f1": "slot F1",
    "exact_match": "exact match",
    "overall": "overall",
    "oos_auroc": "out-of-scope AUROC",
    "oos_recall_at_95": "out-of-scope recall at 95 % accepted",
    "ece": "calibration error",
    "read_p50_ms": "reading time, half within",
    "read_p99_ms": "reading time, 99 in 100 within",
    "sentences": "sentences",
}
"""Figure to what people call it."""


def written(figures: Figures, name: str) -> str:
    """Return a figure with its unit, `-` where the data does not allow it."""
    value: float | None = getattr(figures, name)
    if value is None:
        return "-"
    if name == "sentences":
        return f"{value:,}"
    if name.endswith("_ms"):
        return milliseconds(value)
    return f"{value:.4f}" if name == "oos_auroc" else percent(value)


def percent(rate: float) -> str:
    """Return a rate in percent."""
    return f"{100 * rate:.1f} %"


def points(change: float) -> str:
    """Return the difference of two rates in points, with its sign."""
    return f"{100 * change:+.1f}"


def milliseconds(value: float) -> str:
    """Return a time in milliseconds."""
    return f"{value:.2f} ms"
