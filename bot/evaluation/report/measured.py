"""What was measured: the facts, the figures with what each means, and how they hold up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.evaluation.report.html import Html, element, join
from bot.evaluation.report.section import Section, cell, note, table
from bot.evaluation.report.writing import counted, duration, milliseconds, percent, points
from bot.evaluation.running import Evaluation, Figures
from bot.evaluation.variants import make_variants


@dataclass(frozen=True, slots=True)
class _Figure:
    key: str
    name: str
    meaning: str
    write: Callable[[float], str] = percent


def _plain(value: float) -> str:
    return f"{value:.3f}"


_FIGURES = (
    _Figure(
        "intent_accuracy", "Intent accuracy",
        "Sentences in scope whose intents are all right, in order; one that is rejected counts as wrong.",
    ),
    _Figure("slot_f1", "Slot F1", "How well slots are found; one counts only with its exact stretch and its name."),
    _Figure(
        "exact_match", "Exact match",
        "Sentences that are right as a whole: all intents and all slots, and rejected where no action fits.",
    ),
    _Figure("overall", "Overall", "Exact match, as data is reported whose sentences say several things at once."),
    _Figure(
        "oos_auroc", "Out-of-scope AUROC",
        "How often a sentence in scope scores higher than one out of scope; 0.5 is chance, 1 perfect.", _plain,
    ),
    _Figure(
        "oos_recall_at_95", "Out-of-scope recall",
        "Sentences out of scope that are rejected when 95 % of those in scope are accepted.",
    ),
    _Figure(
        "ece", "Calibration error",
        "How far the confidence is from the share that is right, on average; less is better.",
    ),
    _Figure("read_p50_ms", "Reading time, median", "Half of the sentences are read faster.", milliseconds),
    _Figure("read_p99_ms", "Reading time, 99th percentile", "One in a hundred takes longer.", milliseconds),
)  # fmt: skip
_HOLDS_UP = _FIGURES[:3]


def measured(result: Evaluation, when: datetime) -> Section:
    """Return what was measured, and when."""
    return Section("figures", "Figures", join(_facts(result, when), _figures(result.figures), _notes(result)))


def robustness(result: Evaluation) -> Section | None:
    """Return how the figures change where the sentences do; None where that was not measured."""
    abouts = {each.name: each.about for each in make_variants(result.dataset)}
    others = [
        (each.name, f"{abouts[each.name]}; changes {counted(each.count, 'sentence')}", each.figures)
        for each in result.variants
    ]
    if result.unseen is not None:
        others.append(("without those of the train split", "", result.unseen))
    if not others:
        return None
    columns = [each for each in _HOLDS_UP if _value(result.figures, each.key) is not None]
    rows = [_held_up("as they are", "", result.figures, None, columns)]
    rows += [_held_up(name, about, figures, result.figures, columns) for name, about, figures in others]
    body = join(
        note("The same sentences, changed; behind each figure the difference to the sentences as they are, in points."),
        table("Figures of changed sentences", ["Sentences", *(each.name for each in columns)], rows, "figures"),
    )
    return Section("robustness", "Robustness", body)


def _facts(result: Evaluation, when: datetime) -> Html:
    facts = {
        "Data set": result.dataset.name,
        "Sentences": f"{result.figures.sentences:,}",
        "Backend": result.backend,
        "Model": result.model.name,
        "Preset": result.preset,
        "Training time": "" if result.train_s is None else duration(result.train_s),
        "Measured": f"{when:%d %b %Y, %H:%M}".lstrip("0"),
    }
    pairs = (element("div", element("dt", name), element("dd", value)) for name, value in facts.items() if value)
    return element("dl", *pairs, class_="facts")


def _figures(figures: Figures) -> Html:
    rows = [
        (each.name, cell(each.write(value), value), each.meaning)
        for each in _FIGURES
        if (value := _value(figures, each.key)) is not None
    ]
    return table("Figures, and what each means", ["Figure", "Value", "What it means"], rows, "figures meanings")


def _notes(result: Evaluation) -> Html:
    notes = result.dataset.notes
    if not notes:
        return Html()
    return element("aside", element("h3", "About the data"), element("ul", *(element("li", each) for each in notes)))


def _held_up(name: str, about: str, figures: Figures, plain: Figures | None, columns: list[_Figure]) -> list[str]:
    """Return a row: the figures, each with its difference to those of the sentences as they are."""
    if plain is not None and plain.sentences != figures.sentences:
        about = counted(figures.sentences, "sentence")
    first = join(name, element("small", about)) if about else name
    return [first, *(_changed(each, figures, plain) for each in columns)]


def _changed(figure: _Figure, figures: Figures, plain: Figures | None) -> Html:
    value, before = _value(figures, figure.key), None if plain is None else _value(plain, figure.key)
    if value is None:
        return cell("–", None)
    change = [] if before is None else [" ", element("small", points(value - before))]
    return element("td", figure.write(value), *change, class_="number")


def _value(figures: Figures, key: str) -> float | None:
    value: float | None = getattr(figures, key)
    return value
