"""Training rows: what the lower encoder says of each utterance, and its classes. Needs the extra `train`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from bot import Corpus, LiteModel
from bot_bert.scheme import Scheme, clause_words, slot_tags, structure_tags
from bot_bert.tokens import GRAMS, Tokenizer

MAX_CLAUSES = 6
"""Further clauses of an utterance are left out of the label loss; they are rare."""

UNTAGGED = ("@none", "@negation", "@condition")
"""Clauses whose words teach no slots: what the tagger sees in "pick up the sofa" tells why it cannot be done."""
IGNORED = -1


@dataclass(frozen=True, slots=True)
class Row:
    """One utterance, ready to be padded."""

    states: np.ndarray
    """float16 [2, pieces, width]: the encoder's middle and low states."""
    grams: np.ndarray
    """int32 [pieces, GRAMS]."""
    first: np.ndarray
    """int32 [words]: the first piece of each word; only these are scored."""
    structure: np.ndarray
    """int32 [words]."""
    slots: np.ndarray
    """int32 [words], IGNORED where the clause has no slots to learn from."""
    clauses: list[tuple[int, list[int]]]
    """Label and pieces of each clause."""


def make_rows(corpus: Corpus, folder: Path, scheme: Scheme, progress: Callable[[int, int], None]) -> list[Row]:
    """Return the rows of a corpus; the lower encoder of a model folder runs once for each utterance."""
    utterances = corpus.utterances
    tokenizer, lower = Tokenizer(folder / "tokenizer.json", corpus.words), LiteModel(folder / "lower.tflite")
    cut = [tokenizer.pieces(utterance.text) for utterance in utterances]
    rows: list[Row | None] = [None] * len(cut)
    # By length, so that LiteRT allocates once for each length and not for each utterance.
    for done, index in enumerate(sorted(range(len(cut)), key=lambda index: cut[index].ids.shape[1])):
        pieces, utterance = cut[index], utterances[index]
        states = lower({"ids": pieces.ids})
        structure = structure_tags(utterance, pieces.words)
        first = np.array(pieces.first, np.int32)
        clauses = clause_words(utterance, pieces.words, structure)
        slots = slot_tags(utterance, pieces.words, structure, scheme)
        for number, (label, words) in enumerate(clauses):
            if label in UNTAGGED or number >= MAX_CLAUSES:
                slots[words] = IGNORED
        clauses = clauses[:MAX_CLAUSES]
        rows[index] = Row(
            np.stack([states["middle"][0], states["low"][0]]).astype(np.float16),
            pieces.grams[0],
            first,
            structure,
            slots,
            [(scheme.labels.index(label), [int(first[word]) for word in words]) for label, words in clauses],
        )
        if done % 500 == 0:
            progress(done, len(cut))
    return [row for row in rows if row is not None and len(row.first)]


class Batches(keras.utils.PyDataset):
    """Rows of like length in batches, in another order each epoch; the order depends on seed and epoch alone."""

    def __init__(self, rows: Sequence[Row], batch: int, seed: int, *, shuffle: bool = True) -> None:
        """Take the rows and how many of them make a batch."""
        super().__init__()
        self._rows, self._batch, self._seed, self._shuffle = rows, batch, seed, shuffle
        self.epoch = 0
        self._order = self._arrange()

    def __len__(self) -> int:
        """Return how many batches an epoch has."""
        return math.ceil(len(self._rows) / self._batch)

    def __getitem__(self, index: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """Return inputs, classes and weights of a batch."""
        return collate([self._rows[at] for at in self._order[index]])

    def begin(self, epoch: int) -> None:
        """Arrange the rows as they are in an epoch, also where an interrupted run goes on."""
        self.epoch = epoch
        self._order = self._arrange()

    def _arrange(self) -> list[np.ndarray]:
        random = np.random.default_rng((self._seed, self.epoch))
        noise = random.uniform(0, 3, len(self._rows)) if self._shuffle else np.zeros(len(self._rows))
        lengths = np.array([row.grams.shape[0] for row in self._rows])
        order = np.argsort(lengths + noise, kind="stable")
        batches = [order[start : start + self._batch] for start in range(0, len(order), self._batch)]
        middle = batches[1:-1]
        if self._shuffle:
            random.shuffle(middle)
        # The shortest and the longest come first: Keras takes a size that both share for fixed.
        return [batches[0], *batches[1:][-1:], *middle]


def collate(rows: Sequence[Row]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return rows as one batch, padded: inputs, classes and weights by name."""
    size, length = len(rows), -(-max(row.grams.shape[0] for row in rows) // 4) * 4
    width = rows[0].states.shape[2]
    count = MAX_CLAUSES  # always, since Keras takes the shapes of the first batches for all
    inputs = {
        "middle": np.zeros((size, length, width), np.float32),
        "low": np.zeros((size, length, width), np.float32),
        "grams": np.zeros((size, length, GRAMS), np.int32),
        "mask": np.zeros((size, length), np.int32),
        "pool": np.zeros((size, count, length), np.float32),
        "label": np.zeros((size, length), np.int32),
    }
    classes = {name: np.zeros((size, length), np.int32) for name in ("structure", "slots")}
    weights = {name: np.zeros((size, length), np.float32) for name in ("structure", "slots")}
    classes["labels"], weights["labels"] = np.zeros((size, count), np.int32), np.zeros((size, count), np.float32)
    for at, row in enumerate(rows):
        pieces = row.grams.shape[0]
        inputs["middle"][at, :pieces], inputs["low"][at, :pieces] = row.states
        inputs["grams"][at, :pieces], inputs["mask"][at, :pieces] = row.grams, 1
        classes["structure"][at, row.first], weights["structure"][at, row.first] = row.structure, 1.0
        classes["slots"][at, row.first] = np.maximum(row.slots, 0)
        weights["slots"][at, row.first] = np.isin(row.structure, (1, 2)) & (row.slots != IGNORED)
        for number, (label, words) in enumerate(row.clauses):
            inputs["pool"][at, number, words] = 1.0 / len(words)
            inputs["label"][at, words] = label
            classes["labels"][at, number], weights["labels"][at, number] = label, 1.0
    return inputs, classes, weights
