"""Which phrases may fill which slots: those seen there, and those that could not have been seen though their like was."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from bot.evaluation.pairs.grammar import PHRASE, Rule
from bot.evaluation.pairs.template import Slot

_EXPECTED = 1.0
"""So many fillers of a kind must be there by chance before it tells anything that there is none."""
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
            and self._expected(place, rule) < _EXPECTED
            and any(self._alike(rule, kind) for kind in kinds)
        ]

    def _expected(self, place: Place, rule: Rule) -> float:
        """Return how often a rule would be in a slot by chance; never where even its shortest is longer than all pairs."""
        frame, number = place
        source, target = self._shortest[rule]
        holes = frame.target.count(Slot(PHRASE, number))
        if (
            len(frame.source) - 1 + source > self._longest[0]
            or len(frame.target) + holes * (target - 1) > self._longest[1]
        ):
            return 0.0
        return self._fillers[place].total() * self._often[rule] / self._all

    def _alike(self, one: Rule, two: Rule) -> bool:
        """Whether two rules fill the same slots, as far as the split tells: what is in one slot only might be chance."""
        first, second = self._places[one], self._places[two]
        if len(first & second) < _SHARED:
            return False
        unlike = sum(self._expected(place, two) for place in first - second)
        unlike += sum(self._expected(place, one) for place in second - first)
        return unlike < _EXPECTED
