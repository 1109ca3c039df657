"""How sure a reading is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import Clause
from bot.weighing import Weighing
from bot_bert.confidence import PARTS, Judge, parts

START = (0.2, 1.0, 1.0, 0.0)


@given(st.floats(-1e5, 0), st.floats(0, 1), st.floats(-1e5, 0))
def test_any_parts_give_a_probability(said: float, share: float, filled: float) -> None:
    """Also those that are next to impossible, or certain."""
    assert 0 <= Weighing((5.0, -5.0, 1.0, 3.0))(parts(said, share, filled)) <= 1


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
