"""Presets: how large an encoder-decoder is, and how long it is trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    encoder: Literal["recurrent", "transformer"] = "recurrent"
    """Recurrent layers learn from far fewer examples who stands where; a Transformer takes each step in less time."""
    layers: int = 2
    width: int = 192
    heads: int = 4
    letters: int = 64
    """Width of the hashed features of a token's word; 0 for none."""
    vocabulary: int = 8000
    """How many tokens there are at most."""
    batch: int = 64
    rate: float = 3e-3
    """Highest learning rate."""
    optimizer: Literal["muon", "adamw"] = "muon"
    """Muon orthogonalises what it changes weights by (Jordan et al. 2024): a step takes longer, and far fewer are needed."""
    dropout: float = 0.0
    tagging: float = 1.0
    """Weight of telling the tags of words from the encoder's states alone."""
    smoothing: float = 0.0
    """Share of a symbol's probability that is spread over all (Szegedy et al. 2016)."""
    tied: bool = False
    """Whether symbols are scored by the vectors that they come in as, which many of them need half the room for."""
    candidates: int = 0
    """How many symbols a batch is told apart from, where symbols are tied; 0: all."""
    members: int = 1
    """How many networks are trained, one after the other, and read as one."""


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("fast", read=60_000, made=60_000, width=128, batch=32, rate=2e-3),
        Preset("default", read=90_000, made=45_000),
        Preset("accurate", read=600_000, made=300_000),
        # For what people said and marked, some thousands of sentences.
        Preset("committee", read=200_000, made=100_000, vocabulary=2000, dropout=0.2, members=3),
        # For a GPU.
        Preset("thorough", read=4_000_000, made=800_000, batch=256, dropout=0.1),
        Preset("transformer", read=90_000, made=45_000, encoder="transformer", layers=3),
        # So small that a test trains it in seconds; it reads next to nothing.
        Preset("tiny", read=300, made=300, width=32, layers=1, letters=16, vocabulary=600, batch=16, rate=2e-3),
    )
}


_TEXT = Preset("text", read=0, made=0, batch=32, rate=2e-3, optimizer="adamw", dropout=0.1)

TEXT_PRESETS = {
    preset.name: preset
    for preset in (
        replace(_TEXT, name="fast", read=60_000, width=128),
        replace(_TEXT, name="default", read=200_000),
        replace(_TEXT, name="accurate", read=1_000_000, width=256, rate=1.5e-3),
        # For sentences of several languages.
        replace(
            _TEXT,
            name="translator",
            read=1_200_000,
            width=256,
            vocabulary=9_000,
            batch=128,
            tied=True,
            candidates=2_000,
        ),
        # The same on a GPU, which tells all symbols apart faster than it draws some.
        replace(
            _TEXT,
            name="thorough",
            read=12_000_000,
            width=256,
            vocabulary=9_000,
            batch=512,
            rate=2.5e-3,
            dropout=0.15,
            tied=True,
        ),
        replace(_TEXT, name="transformer", read=200_000, encoder="transformer", layers=3),
        replace(PRESETS["tiny"], optimizer="adamw", rate=1e-2),
    )
}
"""The same for text to text."""


def named_preset(name: str, presets: Mapping[str, Preset] = PRESETS) -> Preset:
    """Return the preset of a name; raises BotError where there is none."""
    if name not in presets:
        raise BotError(f"there is no preset '{name}'; there are {', '.join(presets)}")
    return presets[name]
