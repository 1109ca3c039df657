"""What a run has learned so far, in one file, so that it can go on where it was interrupted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np


class Checkpoint:
    """All that a model in training holds: weights, the optimizer's state, where random numbers stand; and the rounds done."""

    def __init__(self, path: Path, model: Any) -> None:
        """Take the file and a compiled Keras model."""
        model.optimizer.build(model.trainable_variables)
        self._path, self._variables = path, [*model.variables, *model.optimizer.variables]

    def save(self, rounds: int) -> None:
        """Keep what was learned in so many rounds."""
        write_arrays(self._path, {"rounds": np.array(rounds), **numbered(self._variables)})

    def restore(self, report: Callable[[str], None]) -> int:
        """Take up what was kept, and return how many rounds were done; 0 where that is nothing, or damaged."""
        if not self._path.is_file():
            return 0
        try:
            with self._path.open("rb") as file:
                arrays = np.load(file, allow_pickle=False)
                rounds = int(arrays["rounds"])
                values = [arrays[str(index)].reshape(each.shape) for index, each in enumerate(self._variables)]
        except (OSError, ValueError, LookupError, EOFError, BadZipFile):
            report(f"{self._path} is damaged: the run begins anew")
            return 0
        for variable, value in zip(self._variables, values, strict=True):
            variable.assign(value)
        return rounds


def numbered(variables: Any) -> dict[str, Any]:
    """Return the values of Keras variables as arrays, by their places."""
    return {str(index): variable.numpy() for index, variable in enumerate(variables)}


def write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    """Write a .npz in one go: what was there before stays until all of it is written, and half a file is never read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part.npz")
    np.savez(part, **arrays)
    part.replace(path)
