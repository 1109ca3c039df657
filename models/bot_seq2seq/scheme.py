"""The symbols in which a program is written, and how a labelled utterance is written in them.

A clause is written `join`, its first and last word, its `label`, and for each slot its name and the first and last word of
each stretch of it (pointers to spans: Shrivastava et al. 2021; labels and words in one sequence: Rongali et al. 2020).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from bot import UNTAGGED, Join, Labelled, Word, join_of

JOINS: tuple[Join, ...] = get_args(Join)
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

    @property
    def tags(self) -> tuple[int, int]:
        """How many tags of clauses and of slots a word may have; see `tagged`."""
        return 1 + len(JOINS) + 2 * len(self.labels), 1 + 2 * len(self.slots)

    def tagged(self, written: Sequence[Choice], words: int) -> list[tuple[int, int]]:
        """Return the tags of each word under the steps that write an utterance: of its clause, and of its slot.

        0 for none; before a clause, how it is joined to what was said; then two for each label and for each slot, of the
        first word and of the others.
        """
        clauses, slots = [0] * words, [0] * words
        steps, before, tag, begins = iter(written), 0, 0, False
        for step in steps:
            kind, name = self.names[step.symbol] if step.word < 0 else ("word", "")
            if kind == "join":
                first, last = next(steps).word, next(steps).word
                tag = 1 + len(JOINS) + 2 * self.labels.index(self.names[next(steps).symbol][1])
                clauses[before:first] = [step.symbol] * (first - before)
                clauses[first : last + 1] = [tag, *[tag + 1] * (last - first)]
                before = last + 1
            elif kind == "slot":
                tag, begins = 1 + 2 * self.slots.index(name), True
            elif kind == "word":
                stretch = range(step.word, next(steps).word + 1)
                for at in stretch:
                    slots[at], begins = tag + (not begins), False
        return list(zip(clauses, slots, strict=True))


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
