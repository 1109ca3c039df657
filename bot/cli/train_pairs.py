"""`bot train --pairs`: a text-to-text model trained on pairs of texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.trainable import GOES_ON, beginning, text_trainable
from bot.errors import Interrupted
from bot.evaluation.pairs.loading import read_pairs, texts_of
from bot.plugins import load_plugins
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.training.hosts import Hosts


def train_pairs(
    path: Path, out: Path, *, backend: str, preset: str, seed: int, init: Path | None, hosts: Hosts
) -> None:
    """Train a text-to-text model on a file of pairs; raises BotError."""
    spec = text_trainable(load_plugins(load_settings()), backend)
    further = beginning(spec, init, hosts)
    pairs = texts_of(read_pairs(path))
    try:
        folder = spec.run(spec.text_trainer, pairs, out, preset=preset, seed=seed, report=click.echo, **further)
    except KeyboardInterrupt:
        raise Interrupted(f"interrupted; {GOES_ON}") from None
    click.echo(f"written to {folder.path}" if folder else "done; host 0 writes the model")
