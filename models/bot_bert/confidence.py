"""How sure a reading is: what the network says of its parts, weighed by what was right on held-back utterances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import Clause

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PARTS = ("structure", "labels", "slots", "scope")
"""What a reading's confidence is weighed from, each a probability: that the clauses are cut right, called right, that their
slots are right, and that some action fits at all (or none, where it is read so)."""
SCOPE_PARTS = ("label", "distance")
"""What tells whether some action fits: the probability of the label for it, and how far a clause is from all labels."""
_MOST = 9.0
"""Log-odds are held within this on both sides: beyond it lies nothing but rounding."""
_RIDGE = 1.0
"""Weight of the pull towards equal trust, in held-back utterances."""


def log_odds(probability: Floats | float) -> Any:
    """Return the logarithm of the odds of probabilities, held within bounds."""
    share = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.clip(np.log(share) - np.log1p(-share), -_MOST, _MOST)


def sigmoid(odds: Any) -> Any:
    """Return the probability of log-odds."""
    return 1.0 / (1.0 + np.exp(-odds))


@dataclass(frozen=True, slots=True)
class Weighing:
    """A weighted sum of log-odds, as a probability (Platt 1999)."""

    weights: tuple[float, ...]
    """One for each part, and the constant behind them."""

    def __call__(self, odds: Sequence[float]) -> float:
        """Return the probability, given the log-odds of each part."""
        total = self.weights[-1] + sum(weight * part for weight, part in zip(self.weights, odds, strict=False))
        return float(sigmoid(total))


def fit(odds: Floats, right: Floats, start: Sequence[float]) -> Weighing:
    """Return the weighing under which held-back utterances are most likely, pulled towards `start`.

    `odds` float32 [utterances, parts], `right` float32 [utterances] of 0 and 1. Newton's method; it converges in a few
    steps since the ridge makes the likelihood strictly concave.
    """
    x = np.concatenate([odds, np.ones((len(odds), 1))], axis=1)
    prior = np.array(start, float)
    weights = prior.copy()
    for _ in range(50):
        share = sigmoid(x @ weights)
        slope = x.T @ (right - share) - _RIDGE * (weights - prior)
        curve = (x * (share * (1 - share))[:, None]).T @ x + _RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(curve, slope)
        weights += np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004 - converged
            break
    return Weighing(tuple(float(weight) for weight in weights))


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Where the labels lie among the vectors of clauses: means, and what makes their spread round (Lee et al. 2018)."""

    means: Floats
    """float32 [labels, width], whitened."""
    whitening: Floats
    """float32 [width, width]."""

    def distance(self, vector: Floats) -> float:
        """Return the Mahalanobis distance of a vector, float32 [width], to the nearest label, as a share of the width."""
        gaps = self.means - vector @ self.whitening
        return float(np.einsum("ij,ij->i", gaps, gaps).min() / len(vector))


def locate(vectors: Floats, labels: NDArray[np.int32]) -> Classes:
    """Return where labels lie, from the vectors of clauses, float32 [clauses, width], and the label of each."""
    known = np.unique(labels)
    means = np.stack([vectors[labels == label].mean(axis=0) for label in known])
    gaps = vectors - means[np.searchsorted(known, labels)]
    spread = gaps.T @ gaps / len(gaps)
    spread += np.eye(len(spread)) * (1e-3 * np.trace(spread) / len(spread) + 1e-9)
    whitening = np.linalg.cholesky(np.linalg.inv(spread)).astype(np.float32)
    return Classes((means @ whitening).astype(np.float32), whitening)


@dataclass(slots=True)
class Judge:
    """Says how sure a reading is, and whether any action fits."""

    weighing: Weighing | None = None
    """None for a model that was trained before confidence was weighed."""
    scope_weighing: Weighing | None = None
    classes: Classes | None = None

    def distance(self, vector: Floats) -> float:
        """Return how far the vector of a clause is from all labels; 0 where the model does not know."""
        return self.classes.distance(vector) if self.classes is not None else 0.0

    def scope(self, none: float, distance: float) -> float:
        """Return the probability that some action fits, from that of the label for none."""
        if self.scope_weighing is None:
            return 1.0 - none
        return self.scope_weighing((float(log_odds(1.0 - none)), distance))

    def confidence(
        self, said: Sequence[float], share: float, filled: float, fits: float, clauses: Sequence[Clause]
    ) -> float:
        """Return the probability that a reading is right.

        `said`: log-probability of each word's structure; `share`: probability of the labels; `filled`: log-probability
        of the slots; `fits`: probability that an action fits, or none, as the reading has it.
        """
        if self.weighing is None:
            return float(np.exp(np.mean(said))) * min(clause.score for clause in clauses)
        return self.weighing(parts(said, share, filled, fits))


def parts(said: Sequence[float], share: float, filled: float, fits: float) -> tuple[float, ...]:
    """Return the log-odds of PARTS."""
    return tuple(float(log_odds(part)) for part in (np.exp(sum(said)), share, np.exp(filled), fits))
