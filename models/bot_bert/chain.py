"""The best tags of a chain of words, and how sure they are. NumPy only; what training learned comes as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import STRUCTURE
from bot_bert.scheme import BEGIN, INSIDE, NEVER, SCRAP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_TINY = 1e-300
"""Added where a logarithm would meet nothing at all."""


def log_softmax(scores: Floats) -> Floats:
    """Return log-probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def viterbi(emissions: Floats, transitions: Floats, start: Floats) -> tuple[list[int], float]:
    """Return the best path through emissions [words, classes] and its score (Viterbi 1967)."""
    score = start + emissions[0]
    back = np.zeros(emissions.shape, np.int32)
    for word in range(1, len(emissions)):
        reached = score[:, None] + transitions
        back[word] = reached.argmax(axis=0)
        score = reached.max(axis=0) + emissions[word]
    path = [int(score.argmax())]
    for word in range(len(emissions) - 1, 0, -1):
        path.append(int(back[word, path[-1]]))
    return path[::-1], float(score.max())


def _reached(emissions: Floats, transitions: Floats, start: Floats) -> NDArray[np.float64]:
    """Return the logarithm of the sum over all paths up to a word that give it a tag: [words, tags]."""
    moves = np.exp(transitions.astype(float))
    reached = np.empty(emissions.shape)
    reached[0] = start.astype(float) + emissions[0]
    for word in range(1, len(emissions)):
        highest = reached[word - 1].max()
        reached[word] = np.log(np.exp(reached[word - 1] - highest) @ moves + _TINY) + highest + emissions[word]
    return reached


@dataclass(frozen=True, slots=True)
class Path:
    """The best path through a chain."""

    path: list[int]
    """A tag for each word, as an index among those of the chain."""
    certainty: float
    """Logarithm of its probability among all paths."""


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Transitions of tags as a conditional random field learned them (crf.py)."""

    transitions: Floats
    """float32 [tags, tags], from row to column; NEVER for what cannot be."""
    start: Floats
    """float32 [tags]."""

    @classmethod
    def plain(cls, tags: int) -> Chain:
        """Return a chain in which all is alike that can be: a further word of a slot comes after one of the same."""
        return cls(np.zeros((tags, tags), np.float32), np.zeros(tags, np.float32)).held()

    def held(self) -> Chain:
        """Return the chain with what cannot be ruled out: tag 2 n + 2 comes after 2 n + 1 and itself alone."""
        transitions, start = self.transitions.copy(), self.start.copy()
        for inside in range(2, len(start), 2):
            start[inside] = NEVER
            kept = transitions[inside - 1 : inside + 1, inside].copy()
            transitions[:, inside] = NEVER
            transitions[inside - 1 : inside + 1, inside] = kept
        return Chain(transitions, start)

    def ordered(self) -> Chain:
        """Return the chain of the structure: a further word of a clause comes after one of it, or words taken back."""
        transitions, start = self.transitions.copy(), self.start.copy()
        start[INSIDE] = NEVER
        others = [tag for tag in range(len(start)) if tag not in (BEGIN, INSIDE, SCRAP)]
        transitions[others, INSIDE] = NEVER
        return Chain(transitions, start)

    def of(self, tags: NDArray[np.intp]) -> Chain:
        """Return the chain of some of the tags."""
        return Chain(self.transitions[np.ix_(tags, tags)], self.start[tags])

    def best(self, emissions: Floats) -> Path:
        """Return the best path through raw scores, float32 [words, tags]."""
        path, score = viterbi(emissions, self.transitions, self.start)
        return Path(path, min(0.0, score - self._total(emissions)))

    def shares(self, emissions: Floats) -> Floats:
        """Return how likely each tag is for each word: float32 [words, tags], by forward-backward (Rabiner 1989)."""
        backward = _reached(emissions[::-1], self.transitions.T, np.zeros_like(self.start))[::-1]
        # Either way holds the word's own scores.
        forward = _reached(emissions, self.transitions, self.start)
        return np.exp(log_softmax((forward + backward - emissions).astype(np.float32)))

    def _total(self, emissions: Floats) -> float:
        """Return the logarithm of the sum over all paths, by the forward algorithm."""
        last = _reached(emissions, self.transitions, self.start)[-1]
        highest = last.max()
        return float(highest + np.log(np.exp(last - highest).sum()))


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """What a model learned of the order of tags; None where it learned nothing of it."""

    order: Chain | None = None
    """Of the structure."""
    slots: Chain | None = None

    @property
    def meet(self) -> bool:
        """Whether a clause may begin right behind another one, as in "left right left"; in some data none ever does."""
        return self.order is None or bool(self.order.transitions[INSIDE, BEGIN] > NEVER / 2)

    @classmethod
    def learned(cls, arrays: Mapping[str, Any]) -> Chains:
        """Return the chains that Network.chains wrote."""
        order, slots = (
            Chain(arrays[f"{name}transitions"], arrays[f"{name}start"]) if f"{name}transitions" in arrays else None
            for name in ("order_", "")
        )
        return cls(order and order.ordered(), slots and slots.held())


PLAIN_ORDER = Chain(
    np.zeros((len(STRUCTURE), len(STRUCTURE)), np.float32), np.zeros(len(STRUCTURE), np.float32)
).ordered()
"""The chain of the structure where none was learned: all is alike that can be."""
