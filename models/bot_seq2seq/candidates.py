"""Which symbols a batch of texts is told apart from: all of a large vocabulary would take most of the time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot_seq2seq.dataset import Fill, Row, collate


@dataclass(frozen=True, slots=True)
class CandidateCollate:
    """Makes batches in which the symbols of their targets compete with some others alone (Jean et al. 2015).

    The others are drawn anew for each batch. Each stands for the many that were not drawn, so that on average the symbols
    compete with as much as with all.
    """

    symbols: int
    """How many symbols there are."""
    count: int
    """How many of them are candidates in a batch; those of its targets always are."""

    def __call__(self, rows: Sequence[Row], fill: Fill = int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what `collate` does, `symbol` as the place among the batch's `candidates`, int32 [candidates].

        `drawn` float32 [candidates] is what is added to their scores: the logarithm of how many symbols each stands for.
        """
        inputs, nothing = collate(rows, fill)
        right = inputs["symbol"]
        wanted = np.unique(right[right >= 0])
        others = np.setdiff1d(np.arange(self.symbols, dtype=np.int32), wanted, assume_unique=True)
        most = min(len(others), max(self.count - len(wanted), 1))
        # Drawn by what the batch holds, a run that goes on draws as it would have.
        random = np.random.default_rng(int(wanted.sum()) + len(rows))
        others = random.choice(others, most, replace=False)
        stands_for = math.log((self.symbols - len(wanted)) / most) if most else 0.0
        inputs["candidates"] = np.concatenate([wanted, others]).astype(np.int32)
        inputs["drawn"] = np.repeat(np.array([0.0, stands_for], np.float32), [len(wanted), most])
        inputs["symbol"] = np.where(right >= 0, np.searchsorted(wanted, right), right).astype(np.int32)
        return inputs, nothing
