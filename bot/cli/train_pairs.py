"""`bot train --pairs`: a text-to-text model trained on pairs of texts."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.trainable import GOES_ON, text_trainable
from bot.errors import Interrupted
from bot.evaluation.pairs.loading import read_pairs, texts_of
from bot.plugins import load_plugins
from bot.settings import load_settings


def train_pairs(path: Path, out: Path, *, backend: str, preset: str, seed: int) -> None:
    """Train a text-to-text model on a file of pairs; raises BotError."""
    spec = text_trainable(load_plugins(load_settings()), backend)
    pairs = texts_of(read_pairs(path))
    try:
        folder = spec.run(spec.text_trainer, pairs, out, preset=preset, seed=seed, report=click.echo)
    except KeyboardInterrupt:
        raise Interrupted(f"interrupted; {GOES_ON}") from None
    click.echo(f"written to {folder.path}")
