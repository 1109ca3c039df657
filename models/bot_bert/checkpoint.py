"""What a run has learned so far, in one file, so that it can go on where it was interrupted."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from bot_bert.seen import Seen

_DAMAGED = (OSError, ValueError, LookupError, EOFError, AttributeError, BadZipFile)
"""What reading a damaged file raises, or one of another version."""


class Checkpoint:
    """All that a model in training holds: weights, the optimizer's state, where random numbers stand; and what was seen."""

    def __init__(self, path: Path, model: Any) -> None:
        """Take the file and a compiled Keras model."""
        model.optimizer.build(model.trainable_variables)
        self._path, self._variables = path, [*model.variables, *model.optimizer.variables]

    def save(self, rounds: int, seen: Seen) -> None:
        """Keep what was learned and seen in so many rounds; raises OSError."""
        write_arrays(self._path, {"rounds": np.array(rounds), **seen.arrays(), **numbered(self._variables)})

    def restore(self, seen: Seen, report: Callable[[str], None]) -> int:
        """Take up what was kept, and return how many rounds were done; 0 where that is nothing, or damaged."""
        if not self._path.is_file():
            return 0
        try:
            arrays = read_arrays(self._path)
            rounds = int(arrays["rounds"])
            values = [arrays[str(index)].reshape(each.shape) for index, each in enumerate(self._variables)]
            seen.take_up(arrays)
        except _DAMAGED:
            report(f"{self._path} is damaged: the run begins anew")
            return 0
        for variable, value in zip(self._variables, values, strict=True):
            variable.assign(value)
        return rounds


def numbered(variables: Any) -> dict[str, Any]:
    """Return the values of Keras variables as arrays, by their places."""
    return {str(index): variable.numpy() for index, variable in enumerate(variables)}


def write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    """Write a .npz in one go, and on to the disk: what was there before stays until all of it is written.

    Raises OSError that names the file; nothing is left of it then.
    """
    part = path.with_suffix(".part.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(part, **arrays)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None


def read_arrays(path: Path) -> dict[str, Any]:
    """Return the arrays of a .npz by name; raises one of _DAMAGED where it is none."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def is_whole(path: Path) -> bool:
    """Return whether a .npz is there and can be read."""
    try:
        return bool(read_arrays(path))
    except _DAMAGED:
        return False
