"""Checkpoints to LiteRT: any BERT in Hugging Face layout becomes a model folder with an encoder. Needs `train`."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import keras_hub
import numpy as np
import tensorflow as tf

from bot import LiteModel, ModelError, ModelFolder, write_model_folder
from bot_bert.tokens import MAX_PIECES

UPPER_LAYERS = 2
"""How many layers at the top the reader's training replaces; the layers below are shared by all."""
ENCODER_FILES = ("tokenizer.json", "lower.tflite", "upper.tflite", "upper.json", "upper.npz")
"""What an encoder is: LiteRT files to run it, and the top layers as training starts from them (float16)."""
_PARITY = 0.99
"""Cosine between the sentence vectors of the LiteRT and the Keras encoder below which converting fails."""
_PROBE = ("go forward three steps", "what time is it in tokyo", "the quick brown fox jumps over the lazy dog")


def convert(
    checkpoint: str, out: Path, *, floating: bool = False, report: Callable[[str], None] = print
) -> ModelFolder:
    """Write a checkpoint (a folder, or a name on the hub) as a model folder; raises ModelError.

    The encoder is cut in two files, so that the reader can put its own layers on the lower one: lower.tflite
    (ids int32 [1, pieces] -> middle, low: float32 [1, pieces, width]) and upper.tflite (low -> vector [1, width]).
    """
    backbone, tokenizer = load_checkpoint(checkpoint)
    origin = Path(checkpoint).resolve().name if Path(checkpoint).is_dir() else checkpoint
    lower, upper = lower_model(backbone), upper_model(backbone)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        tokenizer.backend_tokenizer.no_padding()
        # A checkpoint with fewer positions than utterances may have pieces says so here; see Tokenizer.
        tokenizer.backend_tokenizer.enable_truncation(min(MAX_PIECES, positions(backbone)))
        tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
        export(lower, folder / "lower.tflite", quantize=not floating)
        export(upper, folder / "upper.tflite", quantize=not floating)
        keep_upper_layers(backbone, folder)
        cosine = parity(folder, lower, upper, tokenizer)
        report(f"cosine of LiteRT and Keras sentence vectors: {cosine:.4f}")
        if not cosine >= _PARITY:  # a NaN is no parity either
            raise ModelError(f"{checkpoint}: LiteRT and Keras disagree (cosine {cosine:.3f}): convert with --float")
        data = {
            "backend": "bert",
            "name": Path(origin).name,
            "description": f"The sentence encoder {origin}, cut in two and converted to LiteRT.",
            "languages": [],
            "encoder": {"width": int(backbone.hidden_dim), "layers": int(backbone.num_layers)},
            "derived_from": origin,
            "scores": {"cosine to the Keras encoder": round(float(cosine), 4)},
        }

        def write(into: Path) -> None:
            shutil.copytree(folder, into, dirs_exist_ok=True)

        return write_model_folder(out, data, write)


def load_checkpoint(checkpoint: str) -> tuple[Any, Any]:
    """Return the keras-hub backbone and the transformers tokenizer of a checkpoint; raises ModelError."""
    from transformers import AutoTokenizer

    config = Path(checkpoint) / "config.json"
    try:
        settings = json.loads(config.read_text(encoding="utf-8")) if config.is_file() else {"model_type": "bert"}
    except ValueError as error:
        raise ModelError(f"{config} is damaged: {error}") from None
    if not isinstance(settings, dict) or settings.get("model_type") != "bert":
        raise ModelError(f"{config}: not a BERT checkpoint")
    source = checkpoint if Path(checkpoint).is_dir() else f"hf://{checkpoint}"
    try:
        backbone = keras_hub.models.BertBackbone.from_preset(source)
        tokenizer = AutoTokenizer.from_pretrained(checkpoint, use_fast=True)
    except Exception as error:  # the two libraries raise many kinds for a bad folder or a name that is not there
        raise ModelError(f"{checkpoint} cannot be loaded: {str(error).strip().partition(chr(10))[0]}") from error
    return backbone, tokenizer


def positions(backbone: Any) -> int:
    """Return how many pieces a backbone has positions for."""
    return int(backbone.get_layer("position_embedding").sequence_length)


