"""How sure readings are, learned from how a trained network reads held-back utterances."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np

from bot import NONE, Labelled, fit_weighing, is_right, log_odds
from bot_seq2seq.confidence import SCOPE_START, START, Judge
from bot_seq2seq.decoding import BEAM, Decoder, Written
from bot_seq2seq.reader import LiteReader
from bot_seq2seq.tokens import Tokenizer

MOST_HELD_BACK = 3000
"""More held-back utterances make confidence no better, only later."""
_TRUSTS = (0.6, 1.0, 0.3, 0.0)
"""Weights of the tags of words that are tried, the first of those that read best being taken."""
_TRIED_ON = 500
"""How many held-back utterances they are tried on."""
_FEW = 20
"""With fewer held-back utterances that no action fits, the label for it is trusted as it is."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned from held-back utterances, and how well they were read."""

    judge: Judge
    scores: dict[str, float]

    def arrays(self) -> dict[str, Any]:
        """Return what a model folder keeps of it."""
        found = {"confidence": self.judge.weighing, "scope": self.judge.scope_weighing}
        weights = {name: np.array(each.weights, np.float32) for name, each in found.items()}
        return {**weights, "trust": np.array(self.judge.trust, np.float32)}


def calibrate(
    held_back: Sequence[Labelled], tokenizer: Tokenizer, reader: LiteReader, decoder_of: Callable[[Judge], Decoder]
) -> Calibration:
    """Return how sure readings are, with how many of the held-back utterances were read exactly."""
    # Drawn, not cut off: data sets keep what is out of scope at the end.
    drawn = Random(0).sample(held_back, min(MOST_HELD_BACK, len(held_back)))

    def read_by(judge: Judge, utterances: Sequence[Labelled]) -> list[tuple[Labelled, Written]]:
        decoder = decoder_of(judge)
        return [(said, found) for said in utterances if (found := best(said.text, tokenizer, reader, decoder))]

    def right_with(trust: float) -> int:
        return sum(is_right(found.reading, said) for said, found in read_by(Judge(trust=trust), drawn[:_TRIED_ON]))

    judge = Judge(trust=max(_TRUSTS, key=right_with))
    read = read_by(judge, drawn)
    if not read:
        return Calibration(Judge(), {})
    odds = np.array([found.sums.parts() for _, found in read], np.float32)
    right = np.array([is_right(found.reading, said) for said, found in read], np.float32)
    alone = [(said, found) for said, found in read if len(said.clauses) == len(found.reading.clauses) == 1]
    fits = np.array([said.clauses[0].name != NONE for said, _ in alone], np.float32)
    judge = replace(judge, weighing=fit_weighing(odds, right, START))
    if len(fits) - fits.sum() >= _FEW:
        asked = np.array([[log_odds(found.sums.fits)] for _, found in alone], np.float32)
        judge = replace(judge, scope_weighing=fit_weighing(asked, fits, SCOPE_START))
    return Calibration(judge, {"held-back utterances read exactly": round(float(right.mean()), 4)})


def best(text: str, tokenizer: Tokenizer, reader: LiteReader, decoder: Decoder) -> Written | None:
    """Return the most likely reading of a text; None where it has no words."""
    tokens = tokenizer.tokens(text)
    if not tokens.words:
        return None
    step, state = reader.begin(tokens, BEAM)
    return decoder.written(tokens, step, state, step.tags)[0]
