"""Which choices keep a program well formed, step by step. NumPy only.

A program that is written within it names known actions with slots that they have, in stretches of words that follow one
another, so that it also ends: each clause begins behind the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from bot import COUNT, UNTAGGED, Catalog, action_of
from bot_seq2seq.scheme import JOINS, STOP, Choice, Scheme
from bot_seq2seq.search import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

Phase = Literal["join", "first", "last", "label", "slot", "slot first", "slot last", "slot more", "done"]
"""What comes next; `slot` and `slot more` may also end the clause."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a program is written."""

    phase: Phase = "join"
    end: int = -1
    """The last word of the clause that is being written, or of the one before."""
    start: int = -1
    """Its first word."""
    label: int = -1
    """Its label, as a symbol."""
    at: int = -1
    """The last word of it that fills a slot, or the one before its first."""
    filled: frozenset[int] = frozenset()
    """Its slots so far, as symbols."""
    join: int = -1
    """How it is joined to what was said before it, as a symbol."""
    slot: int = -1
    """The slot that is being written, as a symbol."""


class Grammar:
    """The programs that some actions make possible."""

    def __init__(self, scheme: Scheme, catalog: Catalog, repeated: frozenset[str] = frozenset()) -> None:
        """Take the symbols, the installed actions, and the slots that may stand twice in a clause."""
        self._size = scheme.size
        self._joins = [scheme.symbols["join", join] for join in JOINS]
        self._repeated = {scheme.symbols["slot", name] for name in repeated if ("slot", name) in scheme.symbols}
        self._labels, self._slots = [], {}
        for name in scheme.labels:
            action, fixed = action_of(name)
            if not (action.startswith("@") or action in catalog.actions):
                continue
            label = scheme.symbols["label", name]
            self._labels.append(label)
            self._slots[label] = frozenset(
                scheme.symbols["slot", slot]
                for slot in scheme.slots
                if name not in UNTAGGED
                and (slot == COUNT or (slot not in fixed and catalog.slot(action, slot) is not None))
            )

    def scores(self, place: Place, words: Ints, tokens: int) -> Floats:
        """Return float32 [symbols + tokens]: 0 for what may come next, NEVER for the rest.

        `words` int [words]: the choice that points at each, which is its first token.
        """
        found = np.full(self._size + tokens, NEVER, np.float32)
        low, high = self.pointed(place, len(words))
        found[words[low:high]] = 0.0
        match place.phase:
            case "join":
                found[self._joins] = 0.0
            case "label":
                found[self._labels] = 0.0
            case "slot" | "slot more":
                if place.at < place.end:
                    repeated = self._repeated if place.filled else set()
                    found[[*(self._slots[place.label] - place.filled), *(self._slots[place.label] & repeated)]] = 0.0
                if place.end + 1 < len(words):
                    found[self._joins] = 0.0
                found[STOP] = 0.0
        return found

    @staticmethod
    def pointed(place: Place, words: int) -> tuple[int, int]:
        """Return the first word that may be pointed at, and one past the last."""
        match place.phase:
            case "first":
                return place.end + 1, words
            case "last":
                return place.start, words
            case "slot first":
                return place.at + 1, place.end + 1
            case "slot last":
                return place.at, place.end + 1
            case "slot more":  # the next word would belong to the stretch before
                return place.at + 2, place.end + 1
        return 0, 0

    @staticmethod
    def after(place: Place, choice: Choice) -> Place:  # noqa: PLR0911 - one return for each thing that may come
        """Return how far the program is written after a choice that `scores` allows."""
        match place.phase:
            case "join":
                return replace(place, phase="first", join=choice.symbol)
            case "first":
                return replace(place, phase="last", start=choice.word)
            case "last":
                return replace(place, phase="label", end=choice.word, at=place.start - 1, filled=frozenset())
            case "label":
                return replace(place, phase="slot", label=choice.symbol)
            case "slot first":
                return replace(place, phase="slot last", at=choice.word)
            case "slot last":
                return replace(place, phase="slot more", at=choice.word)
        if choice.word >= 0:
            return replace(place, phase="slot last", at=choice.word)
        if choice.symbol == STOP:
            return replace(place, phase="done")
        if choice.symbol <= len(JOINS):
            return replace(place, phase="first", join=choice.symbol)
        return replace(place, phase="slot first", filled=place.filled | {choice.symbol}, slot=choice.symbol)