def transformer_layers(backbone: Any) -> list[Any]:
    """Return the transformer layers of a backbone, lowest first."""
    return [backbone.get_layer(f"transformer_layer_{index}") for index in range(backbone.num_layers)]


def keep_upper_layers(backbone: Any, folder: Path) -> None:
    """Write the top layers' weights and settings, from which the reader's training starts."""
    layers = transformer_layers(backbone)[-UPPER_LAYERS:]
    keys = ("intermediate_dim", "num_heads", "dropout", "activation", "layer_norm_epsilon", "normalize_first")
    config = {key: value for key, value in layers[0].get_config().items() if key in keys}
    config["activation"] = "gelu_approximate" if "approximate" in str(config["activation"]) else "gelu"
    listing = {"layers": len(layers), "width": int(backbone.hidden_dim), "layer": config}
    (folder / "upper.json").write_text(json.dumps(listing, indent=1), encoding="utf-8")
    weights: dict[str, Any] = {
        f"{number}/{index}": np.asarray(weight, np.float16)
        for number, layer in enumerate(layers)
        for index, weight in enumerate(layer.get_weights())
    }
    np.savez(folder / "upper.npz", **weights)


def lower_model(backbone: Any) -> keras.Model:
    """Return ids int32 [batch, pieces] -> {middle, low}: float32 [batch, pieces, width], the last but UPPER_LAYERS."""
    ids = keras.Input((None,), dtype="int32", name="ids")
    tokens = backbone.token_embedding(ids)
    positions = backbone.get_layer("position_embedding")(tokens)
    segments = backbone.get_layer("segment_embedding")(keras.ops.zeros_like(ids))
    hidden = backbone.get_layer("embeddings_add")((tokens, positions, segments))
    hidden = backbone.get_layer("embeddings_layer_norm")(hidden)
    layers = transformer_layers(backbone)[:-UPPER_LAYERS]
    states = []
    for layer in layers:
        hidden = layer(hidden)
        states.append(hidden)
    middle = states[len(states) // 2 - 1] if len(states) > 1 else hidden
    return keras.Model(ids, {"middle": middle, "low": hidden}, name="lower")


def upper_model(backbone: Any) -> keras.Model:
    """Return low float32 [batch, pieces, width] -> {vector}: float32 [batch, width], the mean of the top layer."""
    low = keras.Input((None, backbone.hidden_dim), name="low")
    hidden = low
    for layer in transformer_layers(backbone)[-UPPER_LAYERS:]:
        hidden = layer(hidden)
    mean = keras.ops.mean(hidden, axis=1)
    norm = keras.ops.sqrt(keras.ops.sum(keras.ops.square(mean), axis=-1, keepdims=True))
    return keras.Model(low, {"vector": mean / keras.ops.maximum(norm, 1e-6)}, name="upper")


def export(model: keras.Model, path: Path, *, quantize: bool) -> None:
    """Write a model with one signature `serve`, batch 1 and any length, as a LiteRT file."""
    specs = [tf.TensorSpec([1, *tensor.shape[1:]], tensor.dtype, name=tensor.name) for tensor in model.inputs]
    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint(
        "serve",
        lambda *inputs: model(list(inputs) if len(inputs) > 1 else inputs[0], training=False),
        input_signature=specs,
    )
    with tempfile.TemporaryDirectory() as saved:
        archive.write_out(saved, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(saved, signature_keys=["serve"])
        if quantize:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        path.write_bytes(converter.convert())


def parity(folder: Path, lower: keras.Model, upper: keras.Model, tokenizer: Any) -> float:
    """Return the lowest cosine, over some sentences, of the vectors of the LiteRT files and of Keras."""
    lite_lower, lite_upper = LiteModel(folder / "lower.tflite"), LiteModel(folder / "upper.tflite")
    cosines = []
    for text in _PROBE:
        ids = np.array([tokenizer(text)["input_ids"]], np.int32)
        ours = lite_upper({"low": lite_lower({"ids": ids})["low"]})["vector"][0]
        theirs = keras.ops.convert_to_numpy(upper(lower(ids)["low"])["vector"])[0]
        cosines.append(float(ours @ theirs))
    return min(cosines)
