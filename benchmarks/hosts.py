"""Two local processes that train a reader together, and one that trains it alone: the losses, round by round.

    python benchmarks/hosts.py [--hosts 2] [--preset tiny] [--json]

Needs the extra `train-jax`. Exit status 1 if the losses differ by more than rounding.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

BOT = Path(sys.executable).with_name("bot")
CLOSE = 1e-3
"""Sums of other shares are rounded otherwise."""


def main() -> None:
    """Print the losses of each round."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--hosts", type=int, default=2)
    parser.add_argument("--preset", default="tiny")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        alone, together = (losses(Path(folder), hosts, options.preset) for hosts in (1, options.hosts))
    farthest = max(abs(one - other) for one, other in zip(alone, together, strict=True))
    if options.json:
        print(json.dumps({"alone": alone, "together": together, "farthest": farthest}))
    else:
        print(f"{'round':>5}  {'one process':>12}  {f'{options.hosts} processes':>12}")
        for number, (one, other) in enumerate(zip(alone, together, strict=True), 1):
            print(f"{number:>5}  {one:>12.5f}  {other:>12.5f}")
        print(f"farthest apart: {farthest:.6f}")
    sys.exit(farthest > CLOSE)


def losses(folder: Path, hosts: int, preset: str) -> list[float]:
    """Return the loss of each round of a model that so many processes train together."""
    out = folder / f"of-{hosts}"
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "JAX_NUM_CPU_DEVICES": "1"}
    command = [str(BOT), "train", "--backend", "seq2seq", "--preset", preset, "--out", str(out)]
    where = ["--coordinator", f"localhost:{port}"] if hosts > 1 else []
    running = [
        subprocess.Popen(
            [*command, "--hosts", str(hosts), "--host", str(number), *where], env=environment, stdout=sys.stderr
        )
        for number in range(hosts)
    ]
    ended = [each.wait() for each in running]
    if any(ended):
        raise SystemExit("training failed; see above")
    told: dict[str, Any] = json.loads((out / "model.json").read_text(encoding="utf-8"))
    return [float(loss) for loss in told["rounds"]["loss"]]


if __name__ == "__main__":
    main()
