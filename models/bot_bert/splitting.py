"""Clauses that run into one another: "left right left" has three directions, so it is three clauses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot import NONE, Clause, Reading

_LIKELY = 0.05
"""How likely a clause has to begin at a word inside one that no action fits for it to be read again in parts.

In "go forward turn left" it is 13 %; of the 220 negatives in tests/golden/development.yaml, one has as much (a script
counted them, with a reader that does not ship)."""


@dataclass(frozen=True, slots=True)
class Seams:
    """Where the clauses of an utterance may be two."""

    repeated: frozenset[str] = frozenset()
    """The slots that were filled several times in a clause of training: they cut nothing."""
    begins: Mapping[int, float] = field(default_factory=dict)
    """How likely a clause begins at a character."""

    def stretches(self, clause: Clause) -> list[tuple[int, int]]:
        """Return the stretches of characters that a clause is cut into; one where it stays whole."""
        if clause.action == NONE:
            cuts = self._likeliest(clause)
        else:
            cuts = [] if clause.action.startswith("@") else self._doubled(clause)
        return list(pairwise([clause.start, *cuts, clause.end]))

    def _likeliest(self, clause: Clause) -> list[int]:
        inside = [at for at, share in self.begins.items() if clause.start < at < clause.end and share >= _LIKELY]
        return [max(inside, key=self.begins.__getitem__)] if inside else []

    def _doubled(self, clause: Clause) -> list[int]:
        """Return the end of the slot before each that comes again."""
        found: list[int] = []
        seen: set[str] = set()
        end = clause.start
        for slot in sorted(clause.slots, key=lambda slot: slot.start):
            if slot.name in seen and slot.name not in self.repeated:
                found.append(end)
                seen.clear()
            seen.add(slot.name)
            end = slot.end
        return found


def split(reading: Reading, seams: Seams, read: Callable[[int, int], Reading | None]) -> Reading:
    """Return a reading with the clauses that may be two read again in parts.

    `read` reads a stretch of the utterance, or says that it has no words; a part of it that makes no sense leaves the
    clause whole. What is read in parts is as sure as its least sure part.
    """
    parts = [
        _again(clause, seams, read) or Reading((clause,), clause.score, reading.scope) for clause in reading.clauses
    ]
    whole = all(len(part.clauses) == 1 for part in parts)
    return reading if whole else _together(parts)


def _again(whole: Clause, seams: Seams, read: Callable[[int, int], Reading | None]) -> Reading | None:
    edges = seams.stretches(whole)
    if len(edges) == 1:
        return None
    parts = []
    for start, end in edges:
        part = read(start, end)
        if part is None or any(clause.action.startswith("@") for clause in part.clauses):
            return None
        parts.append(part)
    joined = _together(parts)
    first, *others = joined.clauses
    return replace(joined, clauses=(replace(first, join=whole.join), *others))


def _together(parts: Sequence[Reading]) -> Reading:
    clauses = tuple(clause for part in parts for clause in part.clauses)
    scope = max((part.scope for part in parts if part.scope is not None), default=None)
    return Reading(clauses, min(part.score for part in parts), scope)


def shifted(reading: Reading, by: int) -> Reading:
    """Return a reading of a part of an utterance, where it stands in the whole."""
    return replace(reading, clauses=tuple(_shifted(clause, by) for clause in reading.clauses))


def _shifted(clause: Clause, by: int) -> Clause:
    slots = tuple(replace(slot, start=slot.start + by, end=slot.end + by) for slot in clause.slots)
    return replace(clause, start=clause.start + by, end=clause.end + by, slots=slots)
