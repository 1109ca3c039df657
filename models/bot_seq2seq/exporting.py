"""Writing the network as LiteRT files. Needs the extra `train`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import keras
import tensorflow as tf

from bot_seq2seq.network import Network


def export(network: Network, folder: Path, *, quantize: bool = True) -> None:
    """Write encoder.tflite and step.tflite; `quantize`: with 8-bit weights."""
    encoder, step = network.encoder_model(), network.step_model()
    _write(encoder, [1] * len(encoder.inputs), folder / "encoder.tflite", quantize=quantize)
    several = [1 if tensor.name in ("keys", "values", "places") else None for tensor in step.inputs]
    _write(step, several, folder / "step.tflite", quantize=quantize)


def _write(model: keras.Model, sizes: list[int | None], path: Path, *, quantize: bool) -> None:
    """Write a model with one signature `serve`, whose inputs come so many at a time (None: any number)."""
    specs = [
        tf.TensorSpec([size, *tensor.shape[1:]], tensor.dtype, name=tensor.name)
        for size, tensor in zip(sizes, model.inputs, strict=True)
    ]
    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint("serve", lambda *inputs: model(list(inputs), training=False), input_signature=specs)
    with tempfile.TemporaryDirectory() as saved:
        archive.write_out(saved, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(saved, signature_keys=["serve"])
        if quantize:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        path.write_bytes(converter.convert())
