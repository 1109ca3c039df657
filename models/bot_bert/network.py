"""The reader's network. Needs the extra `train`.

LAYERS: letter features; the encoder's layers (pretrained.py); the chain of slot tags (crf.py).
MODEL: pieces and words of utterances in; structure, slot and label scores of each word out.
CONFIG: presets.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from bot_bert.crf import TagChain
from bot_bert.presets import Preset
from bot_bert.tokens import BUCKETS, GRAMS

# ---------------------------------------------------------------- layers


class LetterFeatures(keras.layers.Layer):
    """Sums the vectors of a word's hashed letter features: int32 [batch, words, GRAMS] -> [batch, words, width]."""

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


@dataclass(frozen=True, slots=True)
class Encoder:
    """The layers that are tuned: the whole encoder, or its top on the lower layers' states."""

    layers: Sequence[Any]
    """Transformer layers, lowest first."""
    width: int
    embeddings: Any = None
    """What turns pieces into states; None where the lower layers' states come in."""


def inputs_of(encoder: Encoder) -> dict[str, Any]:
    """Return what an utterance comes as, by name.

    `ids` int32 [batch, pieces], or `middle` and `low` float32 [batch, pieces, width]; `first` int32 [batch, words],
    the first piece of each word; `grams` int32 [batch, words, GRAMS].
    """
    words = {
        "first": keras.Input((None,), dtype="int32", name="first"),
        "grams": keras.Input((None, GRAMS), dtype="int32", name="grams"),
    }
    if encoder.embeddings is not None:
        return {"ids": keras.Input((None,), dtype="int32", name="ids"), **words}
    return {**{name: keras.Input((None, encoder.width), name=name) for name in ("middle", "low")}, **words}


