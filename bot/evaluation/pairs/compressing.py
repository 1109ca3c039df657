"""Writing targets shorter, as the grammar of a train split shows how they are made.

Which tokens repeat which cannot be seen in a target: "walk and walk twice" and "walk thrice" may have the same. So a
repeat is written as one where a rule makes it, and only of those rules whose targets grow shorter by it in the split as
a whole (its description length). Brackets then stand for words: what "twice" says is `*2(` ... `)*` always.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.evaluation.pairs.grammar import Grammar, Node, Rule, made
from bot.evaluation.pairs.pair import Pair, Tokens
from bot.evaluation.pairs.repeats import escaped, expand, repeated
from bot.evaluation.pairs.template import Side, Slot, Template, filled, pattern, replaced, slots

_READ = 0.95
"""Of the pairs of a split, how many the grammar must read: else the same would be written in two ways."""
_USED = 3
"""Pairs that must need a rule before its repeats count: a pair of its own kind may repeat by chance."""
_BRACKETS = 2
"""Tokens that writing a repeat takes."""


@dataclass(frozen=True, slots=True)
class Compression:
    """How the targets of a train split, and of pairs like them, are written."""

    grammar: Grammar
    targets: Mapping[Rule, Side]
    """The rules that have a repeat worth writing, with their targets so written; none leaves targets as they are."""

    def compress(self, pair: Pair) -> Pair:
        """Return a pair with its target written shorter where it can be; `expand` makes of it what it was."""
        if self.targets:
            for node, words in _readings(self.grammar, pair):
                template = Template(made(node).source, self._written(node))
                target = _filled(template, words, self.grammar)
                if expand(target) == pair.target:
                    return replace(pair, target=target)
        return replace(pair, target=escaped(pair.target))

    def _written(self, node: Node) -> Side:
        target = self.targets.get(node.rule, node.rule.target)
        parts = [self._written(part) if isinstance(part, Node) else (part,) for part in node.fillers]
        return replaced(target, dict(zip(slots(node.rule.source), parts, strict=True)))


def learn_compression(pairs: Sequence[Pair], grammar: Grammar) -> Compression:
    """Return how targets are to be written, as a train split and its grammar show; pairs are counted once each."""
    uses: Counter[Node] = Counter()
    read = 0
    distinct = {(pair.source, pair.target): pair for pair in pairs}
    for pair in distinct.values():
        nodes = [node for node, _ in _readings(grammar, pair)]
        if nodes:
            uses[nodes[0]] += 1
            read += 1
    if read < _READ * len(distinct):
        return Compression(grammar, {})
    lengths: defaultdict[Rule, Counter[Slot]] = defaultdict(Counter)
    often: Counter[Rule] = Counter()
    for node, count in uses.items():
        for rule, sizes in _sizes(node):
            often[rule] += count
            lengths[rule].update({slot: size * count for slot, size in sizes.items()})
    found = {
        rule: _shortest(rule.target, {s: n / count for s, n in lengths[rule].items()})
        for rule, count in often.items()
        if count >= _USED
    }
    return Compression(grammar, {rule: target for rule, target in found.items() if target != rule.target})


def _readings(grammar: Grammar, pair: Pair) -> Iterator[tuple[Node, Tokens]]:
    """Yield the readings of a source that make its target, and the words in them."""
    side, words = pattern(pair.source, grammar.lexicon)
    for node in grammar.readings(side):
        if filled(Template(side, made(node).target), words, grammar.lexicon).target == pair.target:
            yield node, words


def _filled(template: Template, words: Tokens, grammar: Grammar) -> Tokens:
    targets: dict[Slot, Side] = {
        slot: escaped((grammar.lexicon.tokens[word],)) for slot, word in zip(slots(template.source), words, strict=True)
    }
    return tuple(str(symbol) for symbol in replaced(template.target, targets))


def _sizes(node: Node) -> Iterator[tuple[Rule, dict[Slot, int]]]:
    """Yield the rules in a node, with how many tokens fill each slot."""
    parts = zip(slots(node.rule.source), node.fillers, strict=True)
    yield node.rule, {slot: len(made(part).target) if isinstance(part, Node) else 1 for slot, part in parts}
    for part in node.fillers:
        if isinstance(part, Node):
            yield from _sizes(part)


def _shortest(target: Side, sizes: Mapping[Slot, float]) -> Side:
    """Return a target with the repeats in it that make it shorter, the one that saves most first."""
    lengths = [sizes.get(symbol, 1.0) if isinstance(symbol, Slot) else 1.0 for symbol in target]
    best = (0.0, 0, 0, 0)
    for start in range(len(target)):
        for unit in range(1, (len(target) - start) // 2 + 1):
            times = 1
            while target[start + times * unit : start + (times + 1) * unit] == target[start : start + unit]:
                times += 1
            saved = sum(lengths[start : start + unit]) * (times - 1) - _BRACKETS
            if times > 1 and saved > best[0]:
                best = (saved, start, unit, times)
    saved, start, unit, times = best
    if not saved:
        return tuple(symbol if isinstance(symbol, Slot) else escaped((symbol,))[0] for symbol in target)
    stretch = _shortest(target[start : start + unit], sizes)
    opening, closing = repeated((), times)
    before, after = target[:start], target[start + times * unit :]
    return (*_shortest(before, sizes), opening, *stretch, closing, *_shortest(after, sizes))
