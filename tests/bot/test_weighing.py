"""Probabilities weighed by what was right."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.weighing import Weighing, fit_weighing, log_odds, sigmoid

PARTS = 3
START = (0.2, 1.0, 1.0, 0.0)
TRUE = np.array([0.4, 0.9, 0.3, -0.7])


def read(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the log-odds of the parts of readings, and which of them are right: as TRUE weighs them."""
    random = np.random.default_rng(seed)
    odds = random.normal(1.5, 2.0, (count, PARTS)).clip(-9, 9)
    chance = sigmoid(odds @ TRUE[:-1] + TRUE[-1])
    return odds.astype(np.float32), (random.random(count) < chance).astype(np.float32)


def test_of_readings_said_to_be_sure_as_many_are_right() -> None:
    """In each tenth of the scale, on readings that it did not learn from."""
    weighing = fit_weighing(*read(4000, 1), START)
    odds, right = read(20_000, 2)
    said = np.array([weighing(tuple(row)) for row in odds])
    for low in np.arange(0, 1, 0.1):
        inside = (said >= low) & (said < low + 0.1)
        assert said[inside].mean() == pytest.approx(right[inside].mean(), abs=0.05)


def test_what_is_weighed_can_be_found_again() -> None:
    """From enough readings the weights are near those that made them."""
    assert fit_weighing(*read(20_000, 3), START).weights == pytest.approx(TRUE, abs=0.1)


@pytest.mark.parametrize("value", [0.0, 1.0])
@pytest.mark.parametrize("count", [1, 3, 500])
def test_all_right_or_all_wrong_is_no_infinity(value: float, count: int) -> None:
    """The weights stay finite, and what is said goes the way of what was seen."""
    odds, _ = read(count, 4)
    weighing = fit_weighing(odds, np.full(count, value, np.float32), START)
    assert np.isfinite(weighing.weights).all()
    said, before = (np.mean([each(tuple(row)) for row in odds]) for each in (weighing, Weighing(START)))
    assert said > before if value else said < before


def test_without_readings_trust_is_as_it_started() -> None:
    """A model that nothing was held back for says what its parts say."""
    assert fit_weighing(np.zeros((0, 3), np.float32), np.zeros(0, np.float32), START).weights == pytest.approx(START)
    assert fit_weighing(np.array([], np.float32), np.array([], np.float32), START).weights == pytest.approx(START)


@given(st.floats(0, 1))
def test_log_odds_turn_back_into_probabilities(probability: float) -> None:
    """Within the bounds beyond which lies nothing but rounding."""
    assert sigmoid(log_odds(probability)) == pytest.approx(probability, abs=2e-4)
