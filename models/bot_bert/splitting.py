"""Clauses that run into one another: "left right left" has three directions, so it is three clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot import Clause


def cuts(clause: Clause, repeated: frozenset[str] = frozenset()) -> list[int]:
    """Return where a clause that fills a slot twice is to be cut: behind the slot before each that comes again.

    `repeated` are the slots that were filled several times in a clause of training: they cut nothing.
    """
    if clause.action.startswith("@"):  # what no action fits is not read again, in parts it is no clearer
        return []
    found: list[int] = []
    seen: set[str] = set()
    end = clause.start
    for slot in sorted(clause.slots, key=lambda slot: slot.start):
        if slot.name in seen and slot.name not in repeated:
            found.append(end)
            seen.clear()
        seen.add(slot.name)
        end = slot.end
    return found


def stretches(clause: Clause, repeated: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Return the stretches of characters that a clause is cut into."""
    edges = [clause.start, *cuts(clause, repeated), clause.end]
    return list(pairwise(edges))


def shifted(clause: Clause, by: int) -> Clause:
    """Return a clause that was read in a part of an utterance, where it stands in the whole."""
    slots = tuple(replace(slot, start=slot.start + by, end=slot.end + by) for slot in clause.slots)
    return replace(clause, start=clause.start + by, end=clause.end + by, slots=slots)


def rejoined(parts: Sequence[Sequence[Clause]], whole: Clause) -> list[Clause]:
    """Return the clauses of all parts in place of the whole one, or the whole one where a part makes no sense."""
    clauses = [clause for part in parts for clause in part]
    if any(clause.action.startswith("@") for clause in clauses) or len(clauses) < len(parts):
        return [whole]
    return [replace(clauses[0], join=whole.join), *clauses[1:]]
