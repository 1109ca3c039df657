"""The interval of a difference between two models."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.bootstrap import difference, paired_interval

PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)


@given(pairs=PAIRS)
def test_the_interval_holds_the_difference(pairs: list[tuple[bool, bool]]) -> None:
    """It is the same each time, and turned round when the models are."""
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    low, high = paired_interval(first, second)
    assert -1 <= low <= difference(first, second) <= high <= 1
    assert paired_interval(first, second) == (low, high)
    assert difference(second, first) == -difference(first, second)
    assert paired_interval(second, first) == pytest.approx((-high, -low), abs=1.001 / len(pairs))  # a step


def test_models_that_read_alike_differ_by_nothing() -> None:
    """However often they are wrong."""
    marks = [True, False, True]
    assert paired_interval(marks, marks) == (0.0, 0.0)


def test_it_is_what_drawing_sentences_again_gives() -> None:
    """Sentence by sentence, as the bootstrap is told in books; so close that no other share would do."""
    random = Random(5)
    first = [random.random() < 0.7 for _ in range(2000)]
    second = [each if random.random() < 0.8 else not each for each in first]
    added = np.array(second, int) - np.array(first, int)
    drawn = np.random.default_rng(1).choice(added, (4000, len(added))).mean(axis=1)
    found = paired_interval(first, second)
    assert found == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=0.001)
    for share in (0.93, 0.97):
        others = zip(found, paired_interval(first, second, share), strict=True)
        assert all(abs(end - other) > 0.001 for end, other in others)
