"""The trained reader on LiteRT: pieces of an utterance to the scores of its words."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from bot import LiteModel, ModelError, ModelFolder, Weighing, action_of
from bot_bert.chain import Chains
from bot_bert.confidence import Judge
from bot_bert.decoding import Scores
from bot_bert.scheme import Scheme
from bot_bert.tokens import Pieces

LEARNED = "reader.npz"
"""What decoding needs of the training beside the network, as plain arrays."""


class LiteReader:
    """Scores words by a reader's network, on the shared lower layers of the encoder or on none."""

    def __init__(self, reader: LiteModel, lower: LiteModel | None, *, by_pieces: bool = False) -> None:
        """Take the files; `by_pieces` for the first readers, which scored pieces in place of words."""
        self._reader = reader
        self._lower = lower
        self._by_pieces = by_pieces

    def scores(self, pieces: Pieces) -> Scores:
        """Return the scores of the words of an utterance that has words."""
        inputs: dict[str, Any] = {"ids": pieces.ids} if self._lower is None else self._lower({"ids": pieces.ids})
        if self._by_pieces:
            return self._scored_by_pieces(inputs, pieces)
        inputs |= {"grams": pieces.grams[None], "first": np.array([pieces.first], np.int32)}
        raw = self._reader(inputs)
        return Scores(raw["structure"][0], raw["slots"][0], raw["labels"][0])

    def _scored_by_pieces(self, inputs: dict[str, Any], pieces: Pieces) -> Scores:
        first, length = np.array(pieces.first), pieces.ids.shape[1]
        word_of = np.searchsorted(first, np.arange(length), side="right") - 1
        grams = pieces.grams[np.maximum(word_of, 0)]
        grams[[0, length - 1]] = 0
        raw = self._reader({**inputs, "grams": grams[None]})
        return Scores(raw["structure"][0, first], raw["slots"][0, first], raw["labels"][0, first])


class Reader(LiteReader):
    """The reader of a model folder."""

    def __init__(self, model: ModelFolder) -> None:
        """Load it; raises ModelError."""
        with model.listing() as listing:
            tuned = listing.get("training", {}).get("tuned")
            self.scheme = Scheme(tuple(listing.get("labels", ())), tuple(listing.get("slots", ())))
            for label in self.scheme.labels:
                action_of(label)  # or decoding would find out which is broken
        lower = None if tuned == "whole" else LiteModel(model.file("lower.tflite"))
        reader, first = LiteModel(model.file("reader.tflite")), tuned not in ("whole", "top")
        if reader.widths != self.scheme.widths:
            raise ModelError(f"{model.path / 'model.json'} lists other labels or slots than reader.tflite tells apart")
        super().__init__(reader, lower, by_pieces=first)
        # The first readers learned nothing beside the network.
        self._learned = {} if first and LEARNED not in model.data["hashes"] else _read(model.file(LEARNED))

    def chains(self) -> Chains:
        """Return what was learned of the order of tags."""
        return Chains.learned(self._learned)

    def judge(self) -> Judge:
        """Return what says how sure a reading is."""
        learned = self._learned
        return Judge(_weighing(learned.get("confidence")), _weighing(learned.get("scope")))


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            arrays = np.load(file, allow_pickle=False)
            found = {name: np.asarray(arrays[name], np.float32) for name in arrays.files}
    except (OSError, ValueError, EOFError, AttributeError, BadZipFile) as error:  # a single array has no `files`
        raise ModelError(f"{path} is damaged: {error}") from None
    if any((f"{name}transitions" in found) != (f"{name}start" in found) for name in ("", "order_")):
        raise ModelError(f"{path} is damaged: it holds half of a chain")
    return found


def _weighing(weights: Any) -> Weighing | None:
    return None if weights is None else Weighing(tuple(float(weight) for weight in weights))
