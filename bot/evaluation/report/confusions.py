"""Confusions: which intent was read for which, and how well each intent and slot is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.report.judged import Judged
from bot.evaluation.report.pairing import Pair

_EXAMPLES = 3
"""How many sentences are shown for a confusion."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well an intent or a slot is read."""

    name: str
    said: int
    """How often it is right."""
    read: int
    """How often it was read."""
    hits: int
    """How often it was read where it is right."""

    @property
    def precision(self) -> float | None:
        """The share of the times it was read that is right; None where it never was."""
        return self.hits / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """The share of the times it was said that was read; None where it never was said."""
        return self.hits / self.said if self.said else None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.said + self.read)


@dataclass(frozen=True, slots=True)
class Confusions:
    """How often an intent was read for another, over the clauses of all sentences."""

    counts: Counter[Pair]
    examples: dict[Pair, list[str]]
    """Some sentences for each confusion, those first of which the backend was surest."""

    def wrong(self) -> list[tuple[Pair, int]]:
        """Return the confusions, the most frequent first."""
        found = [(pair, count) for pair, count in self.counts.items() if pair[0] != pair[1]]
        return sorted(found, key=lambda each: (-each[1], each[0][0] or "", each[0][1] or ""))

    def scores(self) -> list[Score]:
        """Return how well each intent is read."""
        said, read, hits = Counter[str](), Counter[str](), Counter[str]()
        for (gold, found), count in self.counts.items():
            if gold is not None:
                said[gold] += count
                hits[gold] += count if gold == found else 0
            if found is not None:
                read[found] += count
        return _scores(said, read, hits)


def count_confusions(sentences: Sequence[Judged]) -> Confusions:
    """Return how often each intent was read for each."""
    counts: Counter[Pair] = Counter()
    for sentence in sentences:
        counts.update(sentence.pairs)
    examples: defaultdict[Pair, list[str]] = defaultdict(list)
    wrong = (sentence for sentence in sentences if sentence.said != sentence.read)
    for sentence in sorted(wrong, key=lambda each: -each.prediction.found.confidence):
        for pair in sentence.pairs:
            if pair[0] != pair[1] and len(examples[pair]) < _EXAMPLES:
                examples[pair].append(sentence.prediction.sentence.text)
    return Confusions(counts, dict(examples))


def slot_scores(sentences: Iterable[Judged]) -> list[Score]:
    """Return how well each slot is read in the sentences in scope: right only with its name and exact place."""
    said, read, hits = Counter[str](), Counter[str](), Counter[str]()
    for sentence in sentences:
        if sentence.in_scope:
            said.update(slot.name for slot in sentence.said_slots)
            read.update(slot.name for slot in sentence.read_slots)
            both = Counter(sentence.said_slots) & Counter(sentence.read_slots)
            hits.update(slot.name for slot in both.elements())
    return _scores(said, read, hits)


def _scores(said: Counter[str], read: Counter[str], hits: Counter[str]) -> list[Score]:
    """Return the scores, those worst read first, the more frequent before the others."""
    found = [Score(name, said[name], read[name], hits[name]) for name in said.keys() | read.keys()]
    return sorted(found, key=lambda score: (score.f1, -score.said, score.name))
