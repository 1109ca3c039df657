"""The bootstrap: how far a difference between two models may be chance."""

from __future__ import annotations

from collections.abc import Sequence

RESAMPLES = 10_000
_SEED = 20_231_206


def difference(first: Sequence[bool], second: Sequence[bool]) -> float:
    """Return by how much the second is right more often than the first on the same sentences, as a share of them."""
    return (sum(second) - sum(first)) / len(first)


def paired_interval(first: Sequence[bool], second: Sequence[bool], share: float = 0.95) -> tuple[float, float]:
    """Return the interval in which that difference lies with a given probability; the same for the same readings.

    The paired percentile bootstrap (Efron and Tibshirani, 1993): sentences are drawn again with replacement, both
    readings of a sentence together. A sentence adds -1, 0 or 1, so that how often each of these is drawn is all that
    counts, and one multinomial draw stands for a resample.
    """
    import numpy as np  # here, since only what compares needs it

    added = np.asarray(second, np.int8) - np.asarray(first, np.int8)
    shares = [float((added == value).mean()) for value in (-1, 1)]
    drawn = np.random.default_rng(_SEED).multinomial(len(added), [*shares, 1.0 - sum(shares)], RESAMPLES)
    differences = (drawn[:, 1] - drawn[:, 0]) / len(added)
    low, high = np.quantile(differences, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)
