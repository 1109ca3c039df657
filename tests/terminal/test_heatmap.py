"""What a model looked at, drawn."""

from __future__ import annotations

import re

import pytest

from bot.reading import Attention
from bot.terminal.heatmap import heatmap
from bot.terminal.layout import width

LEFT = Attention(("turn", "left"), ("robot.turn", "left"), ((1.0, 0.0), (0.25, 0.75)))
LONG = Attention(
    tuple("往前走三步，然后向左转，再捡起红色的球"), ("robot.move", "distance", "三", "end"), ((1 / 19,) * 19,) * 4
)


def test_a_row_for_each_part_and_a_column_for_each_word() -> None:
    """In blocks, by how much each word counted."""
    assert heatmap(LEFT, 80, color=False, unicode=True) == [
        "           turn left",
        "robot.turn ████",
        "left       ▒▒▒▒ ▓▓▓▓",
    ]


def test_without_unicode_in_tenths() -> None:
    """Also words and names."""
    assert heatmap(LEFT, 80, color=False, unicode=False) == [
        "           turn left",
        "robot.turn 9    .",
        "left       2    8",
    ]
    assert all(line.isascii() for line in heatmap(LONG, 40, color=False, unicode=False))


def test_with_colour_in_shades() -> None:
    """Of the 256, brighter where more was looked at; each cell ends its colour."""
    _, first, second = heatmap(LEFT, 80, color=True, unicode=True)
    shades = [int(shade) for shade in re.findall(r"\x1b\[48;5;(\d+)m +\x1b\[0m", first + second)]
    assert shades[0] == 255
    assert shades[1] == 232
    assert shades[1] < shades[2] < shades[3] < shades[0]


@pytest.mark.parametrize("columns", [1, 20, 33, 47, 80])
@pytest.mark.parametrize("unicode", [True, False])
def test_it_fits_the_terminal(columns: int, unicode: bool) -> None:  # noqa: FBT001
    """What has no room beside the rest stands below, every word once, wide letters counted as such."""
    lines = heatmap(LONG, columns, color=False, unicode=unicode)
    assert max(map(width, lines)) <= max(columns, 20)
    heads = [lines[0], *(lines[at + 1] for at, line in enumerate(lines) if not line)]
    words = "".join("".join(heads).split())
    assert len(words) == len(LONG.source)
    assert not unicode or words == "".join(LONG.source)


def test_long_words_are_cut() -> None:
    """A name of a row takes a third of the line at most."""
    long = Attention(("supercalifragilistic", "go"), ("a.very.long.name.of.an.action",), ((0.5, 0.5),))
    assert heatmap(long, 30, color=False, unicode=True) == ["           superca… go", "a.very.lo… ▓▓▓▓▓▓▓▓ ▓▓"]


def test_a_pipe_has_any_width() -> None:
    """Nothing stands below anything."""
    assert len(heatmap(LONG, 0, color=False, unicode=True)) == 1 + len(LONG.target)


def test_nothing_steers_the_terminal() -> None:
    """Nor does anything break it."""
    odd = Attention(("\x1b[31m", "\n", "é"), ("\t",), ((2.0, -1.0, float("0")),))
    assert "\x1b" not in "".join(heatmap(odd, 40, color=False, unicode=True))
    assert heatmap(Attention((), (), ()), 40, color=True, unicode=True) == []
