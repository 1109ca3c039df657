"""Pretrained model folders: a tokenizer, and weights that a training run begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np

from bot import DAMAGED, BotError, ModelError, open_model_folder, read_arrays, write_arrays
from bot_seq2seq.presets import Preset
from bot_seq2seq.text_tokens import TextTokenizer
from bot_seq2seq.tokens import Tokenizer

T = TypeVar("T", Tokenizer, TextTokenizer)

WEIGHTS = "weights.npz"
TOKENIZER = "tokenizer.json"
KIND = "pretrained"
SHAPES = ("encoder", "layers", "width", "heads", "letters")
"""The settings of a preset that shape the network."""

Part = Literal["encoder", "whole"]
"""What was pretrained: the encoder, for programs, or encoder and decoder, for texts."""
_SERVES: dict[Part, str] = {"encoder": "models that read programs", "whole": "text-to-text models (--pairs)"}


@dataclass(frozen=True, slots=True)
class Start:
    """What a run begins with; by itself nothing, so that all weights are drawn and the tokens learned."""

    weights: Mapping[str, Any] = field(default_factory=dict)
    """By the variables' paths."""
    tokens: Path | None = None
    """The tokenizer's file."""
    marks: tuple[str, ...] = ()
    """Tell it from any other."""

    def tokenizer(self, kind: type[T], texts: Iterable[str], most: int) -> T:
        """Return the pretrained tokenizer, for which the token vectors were learned; where there is none, one for texts."""
        return kind.load(self.tokens) if self.tokens else kind.learn(texts, most)


def read_start(folder: Path | None, preset: Preset, part: Part) -> Start:
    """Return what was pretrained into a folder, nothing where none is named; raises BotError where it does not fit."""
    if folder is None:
        return Start()
    model = open_model_folder(folder, "seq2seq")
    if model.data.get("kind") != KIND:
        raise BotError(f"{folder} is no pretrained model: name one that `bot pretrain` wrote")
    with model.listing() as listing:
        pretrained: Part = listing["part"]
        shapes = {name: listing["training"][name] for name in SHAPES}
        named = listing["training"]["name"]
        serves = _SERVES[pretrained]
    if pretrained != part:
        wanted = "--whole" if part == "whole" else "--encoder"
        raise BotError(f"{folder} was pretrained for {serves}: pretrain one with {wanted}")
    other = [name for name in SHAPES if shapes[name] != getattr(preset, name)]
    if other:
        theirs, mine = (
            ", ".join(f"{name} {of[name]}" for name in other)
            for of in (shapes, {name: getattr(preset, name) for name in SHAPES})
        )
        raise BotError(
            f"{folder} was pretrained with preset '{named}' ({theirs}), which '{preset.name}' ({mine}) does not fit: "
            f"say --preset {named}, or pretrain with --preset {preset.name}"
        )
    path = model.file(WEIGHTS)
    try:
        weights = read_arrays(path)
    except DAMAGED as error:
        raise ModelError(f"{path} is damaged: {error}") from None
    return Start(weights, model.file(TOKENIZER), tuple(map(str, model.data["hashes"].values())))


def write_start(folder: Path, variables: Any) -> None:
    """Write the values of Keras variables by their paths, in 16 bits, into a folder."""
    write_arrays(folder / WEIGHTS, {each.path: each.numpy().astype(np.float16) for each in variables})
