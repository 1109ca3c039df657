"""Pairs with slots in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.evaluation.pairs.aligning import Lexicon
from bot.evaluation.pairs.pair import Pair, Tokens

_AGREEING = 0.99
"""Of the pairs that a template fits, how many it must be right about."""


class Slot(NamedTuple):
    """A place for a word of a class or, where the class is empty, for a phrase."""

    kind: str
    number: int
    """Slots are numbered from 0 in the order of the source."""


Symbol = str | Slot
Side = tuple[Symbol, ...]


class Template(NamedTuple):
    """A source and a target with slots; each slot stands once in the source and at least once in the target."""

    source: Side
    target: Side


def slots(side: Side) -> tuple[Slot, ...]:
    """Return the slots of a side in the order of their first places."""
    return tuple(dict.fromkeys(symbol for symbol in side if isinstance(symbol, Slot)))


def replaced(side: Side, fillers: Mapping[Slot, Side]) -> Side:
    """Return a side with some of its slots filled."""
    return tuple(
        part for symbol in side for part in (fillers.get(symbol, (symbol,)) if isinstance(symbol, Slot) else (symbol,))
    )


def numbered(side: Side) -> tuple[Side, tuple[Slot, ...]]:
    """Return a source with its slots numbered from 0, and what these slots were."""
    old = slots(side)
    new: dict[Slot, Side] = {slot: (Slot(slot.kind, number),) for number, slot in enumerate(old)}
    return replaced(side, new), old


def pattern(source: Tokens, lexicon: Lexicon) -> tuple[Side, Tokens]:
    """Return a source with a slot for each exchangeable word, and these words."""
    side: list[Symbol] = []
    words: list[str] = []
    for word in source:
        if word in lexicon.class_of:
            side.append(Slot(lexicon.class_of[word], len(words)))
            words.append(word)
        else:
            side.append(word)
    return tuple(side), tuple(words)


def filled(template: Template, words: Sequence[str], lexicon: Lexicon) -> Pair:
    """Return the pair that a template makes of words, one for each of its slots."""
    said = dict(zip(slots(template.source), words, strict=True))
    sources: dict[Slot, Side] = {slot: (word,) for slot, word in said.items()}
    targets: dict[Slot, Side] = {slot: (lexicon.tokens[word],) for slot, word in said.items()}
    return Pair(_words(replaced(template.source, sources)), _words(replaced(template.target, targets)))


def _words(side: Side) -> Tokens:
    return tuple(symbol for symbol in side if isinstance(symbol, str))


def learn_templates(pairs: Iterable[Pair], lexicon: Lexicon) -> dict[Side, tuple[Side, int]]:
    """Return source to target of the templates of some pairs, and how many different pairs fit each.

    Which token is whose cannot be seen where a word is said twice: such a pair is only checked. What is not right about
    the pairs that it fits is no template.
    """
    votes: defaultdict[Side, Counter[Side]] = defaultdict(Counter)
    unclear: list[tuple[Side, Tokens, Tokens]] = []
    for source, target in sorted({(pair.source, pair.target) for pair in pairs}):
        side, words = pattern(source, lexicon)
        if len(set(words)) < len(words):
            unclear.append((side, words, target))
            continue
        places = {lexicon.tokens[word]: slot for word, slot in zip(words, slots(side), strict=True)}
        votes[side][tuple(places.get(token, token) for token in target)] += 1
    found: dict[Side, tuple[Side, int]] = {}
    fitting: Counter[Side] = Counter()
    for side, targets in votes.items():
        best = min(targets, key=lambda target: (-targets[target], tuple(map(repr, target))))
        found[side] = (best, targets[best])
        fitting[side] = targets.total()
    right = Counter({side: count for side, (_, count) in found.items()})
    for side, words, target in unclear:
        if side in found:
            fitting[side] += 1
            right[side] += filled(Template(side, found[side][0]), words, lexicon).target == target
    return {
        side: (target, right[side]) for side, (target, _) in found.items() if right[side] >= _AGREEING * fitting[side]
    }
