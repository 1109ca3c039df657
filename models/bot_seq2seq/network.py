"""The encoder-decoder. Needs the extra `train`.

LAYERS: layers.py.
MODEL: source tokens in; for each step of the target the scores of all symbols and of copying each token out.
CONFIG: presets.py.

Only `keras.ops` are used, so that it trains on TensorFlow and on JAX.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from bot_seq2seq.layers import (
    BothWays,
    Distance,
    EncoderLayer,
    Recurrent,
    Right,
    Tied,
    TokenFeatures,
    normal,
    ruled_out,
)
from bot_seq2seq.presets import Preset
from bot_seq2seq.tokens import GRAMS


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many tokens come in and how many symbols may come out."""

    tokens: int
    symbols: int
    pointing: bool = True
    """Whether targets point at tokens, from left to right, as programs do; text copies them, in any order."""
    tags: tuple[int, int] = (1, 1)
    """How many tags of clauses and of slots a token may have, where targets are programs."""


class Network:
    """Encoder, decoder and what ties them."""

    def __init__(self, preset: Preset, sizes: Sizes) -> None:
        """Make the layers; their weights are drawn when a model is made."""
        width, self.preset, self.sizes = preset.width, preset, sizes

        def dense(name: str, units: int = width, *, bias: bool = True) -> Any:
            return keras.layers.Dense(units, use_bias=bias, name=name)

        self.features = TokenFeatures(sizes.tokens, width, preset.letters if sizes.pointing else 0, name="features")
        self.dropout = keras.layers.Dropout(preset.dropout, name="dropout")
        self.layers = [self._layer(number) for number in range(preset.layers)]
        self.encoder_norm = keras.layers.LayerNormalization(name="encoder_norm")
        self.begin = [keras.layers.Dense(width, activation="tanh", name=f"begin_{number}") for number in range(2)]
        self.given = keras.layers.Embedding(
            sizes.symbols, width, embeddings_initializer=normal(width), name="symbol_vectors"
        )
        self.pointed = dense("pointed_at", bias=False)
        self.first, self.second = (Recurrent(width, name=f"{name}_layer") for name in ("first", "second"))
        self.query, self.key, self.value = dense("query"), dense("key", bias=False), dense("value")
        self.distance = Distance(preset.heads + 1, name="distance") if sizes.pointing else None
        self.joined = keras.layers.Dense(width, activation="tanh", name="joined")
        self.symbols = Tied(self.given, name="symbols") if preset.tied else dense("symbols", sizes.symbols)
        self.tags = [dense(f"tags_{number}", count) for number, count in enumerate(sizes.tags)]
        self.pointer, self.place = dense("pointer"), dense("place", bias=False)

    def _layer(self, number: int) -> Any:
        preset = self.preset
        if preset.encoder == "transformer":
            return EncoderLayer(preset.width, preset.heads, preset.dropout, name=f"layer_{number}")
        return BothWays(preset.width, preset.dropout, name=f"layer_{number}")

    def encode(self, ids: Any, grams: Any = None, present: Any = None) -> dict[str, Any]:
        """Return what the decoder needs of a source.

        ids int32 [batch, tokens], grams int32 [batch, tokens, GRAMS], present float32 [batch, tokens] or None where no
        token is padding -> `states`, `keys`, `values`, `places` float32 [batch, tokens, width], `first`, `second` float32
        [batch, width], in which the decoder begins.
        """
        states = self.dropout(self.features(ids, grams))
        for layer in self.layers:
            states = layer(states, present)
        states = self.encoder_norm(states)
        if present is None:
            mean = ops.mean(states, axis=1)
        else:
            mean = ops.sum(states * present[..., None], axis=1) / ops.sum(present, axis=1, keepdims=True)
        first, second = (part(mean) for part in self.begin)
        return {
            "states": states, "keys": self.key(states), "values": self.value(states), "places": self.place(states),
            "first": first, "second": second,
        }  # fmt: skip

    def _attended(self, query: Any, source: dict[str, Any], bias: Any) -> tuple[Any, Any]:
        """Return what a query sees of the source, and how it looks at it: [batch, steps, width], [batch, steps, tokens].

        Several heads, scores scaled (Vaswani et al. 2017); query float32 [batch, steps, width], bias float32 that can be
        added to [batch, steps, tokens, heads + 1].
        """
        heads = self.preset.heads
        size = self.preset.width // heads
        found, looks = [], []
        asked = self.query(query) * size**-0.5
        for head in range(heads):
            part = slice(head * size, (head + 1) * size)
            scores = ops.matmul(asked[..., part], ops.transpose(source["keys"][..., part], (0, 2, 1)))
            weights = ops.softmax(scores + bias[..., head], axis=-1)
            looks.append(weights)
            found.append(ops.matmul(weights, source["values"][..., part]))
        return ops.concatenate(found, axis=-1), sum(looks[1:], looks[0]) * (1.0 / heads)

    def _bias(self, last: Any, places: Any, ruled: Any = None) -> Any:
        """Return what is added to the scores of tokens: float32 [batch, steps, tokens, heads + 1].

        last int32 [batch, steps]; ruled float32 [batch, tokens] rules padding out.
        """
        near = ops.zeros((1, 1, 1, self.preset.heads + 1)) if self.distance is None else self.distance(last, places)
        return near if ruled is None else ops.add(near, ruled[:, None, :, None])

    def _given(self, given: Any, pointed: Any = None) -> Any:
        """Return what goes into the decoder: the symbol given before, or the state of the token pointed at before."""
        symbol = self.given(given)
        return symbol if pointed is None else symbol + self.pointed(pointed)

    def _scores(
        self, seen: Any, first: Any, second: Any, places: Any, bias: Any, candidates: Sequence[Any] = ()
    ) -> tuple[Any, Any]:
        """Return the scores of all symbols, or of the candidates, and those of pointing at each token.

        float32 [batch, steps, symbols], [batch, steps, tokens].
        """
        told = self.dropout(self.joined(ops.concatenate([second, first, seen], axis=-1)))
        points = ops.matmul(self.pointer(told) * self.preset.width**-0.5, ops.transpose(places, (0, 2, 1)))
        return self.symbols(told, *candidates), points + bias[..., -1]

    def encoder_model(self, name: str = "encoder") -> keras.Model:
        """Return the model that reads a source: one, no padding; see `encode`.

        Beside that `clause_tags` and `slot_tags`, log-probabilities of the tags of each token. Without pointing there are
        none, and no `grams`.
        """
        inputs = [keras.Input((None,), dtype="int32", name="ids")]
        if self.sizes.pointing:
            inputs.append(keras.Input((None, GRAMS), dtype="int32", name="grams"))
        source = self.encode(*inputs)
        if self.sizes.pointing:
            names = ("clause_tags", "slot_tags")
            source |= {
                name: ops.log_softmax(head(source["states"])) for name, head in zip(names, self.tags, strict=True)
            }
        return keras.Model(inputs, source, name=name)

    def step_model(self, name: str = "step") -> keras.Model:
        """Return the model of one step of several targets of one source.

        `given` and `last` int32 [targets], `pointed` float32 [targets, width] (the state of the token pointed at before, or
        zeros), `first` and `second` float32 [targets, width], `keys`, `values`, `places` float32 [1, tokens, width] ->
        `scores` float32 [targets, symbols + tokens], `looks` float32 [targets, tokens], and the next `first` and `second`.
        Without pointing there are no `last` and `pointed`.
        """
        width, pointing = self.preset.width, self.sizes.pointing
        names = ("given", "last") if pointing else ("given",)
        before = {name: keras.Input((), dtype="int32", name=name) for name in names}
        states = ("pointed", "first", "second") if pointing else ("first", "second")
        vectors = {name: keras.Input((width,), name=name) for name in states}
        source = {name: keras.Input((None, width), name=name) for name in ("keys", "values", "places")}
        first = self.first.step(self._given(before["given"], vectors.get("pointed")), vectors["first"])
        step = ops.expand_dims(first, 1)
        bias = self._bias(ops.expand_dims(before["last"], 1) if pointing else None, source["places"])
        seen, looks = self._attended(step, source, bias)
        second = self.second.step(ops.concatenate([first, seen[:, 0]], axis=-1), vectors["second"])
        scores = self._scores(seen, step, ops.expand_dims(second, 1), source["places"], bias)
        outputs = {
            "scores": ops.concatenate(scores, axis=-1)[:, 0],
            "looks": looks[:, 0],
            "next_first": first,
            "next_second": second,
        }
        return keras.Model([*before.values(), *vectors.values(), *source.values()], outputs, name=name)

    def training_model(self) -> keras.Model:
        """Return the model that is trained.

        Beside `ids` and `grams`: `present` float32 [batch, tokens]; `marks` int32 [batch, tokens], what a token is called
        where it is copied; `given`, `at` and `last` int32 [batch, steps], the symbol before, the token that was pointed at
        before, and the one that was pointed at last (-1 for none); `symbol` and `copied` int32 [batch, steps], the right
        symbol (-1 for none) and the mark of the tokens that may be pointed at instead (-1 for none); `counts` float32
        [batch, steps], 0 for padding. Out come `loss`, float32 [batch], and `exact`, whether every step's best choice is
        right. Without pointing there are no `grams`, `at` and `last`. With candidates there are `candidates` and `drawn`; see
        CandidateCollate.
        """
        names = ("ids", "marks", "given", "symbol", "copied", *(("at", "last") if self.sizes.pointing else ()))
        inputs = {name: keras.Input((None,), dtype="int32", name=name) for name in names}
        inputs |= {name: keras.Input((None,), name=name) for name in ("present", "counts")}
        if self.sizes.pointing:
            inputs["grams"] = keras.Input((None, GRAMS), dtype="int32", name="grams")
        if self.preset.candidates:
            inputs["candidates"] = keras.Input(batch_shape=(None,), dtype="int32", name="candidates")
            inputs["drawn"] = keras.Input(batch_shape=(None,), name="drawn")
        candidates = [inputs[name] for name in ("candidates", "drawn") if name in inputs]
        source = self.encode(inputs["ids"], inputs.get("grams"), inputs["present"])
        bias = self._bias(inputs.get("last"), source["places"], ruled_out(inputs["present"]))
        scores = self._all_scores(source, inputs["given"], inputs.get("at"), bias, candidates)
        right = Right(self.preset.smoothing)
        loss, exact = right(*scores, inputs["symbol"], inputs["copied"], inputs["marks"], inputs["counts"])
        if self.sizes.pointing:
            inputs["tags"] = keras.Input((None, 2), dtype="int32", name="tags")
            loss = loss + self._missed_tags(source["states"], inputs["tags"], inputs["present"]) * self.preset.tagging
        return keras.Model(inputs, {"loss": loss, "exact": exact})

    def _missed_tags(self, states: Any, tags: Any, present: Any) -> Any:
        """Return the loss of telling each token's tags from its state alone, float32 [batch].

        The encoder learns from each word at once what the decoder would teach it by and by (Caruana 1997); the tags have a
        say in reading, too.
        """
        losses = [
            ops.sparse_categorical_crossentropy(tags[..., number], head(states), from_logits=True)
            for number, head in enumerate(self.tags)
        ]
        return ops.sum((losses[0] + losses[1]) * present, axis=-1) * 0.1

    def _all_scores(
        self, source: dict[str, Any], given: Any, at: Any, bias: Any, candidates: Sequence[Any]
    ) -> tuple[Any, Any]:
        """Return the scores of all steps at once, given what is right before each."""
        pointed = None
        if at is not None:
            at = ops.expand_dims(at, -1)
            pointed = ops.take_along_axis(source["states"], ops.maximum(at, 0), axis=1)
            pointed = pointed * ops.cast(ops.greater_equal(at, 0), "float32")
        first = self.first(self.dropout(self._given(given, pointed)), source["first"])
        seen, _ = self._attended(first, source, bias)
        second = self.second(self.dropout(ops.concatenate([first, seen], axis=-1)), source["second"])
        return self._scores(seen, first, second, source["places"], bias, candidates)
