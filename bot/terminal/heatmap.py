"""Heat maps: what a model looked at while it wrote, a row for each part that it wrote, a column for each word it read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import TypeVar

from bot.reading import Attention
from bot.terminal.layout import NARROWEST, cut, width
from bot.words import printable

_WORD = 8
"""Columns that a word has at most; a longer one is cut."""
_NARROWEST_WORD = 2
_LABEL = 3
"""The names of the rows have at most this part of a line."""
_BLOCKS = " ░▒▓█"
_GREYS = (*range(232, 256, 3), 255)
"""Of the 256 colours, from black to white."""

T = TypeVar("T")
Cell = Callable[[float, int], str]
"""Draws a weight, so many columns wide."""


def heatmap(attention: Attention, columns: int, *, color: bool, unicode: bool) -> list[str]:
    """Return the lines of a heat map at most `columns` wide, 0 for any: the more a word counted, the brighter.

    With colour in shades, else in blocks, without Unicode in tenths (`.` is next to nothing). What has no room beside
    the rest stands below it. `attention`: source [words], target [parts], weights [parts, words].
    """
    words = [_shown(word, _WORD, unicode=unicode) for word in attention.source]
    room = max(columns, NARROWEST)
    parts = [_shown(part, room // _LABEL if columns else 0, unicode=unicode) for part in attention.target]
    margin = max(map(width, parts), default=0) + 1
    cell: Cell = _shade if color else _block if unicode else _tenth
    lines: list[str] = []
    for first, past in _stretches([_wide(word) for word in words], room - margin if columns else 0):
        lines += [""] * bool(lines)
        lines.append((" " * margin + " ".join(_padded(word, _wide(word)) for word in words[first:past])).rstrip())
        for part, weights in zip(parts, attention.weights, strict=False):
            row = zip(words[first:past], weights[first:past], strict=False)
            cells = (cell(min(max(weight, 0.0), 1.0), _wide(word)) for word, weight in row)
            lines.append(f"{_padded(part, margin)}{' '.join(cells)}".rstrip())
    return lines


def _stretches(widths: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Return the first of the words and the one past the last of each stretch that fits; room 0 is enough for all."""
    found, first, used = [], 0, -1
    for at, each in enumerate(widths):
        if room and at > first and used + 1 + each > room:
            found.append((first, at))
            first, used = at, -1
        used += 1 + each
    return [*found, (first, len(widths))] if widths else []


def _shown(text: str, room: int, *, unicode: bool) -> str:
    """Return a text without what a terminal cannot show, cut to a number of columns; 0 cuts nothing."""
    text = printable(text).replace("\n", "?").replace("\t", "?")
    if not unicode:
        text = text.encode("ascii", "replace").decode()
    if not room or width(text) <= room:
        return text
    return cut(text, room - 1) + ("…" if unicode else ".")


def _wide(word: str) -> int:
    return max(width(word), _NARROWEST_WORD)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _of(scale: Sequence[T], weight: float) -> T:
    """Return what stands for a weight; by its root, so that a little is seen where many words count a little each."""
    return scale[round(sqrt(weight) * (len(scale) - 1))]


def _shade(weight: float, columns: int) -> str:
    return f"\x1b[48;5;{_of(_GREYS, weight)}m{' ' * columns}\x1b[0m"


def _block(weight: float, columns: int) -> str:
    return _of(_BLOCKS, weight) * columns


def _tenth(weight: float, columns: int) -> str:
    tenths = min(round(weight * 10), 9)
    return f"{tenths or '.':<{columns}}"
