"""Walks hassil's expression trees, choosing at random where a template leaves a choice."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from random import Random
from typing import TYPE_CHECKING

from bot.errors import PluginError

if TYPE_CHECKING:
    from hassil.expression import Expression, ListReference

_DEPTH = 32
"""How deep rules may refer to rules."""


def pieces(  # noqa: C901 - one branch for each kind of expression
    expression: Expression, random: Random, rules: Mapping[str, Expression], depth: int = 0
) -> Iterator[str | ListReference]:
    """Yield the texts and the slots of one way to say a template; raises PluginError for a rule that is not there."""
    from hassil.expression import Alternative, Group, ListReference, Permutation, RuleReference, TextChunk

    if depth > _DEPTH:
        raise PluginError("rules refer to each other in a circle")
    if isinstance(expression, TextChunk):
        yield str(expression.original_text)
    elif isinstance(expression, Alternative):
        yield from pieces(random.choice(expression.items), random, rules, depth + 1)
    elif isinstance(expression, Permutation):
        for item in random.sample(expression.items, len(expression.items)):
            yield from pieces(item, random, rules, depth + 1)
    elif isinstance(expression, Group):
        for item in expression.items:
            yield from pieces(item, random, rules, depth + 1)
    elif isinstance(expression, RuleReference):
        if expression.rule_name not in rules:
            raise PluginError(f"there is no rule <{expression.rule_name}>")
        yield from pieces(rules[expression.rule_name], random, rules, depth + 1)
    elif isinstance(expression, ListReference):
        yield expression


def wordings(expression: Expression, rules: Mapping[str, Expression], depth: int = 0) -> int:
    """Return in how many ways a template can be said, each slot counted once; raises PluginError for a circle of rules."""
    from hassil.expression import Alternative, Group, Permutation, RuleReference

    if depth > _DEPTH:
        raise PluginError("rules refer to each other in a circle")
    if isinstance(expression, RuleReference):
        rule = rules.get(expression.rule_name)
        return 1 if rule is None else wordings(rule, rules, depth + 1)
    if not isinstance(expression, Group):
        return 1
    counts = [wordings(item, rules, depth + 1) for item in expression.items]
    if isinstance(expression, Alternative):
        return sum(counts)
    orders = math.factorial(len(counts)) if isinstance(expression, Permutation) else 1
    return orders * math.prod(counts)
