"""Alignment: which clause that was read stands for which that was said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Pair: TypeAlias = tuple[str | None, str | None]
"""An intent said and the intent read for it; None where one side has no clause."""
_WRONG, _ALONE = 10, 9
"""What a clause read as another costs, and a clause with no partner: a little less, so that right clauses in another
order are found again and not counted as confusions."""


def align(said: Sequence[str], read: Sequence[str]) -> tuple[Pair, ...]:
    """Return the intents in pairs, in order, with as few mistakes as there can be (the edit distance)."""
    if len(said) == len(read) and (len(said) == 1 or list(said) == list(read)):
        return tuple(zip(said, read, strict=True))
    costs = _costs(said, read)
    pairs: list[Pair] = []
    i, j = 0, 0
    while i < len(said) or j < len(read):
        here = costs[i][j]
        if i < len(said) and j < len(read) and here == costs[i + 1][j + 1] + _WRONG * (said[i] != read[j]):
            pairs.append((said[i], read[j]))
            i, j = i + 1, j + 1
        elif i < len(said) and here == costs[i + 1][j] + _ALONE:
            pairs.append((said[i], None))
            i += 1
        else:
            pairs.append((None, read[j]))
            j += 1
    return tuple(pairs)


def _costs(said: Sequence[str], read: Sequence[str]) -> list[list[int]]:
    """Return what it costs at least to align the clauses from the i-th said and the j-th read on, as [i][j]."""
    rows, columns = len(said), len(read)
    costs = [[_ALONE * (rows - i + columns - j) for j in range(columns + 1)] for i in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            costs[i][j] = min(
                costs[i + 1][j + 1] + _WRONG * (said[i] != read[j]),
                costs[i + 1][j] + _ALONE,
                costs[i][j + 1] + _ALONE,
            )
    return costs
