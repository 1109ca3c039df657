"""How sure to be: probabilities weighed by what was right on held-back utterances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

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
    import numpy as np

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


def fit_weighing(odds: Floats, right: Floats, start: Sequence[float]) -> Weighing:
    """Return the weighing under which held-back utterances are most likely, pulled towards `start`.

    `odds` float32 [utterances, parts], `right` float32 [utterances] of 0 and 1. Newton's method; the ridge makes the
    likelihood strictly concave, so that it converges in a few steps, each cut short where it would go too far.
    """
    # Imported here: only training fits anything.
    import numpy as np

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
