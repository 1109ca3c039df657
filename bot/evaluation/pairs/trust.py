"""Whether what a split teaches can be relied on: whether a part of it tells what the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bot.evaluation.pairs.grammar import made
from bot.evaluation.pairs.inducing import learn_grammar
from bot.evaluation.pairs.pair import Pair
from bot.evaluation.pairs.template import Template, filled, pattern

_PARTS = 5
"""One in so many pairs is held back."""
_READ = 20
"""Pairs held back that must be read before anything is known."""
_RIGHT = 0.98
"""Of these, how many must be read right."""


def trusted(pairs: Sequence[Pair], seed: int = 0) -> bool:
    """Whether a grammar of most pairs reads enough of the others, and these right."""
    distinct = sorted({(pair.source, pair.target): pair for pair in pairs}.values(), key=lambda pair: pair.source)
    Random(f"trust {seed}").shuffle(distinct)
    held_back = len(distinct) // _PARTS
    grammar = learn_grammar(distinct[held_back:])
    read = right = 0
    for pair in distinct[:held_back]:
        side, words = pattern(pair.source, grammar.lexicon)
        targets = {made(node).target for node in grammar.readings(side)}
        if len(targets) == 1:
            read += 1
            right += pair.right(filled(Template(side, targets.pop()), words, grammar.lexicon).target)
    return read >= _READ and right >= _RIGHT * read
