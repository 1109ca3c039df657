"""Finding phrases that are never a pair of their own: what must fill a frame so that it makes a template.

If "x and y" is said where "x" is known and the frame "_ and _" too, then what remains of the target is what "y" means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from bot.evaluation.pairs.grammar import PHRASE, Rule
from bot.evaluation.pairs.template import Side, Slot, numbered, replaced, slots

_SUPPORT = 3
"""Templates that must tell the same of a phrase."""
_AGREEING = 0.95
"""Of the templates with a stretch in a frame, how many must tell the same of it."""
_LONGEST = 40

Templates = Mapping[Side, tuple[Side, int]]


def solved_phrases(templates: Templates, frames: Iterable[Rule]) -> dict[Side, Side]:
    """Return source to target of the stretches that are no template themselves but would have to be one."""
    votes: defaultdict[Side, Counter[Side | None]] = defaultdict(Counter)
    frames = sorted(frames, key=repr)
    for source, (target, _) in sorted(templates.items(), key=repr):
        if len(source) <= _LONGEST:
            found = dict.fromkeys(told for frame in frames for told in _told(frame, source, target, templates))
            for stretch, told in found:
                votes[stretch][told] += 1
    phrases: dict[Side, Side] = {}
    for stretch, counts in votes.items():
        best, count = counts.most_common(1)[0]
        if best is not None and count >= _SUPPORT and count >= _AGREEING * counts.total():
            phrases[stretch] = best
    return phrases


def _told(frame: Rule, source: Side, target: Side, templates: Templates) -> Iterator[tuple[Side, Side | None]]:
    """Yield the only unknown stretch that a frame has in a template and what it means, None where it can mean nothing."""
    for fillers in _matches(frame.source, source):
        known: dict[Slot, Side] = {}
        unknown: list[Slot] = []
        for slot, stretch in fillers.items():
            meaning = _meaning(stretch, templates) if slot.kind == PHRASE else stretch
            if meaning is None:
                unknown.append(slot)
            else:
                known[slot] = meaning
        if len(unknown) == 1:
            hole = unknown[0]
            plain, old = numbered(fillers[hole])
            inside = _inside(replaced(frame.target, known), hole, target)
            if inside is None or not set(slots(inside)) <= set(old):
                yield plain, None
            else:
                names: dict[Slot, Side] = {slot: (Slot(slot.kind, number),) for number, slot in enumerate(old)}
                yield plain, replaced(inside, names)


def _meaning(stretch: Side, templates: Templates) -> Side | None:
    plain, old = numbered(stretch)
    if plain not in templates:
        return None
    names: dict[Slot, Side] = {Slot(slot.kind, number): (slot,) for number, slot in enumerate(old)}
    return replaced(templates[plain][0], names)


def _inside(around: Side, hole: Slot, target: Side) -> Side | None:
    """Return what is in all holes of a side that is a target otherwise."""
    count = around.count(hole)
    length, rest = divmod(len(target) - (len(around) - count), count)
    if rest or length < 1:
        return None
    start = around.index(hole)
    inside = target[start : start + length]
    return inside if replaced(around, {hole: inside}) == target else None


def _matches(wanted: Side, source: Side) -> Iterator[dict[Slot, Side]]:
    """Yield what fills the slots of a rule's source where it is a source."""
    if len(source) < len(wanted) or not wanted:
        if not wanted and not source:
            yield {}
        return
    head, rest = wanted[0], wanted[1:]
    if not isinstance(head, Slot):
        if source[0] == head:
            yield from _matches(rest, source[1:])
    elif head.kind == PHRASE:
        for end in range(1, len(source) - len(rest) + 1):
            for others in _matches(rest, source[end:]):
                yield {head: source[:end], **others}
    elif isinstance(source[0], Slot) and source[0].kind == head.kind:
        for others in _matches(rest, source[1:]):
            yield {head: (source[0],), **others}
