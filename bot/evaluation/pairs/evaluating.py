"""Evaluating a text-to-text model: what it writes for a split is put beside what is right."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.backend import TextModel
from bot.evaluation.pairs.overlap import Overlap, overlap
from bot.evaluation.pairs.pair import Pair, Tokens
from bot.evaluation.pairs.repeats import expand
from bot.program import JSON

Report = Callable[[str], None]

_WARMING = 5
"""Sources read before the clock counts."""
_NEWS = 1_000
"""Sources after which there is a word on how far the reading is."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote for a source."""

    source: Tokens
    right: tuple[Tokens, ...]
    """All targets that the split has for the source."""
    written: Tokens
    """Nothing where the model came to no end."""
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether it is one of the right targets, token by token."""
        return self.written in self.right


def write_split(
    model: TextModel, pairs: Sequence[Pair], *, expanding: bool = False, report: Report = lambda _: None
) -> list[Written]:
    """Return what a model writes for each source of a split, each read once and alone; `expanding` writes repeats out."""
    right: dict[Tokens, dict[Tokens, None]] = {}
    for pair in pairs:
        right.setdefault(pair.source, {}).update(dict.fromkeys(map(_composed, (pair.target, *pair.others))))
    for source in list(right)[:_WARMING]:
        model.complete([" ".join(source)])
    found = []
    for done, (source, targets) in enumerate(right.items(), start=1):
        started = time.perf_counter()
        completions = model.complete([" ".join(source)])[0]
        seconds = time.perf_counter() - started
        written: Tokens = tuple(completions[0].text.split()) if completions else ()
        written = _composed(expand(written) if expanding else written)
        found.append(Written(source, tuple(targets), written, seconds))
        if done == len(right) or done % _NEWS == 0:
            report(f"{done} of {len(right)} sources read")
    return found


def _composed(tokens: Iterable[str]) -> Tokens:
    """Return tokens with composed letters: how a letter is encoded is no difference."""
    return tuple(unicodedata.normalize("NFC", token) for token in tokens)


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a split."""

    exact_match: float
    """Share of the sources for which a right target was written, as a fraction of 1."""
    overlap: Overlap
    read_p50_ms: float
    """Half of the sources are read in this time, in milliseconds."""
    read_p99_ms: float
    sources: int

    def to_json(self) -> dict[str, JSON]:
        """Return the figures by name."""
        return {
            "exact_match": round(self.exact_match, 6), "bleu": round(self.overlap.bleu, 4),
            "chrf": round(self.overlap.chrf, 4), "read_p50_ms": round(self.read_p50_ms, 4),
            "read_p99_ms": round(self.read_p99_ms, 4), "sources": self.sources,
        }  # fmt: skip


def measure(found: Sequence[Written]) -> Figures:
    """Return the figures of what was written for one or more sources."""
    p50, p99 = np.percentile([1000 * each.seconds for each in found], [50, 99])
    texts = [" ".join(each.written) for each in found]
    right = [[" ".join(target) for target in each.right] for each in found]
    return Figures(exact_match(found), overlap(texts, right), float(p50), float(p99), len(found))


def exact_match(found: Sequence[Written]) -> float:
    """Return the share of one or more sources for which a right target was written."""
    return sum(each.is_right for each in found) / len(found)


@dataclass(frozen=True, slots=True)
class Known:
    """How much of a split was there in training."""

    in_train: int
    """Sources that stand in the train split too."""
    made: int
    """Sources that are among the pairs made of the train split."""
    unseen: int
    """Sources that are neither."""
    exact_match: float | None
    """Share of the unseen ones for which a right target was written; None where there are none."""


def known(found: Sequence[Written], train: Iterable[Pair], made: Collection[Tokens] = ()) -> Known:
    """Return how much of what was read stands in a train split or has the source of a made pair, and how the rest was read."""
    learned = {pair.source for pair in train}
    unseen = [each for each in found if each.source not in learned and each.source not in made]
    return Known(
        sum(each.source in learned for each in found),
        sum(each.source in made for each in found),
        len(unseen),
        exact_match(unseen) if unseen else None,
    )
