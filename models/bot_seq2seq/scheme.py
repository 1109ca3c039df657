"""The symbols in which a program is written, and how a labelled utterance is written in them.

A clause is written `join`, its first and last word, its `label`, and for each slot its name and the first and last word of
each stretch of it (pointers to spans: Shrivastava et al. 2021; labels and words in one sequence: Rongali et al. 2020).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from bot import CONDITION, NEGATION, NONE, Join, Labelled, Word, action_of, join_of

JOINS: tuple[Join, ...] = get_args(Join)
UNTAGGED = (NONE, NEGATION, CONDITION)
"""Clauses without slots: nothing is done with them."""
STOP = 0
"""The symbol that ends a program; what is given before the first one is this, too."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One step of a written program: a symbol, or a word that is pointed at."""

    symbol: int = -1
    word: int = -1


@dataclass(frozen=True)
class Scheme:
    """The names of all symbols, in the order of the network's outputs: stop, joins, labels, slots."""

    labels: tuple[str, ...]
    slots: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many symbols there are."""
        return 1 + len(JOINS) + len(self.labels) + len(self.slots)

    @cached_property
    def symbols(self) -> dict[tuple[str, str], int]:
        """Kind and name to symbol."""
        names = [("join", name) for name in JOINS] + [("label", name) for name in self.labels]
        return {name: number for number, name in enumerate(names + [("slot", name) for name in self.slots], 1)}

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Symbol to kind and name."""
        return [("stop", ""), *self.symbols]

    def written(self, utterance: Labelled, words: Sequence[Word]) -> list[Choice]:
        """Return the steps that write what an utterance means."""
        scraps = [span for span in utterance.structure if span.name == "scrap"]
        kept = [not any(span.start <= word.start < span.end for span in scraps) for word in words]
        found: list[Choice] = []
        before = 0
        for clause in sorted(utterance.clauses, key=lambda span: span.start):
            inside = [at for at, word in enumerate(words) if kept[at] and clause.start <= word.start < clause.end]
            if not inside:
                continue
            join = _join(utterance, before, words[inside[0]].start)
            found += [Choice(self.symbols["join", join]), Choice(word=inside[0]), Choice(word=inside[-1])]
            found.append(Choice(self.symbols["label", clause.name]))
            if clause.name not in UNTAGGED:
                found += self._slots(utterance, inside, words)
            before = words[inside[-1]].end
        return [*found, Choice(STOP)]

    def _slots(self, utterance: Labelled, inside: Sequence[int], words: Sequence[Word]) -> Iterator[Choice]:
        for slot in sorted(utterance.slots, key=lambda span: span.start):
            filled = [at for at in inside if slot.start <= words[at].start < slot.end]
            if filled:
                yield Choice(self.symbols["slot", slot.name])
            for first, last in stretches(filled):
                yield Choice(word=first)
                yield Choice(word=last)

    def is_known(self, label: str) -> bool:
        """Return whether a label is a mark rather than an action."""
        return action_of(label)[0].startswith("@")


def stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each stretch of places that follow one another."""
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] != places[end - 1] + 1:
            yield places[start], places[end - 1]
            start = end


def _join(utterance: Labelled, before: int, start: int) -> Join:
    """Return how a clause hangs on what was said before it, from what stands between the two."""
    between = sorted(
        (span for span in utterance.structure if before <= span.start < start and span.name != "B"),
        key=lambda span: span.start,
    )
    return join_of([(span.name, any(map(str.isalpha, utterance.text[span.start : span.end]))) for span in between])
