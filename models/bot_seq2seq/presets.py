"""Presets: how large an encoder-decoder is, and how long it is trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot import BotError


@dataclass(frozen=True, slots=True)
class Preset:
    """The settings of a network and of its training."""

    name: str
    read: int
    """How many examples are read in training, the same ones several times where there are fewer."""
    made: int
    """How many utterances are made, where they are made from sentence files."""
    encoder: Literal["transformer", "recurrent"] = "transformer"
    layers: int = 3
    width: int = 256
    heads: int = 4
    letters: int = 64
    """Width of the letter features of a token's word; 0 for none."""
    vocabulary: int = 8000
    """How many tokens there are at most."""
    batch: int = 32
    rate: float = 2e-3
    """Highest learning rate."""
    dropout: float = 0.1
    tagging: float = 1.0
    """Weight of telling the tags of words from the encoder's states alone, which is for training only."""
    smoothing: float = 0.05
    """Share of a symbol's probability that is spread over all (Szegedy et al. 2016)."""


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("fast", read=60_000, made=60_000, width=128, layers=2, rate=2e-3),
        Preset("default", read=200_000, made=100_000, width=192, rate=2e-3),
        Preset("accurate", read=1_000_000, made=400_000, rate=1.5e-3),
        # So small that a test trains it in seconds; it reads next to nothing.
        Preset("tiny", read=300, made=300, width=32, layers=1, letters=16, vocabulary=600, batch=16),
    )
}


def named_preset(name: str) -> Preset:
    """Return the preset of a name; raises BotError where there is none."""
    if name not in PRESETS:
        raise BotError(f"there is no preset '{name}'; there are {', '.join(PRESETS)}")
    return PRESETS[name]
