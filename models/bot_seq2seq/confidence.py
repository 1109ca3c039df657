"""How sure a reading is: the probability of its choices, weighed by what was right on held-back utterances."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot import Weighing, log_odds

START = (0.2, 1.0, 1.0, 0.2, 0.0)
"""Weights before anything was seen: of where clauses are and how they are joined, of labels, of slots, of how well tags and
grammar agree, and the constant."""
SCOPE_START = (1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Sums:
    """Log-probabilities of the choices that wrote a reading."""

    ordered: float = 0.0
    """Of joins, of where clauses begin and end, and of the end."""
    named: float = 0.0
    """Of labels."""
    filled: float = 0.0
    """Of slots."""
    agreed: float = 0.0
    """What the tags of words and the grammar took off; see tagging.py and grammar.py."""
    fits: float = 0.0
    """Probability that some action fits the clause that one fits best."""

    def parts(self) -> tuple[float, ...]:
        """Return the log-odds that confidence is weighed from."""
        return tuple(log_odds(math.exp(part)) for part in (self.ordered, self.named, self.filled, self.agreed))


@dataclass(frozen=True, slots=True)
class Judge:
    """Says how sure a reading is, and whether any action fits."""

    weighing: Weighing = Weighing(START)  # noqa: RUF009 - frozen itself
    scope_weighing: Weighing = Weighing(SCOPE_START)  # noqa: RUF009 - frozen itself
    trust: float = 0.6
    """How much the tags of words count beside what the decoder writes."""

    def confidence(self, sums: Sums) -> float:
        """Return the probability that a reading is right."""
        return self.weighing(sums.parts())

    def scope(self, sums: Sums) -> float:
        """Return the probability that some action fits."""
        return self.scope_weighing((log_odds(sums.fits),))
