"""Learning a grammar from a train split."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.evaluation.pairs.aligning import learn_lexicon
from bot.evaluation.pairs.filling import Lengths, Place, allowed_fillers
from bot.evaluation.pairs.framing import Cut, best_cuts, tree
from bot.evaluation.pairs.grammar import Grammar, Node, Rule, depth
from bot.evaluation.pairs.pair import Pair
from bot.evaluation.pairs.solving import solved_phrases
from bot.evaluation.pairs.template import Side, learn_templates, slots

_ROUNDS = 3
"""Times that phrases are looked for."""


def learn_grammar(pairs: Sequence[Pair]) -> Grammar:
    """Return the grammar of a train split; where pairs are not made of one another, each is a rule of its own."""
    lexicon = learn_lexicon(pairs)
    whole = learn_templates(pairs, lexicon)
    templates, cuts = _phrases(whole)
    roots: Counter[Rule] = Counter()
    depths: Counter[int] = Counter()
    fillers: defaultdict[Place, Counter[Rule]] = defaultdict(Counter)
    shortest: dict[Rule, Lengths] = {}
    for source, (target, count) in templates.items():
        node = tree(source, templates, cuts)
        lengths = len(source), len(target)
        shortest[node.rule] = min(shortest.get(node.rule, lengths), lengths)
        if source in whole:
            roots[node.rule] += count
            depths[depth(node)] += count
            for place, filler in _places(node):
                fillers[place][filler] += count
    longest = (
        max((len(pair.source) for pair in pairs), default=0),
        max((len(pair.target) for pair in pairs), default=0),
    )
    allowed = allowed_fillers(fillers, shortest, longest)
    return Grammar(lexicon, dict(roots), allowed, dict(depths), longest)


def _phrases(whole: Mapping[Side, tuple[Side, int]]) -> tuple[dict[Side, tuple[Side, int]], dict[Side, Cut]]:
    """Return templates with the phrases that are never a pair of their own, and how all of them are cut."""
    templates = dict(whole)
    for _ in range(_ROUNDS):
        cuts = best_cuts(templates)
        solved = solved_phrases(templates, {cut.frame for cut in cuts.values()})
        if not solved:
            return templates, cuts
        templates.update({source: (target, 0) for source, target in solved.items()})
    return templates, best_cuts(templates)


def _places(node: Node) -> Iterator[tuple[Place, Rule]]:
    """Yield the slots for phrases below a node, each with the rule that fills it."""
    for slot, part in zip(slots(node.rule.source), node.fillers, strict=True):
        if isinstance(part, Node):
            yield (node.rule, slot.number), part.rule
            yield from _places(part)
