"""Automata over words: the alternatives of many sentences folded into a small deterministic one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from random import Random

EMPTY = ""
"""The word of an arc along which nothing is said."""

Arcs = Mapping[str, int]
"""Word to the state that it leads to."""
START, END = 0, 1
_USUAL = 0.5
"""How much more often the first alternatives are said than the last ones; 0 is no more often."""


@dataclass(slots=True)
class Network:
    """Sentences as they are written: states with arcs, several of which may carry the same word, or none."""

    arcs: list[list[tuple[str, int]]] = field(default_factory=lambda: [[], []])
    """State to its arcs, likely ones first; sentences lead from START to END."""

    def state(self) -> int:
        """Return a new state."""
        self.arcs.append([])
        return len(self.arcs) - 1

    def add(self, start: int, words: Sequence[str], end: int | None = None) -> int:
        """Add words one after the other; return the state behind them, which is `end` where that is given."""
        for word in words[:-1]:
            following = self.state()
            self.arcs[start].append((word, following))
            start = following
        if not words and end is None:
            return start
        end = self.state() if end is None else end
        self.arcs[start].append((words[-1] if words else EMPTY, end))
        return end

    def trim(self) -> None:
        """Take out the arcs that lead nowhere, as do those of sentences that could not be added to their end."""
        sources: dict[int, list[int]] = {}
        for state, arcs in enumerate(self.arcs):
            for _, target in arcs:
                sources.setdefault(target, []).append(state)
        alive = _reached([END], lambda state: sources.get(state, ()))
        self.arcs = [[arc for arc in arcs if arc[1] in alive] for arcs in self.arcs]

    def silent(self, states: Iterable[int]) -> frozenset[int]:
        """Return the states that are reached from some without a word."""
        return frozenset(_reached(states, lambda state: (target for word, target in self.arcs[state] if word == EMPTY)))

    def walk(self, random: Random, start: int = START) -> Iterator[str]:
        """Yield the words of a sentence, chosen at random at each state, what was written first more often."""
        while start != END:
            arcs = self.arcs[start]
            word, start = arcs[0] if len(arcs) == 1 else random.choices(arcs, cum_weights=usual(len(arcs)))[0]
            if word:
                yield word


@dataclass(frozen=True, slots=True)
class Automaton:
    """A deterministic automaton without circles."""

    arcs: Sequence[Arcs]
    final: Collection[int]
    """States in which a sentence may end."""
    start: int


def folded(network: Network) -> Automaton:
    """Return the smallest deterministic automaton of a network without circles: what begins or ends alike is one."""
    arcs: list[Arcs] = []
    final: set[int] = set()
    known: dict[tuple[bool, tuple[tuple[str, int], ...]], int] = {}
    numbers: dict[frozenset[int], int] = {}

    def number(states: frozenset[int]) -> int:
        if states not in numbers:
            following: dict[str, set[int]] = {}
            for state in states:
                for word, target in network.arcs[state]:
                    if word:
                        following.setdefault(word, set()).add(target)
            leads = {word: number(network.silent(targets)) for word, targets in sorted(following.items())}
            key = (END in states, tuple(leads.items()))
            if key not in known:
                known[key] = len(arcs)
                arcs.append(leads)
                final.update([known[key]] if END in states else [])
            numbers[states] = known[key]
        return numbers[states]

    start = number(network.silent([START]))
    return Automaton(tuple(arcs), frozenset(final), start)


def _reached(states: Iterable[int], leads: Callable[[int], Iterable[int]]) -> set[int]:
    """Return the states that are reached from some, those among them."""
    found = set(states)
    waiting = [*found]
    while waiting:
        for target in leads(waiting.pop()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


@cache
def usual(count: int) -> tuple[float, ...]:
    """Return how often one of so many alternatives is chosen, summed up: authors write the usual words first."""
    return tuple(accumulate((1 / (place + 1)) ** _USUAL for place in range(count)))
