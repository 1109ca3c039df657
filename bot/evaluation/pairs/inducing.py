"""Learning a grammar from a train split."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.evaluation.pairs.aligning import learn_lexicon
from bot.evaluation.pairs.framing import Cut, best_cuts, tree
from bot.evaluation.pairs.grammar import PHRASE, Grammar, Node, Rule, depth
from bot.evaluation.pairs.pair import Pair
from bot.evaluation.pairs.solving import solved_phrases
from bot.evaluation.pairs.template import Side, Slot, learn_templates, slots

_EXPECTED = 5.0
"""So many fillers of a kind would have to be in a slot by chance before it tells anything that there is none."""
_ALIKE = 0.75
"""Of the slots that a rule fills, how many another must fill to be of its kind."""
_ROUNDS = 3
"""Times that phrases are looked for."""

Place = tuple[Rule, int]


def learn_grammar(pairs: Sequence[Pair]) -> Grammar:
    """Return the grammar of a train split; where pairs are not made of one another, each is a rule of its own."""
    lexicon = learn_lexicon(pairs)
    whole = learn_templates(pairs, lexicon)
    templates, cuts = _phrases(whole)
    roots: Counter[Rule] = Counter()
    depths: Counter[int] = Counter()
    fillers: defaultdict[Place, Counter[Rule]] = defaultdict(Counter)
    shortest: dict[Rule, tuple[int, int]] = {}
    for source, (target, count) in whole.items():
        node = tree(source, templates, cuts)
        roots[node.rule] += count
        depths[depth(node)] += count
        for place, filler in _places(node):
            fillers[place][filler] += count
    for source, (target, _) in templates.items():
        rule = tree(source, templates, cuts).rule
        lengths = len(source), len(target)
        shortest[rule] = min(shortest.get(rule, lengths), lengths)
    longest = (
        max((len(pair.source) for pair in pairs), default=0),
        max((len(pair.target) for pair in pairs), default=0),
    )
    return Grammar(lexicon, dict(roots), _allowed(fillers, shortest, longest), dict(depths), longest)


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


def _allowed(
    fillers: Mapping[Place, Counter[Rule]], shortest: Mapping[Rule, tuple[int, int]], longest: tuple[int, int]
) -> dict[Place, frozenset[Rule]]:
    """Return what may fill each slot: what was seen there, and what could not have been though its like was.

    That a filler is missing tells nothing where the split has room for few fillers, or none of its length.
    """
    seen = sum(map(Counter.total, fillers.values()))
    often: Counter[Rule] = Counter()
    places: defaultdict[Rule, set[Place]] = defaultdict(set)
    for place, found in fillers.items():
        often.update(found)
        for rule in found:
            places[rule].add(place)
    allowed: dict[Place, frozenset[Rule]] = {}
    for place, found in fillers.items():
        kinds = [rule for rule in found if len(places[rule]) > 1]
        new = [
            rule
            for rule in often
            if rule not in found
            and (_length_held_back(place, rule, shortest, longest) or found.total() * often[rule] < _EXPECTED * seen)
            and any(len(places[rule] & places[kind]) >= max(2, _ALIKE * len(places[rule])) for kind in kinds)
        ]
        allowed[place] = frozenset((*found, *new))
    return allowed


def _length_held_back(
    place: Place, filler: Rule, shortest: Mapping[Rule, tuple[int, int]], longest: tuple[int, int]
) -> bool:
    """Whether even the shortest pair with a filler in a place is longer than all of the train split."""
    frame, number = place
    slot = Slot(PHRASE, number)
    source, target = shortest[filler]
    return (
        len(frame.source) - 1 + source > longest[0]
        or len(frame.target) + frame.target.count(slot) * (target - 1) > longest[1]
    )
