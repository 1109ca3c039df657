"""Which choices keep a program well formed, step by step. NumPy only.

A program that is written within it names known actions with slots that they have, in stretches of words that follow one
another, so that it also ends: each clause begins behind the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from bot import COUNT, UNTAGGED, Call, Catalog, Join, action_of
from bot_seq2seq.scheme import JOINS, STOP, Choice, Scheme
from bot_seq2seq.search import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

_SAID: tuple[Join, ...] = ("after", "before", "then before")
"""What joins a clause so is said in words; nothing and a comma alone do not turn the order round."""
_LACKING = -1.0
"""What a call that lacks something is charged with: it is seldom meant."""

_TWICE = -2.0
"""What is charged for a call without slots that stands behind its like: what sounds like two is mostly one, "bye bye"."""

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
    bare: int = -1
    """The label of the clause before, as a symbol, where it had no slots."""


class Grammar:
    """The programs that some actions make possible."""

    def __init__(self, scheme: Scheme, catalog: Catalog, repeated: frozenset[str] = frozenset()) -> None:
        """Take the symbols, the installed actions, and the slots that may stand twice in a clause."""
        self._size = scheme.size
        self._joins = [scheme.symbols["join", join] for join in JOINS if join not in _SAID]
        self._said = [scheme.symbols["join", join] for join in _SAID]
        self._repeated = {scheme.symbols["slot", name] for name in repeated if ("slot", name) in scheme.symbols}
        self._labels: list[int] = []
        self._slots: dict[int, frozenset[int]] = {}
        self._needed: dict[int, frozenset[int]] = {}
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
            needed = catalog.missing(Call(action, dict(fixed))) if action in catalog.actions else ()
            self._needed[label] = frozenset(scheme.symbols["slot", slot] for slot in needed if slot in scheme.slots)

    def scores(self, place: Place, behind: Ints, tokens: int) -> Floats:
        """Return float32 [symbols + tokens]: what is added to the log-probability of each symbol, NEVER for what cannot be.

        `behind`: see `pointed`, which says of the tokens what can be.
        """
        found = np.full(self._size + tokens, NEVER, np.float32)
        match place.phase:
            case "join":
                self._join(found, place, behind, 0.0)
            case "label":
                found[self._labels] = 0.0
            case "slot" | "slot more":
                if place.at < place.end:
                    repeated = self._repeated if place.filled else set()
                    found[[*(self._slots[place.label] - place.filled), *(self._slots[place.label] & repeated)]] = 0.0
                cost = 0.0 if self._needed[place.label] <= place.filled else _LACKING
                if place.label == place.bare and not place.filled:
                    cost += _TWICE
                self._join(found, place, behind, cost)
                found[STOP] = cost
        return found

    def _join(self, found: Floats, place: Place, behind: Ints, cost: float) -> None:
        """Allow what a clause may be joined by that begins behind the one before."""
        if place.end + 1 < len(behind):
            found[self._joins] = cost
            if behind[place.end + 1] < len(behind):
                found[self._said] = cost

    def pointed(self, place: Place, behind: Ints) -> tuple[int, int]:
        """Return the first word that may be pointed at, and one past the last.

        `behind` int [words]: where a clause may begin at the earliest that is joined in words, if they begin with each.
        """
        match place.phase:
            case "first":
                start = place.end + 1
                return int(behind[start]) if place.join in self._said else start, len(behind)
            case "last":
                return place.start, len(behind)
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
            bare = -1 if place.filled else place.label
            return replace(place, phase="first", join=choice.symbol, bare=bare)
        return replace(place, phase="slot first", filled=place.filled | {choice.symbol}, slot=choice.symbol)
