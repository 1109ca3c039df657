"""The reader's network. Needs the extra `train`.

LAYERS: letter features, then the encoder's top layers (tuned), then a convolution over three pieces.
MODEL: middle, low float32 [batch, pieces, width] and grams int32 [batch, pieces, GRAMS] in; scores for each piece out.
CONFIG: presets.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from bot_bert.presets import Preset
from bot_bert.tokens import BUCKETS, GRAMS

# ---------------------------------------------------------------- layers


class LetterFeatures(keras.layers.Layer):
    """Sums the vectors of a word's hashed letter features: int32 [batch, pieces, GRAMS] -> [batch, pieces, width]."""

    def __init__(self, width: int, **kwargs: Any) -> None:
        """Take the width of the vectors."""
        super().__init__(**kwargs)
        self.table = keras.layers.Embedding(BUCKETS, width, embeddings_initializer="normal")

    def build(self, shape: Any) -> None:
        """Make the table."""
        self.table.build(shape)
        self.built = True

    def call(self, grams: Any) -> Any:
        """Return the sums; padding (0) counts nothing."""
        present = ops.cast(ops.expand_dims(ops.not_equal(grams, 0), -1), "float32")
        return ops.sum(self.table(grams) * present, axis=2) * (GRAMS**-0.5)


# ---------------------------------------------------------------- model


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many classes each head tells apart."""

    structure: int
    slots: int
    """Tags: outside, and beginning and inside of each slot."""
    labels: int


class Network:
    """The layers, which the training model and the exported model share."""

    def __init__(self, preset: Preset, sizes: Sizes, upper: Sequence[Any], width: int) -> None:
        """Take the encoder's top layers as loaded, and the width of its states."""
        self.width = width
        self.upper = list(upper)
        for layer in self.upper:
            layer.trainable = preset.tuned
        self.letters = LetterFeatures(preset.letters, name="letters")
        self.dropout = keras.layers.Dropout(preset.dropout)
        self.mix = keras.layers.Dense(preset.hidden, activation="gelu", name="mix")
        self.near = keras.layers.Conv1D(preset.hidden, 3, padding="same", activation="gelu", name="near")
        self.norm = keras.layers.LayerNormalization(name="norm")
        self.structure = keras.layers.Dense(sizes.structure, name="structure_scores")
        self.slots = keras.layers.Dense(sizes.slots, name="slot_scores")
        self.labels = keras.layers.Dense(sizes.labels, name="label_scores")

    def scores(self, middle: Any, low: Any, grams: Any, mask: Any = None) -> tuple[Any, Any, Any]:
        """Return structure, slot and label scores: float32 [batch, pieces, classes] each; mask is 1 for real pieces."""
        top = low
        for layer in self.upper:
            top = layer(top, padding_mask=mask)
        states = ops.concatenate([top, low, middle, self.letters(grams)], axis=-1)
        hidden = self.mix(self.dropout(states))
        if mask is not None:  # what the convolution sees beyond the end is nothing, as in the exported model
            hidden = hidden * ops.cast(ops.expand_dims(mask, -1), hidden.dtype)
        hidden = self.norm(hidden + self.near(self.dropout(hidden)))
        hidden = self.dropout(hidden)
        return self.structure(hidden), self.slots(hidden), self.labels(hidden)

    def _inputs(self) -> tuple[Any, Any, Any]:
        middle = keras.Input((None, self.width), name="middle")
        low = keras.Input((None, self.width), name="low")
        return middle, low, keras.Input((None, GRAMS), dtype="int32", name="grams")

    def training_model(self, allowed: Any) -> keras.Model:
        """Return the model that is trained; `pool` float32 [batch, clauses, pieces] says which pieces a clause has.

        `label` int32 [batch, pieces] is the label of the clause that a piece lies in: slots are told apart among those
        that it may have (`allowed`: float32 [labels, tags]), in training as in decoding.
        """
        middle, low, grams = self._inputs()
        mask = keras.Input((None,), dtype="int32", name="mask")
        pool = keras.Input((None, None), name="pool")
        structure, slots, labels = self.scores(middle, low, grams, mask)
        label = keras.Input((None,), dtype="int32", name="label")
        slots = slots + ops.take(ops.convert_to_tensor(allowed), label, axis=0)
        outputs = {"structure": structure, "slots": slots, "labels": ops.matmul(pool, labels)}
        inputs = {"middle": middle, "low": low, "grams": grams, "mask": mask, "pool": pool, "label": label}
        return keras.Model(inputs, outputs)

    def exported_model(self) -> keras.Model:
        """Return the model that is written to LiteRT: one utterance, no padding."""
        inputs = self._inputs()
        structure, slots, labels = self.scores(*inputs)
        return keras.Model(list(inputs), {"structure": structure, "slots": slots, "labels": labels}, name="reader")
