"""Presets: how large a reader is trained, and how long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preset:
    """The settings of a training run."""

    name: str
    utterances: int
    """How many utterances are made from the sentence files."""
    epochs: int
    batch: int = 48
    hidden: int = 256
    """Width of the layer under the heads."""
    letters: int = 64
    """Width of a word's letter features."""
    tuned: bool = True
    """Whether the top layers of the encoder are tuned, or only the heads."""
    rate: float = 1.5e-3
    """Learning rate of the heads."""
    encoder_rate: float = 1.2e-4
    """Learning rate of the encoder's top layers."""
    dropout: float = 0.2


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("fast", utterances=12_000, epochs=2),
        Preset("default", utterances=40_000, epochs=2),
        Preset("accurate", utterances=120_000, epochs=4),
        # So small that a test trains it in seconds; it reads next to nothing.
        Preset("tiny", utterances=300, epochs=1, hidden=32, letters=16),
    )
}
