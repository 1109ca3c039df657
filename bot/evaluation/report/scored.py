"""How well each intent and each slot is read, as tables that can be sorted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.report.confusions import Score
from bot.evaluation.report.html import Html, join
from bot.evaluation.report.section import Section, cell, note, table
from bot.evaluation.report.writing import percent, shown
from bot.evaluation.writing import counted, number

_HEAD = ("Times", "Precision", "Recall", "F1")


def per_intent(scores: Sequence[Score]) -> Section:
    """Return how well each intent is read."""
    words = note(
        "Precision is the share of the times an intent was read that is right; recall the share of the times it was"
        " said that was read; F1 their harmonic mean."
    )
    return Section("intents", "Intent by intent", join(words, _table(scores, "Intent", "intent")))


def per_slot(scores: Sequence[Score], *, values: bool) -> Section | None:
    """Return how well each slot is read, None where there are none; `values` says that values are compared."""
    if not scores:
        return None
    exact = "A slot is right only with its name and its exact value." if values else (
        "A slot is right only with its name and its exact stretch of the sentence."
    )  # fmt: skip
    return Section("slots", "Slot by slot", join(note(exact), _table(scores, "Slot", "slot")))


def _table(scores: Sequence[Score], first: str, noun: str) -> Html:
    rows = ((shown(score.name), cell(number(score.said), score.said), *map(_share, _shares(score))) for score in scores)
    return table(f"{counted(len(scores), noun)}, those read worst first", [first, *_HEAD], rows, "sortable")


def _shares(score: Score) -> tuple[float | None, ...]:
    return score.precision, score.recall, score.f1


def _share(value: float | None) -> Html:
    return cell("–" if value is None else percent(value), value)
