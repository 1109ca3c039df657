"""How sure a reading is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import Clause
from bot_bert.confidence import PARTS, Judge, Weighing, fit, log_odds, parts, sigmoid

START = (0.2, 1.0, 1.0, 0.0)
TRUE = np.array([0.4, 0.9, 0.3, -0.7])


def read(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the log-odds of the parts of readings, and which of them are right: as TRUE weighs them."""
    random = np.random.default_rng(seed)
    odds = random.normal(1.5, 2.0, (count, len(PARTS))).clip(-9, 9)
    chance = sigmoid(odds @ TRUE[:-1] + TRUE[-1])
    return odds.astype(np.float32), (random.random(count) < chance).astype(np.float32)


def test_of_readings_said_to_be_sure_as_many_are_right() -> None:
    """In each tenth of the scale, on readings that it did not learn from."""
    weighing = fit(*read(4000, 1), START)
    odds, right = read(20_000, 2)
    said = np.array([weighing(tuple(row)) for row in odds])
    for low in np.arange(0, 1, 0.1):
        inside = (said >= low) & (said < low + 0.1)
        assert said[inside].mean() == pytest.approx(right[inside].mean(), abs=0.05)


def test_what_is_weighed_can_be_found_again() -> None:
    """From enough readings the weights are near those that made them."""
    assert fit(*read(20_000, 3), START).weights == pytest.approx(TRUE, abs=0.1)


@pytest.mark.parametrize("value", [0.0, 1.0])
@pytest.mark.parametrize("count", [1, 3, 500])
def test_all_right_or_all_wrong_is_no_infinity(value: float, count: int) -> None:
    """The weights stay finite, and what is said goes the way of what was seen."""
    odds, _ = read(count, 4)
    weighing = fit(odds, np.full(count, value, np.float32), START)
    assert np.isfinite(weighing.weights).all()
    said, before = (np.mean([each(tuple(row)) for row in odds]) for each in (weighing, Weighing(START)))
    assert said > before if value else said < before


def test_without_readings_trust_is_as_it_started() -> None:
    """A model that nothing was held back for says what its parts say."""
    assert fit(np.zeros((0, 3), np.float32), np.zeros(0, np.float32), START).weights == pytest.approx(START)
    assert fit(np.array([], np.float32), np.array([], np.float32), START).weights == pytest.approx(START)


@given(st.floats(-1e5, 0), st.floats(0, 1), st.floats(-1e5, 0))
def test_any_parts_give_a_probability(said: float, share: float, filled: float) -> None:
    """Also those that are next to impossible, or certain."""
    assert 0 <= Weighing((5.0, -5.0, 1.0, 3.0))(parts(said, share, filled)) <= 1


@given(st.floats(0, 1))
def test_log_odds_turn_back_into_probabilities(probability: float) -> None:
    """Within the bounds beyond which lies nothing but rounding."""
    assert sigmoid(log_odds(probability)) == pytest.approx(probability, abs=2e-4)


def test_a_model_of_before_is_judged_as_before() -> None:
    """Without weights, confidence is the certainty of the structure times that of the least sure clause."""
    judge, clauses = Judge(), [Clause("a", 0, 1, score=0.9), Clause("b", 2, 3, score=0.5)]
    assert judge.confidence(float(np.log(0.8)), 0.1, -3.0, clauses) == pytest.approx(0.8 * 0.5)
    assert judge.scope(0.3) == pytest.approx(0.7)


def test_with_weights_each_part_counts() -> None:
    """A surer part makes a surer reading, and what is less likely to be nothing is likelier to fit an action."""
    judge, clauses = Judge(Weighing(START), Weighing((1.5, -0.5))), [Clause("a", 0, 1)]
    best = judge.confidence(-0.01, 0.9, -0.1, clauses)
    for ordered, share, filled in ((-0.5, 0.9, -0.1), (-0.01, 0.5, -0.1), (-0.01, 0.9, -2.0)):
        assert judge.confidence(ordered, share, filled, clauses) < best
    assert 0 <= judge.scope(1.0) < judge.scope(0.3) < judge.scope(0.1) <= 1
    assert len(parts(-0.01, 0.9, -0.1)) == len(PARTS)
