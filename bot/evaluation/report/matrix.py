"""The confusion matrix, and the confusions that happen most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.evaluation.report.confusions import Confusions
from bot.evaluation.report.html import Html, element, join, row
from bot.evaluation.report.pairing import Pair
from bot.evaluation.report.section import Section, cell, note, table
from bot.evaluation.report.writing import clipped, percent, shown
from bot.evaluation.writing import counted, number

MOST = 30
"""How many intents the matrix has at most; more cannot be read."""
_LISTED = 100
_LONGEST = 28
_STEPS = (0.02, 0.05, 0.1, 0.25)
"""Shares of what was said of an intent from which on a confusion is drawn a step darker."""
_OTHERS = "\0others"
"""Stands for all intents that have no column; no intent is called that."""


def confusion(found: Confusions, *, several: bool) -> Section:
    """Return the matrix and the list; `several` says whether sentences have more than one clause."""
    intents = {name for pair in found.counts for name in pair if name is not None}
    wrong = found.wrong()
    if not intents:
        return Section("confusions", "Confusions", note("No sentence has an intent."))
    if not wrong:
        return Section("confusions", "Confusions", note("Every intent was read right."))
    kept = _kept(intents, wrong)
    said = (
        "Rows are what was said, columns what was read; the diagonal is right."
        " The darker a field, the larger the part of its row."
    )
    if several:
        said += (
            " Sentences that say several things are aligned clause by clause with as few mistakes as there can be;"
            " a clause with no partner was missed, or is one too many."
        )
    if len(intents) > len(kept):
        said += f" Of {number(len(intents))} intents it shows the {len(kept)} that are confused most; the list goes further."
    listed = _listed(wrong, found)
    return Section("confusions", "Confusions", join(note(said), _matrix(found.counts, kept), listed))


def _kept(intents: set[str], wrong: Sequence[tuple[Pair, int]]) -> list[str]:
    """Return the intents that the matrix shows, by name: all, or those with most confusions."""
    if len(intents) <= MOST:
        return sorted(intents)
    weights: Counter[str] = Counter()
    for pair, count in wrong:
        weights.update({name: count for name in pair if name is not None})
    return sorted(name for name, _ in sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:MOST])


def _matrix(counts: Counter[Pair], kept: list[str]) -> Html:
    cells: Counter[tuple[str | None, str | None]] = Counter()
    for (said, read), count in counts.items():
        if said is None or said in kept:
            cells[said, read if read is None or read in kept else _OTHERS] += count
    rows: list[str | None] = [*kept, *([None] if any(said is None for said, _ in cells) else [])]
    columns: list[str | None] = list(kept)
    columns += [_OTHERS] if any(read == _OTHERS for _, read in cells) else []
    columns += [None] if any(read is None for _, read in cells) else []
    corner = element("th", "said ↓ read →", scope="col", class_="corner")
    head = row(corner, *(_head(name) for name in columns), head=True)
    body = element("tbody", *(_row(cells, said, columns) for said in rows))
    inside = join(element("caption", "Confusion matrix, in clauses"), element("thead", head), body)
    return element(
        "div", element("table", inside, class_="matrix"),
        class_="scroll", tabindex=0, role="region", aria_label="Confusion matrix",
    )  # fmt: skip


def _head(name: str | None) -> Html:
    return element(
        "th", element("span", clipped(_said(name, "missed"), _LONGEST)), scope="col", title=_said(name, "missed")
    )


def _row(cells: Counter[tuple[str | None, str | None]], said: str | None, columns: Sequence[str | None]) -> Html:
    total = sum(cells[said, read] for read in columns)
    name = _said(said, "one too many")
    head = element("th", clipped(name, _LONGEST), scope="row", title=name)
    return element("tr", head, *(_field(said, read, cells[said, read], total) for read in columns))


def _field(said: str | None, read: str | None, count: int, total: int) -> Html:
    right = "right" if said == read else None
    if not count:
        return element("td", class_=right)
    share = count / total
    depth = f"d{1 + sum(share >= step for step in _STEPS)}"
    words = f"{_said(said, 'nothing')} read as {_said(read, 'nothing')}: {number(count)} ({percent(share)})"
    return element("td", _brief(count), class_=right or depth, title=words)


def _brief(count: int) -> str:
    return str(count) if count < 1000 else f"{count / 1000:.0f}k"  # noqa: PLR2004 - four digits do not fit


def _said(name: str | None, none: str) -> str:
    return none if name is None else "other intents" if name == _OTHERS else shown(name)


def _listed(wrong: Sequence[tuple[Pair, int]], found: Confusions) -> Html:
    said = Counter[str | None]()
    for (gold, _), count in found.counts.items():
        said[gold] += count
    rows = [
        (
            _said(pair[0], "nothing (one too many)"),
            _said(pair[1], "nothing (missed)"),
            cell(number(count), count),
            cell(percent(count / said[pair[0]]), count / said[pair[0]]),
            element("td", *(element("q", clipped(text, 120), dir="auto") for text in found.examples.get(pair, ()))),
        )
        for pair, count in wrong[:_LISTED]
    ]
    caption = f"{counted(len(wrong), 'confusion')}, the most frequent first"
    if len(wrong) > _LISTED:
        caption += f"; the first {_LISTED} of them"
    return table(caption, ["Said", "Read as", "Times", "Of those said", "For example"], rows, "sortable examples")
