"""Greedy and beam search over any step function."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot_seq2seq.search import Found, search

STOP, CHOICES, LENGTH = 0, 4, 3


class Table:
    """A step function whose scores depend on all that was chosen before."""

    def __init__(self, seed: int) -> None:
        """Draw the scores."""
        self._seed = seed

    def spread(self, chosen: Sequence[int]) -> np.ndarray:
        """Return the log-probabilities of what comes next."""
        scores = np.random.default_rng((self._seed, *chosen)).normal(0, 2, CHOICES).astype(np.float32)
        if len(chosen) == LENGTH:
            scores[STOP + 1 :] = -1e9
        found: np.ndarray = scores - np.log(np.exp(scores).sum())
        return found

    def __call__(self, chosen: Sequence[int], state: Any) -> tuple[np.ndarray, np.ndarray, Any]:
        """Return scores, looks and the next state: what was chosen in each target."""
        state = [[*before, last] if last >= 0 else before for before, last in zip(state, chosen, strict=True)]
        return np.stack([self.spread(each[-LENGTH:]) for each in state]), np.ones((len(chosen), 1), np.float32), state

    def take(self, state: Any, rows: Sequence[int]) -> Any:
        """Return the state of some of the targets."""
        return [state[row] for row in rows]


class Free:
    """Anything may follow anything."""

    def begin(self) -> int:
        """Return that nothing is written."""
        return 0

    def scores(self, place: int) -> np.ndarray:
        """Allow all, and the end alone where it is long enough."""
        found = np.zeros(CHOICES, np.float32)
        if place == LENGTH:
            found[STOP + 1 :] = -1e9
        return found

    def after(self, place: int, choice: int) -> int | None:
        """Return how much is written."""
        return None if choice == STOP else place + 1


def found(seed: int, beam: int, most: int = 3, far: float = 99.0) -> Found[int]:
    """Search a table."""
    return search(Table(seed), [[] for _ in range(beam)], Free(), beam=beam, most=most, steps=LENGTH + 1, far=far)


def best(seed: int, most: int) -> list[tuple[float, tuple[int, ...]]]:
    """Return the likeliest targets of a table by trying all."""
    every = []
    for length in range(LENGTH + 1):
        for choices in product(range(1, CHOICES), repeat=length):
            whole = (*choices, STOP)
            every.append((float(sum(Table(seed).spread(whole[:at])[whole[at]] for at in range(len(whole)))), whole))
    return sorted(every, reverse=True)[:most]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_wide_beam_finds_the_likeliest_targets(seed: int) -> None:
    """All that there are, with their probabilities, most likely first."""
    targets = found(seed, beam=60, most=5).targets
    for target, (total, choices) in zip(targets, best(seed, 5), strict=True):
        assert target.choices == choices
        assert target.total == pytest.approx(total, abs=1e-4)
        assert target.total == pytest.approx(sum(target.certainties), abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_greedy_search_takes_the_best_choice_each_time(seed: int) -> None:
    """And finds one target, which is no likelier than the best there is."""
    (target,) = found(seed, beam=1, most=1).targets
    at: list[int] = []
    for choice in target.choices:
        assert choice == int(Table(seed).spread(at).argmax())
        at.append(choice)
    assert target.total <= best(seed, 1)[0][0] + 1e-4


@given(seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_what_is_far_less_likely_is_no_alternative(seed: int) -> None:
    """Nothing beyond the distance is told, and nothing within it is lost by that."""
    near = found(seed, beam=60, most=5, far=1.0).targets
    every = found(seed, beam=60, most=5).targets
    assert [target.choices for target in near if target.total > every[0].total - 1.0] == [
        target.choices for target in every if target.total > every[0].total - 1.0
    ]


class Sure(Table):
    """The first choice is likelier than the others by as much as is wanted, and the end comes last."""

    def __init__(self, distance: float) -> None:
        """Take the distance in nats; `written` keeps the different targets that each step went on from."""
        super().__init__(0)
        self._distance = distance
        self.written: list[set[tuple[int, ...]]] = []

    def spread(self, chosen: Sequence[int]) -> np.ndarray:
        """Return the log-probabilities of what comes next."""
        scores = np.full(CHOICES, -self._distance, np.float32)
        scores[STOP if len(chosen) == LENGTH else 1] = 0.0
        found: np.ndarray = scores - np.log(np.exp(scores).sum())
        return found

    def __call__(self, chosen: Sequence[int], state: Any) -> tuple[np.ndarray, np.ndarray, Any]:
        """Return what a table returns, and note what was asked about."""
        told = super().__call__(chosen, state)
        self.written.append({tuple(each) for each in told[2] if len(each) == len(self.written)})
        return told


@pytest.mark.parametrize(("distance", "followed"), [(2.0, 4), (30.0, 1)])
def test_what_fell_hopelessly_behind_is_not_followed(distance: float, followed: int) -> None:
    """Where one target is sure, no others are written beside it: reading takes a part of the time."""
    step = Sure(distance)
    targets = search(step, [[] for _ in range(4)], Free(), beam=4, most=3, steps=LENGTH + 1, far=6.0).targets
    assert targets[0].choices == (*[1] * LENGTH, STOP)
    assert max(len(kept) for kept in step.written) == followed


def test_a_target_that_does_not_end_is_left_out() -> None:
    """Where the steps are used up, nothing half written is told."""
    for target in search(Table(1), [[]] * 4, Free(), beam=4, most=9, steps=2, far=99.0).targets:
        assert target.choices[-1] == STOP
        assert len(target.choices) <= 2
