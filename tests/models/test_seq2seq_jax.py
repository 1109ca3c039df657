"""Training the encoder-decoder on JAX: where it is installed, each run in a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.litert import LiteModel

pytestmark = pytest.mark.skipif(find_spec("jax") is None, reason="JAX is not installed: the extra train-jax")

RUN = """
import hashlib, json, sys
from dataclasses import replace
from pathlib import Path

import numpy as np

import keras
from bot import Hosts, RunFolder
from bot_seq2seq import fitting
from bot_seq2seq.dataset import text_row
from bot_seq2seq.exporting import export
from bot_seq2seq.hosts import leave
from bot_seq2seq.network import Sizes
from bot_seq2seq.presets import PRESETS

told = json.loads(sys.argv[1])
folder, hosts = Path(told["folder"]), Hosts(**told["hosts"])
random = np.random.default_rng(0)
rows = [text_row(ids[:7], ids) for ids in random.integers(3, 40, (16, 7)).tolist()]
preset = replace(PRESETS["tiny"], read=32, batch=8, width=16, heads=2, rate=0.01)
fitting._ROUNDS = 4
write, times = np.savez, []

def fill(path, **arrays):
    write(path, **arrays)
    times.append(path)
    if len(times) == told["stop"]:
        raise KeyboardInterrupt

batch, given = fitting.Batches.batch, set()

def noted(self, *where):
    found = batch(self, *where)
    given.add(len(found[0]["ids"]))
    return found

np.savez, fitting.Batches.batch = fill, noted
task = fitting.Task(preset, Sizes(40, 40, pointing=False), lambda _: rows, rows[:8], 0, RunFolder(folder), 0.0, hosts=hosts)
try:
    network, progress = fitting.fit(task, print, verbose=False)
except KeyboardInterrupt:
    sys.exit(3)
leave(hosts)
np.savez = write
weights = [variable.numpy() for variable in network.training_model().trainable_variables]
found = {"backend": keras.backend.backend(), "figures": progress.figures, "kept": len(times), "rows": sorted(given)}
found["weights"] = hashlib.sha256(b"".join(each.tobytes() for each in weights)).hexdigest()
if told["export"]:
    export([network], folder, quantize=False)
    ids = np.array([rows[0].ids])
    found["states"] = keras.ops.convert_to_numpy(network.encoder_model()(ids)["states"]).tolist()
    found["ids"] = ids.tolist()
print("\\n" + json.dumps(found))
"""


def begun(folder: Path, *, stop: int = 0, export: bool = False, **hosts: Any) -> subprocess.Popen[str]:
    """Begin a run of four rounds of one batch, on JAX, that is interrupted while it keeps something for the `stop`-th time."""
    told = {"folder": str(folder), "stop": stop, "export": export, "hosts": hosts}
    environment = {**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return subprocess.Popen(
        [sys.executable, "-c", RUN, json.dumps(told)],
        env={**environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(run: subprocess.Popen[str], code: int = 0) -> dict[str, Any]:
    """Return what a run found once it has ended."""
    out, error = run.communicate(timeout=1800)
    assert run.returncode == code, error[-3000:]
    found: dict[str, Any] = {} if code else json.loads(out.strip().splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def never(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A run that nobody stopped, its folder, and what it found."""
    folder = tmp_path_factory.mktemp("jax") / "never"
    return folder, ended(begun(folder, export=True))


def test_the_same_files_are_written(never: tuple[Path, dict[str, Any]]) -> None:
    """As TensorFlow's, and they give what the network on JAX gives."""
    folder, found = never
    assert found["backend"] == "jax"
    assert (folder / "step.tflite").is_file()
    states = LiteModel(folder / "encoder.tflite")({"ids": np.array(found["ids"], np.int32)})["states"]
    np.testing.assert_allclose(states, np.array(found["states"]), atol=1e-4)


def test_a_run_that_goes_on_ends_as_one_that_never_stopped(never: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """On JAX too, to the last digit."""
    ended(begun(tmp_path / "run", stop=3), code=3)
    again = ended(begun(tmp_path / "run"))
    assert (never[1]["kept"], again["kept"]) == (4, 2)
    assert again["figures"] == never[1]["figures"]
    assert again["weights"] == never[1]["weights"]


@pytest.fixture
def port() -> int:
    """A free one."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        found: int = free.getsockname()[1]
        return found


def test_two_processes_train_as_one(
    never: tuple[Path, dict[str, Any]], tmp_path: Path, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each reads its half of every batch; the losses are those of one that reads all."""

    def start(number: int) -> subprocess.Popen[str]:
        return begun(tmp_path / str(number), count=2, number=number, coordinator=f"localhost:{port}")

    both = [start(number) for number in range(2)]
    first, second = (ended(run) for run in both)
    losses: Callable[[dict[str, Any]], list[float]] = lambda found: found["figures"]["loss"]  # noqa: E731
    with capsys.disabled():
        print(f"\nlosses of one process {losses(never[1])}, of two {losses(first)}")
    np.testing.assert_allclose(losses(first), losses(never[1]), rtol=1e-4)
    assert first["figures"] == second["figures"]
    assert (never[1]["rows"], first["rows"], second["rows"]) == ([8], [4], [4])
    assert (first["kept"], second["kept"]) == (4, 0)
