"""Which phrases may fill which slots: those seen there, and those that could not have been seen though their like was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from bot.evaluation.pairs.grammar import PHRASE, Rule
from bot.evaluation.pairs.template import Slot

_EXPECTED = 5.0
"""So many fillers of a kind would have to be in a slot by chance before it tells anything that there is none."""
_UNLIKE = 0.1
"""For each slot that two rules fill, of how many it may be told that only one of them does: they are alike then."""
_SHARED = 2
"""Slots that two rules must fill to be alike."""

Place = tuple[Rule, int]
"""A rule and the number of a slot for phrases in it."""
Lengths = tuple[int, int]
"""Words of a source, tokens of a target."""


def allowed_fillers(
    fillers: Mapping[Place, Counter[Rule]], shortest: Mapping[Rule, Lengths], longest: Lengths
) -> dict[Place, frozenset[Rule]]:
    """Return what may fill each slot, for how often each rule fills it in a train split.

    `shortest` is the least that a rule makes, `longest` the most that a pair of the split has.
    """
    seen = _Seen(fillers, shortest, longest)
    return {place: frozenset((*found, *seen.more(place))) for place, found in fillers.items()}


class _Seen:
    """What fills the slots of a train split, and what it tells that something does not."""

    def __init__(
        self, fillers: Mapping[Place, Counter[Rule]], shortest: Mapping[Rule, Lengths], longest: Lengths
    ) -> None:
        self._fillers = fillers
        self._shortest = shortest
        self._longest = longest
        self._all = sum(map(Counter.total, fillers.values()))
        self._often: Counter[Rule] = Counter()
        self._places: defaultdict[Rule, set[Place]] = defaultdict(set)
        for place, found in fillers.items():
            self._often.update(found)
            for rule in found:
                self._places[rule].add(place)

    def more(self, place: Place) -> list[Rule]:
        """Return what may fill a slot though it was not seen there."""
        here = self._fillers[place]
        kinds = [rule for rule in here if len(self._places[rule]) > _SHARED]
        return [
            rule
            for rule, found in self._places.items()
            if rule not in here
            and len(found) >= _SHARED
            and not self._telling(place, rule)
            and any(self._alike(rule, kind) for kind in kinds)
        ]

    def _telling(self, place: Place, rule: Rule) -> bool:
        """Whether it tells anything that a rule was not seen in a slot: chance would have it there, and short enough."""
        if self._fillers[place].total() * self._often[rule] < _EXPECTED * self._all:
            return False
        frame, number = place
        source, target = self._shortest[rule]
        holes = frame.target.count(Slot(PHRASE, number))
        return (
            len(frame.source) - 1 + source <= self._longest[0]
            and len(frame.target) + holes * (target - 1) <= self._longest[1]
        )

    def _alike(self, one: Rule, two: Rule) -> bool:
        """Whether two rules fill the same slots, as far as the split tells."""
        first, second = self._places[one], self._places[two]
        shared = len(first & second)
        if shared < _SHARED:
            return False
        unlike = sum(self._telling(place, two) for place in first - second)
        unlike += sum(self._telling(place, one) for place in second - first)
        return unlike <= _UNLIKE * shared
