"""Finding in each template the phrases that are templates themselves, and the frame around them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.evaluation.pairs.grammar import PHRASE, Node, Rule
from bot.evaluation.pairs.template import Side, Slot, Symbol, Template, numbered, replaced, slots

_PHRASES = 3
"""Phrases that a frame has slots for."""
_SUPPORT = 3
"""Templates that must be a frame with other phrases in it."""
_LONGEST = 40
"""Words of a template that is looked into."""
_MOST_WAYS = 2000

Templates = Mapping[Side, tuple[Side, int]]


class Cut(NamedTuple):
    """A template as a frame and the phrases in it."""

    frame: Rule
    phrases: tuple[Side, ...]
    """The sources of the phrases, each numbered from 0."""


class _Phrase(NamedTuple):
    start: int
    past: int
    source: Side
    """Numbered from 0, as the templates have it."""
    target: Side
    """In the slots of the template around it."""


def best_cuts(templates: Templates) -> dict[Side, Cut]:
    """Return the templates that are a frame with phrases in it: of a template's frames, the one of the most templates.

    The more pairs a rule makes, the fewer rules are needed: the shortest description of the split, found greedily.
    """
    ways = {source: list(_cuts(Template(source, target), templates)) for source, (target, _) in templates.items()}
    support: Counter[Rule] = Counter()
    phrases: defaultdict[tuple[Rule, int], set[Side]] = defaultdict(set)
    for cuts in ways.values():
        support.update({cut.frame for cut in cuts})
        for cut in cuts:
            for number, phrase in enumerate(cut.phrases):
                phrases[cut.frame, number].add(phrase)
    poor = {frame for (frame, _), found in phrases.items() if len(found) == 1}
    poor |= {frame for frame in support if all(isinstance(symbol, Slot) for symbol in frame.source)}
    ranked = sorted(
        (frame for frame, count in support.items() if count >= _SUPPORT and frame not in poor),
        key=lambda frame: (-support[frame], len(frame.source) + len(frame.target), repr(frame)),
    )
    good = {frame.source: frame for frame in reversed(ranked)}.values()  # other targets of a source are chance
    rank = {frame: number for number, frame in enumerate(ranked) if frame in set(good)}
    chosen = {source: [cut for cut in cuts if cut.frame in rank] for source, cuts in ways.items()}
    return {source: min(cuts, key=lambda cut: (rank[cut.frame], repr(cut))) for source, cuts in chosen.items() if cuts}


def tree(source: Side, templates: Templates, cuts: Mapping[Side, Cut]) -> Node:
    """Return how a template is made of the chosen frames; its slots of the lexicon are numbered within each node."""
    if source not in cuts:
        return Node(Template(source, templates[source][0]), slots(source))
    frame, phrases = cuts[source]
    rest = iter(phrases)
    return Node(
        frame,
        tuple(tree(next(rest), templates, cuts) if slot.kind == PHRASE else slot for slot in slots(frame.source)),
    )


def _cuts(template: Template, templates: Templates) -> Iterator[Cut]:
    if len(template.source) > _LONGEST:
        return
    phrases = list(_phrases(template, templates))
    for number, chosen in enumerate(_disjoint(phrases, 0, 0)):
        if number > _MOST_WAYS:
            return
        cut = _cut(template, chosen)
        if cut is not None:
            yield cut


def _phrases(template: Template, templates: Templates) -> Iterator[_Phrase]:
    """Yield the stretches of a template that are templates and whose target is in its target."""
    source, target = template
    for start in range(len(source)):
        for past in range(start + 1, len(source) + 1):
            if past - start == len(source):
                continue
            plain, old = numbered(source[start:past])
            if plain in templates:
                names: dict[Slot, Side] = {Slot(slot.kind, number): (slot,) for number, slot in enumerate(old)}
                inside = replaced(templates[plain][0], names)
                if inside and _with_hole(target, inside, Slot(PHRASE, start)) is not None:
                    yield _Phrase(start, past, plain, inside)


def _disjoint(phrases: Sequence[_Phrase], start: int, count: int) -> Iterator[tuple[_Phrase, ...]]:
    for number, phrase in enumerate(phrases):
        if phrase.start >= start:
            yield (phrase,)
            if count + 1 < _PHRASES:
                yield from ((phrase, *rest) for rest in _disjoint(phrases[number + 1 :], phrase.past, count + 1))


def _cut(template: Template, chosen: Sequence[_Phrase]) -> Cut | None:
    """Return the frame that is left around phrases; None where one of them does not stand for itself alone."""
    if len({phrase.target for phrase in chosen}) < len(chosen):
        return None
    target = template.target
    for phrase in sorted(chosen, key=lambda phrase: -len(phrase.target)):
        around = _with_hole(target, phrase.target, Slot(PHRASE, phrase.start))
        if around is None:
            return None
        target = around
    source: list[Symbol] = []
    past = 0
    for phrase in chosen:
        source += [*template.source[past : phrase.start], Slot(PHRASE, phrase.start)]
        past = phrase.past
    plain, old = numbered((*source, *template.source[past:]))
    names: dict[Slot, Side] = {slot: (Slot(slot.kind, number),) for number, slot in enumerate(old)}
    return Cut(Template(plain, replaced(target, names)), tuple(phrase.source for phrase in chosen))


def _with_hole(target: Side, inside: Side, hole: Slot) -> Side | None:
    """Return a target with a hole in each place of a part of it; None where a slot of that part stands elsewhere too."""
    found: list[Symbol] = []
    place = 0
    while place < len(target):
        if target[place : place + len(inside)] == inside:
            found.append(hole)
            place += len(inside)
        else:
            found.append(target[place])
            place += 1
    if hole not in found or set(slots(inside)) & set(found):
        return None
    return tuple(found)
