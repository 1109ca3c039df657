"""Unlabelled text made into exercises: what is hidden is to be guessed, what is damaged is to be mended. NumPy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot_seq2seq.text_tokens import SPECIAL as TEXT_SPECIAL
from bot_seq2seq.tokens import NEARBY, REACH, UNKNOWN, Tokens

if TYPE_CHECKING:
    from numpy.random import Generator

MASK = TEXT_SPECIAL.index("[MASK]")
_CHOSEN, _HIDDEN, _OTHER = 0.4, 0.8, 0.1
"""Share of the words that are to be guessed (Wettig et al. 2023); of those that are hidden, and that are another word
(Devlin et al. 2019)."""
_MASKED, _SPAN, _DROPPED = 0.25, 3.0, 0.05
"""Share of the tokens that are masked, how many stand behind a mask in the mean, and the share that is left out."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A sentence some of whose words are to be guessed."""

    ids: np.ndarray
    """int32 [tokens]."""
    grams: np.ndarray
    """uint16 [tokens, GRAMS]."""
    at: np.ndarray
    """int32 [guesses]: the tokens that are to be guessed."""
    symbol: np.ndarray
    """int32 [guesses]: what they are."""


class Hider:
    """Hides words: a word that is hidden looks like one that was never seen, its letters too."""

    def __init__(self, sentences: Sequence[Tokens]) -> None:
        """Take the sentences that other words are drawn from."""
        self._ids = np.concatenate([each.ids for each in sentences])
        self._grams = np.concatenate([each.grams for each in sentences]).astype(np.uint16)

    def hidden(self, tokens: Tokens, random: Generator) -> Hidden:
        """Return a sentence with some words hidden, at least one, whole words each."""
        words = len(tokens.first)
        word_of = np.repeat(np.arange(words), np.diff([*tokens.first, len(tokens.ids)]))
        chosen = random.random(words) < _CHOSEN
        chosen[random.integers(words)] |= not chosen.any()
        at = np.flatnonzero(chosen[word_of]).astype(np.int32)
        how = random.random(words)[word_of[at]]
        ids, grams = tokens.ids.copy(), tokens.grams.astype(np.uint16)
        near = np.array([chosen[max(0, place - REACH) : place + REACH + 1].any() for place in range(words)])
        grams[near[word_of], :NEARBY] = 0  # what words hold of those around them would tell what is hidden
        hidden, other = at[how < _HIDDEN], at[how >= 1.0 - _OTHER]
        ids[hidden], grams[hidden] = UNKNOWN, 0
        drawn = random.integers(len(self._ids), size=len(other))
        ids[other], grams[other, NEARBY:] = self._ids[drawn], self._grams[drawn, NEARBY:]
        return Hidden(ids, grams, at, tokens.ids[at])


def damaged(ids: Sequence[int], random: Generator) -> list[int]:
    """Return tokens of a text with spans of them masked and some left out (text infilling: Lewis et al. 2020).

    However many tokens a span has, one mask stands for it; at least one token is masked.
    """
    masked = np.zeros(len(ids), bool)
    wanted = max(1, round(_MASKED * len(ids)))
    while masked.sum() < wanted:
        length = int(min(max(1, random.poisson(_SPAN)), wanted - masked.sum()))
        start = int(random.integers(len(ids) - length + 1))
        masked[start : start + length] = True
    dropped = random.random(len(ids)) < _DROPPED
    found = []
    for at, token in enumerate(ids):
        if masked[at]:
            if not at or not masked[at - 1]:
                found.append(MASK)
        elif not dropped[at]:
            found.append(token)
    return found
