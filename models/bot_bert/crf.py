"""A linear-chain conditional random field over the tags of words (Lafferty et al. 2001). Needs the extra `train`.

Only its loss lives here; the best path is found by chain.py.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

_TINY = 1e-30


class _Forward(keras.layers.Layer):
    """One step of the forward algorithm, in probabilities that are scaled to sum to one at every word (Rabiner 1989)."""

    def __init__(self, tags: int, **kwargs: Any) -> None:
        """Take how many tags there are."""
        super().__init__(**kwargs)
        self.tags = tags
        self.state_size = self.output_size = tags + 1

    def build(self, shape: Any) -> None:
        """Make the scores of going from one tag to another and of beginning with one, all alike at first."""
        del shape
        self.transitions = self.add_weight((self.tags, self.tags), initializer="zeros", name="transitions")
        self.start = self.add_weight((self.tags,), initializer="zeros", name="start")
        self.built = True

    def call(self, word: Any, states: Any, training: Any = None) -> tuple[Any, list[Any]]:
        """Return the shares of the tags and the logarithm of all sums so far: float32 [batch, tags + 1].

        `word` is exp(scores) and 1 where a chain begins: float32 [batch, tags + 1].
        """
        del training
        scores, begins = word[:, :-1], word[:, -1:]
        shares, total = states[0][:, :-1], states[0][:, -1:]
        went_on = ops.matmul(shares, ops.exp(ops.convert_to_tensor(self.transitions)))
        reached = (begins * ops.exp(ops.convert_to_tensor(self.start)) + (1.0 - begins) * went_on) * scores
        here = ops.sum(reached, axis=-1, keepdims=True) + _TINY
        state = ops.concatenate([reached / here, total + ops.log(here)], axis=-1)
        return state, [state]


class TagChain(keras.layers.Layer):
    """Minus the log-likelihood of tags, given their scores."""

    def __init__(self, tags: int, **kwargs: Any) -> None:
        """Take how many tags there are."""
        super().__init__(**kwargs)
        self.tags = tags
        self.forward = keras.layers.RNN(_Forward(tags, name="step"), name="forward")

    def build(self, *shapes: Any) -> None:
        """Make the step."""
        del shapes
        self.forward.build((None, None, self.tags + 1))
        self.built = True

    def learned(self) -> dict[str, Any]:
        """Return `transitions` float32 [tags, tags], from row to column, and `start` float32 [tags], as NumPy arrays."""
        step = self.forward.cell
        return {"transitions": ops.convert_to_numpy(step.transitions), "start": ops.convert_to_numpy(step.start)}

    def call(self, scores: Any, tags: Any, begins: Any, present: Any) -> Any:
        """Return float32 [batch].

        `scores` float32 [batch, words, tags]; `tags` int32, `begins` and `present` float32 [batch, words]: the right tags,
        1 at the first word of each chain (the first word of an utterance is one), 1 for words and 0 for padding.
        """
        highest = ops.stop_gradient(ops.max(scores, axis=-1))
        steps = ops.concatenate([ops.exp(scores - highest[..., None]), begins[..., None]], axis=-1)
        last = self.forward(steps, mask=ops.cast(present, "bool"))
        return last[:, -1] + ops.sum(highest * present, axis=-1) - self._score_of(scores, tags, begins, present)

    def _score_of(self, scores: Any, tags: Any, begins: Any, present: Any) -> Any:
        """Return the score of the right path: float32 [batch]."""
        step = self.forward.cell
        emitted = ops.sum(scores * ops.one_hot(tags, self.tags), axis=-1)
        begun = begins * ops.take(step.start, tags)
        flat = ops.reshape(step.transitions, (-1,))
        moved = (1.0 - begins[:, 1:]) * ops.take(flat, tags[:, :-1] * self.tags + tags[:, 1:])
        return ops.sum((emitted + begun) * present, axis=-1) + ops.sum(moved * present[:, 1:], axis=-1)

    def compute_output_shape(
        self, scores_shape: Any, tags_shape: Any = None, begins_shape: Any = None, present_shape: Any = None
    ) -> tuple[Any]:
        """Return the shape of the result: one number an utterance."""
        del tags_shape, begins_shape, present_shape
        return (scores_shape[0],)
