"""LiteRT models on one thread, whose input lengths change from call to call."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.errors import ModelError


class LiteModel:
    """One LiteRT file, loaded; calls allocate anew only where a shape changes."""

    def __init__(self, path: Path) -> None:
        """Load the file; raises ModelError naming it where it is missing or damaged."""
        # Imported here: 0.11 s that `bot actions` or `bot --help` need not pay.
        from ai_edge_litert.interpreter import Interpreter

        if not path.is_file():
            raise ModelError(f"{path} is missing")
        try:
            with quiet():
                self._interpreter = Interpreter(model_path=str(path), num_threads=1)
                self._interpreter.allocate_tensors()
            details = self._interpreter.get_signature_runner("serve")
            inputs, outputs = details.get_input_details(), details.get_output_details()
            self._inputs = {name: detail["index"] for name, detail in inputs.items()}
            self._outputs = {name: detail["index"] for name, detail in outputs.items()}
            self.widths = {name: int(detail["shape"][-1]) for name, detail in outputs.items()}
            """How many numbers stand in the last axis of each output."""
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"{path} is damaged or no LiteRT model: {_first_line(error)}") from error
        self._shapes: dict[str, tuple[int, ...]] = {}

    def __call__(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the outputs by name; arrays are copies, so that they outlive the next call."""
        shapes = {name: tuple(array.shape) for name, array in inputs.items()}
        if shapes != self._shapes:
            for name, shape in shapes.items():
                self._interpreter.resize_tensor_input(self._inputs[name], shape)
            self._interpreter.allocate_tensors()
            self._shapes = shapes
        for name, array in inputs.items():
            self._interpreter.set_tensor(self._inputs[name], array)
        self._interpreter.invoke()
        return {name: self._interpreter.get_tensor(index) for name, index in self._outputs.items()}

    def constants(self) -> dict[str, Any]:
        """Return the weights in the file by the names that the converter gave them, as float32."""
        import numpy as np

        found = {}
        for detail in self._interpreter.get_tensor_details():
            try:
                value = self._interpreter.get_tensor(detail["index"])
            except ValueError:  # no constant: made anew by each call
                continue
            scales = np.asarray(detail["quantization_parameters"]["scales"], np.float32)
            if scales.size:
                shape = [1] * value.ndim
                shape[detail["quantization_parameters"]["quantized_dimension"]] = scales.size
                value = value * scales.reshape(shape)
            found[detail["name"]] = np.asarray(value, np.float32)
        return found


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep libraries from greeting on standard error, which LiteRT and TensorFlow do from C++ and have no switch for."""
    try:
        sys.stderr.flush()
        saved = os.dup(2)
    except (OSError, AttributeError, ValueError):  # there is no standard error to keep clean
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no path, a device
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
