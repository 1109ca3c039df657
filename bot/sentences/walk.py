"""Walks hassil's expression trees, choosing at random where a template leaves a choice."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING

from bot.errors import PluginError

if TYPE_CHECKING:
    from hassil.expression import Expression, ListReference

_DEPTH = 32
"""How deep rules may refer to rules."""


def pieces(expression: Expression, random: Random, rules: Mapping[str, Expression]) -> list[str | ListReference]:
    """Return the texts and the slots of one way to say a template; raises PluginError for a rule that is not there."""
    found: list[str | ListReference] = []
    _walk(expression, random, rules, 0, found)
    return found


def _walk(
    expression: Expression,
    random: Random,
    rules: Mapping[str, Expression],
    depth: int,
    found: list[str | ListReference],
) -> None:
    kind = type(expression).__name__  # by name: importing the classes anew took half of the time, here where it counts
    if kind == "TextChunk":
        found.append(str(expression.original_text))
    elif kind == "Alternative":
        _walk(random.choice(expression.items), random, rules, depth + 1, found)
    elif kind == "Permutation":
        for item in random.sample(expression.items, len(expression.items)):
            _walk(item, random, rules, depth + 1, found)
    elif kind == "RuleReference":
        _walk(_rule(expression.rule_name, rules, depth), random, rules, depth + 1, found)
    elif kind == "ListReference":
        found.append(expression)
    else:
        for item in expression.items:
            _walk(item, random, rules, depth + 1, found)


def wordings(expression: Expression, rules: Mapping[str, Expression], depth: int = 0) -> int:
    """Return in how many ways a template can be said, each slot counted once; raises PluginError as `pieces` does."""
    from hassil.expression import Alternative, Group, Permutation, RuleReference

    if isinstance(expression, RuleReference):
        return wordings(_rule(expression.rule_name, rules, depth), rules, depth + 1)
    if not isinstance(expression, Group):
        return 1
    counts = [wordings(item, rules, depth + 1) for item in expression.items]
    if isinstance(expression, Alternative):
        return sum(counts)
    orders = math.factorial(len(counts)) if isinstance(expression, Permutation) else 1
    return orders * math.prod(counts)


def _rule(name: str, rules: Mapping[str, Expression], depth: int) -> Expression:
    if name not in rules:
        raise PluginError(f"there is no rule <{name}>")
    if depth > _DEPTH:
        raise PluginError("rules refer to each other in a circle")
    return rules[name]
