"""How sure a reading is: what the network says of its parts, weighed by what was right on held-back utterances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot import Clause, Weighing, log_odds

PARTS = ("structure", "labels", "slots")
"""What a reading's confidence is weighed from, each a probability: that the clauses are cut right, that they are called right
(or rightly rejected), and that their slots are right."""


@dataclass(slots=True)
class Judge:
    """Says whether any action fits, and how sure a reading is."""

    weighing: Weighing | None = None
    """Weighs PARTS; None for a model that was trained before confidence was weighed."""
    scope_weighing: Weighing | None = None
    """Weighs the label for what no action fits; None where it is trusted as it is."""

    def scope(self, none: float) -> float:
        """Return the probability that some action fits a clause, from that of the label for none."""
        if self.scope_weighing is None:
            return 1.0 - none
        return self.scope_weighing((log_odds(1.0 - none),))

    def confidence(self, ordered: float, share: float, filled: float, clauses: Sequence[Clause]) -> float:
        """Return the probability that a reading is right.

        `ordered`: log-probability of the structure (its mean over the words where no weighing is known); `share`:
        probability of the labels; `filled`: log-probability of the slots.
        """
        if self.weighing is None:
            return math.exp(ordered) * min(clause.score for clause in clauses)
        return self.weighing(parts(ordered, share, filled))


def parts(ordered: float, share: float, filled: float) -> tuple[float, ...]:
    """Return the log-odds of PARTS."""
    return tuple(log_odds(part) for part in (math.exp(ordered), share, math.exp(filled)))
