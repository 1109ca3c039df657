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

_LOOKED_AT = 2
_SHORTEST = 16
"""Under JAX sizes are this one and its doubles, so that there are few shapes: each is compiled anew, for half a minute."""


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


Fill = Callable[[int], int]
"""Says to how many tokens or steps so many are padded."""
Collate = Callable[[Sequence[Any], Fill], tuple[dict[str, Any], dict[str, Any]]]
"""Makes a batch of rows: inputs, and what outputs are compared with."""


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of each batch this host reads."""

    number: int = 0
    hosts: int = 1
    devices: int = 1
    """How many devices of all hosts share a batch: each reads as many rows."""


def collate(rows: Sequence[Row], fill: Fill = int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return rows as one batch, padded; see Network.training_model."""
    size = len(rows)
    tokens = fill(max(len(row.ids) for row in rows))
    steps = fill(max(len(row.symbol) for row in rows))
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


def filled(place: int) -> Fill:
    """Return how the batch in a place is padded."""
    if keras.backend.backend() == "jax":  # it compiles a step for each shape there is
        return lambda length: max(_SHORTEST, 1 << (length - 1).bit_length())
    # Keras takes a size that the first two batches share for that of all: it is even in one, and odd in the other.
    return lambda length: length + (place < _LOOKED_AT and (length + place) % 2)


class Batches(keras.utils.PyDataset):
    """Rows of like length in batches, in another order each epoch; the order depends on seed and epoch alone."""

    def __init__(
        self, rows_of: Callable[[int], Sequence[Any]], batch: int, seed: int, collate: Collate = collate, *,
        most: int = 0, shuffle: bool = True, share: Share | None = None,
    ) -> None:  # fmt: skip
        """Take what makes the rows of an epoch, how many rows make a batch, and how many an epoch has at most.

        Rows have `ids` and `symbol`; `collate` makes a batch of them. What a batch lacks to be shared evenly, some of its
        rows fill up.
        """
        super().__init__()
        self._rows_of, self._batch, self._seed, self._most, self._shuffle = rows_of, batch, seed, most, shuffle
        self._collate, self._share = collate, share or Share()
        self.epoch = -1
        self.begin(0)

    def __len__(self) -> int:
        """Return how many batches an epoch has."""
        return len(self._order)

    def __getitem__(self, index: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return inputs and, since the losses come out of the network, nothing to compare them with."""
        return self.batch(index, index)

    def batch(self, index: int, place: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a batch as Keras is given it in some place."""
        inputs, nothing = self._collate([self._rows[int(at)] for at in self._order[index]], filled(place))
        if self._share.hosts == 1:
            return inputs, nothing
        size = len(self._order[index]) // self._share.hosts
        mine = slice(self._share.number * size, (self._share.number + 1) * size)
        return {name: array[mine] for name, array in inputs.items()}, {name: nothing[name][mine] for name in nothing}

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
        parts = [order[number * self._batch : (number + 1) * self._batch] for number in range(count)]
        if count > 1 and self._shuffle:  # so that one host and several read the same
            parts[-1] = np.resize(parts[-1], self._batch)
        batches = [self._even(part) for part in parts]
        middle = batches[1:-1]
        if self._shuffle:
            random.shuffle(middle)
        return [batches[0], batches[-1], *middle]  # the longest early, or memory could run out late

    def _even(self, chosen: np.ndarray) -> np.ndarray:
        devices = self._share.devices
        return np.resize(chosen, math.ceil(len(chosen) / devices) * devices)
