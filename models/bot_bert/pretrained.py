"""The pretrained encoder as Keras layers, with the weights that a model folder keeps. Needs the extra `train`.

The top layers are kept in 16 bits (upper.npz). The embeddings and the lower layers are read back from lower.tflite, where
they lie as 8-bit whole numbers with a scale for each row, or as 32-bit numbers: training starts as near to the original
as reading does, and nothing is shipped twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops

from bot import LiteModel, ModelError

_LAYER = "transformer_layer_{number}"
_PLACES = {
    "query/kernel": "self_attention_layer/query/einsum/Einsum",
    "query/bias": "self_attention_layer/query/Add/ReadVariableOp",
    "key/kernel": "self_attention_layer/key/einsum/Einsum",
    "key/bias": "self_attention_layer/key/Add/ReadVariableOp",
    "value/kernel": "self_attention_layer/value/einsum/Einsum",
    "value/bias": "self_attention_layer/value/Add/ReadVariableOp",
    "attention_output/kernel": "self_attention_layer/attention_output/einsum/Einsum",
    "attention_output/bias": "self_attention_layer/attention_output/BiasAdd",
    "self_attention_layer_norm/gamma": "self_attention_layer_norm/Reshape",
    "self_attention_layer_norm/beta": "self_attention_layer_norm/Reshape_1",
    "feedforward_intermediate_dense/kernel": "feedforward_intermediate_dense/Tensordot/MatMul",
    "feedforward_intermediate_dense/bias": "feedforward_intermediate_dense/BiasAdd/ReadVariableOp",
    "feedforward_output_dense/kernel": "feedforward_output_dense/Tensordot/MatMul",
    "feedforward_output_dense/bias": "feedforward_output_dense/BiasAdd/ReadVariableOp",
    "feedforward_layer_norm/gamma": "feedforward_layer_norm/Reshape",
    "feedforward_layer_norm/beta": "feedforward_layer_norm/Reshape_1",
}
"""The end of a Keras weight's path to where the converter puts it; kernels lie transposed there."""
_NORM_EPSILON = 1e-12


class Embeddings(keras.layers.Layer):
    """Words and places to states: int32 [batch, pieces] -> float32 [batch, pieces, width] (Devlin et al. 2019).

    Trained, the table of words would cost as much time as the rest of the encoder and learn next to nothing: it is kept.
    """

    def __init__(self, words: Any, places: int, dropout: float, **kwargs: Any) -> None:
        """Take the table of words, how many places there are, and how much is dropped in training."""
        super().__init__(**kwargs)
        self.words = words
        self.places = keras.layers.Embedding(places, words.output_dim, name="places")
        self.norm = keras.layers.LayerNormalization(epsilon=_NORM_EPSILON, name="norm")
        self.dropout = keras.layers.Dropout(dropout)

    def build(self, shape: Any) -> None:
        """Make the table of places."""
        self.places.build(shape)
        self.norm.build((None, None, self.words.output_dim))
        self.built = True

    def call(self, ids: Any, training: Any = None) -> Any:
        """Return the states."""
        places = self.places(ops.arange(ops.shape(ids)[1]))
        return self.dropout(self.norm(self.words(ids) + ops.expand_dims(places, 0)), training=training)


def upper_layers(base: Path, dropout: float | None = None, name: str = "encoder") -> list[Any]:
    """Return the encoder's top layers; `name` begins the names of the layers."""
    config, weights = _upper(base)
    first = _lower_count(base)
    layers = []
    for number in range(config["layers"]):
        layer = _layer(config, f"{name}_{first + number}", dropout)
        layer.set_weights([weights[f"{number}/{index}"].astype(np.float32) for index in range(len(layer.weights))])
        layers.append(layer)
    return layers


def whole_encoder(base: Path, dropout: float, name: str = "encoder", words: Any = None) -> tuple[Embeddings, list[Any]]:
    """Return the encoder's embeddings and all its layers, lowest first; raises ModelError.

    `name` begins the names of the layers; `words` is the table of words of another copy, which is not tuned, to share.
    """
    config, _ = _upper(base)
    constants = _constants(base)
    try:
        embeddings = _embeddings(constants, dropout, name, words)
        layers = []
        for number in range(_lower_count(base)):
            layer = _layer(config, f"{name}_{number}", dropout)
            layer.set_weights([_weight(constants, number, weight) for weight in layer.weights])
            layers.append(layer)
    except (KeyError, ValueError) as error:
        raise ModelError(
            f"{base / 'lower.tflite'} was not written by `bot models convert`: convert the checkpoint again ({error})"
        ) from error
    return embeddings, [*layers, *upper_layers(base, dropout, name)]


def _upper(base: Path) -> tuple[dict[str, Any], Mapping[str, Any]]:
    config = json.loads((base / "upper.json").read_text(encoding="utf-8"))
    return config, np.load(base / "upper.npz", allow_pickle=False)


def _lower_count(base: Path) -> int:
    data = json.loads((base / "model.json").read_text(encoding="utf-8"))
    layers: int = data["encoder"]["layers"] - _upper(base)[0]["layers"]
    return layers


def _layer(config: Mapping[str, Any], name: str, dropout: float | None) -> Any:
    import keras_hub

    settings = dict(config["layer"])
    approximate = settings["activation"] == "gelu_approximate"
    settings["activation"] = partial(keras.activations.gelu, approximate=approximate)
    if dropout is not None:
        settings["dropout"] = dropout
    layer = keras_hub.layers.TransformerEncoder(**settings, name=name)
    layer.build((None, None, config["width"]))
    return layer


def _constants(base: Path) -> dict[str, Any]:
    """Return the constants of lower.tflite by the name that their layer had: `transformer_layer_0/...`."""
    found: dict[str, Any] = {}
    for name, value in LiteModel(base / "lower.tflite").constants().items():
        # The converter numbers what is called more than once: transformer_layer_0_1/query_1/...
        plain = re.sub(r"(transformer_layer_\d+)?(?:_\d+)?/", r"\1/", name.partition(";")[0])
        found.setdefault(plain.partition("/")[2], value)
    return found


def _embeddings(constants: Mapping[str, Any], dropout: float, name: str, table: Any) -> Embeddings:
    segments = constants["segment_embedding/GatherV2/ReadVariableOp"]
    places = constants["position_embedding/Slice/ReadVariableOp"] + segments[0]
    if table is None:
        words = constants["token_embedding/GatherV2/ReadVariableOp"]
        table = keras.layers.Embedding(*words.shape, trainable=False, name=f"{name}_words")
        table.build((None, None))
        table.set_weights([words])
    layer = Embeddings(table, len(places), dropout, name=f"{name}_embeddings")
    layer.build((None, None))
    layer.places.set_weights([places])
    norm = (constants["embeddings_layer_norm/Reshape"], constants["embeddings_layer_norm/Reshape_1"])
    layer.norm.set_weights([part.reshape(-1) for part in norm])
    return layer


def _weight(constants: Mapping[str, Any], number: int, weight: Any) -> Any:
    end = next(end for end in _PLACES if weight.path.endswith(end))
    value = constants[f"{_LAYER.format(number=number)}/{_PLACES[end]}"]
    return (value.T if end.endswith("kernel") else value).reshape(weight.shape)
