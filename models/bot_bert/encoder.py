"""The sentence encoder on LiteRT: texts to vectors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import LiteModel, open_model_folder
from bot_bert.tokens import Tokenizer


class BertEncoder:
    """Mean-pooled sentence vectors of a model folder's encoder."""

    def __init__(self, folder: Path) -> None:
        """Load the encoder; raises ModelError."""
        model = open_model_folder(folder, "bert")
        with model.listing() as listing:
            self.width = int(listing["encoder"]["width"])
        self._tokenizer = Tokenizer(model.file("tokenizer.json"))
        self._lower = LiteModel(model.file("lower.tflite"))
        self._upper = LiteModel(model.file("upper.tflite"))

    def encode(self, texts: Sequence[str]) -> Any:
        """Return float32 [texts, width], each row of length 1."""
        import numpy as np

        cut = [self._tokenizer.ids(text) for text in texts]
        vectors = np.zeros((len(cut), self.width), np.float32)
        # By length, so that LiteRT allocates once for each length and not for each text.
        for index in sorted(range(len(cut)), key=lambda index: cut[index].shape[1]):
            low = self._lower({"ids": cut[index]})["low"]
            vectors[index] = self._upper({"low": low})["vector"][0]
        return vectors
