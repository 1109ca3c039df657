"""Comparing two models on the same sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluation.bootstrap import difference, paired_interval
from bot.evaluation.dataset import Dataset
from bot.evaluation.figures import Figures, measure
from bot.evaluation.metrics import intents, intents_read, rejected, right, slots_read
from bot.evaluation.opening import OpenModel
from bot.evaluation.prediction import Prediction
from bot.evaluation.running import Report, read_split


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two models, and what it made of the sentences."""

    name: str
    """As the user named it."""
    size: int
    """What its folder holds, in bytes."""
    figures: Figures
    predictions: tuple[Prediction, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """How often each of the two reads the sentences of an intent right."""

    intent: str
    sentences: int
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence that the two read differently."""

    text: str
    first: Prediction
    second: Prediction

    @property
    def right(self) -> str:
        """Which of them is right: `a`, `b` or `neither`."""
        return "a" if right(self.first) else "b" if right(self.second) else "neither"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models side by side on the same sentences."""

    dataset: Dataset
    split: str
    first: Side
    second: Side
    difference: float
    """By how much the second is right more often than the first, as a share of the sentences."""
    interval: tuple[float, float]
    """Where that difference lies with a probability of 95 %."""
    rows: tuple[Row, ...]
    """The intents, most frequent first."""
    disagreements: tuple[Disagreement, ...]


def compare(
    first: tuple[str, OpenModel], second: tuple[str, OpenModel], dataset: Dataset, split: str, report: Report
) -> Comparison:
    """Return two models, each with its name, side by side on a split; raises BotError where that is empty."""
    a, b = (_side(name, model, dataset, split, report) for name, model in (first, second))
    marks_a, marks_b = ([right(each) for each in side.predictions] for side in (a, b))
    return Comparison(
        dataset, split, a, b, difference(marks_a, marks_b), paired_interval(marks_a, marks_b),
        tuple(_rows(a.predictions, marks_a, marks_b)), tuple(_disagreements(a, b)),
    )  # fmt: skip


def _side(name: str, model: OpenModel, dataset: Dataset, split: str, report: Report) -> Side:
    predictions = read_split(model.backend, dataset, split, lambda line: report(f"{name}: {line}"))
    return Side(name, model.size, measure(predictions), predictions)


def _rows(predictions: Sequence[Prediction], first: Sequence[bool], second: Sequence[bool]) -> Iterator[Row]:
    counts: Counter[str] = Counter()
    hits: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for prediction, a, b in zip(predictions, first, second, strict=True):
        for intent in set(intents(prediction.sentence)):
            counts[intent] += 1
            hits[intent][0] += a
            hits[intent][1] += b
    for intent, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        yield Row(intent, count, hits[intent][0] / count, hits[intent][1] / count)


def _disagreements(first: Side, second: Side) -> Iterator[Disagreement]:
    for a, b in zip(first.predictions, second.predictions, strict=True):
        if _meaning(a) != _meaning(b):
            yield Disagreement(a.sentence.text, a, b)


def _meaning(prediction: Prediction) -> object:
    """Return what counts of a reading: the program where the data has programs, else intents and slots."""
    found = prediction.found
    if rejected(prediction):
        return None
    if prediction.sentence.program is not None:
        return found.program, found.missing, found.unread
    return intents_read(prediction), Counter(slots_read(prediction))
