"""What was measured: the facts, the figures with what each means, and how they hold up."""

from __future__ import annotations

from datetime import datetime

from bot.evaluation.figures import FIGURES, HOLDS_UP, Figure, Figures
from bot.evaluation.report.html import Html, element, join
from bot.evaluation.report.section import Section, cell, note, table
from bot.evaluation.report.writing import duration, fine
from bot.evaluation.running import Evaluation
from bot.evaluation.writing import counted, points


def measured(result: Evaluation, when: datetime) -> Section:
    """Return what was measured, and when."""
    return Section("figures", "Figures", join(_facts(result, when), _figures(result), _notes(result)))


def robustness(result: Evaluation) -> Section | None:
    """Return how the figures change where the sentences do; None where that was not measured."""
    if not result.variants:
        return None
    columns = [each for each in HOLDS_UP if each.of(result.figures) is not None]
    rows = [["as they are", *(_changed(each, result.figures, None) for each in columns)]]
    for variant in result.variants:
        about = element("small", f"{variant.about}; changes {counted(variant.count, 'sentence')}")
        figures = (_changed(each, variant.figures, result.figures) for each in columns)
        rows.append([join(variant.name, about), *figures])
    body = join(
        note("The same sentences, changed; behind each figure the difference to the sentences as they are, in points."),
        table("Figures of changed sentences", ["Sentences", *map(_title, columns)], rows, "figures"),
    )
    return Section("robustness", "Robustness", body)


def _facts(result: Evaluation, when: datetime) -> Html:
    facts = {
        "Data set": result.dataset.name,
        "Split": result.split,
        "Backend": result.backend,
        "Model": result.model.name,
        "Preset": result.preset,
        "Training time": "" if result.train_s is None else duration(result.train_s),
        "Measured": f"{when:%d %b %Y, %H:%M}".lstrip("0"),
    }
    pairs = (element("div", element("dt", name), element("dd", value)) for name, value in facts.items() if value)
    return element("dl", *pairs, class_="facts")


def _figures(result: Evaluation) -> Html:
    """Return a table of the figures, and of those without what stands in train where some of it does."""
    unseen = ["Without what stands in train"] if result.unseen else []
    columns = [result.figures, *([result.unseen] if result.unseen else [])]
    rows = [
        (_title(each), *(cell(fine(each.written(figures)), each.of(figures)) for figures in columns), each.meaning)
        for each in FIGURES
        if each.of(result.figures) is not None
    ]
    head = ["Figure", "Value", *unseen, "What it means"]
    return table("Figures, and what each means", head, rows, "figures meanings")


def _notes(result: Evaluation) -> Html:
    notes = result.dataset.notes
    if not notes:
        return Html()
    return element("aside", element("h3", "About the data"), element("ul", *(element("li", each) for each in notes)))


def _changed(figure: Figure, figures: Figures, plain: Figures | None) -> Html:
    """Return a figure, with its difference to that of the sentences as they are."""
    value, before = figure.of(figures), None if plain is None else figure.of(plain)
    change = [] if value is None or before is None else [" ", element("small", fine(points(value - before)))]
    return element("td", fine(figure.written(figures)), *change, class_="number")


def _title(figure: Figure) -> str:
    return figure.name[0].upper() + figure.name[1:]
