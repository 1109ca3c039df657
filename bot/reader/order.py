"""The order in which clauses run, from the words that join them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.reading import Join

T = TypeVar("T")


def in_order(clauses: Sequence[tuple[Join, T]]) -> list[T]:
    """Return clauses in the order in which they run, given what joins each to the words before it.

    `then` closes a group; within a group, `A after B and C` runs B, C, A, and `before A, B` runs B, A.
    """
    groups: list[list[tuple[Join, T]]] = []
    for join, clause in clauses:
        if join in ("then", "then before") or not groups:
            groups.append([])
        groups[-1].append(("before" if join == "then before" else join, clause))
    return [clause for group in groups for clause in _ordered(group)]


def _ordered(group: list[tuple[Join, T]]) -> list[T]:
    joins = [join for join, _ in group]
    clauses = [clause for _, clause in group]
    if (
        len(group) > 1 and joins[0] == "before"
    ):  # "before you A and B, C": the first clause with no `and` is the main one
        main = next((i for i in range(1, len(group)) if joins[i] == "start"), len(group) - 1)
        return clauses[main:] + clauses[:main]
    for i in range(1, len(group)):
        if joins[i] == "after":
            rest: list[tuple[Join, T]] = [("start", clauses[i]), *group[i + 1 :]]
            return _ordered(rest) + clauses[:i]
    return clauses
