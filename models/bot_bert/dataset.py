"""Training rows: utterances as the network takes them, and their classes. Needs the extra `train`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import keras
import numpy as np

from bot import UNTAGGED, BotError, Labelled, LiteModel
from bot_bert.scheme import BEGIN, INSIDE, Scheme, clause_words, slot_tags, structure_tags
from bot_bert.tokens import GRAMS, Tokenizer

MAX_CLAUSES = 6
"""Further clauses of an utterance are left out of the label loss; they are rare."""


@dataclass(frozen=True, slots=True)
class Row:
    """One utterance, ready to be padded."""

    ids: np.ndarray
    """int32 [pieces]."""
    grams: np.ndarray
    """int32 [words, GRAMS]."""
    first: np.ndarray
    """int32 [words]: the first piece of each word."""
    structure: np.ndarray
    """int32 [words]."""
    slots: np.ndarray
    """int32 [words]: slot tags."""
    label: np.ndarray
    """int32 [words]: the label of the clause that a word lies in; 0, which has no slots, where there are none to learn."""
    begins: np.ndarray
    """float32 [words]: 1 at the first word of a clause, and of what lies between two."""
    clauses: list[tuple[int, list[int]]]
    """Label and words of each clause."""
    states: np.ndarray = field(default_factory=lambda: np.zeros((2, 0, 0), np.float16))
    """float16 [2, pieces, width]: the lower layers' middle and low states, where the network does not make them itself."""


class Rows:
    """Makes rows of utterances."""

    def __init__(self, tokenizer: Tokenizer, scheme: Scheme, lower: LiteModel | None) -> None:
        """Take the classes, and the lower layers where only the top ones are tuned."""
        self._tokenizer = tokenizer
        self._scheme = scheme
        self._lower = lower

    def make(self, utterances: Sequence[Labelled], progress: Callable[[int, int], None] | None = None) -> list[Row]:
        """Return the rows of utterances; those without words have none. Raises BotError where that leaves nothing."""
        rows = [row for utterance in utterances if len((row := self.row(utterance)).first)]
        if not rows:
            raise BotError("there is nothing to learn from: no utterance has a word")
        if self._lower is None:
            return rows
        # By length, so that LiteRT allocates once for each length and not for each utterance.
        order = sorted(range(len(rows)), key=lambda index: len(rows[index].ids))
        for done, index in enumerate(order):
            states = self._lower({"ids": rows[index].ids[None]})
            both = np.stack([states["middle"][0], states["low"][0]]).astype(np.float16)
            rows[index] = replace(rows[index], states=both)
            if progress and done % 500 == 0:
                progress(done, len(rows))
        return rows

    def row(self, utterance: Labelled) -> Row:
        """Return the row of an utterance, without the lower layers' states."""
        scheme, pieces = self._scheme, self._tokenizer.pieces(utterance.text)
        structure = structure_tags(utterance, pieces.words)
        slots = slot_tags(utterance, pieces.words, structure, scheme)
        label, begins = np.zeros(len(pieces.words), np.int32), np.ones(len(pieces.words), np.float32)
        clauses = clause_words(utterance, pieces.words, structure)
        for name, words in clauses:
            learned = name not in UNTAGGED
            label[words] = scheme.labels.index(name) if learned else 0
            begins[words[1:]] = 0.0
            slots[words] = slots[words] if learned else 0
        slots[~np.isin(structure, (BEGIN, INSIDE))] = 0
        for _, words in clauses:
            _bridge(words, label, begins, slots)
        told = [(scheme.labels.index(name), words) for name, words in clauses[:MAX_CLAUSES]]
        first = np.array(pieces.first, np.int32)
        return Row(pieces.ids[0], pieces.grams, first, structure, slots, label, begins, told)


def _bridge(words: Sequence[int], label: np.ndarray, begins: np.ndarray, slots: np.ndarray) -> None:
    """Let a slot run on over a filler in it ("that um box"), as in decoding, which leaves the filler out."""
    for before, behind in pairwise(words):
        if slots[behind] and slots[behind] % 2 == 0:
            between = slice(before + 1, behind)
            label[between], begins[between], slots[between] = label[behind], 0.0, slots[behind]


