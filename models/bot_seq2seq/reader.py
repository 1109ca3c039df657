"""The trained encoder-decoder on LiteRT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot import DAMAGED, LiteModel, ModelError, Weighing, read_arrays
from bot_seq2seq.confidence import Judge
from bot_seq2seq.tokens import Tokens

LEARNED = "reader.npz"
"""What reading needs of the training beside the network, as plain arrays."""
_SOURCE = ("keys", "values", "places")


class LiteReader:
    """Runs the encoder over a source, and the decoder step by step."""

    def __init__(self, encoder: LiteModel, step: LiteModel, symbols: int) -> None:
        """Take the files, and how many symbols there are."""
        self._encoder, self._step, self._symbols = encoder, step, symbols

    def begin(self, tokens: Tokens, targets: int) -> tuple[LiteStep, Mapping[str, Any]]:
        """Return the step function of a source, and the state in which so many targets begin."""
        source = self._encoder({"ids": tokens.ids[None], "grams": tokens.grams[None]})
        state = {name: np.repeat(source[name], targets, axis=0) for name in ("first", "second")}
        state["last"] = np.full(targets, -1, np.int32)
        return LiteStep(self._step, source, self._symbols), state


class LiteStep:
    """One step of the decoder over one source."""

    def __init__(self, step: LiteModel, source: Mapping[str, Any], symbols: int) -> None:
        """Take the file, what the encoder made of the source, and how many symbols there are."""
        self._step, self._symbols = step, symbols
        self._source = {name: source[name] for name in _SOURCE}
        self._states = source["states"][0]
        self.tags = (source["clause_tags"][0], source["slot_tags"][0])
        """Log-probabilities of the tags of each token, float32 [tokens, tags]: of its clause, and of its slot."""

    def __call__(self, chosen: Sequence[int], state: Mapping[str, Any]) -> tuple[Any, Any, Mapping[str, Any]]:
        """Return scores, looks and the next state; see search.Step."""
        last = np.array(chosen, np.int32)
        pointed = np.zeros((len(last), self._states.shape[1]), np.float32)
        at = last >= self._symbols
        pointed[at] = self._states[last[at] - self._symbols]
        # A pointer gives no symbol; what is given then, and at the beginning, is the one that stops.
        given = np.where(at | (last < 0), 0, last).astype(np.int32)
        state = {**state, "last": np.where(at, last - self._symbols, state["last"]).astype(np.int32)}
        out = self._step({"given": given, "pointed": pointed, **state, **self._source})
        after = {"first": out["next_first"], "second": out["next_second"], "last": state["last"]}
        return out["scores"], out["looks"], after

    def take(self, state: Mapping[str, Any], rows: Sequence[int]) -> Mapping[str, Any]:
        """Return the state of some of the targets."""
        return {name: array[list(rows)] for name, array in state.items()}


def read_judge(path: Path) -> Judge:
    """Return what says how sure readings are; raises ModelError."""
    try:
        arrays = read_arrays(path)
        confidence, scope = (Weighing(tuple(map(float, arrays[name]))) for name in ("confidence", "scope"))
        return Judge(confidence, scope, float(arrays["trust"]))
    except DAMAGED as error:
        raise ModelError(f"{path} is damaged: {error}") from None
