"""Lessons: the texts that a text-to-text model is to learn from, made of a train split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.pairs.compressing import learn_compression
from bot.evaluation.pairs.inducing import learn_grammar
from bot.evaluation.pairs.loading import texts_of
from bot.evaluation.pairs.pair import Pair, PairData, Tokens
from bot.evaluation.pairs.substituting import augment
from bot.evaluation.pairs.trust import trusted
from bot.evaluation.writing import number

Texts = Sequence[tuple[str, str]]
"""Sources and targets."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learned."""

    texts: Texts
    held_back: Texts = ()
    """What tells when to stop; where there is none, the trainer holds some back."""
    made: frozenset[Tokens] = frozenset()
    """The sources of the pairs that were made."""
    compressed: bool = False
    """Whether targets are written shorter, so that what is written has to be expanded."""
    augmented: bool = False
    """Whether pairs were to be made."""


def plain_lesson(data: PairData) -> Lesson:
    """Return the train split as it is."""
    return Lesson(texts_of(distinct(data.train)), texts_of(data.valid))


def augmented_lesson(data: PairData, seed: int, report: Callable[[str], None]) -> Lesson:
    """Return the train split and as many pairs again, made of it, with targets written shorter where that is learned.

    Nothing but the train split tells how. Where it does not tell how pairs are made, it is left as it is.
    """
    train = distinct(data.train)
    grammar = learn_grammar(train)
    new = augment(train, len(train), seed, grammar)
    if not new:
        why = "no other pair can be made of it" if trusted(train) else "its pairs do not tell one another"
        report(f"nothing is added to the train split: {why}")
        return Lesson(texts_of(train), texts_of(data.valid), augmented=True)
    report(f"{number(len(new))} pairs made of {number(len(train))}")
    made = frozenset(pair.source for pair in new)
    compression = learn_compression(train, grammar)
    if not compression.targets:
        return Lesson(texts_of([*train, *new]), texts_of(data.valid), made, augmented=True)
    report("repeated stretches of targets are written once")

    def compressed(pairs: Iterable[Pair]) -> Texts:
        return texts_of(map(compression.compress, _single(pairs)))

    return Lesson(compressed([*train, *new]), compressed(data.valid), made, compressed=True, augmented=True)


def distinct(pairs: Iterable[Pair]) -> list[Pair]:
    """Return pairs without those that stand there already, but for the sources with several targets.

    How often each of these follows says how likely it is; of all others one says as much as many.
    """
    targets: defaultdict[Tokens, set[Tokens]] = defaultdict(set)
    pairs = list(pairs)
    for pair in pairs:
        targets[pair.source].update((pair.target, *pair.others))
    first: dict[Tokens, int] = {}
    for place, pair in enumerate(pairs):
        first.setdefault(pair.source, place)
    return [pair for place, pair in enumerate(pairs) if len(targets[pair.source]) > 1 or first[pair.source] == place]


def _single(pairs: Iterable[Pair]) -> list[Pair]:
    """Return a pair for each right target."""
    return [Pair(pair.source, target) for pair in pairs for target in (pair.target, *pair.others)]
