"""Text to text on LiteRT and NumPy: what an encoder-decoder writes for any text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import Attention, Completion, LiteModel, open_model_folder
from bot_seq2seq.grammar import NEVER
from bot_seq2seq.search import Found, Target, search
from bot_seq2seq.text_tokens import MAX_TOKENS, SPECIAL, STOP, TextTokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_BEAM = 4
_LONGER = 3
"""A target has so many times the tokens of its source at most, and a few more."""
_FEW = 24
_FAR = 12.0
"""A completion this much less likely than the best one (in nats) is not followed further."""


class TextModel:
    """Completes texts as it learned from pairs."""

    def __init__(self, folder: Path) -> None:
        """Load a model folder; raises ModelError."""
        model = open_model_folder(folder, "seq2seq")
        self._tokenizer = TextTokenizer.load(model.file("tokenizer.json"))
        self._encoder, self._step = LiteModel(model.file("encoder.tflite")), LiteModel(model.file("step.tflite"))
        with model.listing() as listing:
            self._longest = int(listing.get("longest", MAX_TOKENS))

    def complete(self, texts: Sequence[str], count: int = 1) -> list[list[Completion]]:
        """Return the most likely completions of each text, at most `count`, best first; none for a text without words."""
        return [self._completed(self._tokenizer.ids(text), count) for text in texts]

    def _completed(self, ids: Sequence[int], count: int) -> list[Completion]:
        if not ids:
            return []
        beam = max(_BEAM, count)
        source = self._encoder({"ids": np.array([ids], np.int32)})
        state = {name: np.repeat(source[name], beam, axis=0) for name in ("first", "second")}
        rules = _Rules(len(self._tokenizer))
        most = min(max(self._longest, _FEW), _LONGER * len(ids) + _FEW) if self._longest else MAX_TOKENS
        step = TextStep(self._step, source, ids, len(self._tokenizer))
        found = search(step, state, rules, beam=beam, most=count, steps=most, far=_FAR)
        return [self._completion(ids, found, target) for target in found.targets]

    def _completion(self, ids: Sequence[int], found: Found[int], target: Target[int]) -> Completion:
        rows = np.stack([found.looks[at][row] for at, row in enumerate(target.rows)])
        looks = tuple(tuple(round(float(weight), 4) for weight in row) for row in rows)
        written = tuple(self._tokenizer.surface(token) for token in target.choices[:-1])
        attention = Attention(tuple(map(self._tokenizer.surface, ids)), (*written, "end"), looks)
        return Completion(self._tokenizer.text(target.choices[:-1]), math.exp(target.total), attention)


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
