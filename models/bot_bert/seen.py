"""What the structure of utterances was in training, epoch by epoch, also where a run was interrupted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import STRUCTURE

if TYPE_CHECKING:
    from bot_bert.dataset import Row


class Seen:
    """Counts what stood behind what; what an epoch holds is the same however often it is begun."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._follows: dict[int, np.ndarray] = {}
        self._several: dict[int, float] = {}

    def take_up(self, arrays: Mapping[str, Any]) -> None:
        """Take up what a run had seen, from what it kept; raises KeyError or ValueError where that is something else."""
        epochs = [int(epoch) for epoch in arrays["seen_epochs"]]
        self._follows |= zip(epochs, arrays["seen_follows"], strict=True)
        self._several |= zip(epochs, map(float, arrays["seen_several"]), strict=True)

    def arrays(self) -> dict[str, Any]:
        """Return what was seen so far as a run keeps it."""
        epochs = sorted(self._follows)
        follows, several = ([counted[epoch] for epoch in epochs] for counted in (self._follows, self._several))
        return {
            "seen_epochs": np.array(epochs), "seen_follows": np.array(follows), "seen_several": np.array(several),
        }  # fmt: skip

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
