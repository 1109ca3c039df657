"""What a command measures, and a model trained to be measured."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.cli.trainable import GOES_ON
from bot.errors import Interrupted


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be measured, as the options say it."""

    backend: str
    model: Path | None
    preset: str
    out: Path | None
    seed: int
    allow_unknown: bool
    language: str


@contextlib.contextmanager
def trained(out: Path | None, name: str, train: Callable[[Path], Any]) -> Iterator[tuple[Path, float]]:
    """Give the folder of a model that is trained now, and the seconds that took; kept at `out`, else gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bot-eval-") as folder:
        started = time.perf_counter()
        try:
            made = train(out or Path(folder) / name)
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; {GOES_ON if out else 'with --out it could go on'}") from None
        # A run that was interrupted took longer than since it went on: the model knows how long.
        seconds = float(made.data.get("training", {}).get("seconds", time.perf_counter() - started))
        try:
            yield made.path, seconds
        except KeyboardInterrupt:
            kept = f"the model is kept: --model {out} reads with it" if out else "with --out it would be kept"
            raise Interrupted(f"interrupted; {kept}") from None


def say(line: str) -> None:
    """Tell a line beside the figures."""
    click.echo(f"bot: {line}", err=True)
