"""The reliability diagram: whether a reading said to be 90 % sure is right nine times in ten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evaluation.metrics import Bin, calibration_error, chance_error
from bot.evaluation.report.drawing import box, drawing, line, words_at
from bot.evaluation.report.html import Html, element, join
from bot.evaluation.report.section import Section, cell, note, table
from bot.evaluation.report.writing import percent
from bot.evaluation.writing import counted, number

_LEFT, _TOP, _SIDE, _GAP, _LOW = 46, 14, 320, 16, 76
"""Where the diagram begins, how long its sides are, and the counts below it, in units of the drawing."""
_BASE = _TOP + _SIDE + _GAP + _LOW
_FEW = 10
"""Bins with fewer sentences are drawn pale: their share says little."""
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def reliability_diagram(bins: Sequence[Bin]) -> Section:
    """Return the diagram of the bins, and the expected calibration error."""
    error, by_chance = calibration_error(bins), chance_error(bins)
    said = "Where a bar ends on the dashed line the confidence is true; below it the backend is too sure."
    if error is not None and by_chance is not None:
        true = f"true confidences would show {percent(by_chance)} on so many sentences, by chance"
        said = f"The expected calibration error is {percent(error)}; {true}. {said}"
    if any(0 < each.count < _FEW for each in bins):
        said += f" Pale bars stand for fewer than {_FEW} sentences, and say little."
    filled = [each for each in bins if each.count]
    about = "; ".join(
        f"of {counted(each.count, 'sentence')} {percent(each.confidence, 0)} sure {percent(each.accuracy, 0)} are right"
        for each in filled
    )
    diagonal = (line(_LEFT, _TOP + _SIDE, _LEFT + _SIDE, _TOP, kind) for kind in ("halo", "ideal"))
    shapes = [*_frame(), *_bars(bins), *diagonal]
    chart = drawing(shapes, _LEFT + _SIDE + 14, _BASE + 42, "Reliability diagram", about)
    body = join(note(said), element("div", element("figure", chart), _numbers(filled), class_="beside"))
    return Section("reliability", "Confidence", body)


def _frame() -> Iterator[Html]:
    for share in _QUARTERS:
        x, y = _LEFT + share * _SIDE, _TOP + _SIDE * (1 - share)
        yield line(_LEFT, y, _LEFT + _SIDE, y, "grid")
        yield words_at(_LEFT - 8, y + 4, f"{100 * share:.0f}", "end")
        yield words_at(x, _BASE + 18, f"{100 * share:.0f}", "middle")
    yield line(_LEFT, _BASE, _LEFT + _SIDE, _BASE, "grid")
    yield words_at(_LEFT + _SIDE / 2, _BASE + 36, "Confidence, in %", "middle", "axis")
    yield words_at(_LEFT + 8, _TOP + 16, "Right, in %", kind="axis")
    yield words_at(_LEFT + 8, _TOP + _SIDE + _GAP + 12, "Sentences", kind="axis")


def _bars(bins: Sequence[Bin]) -> Iterator[Html]:
    width = _SIDE / len(bins) if bins else 0
    most = max((each.count for each in bins), default=0)
    for place, each in enumerate(bins):
        if not each.count:
            continue
        x = _LEFT + place * width + 1
        words = (
            f"{counted(each.count, 'sentence')}, {percent(each.confidence)} sure on average,"
            f" {percent(each.accuracy)} right"
        )
        high, low = each.accuracy * _SIDE, max(1.5, each.count / most * (_LOW - 20))
        yield box(x, _TOP + _SIDE - high, width - 2, high, "bar" if each.count >= _FEW else "few", words)
        yield box(x, _BASE - low, width - 2, low, "quiet", words)


def _numbers(bins: Sequence[Bin]) -> Html:
    rows = [
        (
            percent(each.confidence), cell(percent(each.accuracy), each.accuracy),
            cell(number(each.count), each.count),
        )
        for each in bins
    ]  # fmt: skip
    return table("The same in numbers", ["Confidence", "Right", "Sentences"], rows, "small")
