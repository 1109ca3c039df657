"""What the structure of utterances was in training, epoch by epoch, also where a run was interrupted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot import STRUCTURE
from bot_bert.checkpoint import write_arrays
from bot_bert.dataset import Row


class Seen:
    """Counts what stood behind what; what an epoch holds is the same however often it is begun."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._follows: dict[int, np.ndarray] = {}
        self._several: dict[int, float] = {}

    @classmethod
    def read(cls, path: Path) -> Seen:
        """Return what a run that was interrupted had seen, or nothing where there was none."""
        seen = cls()
        if path.is_file():
            with np.load(path, allow_pickle=False) as arrays:
                epochs = [int(epoch) for epoch in arrays["epochs"]]
                seen._follows = dict(zip(epochs, arrays["follows"], strict=True))
                seen._several = dict(zip(epochs, map(float, arrays["several"]), strict=True))
        return seen

    def write(self, path: Path) -> None:
        """Note what was seen so far, in one go."""
        epochs = sorted(self._follows)
        follows, several = ([counted[epoch] for epoch in epochs] for counted in (self._follows, self._several))
        write_arrays(path, {"epochs": np.array(epochs), "follows": np.array(follows), "several": np.array(several)})

    def add(self, epoch: int, rows: Sequence[Row]) -> None:
        """See the rows of an epoch."""
        follows = np.zeros((len(STRUCTURE), len(STRUCTURE)), bool)
        for row in rows:
            follows[row.structure[:-1], row.structure[1:]] = True
        self._follows[epoch] = follows
        self._several[epoch] = sum(len(row.clauses) > 1 for row in rows) / len(rows)

    @property
    def follows(self) -> np.ndarray:
        """Which part of the structure ever stood behind which: bool [classes, classes]."""
        found: np.ndarray = np.logical_or.reduce([*self._follows.values()])
        return found

    @property
    def several(self) -> float:
        """In what share of the utterances there were several clauses."""
        return float(np.mean([*self._several.values()]))