class Member:
    """One encoder with heads; a network has one or several, whose scores are averaged."""

    def __init__(self, preset: Preset, sizes: Sizes, encoder: Encoder, number: int) -> None:
        """Take the layers of the encoder as loaded, and which member it is."""

        def dense(name: str, width: int, activation: str | None = None) -> Any:
            return keras.layers.Dense(width, activation=activation, name=f"{name}_{number}")

        self.encoder = encoder
        self.letters = LetterFeatures(preset.letters, name=f"letters_{number}")
        self.dropout = keras.layers.Dropout(preset.dropout, name=f"dropout_{number}")
        self.mix = dense("mix", preset.hidden, "gelu")
        self.meaning = dense("meaning", preset.hidden, "gelu")
        self.near = keras.layers.Conv1D(preset.hidden, 3, padding="same", activation="gelu", name=f"near_{number}")
        self.norm = keras.layers.LayerNormalization(name=f"norm_{number}")
        self.structure = dense("structure_scores", sizes.structure)
        self.slots = dense("slot_scores", sizes.slots)
        self.labels = dense("label_scores", sizes.labels)
        self.order = TagChain(sizes.structure, name=f"order_{number}")
        self.chain = TagChain(sizes.slots, name=f"chain_{number}")

    def states(self, inputs: dict[str, Any], mask: Any) -> Any:
        """Return float32 [batch, pieces, 3 width]: the encoder's top, low and middle layers."""
        if self.encoder.embeddings is None:
            top = inputs["low"]
            for layer in self.encoder.layers:
                top = layer(top, padding_mask=mask)
            return ops.concatenate([top, inputs["low"], inputs["middle"]], axis=-1)
        states = [self.encoder.embeddings(inputs["ids"])]
        for layer in self.encoder.layers:
            states.append(layer(states[-1], padding_mask=mask))
        count = len(self.encoder.layers)
        return ops.concatenate([states[count], states[count * 2 // 3], states[count // 3]], axis=-1)

    def scores(self, words: Any, grams: Any, present: Any = None) -> tuple[dict[str, Any], Any]:
        """Return the scores of words, float32 [batch, words, classes], and `meaning`, what their labels are told from.

        What each word is likely to be asked for is evidence for its slot (Qin et al. 2019, Stack-Propagation).
        """
        meaning = self.meaning(self.dropout(words))
        labels = self.labels(self.dropout(meaning))
        hidden = self.mix(self.dropout(ops.concatenate([words, self.letters(grams)], axis=-1)))
        told = ops.concatenate([hidden, ops.softmax(labels, axis=-1)], axis=-1)
        if present is not None:  # beyond the end the convolution sees nothing, as in the exported model
            told = told * present[..., None]
        hidden = self.dropout(self.norm(hidden + self.near(self.dropout(told))))
        scores = {"structure": self.structure(hidden), "slots": self.slots(hidden), "labels": labels}
        return scores, meaning

    def training_model(self, allowed: Any) -> keras.Model:
        """Return the model that is trained; `allowed` float32 [labels, tags] says which slots a label may have.

        Beside the inputs: `mask` int32 [batch, pieces], `present` float32 [batch, words]; `pool` float32 [batch, clauses,
        words], which words a clause has; `label` int32 and `begins` float32 [batch, words], the label of the clause that a
        word lies in and whether it is its first; `order` and `tags` int32 [batch, words], the right structure and slot tags;
        `share` float32 [batch, 1, 1], how much of itself an utterance keeps where it is mixed with the next one: what lies
        between two labels is neither (Zhan et al. 2021). Out come the label scores, float32 [batch, clauses, labels], of
        clauses as they are and `mixed`, and for `structure` and `slots` the loss, float32 [batch].
        """
        inputs = inputs_of(self.encoder) | {
            "mask": keras.Input((None,), dtype="int32", name="mask"),
            "present": keras.Input((None,), name="present"),
            "pool": keras.Input((None, None), name="pool"),
            "label": keras.Input((None,), dtype="int32", name="label"),
            "begins": keras.Input((None,), name="begins"),
            "order": keras.Input((None,), dtype="int32", name="order"),
            "tags": keras.Input((None,), dtype="int32", name="tags"),
            "share": keras.Input((1, 1), name="share"),
        }
        states, present = self.states(inputs, inputs["mask"]), inputs["present"]
        first = ops.repeat(inputs["first"][..., None], states.shape[-1], axis=-1)
        scores, meaning = self.scores(ops.take_along_axis(states, first, axis=1), inputs["grams"], present)
        slots = scores["slots"] + ops.take(ops.convert_to_tensor(allowed), inputs["label"], axis=0)
        opens = ops.concatenate([ops.ones_like(present[:, :1]), ops.zeros_like(present[:, 1:])], axis=1)
        vectors = ops.matmul(inputs["pool"], meaning)
        mixed = vectors * inputs["share"] + ops.roll(vectors, 1, axis=0) * (1.0 - inputs["share"])
        outputs = {
            "structure": self.order(scores["structure"], inputs["order"], opens, present),
            "slots": self.chain(slots, inputs["tags"], inputs["begins"], present),
            "labels": self.labels(self.dropout(vectors)),
            "mixed": self.labels(self.dropout(mixed)),
        }
        return keras.Model(inputs, outputs)


class Network:
    """The members, and what is made of them together."""

    def __init__(self, members: Sequence[Member]) -> None:
        """Take the members, which all take the same inputs."""
        self.members = list(members)

    def exported_model(self) -> keras.Model:
        """Return the model that is written to LiteRT: one utterance, no padding; the members' mean scores."""
        inputs = inputs_of(self.members[0].encoder)
        found = []
        for member in self.members:
            states = member.states(inputs, None)
            words = ops.expand_dims(ops.take(states[0], inputs["first"][0], axis=0), 0)
            found.append(member.scores(words, inputs["grams"])[0])
        outputs = {name: _mean([scores[name] for scores in found]) for name in found[0]}
        return keras.Model(list(inputs.values()), outputs, name="reader")

    def chains(self) -> dict[str, Any]:
        """Return the members' mean transitions as NumPy arrays: of slot tags, and `order_...` of the structure."""
        learned = [
            {**member.chain.learned(), **{f"order_{name}": value for name, value in member.order.learned().items()}}
            for member in self.members
        ]
        return {name: sum(each[name] for each in learned) / len(learned) for name in learned[0]}


def _mean(values: Sequence[Any]) -> Any:
    return sum(values[1:], values[0]) * (1.0 / len(values)) if len(values) > 1 else values[0]
