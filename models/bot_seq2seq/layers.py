"""The layers of the encoder-decoder. Needs the extra `train`."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from bot_seq2seq.search import NEVER
from bot_seq2seq.tokens import BUCKETS, GRAMS

FARTHEST = 16
"""Tokens farther apart than this are all equally far."""


class TokenFeatures(keras.layers.Layer):
    """Vectors of tokens: of each itself, and of the hashed features of its word (as in fastText, Bojanowski et al. 2017)."""

    def __init__(self, tokens: int, width: int, letters: int, **kwargs: Any) -> None:
        """Take how many tokens there are, the width of the vectors, and that of the letters; 0 for none."""
        super().__init__(**kwargs)
        self.table = keras.layers.Embedding(tokens, width, embeddings_initializer=normal(width), name="tokens")
        self.letters: Any = None
        self.spread: Any = None
        if letters:
            self.letters = keras.layers.Embedding(
                BUCKETS, letters, embeddings_initializer=normal(letters), name="letters"
            )
            self.spread = keras.layers.Dense(width, use_bias=False, name="spread")
        self._letters = letters

    def build(self, shape: Any) -> None:
        """Make the tables."""
        self.table.build(shape)
        if self.letters is not None:
            self.letters.build(shape)
            self.spread.build((None, None, self._letters))
        self.built = True

    def call(self, ids: Any, grams: Any = None) -> Any:
        """Return float32 [batch, tokens, width] of ids int32 [batch, tokens] and grams int32 [batch, tokens, GRAMS]."""
        found = self.table(ids)
        if self.letters is not None:
            present = ops.cast(ops.expand_dims(ops.not_equal(grams, 0), -1), "float32")
            found = found + self.spread(ops.sum(self.letters(grams) * present, axis=2) * (GRAMS**-0.5))
        return found


class SelfAttention(keras.layers.Layer):
    """Attention of each token to all (Vaswani et al. 2017), scored also by how far apart two are (Shaw et al. 2018)."""

    def __init__(self, width: int, heads: int, dropout: float, **kwargs: Any) -> None:
        """Take the width of the states and how many heads share it."""
        super().__init__(**kwargs)
        self.query, self.key, self.value = (
            keras.layers.EinsumDense("bnd,dhk->bnhk", (None, heads, width // heads), bias_axes="hk", name=name)
            for name in ("query", "key", "value")
        )
        self.out = keras.layers.EinsumDense("bnhk,hkd->bnd", (None, width), bias_axes="d", name="out")
        self.dropout = keras.layers.Dropout(dropout)
        self._heads, self._scale = heads, (width // heads) ** -0.5

    def build(self, shape: Any) -> None:
        """Make the projections and the table of distances, float32 [distances, heads]."""
        for part in (self.query, self.key, self.value):
            part.build(shape)
        self.out.build((*shape[:2], self._heads, shape[-1] // self._heads))
        self.far = self.add_weight(shape=(2 * FARTHEST + 1, self._heads), initializer="zeros", name="far")
        self.built = True

    def call(self, states: Any, present: Any = None, training: bool | None = None) -> Any:  # noqa: FBT001 - Keras calls it so
        """Return float32 [batch, tokens, width] of states as wide; `present` as in Network.encode."""
        places = ops.arange(ops.shape(states)[1])
        apart = ops.clip(places[None, :] - places[:, None], -FARTHEST, FARTHEST) + FARTHEST
        near = ops.transpose(ops.take(self.far, apart, axis=0), (2, 0, 1))[None]
        scores = ops.einsum("bqhk,bnhk->bhqn", self.query(states) * self._scale, self.key(states)) + near
        if present is not None:
            scores = scores + ruled_out(present)[:, None, None, :]
        weights = self.dropout(ops.softmax(scores, axis=-1), training=training)
        return self.out(ops.einsum("bhqn,bnhk->bqhk", weights, self.value(states)))


class EncoderLayer(keras.layers.Layer):
    """A Transformer layer that normalises before (Xiong et al. 2020)."""

    def __init__(self, width: int, heads: int, dropout: float, **kwargs: Any) -> None:
        """Take the width of the states and how many heads share it."""
        super().__init__(**kwargs)
        self.attention = SelfAttention(width, heads, dropout, name="attention")
        self.wide = keras.layers.Dense(4 * width, activation="relu", name="wide")
        self.narrow = keras.layers.Dense(width, name="narrow")
        self.norms = [keras.layers.LayerNormalization(name=f"norm_{number}") for number in range(2)]
        self.dropout = keras.layers.Dropout(dropout)

    def build(self, shape: Any) -> None:
        """Make the parts."""
        for part in (self.attention, self.wide, *self.norms):
            part.build(shape)
        self.narrow.build((*shape[:2], self.wide.units))
        self.built = True

    def call(self, states: Any, present: Any = None, training: bool | None = None) -> Any:  # noqa: FBT001 - Keras calls it so
        """Return float32 [batch, tokens, width] of states as wide; `present` as in Network.encode."""
        seen = self.attention(self.norms[0](states), present, training=training)
        states = states + self.dropout(seen, training=training)
        return states + self.dropout(self.narrow(self.wide(self.norms[1](states))), training=training)


class Recurrent(keras.layers.Layer):
    """A gated recurrent layer (Cho et al. 2014, reset after the product) that can also take one step alone.

    What does not depend on the step before is computed for all steps at once.
    """

    def __init__(self, width: int, **kwargs: Any) -> None:
        """Take the width of the states."""
        super().__init__(**kwargs)
        # A step alone is a part of a model of its own, in which every name has to be another.
        self.inputs = keras.layers.Dense(3 * width, name=f"{self.name}_inputs")
        cell = _Cell(width, name=f"{self.name}_cell")
        self.loop = keras.layers.RNN(cell, return_sequences=True, name=f"{self.name}_loop")
        self._width = width

    def build(self, shape: Any) -> None:
        """Make the parts."""
        self.inputs.build(shape)
        self.loop.build((*shape[:-1], 3 * self._width))
        self.built = True

    def call(self, steps: Any, begin: Any) -> Any:
        """Return float32 [batch, steps, width] of steps float32 [batch, steps, inputs] and begin [batch, width]."""
        return self.loop(self.inputs(steps), initial_state=begin)

    def step(self, inputs: Any, before: Any) -> Any:
        """Return the state after one step: float32 [batch, width] of [batch, inputs] and [batch, width]."""
        return self.loop.cell(self.inputs(inputs), [before])[0]


class BothWays(keras.layers.Layer):
    """A gated recurrent layer that reads from both ends (Schuster and Paliwal 1997), in one loop for both."""

    def __init__(self, width: int, dropout: float, **kwargs: Any) -> None:
        """Take the width of the states, half of it for each way."""
        super().__init__(**kwargs)
        half = width // 2
        self.inputs = [keras.layers.Dense(3 * half, name=f"{way}_inputs") for way in ("forward", "backward")]
        self.loop = keras.layers.RNN(_Cell(2 * half, ways=2, name="cell"), return_sequences=True, name="loop")
        self.dropout = keras.layers.Dropout(dropout)
        self._width = 2 * half

    def build(self, states: Any, *_: Any) -> None:
        """Make the parts."""
        for inputs in self.inputs:
            inputs.build(states)
        self.loop.build((*states[:-1], 3 * self._width))
        self.built = True

    def call(self, states: Any, present: Any = None, training: bool | None = None) -> Any:  # noqa: FBT001 - Keras calls it so
        """Return float32 [batch, tokens, width] of states [batch, tokens, inputs]; `present` as in Network.encode."""
        forward, backward = self.inputs
        found = self.loop(ops.concatenate([forward(states), backward(_turned(states, present))], axis=-1))
        ahead, back = ops.split(found, 2, axis=-1)
        return self.dropout(ops.concatenate([ahead, _turned(back, present)], axis=-1), training=training)


def _turned(states: Any, present: Any) -> Any:
    """Return states in the reverse order, padding behind them."""
    if present is None:
        return ops.flip(states, axis=1)
    length = ops.cast(ops.sum(present, axis=1, keepdims=True), "int32")
    places = ops.arange(ops.shape(states)[1])[None, :]
    return ops.take_along_axis(states, ops.where(places < length, length - 1 - places, places)[..., None], axis=1)


class _Cell(keras.layers.Layer):
    """What is computed step by step, of one state or of several that know nothing of one another."""

    def __init__(self, width: int, ways: int = 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.state_size, self._each = width, width // ways
        self.again = [
            keras.layers.Dense(3 * self._each, kernel_initializer="orthogonal", name=f"again_{way}")
            for way in range(ways)
        ]

    def build(self, shape: Any) -> None:
        for again in self.again:
            again.build((*shape[:-1], self._each))
        self.built = True

    def call(self, inputs: Any, states: Any) -> tuple[Any, list[Any]]:
        ways = len(self.again)
        each = zip(self.again, ops.split(inputs, ways, axis=-1), ops.split(states[0], ways, axis=-1), strict=True)
        state = ops.concatenate([_gated(*part) for part in each], axis=-1)
        return state, [state]


def _gated(again: Any, inputs: Any, before: Any) -> Any:
    """Return the state behind a step, of its inputs and the state before it."""
    update, reset, new = ops.split(inputs, 3, axis=-1)
    update_again, reset_again, new_again = ops.split(again(before), 3, axis=-1)
    kept = ops.sigmoid(update + update_again)
    return kept * before + (1.0 - kept) * ops.tanh(new + ops.sigmoid(reset + reset_again) * new_again)


class Distance(keras.layers.Layer):
    """Learned scores for how far a token lies behind the one that was pointed at last: programs are read from left to right."""

    def __init__(self, scores: int, **kwargs: Any) -> None:
        """Take how many scores a token gets."""
        super().__init__(**kwargs)
        self._scores = scores

    def build(self, *_: Any) -> None:
        """Make the table, float32 [distances, scores]."""
        self.far = self.add_weight(shape=(2 * FARTHEST + 1, self._scores), initializer="zeros", name="far")
        self.built = True

    def call(self, last: Any, states: Any) -> Any:
        """Return float32 [batch, steps, tokens, scores] of `last` int32 [batch, steps], -1 before the first token."""
        behind = ops.arange(ops.shape(states)[1])[None, None, :] - last[..., None]
        return ops.take(self.far, ops.clip(behind, -FARTHEST, FARTHEST) + FARTHEST, axis=0)


class Right(keras.layers.Layer):
    """How likely the right choices are, and whether the best ones are right.

    A word that is both a symbol and a token of the source may be written or copied: both count (See et al. 2017).
    """

    def __init__(self, smoothing: float, **kwargs: Any) -> None:
        """Take the share that is spread over all symbols."""
        super().__init__(**kwargs)
        self._smoothing = smoothing

    def compute_output_spec(self, symbols: Any, *_: Any) -> tuple[Any, Any]:
        """Return what comes out; JAX cannot tell, for whom an unknown number of tokens is no number."""
        loss, exact = (keras.KerasTensor((symbols.shape[0],), "float32") for _ in range(2))
        return loss, exact

    def call(self, symbols: Any, points: Any, symbol: Any, copied: Any, marks: Any, counts: Any) -> tuple[Any, Any]:
        """Return loss and exactness, float32 [batch]; see Network.training_model and Network._scores."""
        pointed = ops.equal(marks[:, None, :], copied[..., None])
        is_symbol = ops.greater_equal(symbol, 0)
        # One score is looked up: a mask as wide as the vocabulary would be most of what a batch of texts takes.
        written = ops.take_along_axis(symbols, ops.maximum(symbol, 0)[..., None], axis=-1)[..., 0]
        written = ops.where(is_symbol, written, NEVER)
        copying = ops.where(pointed, points, NEVER)
        every = ops.logaddexp(ops.logsumexp(symbols, axis=-1), ops.logsumexp(points, axis=-1))
        steps = every - ops.logaddexp(written, ops.logsumexp(copying, axis=-1))
        if self._smoothing:
            spread = every - ops.mean(symbols, axis=-1)
            steps = steps * (1.0 - self._smoothing) + spread * self._smoothing
        best = ops.greater_equal(
            ops.maximum(written, ops.max(copying, axis=-1)),
            ops.maximum(ops.max(symbols, axis=-1), ops.max(points, axis=-1)),
        )
        exact = ops.maximum(ops.cast(best, "float32"), 1.0 - counts)
        return ops.sum(steps * counts, axis=-1) * 0.1, ops.min(exact, axis=-1)


class Tied(keras.layers.Layer):
    """Scores of symbols by their own vectors, one table for what comes in and what goes out (Press and Wolf 2017)."""

    def __init__(self, table: Any, **kwargs: Any) -> None:
        """Take the table of vectors, a keras.layers.Embedding."""
        super().__init__(**kwargs)
        self.table = table

    def build(self, *_: Any) -> None:
        """Make the bias, float32 [symbols]."""
        self.table.build(None)
        self.bias = self.add_weight(shape=(self.table.input_dim,), initializer="zeros", name="bias")
        self.built = True

    def call(self, states: Any, candidates: Any = None, drawn: Any = 0.0) -> Any:
        """Return float32 [batch, steps, symbols] of states float32 [batch, steps, width].

        With `candidates` int32 [candidates] only their scores, to which `drawn` float32 [candidates] is added.
        """
        table, bias = self.table.embeddings, self.bias
        if candidates is not None:
            table, bias = ops.take(table, candidates, axis=0), ops.take(bias, candidates, axis=0) + drawn
        return ops.matmul(states, ops.transpose(table)) + bias


def ruled_out(present: Any) -> Any:
    """Return scores that rule padding out: 0 where `present` is 1, next to never where it is 0."""
    return ops.where(ops.equal(present, 0.0), NEVER, 0.0)


def normal(width: int) -> Any:
    """Return what draws the vectors of a table of so many columns: of about length 1."""
    return keras.initializers.RandomNormal(stddev=width**-0.5)
