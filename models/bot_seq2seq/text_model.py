"""Text to text on LiteRT and NumPy: what an encoder-decoder writes for any text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import Attention, Completion, LiteModel, ModelError, open_model_folder
from bot_seq2seq.search import NEVER, Found, Target, search
from bot_seq2seq.text_tokens import MAX_TOKENS, SPECIAL, STOP, TextTokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LONGER, _FEW = 2, 24
"""A target has so many times the tokens at most that it would have after what was learned, and a few more."""
_FAR = 12.0
"""A completion this much less likely than the best one (in nats) is not followed further."""


class TextModel:
    """Completes texts as it learned from pairs."""

    beam = 4
    """How many completions are followed at a time; 1: greedy."""

    def __init__(self, folder: Path) -> None:
        """Load a model folder; raises ModelError."""
        model = open_model_folder(folder, "seq2seq")
        if model.data.get("kind") != "text":
            raise ModelError(f"{folder} is a model of commands, which completes no text")
        self._tokenizer = TextTokenizer.load(model.file("tokenizer.json"))
        self._encoder, self._step = LiteModel(model.file("encoder.tflite")), LiteModel(model.file("step.tflite"))
        with model.listing() as listing:
            self._longest, self._ratio = int(listing["longest"]), float(listing["ratio"])

    def complete(self, texts: Sequence[str], count: int = 1) -> list[list[Completion]]:
        """Return the most likely completions of each text, at most `count`, best first; none for a text without words."""
        return [self._completed(text, count) for text in texts]

    def _completed(self, text: str, count: int) -> list[Completion]:
        ids, unread = self._tokenizer.cut(text)
        if not ids:
            return []
        beam = max(self.beam, count)
        source = self._encoder({"ids": np.array([ids], np.int32)})
        state = {name: np.repeat(source[name], beam, axis=0) for name in ("first", "second")}
        step = TextStep(self._step, source, ids, len(self._tokenizer))
        rules = _Rules(len(self._tokenizer))
        found = search(step, state, rules, beam=beam, most=count, steps=self._steps(len(ids)), far=_FAR)
        return [self._completion(ids, found, target, unread) for target in found.targets]

    def _steps(self, tokens: int) -> int:
        """Return how many tokens are written at most for so many that are read."""
        usual = min(self._longest, math.ceil(self._ratio * tokens))
        return min(MAX_TOKENS, _LONGER * usual + _FEW)

    def _completion(self, ids: Sequence[int], found: Found[int], target: Target[int], unread: str) -> Completion:
        rows = np.stack([found.looks[at][row] for at, row in enumerate(target.rows)])
        looks = tuple(tuple(round(float(weight), 4) for weight in row) for row in rows)
        written = tuple(self._tokenizer.surface(token) for token in target.choices[:-1])
        attention = Attention(tuple(map(self._tokenizer.surface, ids)), (*written, "end"), looks)
        text = self._tokenizer.text(target.choices[:-1])
        return Completion(text, min(1.0, math.exp(target.total)), attention, unread)


class TextStep:
    """One step of the decoder over one source; what can be copied is the more likely to be written."""

    def __init__(self, step: LiteModel, source: Mapping[str, Any], ids: Sequence[int], symbols: int) -> None:
        """Take the file, what the encoder made of the source, its tokens, and how many tokens there are."""
        self._step, self._symbols, self._ids = step, symbols, np.array(ids)
        self._source = {name: source[name] for name in ("keys", "values", "places")}

    def __call__(self, chosen: Sequence[int], state: Mapping[str, Any]) -> tuple[Floats, Floats, Mapping[str, Any]]:
        """Return scores, looks and the next state; see search.Step."""
        given = np.maximum(np.array(chosen, np.int32), STOP)
        out = self._step({"given": given, **state, **self._source})
        scores, copied = out["scores"][:, : self._symbols], out["scores"][:, self._symbols :]
        for at, token in enumerate(self._ids):  # a token may stand in a source several times
            scores[:, token] = np.logaddexp(scores[:, token], copied[:, at])
        return scores, out["looks"], {"first": out["next_first"], "second": out["next_second"]}

    def take(self, state: Mapping[str, Any], rows: Sequence[int]) -> Mapping[str, Any]:
        """Return the state of some of the targets."""
        return {name: array[list(rows)] for name, array in state.items()}


class _Rules:
    """Any token may follow any other, until the one that ends the text; a place is how many were written."""

    def __init__(self, tokens: int) -> None:
        self._scores = np.zeros(tokens, np.float32)
        self._scores[STOP + 1 : len(SPECIAL)] = NEVER

    def begin(self) -> int:
        return 0

    def scores(self, place: int) -> Floats:
        del place
        return self._scores

    def after(self, place: int, choice: int) -> int | None:
        return None if choice == STOP else place + 1
