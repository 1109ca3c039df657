"""How well sentences in scope are told from those out of scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.evaluation.metrics import scope_threshold
from bot.evaluation.report.drawing import box, drawing, line, words_at
from bot.evaluation.report.html import Html, element, join
from bot.evaluation.report.judged import Judged
from bot.evaluation.report.section import Section, note
from bot.evaluation.report.writing import percent
from bot.evaluation.writing import counted, number

_BINS = 40
_LEFT, _TOP, _WIDTH, _HALF = 46, 34, 560, 130
"""Where the chart begins, how wide it is, and how high each of its halves."""
_MIDDLE, _BASE = _TOP + _HALF, _TOP + 2 * _HALF


def scope_scores(sentences: Sequence[Judged]) -> Section | None:
    """Return the two distributions of scope scores, None where all sentences are in scope, or none is."""
    inside = [each.prediction.scope for each in sentences if each.in_scope]
    outside = [each.prediction.scope for each in sentences if not each.in_scope]
    if not inside or not outside:
        return None
    threshold = scope_threshold(inside)
    accepted = sum(score >= threshold for score in inside) / len(inside)
    rejected = sum(score < threshold for score in outside) / len(outside)
    said = (
        f"How sure the backend is that some action fits: {counted(len(inside), 'sentence')} in scope above the line,"
        f" {number(len(outside))} out of scope below it. A threshold of {threshold:.3f} accepts"
        f" {percent(accepted)} of those in scope and rejects {percent(rejected)} of those out of scope."
    )
    return Section("scope", "In scope or not", join(note(said), element("figure", _chart(inside, outside, threshold))))


def _chart(inside: Sequence[float], outside: Sequence[float], threshold: float) -> Html:
    low, high = min(0.0, *inside, *outside), max(1.0, *inside, *outside)
    above, below = _shares(inside, low, high), _shares(outside, low, high)
    most = max(*above, *below)
    shapes = [
        *(_bar(place, share, most, up=True) for place, share in enumerate(above) if share),
        *(_bar(place, share, most, up=False) for place, share in enumerate(below) if share),
        *_axis(low, high),
        *_threshold((threshold - low) / (high - low), threshold),
    ]
    about = f"Two histograms of scores from {low:g} to {high:g}, with a line at the threshold {threshold:.3f}."
    return drawing(shapes, _LEFT + _WIDTH + 14, _BASE + 44, "Scope scores", about)


def _shares(scores: Sequence[float], low: float, high: float) -> list[float]:
    """Return which share of the scores lies in each bin."""
    counts = Counter(min(_BINS - 1, int((score - low) / (high - low) * _BINS)) for score in scores)
    return [counts[place] / len(scores) for place in range(_BINS)]


def _bar(place: int, share: float, most: float, *, up: bool) -> Html:
    width, high = _WIDTH / _BINS, max(1.0, _HALF * share / most)
    words = f"{percent(share)} of those {'in' if up else 'out of'} scope"
    return box(
        _LEFT + place * width + 1, _MIDDLE - high if up else _MIDDLE, width - 2, high, "bar" if up else "quiet", words
    )


def _axis(low: float, high: float) -> Iterator[Html]:
    yield line(_LEFT, _MIDDLE, _LEFT + _WIDTH, _MIDDLE, "axis")
    for step in range(5):
        x = _LEFT + _WIDTH * step / 4
        yield words_at(x, _BASE + 20, f"{low + (high - low) * step / 4:g}", "middle")
    yield words_at(_LEFT + _WIDTH / 2, _BASE + 38, "Score, from nothing fits to some action fits", "middle", "axis")
    yield words_at(_LEFT + 8, _MIDDLE - _HALF / 2, "in scope", kind="axis")
    yield words_at(_LEFT + _WIDTH - 8, _MIDDLE + _HALF / 2, "out of scope", "end", "axis")


def _threshold(share: float, threshold: float) -> Iterator[Html]:
    x = _LEFT + share * _WIDTH
    yield line(x, _TOP - 8, x, _BASE, "ideal")
    anchor = "end" if share > 0.75 else "start" if share < 0.25 else "middle"  # noqa: PLR2004 - quarters of the width
    yield words_at(x, _TOP - 14, f"95 % in scope kept at {threshold:.3f}", anchor)
