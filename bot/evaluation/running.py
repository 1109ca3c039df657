"""Running an evaluation: a model reads a split, as it is and changed, and is measured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.backend import Backend
from bot.errors import BotError
from bot.evaluation.dataset import Dataset, Sentence
from bot.evaluation.figures import Figures, measure
from bot.evaluation.prediction import Prediction, predict
from bot.evaluation.variants import make_variants

__all__ = ["Evaluation", "Figures", "evaluate"]

Report = Callable[[str], None]
"""Takes a line on how far the work is."""

_WARMING = 5
"""Sentences read before the clock counts: what is loaded on first use is no reading time."""
_NEWS = 5_000
"""Sentences after which there is a word on how far the reading is."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What was measured of a split whose sentences were changed in some way."""

    name: str
    """The name of the change."""
    about: str
    """What it does, in one line."""
    figures: Figures
    """Of all sentences, also those that it leaves as they are."""
    count: int
    """How many sentences it changes; where it changes none, nothing was shown by it."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured, of what, on what."""

    dataset: Dataset
    split: str
    """What was read of it: `test` or `valid`."""
    backend: str
    """The backend's name."""
    model: Path
    preset: str
    """Empty where the model was there before."""
    figures: Figures
    """Of the split as it is."""
    predictions: tuple[Prediction, ...]
    variants: tuple[Changed, ...]
    """The split changed in several ways."""
    train_s: float | None
    """Seconds of training; None where the model was there before."""
    unseen: Figures | None = None
    """Without the sentences that stand in the train split too; None where there are none of these."""


def evaluate(
    backend: Backend,
    dataset: Dataset,
    *,
    model: Path,
    preset: str = "",
    split: str = "test",
    robustness: bool = True,
    train_s: float | None = None,
    report: Report = lambda _: None,
) -> Evaluation:
    """Return what is measured of a backend on a split, `test` or `valid`; raises BotError where that is empty."""
    predictions = read_split(backend, dataset, split, report)
    changed: list[Changed] = []
    for variant in make_variants(dataset) if robustness else ():
        made = [variant.change(each.sentence) for each in predictions]
        count = sum(each.text != before.sentence.text for each, before in zip(made, predictions, strict=True))
        read = _read(backend, dataset, made, variant.name, report) if count else predictions
        changed.append(Changed(variant.name, variant.about, measure(read), count))
    learned = {sentence.text for sentence in dataset.train}
    unseen = [each for each in predictions if each.sentence.text not in learned]
    if not unseen:
        learned_it = "" if train_s is None else "; the figures say what was learned by heart"
        note = f"{split}: every sentence stands in train too{learned_it}"
        dataset = replace(dataset, notes=(*dataset.notes, note))
    return Evaluation(
        dataset, split, backend.name, model, preset, measure(predictions), predictions, tuple(changed), train_s,
        measure(unseen) if 0 < len(unseen) < len(predictions) else None,
    )  # fmt: skip


def read_split(backend: Backend, dataset: Dataset, split: str, report: Report) -> tuple[Prediction, ...]:
    """Return what a backend makes of a split, `test` or `valid`; raises BotError where that is empty."""
    sentences: tuple[Sentence, ...] = getattr(dataset, split)
    if not sentences:
        raise BotError(f"{dataset.name} has no sentences in its {split} split")
    predict(backend, dataset, sentences[:_WARMING], lambda _done, _all: None)
    return _read(backend, dataset, sentences, split, report)


def _read(
    backend: Backend, dataset: Dataset, sentences: Sequence[Sentence], name: str, report: Report
) -> tuple[Prediction, ...]:
    def progress(done: int, of: int) -> None:
        if done == of or done % _NEWS == 0:
            report(f"{name}: {done} of {of} sentences read")

    return tuple(predict(backend, dataset, sentences, progress))
