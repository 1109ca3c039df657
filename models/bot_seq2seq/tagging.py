"""How well a program fits the tags that the encoder gives each word. NumPy only.

A decoder alone likes programs that end early, since each step costs something; the encoder has seen each word of the rest.
So both are asked, while a program is written (as in Watanabe et al. 2017, there for speech).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bot_seq2seq.grammar import Place
from bot_seq2seq.scheme import JOINS, STOP, Scheme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]


class Tagging:
    """Scores choices by the tags of the words that they settle; see Scheme.tagged.

    All that is written for a program adds up to the log-probabilities of the tags that it gives the words, less those of
    the likeliest tags: to nothing at best.
    """

    def __init__(self, scheme: Scheme, clauses: Floats, slots: Floats, trust: float = 1.0) -> None:
        """Take log-probabilities of tags, float32 [words, tags of clauses] and [words, tags of slots], and their weight."""
        clauses = (clauses - clauses.max(axis=1, keepdims=True)) * trust
        slots = (slots - slots.max(axis=1, keepdims=True)) * trust
        label = 1 + len(JOINS)
        self._labels, self._slot = slice(label, label + len(scheme.labels)), label + len(scheme.labels)
        # Sums over the words before each place, float32 [words + 1, ...]: a stretch of them is a difference of two.
        self._empty, self._filled = _sums(slots[:, 0]), _sums(slots[:, 2::2])
        self._between = _sums(clauses[:, :label]) + self._empty[:, None]
        self._goes_on = _sums(clauses[:, label + 1 :: 2])
        self._begins, self._fills, self._refills = clauses[:, label::2], slots[:, 1::2], slots[:, 2::2]

    def add(self, found: Floats, place: Place, low: int, high: int, words: Ints) -> None:
        """Add to `found`, float32 [choices], how well each choice fits at a place.

        `words` int [words]: the choice that points at each word, of which those from `low` to before `high` may be.
        """
        pointed = words[low:high]
        match place.phase:
            case "first":
                found[pointed] += (self._between[low:high] - self._between[place.end + 1])[:, place.join]
            case "last":  # whatever its label will be
                found[pointed] += self._clause(place.start, low + 1, high + 1).max(axis=1)
            case "label":
                told = self._clause(place.start, place.end + 1, place.end + 2)[0]
                found[self._labels] += told - told.max()
            case "slot first":
                found[pointed] += self._begun(self._fills, place, low, high)
            case "slot last":
                told = self._filled[low + 1 : high + 1, place.slot - self._slot]
                found[pointed] += told - told[0]
            case "slot" | "slot more":
                found[: self._labels.start] += self._empty[place.end + 1] - self._empty[place.at + 1]
                found[STOP] += self._between[-1, 0] - self._between[place.end + 1, 0]
                if place.phase == "slot more":
                    found[pointed] += self._begun(self._refills, place, low, high)

    def _clause(self, start: int, low: int, high: int) -> Floats:
        """Return float32 [ends, labels]: scores of a clause that ends before each place from `low` to before `high`."""
        told: Floats = self._begins[start] + self._goes_on[low:high] - self._goes_on[start + 1]
        return told

    def _begun(self, fills: Floats, place: Place, low: int, high: int) -> Floats:
        """Return float32 [words]: scores of the first word of a stretch of a slot."""
        told: Floats = self._empty[low:high] - self._empty[place.at + 1] + fills[low:high, place.slot - self._slot]
        return told


def _sums(scores: Any) -> Any:
    """Return float32 [words + 1, ...]: the sums of what stands before each place."""
    return np.concatenate([np.zeros((1, *scores.shape[1:]), np.float32), np.cumsum(scores, axis=0, dtype=np.float32)])
