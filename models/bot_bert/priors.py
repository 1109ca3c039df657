"""What training sees more often than people say it, put right in the chain of the structure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bot import STRUCTURE
from bot_bert.scheme import BEGIN, INSIDE, NEVER, OUTSIDE, SCRAP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST = 0.03
"""In this share of utterances several clauses are thought possible, though nobody said several where the data come from."""
_CLAUSE = (BEGIN, INSIDE, SCRAP)
_JOINS = tuple(number for number, name in enumerate(STRUCTURE) if name in ("and", "then", "after", "before"))


def ordered(transitions: np.ndarray, follows: NDArray[np.bool_], said: float, trained: float) -> np.ndarray:
    """Return the transitions of the structure, float32 [classes, classes], as they are decoded with.

    What never followed (`follows` is bool [classes, classes]) cannot: the loss leaves it merely unlikely, and a strange
    name would be cut in two. `said` and `trained`: the share of utterances with several clauses as they were given, and
    with those that training joined; the log-odds of a further clause change by their ratio (Saerens et al. 2002).
    """
    import numpy as np

    found = np.array(transitions, np.float32)
    if trained > said:
        change = math.log(max(said, min(_LEAST, trained)) / trained)
        found[np.ix_(_CLAUSE, (BEGIN, *_JOINS))] += change
        found[np.ix_((OUTSIDE,), _JOINS)] += change  # behind a comma, too; a clause after one may be the first
    return np.where(follows, found, NEVER).astype(np.float32)
