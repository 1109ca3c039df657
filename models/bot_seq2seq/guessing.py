"""The head that guesses hidden words, for pretraining the encoder. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from bot_seq2seq.network import Network
from bot_seq2seq.noising import Hidden
from bot_seq2seq.tokens import GRAMS

HEAD = "guess"
"""The name of what only guesses: nothing of it is kept."""


class Guess(keras.layers.Layer):
    """Says how well hidden tokens are guessed, scored by their own vectors (Press and Wolf 2017)."""

    def __init__(self, table: Any, width: int, **kwargs: Any) -> None:
        """Take the table of the tokens' vectors, and their width."""
        super().__init__(**kwargs)
        self.table = table
        self.told = keras.layers.Dense(width, activation="gelu", name="told")
        self.norm = keras.layers.LayerNormalization(name="norm")

    def build(self, states: Any, *_: Any, **__: Any) -> None:
        """Make the parts."""
        self.told.build(states)
        self.norm.build(states)
        self.bias = self.add_weight(shape=(self.table.input_dim,), initializer="zeros", name="bias")
        self.built = True

    def call(self, states: Any, at: Any, symbol: Any, counts: Any) -> tuple[Any, Any]:
        """Return loss, and the share that is guessed right, float32 [batch]; see guessing_model."""
        found = ops.take_along_axis(states, ops.expand_dims(at, -1), axis=1)
        vectors = ops.transpose(ops.convert_to_tensor(self.table.embeddings))
        scores = ops.matmul(self.norm(self.told(found)), vectors) + self.bias
        right = ops.take_along_axis(scores, ops.expand_dims(symbol, -1), axis=-1)[..., 0]
        missed = (ops.logsumexp(scores, axis=-1) - right) * counts
        hit = ops.cast(ops.equal(ops.cast(ops.argmax(scores, axis=-1), "int32"), symbol), "float32") * counts
        total = ops.maximum(ops.sum(counts, axis=-1), 1.0)
        return ops.sum(missed, axis=-1) / total, ops.sum(hit, axis=-1) / total


def guessing_model(network: Network) -> keras.Model:
    """Return the model that is trained to guess: the encoder, and the head.

    `ids` int32 [batch, tokens], `grams` int32 [batch, tokens, GRAMS], `present` float32 [batch, tokens]; `at` int32
    [batch, guesses], the tokens to be guessed, `symbol` what they are, `counts` float32 [batch, guesses], 0 for padding.
    Out come `loss` and `exact`, float32 [batch].
    """
    inputs = {name: keras.Input((None,), dtype="int32", name=name) for name in ("ids", "at", "symbol")}
    inputs |= {name: keras.Input((None,), name=name) for name in ("present", "counts")}
    inputs["grams"] = keras.Input((None, GRAMS), dtype="int32", name="grams")
    states = network.encode(inputs["ids"], inputs["grams"], inputs["present"])["states"]
    head = Guess(network.features.table, network.preset.width, name=HEAD)
    loss, exact = head(states, inputs["at"], inputs["symbol"], inputs["counts"])
    return keras.Model(inputs, {"loss": loss, "exact": exact})


def collate_hidden(rows: Sequence[Hidden], fill: Callable[[int], int]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return sentences as one batch for guessing_model, padded; `fill` says to how many tokens and guesses."""
    size = len(rows)
    tokens, guesses = (fill(max(map(len, each))) for each in ([row.ids for row in rows], [row.at for row in rows]))
    inputs: dict[str, Any] = {name: np.zeros((size, guesses), np.int32) for name in ("at", "symbol")}
    inputs |= {"ids": np.zeros((size, tokens), np.int32), "grams": np.zeros((size, tokens, GRAMS), np.int32)}
    inputs |= {"present": np.zeros((size, tokens), np.float32), "counts": np.zeros((size, guesses), np.float32)}
    for index, row in enumerate(rows):
        length, count = len(row.ids), len(row.at)
        inputs["ids"][index, :length], inputs["grams"][index, :length] = row.ids, row.grams
        inputs["at"][index, :count], inputs["symbol"][index, :count] = row.at, row.symbol
        inputs["present"][index, :length], inputs["counts"][index, :count] = 1.0, 1.0
    nothing = np.zeros(size, np.float32)
    return inputs, {"loss": nothing, "exact": nothing}
