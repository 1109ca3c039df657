"""Presets: how large a reader is trained, and how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Preset:
    """The settings of a training run."""

    name: str
    read: int
    """How many utterances are read in training, the same ones several times where there are fewer."""
    made: int
    """How many utterances are made, where they are made from sentence files."""
    tuned: Literal["whole", "top"] = "whole"
    """What of the encoder is tuned: all of it, or its top layers, so that the lower ones can be shared."""
    members: int = 1
    """How many readers are trained side by side from different beginnings, to be averaged (Hansen and Salamon 1990)."""
    batch: int = 32
    hidden: int = 256
    """Width of the layers under the heads."""
    letters: int = 64
    """Width of a word's letter features."""
    rate: float = 2e-3
    """Learning rate of the heads."""
    encoder_rate: float = 1.5e-4
    """Learning rate of the encoder's layers."""
    encoder_dropout: float = 0.1
    dropout: float = 0.2
    """Dropout of the heads."""
    mixed: float = 0.5
    """Weight of utterances mixed to something that no action fits."""


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("fast", read=7_000, made=7_000, batch=16, rate=1.4e-3, encoder_rate=1e-4),
        Preset("default", read=27_000, made=27_000, batch=16, rate=1.4e-3, encoder_rate=1e-4),
        Preset("accurate", read=110_000, made=110_000, members=2),
        # What ships: the lower layers stay as they are, so that search and new plugins can share them.
        Preset(
            "compact", read=600_000, made=300_000, tuned="top", batch=48, rate=1.5e-3, encoder_rate=1.2e-4, mixed=0.0
        ),
        # So small that a test trains it in seconds; it reads next to nothing.
        Preset("tiny", read=300, made=300, tuned="top", hidden=32, letters=16),
    )
}
