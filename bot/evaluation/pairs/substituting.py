"""Making new pairs: words and phrases of a train split in one another's places.

As in Qiu et al., "Improving Compositional Generalization with Latent Structure and Data Augmentation" (NAACL 2022),
pairs are drawn from a grammar that the split alone has taught.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, count
from random import Random

from bot.evaluation.pairs.grammar import PHRASE, Grammar, Node, Rule, made, phrase_slots
from bot.evaluation.pairs.inducing import learn_grammar
from bot.evaluation.pairs.pair import Pair
from bot.evaluation.pairs.template import Slot, Template, filled, slots
from bot.evaluation.pairs.trust import trusted

_IDLE = 4000
"""Draws one after another that bring nothing new before it is taken that there is nothing more."""
_LONGER = 3
"""How many times the longest of the train split a new source or target may be."""


def augment(pairs: Sequence[Pair], most: int, seed: int, grammar: Grammar | None = None) -> list[Pair]:
    """Return up to `most` pairs whose sources are not among `pairs`; fewer where no more can be made.

    None are made of pairs that do not tell one another. `grammar` is the one of the pairs, where it is known.
    """
    if not trusted(pairs):
        return []
    grammar = grammar or learn_grammar(pairs)
    known = {pair.source for pair in pairs}
    found: dict[tuple[str, ...], Pair] = {}
    drawing = _drawn(grammar, Random(f"pairs {seed}"))
    idle = 0
    for pair in drawing:
        if pair.source in known or pair.source in found:
            idle += 1
        else:
            found[pair.source] = pair
            idle = 0
        if len(found) >= most or idle > _IDLE:
            break
    return list(found.values())


def _drawn(grammar: Grammar, random: Random) -> Iterator[Pair]:
    """Yield pairs: every derivation of a depth is as likely as another, and depths are as in the train split.

    Rules may stand one deeper in one another than seen. What could be read in two ways with two targets is not made.
    """
    trees = _Trees(grammar)
    depths = sorted(grammar.depths)
    if not depths:
        return
    weights = [grammar.depths[depth] for depth in depths]
    depths.append(depths[-1] + 1)
    weights.append(weights[-1])

    @cache
    def sure(template: Template) -> bool:
        return {made(node).target for node in grammar.readings(template.source)} == {template.target}

    while True:
        template = trees.draw(random.choices(depths, weights)[0], random)
        if all(len(side) <= _LONGER * longest for side, longest in zip(template, grammar.longest, strict=True)):
            words = [random.choice(grammar.lexicon.classes[slot.kind]) for slot in slots(template.source)]
            if sure(template):
                yield filled(template, words, grammar.lexicon)


class _Trees:
    """Draws from all trees of a grammar up to a depth, each as likely as another."""

    def __init__(self, grammar: Grammar) -> None:
        self._roots = sorted(grammar.roots, key=repr)
        self._fillers = {place: sorted(rules, key=repr) for place, rules in grammar.allowed.items()}
        self._ways = cache(self._counted)
        self._weights = cache(self._summed)

    def draw(self, depth: int, random: Random) -> Template:
        """Return what a tree makes, its slots numbered from 0: they are made in the order of the source."""
        root = random.choices(self._roots, cum_weights=self._weights(None, depth))[0]
        return made(self._node(root, depth, random, count()))

    def _counted(self, rule: Rule, depth: int) -> float:
        """Return how many trees there are below a rule."""
        if depth < 1:
            return 0.0
        ways = 1.0
        for slot in phrase_slots(rule):
            ways *= sum(self._ways(filler, depth - 1) for filler in self._fillers[rule, slot.number])
        return ways

    def _summed(self, place: tuple[Rule, int] | None, depth: int) -> list[float]:
        """Return how many trees the first fillers of a place have, for more and more of them; roots for no place."""
        rules = self._roots if place is None else self._fillers[place]
        return list(accumulate(self._ways(rule, depth) for rule in rules))

    def _node(self, rule: Rule, depth: int, random: Random, numbers: Iterator[int]) -> Node:
        fillers: list[Node | Slot] = []
        for slot in slots(rule.source):
            if slot.kind == PHRASE:
                place = (rule, slot.number)
                filler = random.choices(self._fillers[place], cum_weights=self._weights(place, depth - 1))[0]
                fillers.append(self._node(filler, depth - 1, random, numbers))
            else:
                fillers.append(Slot(slot.kind, next(numbers)))
        return Node(rule, tuple(fillers))
