"""What a run has learned so far, in one file, so that it can go on where it was interrupted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.arrays import DAMAGED, read_arrays, write_arrays


class Kept(Protocol):
    """What a run has to keep beside the model."""

    def arrays(self) -> Mapping[str, Any]:
        """Return it as arrays by name."""

    def take_up(self, arrays: Mapping[str, Any]) -> None:
        """Take up what a run had kept; raises KeyError or ValueError where that is something else."""


class Checkpoint:
    """All that a model in training holds: weights, the optimizer's state, where random numbers stand; and what is beside."""

    def __init__(self, path: Path, model: Any) -> None:
        """Take the file and a compiled Keras model."""
        model.optimizer.build(model.trainable_variables)
        self._path, self._variables = path, [*model.variables, *model.optimizer.variables]

    def save(self, rounds: int, beside: Kept) -> None:
        """Keep what was learned in so many rounds; raises OSError."""
        write_arrays(self._path, {"rounds": np.array(rounds), **beside.arrays(), **numbered(self._variables)})

    def restore(self, beside: Kept, report: Callable[[str], None]) -> int:
        """Take up what was kept, and return how many rounds were done; 0 where that is nothing, or damaged."""
        if not self._path.is_file():
            return 0
        try:
            arrays = read_arrays(self._path)
            rounds = int(arrays["rounds"])
            values = [arrays[str(index)].reshape(each.shape) for index, each in enumerate(self._variables)]
            beside.take_up(arrays)
        except DAMAGED:
            report(f"{self._path} is damaged: the run begins anew")
            return 0
        for variable, value in zip(self._variables, values, strict=True):
            variable.assign(value)
        return rounds


def numbered(variables: Any) -> dict[str, Any]:
    """Return the values of Keras variables as arrays, by their places."""
    return {str(index): variable.numpy() for index, variable in enumerate(variables)}
