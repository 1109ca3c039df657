"""How sure a reading is: what the network says of its parts, weighed by what was right on held-back utterances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import Clause

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PARTS = ("structure", "labels", "slots")
"""What a reading's confidence is weighed from, each a probability: that the clauses are cut right, that they are called right
(or rightly rejected), and that their slots are right."""
_LEAST = 1e-4
"""Probabilities are held this far from 0 and 1: beyond lies nothing but rounding."""
_RIDGE = 1.0
"""Weight of the pull towards equal trust, in held-back utterances."""


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds of a probability, held within bounds."""
    share = min(max(probability, _LEAST), 1.0 - _LEAST)
    return math.log(share) - math.log1p(-share)


def sigmoid(odds: Any) -> Any:
    """Return the probability of log-odds: of a number, or of each in an array."""
    return 1.0 / (1.0 + np.exp(-odds))


@dataclass(frozen=True, slots=True)
class Weighing:
    """A weighted sum of log-odds, as a probability (Platt 1999)."""

    weights: tuple[float, ...]
    """One for each part, and the constant behind them."""

    def __call__(self, odds: Sequence[float]) -> float:
        """Return the probability, given the log-odds of each part."""
        total = self.weights[-1] + sum(weight * part for weight, part in zip(self.weights, odds, strict=False))
        return 1.0 / (1.0 + math.exp(-total))


def fit(odds: Floats, right: Floats, start: Sequence[float]) -> Weighing:
    """Return the weighing under which held-back utterances are most likely, pulled towards `start`.

    `odds` float32 [utterances, parts], `right` float32 [utterances] of 0 and 1. Newton's method; the ridge makes the
    likelihood strictly concave, so that it converges in a few steps, each cut short where it would go too far.
    """
    prior = np.array(start, float)
    x = np.concatenate([odds.reshape(-1, len(prior) - 1), np.ones((len(odds), 1))], axis=1)
    weights = prior.copy()

    def likelihood(tried: NDArray[np.float64]) -> float:
        total = x @ tried
        return float(right @ total - np.logaddexp(0.0, total).sum() - _RIDGE / 2 * ((tried - prior) ** 2).sum())

    for _ in range(50):
        share = sigmoid(x @ weights)
        slope = x.T @ (right - share) - _RIDGE * (weights - prior)
        curve = (x * (share * (1 - share))[:, None]).T @ x + _RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(curve, slope)
        while np.abs(step).max() > 1e-9 and likelihood(weights + step) < likelihood(weights):  # noqa: PLR2004 - rounding
            step /= 2
        weights += step
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004 - converged
            break
    return Weighing(tuple(float(weight) for weight in weights))


@dataclass(slots=True)
class Judge:
    """Says whether any action fits, and how sure a reading is."""

    weighing: Weighing | None = None
    """Weighs PARTS; None for a model that was trained before confidence was weighed."""
    scope_weighing: Weighing | None = None
    """Weighs the label for what no action fits; None where it is trusted as it is."""

    def scope(self, none: float) -> float:
        """Return the probability that some action fits a clause, from that of the label for none."""
        if self.scope_weighing is None:
            return 1.0 - none
        return self.scope_weighing((log_odds(1.0 - none),))

    def confidence(self, ordered: float, share: float, filled: float, clauses: Sequence[Clause]) -> float:
        """Return the probability that a reading is right.

        `ordered`: log-probability of the structure (its mean over the words where no weighing is known); `share`:
        probability of the labels; `filled`: log-probability of the slots.
        """
        if self.weighing is None:
            return math.exp(ordered) * min(clause.score for clause in clauses)
        return self.weighing(parts(ordered, share, filled))


def parts(ordered: float, share: float, filled: float) -> tuple[float, ...]:
    """Return the log-odds of PARTS."""
    return tuple(log_odds(part) for part in (math.exp(ordered), share, math.exp(filled)))
