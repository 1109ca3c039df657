"""Writing the network as LiteRT files. Needs the extra `train`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import keras

from bot import BotError, read_arrays, write_arrays
from bot_seq2seq.committee import as_one
from bot_seq2seq.network import Network, Sizes
from bot_seq2seq.presets import Preset


def export(members: Sequence[Network], folder: Path, *, quantize: bool = True) -> None:
    """Write encoder.tflite and step.tflite of networks that read as one; `quantize`: with 8-bit weights."""
    if keras.backend.backend() != "tensorflow":
        _elsewhere(members, folder, quantize=quantize)
        return
    together = as_one(members)
    encoder, step = together.encoder_model(), together.step_model()
    tied = together.preset.tied
    _write(encoder, [1] * len(encoder.inputs), folder / "encoder.tflite", quantize=quantize, tied=tied)
    several = [1 if tensor.name in ("keys", "values", "places") else None for tensor in step.inputs]
    _write(step, several, folder / "step.tflite", quantize=quantize, tied=tied)


def _write(model: keras.Model, sizes: list[int | None], path: Path, *, quantize: bool, tied: bool) -> None:
    """Write a model with one signature `serve`, whose inputs come so many at a time (None: any number).

    `tied`: weights have one scale a table, since a table that is looked up in cannot have one a row; it lies there once.
    """
    # Imported here: where another framework trained, it is for the process that writes.
    import tensorflow as tf

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
            converter._experimental_disable_per_channel = tied  # noqa: SLF001 - there is no other way to say it
        path.write_bytes(converter.convert())


def _elsewhere(members: Sequence[Network], folder: Path, *, quantize: bool) -> None:
    """Write the same in a process of its own on TensorFlow, which alone can; raises BotError."""
    with tempfile.TemporaryDirectory() as kept:
        for number, network in enumerate(members):
            weights = {each.path: each.numpy() for each in network.training_model().trainable_variables}
            write_arrays(Path(kept) / f"weights-{number}.npz", weights)
        first = members[0]
        told = {"preset": asdict(first.preset), "sizes": asdict(first.sizes), "quantize": quantize}
        (Path(kept) / "network.json").write_text(json.dumps(told), encoding="utf-8")
        environment = {
            **os.environ,
            "KERAS_BACKEND": "tensorflow",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        command = [sys.executable, "-m", __name__, kept, str(folder)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - itself
    if done.returncode:
        raise BotError(
            f"the network could not be written as LiteRT files: {done.stderr.strip().rpartition(chr(10))[2]}"
        )


def _write_kept(kept: Path, folder: Path) -> None:
    """Write the networks that another process kept."""
    told = json.loads((kept / "network.json").read_text(encoding="utf-8"))
    members = []
    for number in range(len([*kept.glob("weights-*.npz")])):
        network = Network(Preset(**told["preset"]), Sizes(**told["sizes"]))
        weights = read_arrays(kept / f"weights-{number}.npz")
        for variable in network.training_model().trainable_variables:
            variable.assign(weights[variable.path])
        members.append(network)
    export(members, folder, quantize=told["quantize"])


if __name__ == "__main__":
    _write_kept(Path(sys.argv[1]), Path(sys.argv[2]))
