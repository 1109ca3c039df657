"""Training rows: sources as the network takes them, and the steps that write their targets. Needs the extra `train`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from bot import Labelled
from bot_seq2seq.scheme import STOP, Scheme
from bot_seq2seq.tokens import Tokenizer


@dataclass(frozen=True, slots=True)
class Row:
    """One example, ready to be padded."""

    ids: np.ndarray
    """int32 [tokens]."""
    marks: np.ndarray
    """int32 [tokens]: what each token is called where it is copied."""
    symbol: np.ndarray
    """int32 [steps]: the right symbol, -1 where a token is pointed at."""
    copied: np.ndarray
    """int32 [steps]: the mark of the tokens that are right, -1 for none."""
    grams: np.ndarray | None = None
    """int32 [tokens, GRAMS]; None for text."""
    tags: np.ndarray | None = None
    """int32 [tokens, 2]: what the token's word is to its clause and to its slot; see Scheme.tagged. None for text."""
    at: np.ndarray | None = None
    """int32 [steps]: the token that is pointed at, for the step after it to see, -1 for none; None for text."""


def program_row(utterance: Labelled, tokenizer: Tokenizer, scheme: Scheme) -> Row:
    """Return the row of an utterance whose target is a program."""
    tokens = tokenizer.tokens(utterance.text)
    written = scheme.written(utterance, tokens.words)
    pointed = np.array([tokens.first[choice.word] if choice.word >= 0 else -1 for choice in written], np.int32)
    symbol = np.array([choice.symbol for choice in written], np.int32)
    word_of = np.searchsorted(np.array(tokens.first), np.arange(len(tokens.ids)), side="right") - 1
    tags = np.array(scheme.tagged(written, len(tokens.words)), np.int32).reshape(-1, 2)[word_of]
    return Row(tokens.ids, np.arange(len(tokens.ids), dtype=np.int32), symbol, pointed, tokens.grams, tags, pointed)


def text_row(source: Sequence[int], target: Sequence[int]) -> Row:
    """Return the row of a text whose target is text, both as tokens of one vocabulary; any token may be copied."""
    ids, written = np.array(source, np.int32), np.array([*target, STOP], np.int32)
    return Row(ids, ids, written, written)


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

    def __getitem__(self, index: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return inputs and, since the losses come out of the network, nothing to compare them with."""
        # The first holds the shortest rows, the second the longest: they share no size; see `apart`.
        return self.batch(index, int(index == 1))

    def batch(self, index: int, wider: int = 0) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a batch that is some tokens and steps wider than it need be."""
        return collate([self._rows[at] for at in self._order[index]], wider)

    def apart(self, first: int, second: int) -> int:
        """Return how much wider a batch has to be for it to share no size with the one before it.

        What the first two batches share, Keras takes for fixed.
        """
        shared = [a - b for a, b in zip(self._sizes(first), self._sizes(second), strict=True)]
        return next(wider for wider in range(len(shared) + 1) if wider not in shared)

    def _sizes(self, index: int) -> tuple[int, int]:
        rows = [self._rows[at] for at in self._order[index]]
        return max(len(row.ids) for row in rows), max(len(row.symbol) for row in rows)

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
        noise = random.uniform(0, 4, len(chosen)) if self._shuffle else np.zeros(len(chosen))
        lengths = np.array([len(self._rows[int(at)].ids) + len(self._rows[int(at)].symbol) for at in chosen])
        order = chosen[np.argsort(lengths + noise, kind="stable")]
        count = math.ceil(len(order) / self._batch)
        batches = [order[number * self._batch : (number + 1) * self._batch] for number in range(count)]
        middle = batches[1:-1]
        if self._shuffle:
            random.shuffle(middle)
        # The shortest and the longest come first; a batch that is all there is comes twice: see __getitem__.
        return [batches[0], batches[-1], *middle]


def collate(rows: Sequence[Row], wider: int = 0) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return rows as one batch, padded; see Network.training_model. `wider`: by how many tokens and steps it is wider."""
    size = len(rows)
    tokens = max(len(row.ids) for row in rows) + wider
    steps = max(len(row.symbol) for row in rows) + wider
    inputs: dict[str, Any] = {"ids": np.zeros((size, tokens), np.int32), "marks": np.full((size, tokens), -2, np.int32)}
    inputs |= {name: np.full((size, steps), -1, np.int32) for name in ("symbol", "copied")}
    inputs |= {"given": np.full((size, steps), STOP, np.int32), "counts": np.zeros((size, steps), np.float32)}
    inputs["present"] = np.zeros((size, tokens), np.float32)
    if rows[0].grams is not None:
        inputs["grams"] = np.zeros((size, tokens, rows[0].grams.shape[1]), np.int32)
        inputs["tags"] = np.zeros((size, tokens, 2), np.int32)
        inputs |= {name: np.full((size, steps), -1, np.int32) for name in ("at", "last")}
    for index, row in enumerate(rows):
        length, count = len(row.ids), len(row.symbol)
        inputs["ids"][index, :length], inputs["marks"][index, :length] = row.ids, row.marks
        inputs["present"][index, :length], inputs["counts"][index, :count] = 1.0, 1.0
        inputs["symbol"][index, :count], inputs["copied"][index, :count] = row.symbol, row.copied
        inputs["given"][index, 1:count] = np.maximum(row.symbol[:-1], STOP)
        if row.grams is not None and row.at is not None:
            inputs["grams"][index, :length], inputs["tags"][index, :length] = row.grams, row.tags
            inputs["at"][index, 1:count] = row.at[:-1]
            inputs["last"][index, 1:count] = np.maximum.accumulate(row.at[:-1])  # programs are read from left to right
    nothing = np.zeros(size, np.float32)
    return inputs, {"loss": nothing, "exact": nothing}