class Batches(keras.utils.PyDataset):
    """Rows of like length in batches, in another order each epoch; the order depends on seed and epoch alone."""

    def __init__(
        self, rows_of: Callable[[int], Sequence[Row]], batch: int, seed: int, *, most: int = 0, shuffle: bool = True
    ) -> None:
        """Take what makes the rows of an epoch, how many rows make a batch, and how many an epoch has at most."""
        super().__init__()
        self._rows_of, self._batch, self._seed, self._most, self._shuffle = rows_of, batch, seed, most, shuffle
        self.epoch = -1
        self.begin(0)

    def __len__(self) -> int:
        """Return how many batches an epoch has."""
        return len(self._order)

    def __getitem__(self, index: int) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
        """Return inputs, classes and weights of a batch."""
        shares = np.random.default_rng((self._seed, self.epoch, index)).uniform(0.3, 0.7, self._batch)
        # Keras takes a size that the first two batches share for fixed: the second is one wider than it need be.
        return collate([self._rows[at] for at in self._order[index]], shares, int(index == 1))

    def begin(self, epoch: int) -> None:
        """Make and arrange the rows as they are in an epoch, also where an interrupted run goes on."""
        if epoch != self.epoch:
            self.epoch = epoch
            self._rows = self._rows_of(epoch)
            self._order = self._arrange()

    def _arrange(self) -> list[np.ndarray]:
        random = np.random.default_rng((self._seed, self.epoch))
        chosen = np.arange(len(self._rows))
        if self._most and self._most < len(chosen):
            chosen = np.sort(random.permutation(chosen)[: self._most])
        noise = random.uniform(0, 3, len(chosen)) if self._shuffle else np.zeros(len(chosen))
        lengths = np.array([len(self._rows[int(at)].ids) for at in chosen])
        order = chosen[np.argsort(lengths + noise, kind="stable")]
        count = math.ceil(len(order) / self._batch)
        batches = [order[number * self._batch : (number + 1) * self._batch] for number in range(count)]
        middle = batches[1:-1]
        if self._shuffle:
            random.shuffle(middle)
        # The shortest and the longest come first; a batch that is all there is comes twice: see __getitem__.
        return [batches[0], batches[-1], *middle]


def collate(
    rows: Sequence[Row], shares: np.ndarray, wider: int = 0
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return rows as one batch, padded: inputs, classes and weights by name; see Network.training_model.

    `wider`: by how many pieces and words the batch is wider than its longest row.
    """
    size, pieces = len(rows), max(len(row.ids) for row in rows) + wider
    words = max(len(row.first) for row in rows) + wider
    inputs: dict[str, Any] = {name: np.zeros((size, pieces), np.int32) for name in ("ids", "mask")}
    inputs |= {name: np.zeros((size, words), np.int32) for name in ("first", "label", "order", "tags")}
    inputs |= {name: np.zeros((size, words), np.float32) for name in ("present", "begins")}
    inputs["grams"] = np.zeros((size, words, GRAMS), np.int32)
    # The clauses are as many in each batch, since Keras takes the shapes of the first batches for all.
    inputs["pool"] = np.zeros((size, MAX_CLAUSES, words), np.float32)
    inputs["share"] = shares[:size].reshape(-1, 1, 1).astype(np.float32)
    width = rows[0].states.shape[2]
    if width:
        inputs |= {name: np.zeros((size, pieces, width), np.float32) for name in ("middle", "low")}
    labels = np.zeros((size, MAX_CLAUSES), np.int32)
    told = np.zeros((size, MAX_CLAUSES), np.float32)
    for at, row in enumerate(rows):
        length, count = len(row.ids), len(row.first)
        inputs["ids"][at, :length], inputs["mask"][at, :length] = row.ids, 1
        if width:
            inputs["middle"][at, :length], inputs["low"][at, :length] = row.states
        inputs["first"][at, :count], inputs["present"][at, :count] = row.first, 1.0
        inputs["grams"][at, :count], inputs["label"][at, :count] = row.grams, row.label
        inputs["tags"][at, :count], inputs["begins"][at, :count] = row.slots, row.begins
        inputs["order"][at, :count] = row.structure
        for number, (label, inside) in enumerate(row.clauses):
            inputs["pool"][at, number, inside] = 1.0 / len(inside)
            labels[at, number], told[at, number] = label, 1.0
    inputs["begins"][:, 0] = 1.0
    if width:
        del inputs["ids"]
    return inputs, *_classes(labels, told)


def _classes(labels: Any, told: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the classes and their weights; two clauses of unlike labels mixed are what no action fits (label 0).

    The chains of tags are inputs, and their outputs are losses: nothing is to be compared with.
    """
    other, others = np.roll(labels, 1, axis=0), np.roll(told, 1, axis=0)
    unlike = told * others * (labels != other) * (labels != 0) * (other != 0)
    nothing, all_of_it = np.zeros(len(labels), np.float32), np.ones(len(labels), np.float32)
    classes = {"structure": nothing, "slots": nothing, "labels": labels, "mixed": labels * 0}
    weights = {"structure": all_of_it, "slots": all_of_it, "labels": told, "mixed": unlike}
    return classes, weights
